"""Phrases that must not stand in a text are found as people write them, and left alone where they say the opposite."""

import re

import pytest

from cbt.compiler.care import PRESSING, find_care, read_care
from cbt.compiler.diagnostics import Findings
from cbt.compiler.wording import tables_folder
from cbt.wording.barred import Care

LANGUAGES = sorted(path.name.split(".")[1] for path in tables_folder().glob("care.*.yaml"))


def english() -> Care:
    care = find_care("en")
    assert care is not None
    return care


def names(text: str, *, ours: bool = True) -> list[str]:
    return [found.group.name for found in english().find(text, ours=ours)]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("He committed suicide.", "suicide"),
        ("After a failed\nattempt he came home.", "suicide"),
        ("It is attention-seeking.", "suicide"),
        ("So you have depression.", "diagnosis"),
        ("Your disorder can be heard in it.", "diagnosis"),
        ("This cures the fear.", "cure"),
        ("It is clinically proven.", "cure"),
        ("You’ll feel better soon.", "promise"),
        ("Everything will be all right.", "promise"),
        ("Well done!", "praise"),
        ("GOOD JOB.", "praise"),
        ("It is your own fault.", "shame"),
        ("Pull yourself together.", "shame"),
        ("Just write.", PRESSING),
        ("You should write.", PRESSING),
    ],
)
def test_a_barred_phrase_is_found_whatever_its_letters_and_breaks(text: str, group: str) -> None:
    assert group in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is not in any way your fault.",
        "Nobody can promise that you will feel better.",
        "This isn’t a cure.",
        "If you have depression, a doctor can help.",
        "Some people hear “pull yourself together” a lot.",
        'Some people hear "well done" too late.',
        "People hear ‘cheer up’ from their friends.",
        "He adjusted the mustard.",
        "The secured door.",
        "",
    ],
)
def test_what_says_the_opposite_or_is_quoted_is_left_alone(text: str) -> None:
    assert names(text) == []


def test_an_excuse_reaches_no_further_than_its_sentence() -> None:
    assert names("It is not much. Well done.") == ["praise"]


def test_words_about_suicide_stand_in_no_example_and_in_no_quotation() -> None:
    assert names("He said “she committed suicide”.") == ["suicide"]
    assert names("She did not commit suicide.", ours=False) == ["suicide"]
    assert names("Well done, I thought. Just me.", ours=False) == []


def test_what_is_found_stands_where_it_stood_in_the_text() -> None:
    text = "İ. Please CALM  down, it’s your own fault."
    shown = [text[found.start : found.end] for found in english().find(text)]
    assert shown == ["CALM  down", "your own fault"]


def test_a_question_gives_away_what_it_is_about() -> None:
    care = english()
    assert care.sound_of("Which facts support this thought?") == "evidence for"
    assert care.sound_of("If that were true, what would it mean?") == "meaning beneath"
    assert care.sound_of("What’s the worst that could happen?") == "worst case"
    assert care.sound_of("What happened?") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_language_are_sound_and_each_phrase_finds_itself(language: str) -> None:
    findings = Findings()
    path = tables_folder() / f"care.{language}.yaml"
    care = read_care(path.read_bytes(), path.name, findings)
    assert findings.sorted() == []
    assert care is not None
    assert care.language == language
    for group in care.groups:
        assert group.why
        assert group.instead
        assert len(set(group.phrases.listed)) == len(group.phrases.listed), group.name
        for phrase in group.phrases.listed:
            written = re.sub(r"(\S+?)/\S+", r"\1", phrase).replace("*", "")
            assert group.name in [found.group.name for found in care.find(f"{written}.")], phrase


def test_a_language_without_reviewed_words_is_not_looked_at() -> None:
    assert find_care("xx") is None
    assert find_care("en-GB") is not None


def test_a_file_of_words_with_a_fault_gives_none_and_says_why() -> None:
    for data in (b"care: en\n", b"- a\n", b"care: [\n"):
        findings = Findings()
        assert read_care(data, "care.en.yaml", findings) is None
        assert data == b"- a\n" or findings.has("F0")
