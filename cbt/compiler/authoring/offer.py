"""One thing that fits at a cursor.

It must not find any.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """Its `label`, a short `detail`, what it means in `about`, and the text to put in.

    `start` is the column, from 0, from which on what is typed is replaced.
    """

    label: str
    detail: str
    about: str
    text: str
    start: int = 0
