"""Sample answers lead along every way on, into every refusal, and to every page and end."""

import pytest

from cbt.engine.lines import told
from cbt.engine.samples import Samples, inputs_for
from cbt.engine.searching import Search, Stand, Way
from cbt.model.answer import Line, PrivateText, Value
from cbt.model.flow import Flow
from tests.unit.engine.every_kind import FLOW as EVERY_KIND
from tests.unit.engine.exercise import (
    SHIPPED,
    compile_text,
    flow_of,
    flow_text,
    program_of,
    shipped,
    shipped_library,
    walk_of,
)
from tests.unit.engine.walked import FLOW

# The square of a whole number is never two, and the checker knows no more than its range.
NEVER = "check:\n    - must: one * one == 2\n      else: More, please."
DONE = "\ndone:\n  say: Done.\n  end: completed"
END = "\ndone:\n  say: Done.\n  end: completed\npast:\n  say: Past.\n  end: past"


def explored(flow: Flow) -> Search:
    """A search that has looked at everything that it can."""
    search = Search(flow, {}, {})
    assert search.explore(lambda _stand: False) is None
    return search


def unfound(flow: Flow) -> tuple[set[Way], set[Way]]:
    """The ways and the refusals that a search does not find."""
    search = explored(flow)
    ways = {(source, number) for source, ways in flow.ways.items() for number in range(len(ways))}
    checks = {(step.id, number) for step in flow.steps.values() for number in range(len(step.checks))}
    return ways - set(search.found.ways), checks - set(search.found.refusals)


@pytest.mark.parametrize("flow", [FLOW, EVERY_KIND], ids=["something of everything", "every kind"])
def test_a_search_goes_along_every_way_and_into_every_refusal(flow: Flow) -> None:
    assert unfound(flow) == (set(), set())


@pytest.mark.parametrize("flow_id", SHIPPED)
def test_a_search_comes_to_every_page_of_a_shipped_flow(flow_id: str) -> None:
    flow = shipped(flow_id).flow
    search, found = Search(flow, shipped_library().flows, {}), set[str]()

    def is_all(stand: Stand) -> bool:
        found.add(stand.here.step)
        return found == {step.id for step in flow.steps.values() if step.is_page}

    assert search.explore(is_all) is not None


GUARDED = {
    "a scale at its edge": ("answer: 0-100", "one == 41"),
    "a number without limits": ("answer: number", "one == 12345"),
    "a number below none": ("answer: number\n  most: 10", "one <= 2.5"),
    "a number with decimals": ("answer: number\n  least: 0\n  most: 1", "one > 0.5 and one < 1"),
    "a percentage": ("answer: percent", "one >= 99"),
    "minutes": ("answer: minutes", "one == 10080"),
    "words": ("answer: text", "words(one) == 37"),
    "a yes": ("answer: yes/no", "one"),
    "picks that are counted": ("options: {a: a, b: b, c: c, d: d}\n  pick: many", "count(one) == 3"),
    "a pick by itself": ("options: {a: a, b: b, c: c}\n  pick: many", "count(one) < 2"),
    "an empty text": ("answer: text", 'one == "" or words(one) > 2'),
    "a pick": (
        "options: {" + ", ".join([f"o{n}: o{n}" for n in range(40)]) + "}\n  pick: many",
        'has(one, "o33")',
    ),
    "own words": ("options: {a: a, b: b}\n  other: allowed", 'one == "other"'),
    "a list that is counted": ("answer: list 1-9", "count(one) == 7"),
    "an empty list": ("answer: list 0-3", "count(one) == 0"),
    "an answer that is left out": ("answer: 0-10\n  optional: true", "not answered(one)"),
}


@pytest.mark.parametrize(("kind", "guard"), GUARDED.values(), ids=GUARDED)
def test_answers_are_found_on_both_sides_of_a_guard(kind: str, guard: str) -> None:
    ways = f"next:\n    - {{if: '{guard}', go: done}}\n    - {{else: past}}"
    assert unfound(flow_of(f"one:\n  ask: One?\n  {kind}\n  {ways}{END}")) == (set(), set())


