"""Prints what no walk goes through, file by file, as a percentage and line by line.

It must not play a walk.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from cbt.cli.console import say
from cbt.cli.walking import FlowWalks
from cbt.engine.coverage import Gap, in_order, missing, wanted


@dataclass(slots=True)
class _File:
    """What could be gone through in a file, each thing once however often a part is used, and what has not been."""

    spots: dict[object, Gap] = field(default_factory=dict)
    gone: set[object] = field(default_factory=set)

    @property
    def gaps(self) -> list[Gap]:
        return in_order([gap for spot, gap in self.spots.items() if spot not in self.gone])


def print_coverage(flows: Sequence[FlowWalks]) -> None:
    """A line for each file with its percentage, below it what is missing; then the sum."""
    files = _by_file(flows)
    widest = max([len(name) for name in [*files, "together"]])
    for name, file in sorted(files.items()):
        say(_line(name, widest, len(file.spots) - len(file.gaps), len(file.spots)), _style(file.gaps))
        for gap in file.gaps:
            say(f"  {gap.pos.file}:{gap.pos.line} no walk goes through {gap.what}", "yellow")
    gone = sum(len(file.gone) for file in files.values())
    say(_line("together", widest, gone, sum(len(file.spots) for file in files.values())), "bold")


def _by_file(flows: Sequence[FlowWalks]) -> dict[str, _File]:
    files: dict[str, _File] = defaultdict(_File)
    for walks in flows:
        for gap in wanted(walks.flow):
            files[gap.pos.file].spots.setdefault(gap.spot, gap)
        gaps = {(gap.target, gap.is_refusal) for gap in missing(walks.flow, walks.coverage)}
        for gap in wanted(walks.flow):
            if (gap.target, gap.is_refusal) not in gaps:
                files[gap.pos.file].gone.add(gap.spot)
    return files


def _line(name: str, widest: int, gone: int, of: int) -> str:
    # Rounded down, so that 100 means all.
    return f"{name:{widest}}  {100 * gone // of if of else 100:>3} %  {gone} of {of}"


def _style(gaps: Sequence[Gap]) -> str:
    return "yellow" if gaps else "green"
