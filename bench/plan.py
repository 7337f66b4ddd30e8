"""What a run is to measure, how often, and where its throw-away data lies.

It must not measure.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: the rows that are wanted, how many rounds, and the folder for its data, logs and databases."""

    wanted: frozenset[str]
    folder: Path
    quick: bool = False
    peers: str = ""
    loops: list[float] = field(default_factory=list)
    syncs: list[float] = field(default_factory=list)

    def rounds(self) -> Iterator[int]:
        """Numbers from 0, one for each round: at least 3, and more as long as a row's time allows."""
        started = time.monotonic()
        patience = 12.0
        for number in range(self.most_rounds):
            if number >= 3 and time.monotonic() - started > patience:
                return
            self.calibrate()
            yield number

    @property
    def most_rounds(self) -> int:
        """The most rounds that a row can have."""
        return 3 if self.quick else 7

    def wants(self, *rows: str) -> bool:
        """Whether any of these rows is to be measured."""
        return not self.wanted.isdisjoint(rows)

    def scaled(self, count: int, quick: int) -> int:
        """A size for the data of a row: the full one, or a smaller one for a quick run."""
        return quick if self.quick else count

    def new_folder(self, name: str) -> Path:
        """An empty folder for one server's or probe's data."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))

    def log(self, name: str) -> Path:
        """The file for what a server or a probe says."""
        return self.folder / f"{name}.log"

    def calibrate(self) -> None:
        """Times a fixed piece of arithmetic and a write to the disk: how far they lie apart is the machine's noise."""
        started = time.perf_counter()
        total = 0
        for number in range(200_000):
            total += number * number % 7
        self.loops.append(time.perf_counter() - started)
        with (self.folder / "synced").open("ab") as file:
            file.write(bytes(4096))
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            self.syncs.append(time.perf_counter() - started)

    @property
    def noise(self) -> str:
        """How steady the machine was, in words."""
        if not self.loops:
            return ""
        low, high = min(self.loops) * 1000, max(self.loops) * 1000
        first, last = min(self.syncs) * 1000, max(self.syncs) * 1000
        apart = f"A fixed loop took {low:.1f} to {high:.1f} ms in between, {high / low - 1:.0%} apart;"
        return f"{apart} a write to the disk {first:.1f} to {last:.1f} ms."


@contextmanager
def planned(wanted: frozenset[str], *, quick: bool, peers: str) -> Iterator[Plan]:
    """A plan whose folder is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        yield Plan(wanted, Path(folder), quick, peers)
