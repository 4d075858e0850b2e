"""Shape codes: real clouds to codes, codes to clouds, and how both and the prior over codes are learned."""