ABOUT_TWO = {
    "times past midnight": ("time", "time", "minutes_between(one, two) == 455"),
    "moments in order": ("date and time", "date and time", "minutes_between(one, two) < 0"),
    "moments far apart": ("date and time", "date and time", "minutes_between(one, two) > 90000"),
    "days": ("date", "date", "one < two"),
    "a sum of two": ("0-10", "0-10", "one + two == 20"),
    "a share": ("list 2-4", "shares of 100 over one", "max(two) == 61"),
    "all of it": ("list 1-4", "shares of 100 over one", "max(two) == 100"),
    "what shares leave over": ("list 2-4", "shares of 100 over one\n  rest: me", "two.rest == 15"),
    "a word of a list": ("list 1-4", "one of one", "words(two) == 1"),
}


@pytest.mark.parametrize(("first", "second", "guard"), ABOUT_TWO.values(), ids=ABOUT_TWO)
def test_answers_are_found_for_a_guard_about_two_pages(first: str, second: str, guard: str) -> None:
    ways = f"next:\n    - {{if: '{guard}', go: done}}\n    - {{else: past}}"
    steps = f"one:\n  ask: One?\n  answer: {first}\ntwo:\n  ask: Two?\n  answer: {second}\n  {ways}"
    found = unfound(flow_of(f"{steps}{END}"))[0]
    assert found == ({("two", 0)} if "90000" in guard else set())


def test_a_questionnaire_is_answered_with_every_band_of_its_sum() -> None:
    items = "\n".join([f"q{number}:\n  ask: Q?\n  answer: 0-3" for number in range(9)])
    ways = (
        "result:\n  say: Sum.\n  next:\n"
        "    - {if: total >= 27, go: high}\n    - {if: total >= 10, go: middle}\n"
        "    - {if: total >= 1, go: low}\n    - {else: done}"
    )
    ends = "\n".join([f"{name}:\n  say: Band.\n  end: {name}" for name in ("high", "middle", "low", "done")])
    total = "computed:\n  total: " + " + ".join([f"q{number}" for number in range(9)])
    search = Search(flow_of(f"{items}\n{ways}\n{ends}", total), {}, {})
    bands = {("result", number) for number in range(4)}
    assert search.explore(lambda _stand: bands <= set(search.found.ways)) is not None


def test_answers_that_must_all_be_one_of_many_are_found_by_looking_more_widely() -> None:
    guard = "a == 3 and b == 7 and c == 2"
    steps = "\n".join([f"{name}:\n  ask: How much?\n  answer: 0-10" for name in "abc"])
    ways = f"fork:\n  say: Now.\n  next:\n    - {{if: '{guard}', go: done}}\n    - {{else: past}}"
    search = Search(flow_of(f"{steps}\n{ways}{END}"), {}, {})
    assert search.explore(lambda stand: stand.here.step == "done") is not None


LOOPS = """
things:
  repeat: 0-3
  steps:
    size:
      ask: How big?
      answer: 0-10
    parts:
      repeat: 1-2
      steps:
        part:
          ask: Which part?
          answer: text
      again: More parts?
  again: Another?
later:
  for_each: things
  steps:
    now:
      ask: And now?
      answer: 0-10
fork:
  say: Now.
  next:
    - {if: all_now >= 30, go: done}
    - {else: past}
"""


def test_a_loop_is_left_early_and_late_and_its_sums_are_varied() -> None:
    flow = flow_of(f"{LOOPS}{END}", "computed:\n  all_now: sum(things.now)")
    search = Search(flow, {}, {})
    ways = {(source, number) for source, ways in flow.ways.items() for number in range(len(ways))}
    assert search.explore(lambda _stand: ways <= set(search.found.ways)) is not None


def test_lines_are_found_for_a_guard_about_the_item_that_a_loop_walks() -> None:
    flow = flow_of("""
        lines:
          ask: Which?
          answer: list 1-3
        each:
          for_each: lines
          steps:
            look:
              say: Look at {lines}.
              next:
                - {if: words(lines) == 17, go: long}
                - {else: short}
            long:
              say: That is long.
            short:
              say: That was it.
        done:
          say: Done.
          end: completed
    """)
    assert unfound(flow) == (set(), set())


def test_a_search_gives_up_when_it_has_looked_as_widely_as_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cbt.engine.searching.WIDTHS", (1, 2))
    guard = "a == 3 and b == 7 and c == 2"
    steps = "\n".join([f"{name}:\n  ask: How much?\n  answer: 0-10" for name in "abc"])
    ways = f"fork:\n  say: Now.\n  next:\n    - {{if: '{guard}', go: done}}\n    - {{else: past}}"
    assert unfound(flow_of(f"{steps}\n{ways}{END}")) == ({("fork", 0)}, set())


