"""The words of the shipped exercises: short, plain, British, and without a verdict on anyone."""

import re
from collections import defaultdict
from statistics import mean

import pytest

from cbt.model.flow import Text
from cbt.wording.reading import grade, sentences, words
from tests.content.prose import FLOW_IDS, all_prose, all_texts, flow, place
from tests.unit.engine.exercise import shipped_library

HARDEST_ON_AVERAGE = 6.0
HARDEST = 8.0
LONGEST = 20
# Shorter ones, such as "Is there another one?", are nobody's.
FEWEST_TO_BE_OWN = 6
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


_SLOT = re.compile(r"\{[^{}]*\}")


def said_in(text: Text) -> list[str]:
    """The sentences of a text that are long enough to be somebody's own."""
    said = [sentence.strip() for _, sentence in sentences(text.source)]
    return [sentence for sentence in said if len(words(sentence)) >= FEWEST_TO_BE_OWN]


def found_in(patterns: list[str], texts: list[Text]) -> list[str]:
    pattern = re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)
    return [
        f"{place(text)}: {word}" for text in texts for word in pattern.findall(text.source.replace("’", "'"))
    ]


def test_no_shipped_flow_has_advice_on_its_style_open() -> None:
    assert shipped_library().findings == ()


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_the_words_are_easy_to_read(flow_id: str) -> None:
    graded = [
        grade(text.source) for text in all_prose(flow(flow_id)) if len(words(text.source)) >= FEWEST_TO_GRADE
    ]
    assert mean(graded) <= HARDEST_ON_AVERAGE
    assert max(graded) <= HARDEST


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_no_sentence_is_longer_than_is_read_with_ease(flow_id: str) -> None:
    said = [(place(text), sentence) for text in all_prose(flow(flow_id)) for sentence in said_in(text)]
    assert [where for where, sentence in said if len(words(_SLOT.sub("x", sentence))) > LONGEST] == []


def test_no_two_exercises_share_a_sentence_outside_of_their_parts() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for flow_id in FLOW_IDS:
        for text in all_prose(flow(flow_id)):
            if "/parts/" not in text.pos.file and "/shared/" not in text.pos.file:
                for sentence in said_in(text):
                    found[sentence].add(flow_id)
    assert {sentence: flows for sentence, flows in found.items() if len(flows) > 1} == {}


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_no_text_praises_blames_orders_or_gives_a_verdict(flow_id: str) -> None:
    assert found_in(FORBIDDEN, list(all_texts(flow(flow_id)))) == []


@pytest.mark.parametrize("flow_id", FLOW_IDS)
def test_the_spelling_is_british(flow_id: str) -> None:
    assert found_in(AMERICAN, list(all_texts(flow(flow_id)))) == []
