"""Finds the one flow that a command is about, by its id or its file.

It must not do anything with it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cbt.cli.console import FAULTS, stop

if TYPE_CHECKING:
    from cbt.model.flow import Flow


def sound_flow(named: str, flows: Path | None) -> "tuple[Flow, Path]":
    """The flow and its folder. Ends the command, and shows what is wrong, where there is no sound one."""
    from cbt.cli.findings import print_findings
    from cbt.cli.folders import Wanted, shown_default

    path = Path(named)
    if path.suffix not in ("", ".yaml"):
        stop(f"{named} is no flow: flows are files that end in .yaml.")
    is_path = path.suffix == ".yaml" or path.name != named
    folder = path.parent if is_path else flows or shown_default()
    flow_id = path.stem
    file = folder / f"{flow_id}.yaml"
    if not file.is_file():
        _stop_without(flow_id, folder)
    library = Wanted(folder, {file}).compile()
    found = library.flows.get(flow_id)
    if found is None:
        print_findings(library.findings)
        stop(f"{flow_id} is not sound: mend it first.", FAULTS)
    return found, folder


def _stop_without(flow_id: str, folder: Path) -> NoReturn:
    from cbt.cli.troubles import sentence
    from cbt.compiler.diagnostics import did_you_mean
    from cbt.compiler.library import read_folder

    names = sorted(Path(name).stem for name in read_folder(folder) if "/" not in name)
    if not names:
        stop(f"There are no flows in {folder}: flows are files that end in .yaml.")
    hint = did_you_mean(flow_id, names) or f"The flows are: {', '.join(names)}"
    stop(f'There is no flow "{flow_id}" in {folder}. {sentence(hint)}')
