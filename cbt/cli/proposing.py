"""Writes the walks that are missing into the folder of walks, and shows them.

It must not write anywhere else, nor change what stands there.
"""

from pathlib import Path

from cbt.cli.console import say
from cbt.cli.findings import count_of
from cbt.cli.folders import WALKS
from cbt.cli.walking import FlowWalks, FolderWalks, all_flows
from cbt.compiler.walk_writing import render_walk, with_walks
from cbt.engine.coverage import missing
from cbt.engine.proposing import Proposal, propose


def write_missing(tested: FolderWalks) -> None:
    """Proposes walks for each sound flow of a folder whose walks can be read."""
    flows = all_flows(tested)
    for walks in tested.walks:
        if walks.faults:
            say(f"{walks.path} is left as it is: first mend what is wrong with it", "yellow")
        elif missing(walks.flow, walks.tried):
            names = [one.case.name for one in walks.played]
            _write(tested.wanted.folder, walks, propose(walks.flow, walks.tried, flows, names))


def _write(folder: Path, walks: FlowWalks, proposal: Proposal) -> None:
    path, cases = walks.path, proposal.cases
    whole = with_walks(path.read_bytes() if walks.is_there else None, cases, str(path)) if cases else None
    if whole is not None and _is_inside(path, folder):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(whole)
        say(f"{path}: {count_of(len(cases), 'walk', 'walks')} written", "green")
    elif cases:
        say(f"{path} cannot take them at its end; put these walks in by hand", "yellow")
    for case in cases:
        say(f"\n{render_walk(case).rstrip()}")
    for gap in proposal.unreached:
        say(f"  {gap.pos.file}:{gap.pos.line} no answers were found that lead through {gap.what}", "yellow")


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a file of walks lies where it seems to, and no link leads out of the folder of walks."""
    return path.resolve() == folder.resolve() / WALKS / path.name
