"""`cbt test`: plays the walks that authors wrote, and names what none of them goes through.

It must not check a flow's soundness beyond what compiling does.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, say

if TYPE_CHECKING:
    from cbt.cli.folders import Wanted
    from cbt.engine.playing import Coverage
    from cbt.model.flow import Flow


def test(
    flows: Annotated[
        list[Path] | None, typer.Argument(help="Flows, or folders of flows. (default: the shipped ones)")
    ] = None,  # noqa: PT028  # a command, no test
) -> None:
    """Play the walks of flows, and name what none of them goes through.

    Ends with 0 when every walk holds, with 1 when one fails or a flow is not sound, with 2 when there is none.
    """
    from cbt.cli.folders import wanted_folders

    results = [_test_folder(wanted) for wanted in wanted_folders(flows or [])]
    if not all(results):
        raise typer.Exit(FAULTS)


def _test_folder(wanted: "Wanted") -> bool:
    from cbt.cli.findings import has_errors, print_findings
    from cbt.cli.folders import WALKS

    library = wanted.compile()
    print_findings(library.findings)
    results = [_test_flow(flow, wanted.folder / WALKS / f"{flow.id}.yaml") for flow in library.flows.values()]
    lost = [] if wanted.files else _walks_without_a_flow(wanted.folder / WALKS, wanted.folder)
    for path in lost:
        say(
            f"{path}:1:1 T101 there is no flow {path.stem} beside this folder; give the walks its name",
            "bold red",
        )
    return all(results) and not lost and not has_errors(library.findings)


def _walks_without_a_flow(walks: Path, folder: Path) -> list[Path]:
    return [path for path in sorted(walks.glob("*.yaml")) if not (folder / path.name).is_file()]


def _test_flow(flow: "Flow", path: Path) -> bool:
    from cbt.cli.findings import one_line, print_findings
    from cbt.compiler.walks import read_walks
    from cbt.engine.playing import Coverage, play

    if not path.is_file():
        say(f"{flow.id}: no walks yet; write them in {path}", "yellow")
        return True
    cases, faults = read_walks(path, str(path))
    coverage = Coverage()
    failures = [(case, failure) for case in cases if (failure := play(flow, case, coverage))]
    print_findings(faults)
    for case, failure in failures:
        sentence = f"{failure.message}; {failure.hint}" if failure.hint else failure.message
        say(one_line(failure.pos, failure.code, f"{sentence} (in the walk: {case.name})"))
    _sum_up(flow, len(cases), len(cases) - len(failures), coverage)
    return not failures and not faults


def _sum_up(flow: "Flow", walks: int, passed: int, coverage: "Coverage") -> None:
    from cbt.engine.playing import missing

    ways = sum(len(ways) for ways in flow.ways.values())
    checks = sum(len(step.checks) for step in flow.steps.values())
    gone = f"ways on {len(coverage.ways)} of {ways}, refusals {len(coverage.refusals)} of {checks}"
    style = "green" if walks and passed == walks else "bold red"
    say(f"{flow.id}: {passed} of {walks} walks pass; {gone}", style)
    for pos, what in missing(flow, coverage):
        say(f"  {pos.file}:{pos.line} no walk goes through {what}", "yellow")
