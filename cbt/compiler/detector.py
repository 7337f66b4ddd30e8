"""Reads the packs by which the detector knows a language: strictly, with each fault at its line.

It must not look at a text: it only puts a pack together.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from pydantic import Field

from cbt.compiler.diagnostics import Diagnostic, Enough, Findings, did_you_mean
from cbt.compiler.faults import shape_of
from cbt.compiler.library import default_flows_folder
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.reader import MOST_BYTES, read
from cbt.compiler.schema import Shape
from cbt.compiler.weights import ENDING, parse_weights
from cbt.compiler.word_types import Prose, Word
from cbt.compiler.words import is_language
from cbt.safety.pack import NEEDED_LISTS, Pack
from cbt.safety.phrase import BUILT_IN, Part, Phrase, PhraseFault, parse_phrase, spread
from cbt.safety.sign import TIER_OF
from cbt.safety.tokens import cut, one_word

FOLDER = "detector"
MOST_KEPT = 8
# By the bytes of their files: who watches a folder reads the same packs again and again.
_sound: OrderedDict[bytes, Pack] = OrderedDict()


class PackShape(Shape):
    """The words of a pack's file. `fillers`, `watched` and `real` are words with a space between them."""

    detector: Word
    version: Word
    reviewed_by: Prose
    fillers: Prose
    watched: Prose
    real: Prose
    spellings: dict[str, Word]
    lists: dict[str, list[Word]]
    families: dict[str, list[Word]]
    idioms: list[Word] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of a folder by language, and all that is wrong with the others."""

    packs: Mapping[str, Pack]
    findings: tuple[Diagnostic, ...]


def read_packs(flows: Path, shown: str | None = None) -> Packs:
    """Every pack in `detector/` of a folder of flows; `shown` stands before file names in findings.

    A pack with a fault is left out: half a pack would promise what it does not keep. Raises OSError.
    """
    folder = flows / FOLDER
    packs, findings = {}, Findings()
    for path in sorted(folder.glob("*.yaml")):
        own = Findings()
        pack = _read_pack(path, str(folder if shown is None else shown), own)
        findings.extend(own.sorted())
        if pack is not None:
            packs[pack.language] = pack
    return Packs(packs, tuple(findings.sorted()))


def _read_pack(path: Path, place: str, findings: Findings) -> Pack | None:
    """The pack of a file, with the weights beside it; from memory when these very bytes were sound before."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    learnt = path.with_name(f"{path.stem}{ENDING}")
    weighed = learnt.read_bytes() if learnt.exists() else b""
    key = blake2b(data, person=b"pack").digest() + blake2b(weighed).digest() + path.name.encode()
    if key in _sound:
        _sound.move_to_end(key)
        return _sound[key]
    pack = parse_pack(data, f"{place}/{path.name}", findings)
    if pack is not None and weighed:
        weights = parse_weights(weighed, f"{place}/{learnt.name}", findings)
        pack = replace(pack, weights=weights) if weights is not None else None
    if pack is not None and not findings.sorted():
        _sound[key] = pack
        if len(_sound) > MOST_KEPT:
            _sound.popitem(last=False)
    return pack


def gather_packs(own: Path | None = None, shown: str | None = None) -> Packs:
    """The shipped packs, each in whose place a folder of flows may have one of its own. Raises OSError.

    One of its own that has a fault leaves the shipped one where it was.
    """
    home = default_flows_folder()
    shipped = read_packs(home, shown if own is None else None)
    if own is None or own.resolve() == home.resolve():
        return shipped
    added = read_packs(own, shown)
    return Packs({**shipped.packs, **added.packs}, (*shipped.findings, *added.findings))


def parse_pack(data: bytes, file: str, findings: Findings) -> Pack | None:
    """The pack in a file's bytes, or None when it has a fault; each goes to `findings`."""
    pack = None
    with suppress(Enough):
        root = read(data, file, findings)
        if isinstance(root, Map):
            pack = _pack(shape_of(root, PackShape, findings), findings)
        elif root is not None:
            findings.add("F012", root.pos, '"detector" is missing here', "start with a line detector: en")
    return None if findings.has("F") else pack


def _pack(shape: PackShape, findings: Findings) -> Pack:
    is_language(shape.detector, findings)
    stem = shape.detector.pos.file.rpartition("/")[2].removesuffix(".yaml")
    if shape.detector != stem:
        hint = f"write detector: {stem}, or call the file {shape.detector}.yaml"
        findings.add("F016", shape.detector, f'this file is called "{stem}.yaml"', hint)
    fillers = frozenset(_words(shape.fillers))
    lists = _lists(shape, fillers, findings)
    return Pack(
        str(shape.detector),
        str(shape.version),
        str(shape.reviewed_by),
        lists,
        _families(shape, fillers, lists, findings),
        _lines(shape.idioms, fillers, lists, findings),
        {one_word(word) or word: _words(reading) for word, reading in shape.spellings.items()},
        fillers,
        _words(shape.watched),
        frozenset(_words(shape.real)),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in cut(text))


def _lists(shape: PackShape, fillers: frozenset[str], findings: Findings) -> dict[str, list[Phrase]]:
    """Each list spread into its phrases; a list may name those above it."""
    lists: dict[str, list[Phrase]] = {}
    for name, lines in shape.lists.items():
        phrases: list[Phrase] = []
        for line in lines:
            with _telling(line, lists, findings):
                phrases += spread(parse_phrase(line, fillers), lists)
        lists[name] = phrases
    for name in NEEDED_LISTS:
        if name not in lists:
            hint = f"add {name}: and a list below it"
            findings.add("F012", shape.key("lists"), f'the list "{name}" is missing', hint)
    return lists


def _families(
    shape: PackShape, fillers: frozenset[str], lists: Mapping[str, list[Phrase]], findings: Findings
) -> dict[str, list[tuple[Part, ...]]]:
    node = shape.node["families"]
    assert isinstance(node, Map)
    for name in shape.families:
        if name not in TIER_OF:
            hint = did_you_mean(name, TIER_OF) or f"the families are {', '.join(TIER_OF)}"
            findings.add("F013", node.key(name), f'there is no family "{name}"', hint)
    return {name: _lines(lines, fillers, lists, findings) for name, lines in shape.families.items()}


def _lines(
    lines: Iterable[Scalar], fillers: frozenset[str], lists: Mapping[str, list[Phrase]], findings: Findings
) -> list[tuple[Part, ...]]:
    found = []
    for line in lines:
        with _telling(line, lists, findings):
            parts = parse_phrase(line, fillers)
            for part in parts:
                _check_lists(part, lists)
            found.append(parts)
    return found


def _check_lists(part: Part, lists: Mapping[str, list[Phrase]]) -> None:
    """Raises PhraseFault for a list that is not there."""
    for choice in part.choices:
        if choice.startswith("<") and choice[1:-1] not in (*lists, *BUILT_IN):
            raise PhraseFault(choice, f'there is no list "{choice[1:-1]}"', "write the list first")


@contextmanager
def _telling(line: Scalar, lists: Iterable[str], findings: Findings) -> Iterator[None]:
    """Turns a fault of a line into a finding at its piece."""
    try:
        yield
    except PhraseFault as fault:
        at = line.find(fault.piece)
        place = line.part(at, at + len(fault.piece)) if at >= 0 else line
        hint = did_you_mean(fault.piece.strip("<>"), lists) if fault.piece.startswith("<") else ""
        findings.add("F013", place, f"{fault.reason}: {fault.piece}", hint or fault.way_out)
