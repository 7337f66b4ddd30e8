"""What is read of a picked item, of the item before and of several records is told on paper and kept at random."""

from cbt.engine.machine import Program
from cbt.engine.roaming import Roaming
from cbt.engine.taking import what_it_takes
from cbt.engine.walk import Walk
from cbt.model.flow import Flow
from cbt.model.session import Facts
from cbt.paper.kinds import kind_in_words, kind_word
from cbt.paper.worksheet import make_worksheet
from cbt.paper.worksheet_markdown import render_worksheet_markdown
from tests.unit.engine.exercise import compile_text, flow_text

STEPS = """
kept:
  ask: Which records?
  recall: earlier
  pick: many
things:
  repeat: 1-3
  steps:
    name:
      ask: What?
      answer: text
      help: Before it was {first_of}.
    much:
      ask: How much?
      answer: 0-10
      keep_in_view: [previous.name]
      check:
        - must: not answered(previous.much) or much >= previous.much
          else: Not less.
      next:
        - {if: answered(previous.much) and previous.much > 3, go: rise}
        - {else: well}
    rise:
      say: Once more it is much.
    well:
      say: Well.
  again: More?
one:
  ask: Which one?
  answer: one of things.name
  next:
    - {if: one.much > 5, go: high}
    - {if: answered(kept) and sum(kept.size) > 5, go: high}
    - {else: done}
high:
  say: "{one} is {one.much}, {nearly}."
done:
  say: Bye.
  end: completed
"""
COMPUTED = """
computed:
  first_of: 1 + 1
  nearly: round(one.much / 2)
summary:
  rows: [kept.size, one.much]
"""
EARLIER = "size:\n  ask: How big?\n  answer: 0-10\ndone:\n  say: Bye.\n  end: completed\n"


def flows() -> dict[str, Flow]:
    earlier = flow_text(EARLIER, flow_id="earlier")
    return {
        "sample": compile_text(flow_text(STEPS, COMPUTED), {"earlier.yaml": earlier}),
        "earlier": compile_text(earlier, flow_id="earlier"),
    }


def test_a_worksheet_says_where_to_look() -> None:
    sheet = render_worksheet_markdown(make_worksheet(flows()["sample"], {"earlier": "Earlier"}))
    assert "Look for earlier sheets: Earlier. Without any, leave this out." in sheet
    assert "your answer to" in sheet
    assert "before this one" in sheet


def test_random_runs_of_it_keep_every_promise() -> None:
    found = flows()
    roaming = Roaming(found["sample"], found)
    assert [broken for seed in range(1, 30) if (broken := roaming.find_break(seed))] == []


def test_several_records_are_named_as_what_they_are() -> None:
    program = Program(flows()["sample"])
    kind = program.flow.steps["kept"].kind
    assert kind is not None
    assert kind_word(kind, program.flow) == "recall earlier, several"
    assert kind_in_words(kind, program.flow).startswith("any of the person's own earlier records")
    walk = Walk(program.flow, Facts())
    assert what_it_takes(program, walk) == "a list of what earlier records gave: [{size: ...}]"
