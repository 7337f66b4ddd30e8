"""A run through every kind of answer: what each reads as, what a change does to it, and where it rests."""

from datetime import date, datetime, time

import pytest

from cbt.engine.answering import answer, begin, pass_over_recalls, remove_item
from cbt.engine.machine import Program
from cbt.engine.progress import page_count
from cbt.engine.replay import replay
from cbt.engine.text import labelled_items, shared_out, shown, words_of
from cbt.errors import AnswerError
from cbt.model.answer import ItemId, Line, Mark, OrderKind, PrivateText, Recalled, Share
from cbt.model.codec import dump_session, load_session
from cbt.model.reference import AnswerRef, ComputedRef, FieldRef, ItemRef, RecalledRef, RestRef
from cbt.model.session import ExerciseSession, Place
from tests.unit.engine.every_kind import PROGRAM, RECORD, UP_TO_THE_REST, at_the_list, at_the_rest, fill
from tests.unit.engine.exercise import compile_text, flow_text, give, path, program_of, prompt, walk_of


def test_each_kind_of_answer_is_kept_as_what_it_is() -> None:
    answers = at_the_rest().facts.answers
    assert [answers[step] for step in ("hours", "part", "awake")] == [7.5, 40, 90]
    assert (answers["night"], answers["bed"]) == (date(2026, 5, 4), time(23, 15))
    assert answers["first"] == datetime.combine(date(2026, 5, 4), time(20, 0))
    assert answers["ranked"] == (ItemId("3"), ItemId("1"), ItemId("2"))
    assert answers["cake"] == (Share("3", 40), Share("1", 0), Share("2", 30))


def test_each_kind_of_answer_reads_as_a_person_would_say_it() -> None:
    session = fill(at_the_rest(), {}, {"answer": [""]}, {}, {})
    assert prompt(PROGRAM, session) == (
        "7.5 hours|40%|1 hour 30 minutes|4 May 2026|23:15|4 May 2026, 20:00|coffee, work, noise"
        "|coffee: 40, work: 0, noise: 30, me: 30|30|noise|450|-1350|40"
    )


def test_an_item_of_an_order_reads_in_its_own_words() -> None:
    session = fill(at_the_list(), *UP_TO_THE_REST[:3])
    assert prompt(PROGRAM, session) == "How sure are you of coffee?"
    assert shown(PROGRAM, ItemRef("sure", (0,)), walk_of(PROGRAM, session, Place("cake"))) == ""


def test_the_fields_of_a_walked_order_come_in_its_order() -> None:
    walk = walk_of(PROGRAM, at_the_rest())
    assert words_of(PROGRAM, FieldRef("ranked", "sure.much", ()), walk) == ("3", "2", "1")


def test_what_shares_leave_over_is_read_only_once_they_are_given() -> None:
    assert walk_of(PROGRAM, at_the_list()).read(RestRef("cake", ())) is None
    assert walk_of(PROGRAM, at_the_rest()).read(RestRef("cake", ())) == 30
    assert walk_of(PROGRAM, at_the_rest()).read(RestRef("ranked", ())) is None


def test_shares_can_be_had_as_words_and_numbers_and_nothing_else_can() -> None:
    walk = walk_of(PROGRAM, at_the_rest())
    rows = [("coffee", 40), ("work", 0), ("noise", 30), ("me", 30)]
    assert shared_out(PROGRAM, AnswerRef("cake", ()), walk) == rows
    assert shared_out(PROGRAM, AnswerRef("ranked", ()), walk) == []
    assert shared_out(PROGRAM, RestRef("cake", ()), walk) == []
    assert shared_out(PROGRAM, ComputedRef("most"), walk) == []
    assert shared_out(PROGRAM, AnswerRef("cake", ()), walk_of(PROGRAM, at_the_list())) == []


def test_a_session_with_every_kind_comes_back_from_its_bytes() -> None:
    session = fill(at_the_rest(), {}, {"answer": ["r1"]})
    assert load_session(dump_session(session)) == session
    assert replay(PROGRAM, session.facts) == session.position


def test_a_session_rests_until_the_person_returns() -> None:
    session = at_the_rest()
    assert session.position.here == Place("pause")
    walk = walk_of(PROGRAM, session)
    assert PROGRAM.go_on(walk) is False
    assert PROGRAM.come_back(walk) is True
    assert walk.step == "last"
    assert fill(session, {}).facts.answers["pause"] is Mark.SEEN


def test_a_page_that_does_not_rest_cannot_be_returned_from() -> None:
    assert PROGRAM.come_back(walk_of(PROGRAM, at_the_list())) is False


def test_a_rest_and_paced_pages_count_as_pages() -> None:
    session = at_the_rest()
    count = page_count(PROGRAM, session.position, walk_of(PROGRAM, session))
    assert count == len(session.position.pages) + len(["last", "slow", "minute", "done"])


