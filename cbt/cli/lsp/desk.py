"""The files that are open in an editor, and what is wrong with them and with the files beside them.

It must not know the editor's protocol.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from cbt.cli.lsp.inspecting import WALKS, Found, inspect_file
from cbt.compiler.authoring.checking import Checked, flows_with
from cbt.compiler.authoring.folder import Folder, home_of
from cbt.compiler.authoring.mentions import Named
from cbt.compiler.authoring.renaming import mentions_of, why_not
from cbt.compiler.authoring.sheet import Sheet, Token
from cbt.compiler.diagnostics import Diagnostic
from cbt.compiler.parts import Bundle
from cbt.compiler.translations import FOLDER as TRANSLATIONS

SHARED_FOLDERS = ("parts/", "shared/")
MOST_CLOSED_OUR_FLOWS = 5

_OURS = re.compile(
    r"^(?:flow|part|list|scale|text|walks|translation|shelf)[ \t]*:|yaml-language-server:.*flow\.schema\.json",
    re.MULTILINE,
)


@dataclass(slots=True)
class _Open:
    text: str
    sheet: Sheet
    is_ours: bool


class Desk:
    """All open files by their paths."""

    def __init__(self) -> None:
        self._open: dict[Path, _Open] = {}
        self._used_by: dict[Path, list[Path]] = {}
        self._checked: dict[Path, tuple[Sheet, Bundle]] = {}
        # Subject (the file that was checked) -> file -> what is wrong there.
        self._found: dict[Path, Found] = {}
        # Folder of flows -> its files as they were when something was last typed or saved there, and what was found.
        self._read: dict[Path, tuple[Folder, Checked]] = {}

    def put(self, file: Path, text: str) -> None:
        """Takes in what is typed in a file; a file that is none of ours is kept and never checked."""
        before = self._open.get(file)
        if before is None:
            self._used_by.clear()
        is_ours = bool(_OURS.search(text)) or (before is not None and before.is_ours)
        sheet = before.sheet if before is not None else Sheet(home_of(file)[1], [], Bundle({}))
        self._open[file] = _Open(text, sheet, is_ours)
        self._forget_what_changed()
        self._open[file].sheet = sheet.typed_on(lines_of(text), self._bundle(file))

    def close(self, file: Path) -> None:
        """Forgets an open file: from now on what is saved counts."""
        self._open.pop(file, None)
        self._checked.pop(file, None)
        self.saved()

    def saved(self) -> None:
        """Files on the disk have changed: what they hold and who uses what is looked up again."""
        self._forget_what_changed()
        self._used_by.clear()

    def is_open(self, file: Path) -> bool:
        """Whether a file is open."""
        return file in self._open

    def sheet(self, file: Path) -> Sheet | None:
        """The open file, if it is one of ours, for questions about what stands in it."""
        opened = self._open.get(file)
        return opened.sheet if opened is not None and opened.is_ours else None

    def home(self, file: Path) -> Path:
        """The folder of flows that a file belongs to."""
        return home_of(file)[0]

    def lines(self, file: Path) -> list[str]:
        """The lines of a file as it is typed, or saved; none where it cannot be read."""
        if file in self._open:
            return list(self._open[file].sheet.lines)
        home, inside = home_of(file)
        return lines_of(Folder(home, {}).get(inside, b"").decode("utf-8-sig", "replace"))

    def mentions(self, file: Path, named: Named) -> list[tuple[Path, int, Token]]:
        """All places in the folder of a file at which a step or option is named."""
        home, _ = home_of(file)
        found = mentions_of(self._bundle(file), named, lambda inside: self.lines(home / inside))
        return [(home / one.file, one.line, one.token) for one in found]

    def why_not(self, file: Path, named: Named, new: str) -> str:
        """Why a step or option cannot have another id, in a sentence; empty where it can."""
        home, _ = home_of(file)
        return why_not(self._bundle(file), named, new, lambda inside: self.lines(home / inside))

    def check(self, file: Path) -> None:
        """Checks again all that a change in a file may touch, and forgets what no open file asks about."""
        wanted = {subject for opened in self._open for subject in self._subjects(opened)}
        self._found = {subject: found for subject, found in self._found.items() if subject in wanted}
        touched = [subject for subject in self._touched(file) if subject in wanted]
        (home, inside), bundle = home_of(file), self._bundle(file)
        for subject in touched:
            self._found[subject] = inspect_file(self._checked_in(home), subject, self._text_of(subject))
        if file in self._open and inside in bundle.files:
            self._checked[file] = (self._open[file].sheet, bundle)

    def settle(self, file: Path) -> None:
        """Makes ready what questions about a file need, from what its last check has read."""
        sheet, bundle = self._checked.pop(file, (None, None))
        if sheet is not None and bundle is not None and self.sheet(file) is sheet:
            sheet.settle(bundle)

    def findings(self) -> Found:
        """Everything that is wrong, by file; each finding once."""
        merged: dict[Path, dict[tuple[object, ...], Diagnostic]] = defaultdict(dict)
        for found in self._found.values():
            for file, findings in found.items():
                for finding in findings:
                    merged[file].setdefault((finding.code, finding.pos, finding.message), finding)
        return {file: list(found.values()) for file, found in merged.items()}

    def _subjects(self, file: Path) -> list[Path]:
        """What is to be checked because a file is open: itself, and for what flows share, flows that use it."""
        if not self._open[file].is_ours:
            return []
        return [file, *self._flows_with(file)] if home_of(file)[1].startswith(SHARED_FOLDERS) else [file]

    def _touched(self, file: Path) -> list[Path]:
        """What a change in a file may change the findings of."""
        home, inside = home_of(file)
        if inside.startswith(SHARED_FOLDERS):
            flows = self._flows_with(file)
            return [file, *flows, *[home / WALKS / flow.name for flow in flows]]
        if "/" in inside:
            return [file]
        translations = [other for other in self._open if _is_translation(other, home, file)]
        return [file, home / WALKS / file.name, *translations]

    def _flows_with(self, file: Path) -> list[Path]:
        """The open flows that use a part or shared file; where none is open, the first few that are saved."""
        home, inside = home_of(file)
        if file not in self._used_by:
            self._used_by[file] = [home / name for name in flows_with(self._bundle(file), inside)]
        flows = self._used_by[file]
        opened = [flow for flow in flows if flow in self._open]
        return opened or flows[:MOST_CLOSED_OUR_FLOWS]

    def _text_of(self, file: Path) -> str:
        return self._open[file].text if file in self._open else ""

    def _bundle(self, file: Path) -> Bundle:
        return self._checked_in(home_of(file)[0]).bundle

    def _checked_in(self, home: Path) -> Checked:
        """What was read of a folder of flows, and what is wrong there as far as it was asked for."""
        if home not in self._read:
            folder = Folder(home, self._typed_in(home))
            self._read[home] = folder, Checked(Bundle(folder))
        return self._read[home][1]

    def _typed_in(self, home: Path) -> dict[str, str]:
        """The texts of the open files of a folder of flows; walks are no part of what is compiled."""
        typed = {home_of(path)[1]: one.text for path, one in self._open.items() if home_of(path)[0] == home}
        return {path: text for path, text in typed.items() if not path.startswith(WALKS)}

    def _forget_what_changed(self) -> None:
        """Keeps what was read and found of a folder only where all that was read there is still the same."""
        self._read = {
            home: read for home, read in self._read.items() if read[0].take_in(self._typed_in(home))
        }


def _is_translation(file: Path, home: Path, of: Path) -> bool:
    """Whether a file is named as the translation of a flow into any language."""
    return file.parent == home / TRANSLATIONS and file.name.partition(".")[0] == of.stem


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends, as the compiler counts them."""
    return [line.rstrip("\r") for line in text.split("\n")]
