"""The progress of a refresh of the index, in words."""


def reading_text(done: int, of: int) -> str:
    """Return how many logs are read: `Reading 1,200 of 10,000 logs`."""
    return f"Reading {done:,} of {of:,} logs"