def test_an_order_that_is_still_to_be_given_counts_the_items_of_its_list() -> None:
    session = at_the_list()
    before = page_count(PROGRAM, session.position, walk_of(PROGRAM, session))
    session = fill(session, UP_TO_THE_REST[0])
    assert page_count(PROGRAM, session.position, walk_of(PROGRAM, session)) == before


def test_a_recalled_record_reads_as_it_did_when_it_was_picked() -> None:
    session = fill(at_the_rest(), {}, {"answer": ["r1"]}, {}, {})
    assert prompt(PROGRAM, session) == "It was a cup: a cup, 7, 4 May 2026."
    assert words_of(PROGRAM, RecalledRef("last", (), "nothing"), walk_of(PROGRAM, session)) == ()
    assert walk_of(PROGRAM, session).read(RecalledRef("last", (), "nothing")) is None


def test_a_record_that_gave_nothing_reads_as_nothing() -> None:
    session = answer(
        PROGRAM, fill(at_the_rest(), {}), Place("last"), {"answer": ["x"]}, {"x": Recalled("x", ())}
    )
    assert words_of(PROGRAM, AnswerRef("last", ()), walk_of(PROGRAM, session)) == ()


def test_a_record_that_is_not_offered_cannot_be_picked() -> None:
    session = fill(at_the_rest(), {})
    with pytest.raises(AnswerError) as refused:
        answer(PROGRAM, session, Place("last"), {"answer": ["r1"]})
    assert refused.value.code == "option"


def test_a_question_about_an_earlier_record_is_passed_over_where_there_is_none() -> None:
    session = fill(at_the_rest(), {})
    passed = pass_over_recalls(PROGRAM, session, lambda _kind: {})
    assert passed.position.here == Place("slow")
    assert passed.facts.answers["last"] is Mark.SKIPPED
    assert pass_over_recalls(PROGRAM, session, lambda _kind: RECORD) == session
    assert pass_over_recalls(PROGRAM, passed, lambda _kind: {}) == passed


def test_when_an_item_goes_or_comes_its_order_is_asked_again_and_kept_to_start_from() -> None:
    session = at_the_rest()
    for lines, ids in (
        (["work", "coffee"], ["1", "3"]),
        (["work", "noise", "coffee", "heat"], ["1", "2", "3"]),
    ):
        changed = answer(PROGRAM, session, Place("causes"), {"line": lines, "line_id": ids})
        assert changed.position.here == Place("ranked")
        assert changed.facts.answers["ranked"] == session.facts.answers["ranked"]


def test_when_an_item_is_only_reworded_its_order_and_shares_stay() -> None:
    fields = {"line": ["the work", "noise", "coffee"], "line_id": ["1", "2", "3"]}
    changed = answer(PROGRAM, at_the_rest(), Place("causes"), fields)
    assert changed.position == at_the_rest().position
    assert shown(PROGRAM, AnswerRef("ranked", ()), walk_of(PROGRAM, changed)) == "coffee, the work, noise"


def test_shares_that_know_not_every_item_are_asked_again_and_show_what_is_known() -> None:
    fields = {"line": ["work", "coffee", "heat"], "line_id": ["1", "3"]}
    changed = answer(PROGRAM, at_the_rest(), Place("causes"), fields)
    changed = fill(changed, {"item": ["1", "3", "4"]})
    assert changed.position.here == Place("cake")
    words = words_of(PROGRAM, AnswerRef("cake", ()), walk_of(PROGRAM, changed, Place("cake")))
    assert words == ("work: 0", "coffee: 40", "me: 30")


def test_another_order_of_the_same_items_keeps_their_shares_and_shows_them_in_it() -> None:
    changed = answer(PROGRAM, at_the_rest(), Place("ranked"), {"item": ["1", "2", "3"]})
    assert changed.position.here == Place("pause")
    words = words_of(PROGRAM, AnswerRef("cake", ()), walk_of(PROGRAM, changed))
    assert words == ("work: 0", "noise: 30", "coffee: 40", "me: 30")


def test_a_pick_of_an_item_that_is_gone_is_asked_again() -> None:
    changed = answer(
        PROGRAM, at_the_rest(), Place("causes"), {"line": ["work", "coffee"], "line_id": ["1", "3"]}
    )
    changed = fill(changed, {"item": ["1", "3"]}, {"item": ["1", "3"], "share": ["9", "1"]})
    assert changed.position.here == Place("worst")
    assert shown(PROGRAM, AnswerRef("worst", ()), walk_of(PROGRAM, changed, Place("worst"))) == ""


