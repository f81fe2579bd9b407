"""What can go wrong with the embedded servers, as one plain sentence for the person at the terminal."""


class EmbeddedError(Exception):
    """An embedded server cannot serve; the text says why and what to do, and is shown without a traceback."""
