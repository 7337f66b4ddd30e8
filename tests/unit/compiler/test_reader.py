"""The reader: any bytes give a tree or findings, texts stay texts, and every character keeps its place."""

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler import reader
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.model.source import SourcePos
from tests.unit.compiler.making import read_text, said

LOADERS = ["CSafeLoader", "SafeLoader"]


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each loader in turn: the C one, and the one that is left where it is missing."""
    monkeypatch.setattr(reader, "_Loader", getattr(yaml, request.param))
    return str(request.param)


def plain(node: Node | None) -> object:
    """The tree as plain values with their places."""
    match node:
        case Scalar():
            # The loaders do not agree where nothing stands.
            return (str(node), node.pos.line, node.pos.column, node.style) if node else ""
        case Map():
            return {plain(node.key(key)): plain(value) for key, value in node.items()}
        case Seq():
            return [plain(item) for item in node]
    return None


def texts(node: Node | None) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Map():
            return [*map(node.key, node), *[text for value in node.values() for text in texts(value)]]
        case Seq():
            return [text for item in node for text in texts(item)]
    return []


def value_of(text: str) -> Scalar:
    root, findings = read_text(text)
    assert findings == []
    assert isinstance(root, Map)
    value = root["a"]
    assert isinstance(value, Scalar)
    return value


# What YAML is made of, so that random texts often are YAML.
WORDS = """a|b: |- |  |: |#| #c|"|'|>|{|}|[|]|, |?|&x |*x |!!str |<<: |\\|\\u0041|{a: b}|é|😀|"\\n"|'it''s'|1:30"""
LINES = "\n|\n  |\n    |>-\n  |%YAML 1.1\n|---\n|...\n|key: value\n|- item\n|\t|\r\n|\x00|\u202e|\u2028"
PIECES = st.sampled_from([*WORDS.split("|"), *LINES.split("|"), "|", "|\n  ", "|2\n    "])
YAML_LIKE = st.lists(PIECES, max_size=40).map("".join)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_tree_or_findings(data: bytes) -> None:
    root, findings = read_text(data)
    assert (root is not None) or findings


@given(YAML_LIKE)
def test_anything_like_yaml_gives_a_tree_or_findings(text: str) -> None:
    root, findings = read_text(text)
    assert (root is not None) or findings


def test_what_both_loaders_read_they_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    @given(YAML_LIKE)
    def compare(text: str) -> None:
        found = []
        for name in LOADERS:
            monkeypatch.setattr(reader, "_Loader", getattr(yaml, name))
            root, findings = read_text(text)
            told = [(f.code, f.pos) for f in findings if f.code in ("F004", "F005")]
            found.append((plain(root), told) if root is not None else None)
        # The pure one refuses a few odd tabs that the other takes; a refusal is a finding, and safe.
        if None not in found:
            assert found[0] == found[1]

    compare()


@given(YAML_LIKE)
def test_every_visible_character_is_found_at_its_place_in_the_file(text: str) -> None:
    root, _ = read_text(text)
    lines = text.replace("\r\n", "\n").split("\n")
    for scalar in texts(root):
        for offset, char in enumerate(scalar):
            pos = scalar.at(offset)
            there = lines[pos.line - 1][pos.column - 1 :]
            if char not in " \t\n" and "\\" not in scalar.raw:
                assert there.startswith(char)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("a: one two", 4, (1, 8)),
        ('a: "one two"', 4, (1, 9)),
        ("a: 'it''s two'", 5, (1, 11)),
        ("a: |\n  one\n  two", 4, (3, 3)),
        ("a: |2-\n    one\n   two", 7, (3, 4)),
        ("a: >\n  one\n  two\n\n  three", 8, (5, 3)),
        ("a: one\n  two\n  three", 8, (3, 3)),
        ('a: "one\n  two"', 4, (2, 3)),
        ('a: "one \\\n  two"', 4, (2, 3)),
        ('a: "\\x41\\u0042\\U00000043\\tD"', 0, (1, 5)),
        ('a: "\\x41\\u0042\\U00000043\\tD"', 1, (1, 9)),
        ('a: "\\x41\\u0042\\U00000043\\tD"', 2, (1, 15)),
        ('a: "\\x41\\u0042\\U00000043\\tD"', 4, (1, 27)),
        ("a: one", 3, (1, 7)),
        ("a: one", 99, (1, 7)),
        ("a: |\n  one\n", 4, (3, 1)),
        ("a: ''", 0, (1, 5)),
    ],
)
def test_a_character_of_a_text_is_found_in_the_file(text: str, offset: int, place: tuple[int, int]) -> None:
    pos = value_of(text).at(offset)
    assert (pos.line, pos.column) == place


