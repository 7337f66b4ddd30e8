"""Advice on style: told at its place, never a fault, and only where it helps."""

import pytest

from cbt.wording.reading import grade, sentences, syllables
from tests.unit.compiler.making import HEAD, compile_all, flow_text, said

LONG = "one two three four five six seven eight nine ten " * 2 + "and one more."
WAYS_OUT = "add an option such as none, other: allowed or optional: true"
HARD = (
    "Cognitive restructuring facilitates identification of maladaptive interpretations, "
    "notwithstanding considerable psychological difficulties."
)


def advice(steps: str, **others: str) -> list[str]:
    library = compile_all(flow_text(steps), **others)
    assert "sample" in library.flows
    return said(library.findings)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (
            "x:\n  ask: How was it? And you?\n  answer: yes/no\n",
            "8:29 W701 this page asks more than one question; make a page for each",
        ),
        (
            f"x:\n  say: Look here. {LONG}\n",
            "8:21 W702 this sentence has 23 words; make two of it: at most 20 are read with ease",
        ),
        (
            f"x:\n  say: {HARD}\n",
            "8:10 W703 this text is hard to read (school year 37); use shorter words and sentences",
        ),
        (
            "x:\n  ask: What?\n  answer: long text\n  example: This.\n",
            '7:3 W704 "x" asks for a long text and gives no help; add help: one sentence on where to begin',
        ),
        (
            "x:\n  ask: What?\n  answer: text\n",
            '7:3 W705 "x" asks for words and shows no example; add example: an everyday one',
        ),
        (
            "x:\n  ask: What?\n  answer: list 1-3\n",
            '7:3 W705 "x" asks for words and shows no example; add example: an everyday one',
        ),
        (
            "x:\n  ask: How much?\n  answer: 0-10\n",
            '7:3 W706 the scale of "x" does not say what its ends mean; add ends: {0: ..., 10: ...}',
        ),
        (
            "x:\n  ask: How much?\n  answer: 0-10\n  ends: {0: not at all, 5: so so}\n",
            '10:5 W706 the scale of "x" does not say what its highest point means; add 10: ... to its ends',
        ),
        (
            "x:\n  ask: How much?\n  answer: 0-3\n  ends: {1: a little, 3: very much}\n",
            '10:5 W706 the scale of "x" does not say what its lowest point means; add 0: ... to its ends',
        ),
        (
            "x:\n  ask: Which?\n  options: {a: A, b: B}\n  pick: many\n",
            f'7:3 W707 "x" has no answer for somebody whom none of them fits; {WAYS_OUT}',
        ),
    ],
)
def test_advice_is_told_at_its_place_and_keeps_no_flow_back(steps: str, told: str) -> None:
    assert advice(steps) == [told]


@pytest.mark.parametrize(
    "asked",
    [
        "What is going round in your head, and how does it make you feel?",
        "What do you feel and what do you think?",
        "Where were you, and who was with you?",
        "What did you do, and why?",
        "What did you do and why did you do it?",
    ],
)
def test_two_questions_under_one_mark_are_two(asked: str) -> None:
    at = max(asked.find("and how"), asked.find("and what"), asked.find("and who"), asked.find("and why"))
    (told,) = advice(f"x:\n  ask: {asked}\n  answer: yes/no\n")
    assert told == f"8:{10 + at} W701 this page asks more than one question; make a page for each"


@pytest.mark.parametrize(
    "asked",
    [
        "Which thought and which feeling belong together?",
        "How strong and clear is it?",
        "Think of that day. And how did you feel?",
        "What would you say to somebody who was sad and whom you like?",
    ],
)
def test_one_question_with_an_and_in_it_is_one(asked: str) -> None:
    assert advice(f"x:\n  ask: {asked}\n  answer: yes/no\n") == []


@pytest.mark.parametrize(
    "steps",
    [
        "x:\n  ask: What?\n  answer: long text\n  help: Look.\n  example: This.\n",
        "x:\n  ask: How much?\n  answer: 0-3\n",
        "x:\n  ask: Which?\n  options: {a: A, none_of_them: None}\n  pick: many\n",
        "x:\n  ask: Which?\n  options: {a: A, b: B}\n  pick: many\n  other: allowed\n",
        "x:\n  ask: Which?\n  options: {a: A, b: B}\n  pick: many\n  optional: true\n",
        "x:\n  ask: Which?\n  options: {a: A, b: B}\n",
        f"x:\n  say: {' '.join(HARD.split()[:9])}.\n",
    ],
)
def test_nothing_is_advised_where_nothing_is_missing(steps: str) -> None:
    assert advice(steps) == []


def test_a_name_in_a_text_counts_as_one_word() -> None:
    steps = "a_rather_lengthy_identification:\n  ask: What?\n  answer: 0-3\n"
    shown = "{a_rather_lengthy_identification} " * 20
    assert advice(f"{steps}x:\n  say: {shown.strip()}\n".replace("say: {", "say: It is {", 1))[:1] == [
        "11:10 W702 this sentence has 22 words; make two of it: at most 20 are read with ease"
    ]


def test_only_english_is_graded() -> None:
    text = flow_text(f"x:\n  say: {HARD}\n", head=HEAD.replace("language: en", "language: de"))
    assert said(compile_all(text).findings) == []


def test_texts_outside_of_the_pages_are_read_too() -> None:
    head = f"{HEAD}about: {LONG}\nbefore_you_start: shared/now\n"
    library = compile_all(
        flow_text("x:\n  say: Look.\n", head=head), shared__now=f"text: now\nsay: |\n  Look.\n  {LONG}\n"
    )
    assert [(f.code, f.pos.file, f.pos.line, f.pos.column) for f in library.findings] == [
        ("W702", "sample.yaml", 5, 8),
        ("W702", "shared/now.yaml", 4, 3),
    ]


def test_a_part_is_advised_on_once_however_often_it_is_used() -> None:
    part = "part: p\nsteps:\n  x:\n    ask: What?\n    answer: text\n"
    assert len(advice("a:\n  use: parts/p\nb:\n  use: parts/p\n", parts__p=part)) == 1


SPOKEN = {
    "thought": 1,
    "feeling": 2,
    "evidence": 3,
    "walked": 1,
    "wanted": 2,
    "people": 2,
    "the": 1,
    "times": 1,
}


@pytest.mark.parametrize(("word", "count"), SPOKEN.items())
def test_syllables_are_counted_well_enough(word: str, count: int) -> None:
    assert syllables(word) == count


def test_hard_prose_has_a_high_grade_and_plain_prose_a_low_one() -> None:
    assert grade("Cognitive restructuring facilitates identification of maladaptive interpretations.") > 15
    assert grade("She walked past me. I said hello.") < 2
    assert grade("...") == 0


def test_sentences_end_with_their_marks_and_with_paragraphs() -> None:
    text = 'I said "No." Then I left. Was it cold?\n\nYes\n\n...'
    assert [(text[start:][:3], sentence) for start, sentence in sentences(text)] == [
        ("I s", 'I said "No."'),
        ("The", "Then I left."),
        ("Was", "Was it cold?"),
        ("Yes", "Yes"),
    ]
