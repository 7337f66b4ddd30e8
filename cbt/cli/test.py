"""`cbt test`: plays the walks that authors wrote, names what none of them goes through, and proposes those.

It must not check a flow's soundness beyond what compiling does.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, say, stop

if TYPE_CHECKING:
    from cbt.cli.walking import FlowWalks, FolderWalks


def test(
    flows: Annotated[
        list[Path] | None,
        typer.Argument(help="Flows by id or path, or folders. (default: flows/ here, or the shipped ones)"),
    ] = None,  # noqa: PT028  # a command, no test
    cover: Annotated[
        bool,
        typer.Option("--cover", help="List by file and line what no walk goes through, with a percentage."),
    ] = False,  # noqa: PT028  # a command, no test
    write: Annotated[
        bool, typer.Option("--write", help="Write the missing walks behind those that are there.")
    ] = False,  # noqa: PT028  # a command, no test
    random: Annotated[
        int, typer.Option("--random", min=0, metavar="N", help="Play N random runs too, until one breaks.")
    ] = 0,  # noqa: PT028  # a command, no test
    seed: Annotated[
        int | None,
        typer.Option("--seed", help="What the first random run is made from; the next take the next."),
    ] = None,  # noqa: PT028  # a command, no test
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write what came of it as JUnit XML.")
    ] = None,  # noqa: PT028  # a command, no test
) -> None:
    """Play the walks of flows, and name what none of them goes through.

    Ends with 0 when every walk holds, with 1 when one fails or a flow is not sound, with 2 when there is none.
    """
    from cbt.cli.folders import wanted_folders
    from cbt.cli.walking import walked_folder

    tested = [walked_folder(wanted) for wanted in wanted_folders(flows or [])]
    if not any(folder.walks or folder.lost or folder.library.findings for folder in tested):
        stop("There is no flow to test there: a part is tested in the flows that use it.")
    for folder in tested:
        _print(folder, with_gaps=not cover)
    if cover:
        from cbt.cli.covering import print_coverage

        print_coverage([walks for folder in tested for walks in folder.walks])
    if write:
        from cbt.cli.proposing import write_missing

        for folder in tested:
            write_missing(folder)
    has_broken = bool(random) and not _play_at_random(tested, random, seed)
    if junit is not None:
        from cbt.cli.junit import junit_xml

        junit.write_bytes(junit_xml(tested))
    if not flows:
        _name_folder(tested)
    if has_broken or not all(_holds(folder) for folder in tested):
        raise typer.Exit(FAULTS)


def _name_folder(tested: "list[FolderWalks]") -> None:
    """Which folder was looked at, where nobody has named it."""
    from cbt.cli.findings import count_of
    from cbt.cli.folders import own_or_shipped

    played = sum(len(walks.played) for folder in tested for walks in folder.walks)
    say(f"{count_of(played, 'walk', 'walks')} in {own_or_shipped()}.")


def _holds(tested: "FolderWalks") -> bool:
    from cbt.cli.findings import has_errors

    return (
        not tested.lost
        and all(walks.holds for walks in tested.walks)
        and not has_errors(tested.library.findings)
    )


def _play_at_random(tested: "list[FolderWalks]", runs: int, seed: int | None) -> bool:
    from secrets import randbelow

    from cbt.cli.roaming import MOST_SEED, play_at_random

    first = randbelow(MOST_SEED) if seed is None else seed
    held = [play_at_random(folder, runs, first) for folder in tested]
    return all(held)


def _print(tested: "FolderWalks", *, with_gaps: bool) -> None:
    from cbt.cli.findings import print_findings

    print_findings(tested.library.findings)
    for walks in tested.walks:
        print_findings(walks.faults)
        print_findings([one.failure for one in walks.played if one.failure is not None])
        _sum_up(walks, with_gaps=with_gaps)
    print_findings(tested.lost)


def _sum_up(walks: "FlowWalks", *, with_gaps: bool) -> None:
    from cbt.engine.coverage import missing

    flow, coverage, count = walks.flow, walks.coverage, len(walks.played)
    if not walks.is_there:
        say(f"{flow.id}: no walks yet; write them in {walks.path}, or let cbt test --write do it", "yellow")
        return
    ways = sum(len(ways) for ways in flow.ways.values())
    checks = sum(len(step.checks) for step in flow.steps.values())
    gone = f"ways on {len(coverage.ways)} of {ways}, refusals {len(coverage.refusals)} of {checks}"
    style = "green" if count and walks.holds else "bold red"
    of_which = "" if walks.passed == count else "those that pass go through: "
    say(f"{flow.id}: {walks.passed} of {count} walks pass; {of_which}{gone}", style)
    no_walk = "no walk goes through" if walks.passed == count else "no walk that passes goes through"
    for gap in missing(flow, coverage) if with_gaps else ():
        say(f"  {gap.pos.file}:{gap.pos.line} {no_walk} {gap.what}", "yellow")
