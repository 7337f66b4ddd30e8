"""Lets Python's collector of rubbish rest while flows are compiled.

It must not stay at rest: whatever happens, it goes on afterwards as it did before.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """All that compiling makes is kept: to go through it again and again takes a third of the time of many flows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
