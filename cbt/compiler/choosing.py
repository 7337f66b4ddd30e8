"""Reads what the first page offers, and proves that everything it names can be started (F105).

It must not leave a page empty: what has a fault is left out, and the exercises are offered as one list.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from cbt.compiler.diagnostics import Enough, Findings, did_you_mean
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.parts import Bundle
from cbt.compiler.schema import OfferShape, ShelfShape
from cbt.model.choosing import Choosing, Offer
from cbt.model.flow import Flow

FOLDER = "shelf"
_PATH = f"{FOLDER}/first_page.yaml"


def compile_choosing(bundle: Bundle, flows: Mapping[str, Flow], findings: Findings) -> Choosing:
    """What the file of the first page offers of these flows; without that file, nothing but the whole list."""
    if _PATH not in bundle.files:
        return Choosing()
    own = Findings()
    shape = None
    with suppress(Enough):
        shape = bundle.shape(_PATH, ShelfShape, own)
        if shape is not None:
            _check(shape, bundle, flows, own)
    findings.extend(own.sorted())
    return _offered(shape, flows) if shape is not None else Choosing()


def _offered(shape: ShelfShape, flows: Mapping[str, Flow]) -> Choosing:
    """What is named and can be started; an offer of which nothing is left is none."""

    def kept(names: Sequence[Scalar]) -> tuple[str, ...]:
        return tuple([str(name) for name in names if name in flows and not flows[name].needs])

    def offers(shapes: Sequence[OfferShape] | None) -> tuple[Offer, ...]:
        found = [Offer(str(each.title), kept(each.flows)) for each in shapes or ()]
        return tuple([each for each in found if each.flows])

    begin_with = kept([shape.begin_with] if shape.begin_with is not None else [])
    after = {str(name): kept(fitting) for name, fitting in (shape.after or {}).items()}
    return Choosing(
        begin_with[0] if begin_with else None,
        offers(shape.reasons),
        offers(shape.groups),
        kept(shape.instead or []),
        {name: fitting for name, fitting in after.items() if name in flows and fitting},
    )


def _check(shape: ShelfShape, bundle: Bundle, flows: Mapping[str, Flow], findings: Findings) -> None:
    known = [path.removesuffix(".yaml") for path in bundle.files if "/" not in path]
    _check_after(shape, known, findings)
    for name in _names(shape):
        if name not in known:
            _tell_unknown(name, known, findings)
        elif name in flows and flows[name].needs:
            hint = "name one that needs nothing, or take it out"
            findings.add("F105", name, f'nobody can start "{name}": another flow hands over to it', hint)


def _check_after(shape: ShelfShape, known: Sequence[str], findings: Findings) -> None:
    """Each exercise that something fits after is there, and does not lead to itself."""
    for ended, fitting in (shape.after or {}).items():
        after = shape.node["after"]
        assert isinstance(after, Map)
        if ended not in known:
            _tell_unknown(after.key(ended), known, findings)
        for name in fitting:
            if name == ended:
                hint = "name another one, or take it out"
                findings.add("F105", name, f'"{name}" would be offered at its own end', hint)


def _tell_unknown(name: Scalar, known: Sequence[str], findings: Findings) -> None:
    hint = did_you_mean(name, known) or "name a flow of this folder"
    findings.add("F105", name, f'there is no flow "{name}"', hint)


def _names(shape: ShelfShape) -> Iterator[Scalar]:
    if shape.begin_with is not None:
        yield shape.begin_with
    yield from shape.instead or ()
    for offer in (*(shape.reasons or ()), *(shape.groups or ())):
        yield from offer.flows
    for fitting in (shape.after or {}).values():
        yield from fitting
