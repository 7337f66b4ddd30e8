"""The files of rewordings that a command is about, with what they reword.

It must not print an entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cbt.cli.console import stop

if TYPE_CHECKING:
    from cbt.compiler.bank import File
    from cbt.compiler.parts import Bundle
    from cbt.compiler.prose import Spot


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of flows with its bank; `spots` are what can be reworded, by the name of its file and by key."""

    path: Path
    bundle: "Bundle"
    files: "list[File]"

    def spots(self) -> "Iterator[tuple[str, dict[str, Spot]]]":
        from cbt.compiler.bank import rewordable_texts

        for path in sorted(self.bundle.files):
            if "/" not in path or path.startswith("parts/"):
                found = rewordable_texts(self.bundle, path)
                if found:
                    yield path.removesuffix(".yaml"), found

    def find(self, name: str, tone: str) -> "File | None":
        """The file of a tone of a flow or part, if there is one."""
        return next(
            (file for file in self.files if file.source == f"{name}.yaml" and file.tone == tone), None
        )


def folder_at(path: Path | None) -> Folder:
    """The folder of flows at a path, by default your own or the shipped one. Ends the command where there is none."""
    from cbt.cli.folders import own_or_shipped
    from cbt.compiler.diagnostics import Findings
    from cbt.compiler.library import read_folder
    from cbt.compiler.parts import Bundle
    from cbt.compiler.rewordings import read_bank

    home = path or own_or_shipped()
    bundle = Bundle(read_folder(home), str(home)) if home.is_dir() else None
    if bundle is None or not bundle.flow_ids():
        stop(f"There are no flows in {home}: flows are files that end in .yaml.")
    return Folder(home, bundle, read_bank(bundle, Findings()))


def file_at(path: Path) -> "tuple[Folder, File]":
    """One file of rewordings and its folder. Ends the command, and shows what is wrong, where it cannot be read."""
    from cbt.cli.findings import print_findings
    from cbt.cli.folders import Wanted

    if not path.is_file() or path.parent.name != "rewordings":
        stop(f"{path} is no file of rewordings: they lie in a folder rewordings beside their flows.")
    folder = folder_at(path.parent.parent)
    found = next((file for file in folder.files if file.path == f"rewordings/{path.name}"), None)
    if found is None:
        print_findings(
            [each for each in Wanted(folder.path).compile().findings if each.pos.file == str(path)]
        )
        stop(f"{path} cannot be read: mend it first.")
    return folder, found
