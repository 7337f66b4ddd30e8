"""All that was typed in any end-to-end test, and the search for it in all that a server leaves behind.

It must not be told what to look for: it hears what goes out of every browser.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from cbt.compiler.library import compile_folder, default_flows_folder
from tests.markers import files_with

ROOT = Path(__file__).resolve().parents[2]
OURS = (default_flows_folder(), ROOT / "web" / "templates")
# What people type, and what opens their records.
TYPED = ("answer", "own", "line", "words", "typed", "name", "first", "again", "passphrase")
# Shorter words stand anywhere by chance; of a long text a piece is enough.
FEWEST, MOST = 7, 40
# What a log's line and a page's own files are full of.
PLAIN = frozenset({"event", "length", "level", "method", "reason", "request", "route", "status"})
LINE = re.compile(
    r"timestamp=\S+ level=(?:INFO event=request method=(?:[A-Z]{3,7}|-) route=[\w/<>:.-]+ status=\d+ ms=\d+\.\d"
    r"|ERROR event=failure kind=\w+ file=[\w./-]+ line=\d+|ERROR event=store_unavailable reason=\w+)"
)

STARTED = re.compile(
    r"(?:The exercises are at http://127\.0\.0\.1:\d+ .{1,30}|Stopped\.|Not shown: .*|Help now: [\w ,.]+|"
    r"What people write is kept, sealed, in (?:/\S+|the database that CBT_DATABASE_URL names)\.|"
    r"/\S+ can be read by other accounts of this machine\. Say: chmod 700 /\S+|"
    r"\[WARNING\] Killing worker-\d+ after it refused to gracefully stop)?"
)


class Ledger:
    """What this process's browsers sent, and the folders of servers that it went to."""

    def __init__(self) -> None:
        self.typed: set[str] = set()
        self.urls: set[str] = set()
        self.secrets: set[str] = set()

    def note(self, url: str, fields: Mapping[str, list[str]]) -> None:
        """Hears one request."""
        self.urls.add(url)
        for name in TYPED:
            for text in fields.get(name, []):
                self.typed |= set(pieces_of(text))

    def note_cookie(self, value: str) -> None:
        # A chosen tone or country opens nothing.
        self.secrets |= {value} if len(value) > MOST else set()

    def markers(self, flows: Iterable[Path]) -> list[str]:
        """What stands nowhere in the project itself and these flows, so that it can only come from a person."""
        known = _words_of((*flows, *OURS))
        return sorted({text for text in self.typed if text not in known} | self.secrets)


LEDGER = Ledger()


def pieces_of(text: str) -> Iterator[str]:
    """The longest line of a text, cut; nothing where it is a number or too short to be told from chance."""
    longest = max(text.splitlines(), key=len, default="").strip()[:MOST]
    # A piece of no text at all could not be looked for.
    # What recalls a record is its address.
    is_address = re.fullmatch(rf"(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[\w-]{{{MOST}}}", longest)
    if (
        not is_address
        and len(longest) >= FEWEST
        and not re.fullmatch(r"[\d\W_]+", longest)
        and longest.isprintable()
    ):
        yield longest


def _words_of(folders: Iterable[Path]) -> str:
    """Every word of the files in these folders."""
    files = [
        path for folder in dict.fromkeys(folders) for path in sorted(folder.rglob("*")) if path.is_file()
    ]
    return "\0".join([path.read_text(encoding="utf-8") for path in files])


@cache
def ids_in(flows: Path) -> tuple[str, ...]:
    """Every id of a flow and of a step that is too long to stand anywhere by chance, and no key of a log's line."""
    library = compile_folder(flows)
    found = {*library.flows}
    for flow in library.flows.values():
        found |= {part for step in flow.steps for part in (step, step.rsplit(".")[-1])}
    return tuple(sorted(name for name in found - PLAIN if len(name) > 4))


def counts(held: Mapping[str, bytes], names: Iterable[str]) -> dict[str, int]:
    """How often each name stands in all of it, in one of the usual ways to write text."""
    everything = b"\0".join(held.values())
    found = {
        name: sum(
            everything.count(way) for way in {name.encode(to) for to in ("utf-8", "utf-16-le", "utf-16-be")}
        )
        for name in names
    }
    return {name: count for name, count in found.items() if count}


def all_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lines_that_tell(output: str) -> list[str]:
    """Lines of a server's output that say anything but that it starts, and one line for each request or trouble."""
    return [line for line in output.splitlines() if not LINE.fullmatch(line) and not STARTED.fullmatch(line)]


def urls_that_tell(urls: Iterable[str], markers: Iterable[str]) -> list[str]:
    """Addresses that hold what somebody typed, each with that."""
    held = {url: url.encode() for url in urls}
    return [f"{name}: {told}" for name, told in files_with(held, markers)]
