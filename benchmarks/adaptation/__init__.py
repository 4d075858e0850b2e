"""How well an adapter learns a style from 30 shapes, and what it costs; see `cli`."""
