"""From an open session to its record: title, rows, and numbers compared.

It must not open, seal or store.
"""

from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import filled, words_of
from cbt.engine.walk import Walk
from cbt.model.answer import ScaleKind
from cbt.model.flow import Change, Kept
from cbt.model.reference import AnswerRef, FieldRef, Ref
from cbt.model.sealed import SealedSession
from cbt.model.session import ExerciseSession
from cbt.service.opening import Opened
from cbt.service.reading import as_number, read_number
from cbt.service.views import Comparison, Record, RecordLine, RecordRow

_PERCENT = (0, 100)


def record_of(program: Program, opened: Opened) -> Record:
    """The record of a session; one that rests half-way has no comparisons yet."""
    session, flow = opened.session, program.flow
    finished = is_finished(program, session)
    return Record(
        address=session.address,
        title=_title(program, session),
        exercise=flow.title.source,
        flow_id=flow.id,
        day=opened.day,
        finished=finished,
        here=len(session.position.pages),
        revision=opened.revision,
        rows=rows_of(program, session),
        changes=changes_of(program, session) if finished else (),
    )


def line_of(program: Program, opened: Opened) -> RecordLine:
    """The session as a line of the list."""
    session = opened.session
    return RecordLine(
        address=session.address,
        title=_title(program, session),
        exercise=program.flow.title.source,
        day=opened.day,
        finished=is_finished(program, session),
        here=len(session.position.pages),
        number=opened.number,
    )


def closed_line(stored: SealedSession) -> RecordLine:
    """The line of a session that cannot be opened now: its day, and no address."""
    return RecordLine("", "", "", stored.created_on, True, 0, stored.number)


def is_finished(program: Program, session: ExerciseSession) -> bool:
    """Whether a session stands on an end or a hand-over."""
    return program.flow.steps[session.position.here.step].is_final


def rows_of(program: Program, session: ExerciseSession) -> tuple[RecordRow, ...]:
    """The rows of the summary that were answered on this path, in the author's order."""
    walk = _walk(program, session)
    numbers = {place.key: number for number, place in enumerate(session.position.pages, 1)}
    found = [_row(program, kept, walk, numbers) for kept in program.flow.summary.rows]
    return tuple([row for row in found if row.words])


def changes_of(program: Program, session: ExerciseSession) -> tuple[Comparison, ...]:
    """The pairs of numbers that the summary compares; one for each item of a loop."""
    walk = _walk(program, session)
    return tuple(
        [
            Comparison(label, before, after, *_scale(program, change.before))
            for change in program.flow.summary.changes
            for label, before, after in _pairs(program, change, walk)
            if before is not None and after is not None
        ]
    )


def _walk(program: Program, session: ExerciseSession) -> Walk:
    return walk_to(program, session.facts, session.position, session.position.here)


def _title(program: Program, session: ExerciseSession) -> str:
    """The summary's title once the session is finished; until then, and where it is empty, the exercise's."""
    title = program.flow.summary.title
    if title is None or not is_finished(program, session):
        return program.flow.title.source
    return filled(program, title, _walk(program, session)) or program.flow.title.source


def _row(program: Program, kept: Kept, walk: Walk, numbers: dict[str, int]) -> RecordRow:
    label = filled(program, kept.label, walk) if kept.label is not None else kept.name
    page = numbers.get(kept.ref.step) if isinstance(kept.ref, AnswerRef) else None
    return RecordRow(label, words_of(program, kept.ref, walk), page)


def _scale(program: Program, ref: Ref) -> tuple[int, int]:
    """The scale that a number is on; 0-100 where it is not known, as for a computed one."""
    step = program.flow.steps.get(ref.step) if isinstance(ref, AnswerRef | FieldRef) else None
    return (step.kind.least, step.kind.most) if step and isinstance(step.kind, ScaleKind) else _PERCENT


def _pairs(program: Program, change: Change, walk: Walk) -> list[tuple[str, float | None, float | None]]:
    if isinstance(change.before, FieldRef) and isinstance(change.after, FieldRef):
        labels = _item_labels(program, change.before, walk)
        before, after = (_numbers(walk.read(side)) for side in (change.before, change.after))
        return list(zip(labels, before, after, strict=False))
    label = filled(program, change.label, walk) if change.label is not None else change.name
    return [(label, read_number(program, change.before, walk), read_number(program, change.after, walk))]


def _numbers(values: object) -> list[float | None]:
    return [as_number(value) for value in values] if isinstance(values, tuple) else []


def _item_labels(program: Program, ref: FieldRef, walk: Walk) -> list[str]:
    """What each item is called: by its first answer in a `repeat`, by its own words in a list."""
    loop = program.flow.loops.get(ref.items_of)
    if loop is None:
        return list(words_of(program, AnswerRef(ref.items_of, ref.items), walk))
    return list(words_of(program, FieldRef(ref.items_of, loop.steps[0], ref.items), walk))
