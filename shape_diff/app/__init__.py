"""The program: its command line, its experiments' configuration, and what is built from them."""
