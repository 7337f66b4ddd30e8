"""The rules of care: what hurts is asked for once and within bounds, and whatever is opened is closed again."""

from textwrap import dedent

import pytest

from cbt.compiler.checks.words import barred_in
from cbt.compiler.library import Library, compile_files
from tests.unit.compiler.making import compile_all, compile_steps, flow_text, passing, said

FITS = """
{name}:
  ask: What fits it?
  answer: {answer}
  holds: evidence for
"""
ASIDE = """
aside:
  ask: Which way?
  options: {left: Left, right: Right}
  next: {left: one, right: two}
"""
LAYERS = """
down:
  repeat: 1-{most}
  steps:
    meaning:
      ask: What does it mean?
      answer: text
      holds: meaning beneath
  again: More?
"""
BACK = """
up:
  ask: When was it otherwise?
  answer: text
  holds: way back
"""
HARD = """
{name}:
  ask: How bad is it?
  answer: 0-3
  holds: distress
"""


def fits(name: str, answer: str = "list 1-5") -> str:
    return FITS.format(name=name, answer=answer)


def codes(steps: str, **others: str) -> list[str]:
    return [finding.code for finding in compile_steps(steps, **others).findings]


def test_evidence_on_two_branches_is_asked_for_once_in_every_run() -> None:
    branched = ASIDE + fits("one").rstrip("\n") + "\n  next: done\n" + fits("two")
    assert passing(branched).steps["two"].holds == "evidence for"


def test_evidence_behind_evidence_is_told_at_the_second_page() -> None:
    library = compile_steps(fits("one") + fits("two"))
    assert said(library.findings) == [
        '12:3 F604 "two" asks once more for what speaks for a thought: "one" has asked for it; ask for it once in a run'
    ]


def test_evidence_in_a_loop_is_asked_for_again_unless_it_goes_round_once() -> None:
    loop = "thoughts:\n  repeat: 1-{}\n  steps:\n{}  again: More?\n"
    body = "".join(f"    {line}\n" for line in fits("one").strip("\n").split("\n"))
    assert codes(loop.format(2, body)) == ["F604"]
    assert codes(loop.format(1, body)) == []


@pytest.mark.parametrize(
    ("answer", "found"), [("list 1-6", ["F605"]), ("long text", ["F605"]), ("list 0-2", [])]
)
def test_evidence_has_five_lines_at_most(answer: str, found: list[str]) -> None:
    assert codes(fits("one", answer)) == found


def test_the_layers_of_a_way_down_count_as_often_as_their_loop_goes_round() -> None:
    assert codes(LAYERS.format(most=5) + BACK) == []
    assert codes(LAYERS.format(most=6) + BACK) == ["F606"]


def test_layers_on_two_branches_are_not_counted_together() -> None:
    one = LAYERS.format(most=3).replace("down:", "one:").rstrip("\n") + "\n  next: up\n"
    two = LAYERS.format(most=3).replace("down:", "two:")
    assert codes(ASIDE + one + two + BACK) == []
    assert codes(one.replace("  next: up\n", "") + two + BACK) == ["F606"]


def test_layers_behind_a_walked_list_count_as_well() -> None:
    listed = "list:\n  ask: Which?\n  answer: list 1-3\nwalked:\n  for_each: list\n  steps:\n"
    inner = "    meaning:\n      ask: And that means?\n      answer: text\n      holds: meaning beneath\n"
    assert codes(listed + inner + LAYERS.format(most=2) + BACK) == []
    assert codes(listed + inner + LAYERS.format(most=3) + BACK) == ["F606"]


def test_a_way_down_with_one_way_past_the_way_back_is_told_with_its_end() -> None:
    past = "choose:\n  ask: Go on?\n  answer: yes/no\n  next: {yes: up, no: left}\n"
    left = "left:\n  say: You left.\n  end: left\n"
    library = compile_steps(LAYERS.format(most=2) + past + left + BACK)
    assert said(library.findings) == [
        (
            '10:7 F607 "down.meaning" goes down to what lies beneath, and no way back up follows; '
            'lead every way from here to "left" through a page that holds: way back'
        )
    ]


def test_a_worst_case_is_followed_by_coping_on_every_way() -> None:
    worst = "worst:\n  ask: What is the worst that could happen?\n  answer: text\n  holds: worst case\n"
    cope = "cope:\n  ask: Who would help?\n  answer: text\n  holds: coping\n"
    assert codes(worst + cope) == []
    assert codes(cope + worst) == ["F608"]


def test_a_rating_of_distress_is_not_the_last_page_before_an_end_or_another_exercise() -> None:
    told = "told:\n  say: It is so.\n"
    assert codes(HARD.format(name="bad")) == ["F609"]
    assert codes(HARD.format(name="bad") + told) == []
    over = "over:\n  hand_off: another\n"
    other = flow_text("a:\n  say: Hello.\n").replace("flow: sample", "flow: another")
    library = compile_files(
        {
            "sample.yaml": flow_text(HARD.format(name="bad") + over, end="").encode(),
            "another.yaml": other.encode(),
        }
    )
    assert [finding.code for finding in library.findings] == ["F609"]


def test_the_last_rating_of_a_walked_list_is_a_last_page_too() -> None:
    listed = (
        "list:\n  ask: Which?\n  answer: list 1-3\nmore_of_it:\n  ask: Which?\n  answer: list 1-3\n"
        "walked:\n  for_each: list\n  steps:\n    inner:\n      for_each: more_of_it\n      steps:\n"
    )
    rating = "        bad:\n          ask: How bad?\n          answer: 0-3\n          holds: distress\n"
    assert codes(listed + rating) == ["F609"]


