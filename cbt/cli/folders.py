"""Which flows a command is about: from paths to folders and the files in them that are meant.

It must not prove anything itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cbt.cli.console import stop
from cbt.compiler.build import build_flow
from cbt.compiler.diagnostics import Diagnostic, Findings
from cbt.compiler.library import Library, compile_folder, default_flows_folder, read_folder
from cbt.compiler.parts import Bundle

_INSIDE = ("parts", "shared")
WALKS = "walks"


@dataclass(slots=True)
class Wanted:
    """A folder of flows, and the files of it that were named; none means all."""

    folder: Path
    files: set[Path] = field(default_factory=set)

    def compile(self) -> Library:
        """The flows that are meant, with all that is wrong with them: in their parts and shared files too."""
        if not self.files:
            return compile_folder(self.folder)
        bundle = Bundle(read_folder(self.folder), str(self.folder))
        flows, found = {}, Findings()
        for name in self._names():
            findings = Findings()
            flow = build_flow(bundle, name, findings)
            found.extend(findings.sorted())
            if flow is not None:
                flows[flow.id] = flow
        found.extend(self._findings_inside())
        return Library(flows, {}, tuple(found.sorted()))

    def _names(self) -> list[str]:
        """The flows that were named, by their own file or by that of their walks."""
        inside = {file for file in self.files if file.parent.name in _INSIDE}
        return sorted({file.name for file in self.files - inside})

    def _findings_inside(self) -> Iterable[Diagnostic]:
        """What is wrong in the parts and shared files that were named, whichever flow uses them."""
        inside = {str(file) for file in self.files if file.parent.name in _INSIDE}
        return (
            [found for found in compile_folder(self.folder).findings if found.pos.file in inside]
            if inside
            else []
        )


def wanted_folders(paths: Sequence[Path]) -> list[Wanted]:
    """The folders behind the paths, by default the shipped flows; ends the command for a path that holds no flow."""
    found: dict[Path, Wanted] = {}
    whole: set[Path] = set()
    for path in paths or [shown_default()]:
        if path.is_dir() and path.name not in (*_INSIDE, WALKS):
            found.setdefault(path, Wanted(path))
            whole.add(path)
            continue
        for file in _files_of(path):
            folder = file.parent.parent if file.parent.name in (*_INSIDE, WALKS) else file.parent
            found.setdefault(folder, Wanted(folder)).files.add(file)
    for folder in whole:
        found[folder].files.clear()
    for wanted in found.values():
        _check_files(wanted)
    return list(found.values())


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.yaml"))
    if not path.is_file():
        stop(f"There is no file or folder {path}.")
    return [path]


def _check_files(wanted: Wanted) -> None:
    """Ends the command where there is nothing to look at."""
    if wanted.files:
        for file in wanted.files:
            own = wanted.folder / file.name if file.parent.name == WALKS else file
            if file.suffix != ".yaml" or not own.is_file():
                stop(
                    f"{file} belongs to no flow: flows are files that end in .yaml, their walks have the same name."
                )
    elif not read_folder(wanted.folder):
        stop(f"There are no flows in {wanted.folder}: flows are files that end in .yaml.")


def shown_default() -> Path:
    """The shipped flows, as a path from here when they lie below here."""
    folder = default_flows_folder()
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
