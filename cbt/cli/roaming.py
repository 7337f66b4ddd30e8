"""Plays random runs for `cbt test`, and shows one that breaks as a walk that can be kept.

It must not write to a file.
"""

from cbt.cli.console import say
from cbt.cli.findings import count_of
from cbt.cli.walking import FolderWalks, all_flows
from cbt.compiler.walk_writing import render_walk
from cbt.engine.roaming import Broken, Roaming
from cbt.model.flow import Flow

# Short enough to be typed again.
MOST_SEED = 1_000_000


def play_at_random(tested: FolderWalks, runs: int, first: int) -> bool:
    """Plays so many runs of each flow of a folder, each up to the first that breaks; whether none did."""
    flows = all_flows(tested)
    held = [_play(tested, flow, Roaming(flow, flows), runs, first) for flow in tested.library.flows.values()]
    return all(held)


def _play(tested: FolderWalks, flow: Flow, roaming: Roaming, runs: int, first: int) -> bool:
    for seed in range(first, first + runs):
        broken = roaming.find_break(seed)
        if broken is not None:
            _show(f"{tested.wanted.folder / flow.id}.yaml", flow.id, broken)
            return False
    say(
        f"{flow.id}: {count_of(runs, 'random run', 'random runs')} with every promise kept (seed {first})",
        "green",
    )
    return True


def _show(path: str, flow_id: str, broken: Broken) -> None:
    say(f"{flow_id}: a random run breaks this promise: {broken.promise}. Here {broken.reason}.", "bold red")
    say(render_walk(broken.case).rstrip())
    say(f"  The whole run again: cbt test {path} --random 1 --seed {broken.seed}")
