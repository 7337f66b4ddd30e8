"""Assembles a flow: from the author's file to steps, ways on and texts, then the proofs.

It must not read files, and offers nothing that has a finding.
"""

import re
from contextlib import suppress

from cbt.compiler.checks import check_graph
from cbt.compiler.checks.style import check_style
from cbt.compiler.checks.words import check_words
from cbt.compiler.declare import Declarer
from cbt.compiler.diagnostics import Enough, Findings
from cbt.compiler.digest import source_of, version_of
from cbt.compiler.labels import read_labels
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.outline import Draft
from cbt.compiler.over_time import Figures, read_over_time
from cbt.compiler.pacing import DAY, LONGEST_WAIT, seconds_of
from cbt.compiler.pages import Counted, count_pages
from cbt.compiler.parts import Bundle, Gives, Parts, Survey
from cbt.compiler.recalls import gives_of, with_recalled_names
from cbt.compiler.renames import read_renamed
from cbt.compiler.resolve import Resolver
from cbt.compiler.schema import FlowShape
from cbt.compiler.scope import Scope
from cbt.compiler.steps import Steps
from cbt.compiler.summary import Record
from cbt.compiler.units import Units, read_units
from cbt.compiler.wiring import Wiring, again_id, more_id
from cbt.compiler.words import is_language
from cbt.model.flow import Flow, Loop, OverTime, Text, Transition

MOST_PAGES = 40
_NUMBER = re.compile("[1-9][0-9]{0,2}|1000")


def build_flow(bundle: Bundle, path: str, findings: Findings) -> Flow | None:
    """The flow in a bundle's file, or None when `findings` has an error."""
    with suppress(Enough):
        shape = bundle.shape(path, FlowShape, findings)
        if shape is not None:
            return _Builder(bundle, path, shape, findings, _survey).flow()
    return None


def _survey(bundle: Bundle, path: str) -> Gives | None:
    """What every record of a flow gives, found without its own recalls; None when it has faults."""
    findings = Findings()
    with suppress(Enough):
        shape = bundle.shape(path, FlowShape, findings)
        if shape is not None:
            builder = _Builder(bundle, path, shape, findings, None)
            flow = builder.flow()
            return gives_of(flow, builder.scope) if flow is not None else None
    return None


