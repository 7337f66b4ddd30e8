"""Finds the one flow that a command is about, by its id or its file.

It must not do anything with it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cbt.cli.console import FAULTS, stop

if TYPE_CHECKING:
    from cbt.compiler.diagnostics import Diagnostic
    from cbt.compiler.library import Library
    from cbt.model.flow import Flow


def sound_flow(named: str, flows: Path | None, language: str = "") -> "tuple[Flow, Path]":
    """The flow, in a language where one is given, and its folder.

    Ends the command, and shows what is wrong, where there is no sound one.
    """
    from cbt.cli.folders import Wanted

    flow_id, folder = place_of(named, flows)
    file = folder / f"{flow_id}.yaml"
    library = Wanted(folder, {file}).compile() if file.is_file() else None
    if library is None or flow_id not in library.flows:
        stop_without(flow_id, folder)
    return (spoken(library, flow_id, language) if language else library.flows)[flow_id], folder


def spoken(library: "Library", flow_id: str, language: str) -> "Mapping[str, Flow]":
    """The flows as they are translated, where they are. Ends the command where the one that it is about is not."""
    known = sorted({library.flows[flow_id].language, *library.translated.get(flow_id, {})})
    if language not in known:
        stop(f"{flow_id} is not there in {language}. It is there in: {', '.join(known)}.")
    return library.spoken(language)


def place_of(named: str, flows: Path | None) -> tuple[str, Path]:
    """The id of a flow that was named by it or by its file, and its folder. Ends the command for another ending."""
    from cbt.cli.folders import file_of

    path = Path(named)
    if path.suffix not in ("", ".yaml"):
        stop(f"{named} is no flow: flows are files that end in .yaml.")
    is_path = path.suffix == ".yaml" or path.name != named
    return path.stem, path.parent if is_path else flows or file_of(named).parent


def stop_without(flow_id: str, folder: Path) -> NoReturn:
    """Ends the command, and says why a folder has no sound flow of this id: its faults, or the nearest name."""
    from cbt.cli.findings import print_findings
    from cbt.cli.folders import Wanted
    from cbt.cli.troubles import sentence
    from cbt.compiler.diagnostics import did_you_mean
    from cbt.compiler.library import read_folder

    # "." and ".." in a sentence read like its end.
    shown = folder.resolve() if folder.name in ("", "..") else folder
    names = sorted(Path(name).stem for name in read_folder(folder) if "/" not in name)
    if flow_id in names:
        findings = Wanted(folder, {folder / f"{flow_id}.yaml"}).compile().findings
        print_findings(findings)
        stop(f"{flow_id} is not sound yet. {_what_next(findings)}", FAULTS)
    if not names:
        stop(f"There are no flows in {shown}: flows are files that end in .yaml.")
    hint = did_you_mean(flow_id, names) or f"The flows are: {', '.join(names)}"
    stop(f'There is no flow "{flow_id}" in {shown}. {sentence(hint)}')


def _what_next(findings: "Sequence[Diagnostic]") -> str:
    """The way on from the faults of a flow that was wanted for something."""
    from cbt.compiler.diagnostics import ERROR

    code, *others = [finding.code for finding in findings if finding.severity == ERROR]
    mend = "Mend what is told above" if others else "Mend the line that is told above"
    return f"{mend}, then run this again. cbt explain {code} says more about {code}."
