"""What readers of files have to say."""


class CloudFileWarning(UserWarning):
    """One sentence on what was not taken from a file as it stands; the command line prints it as a note."""
