"""Writes a whole flow out for someone who is to read all of it and sign it off.

It must not know a format, and must leave nothing out that a person may meet.
"""

from collections.abc import Iterator, Mapping

from cbt.model.flow import Flow, Loop, OverTime, Role, Step
from cbt.paper import outline as outlined
from cbt.paper.blocks import Document, Formula, Page, Points, Section, Way, Words, paragraphs_of, shorten
from cbt.paper.kinds import counted, span
from cbt.paper.page_facts import facts_of, kept_words, prompt_of
from cbt.paper.phrases import Phrases, name_of
from cbt.paper.ways import conditions_of, items_of

_SORTS = {
    Role.QUESTION: "question",
    Role.READ: "to read",
    Role.AGAIN: "asks for another",
    Role.WAIT: "to wait",
    Role.END: "end",
    Role.HAND_OFF: "end, with another exercise offered",
}


_LONGEST = 72


def write_out(flow: Flow, titles: Mapping[str, str] | None = None) -> Document:
    """The flow as a document; `titles` are those of other flows by id, as far as they are known."""
    return _Writer(flow, titles or {}).document()


class _Writer:
    def __init__(self, flow: Flow, titles: Mapping[str, str]) -> None:
        self._flow = flow
        self._titles = titles
        self._phrases = Phrases(flow)
        self._outline = outlined.outline(flow)
        self._numbers = outlined.page_numbers(self._outline)

    def document(self) -> Document:
        flow = self._flow
        return Document(
            title=flow.title.source,
            language=flow.language,
            version=flow.version,
            opening=tuple(self._opening()),
            members=self._members(self._outline),
            computed=tuple(
                [
                    Formula(name, expression.text, self._phrases.say(expression.root))
                    for name, expression in flow.computed.items()
                ]
            ),
            record=tuple(self._record()),
        )

    def _opening(self) -> Iterator[Words | Points]:
        flow = self._flow
        if flow.about is not None:
            yield Words("About", paragraphs_of(flow.about.source))
        if flow.before_you_start is not None:
            yield Words("When not to use it now", paragraphs_of(flow.before_you_start.source))
        if flow.minutes is not None:
            yield Words("Takes about", (counted(flow.minutes, "minute"),))
        fewest, most = flow.pages.fewest, flow.pages.most
        yield Words("Pages on one way through", (span(fewest, most),))
        if flow.needs:
            yield Points(
                "Handed in by the exercise before",
                tuple([f"{name}: {kind}" for name, kind in flow.needs.items()]),
            )
        if flow.sources:
            yield Points("Sources, by their keys", flow.sources)
        if flow.is_published:
            yield Words(
                "Wording", ("The questions are a published questionnaire’s own, and are never changed",)
            )
        if flow.days_apart is not None:
            yield Words("Best apart by", (counted(flow.days_apart, "day"),))
        if flow.reviewed_by:
            yield Words("Read by someone with clinical experience", (flow.reviewed_by,))
        if flow.support is not None:
            yield Words("On every page", (f"A button to the help page ({flow.support})",))
        yield Points("Written in", flow.files)

    def _members(self, section: outlined.Section) -> tuple[Page | Section, ...]:
        found: list[Page | Section] = []
        for member in section.members:
            if isinstance(member, outlined.Section):
                found.append(self._section(member))
            elif member.is_page:
                found.append(self._page(member))
        return tuple(found)

    def _section(self, section: outlined.Section) -> Section:
        if section.loop is None:
            return Section(
                section.id,
                f"Part, written in {section.file}" if section.file else "Part",
                (),
                self._members(section),
            )
        more = f"{section.id}.more"
        ways = self._ways(more) if more in self._flow.steps else ()
        return Section(section.id, self._loop_note(section.loop), ways, self._members(section))

    def _loop_note(self, loop: Loop) -> str:
        times = (
            f"{span(loop.least, loop.most)} times" if loop.most > 1 else f"{span(loop.least, loop.most)} time"
        )
        if loop.over is None:
            return f"Asked again and again, {times}"
        return f"Asked for each item of {name_of(loop.over, self._flow)}, {times}"

    def _page(self, step: Step) -> Page:
        return Page(
            number=self._numbers[step.id],
            name=step.id,
            sort=_SORTS[step.role],
            prompt=prompt_of(step, self._titles),
            parts=tuple(facts_of(step, self._flow, self._phrases)),
            ways=self._ways(step.id),
        )

    def _ways(self, source: str) -> tuple[Way, ...]:
        conditions = conditions_of(self._flow, source, self._phrases)
        ways = self._flow.ways.get(source, ())
        return tuple(
            [
                self._way(source, way.dest, condition.told)
                for way, condition in zip(ways, conditions, strict=True)
            ]
        )

    def _way(self, source: str, dest: str, condition: str) -> Way:
        step = self._flow.steps[dest]
        if step.role is not Role.MORE:
            back = "back to" if self._numbers[dest] <= self._numbers.get(source, 0) else "to"
            words = shorten(" ".join(prompt_of(step, self._titles)), _LONGEST)
            return Way(condition, f"go {back} page {self._numbers[dest]}, {words}", self._numbers[dest])
        loop = self._flow.loops[step.loops[-1]]
        items = items_of(self._flow, loop.id)
        is_inside = loop.id in self._flow.steps[source].loops
        return Way(condition, f"go on with the {'next' if is_inside else 'first'} item of {items}", None)

    def _record(self) -> Iterator[Words | Points]:
        summary = self._flow.summary
        if summary.title is not None:
            yield Words("Its title", (summary.title.source,))
        if summary.rows:
            yield Points(
                "Its rows, each left out where its page was not met", tuple(map(kept_words, summary.rows))
            )
        if summary.drawn:
            yield Points("Drawn, with a bar for each item", summary.drawn)
        if summary.changes:
            pairs = [
                f"{change.label.source if change.label else change.name} "
                f"({name_of(change.before, self._flow)}, then {name_of(change.after, self._flow)})"
                for change in summary.changes
            ]
            yield Points("Numbers compared", tuple(pairs))
        if self._flow.over_time is not None:
            yield from self._over_time(self._flow.over_time)

    def _over_time(self, over_time: OverTime) -> Iterator[Words | Points]:
        since = f"of the last {counted(over_time.days, 'day')}"
        if over_time.drawn:
            yield Points(f"Drawn over the records {since}", tuple(map(kept_words, over_time.drawn)))
        if over_time.counted:
            yield Points(f"Counted over the records {since}", tuple(map(kept_words, over_time.counted)))
        if over_time.listed:
            yield Points(f"Listed from the records {since}", tuple(map(kept_words, over_time.listed)))
        if over_time.means:
            told = [
                f"{', '.join(map(kept_words, mean.numbers))}, by {kept_words(mean.by)}"
                for mean in over_time.means
            ]
            since_when = f"from {counted(over_time.fewest, 'record')} on, {since}"
            yield Points(f"Means {since_when}", tuple(told))
        if over_time.figures:
            told = [
                f"{figure.called}: {self._phrases.say(figure.expression.root)}"
                for figure in over_time.figures
            ]
            yield Points(f"Worked out from {counted(over_time.fewest, 'record')} on, {since}", tuple(told))
