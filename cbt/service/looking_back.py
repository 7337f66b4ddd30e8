"""From an open session to its record: title, rows, and numbers compared.

It must not open, seal or store.
"""

from dataclasses import replace

from cbt.engine.english import unit_in_words
from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import asked_on, by_item, filled, measured, shared_out, shown, told, words_of
from cbt.engine.walk import Walk
from cbt.model.answer import ListKind, OrderKind, RecallKind, SharesKind, TextKind
from cbt.model.flow import Change, Kept, Step, Unit
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, Ref
from cbt.model.sealed import SealedSession
from cbt.model.session import ExerciseSession, key
from cbt.service.beside import find_beside
from cbt.service.drawing import Bars, bars_of
from cbt.service.opening import Opened
from cbt.service.reading import as_number, read_number
from cbt.service.resting import rest_of
from cbt.service.scales import scale_of
from cbt.service.views import Comparison, Record, RecordLine, RecordRow


def record_of(program: Program, opened: Opened) -> Record:
    """The record of a session; one that rests half-way has no comparisons yet."""
    session, flow = opened.session, program.flow
    finished = is_finished(program, session)
    return Record(
        address=session.address,
        title=title_of(program, session),
        exercise=flow.title.source,
        flow_id=flow.id,
        language=flow.language,
        day=opened.day,
        finished=finished,
        here=len(session.position.pages),
        revision=opened.revision,
        rows=rows_of(program, session),
        changes=changes_of(program, session) if finished else (),
        beside=find_beside(program, session),
    )


def line_of(program: Program, opened: Opened) -> RecordLine:
    """The session as a line of the list."""
    session = opened.session
    finished = is_finished(program, session)
    return RecordLine(
        address=session.address,
        title=title_of(program, session),
        exercise=program.flow.title.source,
        day=opened.day,
        finished=finished,
        here=len(session.position.pages),
        number=opened.number,
        rest=rest_of(program, session),
        words="" if finished else _words_so_far(program, session),
    )


def _words_so_far(program: Program, session: ExerciseSession) -> str:
    """What tells an unfinished session from others: the record's title once its answers are there.

    Until then the first words of the person's own, or else their first answer, on one line; nothing of a record that
    was recalled. Empty while nothing is answered.
    """
    walk, title = _walk(program, session), program.flow.summary.title
    if title is not None and title.slots and all(shown(program, slot.ref, walk) for slot in title.slots):
        return " ".join(filled(program, title, walk).split())
    own, chosen = "", ""
    for place in session.position.pages:
        kind = program.flow.steps[place.step].kind
        if isinstance(kind, RecallKind) or own:
            continue
        ref = AnswerRef(place.step, tuple(range(len(place.items))))
        words = " ".join(shown(program, ref, walk.among(place.items)).split())
        own = words if isinstance(kind, TextKind | ListKind) else ""
        chosen = chosen or words
    return own or chosen


def closed_line(stored: SealedSession) -> RecordLine:
    """The line of a session that cannot be opened now: its day, and no address."""
    return RecordLine("", "", "", stored.created_on, True, 0, stored.number)


def is_finished(program: Program, session: ExerciseSession) -> bool:
    """Whether a session stands on an end or a hand-over."""
    return program.flow.steps[session.position.here.step].is_final


def rows_of(program: Program, session: ExerciseSession) -> tuple[RecordRow, ...]:
    """The rows of the summary that were answered on this path, in the author's order."""
    walk = _walk(program, session)
    numbers = _page_numbers(session)
    rows = [
        replace(row, asked=_asked(session, kept), bars=_bars(program, kept, walk))
        for kept in program.flow.summary.rows
        for row in _rows(program, kept, walk, numbers)
    ]
    return tuple([row for row in rows if row.words])


def _bars(program: Program, kept: Kept, walk: Walk) -> Bars:
    """The drawing of a row's numbers, where its author wants one."""
    return bars_of(program, kept.ref, walk) if kept.name in program.flow.summary.drawn else Bars()


def _asked(session: ExerciseSession, kept: Kept) -> str:
    """The words that a question was shown in, where they were not its author's own."""
    return session.shown.get(kept.ref.step, "") if isinstance(kept.ref, AnswerRef) else ""


def changes_of(program: Program, session: ExerciseSession) -> tuple[Comparison, ...]:
    """The pairs of numbers that the summary compares; one for each item of a loop."""
    walk, numbers = _walk(program, session), _page_numbers(session)
    return tuple(
        [
            _comparison(program, change, walk, label, (before, after), pages)
            for change in program.flow.summary.changes
            for label, (before, after), pages in _pairs(program, change, walk, numbers)
            if before is not None and after is not None
        ]
    )


