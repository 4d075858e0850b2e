"""Training the distance field of the neural mesh method."""
