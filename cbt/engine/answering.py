"""What an answer, a removed item or a new start does to a session's facts; pure.

It must not parse a form or decide where the answers lead: `answers.py` and `replay.py` do.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from cbt.engine.answers import NO_RECORDS, Fields, Records, parse_answer, with_line_ids
from cbt.engine.machine import Program
from cbt.engine.quoting import with_quotes
from cbt.engine.replay import advance, replay, walk_to
from cbt.engine.text import filled
from cbt.engine.walk import BEFORE_FIRST, Walk
from cbt.errors import AnswerError
from cbt.model.answer import Mark, OneOfKind, OrderKind, RecallKind, SharesKind, Value
from cbt.model.flow import Step
from cbt.model.packed import Answers
from cbt.model.reference import AnswerRef, FieldRef
from cbt.model.session import ExerciseSession, Facts, Place, Position, key, place_at


def begin(program: Program, inputs: Mapping[str, Value] | None = None) -> ExerciseSession:
    """A session that stands on its first page, with what another flow handed over."""
    facts = Facts(inputs=Answers(dict(inputs or {})))
    return ExerciseSession(program.flow.id, program.flow.version, facts, replay(program, facts))


def answer(
    program: Program,
    session: ExerciseSession,
    place: Place,
    fields: Fields,
    records: Records = NO_RECORDS,
    words: str = "",
) -> ExerciseSession:
    """The session with the page's answer and the position that it leads to. Raises AnswerError; changes nothing.

    `records` are the earlier ones that the page can recall, by address; `words` those that asked for the answer, where
    they were not their author's own.
    """
    step = program.flow.steps[place.step]
    value = read_fields(step, walk_to(program, session.facts, session.position, place), fields, records)
    facts = _with_answer(program, session.facts, place, value)
    is_next = place == session.position.here
    position = advance(program, facts, session.position) if is_next else replay(program, facts)
    if position.here == place:
        _check(program, facts, position)
    unseen, shown = session.unseen - {place.key}, _shown(session.shown, place.key, words)
    answered = replace(session, facts=facts, position=position, unseen=unseen, shown=shown)
    return with_quotes(program, session, answered, place)


def _shown(shown: Mapping[str, str], address: str, words: str) -> Mapping[str, str]:
    """The words that were shown, with those of one more answer, or without any that it had before."""
    if words:
        return {**shown, address: words}
    return {at: said for at, said in shown.items() if at != address} if address in shown else shown


def read_fields(step: Step, walk: Walk, fields: Fields, records: Records = NO_RECORDS) -> Value:
    """The value that a page's form holds. Raises AnswerError."""
    kind = step.kind
    if kind is None:
        return Mark.SEEN
    of = kind.of if isinstance(kind, OneOfKind | OrderKind | SharesKind) else None
    items = [item.id for item in walk.items_in(of)] if of else ()
    return parse_answer(kind, fields, optional=step.optional, items=items, records=records)


def pass_over_recalls(
    program: Program, session: ExerciseSession, records_of: Callable[[RecallKind], Records]
) -> ExerciseSession:
    """The session gone on from each page that it comes to which would recall a record where there is none."""
    while True:
        here = session.position.here
        kind = program.flow.steps[here.step].kind
        if not isinstance(kind, RecallKind) or records_of(kind):
            return session
        session = answer(program, session, here, {})
        session = replace(session, unseen=session.unseen | {here.key})


def _with_answer(program: Program, facts: Facts, place: Place, value: Value) -> Facts:
    items, made = dict(facts.items), facts.made
    for depth, loop_id in enumerate(program.flow.steps[place.step].loops):
        item, address = place.items[depth], key(loop_id, place.items[:depth])
        known = items.get(address, ())
        is_made = known[-1:] == (item,) or item in known or item == BEFORE_FIRST
        if program.flow.loops[loop_id].over is None and not is_made:
            items[address] = (*known, item)
            made = max(made, int(item))
    value, made = with_line_ids(value, facts.answers.get(place.key), made)
    return replace(facts, answers=facts.answers.with_one(place.key, value), items=items, made=made)


def _check(program: Program, facts: Facts, position: Position) -> None:
    """Says which rule kept a page's answer from being taken. Raises AnswerError; `check` is its number from 0."""
    walk = walk_to(program, facts, position, position.here)
    number = program.refused_by(walk)
    if number is not None:
        sentence = program.flow.steps[walk.step].checks[number].sentence
        raise AnswerError("check", sentence=filled(program, sentence, walk), check=number)


def remove_item(
    program: Program, session: ExerciseSession, loop_id: str, outer: tuple[str, ...], item: str
) -> ExerciseSession:
    """The session without one item of a `repeat` and all that was answered for it; the others keep their answers."""
    facts, address = session.facts, key(loop_id, outer)
    known = facts.items.get(address, ())
    if item not in known:
        return session
    gone = {at for at in facts.answers if _is_about(program, place_at(at), loop_id, item)}
    kept = Facts(
        answers=_asking_again(facts.answers, loop_id, outer, (BEFORE_FIRST, *known), item).without(gone),
        items={
            at: tuple([other for other in items if at != address or other != item])
            for at, items in facts.items.items()
            if item not in place_at(at).items
        },
        made=facts.made,
        inputs=facts.inputs,
    )
    shown = {at: words for at, words in session.shown.items() if at not in gone}
    beside = {at: noted for at, noted in session.beside.items() if gone.isdisjoint((at, noted[0]))}
    unseen, position = session.unseen - gone, replay(program, kept)
    return replace(session, facts=kept, position=position, shown=shown, beside=beside, unseen=unseen)


def _is_about(program: Program, place: Place, loop_id: str, item: str) -> bool:
    """Whether a page asks about an item, in the loop that made it or in one that walks it. Ids are never used twice."""
    loops = program.flow.steps[place.step].loops
    return item in place.items and any(
        place.items[depth] == item and _maker(program, loop) == loop_id for depth, loop in enumerate(loops)
    )


def _maker(program: Program, loop_id: str) -> str:
    """The loop or step that made the items of a loop: behind an order, that of the list which it puts in order."""
    maker = program.flow.loops[loop_id].items_of
    while (step := program.flow.steps.get(maker)) and isinstance(step.kind, OrderKind):
        of = step.kind.of
        maker = of.items_of if isinstance(of, FieldRef) else of.step if isinstance(of, AnswerRef) else ""
    return maker


def _asking_again(
    answers: Answers, loop_id: str, outer: tuple[str, ...], known: tuple[str, ...], item: str
) -> Answers:
    """The answers once the last item goes: whether there is another is then asked behind the one before it.

    What was said to that behind the last item stays said, so that no further item is asked for.
    """
    if item != known[-1]:
        return answers
    before, behind = (key(f"{loop_id}.again", (*outer, at)) for at in known[-2:])
    said = answers.get(behind)
    if before not in answers:
        return answers
    return answers.without({before}) if said is None else answers.with_one(before, said)
