"""The words of the shipped exercises: short, plain, British, and without a verdict on anyone."""

import re
from statistics import mean

import pytest

from cbt.model.flow import Text
from tests.content.prose import (
    FLOW_IDS,
    all_prose,
    all_texts,
    flow,
    grade,
    place,
    sentences,
    syllables,
    words,
)

MOST_WORDS = 20
HARDEST = 8.0
HARDEST_ON_AVERAGE = 6.0
# A grade says little about a handful of words.
FEWEST_TO_GRADE = 8

FORBIDDEN = [
    "just",
    "should",
    "shouldn't",
    "simply",
    "obviously",
    "of course",
    "great job",
    "good job",
    "well done",
    "congratulations",
    "don't worry",
    "no worries",
    "calm down",
    "cheer up",
    "think positive",
    "you must",
    "you have to",
    "invalid",
    "error",
    "failed",
    "incorrect",
    "irrational",
    "distorted",
    "negative thought",
    "feel better",
    "disorder",
    "symptoms?",
    "patients?",
    "clients?",
    "users?",
    "diagnos\\w+",
    "therap\\w+",
    "treatment",
    "cure",
    "crazy",
    "insane",
    "suicid\\w+",
]
AMERICAN = [
    "behavior\\w*",
    "color\\w*",
    "favor\\w*",
    "honor\\w*",
    "neighbor\\w*",
    "humor",
    "center\\w*",
    "gray",
    "mom",
    "math",
    "vacation",
    "apartment",
    "cell ?phone",
    "gotten",
    "fulfill\\w*",
    "labeling",
    "labeled",
    "traveling",
    "traveled",
    "canceled",
    "judgment",
    "program",
    "learned",
    "toward",
    "\\w{3,}[^aeious]iz(?:e|ed|es|ing)",
    "analyz\\w+",
]


def found_in(patterns: list[str], texts: list[Text]) -> list[str]:
    pattern = re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)
    return [
        f"{place(text)}: {word}" for text in texts for word in pattern.findall(text.source.replace("’", "'"))
    ]


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_no_sentence_is_longer_than_twenty_words(flow_id: str) -> None:
    long = [
        f"{place(text)}: {len(words(sentence))} words"
        for text in all_prose(flow(flow_id))
        for sentence in sentences(text.source)
        if len(words(sentence)) > MOST_WORDS
    ]
    assert long == []


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_the_words_are_easy_to_read(flow_id: str) -> None:
    graded = {
        place(text): round(grade(text.source), 1)
        for text in all_prose(flow(flow_id))
        if len(words(text.source)) >= FEWEST_TO_GRADE
    }
    assert {where: found for where, found in graded.items() if found > HARDEST} == {}
    assert mean(graded.values()) <= HARDEST_ON_AVERAGE


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_no_text_praises_blames_orders_or_gives_a_verdict(flow_id: str) -> None:
    assert found_in(FORBIDDEN, list(all_texts(flow(flow_id)))) == []


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_the_spelling_is_british(flow_id: str) -> None:
    assert found_in(AMERICAN, list(all_texts(flow(flow_id)))) == []


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
    hard = "Cognitive restructuring facilitates the identification of maladaptive interpretations."
    assert grade(hard) > 15
    assert grade("She walked past me. I said hello.") < 2
    assert len(sentences('I said "No." Then I left. Was it cold?\n\nYes.')) == 4
