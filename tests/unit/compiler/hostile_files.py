"""Files made to hurt a reader of YAML: each with the place and the code of the one fault that is told.

It must not hold a test.
"""

from typing import NamedTuple

_HEAD = "flow: sample\ntitle: T\n"


class Hostile(NamedTuple):
    """A file, and `line:column CODE` of what is told of it."""

    name: str
    data: bytes
    told: str


def _of(name: str, text: str, told: str) -> Hostile:
    return Hostile(name, text.encode(), told)


_YAML = (
    *("null", "bool", "int", "float", "binary", "timestamp", "omap"),
    *("pairs", "set", "str", "seq", "map", "merge", "value"),
)
_PYTHON = (
    *("none", "bool", "str", "unicode", "bytes", "int", "long", "float", "complex", "list", "tuple", "dict"),
    *(f"{word}:os.system" for word in ("name", "module", "object", "object/new", "object/apply")),
)
_TAGS = (
    *(f"!!{name}" for name in _YAML),
    *(f"!!python/{name}" for name in _PYTHON),
    "!local",
    "!",
    "!<tag:yaml.org,2002:python/object:os.system>",
    "!!java.net.URL",
    "!ruby/object:Gem::Installer",
    "!include",
)
TAGS = [_of(f"tag {tag}", f"{_HEAD}about: {tag} x\n", "3:8 F003") for tag in _TAGS]

_ENCODED = "flow: sample\ntitle: Ü\n"
ENCODINGS = [
    *(Hostile(name, _ENCODED.encode(name), "1:1 F001") for name in ("utf-16", "utf-32")),
    Hostile("utf-16 without a mark", "flow: sample\n".encode("utf-16-le"), "1:2 F006"),
    Hostile("utf-16 the other way", "flow: sample\n".encode("utf-16-be"), "1:1 F006"),
    Hostile("utf-32 without a mark", "flow: sample\n".encode("utf-32-le"), "1:2 F006"),
    Hostile("latin-1", _ENCODED.encode("latin-1"), "2:1 F001"),
    Hostile("windows-1252 quotes", b"flow: sample\ntitle: \x93T\x94\n", "2:1 F001"),
    Hostile("overlong slash", b"flow: sample\nuse: \xc0\xaf\n", "2:1 F001"),
    Hostile("overlong nul", b"flow: a\xc0\x80b\n", "1:1 F001"),
    Hostile("half a pair", b"flow: sample\n\n- \xed\xa0\x80\n", "3:1 F001"),
    Hostile("a pair of halves", b"flow: \xed\xa0\xbd\xed\xb8\x80\n", "1:1 F001"),
    Hostile("beyond the last character", b"flow: \xf4\x90\x80\x80\n", "1:1 F001"),
    Hostile("five bytes", b"flow: \xf8\x88\x80\x80\x80\n", "1:1 F001"),
    Hostile("cut short", "flow: ü".encode()[:-1], "1:1 F001"),
    Hostile("a lone byte that goes on", b"flow: sample\nx: \x80\n", "2:1 F001"),
    Hostile("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "1:1 F001"),
    Hostile("a packed file", b"\x1f\x8b\x08\x00\x00\x00", "1:1 F001"),
]

_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x80, 0x85, 0x9B, 0x9F)
_UNSEEN = (
    0x061C,
    0x200E,
    0x200F,
    0x2028,
    0x2029,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
    0xFFFE,
    0xFFFF,
)
CHARACTERS = [
    *(_of(f"U+{code:04X}", f"{_HEAD}about: A{chr(code)}b\n", "3:9 F006") for code in (*_CONTROLS, *_UNSEEN)),
    *(
        _of(f"U+{code:04X} escaped", f'{_HEAD}about: "A\\u{code:04X}b"\n', "3:8 F006")
        for code in (*_CONTROLS, *_UNSEEN)
    ),
    _of("a lone carriage return", f"{_HEAD}about: A\rb: c\n", "3:9 F006"),
    _of("a nul at the end", f"{_HEAD}about: A\x00", "3:9 F006"),
    _of("a mark in the middle", f"\ufeff{_HEAD}\ufeffabout: A\n", "3:1 F006"),
]

_MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 9)
)
_LAUGHS = "a0: &a0 [lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
STRUCTURES = [
    _of("a billion laughs", _LAUGHS, "1:5 F003"),
    _of("a bomb of merges", _MERGES, "1:5 F003"),
    _of("a list in itself", "a: &a [*a]\n", "1:4 F003"),
    _of("a map in itself", "a: &a {b: *a}\n", "1:4 F003"),
    _of("an alias of nothing", "a: *b\n", "1:4 F003"),
    _of("an anchor on a name", "&a b: c\n", "1:1 F003"),
    _of("an alias as a name", "*a : c\n", "1:1 F003"),
    _of("depth of 13", "[" * 13 + "]" * 13, "1:13 F001"),
    _of("depth of 25 in blocks", "".join(f"{'  ' * n}a:\n" for n in range(25)), "13:25 F001"),
    _of("depth of 100,000", "[" * 100_000, "1:1001 F001"),
    _of("braces of 100,000", "{" * 100_000, "1:1001 F001"),
    _of("questions of 100,000", "? " * 100_000, "1:25 F001"),
    _of("dashes of 100,000", "- " * 100_000, "1:25 F001"),
    _of("ten megabytes", "a: " + "x" * 10_000_000, "1:1 F001"),
    _of("a million names", "".join(f"k{n}: v\n" for n in range(1_000_000)), "1:1 F001"),
    _of("20,000 names", "".join(f"k{n}: v\n" for n in range(20_000)), "5001:1 F001"),
    _of("several documents", f"{_HEAD}---\n{_HEAD}", "3:1 F003"),
    _of("a document behind its end", f"{_HEAD}...\n---\n{_HEAD}", "4:1 F003"),
    _of("a version", f"%YAML 1.1\n---\n{_HEAD}", "1:1 F003"),
    _of("a tag's name", f"%TAG !e! tag:example,2000:\n---\n{_HEAD}", "1:1 F003"),
    _of("a name twice", f"{_HEAD}flow: other\n", "3:1 F004"),
    _of("a name twice in braces", "{a: 1, b: 2, a: 3}", "1:14 F004"),
    _of("a list as a name", "[a, b]: c\n", "1:1 F002"),
    _of("a map as a name", "{a: b}: c\n", "1:1 F002"),
    _of("a comment behind a name", "flow: # sample\n", "1:7 F005"),
    _of("an open quote", 'flow: "sample\ntitle: T\n', "1:7 F002"),
    _of("an open brace", "flow: {a: b\ntitle: T\n", "1:7 F002"),
    _of("a tab", "flow:\n\tsample\n", "2:1 F002"),
    _of("an escape that is no character", 'flow: "\\U00110000"\n', "1:8 F002"),
    _of("an unknown escape", 'flow: "\\q"\n', "1:8 F002"),
    _of("nothing", "", "1:1 F012"),
    _of("only a comment", "# flow: sample\n", "1:1 F012"),
    _of("only a mark", "\ufeff", "1:1 F012"),
    _of("only line ends", "\n" * 200_000, "1:1 F012"),
]
FILES = [*TAGS, *ENCODINGS, *CHARACTERS, *STRUCTURES]
