"""Published questionnaires: which ones there are, and how those that an operator wants join the exercises.

It must not offer one that nobody has asked for.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cbt.compiler.library import Library, compile_folder, default_flows_folder
from cbt.errors import InstrumentUnknown
from cbt.model.choosing import Choosing, Offer

FOLDER = "instruments"
ALL = "all"


def find_instruments(flows: Path | None = None) -> dict[str, Path]:
    """The questionnaires by id, and the folder that each lies in: below a folder of flows, or the shipped ones."""
    home = (flows or default_flows_folder()) / FOLDER
    return {
        path.stem: path.parent
        for path in sorted([*home.glob("*.yaml"), *home.glob("*/*.yaml")])
        if _is_own(path)
    }


def wanted_instruments(names: str) -> dict[str, Path]:
    """The questionnaires that a setting names, such as `phq_9, gad_7`, and where each lies. Raises InstrumentUnknown.

    `all` are those that may be used freely; one with terms of its own lies in a folder of its own, and is named.
    """
    known = find_instruments()
    free = [name for name, folder in known.items() if folder.name == FOLDER]
    wanted: dict[str, Path] = {}
    for name in filter(None, [name.strip() for name in names.split(",")]):
        if name != ALL and name not in known:
            raise InstrumentUnknown(name, [*known, ALL])
        wanted |= {each: known[each] for each in (free if name == ALL else [name])}
    return wanted


def compile_instruments(wanted: Mapping[str, Path]) -> Library:
    """The questionnaires that are wanted, with their place in the list of all exercises."""
    made = Library({}, {}, ())
    for folder in dict.fromkeys(wanted.values()):
        found = compile_folder(folder)
        flows = {name: flow for name, flow in found.flows.items() if name in wanted}
        sources = {flow.version: found.sources[flow.version] for flow in flows.values()}
        groups = [
            Offer(offer.words, tuple([name for name in offer.flows if name in flows]))
            for offer in found.choosing.groups
        ]
        translated = {name: each for name, each in found.translated.items() if name in flows}
        choosing = Choosing(groups=tuple(groups))
        made = joined(made, Library(flows, sources, (), translated=translated, choosing=choosing))
    return made


def joined(library: Library, more: Library) -> Library:
    """Both together. Where an id is in both, the first has it: what an operator has put there is what they offer."""
    flows = {name: flow for name, flow in more.flows.items() if name not in {*library.flows, *library.broken}}
    sources = {flow.version: more.sources[flow.version] for flow in flows.values()}
    return Library(
        {**library.flows, **flows},
        {**library.sources, **sources},
        (*library.findings, *more.findings),
        library.broken | more.broken,
        {**library.translated, **{name: made for name, made in more.translated.items() if name in flows}},
        library.reworded,
        _with_groups(library.choosing, more.choosing, flows),
    )


def _with_groups(choosing: Choosing, more: Choosing, flows: Mapping[str, object]) -> Choosing:
    """The groups of both; those of the same name are one."""
    groups = {offer.words: offer.flows for offer in choosing.groups}
    for offer in more.groups:
        added = tuple([name for name in offer.flows if name in flows])
        if added:
            groups[offer.words] = (*groups.get(offer.words, ()), *added)
    offers = tuple([Offer(words, names) for words, names in groups.items()])
    return replace(choosing, groups=offers)


def _is_own(path: Path) -> bool:
    """Whether a file is a questionnaire: not a scale, a walk or the like beside them."""
    return path.parent.name == FOLDER or path.parent.name == path.stem
