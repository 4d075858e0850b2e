"""Training a denoiser of clouds, from words and pictures."""
