"""What a model sees of a picture: read, cut out, framed."""
