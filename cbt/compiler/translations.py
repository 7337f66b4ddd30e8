"""Reads translations, proves them complete and fresh (F401-F404), and compiles the flows that they make.

It must not offer a translation that has a fault; the flow in its own language is offered all the same.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from cbt.compiler.build import build_flow
from cbt.compiler.checks.words import check_text
from cbt.compiler.diagnostics import Enough, Findings, did_you_mean
from cbt.compiler.faults import shape_of
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.parts import Bundle
from cbt.compiler.prose import spots_of
from cbt.compiler.schema import TranslatedShape, TranslationShape
from cbt.compiler.words import IDENTIFIER, is_language
from cbt.model.flow import Flow

FOLDER = "translations"
MOST_SHOWN = 5
_TARGET = re.compile(rf"(?:(?:parts|shared)/)?{IDENTIFIER}")
_SLOT = re.compile(rf"\{{{IDENTIFIER}(?:\.{IDENTIFIER})*\}}")


@dataclass(slots=True)
class _Translation:
    """The texts of one file in one language; `fault` when it cannot be offered, which has been told."""

    at: Scalar
    texts: dict[str, Scalar]
    fault: bool = False


def compile_translations(
    bundle: Bundle, flows: Mapping[str, Flow], findings: Findings
) -> dict[str, dict[str, Flow]]:
    """The translated flows that may be offered, by flow id and language; faults of the others go to `findings`."""
    found: dict[str, dict[str, _Translation]] = defaultdict(dict)
    for path in bundle.files:
        if path.startswith(f"{FOLDER}/"):
            _read(bundle, path, found, findings)
    translated: dict[str, dict[str, Flow]] = {}
    for language, by_file in found.items():
        for flow in flows.values():
            if f"{flow.id}.yaml" in by_file and (made := _compile(bundle, flow, language, by_file, findings)):
                translated.setdefault(flow.id, {})[language] = made
    return translated


def _read(bundle: Bundle, path: str, found: dict[str, dict[str, _Translation]], findings: Findings) -> None:
    own = Findings()
    with suppress(Enough):
        root = bundle.root(path, TranslationShape, own)
        shape = shape_of(root, TranslationShape, own) if root is not None else None
        if (
            shape is not None
            and is_language(shape.language, own)
            and _is_known(bundle, shape.translation, own)
        ):
            source = f"{shape.translation}.yaml"
            _check(shape, _texts_in(bundle, source), own)
            texts = {key: text.to for key, text in shape.texts.items()}
            found[str(shape.language)][source] = _Translation(shape.translation, texts, own.has("F"))
    findings.extend(own.sorted())


def _is_known(bundle: Bundle, name: Scalar, findings: Findings) -> bool:
    if _TARGET.fullmatch(name) and f"{name}.yaml" in bundle.files:
        return True
    known = [
        path.removesuffix(".yaml")
        for path in bundle.files
        if not path.startswith((f"{FOLDER}/", "rewordings/"))
    ]
    hint = did_you_mean(name, known) or "name a flow, parts/x or shared/x"
    findings.add("F105", name, f'there is no file "{name}.yaml" to translate', hint)
    return False


def _texts_in(bundle: Bundle, path: str) -> dict[str, Scalar]:
    """The texts of a file by key; what is wrong with the file is told where it is compiled."""
    root = bundle.root(path, TranslationShape, Findings())
    return {spot.key: spot.text for spot in spots_of(root)} if root is not None else {}


def _check(shape: TranslationShape, known: Mapping[str, Scalar], findings: Findings) -> None:
    node = shape.node["texts"]
    assert isinstance(node, Map)
    missing = [key for key in known if key not in shape.texts]
    if missing:
        count = "1 text is" if len(missing) == 1 else f"{len(missing)} texts are"
        shown = ", ".join(missing[:MOST_SHOWN]) + (", ..." if len(missing) > MOST_SHOWN else "")
        findings.add("F401", shape.translation, f"{count} not translated: {shown}", "add them under texts")
    for key, text in shape.texts.items():
        if key not in known:
            hint = did_you_mean(key, missing) or "take it out"
            findings.add("F402", node.key(key), f'"{key}" is no text of "{shape.translation}"', hint)
        else:
            _check_text(key, text, known[key], findings)
            is_example = key.rpartition(".")[2] == "example"
            check_text(text.to, str(shape.language), findings, ours=not is_example)


def _check_text(key: str, text: TranslatedShape, source: Scalar, findings: Findings) -> None:
    if _words(text.source) != _words(source):
        message = f'the text of "{key}" has changed since it was translated'
        hint = f'line {source.pos.line} now says "{source}": translate it again, and write it behind from'
        findings.add("F403", text.source, message, hint)
        return
    if not text.to.strip():
        findings.add("F401", text.to, f'"{key}" is not translated', "write its words behind to")
        return
    lost = sorted(set(_SLOT.findall(source)) - set(_SLOT.findall(text.to)))
    added = sorted(set(_SLOT.findall(text.to)) - set(_SLOT.findall(source)))
    for name in lost:
        findings.add(
            "F404", text.to, f'"{name}" is missing in this translation', f"put {name} where it belongs"
        )
    for name in added:
        at = text.to.find(name)
        shown = text.to.part(at, at + len(name))
        findings.add("F404", shown, f'"{name}" does not stand in the text that is translated', "take it out")


def _words(text: str) -> list[str]:
    """The words of a text, however its lines are broken."""
    return text.split()


def _compile(
    bundle: Bundle, flow: Flow, language: str, by_file: Mapping[str, _Translation], findings: Findings
) -> Flow | None:
    """The flow in another language, proved like every other; it keeps the version of the one that it translates."""
    own = Findings()
    for path in [path for path in flow.files if path not in by_file]:
        name = path.removesuffix(".yaml")
        message = f'"{name}" has no translation into {language}'
        hint = f"add {FOLDER}/{name.rpartition('/')[2]}.{language}.yaml"
        with suppress(Enough):
            own.add("F401", by_file[f"{flow.id}.yaml"].at, message, hint)
    made = None
    if not own.has("F") and not any(by_file[path].fault for path in flow.files):
        texts = {path: by_file[path].texts for path in flow.files}
        made = build_flow(bundle.translated(texts), f"{flow.id}.yaml", own)
    findings.extend(own.sorted())
    return replace(made, version=flow.version, language=language) if made is not None else None
