"""Formatting mends prose that YAML would cut, keeps every other byte, and never changes what a sound file means."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cbt.compiler.diagnostics import Findings
from cbt.compiler.formatting import format_file
from cbt.compiler.library import default_flows_folder
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.reader import MOST_BYTES, read
from tests.unit.compiler.making import compile_text, flow_text, read_text
from tests.unit.compiler.random_flows import flow_files


def formatted(text: str) -> str:
    once = format_file(text.encode())
    assert format_file(once) == once
    return once.decode()


MENDED = {
    "a colon": ("ask: Note: this", 'ask: "Note: this"'),
    "a colon at the end": ("ask: Choose one:", 'ask: "Choose one:"'),
    "a hash before a word": ("ask: Are you #1?", 'ask: "Are you #1?"'),
    "a hash at the start": ("ask: #1 is who?", 'ask: "#1 is who?"'),
    "a name in braces": ("ask: {name}", 'ask: "{name}"'),
    "a name in braces and more": ("ask: {name}, how are you?", 'ask: "{name}, how are you?"'),
    "a bracket": ("say: [Pause] Then go on.", 'say: "[Pause] Then go on."'),
    "stars": ("say: *Now* look.", 'say: "*Now* look."'),
    "a percent sign": ("say: %", 'say: "%"'),
    "an at sign": ("say: @home", 'say: "@home"'),
    "a backtick": ("say: `so`", 'say: "`so`"'),
    "a dash": ("say: - so", 'say: "- so"'),
    "a bar": ("say: | so", 'say: "| so"'),
    "quotes at the start": ('ask: "Yes" or "no"?', 'ask: \'"Yes" or "no"?\''),
    "quotes inside": ('ask: Say it: "no"', "ask: 'Say it: \"no\"'"),
    "quotes of both kinds": ('ask: Say it: "don\'t"', 'ask: |\n  Say it: "don\'t"'),
    "a backslash": ("ask: Why: a\\b?", "ask: 'Why: a\\b?'"),
    "an apostrophe at the start": ("ask: 'tis late, isn't it?", "ask: \"'tis late, isn't it?\""),
    "a number": ("title: 2024", 'title: "2024"'),
    "what YAML takes for true": ("title: Yes", 'title: "Yes"'),
    "a time": ("title: 1:30", 'title: "1:30"'),
    "in a list": ("check:\n- must: x\n  else: No: more", 'check:\n- must: x\n  else: "No: more"'),
    "in a walk": ("- refused: Look: no", '- refused: "Look: no"'),
    "in a translation": ("a.ask:\n  from: A: b\n  to: C: d", 'a.ask:\n  from: "A: b"\n  to: "C: d"'),
    "behind a dash": ("- say: No: more", '- say: "No: more"'),
    "both quotes behind a dash": ('- say: a: "don\'t"', '- say: |\n    a: "don\'t"'),
    "over two lines": ("ask: Note: this\n  and that", 'ask: "Note: this\n  and that"'),
    "over more lines": ('ask: Say: "this"\n\n  and\n  that', "ask: 'Say: \"this\"\n\n  and\n  that'"),
    "spaces at the end": ("ask: Who?  \t\nb: c ", "ask: Who?\nb: c"),
    "spaces on an empty line": ("ask: Who?\n   \nb: c", "ask: Who?\n\nb: c"),
    "spaces behind a comment": ("# so  \nb: c", "# so\nb: c"),
    "a check in braces": (
        "check:\n  - {must: x > 1, else: Please wait}",
        "check:\n  - must: x > 1\n    else: Please wait",
    ),
    "braces cut by commas": (
        "check:\n  - {must: min(a, b) > 1, else: Please wait, and look}",
        "check:\n  - must: min(a, b) > 1\n    else: Please wait, and look",
    ),
    "a list of checks in braces": (
        "check: [{must: x, else: Wait}, {must: y, else: Stop}]",
        "check:\n  - must: x\n    else: Wait\n  - must: y\n    else: Stop",
    ),
    "a page in braces": ("a: {ask: Who?, answer: text}", "a:\n  ask: Who?\n  answer: text"),
    "pages in braces": (
        "steps: {a: {ask: Who?, options: {x: X, y: Y}},\n  b: {say: Well}}",
        "steps:\n  a:\n    ask: Who?\n    options: {x: X, y: Y}\n  b:\n    say: Well",
    ),
    "a value that is missing in braces": ("a: {ask: Who?, help: }", "a:\n  ask: Who?\n  help:"),
    "a whole file in braces": ("{text: not_now, say: Not today}", "text: not_now\nsay: Not today"),
    "a summary in braces": ("summary: {title: T, rows: [a]}", "summary:\n  title: T\n  rows: [a]"),
}
LEFT = {
    "plain words": "ask: Who is it?",
    "a name inside": "ask: Is {name} here?",
    "quoted words": 'ask: "Note: this"',
    "a comment behind a text": "ask: Who is it? # a note",
    "a comment in place of a text": "ask: # a note",
    "a comment behind quotes": 'ask: "Who?" # a note',
    "a block": "ask: |\n  Note: this  \n  say: that: is\n\n  ask: {x}, y",
    "a folded block with signs": "ask: >-\n  Note: this",
    "a text over lines": "ask: Who\n  is it?",
    "quotes over lines": 'ask: "Who  \n  help: so: is it?"',
    "an open quote": 'ask: "Who is it?\nb: c',
    "an open quote over lines": 'ask: "Who is it?\n  so: x\nb: c',
    "an anchor": "ask: &a Who?",
    "an alias": "ask: *a",
    "a tag": "ask: !!str Who?",
    "a list": "title: [before, after]",
    "a step of the name of a word": "help:\n  say: So.",
    "a word that is no prose": "answer: a: b",
    "a text with a comment between": "ask: Note: this\n  # a note\n  and that",
    "a text with a word below": "ask: Note: this\n  help: that",
    "a text with a hash over lines": "ask: Note: this\n  #1",
    "quotes of both kinds over lines": 'ask: Say: "don\'t"\n  so',
    "an apostrophe over lines": "ask: 'tis: x\n  so",
    "prose that lies in braces over lines": "a: [{x: y,\n  say: z}",
    "options in braces": "options: {say: Say it, ask: Ask it}",
    "ways in braces": "next: [{if: x, go: y}, {else: z}]",
    "braces with a comment": "a: {ask: Who?, # a note\n  answer: text}",
    "braces with a comment behind": "a: {ask: Who?} # a note",
    "braces with a text over lines": "a: {ask: Who is\n  it?, answer: text}",
    "braces in a list in a list": "- [{say: x}]",
    "a second document": "say: a\n---\nsay: b",
}


@pytest.mark.parametrize(("text", "mended"), MENDED.values(), ids=MENDED)
def test_prose_that_would_be_cut_is_mended(text: str, mended: str) -> None:
    assert formatted(text) == f"{mended}\n"


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_right_or_in_doubt_is_left_alone(text: str) -> None:
    assert formatted(text) == f"{text}\n"


@pytest.mark.parametrize("text", [text for text, _ in MENDED.values()], ids=MENDED)
def test_a_mended_file_can_be_read_without_a_fault(text: str) -> None:
    _, faults = read_text(formatted(text))
    assert faults == []


@pytest.mark.parametrize("text", [text for text, _ in MENDED.values()], ids=MENDED)
def test_windows_line_ends_and_a_byte_order_mark_stay(text: str) -> None:
    plain = formatted(text)
    for mark in ("", "\ufeff"):
        assert formatted(mark + text.replace("\n", "\r\n") + "\r\n") == mark + plain.replace("\n", "\r\n")


def test_a_missing_line_end_is_of_the_kind_that_the_file_has() -> None:
    assert formatted("a: b\r\nc: d") == "a: b\r\nc: d\r\n"
    assert formatted("a: b\nc: d") == "a: b\nc: d\n"
    assert formatted("a: b\r\n") == "a: b\r\n"
    assert formatted("") == ""


REFUSED = [b"\xff\xfe", b"a: \x07", b"a" * (MOST_BYTES + 1), b"ask: " + b"[" * 20 + b"x: y"]


@pytest.mark.parametrize("data", REFUSED, ids=range(len(REFUSED)))
def test_what_the_reader_refuses_as_a_whole_stays_as_it_is(data: bytes) -> None:
    assert format_file(data) == data


INSIDE = """ask: an open: one {
say: |
  ask: a: b

  else: c: d
- >2-
  say: e: f
- help: "so
    say: g: h \\"
    say: i: j"
- title: 'it''s
    say: k: l'
- {say: m: n,
    say: o: p}
- [so
  say: q: r
"""


def test_in_a_file_that_cannot_be_read_what_lies_inside_texts_and_braces_is_left_alone() -> None:
    assert read_text(INSIDE)[0] is None
    after = formatted(INSIDE)
    assert after == INSIDE.replace("an open: one {", '"an open: one {"').replace("say: q: r", 'say: "q: r"')


SHIPPED = sorted(default_flows_folder().rglob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_file_is_in_shape(path: Path) -> None:
    assert format_file(path.read_bytes()) == path.read_bytes()


def test_a_flow_that_fails_for_its_prose_alone_passes_once_it_is_formatted() -> None:
    text = flow_text("""
        hours:
          ask: A last one: how many hours?
          answer: 0-9
          check:
            - {must: hours > 0, else: Naps count, too}
        look:
          say: {hours} hours: you are my #1.
        """)
    assert {finding.code for finding in compile_text(text).findings} == {"F002"}
    assert compile_text(formatted(text)).findings == ()


# ------------------------------------------------------------------------------------------------ whatever the text

PIECES = [
    "ask",
    "say",
    "else",
    "x",
    ":",
    ": ",
    "- ",
    "#",
    " #",
    "# ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "|",
    ">",
    '"',
    "'",
]
PIECES += [
    "\\",
    "&",
    "*",
    "!",
    "%",
    "word",
    "so it is",
    "{name}",
    "1:30",
    "yes",
    "must: a",
    "\n",
    "\n  ",
    "\n    ",
    " ",
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" :#{}'\"\\"), min_size=1
)


def plain(node: Node | None) -> object:
    """The tree as plain values; the line end at the end of a text counts for nothing, nor where braces stand."""
    match node:
        case Scalar():
            return str(node).rstrip("\n")
        case Map():
            return [(key, plain(value)) for key, value in node.items()]
        case Seq():
            return [plain(item) for item in node]
    return None


@given(texts)
@example("say: |2\n    a\n   \nb: c  ")
@example('a: "b \\ \n  c"')
@example("ask: x\n  - y: z")
@example("- ask: |\n   a\n  b: c")
def test_formatting_twice_is_formatting_once_and_keeps_the_comments(text: str) -> None:
    after = formatted(text)
    comments = Counter(line.strip() for line in text.split("\n") if line.lstrip().startswith("#"))
    kept = Counter(line.strip() for line in after.split("\n") if line.lstrip().startswith("#"))
    assert comments <= kept


@given(texts.filter(lambda text: "{" not in text))
@example("say: |+\n  a\n\n")
@example("- >\n a\n\n\n b \n")
def test_a_file_that_is_read_without_fault_means_the_same_afterwards(text: str) -> None:
    before, faults = read_text(text)
    if not faults:
        after, faults = read_text(formatted(text))
        assert (plain(after), faults) == (plain(before), [])


names = st.sampled_from(["must", "else", "ask", "say", "title", "options", "summary", "x"])
braces = st.recursive(
    st.sampled_from(["so", "so it is", '"a, b"', "a:b", "1"]),
    lambda inner: (
        st.dictionaries(names, inner, min_size=1, max_size=3).map(
            lambda found: "{" + ", ".join(f"{name}: {value}" for name, value in found.items()) + "}"
        )
        | st.lists(inner, min_size=1, max_size=3).map(lambda found: "[" + ",\n ".join(found) + "]")
    ),
    max_leaves=8,
)


@given(st.lists(braces, min_size=1, max_size=3), st.sampled_from(["- {}", "x: {}", "- y: {}", "- - {}"]))
def test_words_taken_out_of_braces_mean_the_same(values: list[str], line: str) -> None:
    text = "".join(
        line.replace("{}", value).replace("x", f"x{number}") + "\n" for number, value in enumerate(values)
    )
    before, faults = read_text(text)
    assert faults == []
    after, faults = read_text(formatted(text))
    assert (plain(after), faults) == (plain(before), [])


@given(flow_files())
def test_a_flow_means_the_same_afterwards(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        assert plain(read(format_file(data), name, Findings())) == plain(read(data, name, Findings()))


@given(words.map(str.strip).filter(bool))
def test_a_line_of_prose_is_read_as_it_was_written_or_left_alone(prose: str) -> None:
    before = f"ask: {prose}\n"
    after = formatted(before)
    root, faults = read_text(after)
    assert after == before or (isinstance(root, Map) and faults == [] and plain(root["ask"]) == prose)