def test_a_text_that_is_longer_than_it_stands_in_the_file_ends_where_that_ends() -> None:
    assert Scalar("abc", SourcePos("x.yaml", 1, 1), raw="a").at(2) == SourcePos("x.yaml", 1, 2)


def test_a_piece_of_a_text_knows_its_own_place() -> None:
    piece = value_of("a: |\n  one\n  two").part(4, 7)
    assert (piece, piece.pos.line, piece.pos.column, piece.length) == ("two", 3, 3, 3)


@pytest.mark.parametrize(
    "text", ["yes", "no", "on", "true", "~", "null", "1:30", "0x1F", "1e3", "2026-05-04", "=", "<<"]
)
def test_what_looks_like_a_value_stays_text(loader: str, text: str) -> None:
    assert value_of(f"a: {text}") == text


def test_a_merge_key_is_a_plain_word(loader: str) -> None:
    root, findings = read_text("a: {x: 1}\nb:\n  <<: {x: 2}")
    assert findings == []
    assert isinstance(root, Map)
    assert root["b"] == {"<<": {"x": "2"}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x b", "1:4 F003 anchors and aliases"),
        ("a: *x", "1:4 F003 anchors and aliases"),
        ("&x a: b", "1:1 F003 anchors and aliases"),
        ("a: &x [b]", "1:4 F003 anchors and aliases"),
        ("a: !!python/object:os.system b", "1:4 F003 tags are not used"),
        ("a: ! b", "1:4 F003 tags are not used"),
        ("a: !x {b: c}", "1:4 F003 tags are not used"),
        ("%YAML 1.1\n---\na: b", "1:1 F003 directives are not used"),
        ("%TAG ! x\n---\na: b", "1:1 F003 directives are not used"),
        ("a: b\n---\nc: d", "2:1 F003 a second document"),
        ("a: b\nc: d\na: e", '3:1 F004 "a" stands here twice; the first is in line 1'),
        ("{a: b, a: c}", '1:8 F004 "a" stands here twice'),
        ("{a: b, c:d}", '1:8 F002 a space is missing behind the colon of "c:d"; write c: d'),
        ("[a]: b", "1:1 F002 a list or a map cannot be a name"),
        ("a: b: c", '1:5 F002 a ": " stands inside a text here'),
        ("a: {b} c", "1:8 F002 the text goes on behind its braces"),
        ("a: 'b", "1:4 F002 this quote is never closed"),
        ("a: \u2028b", "1:4 F006 an invisible or control character (U+2028)"),
        ("a: b\x00", "1:5 F006 an invisible or control character (U+0000)"),
        ("a: b\n\x07", "2:1 F006 an invisible or control character (U+0007)"),
        ("a: b\rc: d", "1:5 F006 an invisible or control character (U+000D)"),
        ("a: \u202eb", "1:4 F006 an invisible or control character (U+202E)"),
        ('a: "\\u202eb"', "1:4 F006 an invisible or control character (U+202E)"),
        ('a: "\\0"', "1:4 F006 an invisible or control character (U+0000)"),
        ("", "1:1 F012 this file is empty"),
        ("# only a comment", "1:1 F012 this file is empty"),
    ],
)
def test_what_a_flow_does_not_use_is_refused_with_its_place(loader: str, text: str, told: str) -> None:
    _, findings = read_text(text)
    assert len(findings) == 1
    assert told in said(findings)[0]


