"""The viewer in a browser: one page, served by a program or written as a single file."""
