"""What can be trained: a denoiser, shape codes and their prior, the distance field, the judge."""