def test_a_mark_that_is_unknown_is_told_with_those_that_are_known() -> None:
    library = compile_steps("a:\n  ask: What?\n  answer: text\n  holds: secrets\n")
    assert [finding.code for finding in library.findings] == ["F013"]
    assert '"way back"' in library.findings[0].sentence
    assert codes("a:\n  say: Look.\n  holds: distress\n") == ["F011"]


def test_a_gate_is_never_reworded() -> None:
    head = "flow: sample\ntitle: A sample\nlanguage: en\nreword: allowed\nanywhere: {support: help_now}\n"
    text = flow_text(
        "a:\n  ask: How are you?\n  answer: text\n  holds: gate\nb:\n  ask: And now?\n  answer: text\n",
        head=head,
    )
    bank = """
        rewording: sample
        language: en
        style: simpler
        texts:
          a.ask: {from: How are you?, to: How are you now?, by: a person, approved: 'R. Author, 2026-11-22'}
    """
    library = compile_files({"sample.yaml": text.encode(), "rewordings/sample.yaml": dedent(bank).encode()})
    steps = library.flows["sample"].steps
    assert (steps["a"].reword, steps["b"].reword) == (False, True)
    assert [finding.code for finding in library.findings if finding.severity == "error"] == ["F501"]


def of_words(text: str, **others: str) -> list[str]:
    library = compile_all(flow_text(text), **others)
    return said([finding for finding in library.findings if finding.code in ("F603", "W754", "W755")])


def test_a_barred_phrase_is_told_at_its_place_with_what_to_write_instead() -> None:
    assert of_words("a:\n  say: So well done to you.\n") == [
        (
            '8:13 F603 "well done" stands here: praise judges, and next time it is missing; '
            "name what was done, and leave the judging out"
        )
    ]


def test_what_people_say_may_stand_in_an_example_and_nowhere_else() -> None:
    page = "a:\n  ask: What came?\n  {}: It is your own fault.\n  answer: text\n"
    assert of_words(page.format("example")) == []
    assert len(of_words(page.format("help"))) == 1


def test_a_part_and_a_shared_text_are_held_to_the_same_words() -> None:
    part = "part: p\nsteps:\n  b:\n    say: Cheer up.\n"
    found = of_words("a:\n  use: parts/p\n", parts__p=part)
    assert [line.split()[1] for line in found] == ["F603"]
    shared = "text: s\nsay: You should rest.\n"
    text = flow_text("a:\n  say: Look.\n").replace("steps:", "before_you_start: shared/s\nsteps:", 1)
    library = compile_all(text, shared__s=shared)
    assert [finding.code for finding in library.findings] == ["W754"]
    assert "sample" in library.flows


def test_a_question_that_sounds_like_one_with_bounds_says_so() -> None:
    page = "a:\n  ask: What is the worst that could happen?\n  answer: text\n"
    (line,) = of_words(page)
    assert line.startswith(
        '8:10 W755 this sounds like "worst case", and does not say so; add holds: worst case'
    )


def test_another_language_is_held_to_its_own_words_and_one_without_to_none() -> None:
    text = flow_text("a:\n  say: Gut gemacht. Well done.\n")
    german = compile_all(text.replace("language: en", "language: de")).findings
    assert [(finding.code, finding.length) for finding in german] == [("F603", len("Gut gemacht"))]
    assert compile_all(text.replace("language: en", "language: pt")).findings == ()
    assert barred_in("Well done.", "pt") == ()


def translated(to: str) -> Library:
    german = f"""
        translation: sample
        language: de
        texts:
          title: {{from: A sample, to: Ein Muster}}
          a.say: {{from: Look., to: {to}}}
          done.say: {{from: Saved., to: Gespeichert.}}
    """
    files = {
        "sample.yaml": flow_text("a:\n  say: Look.\n"),
        "translations/sample.de.yaml": dedent(german),
    }
    return compile_files({path: text.encode() for path, text in files.items()})


def test_a_translation_is_held_to_the_words_of_its_language() -> None:
    library = translated("Kopf hoch!")
    assert [finding.code for finding in library.findings] == ["F603"]
    assert library.translated == {}
    assert "de" in translated("Sieh hin.").translated["sample"]


def reworded(to: str, approved: str = "approved: 'R. Author, 2026-11-22', ") -> Library:
    head = "flow: sample\ntitle: A sample\nlanguage: en\nreword: allowed\nanywhere: {support: help_now}\n"
    waived = "waived: [{guard: same words, by: 'R. Author, 2026-11-22'}]"
    bank = f"""
        rewording: sample
        language: en
        style: simpler
        texts:
          a.ask: {{from: What came up?, to: {to}, by: a person, {approved}{waived}}}
    """
    text = flow_text("a:\n  ask: What came up?\n  answer: text\n", head=head)
    return compile_files({"sample.yaml": text.encode(), "rewordings/sample.yaml": dedent(bank).encode()})


def test_a_rewording_with_a_barred_phrase_is_refused_approved_or_not() -> None:
    found = [finding.code for finding in reworded("Get a grip. What came up?").findings]
    assert "F603" in found
    assert reworded("Get a grip. What came up?").reworded == {}
    assert reworded("Get a grip. What came up?", approved="").reworded == {}
