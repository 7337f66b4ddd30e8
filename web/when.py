"""Lengths of time in words.

It must not know anybody's time zone: a page's script may say a moment in the reader's own.
"""


def length_in_words(seconds: int) -> str:
    """`2 minutes`, `1 minute 30 seconds`, `45 seconds`."""
    minutes, left = divmod(seconds, 60)
    words = [_counted(minutes, "minute")] if minutes else []
    return " ".join([*words, _counted(left, "second")] if left or not minutes else words)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
