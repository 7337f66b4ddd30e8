"""Reads a file of rewordings and finds the text that each entry rewords.

It must not judge how an entry is worded.
"""

import re
from dataclasses import dataclass

from cbt.compiler.diagnostics import Findings, did_you_mean
from cbt.compiler.faults import shape_of
from cbt.compiler.nodes import Map, Scalar, Seq
from cbt.compiler.parts import Bundle
from cbt.compiler.prose import Spot, spots_of
from cbt.compiler.schema import RewordedShape, RewordingShape
from cbt.compiler.steps import GATE
from cbt.compiler.wording import find_tables
from cbt.compiler.words import IDENTIFIER, is_language
from cbt.wording.guards import TONES
from cbt.wording.tables import Tables

REWORDED = ("ask", "help")
_TARGET = re.compile(rf"(?:parts/)?{IDENTIFIER}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rewording: its key, where that stands, its words, and the text that it rewords, if there is such a one.

    `keep` are the phrases that it must keep, `never` says that the text may not be reworded.
    """

    key: str
    at: Scalar
    shape: RewordedShape
    source: Scalar | None
    keep: tuple[str, ...] = ()
    never: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """The entries of one file: `source` is the path of what they reword, `tables` the words of its language."""

    path: str
    at: Scalar
    source: str
    language: str
    tone: str
    tables: Tables
    entries: tuple[Entry, ...]
    known: tuple[str, ...]

    def suits(self, language: str) -> bool:
        """Whether these are rewordings for a flow in this language."""
        return self.language == language


def read_file(bundle: Bundle, path: str, findings: Findings) -> File | None:
    """The file as entries; None where it cannot be read, or says nothing that could be judged."""
    root = bundle.root(path, RewordingShape, findings)
    shape = shape_of(root, RewordingShape, findings) if root is not None else None
    if shape is None or not _is_known(bundle, shape.rewording, findings):
        return None
    tables = _tables(bundle, shape, findings)
    if tables is None or findings.has("F0"):
        return None
    source = f"{shape.rewording}.yaml"
    allowed, spots = _texts_in(bundle, source)
    entries = tuple([_entry(key, shape, spots.get(key), allowed=allowed) for key in shape.texts])
    known = tuple([key for key, spot in spots.items() if is_rewordable(spot, allowed=allowed)])
    return File(path, shape.style, source, str(shape.language), str(shape.style), tables, entries, known)


def _is_known(bundle: Bundle, name: Scalar, findings: Findings) -> bool:
    if _TARGET.fullmatch(name) and f"{name}.yaml" in bundle.files:
        return True
    known = [
        path.removesuffix(".yaml")
        for path in bundle.files
        if re.fullmatch(_TARGET, path.removesuffix(".yaml"))
    ]
    hint = did_you_mean(name, known) or "name a flow, or parts/x"
    findings.add("F105", name, f'there is no file "{name}.yaml" to reword', hint)
    return False


def _tables(bundle: Bundle, shape: RewordingShape, findings: Findings) -> Tables | None:
    """The words that the guards need; noted (F509) where they have none for the language, or do not know the tone."""
    if not is_language(shape.language, findings):
        return None
    tables = find_tables(shape.language)
    if tables is None:
        message = f'the guards know no words of "{shape.language}"'
        findings.add("F509", shape.language, message, "reword flows in en")
    root = bundle.root(f"{shape.rewording}.yaml", RewordingShape, Findings())
    spoken = str(root.get("language", shape.language)) if root is not None else str(shape.language)
    if spoken != shape.language:
        message = f'"{shape.rewording}" is written in "{spoken}", not in "{shape.language}"'
        findings.add("F509", shape.language, message, "reword it in its own language")
        return None
    if shape.style not in TONES:
        hint = did_you_mean(shape.style, TONES) or f"take one of {', '.join(TONES)}"
        findings.add("F509", shape.style, f'"{shape.style}" is no tone', hint)
        return None
    return tables


def _texts_in(bundle: Bundle, path: str) -> tuple[bool, dict[str, Spot]]:
    """Whether a file lets its texts be reworded, and these by key; what is wrong with it is told where it compiles."""
    root = bundle.root(path, RewordingShape, Findings())
    if root is None:
        return False, {}
    # A part leaves it to the flows that use it.
    allowed = "part" in root or (root.get("reword") == "allowed" and "wording" not in root)
    return allowed, {spot.key: spot for spot in spots_of(root)}


def is_rewordable(spot: Spot, *, allowed: bool) -> bool:
    """Whether a text is a question or its help, on a page that does not say `reword: never`."""
    is_prompt = "ask" in spot.owner and spot.word in REWORDED
    return allowed and is_prompt and not is_fixed(spot.owner)


def is_fixed(step: Map) -> bool:
    """Pages that say so, gates, and the items of a questionnaire unless their page allows it."""
    said = step.get("reword")
    return is_gate(step) or said == "never" or (said is None and is_item(step))


def is_gate(step: Map) -> bool:
    """Whether a page decides on whether an exercise fits now."""
    return step.get("holds") == GATE


def is_item(step: Map) -> bool:
    """Whether a page reads like an item of a questionnaire: by a scale that others share, or by marked answers."""
    return str(step.get("ends", "")).startswith("shared/") or "safety" in step


def _entry(key: str, shape: RewordingShape, spot: Spot | None, *, allowed: bool) -> Entry:
    node = shape.node["texts"]
    assert isinstance(node, Map)
    at, text = node.key(key), shape.texts[key]
    if spot is None:
        return Entry(key, at, text, None)
    return Entry(key, at, text, spot.text, phrases_to_keep(spot), not is_rewordable(spot, allowed=allowed))


def phrases_to_keep(spot: Spot) -> tuple[str, ...]:
    """The phrases of its page that a rewording of a text must keep: those that stand in it."""
    keep = spot.owner.get("keep")
    phrases = [str(each) for each in keep if isinstance(each, Scalar)] if isinstance(keep, Seq) else []
    return tuple([phrase for phrase in phrases if phrase.lower() in spot.text.lower()])


def rewordable_texts(bundle: Bundle, path: str) -> dict[str, Spot]:
    """The texts of a flow or part that can be reworded, by key."""
    allowed, spots = _texts_in(bundle, path)
    return {key: spot for key, spot in spots.items() if is_rewordable(spot, allowed=allowed)}


def language_of(bundle: Bundle, path: str) -> str:
    """The language of a flow; of a part that of the folder's first flow."""
    own = [path, *[f"{flow_id}.yaml" for flow_id in bundle.flow_ids()]]
    roots = [bundle.root(each, RewordingShape, Findings()) for each in own]
    return next((str(root["language"]) for root in roots if root is not None and "language" in root), "")