class _Builder:
    """Builds one flow, in order: names, steps, ways, summary, proofs."""

    def __init__(
        self, bundle: Bundle, path: str, shape: FlowShape, findings: Findings, survey: Survey | None
    ) -> None:
        self._path = path
        self._shape = shape
        self._findings = findings
        self._bundle = bundle
        self._parts = Parts(bundle, findings, survey)
        self._resolver = Resolver(findings)
        declarer = Declarer(self._parts, self._resolver.type_of_computed, self._resolver.target)
        self._declared = declarer.declared
        self._resolver.computed = self._declared.computed
        declarer.flow(shape)
        allow_reword = shape.reword == "allowed" and shape.wording is None
        self._steps = Steps(self._resolver, self._parts, allow_reword=allow_reword)
        self._wiring = Wiring(self._resolver)
        self._units = Units()

    @property
    def scope(self) -> Scope:
        """The names of the flow's outermost level."""
        return self._declared.top.scope

    def flow(self) -> Flow | None:
        """The flow, or None with findings."""
        if not self._shape.steps:
            hint = "add a step: an id, and below it ask: or say:"
            node = self._shape.node["steps"]
            assert isinstance(node, Map)
            self._findings.add("F012", node, "this flow has no steps", hint)
        labels = read_labels(self._shape, self.scope, self._resolver)
        self._steps.named = labels.of
        self._units = read_units(self._shape, self.scope, self._resolver)
        ways: dict[str, tuple[Transition, ...]] = {}
        for draft in self._declared.drafts:
            ways |= self._wire(draft)
        for full in self._declared.computed:
            self._resolver.type_of_computed(full)
        record = Record(self._declared.top.scope, self._resolver, self._steps)
        flow = self._assemble(ways, record, Figures(labels.figures, self._units.figures))
        if flow is None or self._findings.has("F0"):
            return None
        for step in flow.steps.values():
            if step.end is not None:
                self._steps.uses[step.id] += record.uses
        check_style(
            self._declared, self._prose(), flow.language, self._findings, is_published=flow.is_published
        )
        check_words(self._bundle.roots(flow.files), flow.language, self._findings)
        wiring = self._wiring
        check_graph(
            flow, self._findings, whole=not wiring.broken, uses=self._steps.uses, lost=wiring.lost_guards
        )
        return None if self._findings.has("F") else flow

    def _wire(self, draft: Draft) -> dict[str, tuple[Transition, ...]]:
        self._steps.add(draft)
        if draft.part is not None:
            given = self._steps.given(draft)
            entry = self._wiring.entry(draft)
            if entry is not None:
                self._steps.uses[entry.dest] += given
        return self._wiring.ways_of(draft)

    def _assemble(
        self, ways: dict[str, tuple[Transition, ...]], record: Record, figures: Figures
    ) -> Flow | None:
        shape, top, parts = self._shape, self._declared.top, self._parts
        start = self._wiring.entry(top.drafts[0]) if top.drafts else None
        counted = count_pages(top, self._bounds)
        summary = record.summary(shape.summary)
        over_time = self._over_time(figures)
        title = self._text("title", shape.title)
        about = self._text("about", shape.about) if shape.about is not None else None
        before = self._before_you_start()
        minutes = self._number("minutes", shape.minutes)
        is_language(shape.language, self._findings)
        most_pages = self._number("most_pages", shape.most_pages) or MOST_PAGES
        apart = self._apart()
        if start is None:
            return None
        return Flow(
            id=str(shape.flow),
            version=version_of(source_of(self._bundle, self._path, parts.used, parts.handed, parts.recalled)),
            title=title,
            language=str(shape.language),
            pos=shape.flow.pos,
            start=start.dest,
            start_moves=start.moves,
            steps=with_recalled_names(self._steps.steps, self._resolver.recalled),
            loops=self._loops(counted),
            ways=ways,
            computed=self._resolver.expressions,
            summary=summary,
            pages=counted.run,
            to_go=counted.to_go,
            about=about,
            minutes=minutes,
            sources=tuple([str(source) for source in shape.sources or []]),
            before_you_start=before,
            needs={name: str(kind) for name, kind in (shape.needs or {}).items()},
            support=str(shape.anywhere.support),
            most_pages=most_pages,
            files=tuple(sorted({self._path, *parts.used})),
            renamed=read_renamed(shape, [draft.id for draft in self._declared.drafts], self._findings),
            over_time=over_time,
            reviewed_by=str(shape.reviewed_by or ""),
            is_published=self._is_published(),
            days_apart=apart,
            units=self._units.computed,
        )

    def _is_published(self) -> bool:
        """Whether its questions are a published questionnaire's own words, which nothing may change."""
        shape = self._shape
        if shape.wording is not None and shape.reword == "allowed":
            message = '"reword: allowed" does not go with "wording"'
            hint = "published words are never reworded: take one out"
            self._findings.add("F011", shape.key("reword"), message, hint)
        return shape.wording is not None

    def _apart(self) -> int | None:
        """The days that two records are best apart."""
        if self._shape.apart is None:
            return None
        seconds = seconds_of(self._shape.apart, "apart", self._findings, least=DAY, most=LONGEST_WAIT)
        return -(-seconds // DAY) if seconds is not None else None

    def _over_time(self, figures: Figures) -> OverTime | None:
        shape = self._shape.over_time
        if shape is None:
            return None
        return read_over_time(shape, self.scope, self._resolver, self._steps, figures)

    def _bounds(self, draft: Draft) -> tuple[int, int]:
        """How many items a loop has at the fewest and the most."""
        listed = self._steps.listed.get(draft.id)
        return (listed.least, listed.most) if listed is not None else draft.bounds

    def _loops(self, counted: Counted) -> dict[str, Loop]:
        found = {}
        for draft in self._declared.drafts:
            if draft.nature not in ("repeat", "for_each"):
                continue
            listed = self._steps.listed.get(draft.id)
            least, most = self._bounds(draft)
            over, items_of = (listed.ref, listed.owner) if listed else (None, draft.id)
            pages = counted.body[draft.id]
            inside, steps, pos = draft.level.loops, _steps_below(draft), draft.name.pos
            found[draft.id] = Loop(draft.id, least, most, inside, items_of, over, steps, pages, pos)
        return found

    def _text(self, key: str, prose: Scalar) -> Text:
        """A text that is shown before the first answer, so that no name can be filled in."""
        if not prose.strip():
            self._findings.add("F013", prose, f'"{key}" is empty', "write its words")
        return Text(key, str(prose), (str(prose),) if prose else (), prose.pos)

    def _number(self, word: str, text: Scalar | None) -> int | None:
        if text is None:
            return None
        if _NUMBER.fullmatch(text):
            return int(text)
        hint = "write a whole number from 1 to 1000 in digits"
        self._findings.add("F013", text, f'"{word}" should be a whole number', hint)
        return None

    def _prose(self) -> list[Scalar]:
        """The texts outside of the pages, as the author wrote them."""
        name = self._shape.before_you_start
        before = self._parts.shared_text(name) if name is not None else None
        return [text for text in (self._shape.title, self._shape.about, before) if text is not None]

    def _before_you_start(self) -> Text | None:
        name = self._shape.before_you_start
        words = self._parts.shared_text(name) if name is not None else None
        return self._text("before_you_start", words) if words is not None else None


def _steps_below(draft: Draft) -> tuple[str, ...]:
    """Ids of all steps inside a loop, those of inner parts and loops too."""
    found: list[str] = []
    todo = list(draft.body.drafts) if draft.body else []
    while todo:
        inner = todo.pop(0)
        found.append(inner.id)
        found += [again_id(inner)] if inner.nature == "repeat" else []
        found += [more_id(inner)] if inner.nature == "for_each" else []
        todo = (inner.body.drafts if inner.body else []) + todo
    return tuple(found)