def _comparison(
    program: Program,
    change: Change,
    walk: Walk,
    label: str,
    pair: tuple[float, float],
    pages: tuple[int | None, int | None],
) -> Comparison:
    steps = [_asked_on(program, side) for side in (change.before, change.after)]
    units = [_unit(program, side) for side in (change.before, change.after)]
    before, after = [
        unit_in_words(unit, value) if unit is not None else measured(program, value, step, walk)
        for value, step, unit in zip(pair, steps, units, strict=True)
    ]
    return Comparison(label, *pair, *scale_of(steps[0], *pair), (before, after), *pages)


def _unit(program: Program, ref: Ref) -> Unit | None:
    return program.flow.units.get(ref.name) if isinstance(ref, ComputedRef) else None


def _page_numbers(session: ExerciseSession) -> dict[str, int]:
    """The number of each page on the path, from 1, by its place's key."""
    return {place.key: number for number, place in enumerate(session.position.pages, 1)}


def _walk(program: Program, session: ExerciseSession) -> Walk:
    return walk_to(program, session.facts, session.position, session.position.here)


def title_of(program: Program, session: ExerciseSession) -> str:
    """The summary's title once the session is finished; until then, and where it is empty, the exercise's."""
    title = program.flow.summary.title
    if title is None or not is_finished(program, session):
        return program.flow.title.source
    return filled(program, title, _walk(program, session)) or program.flow.title.source


def _rows(program: Program, kept: Kept, walk: Walk, numbers: dict[str, int]) -> list[RecordRow]:
    """One row, or one for each item of a loop where what the row is called reads something of the item."""
    rows = []
    for each, read in by_item(program, kept, walk):
        row = _row(program, each, read, numbers)
        if each is not kept and isinstance(each.ref, AnswerRef):
            row = replace(row, page=numbers.get(key(each.ref.step, read.items)))
        rows.append(row)
    return rows


def _row(program: Program, kept: Kept, walk: Walk, numbers: dict[str, int]) -> RecordRow:
    label = filled(program, kept.label, walk) if kept.label is not None else kept.called
    page = _first_page(kept.ref, walk, numbers)
    kind = program.flow.steps[kept.ref.step].kind if isinstance(kept.ref, AnswerRef) else None
    return RecordRow(
        label,
        told(program, kept.ref, walk),
        page,
        is_ordered=isinstance(kind, OrderKind),
        shares=tuple(shared_out(program, kept.ref, walk)),
        total=kind.total if isinstance(kind, SharesKind) else 0,
    )


def _asked_on(program: Program, ref: Ref) -> Step | None:
    """The page whose answers a reference reads; None for a computed value."""
    asked = asked_on(ref)
    return program.flow.steps.get(asked) if asked else None


_Pair = tuple[str, tuple[float | None, float | None], tuple[int | None, int | None]]


def _pairs(program: Program, change: Change, walk: Walk, numbers: dict[str, int]) -> list[_Pair]:
    """For each pair what it is called, the two numbers, and the pages that asked for them."""
    before, after = change.before, change.after
    if isinstance(before, FieldRef) and isinstance(after, FieldRef):
        labels = _item_labels(program, before, walk)
        sides = zip(_fields(before, walk, numbers), _fields(after, walk, numbers), strict=False)
        return [
            (label, (first, then), (first_page, then_page))
            for label, ((first, first_page), (then, then_page)) in zip(labels, sides, strict=False)
        ]
    label = filled(program, change.label, walk) if change.label is not None else change.called
    pages = (_page_of(before, numbers), _page_of(after, numbers))
    return [(label, (read_number(program, before, walk), read_number(program, after, walk)), pages)]


def _fields(ref: FieldRef, walk: Walk, numbers: dict[str, int]) -> list[tuple[float | None, int | None]]:
    """Each item's number and its page."""
    return [(as_number(value), numbers.get(key(ref.step, items))) for items, value in walk.fields(ref)]


def _page_of(ref: Ref, numbers: dict[str, int]) -> int | None:
    """The page of an answer; a computed value has none."""
    return numbers.get(ref.step) if isinstance(ref, AnswerRef) else None


def _first_page(ref: Ref, walk: Walk, numbers: dict[str, int]) -> int | None:
    """The page of an answer, of a loop's field that of the first item that has it; a computed value has none."""
    if not isinstance(ref, FieldRef):
        return _page_of(ref, numbers)
    pages = (numbers.get(key(ref.step, items)) for items, value in walk.fields(ref) if value is not None)
    return next(pages, None)


def _item_labels(program: Program, ref: FieldRef, walk: Walk) -> list[str]:
    """What each item is called: by its first answer in a `repeat`, by its own words in a list."""
    loop = program.flow.loops.get(ref.items_of)
    if loop is None:
        return list(words_of(program, AnswerRef(ref.items_of, ref.items), walk))
    return list(words_of(program, FieldRef(ref.items_of, loop.steps[0], ref.items), walk))
