"""Adapting a trained generator to a style, from few shapes."""
