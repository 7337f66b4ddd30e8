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
    from cbt.cli.folders import Wanted

    flow_id, folder = place_of(named, flows)
    file = folder / f"{flow_id}.yaml"
    found = Wanted(folder, {file}).compile().flows.get(flow_id) if file.is_file() else None
    if found is None:
        stop_without(flow_id, folder)
    return found, folder


def place_of(named: str, flows: Path | None) -> tuple[str, Path]:
    """The id of a flow that was named by it or by its file, and its folder. Ends the command for another ending."""
    from cbt.cli.folders import shipped_file

    path = Path(named)
    if path.suffix not in ("", ".yaml"):
        stop(f"{named} is no flow: flows are files that end in .yaml.")
    is_path = path.suffix == ".yaml" or path.name != named
    return path.stem, path.parent if is_path else flows or shipped_file(named).parent


def stop_without(flow_id: str, folder: Path) -> NoReturn:
    """Ends the command, and says why a folder has no sound flow of this id: its faults, or the nearest name."""
    from cbt.cli.findings import print_findings
    from cbt.cli.folders import Wanted
    from cbt.cli.troubles import sentence
    from cbt.compiler.diagnostics import did_you_mean
    from cbt.compiler.library import read_folder

    names = sorted(Path(name).stem for name in read_folder(folder) if "/" not in name)
    if flow_id in names:
        print_findings(Wanted(folder, {folder / f"{flow_id}.yaml"}).compile().findings)
        stop(f"{flow_id} is not sound: mend it first.", FAULTS)
    if not names:
        stop(f"There are no flows in {folder}: flows are files that end in .yaml.")
    hint = did_you_mean(flow_id, names) or f"The flows are: {', '.join(names)}"
    stop(f'There is no flow "{flow_id}" in {folder}. {sentence(hint)}')
