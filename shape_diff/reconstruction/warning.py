"""What a user should know of a mesh that was made, though not as asked."""


class ReconstructionWarning(UserWarning):
    """One sentence on what was done instead; the command line prints it as a note."""