def test_what_another_flow_handed_over_is_no_question_of_this_one() -> None:
    steps = """
first:
  say: Now.
  next:
    - {if: count(facts) > 0 and claim_words > 2, go: one}
    - {else: past}
one:
  ask: One?
  answer: one of facts
"""
    needs = "needs: {claim: text, facts: list}\ncomputed:\n  claim_words: words(claim)"
    flow = compile_text(flow_text(f"{steps}{END}", needs))
    inputs: dict[str, Value] = {"claim": PrivateText("a b c"), "facts": (Line("1", PrivateText("a")),)}
    assert Search(flow, {}, inputs).explore(lambda stand: stand.here.step == "done") is not None


def test_a_way_that_no_answer_leads_along_is_not_found() -> None:
    ways = "next:\n    - {if: one * one == 2, go: done}\n    - {else: past}"
    flow = flow_of(f"one:\n  ask: One?\n  answer: number\n  least: 0\n  most: 9\n  {ways}{END}")
    assert unfound(flow) == ({("one", 0)}, set())


def test_a_search_ends_at_once_where_the_first_page_is_what_it_looks_for() -> None:
    search = Search(FLOW, {}, {})
    assert search.explore(lambda stand: stand.here.step == "name") is search.start
    assert search.start.path() == [search.start]


def test_no_end_is_come_to_where_every_answer_is_refused() -> None:
    search = Search(flow_of(f"one:\n  ask: One?\n  answer: 0-10\n  {NEVER}{DONE}"), {}, {})
    assert search.to_an_end(search.start) is None
    assert [one.sentence for one in search.refusals(search.start)] == ["More, please."]


def test_a_record_is_made_up_with_values_of_the_kinds_that_its_flow_has() -> None:
    kinds = [
        "text",
        "0-3",
        "number",
        "percent",
        "minutes",
        "yes/no",
        "date",
        "time",
        "date and time",
        "list 1-2",
    ]
    asked = "\n".join([f"k{number}:\n  ask: K?\n  answer: {kind}" for number, kind in enumerate(kinds)])
    more = "one:\n  ask: Which?\n  answer: one of k9"
    earlier = flow_text(f"{asked}\n{more}\nend:\n  say: Bye.\n  end: completed", flow_id="earlier")
    names = [*[f"k{number}" for number in range(len(kinds))], "one"]
    shown = " ".join([f"{{last.{name}}}" for name in names])
    steps = f"""
last:
  ask: Which?
  recall: earlier
  next:
    - {{if: answered(last) and last.k1 == 3, go: told}}
    - {{else: done}}
told:
  say: "{shown}"
done:
  say: Done.
  end: completed
"""
    files = {"earlier.yaml": earlier}
    flow = compile_text(flow_text(steps), files)
    flows = {"earlier": compile_text(earlier, flow_id="earlier")}
    search = Search(flow, flows, {})
    assert search.explore(lambda stand: stand.here.step == "told") is not None
    unknown = Search(flow, {}, {})
    assert unknown.explore(lambda stand: stand.here.step == "told") is not None


def test_a_flow_that_needs_something_is_begun_with_something_of_each_kind() -> None:
    ways = "next:\n    - {if: size > 3 and words(claim) > 2, go: done}\n    - {else: past}"
    needs = "needs: {claim: text, size: number, sure: yes/no, day: date, clock: time, facts: list}"
    flow = compile_text(flow_text(f"fork:\n  say: Now.\n  {ways}{END}", needs))
    assert set(inputs_for(flow)) == {"claim", "size", "sure", "day", "clock", "facts"}
    search = Search(flow, {}, {"size": 5, "claim": PrivateText("one two three")})
    assert search.explore(lambda stand: stand.here.step == "done") is not None


def test_where_nothing_looks_at_an_answer_one_sample_is_tried_and_on_a_page_to_read_none() -> None:
    program = program_of(
        "one:\n  ask: One?\n  answer: 0-10\ntwo:\n  say: Two.\ndone:\n  say: Done.\n  end: completed"
    )
    samples = Samples(program, {})
    walk = walk_of(program, Search(program.flow, {}, {}).start.session)
    assert samples.of(walk) == [told("5")]
    assert len(samples.all_of(walk)) == 3
    walk.step = "two"
    assert samples.of(walk) == []