@pytest.mark.parametrize("text", ['a: "\\ud800"', 'a: "\\U00110000"', 'a: "\\UFFFFFFFF"'])
def test_an_escape_that_is_no_character_is_refused(loader: str, text: str) -> None:
    root, findings = read_text(text)
    assert root is None
    assert [finding.code for finding in findings] in (["F002"], ["F006"])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a: b\nc: \xff", "2:1 F001 this line is not UTF-8 text; save the file as UTF-8"),
        (
            "a: \ud800".encode("utf-8", "surrogatepass"),
            "1:1 F001 this line is not UTF-8 text; save the file as UTF-8",
        ),
        ("a: b".encode("utf-16"), "1:1 F001 this line is not UTF-8 text; save the file as UTF-8"),
        (b"a: b\n" + b"#" * (256 * 1024), "1:1 F001 this file has more than 256 KB; make parts of it"),
        (b"[" * 13 + b"]" * 13, "1:13 F001 this is nested more than 12 levels deep; make a part of it"),
    ],
    ids=["bytes", "surrogate", "UTF-16", "size", "depth"],
)
def test_what_is_too_large_or_no_text_is_refused(loader: str, data: bytes, told: str) -> None:
    root, findings = read_text(data)
    assert root is None
    assert said(findings) == [told]


def test_an_abyss_is_refused_however_far_the_loader_looks_ahead(loader: str) -> None:
    root, findings = read_text("[" * 100_000)
    assert root is None
    assert [finding.message for finding in findings] == ["this is nested more than 12 levels deep"]


def test_256_kilobytes_and_twelve_levels_are_allowed() -> None:
    head = b"[" * 12 + b"x" + b"]" * 12 + b"\n#"
    root, findings = read_text(head + b"y" * (256 * 1024 - len(head)))
    assert findings == []
    assert root is not None


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(loader: str) -> None:
    unix = "a: |\n  one\n  two\nb: c\n"
    windows = b"\xef\xbb\xbf" + unix.replace("\n", "\r\n").encode()
    assert plain(read_text(windows)[0]) == plain(read_text(unix)[0])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: b # c", [(1, 6)]),
        ("a: # c\n  b: d", [(1, 4)]),
        ('a: "b" # c', [(1, 8)]),
        ("a: 'b # c'", []),
        ("a: | # c\n  b # d", [(1, 6)]),
        ("a: >\n  b # d\n  # e", []),
        ("# a # b\na: b", []),
        ("a:\n  # b # c\n  d: e # f", [(3, 8)]),
        ("- # c\n  a: b", [(1, 3)]),
        ("[a, # b\n c]", [(1, 5)]),
        ("[a,# b\n c]", [(1, 4)]),
        ("a: b#c", []),
        ("a: b\n  # c", []),
        ("a: |\n  b\n# c\nd: e", []),
        ("--- # c\na: b", [(1, 5)]),
        ("a: [b, 'c # d', \"e # f\"] # g", [(1, 26)]),
    ],
)
def test_a_comment_behind_a_value_is_told(loader: str, text: str, places: list[tuple[int, int]]) -> None:
    _, findings = read_text(text)
    assert [(finding.pos.line, finding.pos.column) for finding in findings] == places
    assert {finding.code for finding in findings} <= {"F005"}


HOSTILE_FILES = [
    "[" * 200_000,
    "{" * 200_000,
    "- " * 100_000,
    "? " * 100_000,
    "a: " * 80_000,
    " #" * 100_000,
    "a #\n" * 60_000,
    '["#", ' * 30_000,
    "a: [" + '"x #", ' * 30_000 + "b]",
    "'" * 200_001,
    '"' * 200_001,
    "&a [*a, " * 20_000,
    "a: |" + "\n  b" * 60_000,
    "a: " + "x " * 120_000,
    "\n".join(f"k{number}: v" for number in range(20_000)),
    "a: b\n" * 40_000,
    "x" * 250_000 + ": b",
    "a: " + "9" * 200_000,
]


@pytest.mark.parametrize("text", HOSTILE_FILES, ids=lambda text: text[:8])
def test_a_hostile_file_is_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    root, findings = read_text(text)
    # Half a second where the lines run are not counted; the limit is for what grows with the square of the size.
    assert time.process_time() - started < 2.5
    assert (root is not None) or findings
