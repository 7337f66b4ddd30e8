"""Offers a folder's flows anew while the server runs: reads them when a file has changed, and says what came of it.

It must not stop the server, whatever stands in the folder, and works beside the requests.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from cbt.cli.changes import verdict_of
from cbt.cli.console import note
from cbt.cli.findings import has_errors, one_line
from cbt.compiler.detector import FOLDER as DETECTOR
from cbt.compiler.detector import gather_packs
from cbt.compiler.library import SUBFOLDERS, Library, compile_folder
from cbt.engine.compare import compare
from cbt.errors import StoreUnavailable
from cbt.model.flow import Flow

_SECONDS = 1.0

Marks = Mapping[str, tuple[int, int]]


def marks_of(folder: Path) -> Marks:
    """When each file of a folder of flows was changed, and its size."""
    found = {}
    for inside in (*SUBFOLDERS, DETECTOR):
        for path in (folder / inside).glob("*.yaml"):
            with suppress(OSError):
                facts = path.stat()
                found[str(path)] = (facts.st_mtime_ns, facts.st_size)
    return found


class Reloader:
    """Watches one folder; `offer` takes the flows that are to be offered from then on.

    `library` is what is offered at first, and `marks` are those of the folder just before it was read.
    """

    def __init__(
        self, folder: Path, marks: Marks, library: Library, offer: Callable[[Library], None]
    ) -> None:
        self._folder = folder
        self._offer = offer
        self._flows = dict(library.flows)
        self._read = self._seen = marks
        self._is_troubled = False
        self._over = Event()

    def start(self) -> None:
        """Looks at the folder each second, in a thread that ends with the process."""
        Thread(target=self._watch, name="flows", daemon=True).start()

    def stop(self) -> None:
        """Looks no more."""
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(_SECONDS):
            self.look()

    def look(self) -> None:
        """Reads the folder anew if a file has changed, and not again since the look before: then it is whole."""
        marks, before = marks_of(self._folder), self._seen
        self._seen = marks
        if marks == self._read or marks != before:
            return
        try:
            library = compile_folder(self._folder)
            self._offer(library)
        except (StoreUnavailable, OSError) as trouble:
            self._tell_trouble(trouble)
            return
        self._tell(library)
        self._read, self._is_troubled = marks, False
        kept = {name: flow for name, flow in self._flows.items() if name in library.broken}
        self._flows = {**kept, **library.flows}

    def _tell_trouble(self, trouble: StoreUnavailable | OSError) -> None:
        """Says once why what changed is not offered yet; the next looks try again."""
        if not self._is_troubled:
            why = trouble.strerror if isinstance(trouble, OSError) else f"the store is {trouble.reason}"
            note(f"The flows have changed, and cannot be offered yet: {why}. This is tried again.", "yellow")
        self._is_troubled = True

    def _tell(self, library: Library) -> None:
        """One line for each fault, and one for each flow that is offered differently."""
        for finding in (*library.findings, *gather_packs(self._folder).findings):
            if has_errors([finding]):
                note(one_line(finding.pos, finding.code, finding.sentence), "yellow")
        for name in sorted({*self._flows, *library.flows, *library.broken}):
            said = self._news(name, self._flows.get(name), library)
            if said:
                note(f"{name}: {said}.")

    def _news(self, name: str, before: Flow | None, library: Library) -> str:
        if name in library.broken:
            return "has a fault; the last good version stays" if before else "has a fault, and is not offered"
        after = library.flows.get(name)
        if after is None:
            return "is gone; people inside finish it"
        if before is None:
            return "is new"
        return verdict_of(compare(before, after)) if before.version != after.version else ""
