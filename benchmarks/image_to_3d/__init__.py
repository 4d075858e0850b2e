"""How near shapes generated from pictures are to the shapes in the pictures; see cli.py."""
