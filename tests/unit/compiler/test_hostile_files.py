"""Whatever bytes stand in a file: a flow, or a clear list of faults with places, in bounded time and memory.

The bulk is made from numbers, not drawn, so that thousands of files take seconds and are the same each time.
"""

import random
import string
import time

import pytest

from cbt.compiler.diagnostics import LONGEST_MESSAGE, MOST_FINDINGS
from cbt.compiler.library import Library, compile_files
from cbt.compiler.syntax import WORDS
from tests.unit.compiler.hostile_files import FILES, Hostile
from tests.unit.compiler.making import read_text

MOST_SECONDS = 0.5
BATCHES = 50
IN_A_BATCH = 100


def check(files: dict[str, bytes]) -> Library:
    """Whether files give flows or faults, in time, each fault in its file and on one short line."""
    started = time.process_time()
    library = compile_files(files)
    # Half a second where the lines run are not counted.
    assert time.process_time() - started < 5 * MOST_SECONDS
    assert library.flows or library.findings
    assert len(library.findings) <= 2 * MOST_FINDINGS * len(files)
    for finding in library.findings:
        lines = files[finding.pos.file].count(b"\n") + 1
        assert 1 <= finding.pos.line <= lines
        assert finding.pos.column >= 1
        assert len(finding.message) <= LONGEST_MESSAGE
        assert "\n" not in finding.sentence
    return library


def test_the_list_of_hostile_files_is_a_long_one() -> None:
    assert len(FILES) >= 80
    assert len({each.name for each in FILES}) == len(FILES)


@pytest.mark.parametrize("each", FILES, ids=lambda each: each.name)
def test_a_hostile_file_is_told_at_its_place(each: Hostile) -> None:
    started = time.process_time()
    _, findings = read_text(each.data)
    assert time.process_time() - started < 5 * MOST_SECONDS
    assert [f"{f.pos.line}:{f.pos.column} {f.code}" for f in findings] == [each.told]
    assert not check({"sample.yaml": each.data}).flows


# What stands between random bytes now and then, so that not all of them fail at the first.
PIECES = (
    b": ",
    b"\n",
    b"\n  ",
    b"- ",
    b"flow: x\n",
    b"'",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"#",
    b"|",
    b"&",
    b"*",
    b"!",
    b"%",
    b"\t",
)


def random_bytes(chance: random.Random) -> bytes:
    most = chance.choice((4, 20, 120))
    parts = (
        chance.choice(PIECES)
        if chance.random() < 0.4
        else chance.randbytes(chance.randint(1, 3))
        if chance.random() < 0.2
        else bytes(chance.choices(range(32, 127), k=chance.randint(1, 5)))
        for _ in range(chance.randint(0, most))
    )
    return b"".join(parts)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_any_bytes_give_flows_or_a_list_of_faults(batch: int) -> None:
    chance = random.Random(batch)
    for _ in range(IN_A_BATCH):
        check({"sample.yaml": random_bytes(chance)})


VOCABULARY = sorted(
    WORDS | {"if", "go", "red", "a", "b", "c", "yes", "no", "other", "0", "10", "for", "in", "out"}
)
VALUES = (
    *VOCABULARY, "text", "0-10", "0-100", "yes/no", "list 1-3", "one of a", "order of a", "shares of 100 over a",
    "number", "percent", "date and time", "shared/x", "parts/p", "many", "allowed", "never", "help_now", "en", "a >= 3",
    "mean(a.b)",
    "{a}", "{a", "What is {a.b}?", "60 seconds", "2 hours", "1-3", "0-99", "", "~", "{}", "[]", "completed", "sample",
    "count(a) > 0 and not b", "a / b", "é😀", "x" * 300,
)  # fmt: skip


# What stands in a text without quotes and braces, wherever it is.
PLAIN = set(string.ascii_letters + string.digits + " ._/-")


class Writer:
    """Writes random documents that are YAML, of the words of flows, in every style."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def document(self) -> str:
        head = "flow: sample\ntitle: T\nlanguage: en\nanywhere: {support: help_now}\n"
        steps = "".join(
            f"  {name}:\n{self._block(2, 4)}"
            for name in self._chance.sample("abcde", self._chance.randint(0, 4))
        )
        return (head if self._chance.random() < 0.8 else "") + f"steps:\n{steps}" + self._block(0, 2)

    def _block(self, indent: int, most: int) -> str:
        lines = []
        for word in self._chance.sample(VOCABULARY, self._chance.randint(0 if not indent else 1, most)):
            lines.append(f"{'  ' * indent}{word}:{self._value(indent)}\n")
        return "".join(lines)

    def _value(self, indent: int) -> str:
        kind = self._chance.random()
        if indent < 7 and kind < 0.15:
            return f"\n{self._block(indent + 1, 3)}".rstrip("\n")
        if kind < 0.25:
            items = [self._scalar() for _ in range(self._chance.randint(0, 3))]
            return f" [{', '.join(items)}]"
        if kind < 0.4:
            pairs = [
                f"{self._chance.choice(VOCABULARY)}: {self._scalar()}"
                for _ in range(self._chance.randint(0, 3))
            ]
            return f" {{{', '.join(pairs)}}}"
        if kind < 0.5:
            rows = [f"\n{'  ' * (indent + 1)}- {self._scalar()}" for _ in range(self._chance.randint(1, 3))]
            return "".join(rows)
        if kind < 0.6:
            return f" |\n{'  ' * (indent + 1)}{self._chance.choice(VALUES) or 'x'}"
        return f" {self._scalar()}"

    def _scalar(self) -> str:
        value = self._chance.choice(VALUES)
        match self._chance.randint(0, 3):
            case 0:
                return "'" + value.replace("'", "''") + "'"
            case 1:
                return '"' + value + '"'
        return value if value and not set(value) - PLAIN else f"'{value}'"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_any_words_of_flows_give_flows_or_a_list_of_faults(batch: int) -> None:
    writer = Writer(random.Random(batch))
    for _ in range(IN_A_BATCH):
        text = writer.document()
        root, faults = read_text(text)
        assert root is not None, (text, faults)
        part = text.replace("flow: sample", "part: p")
        check(
            {
                "sample.yaml": text.encode(),
                "parts/p.yaml": part.encode(),
                "shared/x.yaml": b"list: x\noptions: {a: A}\n",
            }
        )
