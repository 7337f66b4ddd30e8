"""Which flows a command is about: from paths to folders and the files in them that are meant.

It must not prove anything itself.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cbt.cli.console import stop
from cbt.cli.troubles import sentence
from cbt.compiler.build import build_flow
from cbt.compiler.diagnostics import Diagnostic, Findings, did_you_mean
from cbt.compiler.instruments import find_instruments
from cbt.compiler.library import Library, compile_folder, default_flows_folder, read_folder
from cbt.compiler.parts import Bundle
from cbt.compiler.rewordings import compile_rewordings
from cbt.compiler.translations import compile_translations

_SHARED = ("parts", "shared")
WALKS = "walks"
_WHOLE = ("translations", "rewordings", "wording", "helplines", "detector", "shelf")
# They belong to the folder of flows that they lie in.
FOLDERS_INSIDE = (*_SHARED, WALKS, *_WHOLE)
_NO_FLOWS = "flows are files that end in .yaml"


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
        translated = compile_translations(bundle, flows, everywhere := Findings())
        reworded = compile_rewordings(bundle, flows, everywhere)
        sources = {Path(file).stem for flow in flows.values() for file in flow.files}
        found.extend(each for each in everywhere.sorted() if _source_of(each.pos.file) in sources)
        found.extend(self._findings_inside())
        return Library(flows, {}, tuple(found.sorted()), translated=translated, reworded=reworded)

    @property
    def inside(self) -> set[Path]:
        """The parts and shared files that were named."""
        return {file for file in self.files if file.parent.name in _SHARED}

    def _names(self) -> list[str]:
        """The flows that were named, by their own file or by that of their walks."""
        return sorted({file.name for file in self.files - self.inside})

    def _findings_inside(self) -> Iterator[Diagnostic]:
        """What is wrong in the parts and shared files that were named: in each by itself, and where flows use it."""
        if not self.inside:
            return
        from cbt.compiler.authoring.checking import check_file

        shown = {str(file) for file in self.inside}
        yield from (found for found in compile_folder(self.folder).findings if found.pos.file in shown)
        bundle = Bundle(read_folder(self.folder))
        for file in sorted(self.inside):
            path = f"{file.parent.name}/{file.name}"
            for found in check_file(bundle, path)[1] if path in bundle.files else ():
                pos = replace(found.pos, file=str(self.folder / found.pos.file))
                if str(self.folder / found.pos.file) in shown:
                    yield replace(found, pos=pos)


def _source_of(translation: str) -> str:
    """What the file of a translation translates: `sleep` of sleep.de.yaml."""
    return Path(translation).name.partition(".")[0]


def wanted_folders(paths: Sequence[Path]) -> list[Wanted]:
    """The folders of flows at and below the paths, by default your own or the shipped one.

    Ends the command for a path that holds no flow.
    """
    found: dict[Path, Wanted] = {}
    whole: set[Path] = set()
    for path in map(_found, paths or [own_or_shipped()]):
        is_home = path.is_dir() and path.name not in (*_SHARED, WALKS)
        homes = list(folders_below(_home_of(path))) if is_home else []
        if homes:
            whole.update(homes)
            continue
        for file in _shared_below(path) if is_home else _files_of(path):
            home = _home_of(file.parent)
            _check_file(file, home)
            if file.parent.name in _WHOLE:
                whole.add(home)
            else:
                found.setdefault(home, Wanted(home)).files.add(file)
    return list((found | {folder: Wanted(folder) for folder in sorted(whole)}).values())


def watched_folders(paths: Sequence[Path]) -> list[Path]:
    """The folders whose files bear on what the paths mean."""
    return [_home_of(path if path.is_dir() else path.parent) for path in paths or [own_or_shipped()]]


def folders_below(folder: Path) -> Iterator[Path]:
    """The folders of flows at and below a folder, in order of their names: those that hold flow files themselves.

    Hidden folders are left out, and no link is followed.
    """
    for place, below, files in os.walk(folder):
        below[:] = sorted(name for name in below if name not in FOLDERS_INSIDE and not name.startswith("."))
        if any(name.endswith(".yaml") for name in files):
            yield Path(place)


def _found(path: Path) -> Path:
    """The path, or the file of the flow that has this id."""
    file = file_of(str(path))
    return file if path.name == str(path) and not path.exists() and file.is_file() else path


def file_of(flow_id: str) -> Path:
    """Where the flow of this id lies or would lie: in `flows` here, or among the shipped ones and questionnaires."""
    own = own_or_shipped() / f"{flow_id}.yaml"
    if own.is_file():
        return own
    home = shown_default()
    places = [home, *filter(None, [find_instruments(home).get(flow_id)])]
    return next((place / own.name for place in places if (place / own.name).is_file()), own)


def _shared_below(path: Path) -> list[Path]:
    """The parts and shared files of a folder that holds no flow."""
    files = [file for sub in _SHARED for file in sorted((path / sub).glob("*.yaml"))]
    if not files:
        stop(f"There are no flows in {path}: {_NO_FLOWS}.")
    return files


def _home_of(folder: Path) -> Path:
    return folder.parent if folder.name in FOLDERS_INSIDE else folder


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(path.glob("*.yaml"))
        if not files:
            stop(f"There are no flows in {path}: {_NO_FLOWS}.")
        return files
    if not path.is_file():
        if path.name != str(path) or path.suffix:
            stop(f"There is no file or folder {path}.")
        names = [file.stem for file in shown_default().glob("*.yaml")]
        hint = did_you_mean(str(path), names) or f"The shipped flows are: {', '.join(sorted(names))}"
        stop(f"There is no file or folder {path}, and no shipped flow of that id. {sentence(hint)}")
    return [path]


def _check_file(file: Path, home: Path) -> None:
    """Ends the command for a file that belongs to no flow."""
    own = home / file.name if file.parent.name == WALKS else file
    if file.suffix != ".yaml" or not own.is_file():
        stop(f"{file} belongs to no flow: {_NO_FLOWS}, their walks have the same name.")


def own_or_shipped() -> Path:
    """What is meant where no path is given: the folder `flows` that is here, else the shipped one."""
    here = Path("flows")
    return here if any(folders_below(here)) else shown_default()


def shown_default() -> Path:
    """The shipped flows, as a path from here when they lie below here."""
    folder = default_flows_folder()
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
