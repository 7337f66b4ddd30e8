"""Answers that are read of another item: of the one that was picked, and of the one before."""

from cbt.engine.answering import begin
from cbt.engine.text import words_of
from cbt.engine.thresholds import Thresholds
from cbt.model.session import ExerciseSession, Place
from tests.unit.engine.exercise import give, program_of, prompt, walk_of

PROGRAM = program_of("""
start:
  say: Here we go.
things:
  repeat: 1-4
  steps:
    name:
      ask: What?
      answer: text
      keep_in_view: [previous.name]
    lines:
      ask: Which thoughts?
      answer: list 1-3
    best:
      ask: Which is the best?
      answer: one of lines
      keep_in_view: [previous.best]
      next:
        - {if: answered(previous.best) and words(previous.best) > 2, go: long}
        - {else: inner}
    long:
      say: The one before was long.
    inner:
      repeat: 1-4
      steps:
        part:
          ask: Which part?
          answer: text
          keep_in_view: [previous.part]
      again: More parts?
  again: More?
one:
  ask: Which one?
  answer: one of things.name
  next:
    - {if: words(one.best) > 2, go: far}
    - {else: done}
far:
  say: "{one} is best as {one.best}."
done:
  say: "{one}: {one.best}."
  end: completed
""")


def after_things(*things: tuple[str, str, str]) -> ExerciseSession:
    """A session that was told of these, each by its name, its best thought and its parts; it asks for more parts."""
    session = give(PROGRAM, begin(PROGRAM), None)
    for name, best, parts in things:
        if session.position.here.step == "things.inner.again":
            session = give(PROGRAM, session, "no", "yes")
        session = give(PROGRAM, session, name, ["Of red.", best])
        session = give(PROGRAM, session, session.facts.made)
        if session.position.here.step == "things.long":
            session = give(PROGRAM, session, None)
        for number, part in enumerate(parts.split()):
            session = give(PROGRAM, session, *(["yes"] if number else []), part)
    return session


def before(session: ExerciseSession, place: Place | None = None) -> tuple[str, ...]:
    """What a page keeps in view of the item before."""
    at = place or session.position.here
    return words_of(PROGRAM, PROGRAM.flow.steps[at.step].keep_in_view[0].ref, walk_of(PROGRAM, session, at))


CUP, PEN, BAG = ("cup", "It is old.", "rim ear lip"), ("pen", "New.", "tip cap"), ("bag", "Big.", "zip")


def test_a_page_reads_of_the_item_that_was_made_before_its_own_and_of_no_other() -> None:
    session = after_things(CUP, PEN, BAG)
    names = [place for place in session.position.pages if place.step == "things.name"]
    assert [before(session, place) for place in names] == [(), ("cup",), ("pen",)]


def test_in_a_loop_inside_another_the_item_before_is_one_of_the_same_outer_item() -> None:
    session = after_things(CUP, PEN)
    parts = [place for place in session.position.pages if place.step == "things.inner.part"]
    assert [before(session, place) for place in parts] == [(), ("rim",), ("ear",), (), ("tip",)]


def test_outside_of_the_loop_there_is_no_item_before() -> None:
    session = after_things(CUP, PEN)
    ref = PROGRAM.flow.steps["things.name"].keep_in_view[0].ref
    assert words_of(PROGRAM, ref, walk_of(PROGRAM, session, Place("start"))) == ()
    assert walk_of(PROGRAM, session, Place("start")).read(ref) is None


def test_an_answer_that_points_at_a_line_is_read_elsewhere_as_that_line() -> None:
    session = give(PROGRAM, after_things(CUP), "no", "yes", "pen", ["New."])
    assert before(session) == ("It is old.",)
    assert give(PROGRAM, session, session.facts.made).position.here.step == "things.long"
    session = give(PROGRAM, after_things(PEN), "no", "yes", "cup", ["It is old."])
    assert before(session) == ("New.",)
    assert give(PROGRAM, session, session.facts.made).position.here.step == "things.inner.part"


def test_of_the_item_that_was_picked_its_own_answers_are_read() -> None:
    session = give(PROGRAM, after_things(CUP, PEN), "no", "no")
    first, second = session.facts.items["things"]
    assert prompt(PROGRAM, give(PROGRAM, session, first)) == "cup is best as It is old.."
    assert prompt(PROGRAM, give(PROGRAM, session, second)) == "pen: New.."


def test_what_is_read_of_an_item_elsewhere_is_given_on_the_path_or_not_at_all() -> None:
    session = give(PROGRAM, after_things(CUP, PEN), "no", "no")
    at_one = walk_of(PROGRAM, session)
    ref = PROGRAM.flow.steps["far"].prompt
    assert ref is not None
    *_, slot, _ = ref.parts
    assert not isinstance(slot, str)
    assert at_one.read(slot.ref) is None
    picked = give(PROGRAM, session, session.facts.items["things"][1])
    assert walk_of(PROGRAM, picked).read(slot.ref) == picked.facts.answers.get(
        f"things.best@{session.facts.items['things'][1]}"
    )


def test_a_guard_that_reads_of_a_picked_item_makes_the_pick_and_what_is_read_matter() -> None:
    thresholds = Thresholds(PROGRAM.flow)
    assert [thresholds.matters(name) for name in ("one", "things.best", "things.inner.part")] == [
        True,
        True,
        False,
    ]
