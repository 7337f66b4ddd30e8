"""The check of flows, from text to findings.

It must not read the disk: the texts are made.
"""

import time
from collections.abc import Callable

from bench.made_flows import twelve_steps


def check_one(flows: int) -> Callable[[int], list[float]]:
    """Seconds for the check of so many flows of 12 steps at once."""
    from cbt.compiler.library import compile_files

    files = {f"made_{number}.yaml": twelve_steps(f"made_{number}").encode() for number in range(flows)}

    def play(count: int) -> list[float]:
        spent = []
        for _ in range(count):
            started = time.perf_counter()
            library = compile_files(files)
            spent.append(time.perf_counter() - started)
            assert len(library.flows) == flows, library.findings[:3]
        return spent

    if flows == 1:
        play(3)
    return play