OVER_ANYTHING = """
ways:
  ask: Which ways?
  options: {north: to the north, south: to the south}
  pick: many
  other: allowed
by_way:
  ask: Which first?
  answer: order of ways
feelings:
  repeat: 1-3
  steps:
    name:
      ask: Which feeling?
      options: {sad: sad, cross: cross}
      other: allowed
    sides:
      ask: Which sides?
      answer: list 1-3
    first:
      ask: Which side first?
      answer: order of sides
    best:
      ask: Which one?
      answer: one of first
  again: Another?
felt:
  ask: What was first?
  answer: order of feelings.name
felt_again:
  ask: And now the other way?
  answer: order of felt
much:
  ask: How much each?
  answer: shares of 10 over feelings.name
chosen:
  ask: Which way?
  answer: one of by_way
of_best:
  ask: Which of the best?
  answer: one of feelings.best
each:
  for_each: felt_again
  steps:
    now:
      ask: How is {felt_again} now?
      answer: 0-10
done:
  say: "{by_way}|{felt}|{felt_again}|{much}|{chosen}|{of_best}|{many}"
  end: completed
"""


def over_anything() -> Program:
    return program_of(OVER_ANYTHING, "computed:\n  many: words(of_best)\n")


def filled_over_anything(program: Program) -> ExerciseSession:
    """A session that has come to the walk through the order."""
    session = begin(program)
    for fields in (
        {"answer": ["north", "other"], "own": ["up"]},
        {"item": ["other", "north"]},
        {"answer": ["sad"]},
        {"line": ["a side", "b"]},
        {"item": ["3", "2"]},
        {"answer": ["2"]},
        {"answer": ["yes"]},
        {"answer": ["other"], "own": ["low"]},
        {"line": ["c"]},
        {"item": ["5"]},
        {"answer": ["5"]},
        {"answer": ["no"]},
        {"item": ["4", "1"]},
        {"item": ["1", "4"]},
        {"item": ["1", "4"], "share": ["7", "3"]},
        {"answer": ["other"]},
        {"answer": ["1"]},
    ):
        session = answer(program, session, session.position.here, fields)
    return session


def test_a_list_can_be_lines_picks_another_order_or_the_texts_of_a_loop() -> None:
    program = over_anything()
    session = filled_over_anything(program)
    assert prompt(program, session) == "How is sad now?"
    session = give(program, session, 3)
    assert prompt(program, session) == "How is low now?"
    session = give(program, session, 4)
    assert prompt(program, session) == ("up, to the north|low, sad|sad, low|sad: 7, low: 3|up|a side|2")
    firsts = words_of(program, FieldRef("feelings", "feelings.first", ()), walk_of(program, session))
    assert firsts == ("b, a side", "c")


def test_the_items_that_a_question_is_about_have_their_words() -> None:
    program = over_anything()
    session = filled_over_anything(program)
    kind = program.flow.steps["felt_again"].kind
    assert isinstance(kind, OrderKind)
    assert labelled_items(program, kind, walk_of(program, session)) == [("4", "low"), ("1", "sad")]


def test_an_item_that_is_taken_out_takes_along_what_was_answered_about_it_behind_an_order() -> None:
    program = over_anything()
    session = give(program, filled_over_anything(program), 3, 4)
    assert path(session)[-3:] == ["each.now@1", "each.now@4", "done"]
    fewer = remove_item(program, session, "feelings", (), "1")
    assert "each.now@1" not in fewer.facts.answers
    assert "each.now@4" in fewer.facts.answers
    assert fewer.position.here == Place("felt")


def test_a_list_that_was_handed_in_can_be_put_in_order_and_walked() -> None:
    steps = """
    some:
      say: Look at these.
      next:
        - {if: count(facts) > 0, go: ranked}
        - {else: nothing}
    nothing:
      say: There are none.
      end: nothing
    ranked:
      ask: Which first?
      answer: order of facts
    each:
      for_each: facts
      steps:
        sure:
          ask: How sure are you of {facts}?
          answer: 0-10
    in_order:
      for_each: ranked
      steps:
        still:
          ask: And now of {ranked}?
          answer: 0-10
    done:
      say: "{ranked}|{total}"
      end: completed
    """
    needs = "needs: {facts: list}\ncomputed:\n  total: sum(facts.sure)\n"
    program = Program(compile_text(flow_text(steps, needs)))
    facts = (Line("1", PrivateText("late")), Line("2", PrivateText("lost")))
    session = give(program, begin(program, {"facts": facts}), None)
    session = answer(program, session, Place("ranked"), {"item": ["2", "1"]})
    assert prompt(program, session) == "How sure are you of late?"
    session = give(program, session, 3, 4)
    assert prompt(program, session) == "And now of lost?"
    assert prompt(program, give(program, session, 1, 1)) == "lost, late|7"
