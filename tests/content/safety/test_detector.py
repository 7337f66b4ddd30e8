"""The shipped packs hold what docs/safety/detector.md promises, on the texts of this folder.

It must not repeat what the units promise.
"""

import json
import os
import random
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.compiler.detector import read_packs
from cbt.compiler.library import default_flows_folder
from cbt.safety.detector import OVERLAP, WINDOW, look
from cbt.safety.sign import PRESSING, TIER_OF, Tier
from cbt.safety.tokens import normalise
from tests.content.safety.evaluation import (
    FLOOR,
    HELD_OUT,
    PAGE,
    counts,
    floors,
    lines,
    measured,
    measured_in,
    packs,
    render,
    tier_of,
)
from tests.e2e.runs import REFRAME, SHORT_RECORD, THOUGHT_RECORD
from tests.web.runs import Asked
from tests.work import calls_of

OWN = [line for line in measured() if not line.file.startswith(HELD_OUT) and line.language == "en"]
# Written to be roundabout, and learnt from in one go: what is reached there is held by the floor alone.
HARD = ("learnt_second", "learnt_third", "learnt_fourth", "learnt_fifth", "voices_")
MADE_WITH = [line for line in OWN if not line.file.startswith(HARD)]
ORDINARY = [line.text.rstrip(".?! ") for line in OWN if line.family == "ordinary"]
PLAIN_DANGER = [
    line
    for line in MADE_WITH
    if line.family in ("F1", "F2", "F3", "F4") and tier_of(line) in (Tier.EMERGENCY, Tier.PANEL)
]
GOALS = {
    **dict.fromkeys(("F1", "F2", "F3", "F4"), 0.97),
    **dict.fromkeys(("F5", "F6", "F7", "F8", "F9", "misspelt"), 0.80),
    **dict.fromkeys(
        ("F10", "F12", "F13", "F14", "F15", "F16", "negation", "past", "intrusive", "third"), 0.80
    ),
    "F11": 0.98,
    "ordinary": 0.99,
    "idiom": 0.98,
    "gaming": 0.95,
}


def test_every_shipped_pack_is_sound_and_says_who_reviewed_it() -> None:
    read = read_packs(default_flows_folder())
    assert not read.findings
    assert set(read.packs) == {"de", "en", "es", "fr"}
    assert all(pack.reviewed_by and pack.version for pack in read.packs.values())


def test_the_english_pack_has_lines_for_every_family() -> None:
    assert set(packs()["en"].says) == set(TIER_OF)


def test_there_are_as_many_texts_as_the_specification_asks_for() -> None:
    sizes = {name: total for name, (_, total) in counts(OWN).items()}
    assert all(sizes[f"F{number}"] >= 40 for number in range(1, 17))
    assert sizes["ordinary"] >= 200
    assert sizes["ordinary"] + sizes["idiom"] + sizes["gaming"] + sizes["F11"] >= 400
    assert sizes["negation"] >= 60
    assert sizes["third"] + sizes["past"] + sizes["intrusive"] >= 60
    assert sizes["misspelt"] >= 80


def test_no_text_stands_there_twice() -> None:
    # Three authors' stand as they were written: some of them others had written before.
    as_written = (HELD_OUT, "learnt_third", "learnt_fourth", "learnt_fifth")
    own = [line for line in lines() if not line.file.startswith(as_written)]
    texts = [(line.language, line.text.lower()) for line in own]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("family", GOALS)
def test_a_family_reaches_its_goal_on_our_own_texts(family: str) -> None:
    good, total = counts(MADE_WITH)[family]
    assert good / total >= GOALS[family]


def test_no_family_sees_less_than_it_did() -> None:
    now = floors()
    floor: dict[str, dict[str, int]] = json.loads(FLOOR.read_text(encoding="utf-8"))
    fallen = [
        f"{file} {family}: {now.get(file, {}).get(family, 0)} of the {least} that were seen as meant"
        for file, families in floor.items()
        for family, least in families.items()
        if now.get(file, {}).get(family, 0) < least
    ]
    assert not fallen


def test_the_page_shows_what_is_measured_now() -> None:
    assert measured_in(PAGE.read_text(encoding="utf-8")) == render(), "say: make docs"


def test_bare_hopelessness_is_never_interrupted() -> None:
    assert {tier_of(line) for line in MADE_WITH if line.family == "F11"} == {Tier.NONE}


@pytest.mark.parametrize(
    "text",
    [
        "I have been taking tablets for an hour and now I feel sleepy",
        "that suicide scene made me want to kill myself",
        "I cross my heart, I hope to die tonight",
        "I brought my dinner up on purpose again",
        "a voice told me to hurt them",
        "I have nobody to talk to and I want to die",
    ],
)
def test_a_saying_hides_nothing_that_only_begins_like_it(text: str) -> None:
    assert look(text, packs()).tier not in (Tier.NONE, Tier.SOFT)


@pytest.mark.parametrize(
    "text",
    [
        "None. I will do it tonight with the pills",
        "I will take all my pills tonight",
        "I'll end it with my tablets",
        "I'm going to do it with a rope",
    ],
)
def test_a_deed_told_with_its_means_is_as_pressing_as_any(text: str) -> None:
    assert look(text, packs()).tier in (Tier.EMERGENCY, Tier.PANEL)


@given(st.text())
def test_any_text_has_a_sign(text: str) -> None:
    sign = look(text, packs(), "de")
    assert all(0 <= span.start < span.end <= len(text) for span in sign.spans)
    assert {span.family for span in sign.spans} == set(sign.families)


@given(st.text() | st.text(alphabet="ab1!*'$@ .,\n?-5ßéѕİ"))
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@settings(deadline=None)
@given(st.sampled_from(PLAIN_DANGER), st.lists(st.sampled_from(ORDINARY), max_size=4), st.integers(0, 4))
def test_ordinary_sentences_around_danger_never_hide_it(line: Any, around: list[str], place: int) -> None:
    sentences = [*around[:place], line.text.rstrip("."), *around[place:]]
    sign = look(". ".join(sentences), packs())
    assert PRESSING.index(sign.tier) <= PRESSING.index(tier_of(line))


@settings(deadline=None)
@given(st.sampled_from(PLAIN_DANGER), st.sampled_from((str.upper, str.title, str.swapcase)))
def test_capitals_change_nothing(line: Any, change: Any) -> None:
    assert look(change(line.text), packs()).tier == tier_of(line)


def test_a_text_has_the_same_sign_in_every_process() -> None:
    some = ["God made a mistake when He made me, I should not have been born"]
    rows = "".join(f"{json.dumps({'text': text})}\n" for text in (*some, *(line.text for line in OWN[::200])))
    said = {
        subprocess.run(
            [sys.executable, "-m", "cbt", "safety", "scan", "--format", "json"],
            input=rows,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


@pytest.mark.parametrize("place", [0, WINDOW - OVERLAP, WINDOW - 5, WINDOW, 2 * WINDOW])
def test_danger_is_seen_wherever_it_stands_in_a_long_text(place: int) -> None:
    text = f"{'nice day today. ' * 2000}"
    long = f"{text[:place]}. I want to kill myself. {text[place:]}"
    sign = look(long, packs())
    assert sign.tier is Tier.PANEL
    assert {long[span.start : span.end] for span in sign.spans} <= {"kill myself", "want to kill myself"}


WORDS = sorted({word for line in OWN for word in line.text.lower().split()})
HOSTILE = {
    "one sentence without an end": lambda count: "i want to die " * (count // 14),
    "words of the packs in any order": lambda count: " ".join(random.Random(1).choices(WORDS, k=count // 6)),
    "one long word": lambda count: "a" * count,
    "single letters": lambda count: "k i l l " * (count // 8),
    "glued words": lambda count: "wantwannamyselfwantkillwanna " * (count // 29),
    "marks": lambda count: "*'!.?" * (count // 5),
}


@pytest.mark.parametrize("run", [THOUGHT_RECORD, SHORT_RECORD, REFRAME])
def test_a_whole_exercise_about_ordinary_life_is_never_interrupted(run: tuple[Asked, ...]) -> None:
    given_words = [
        asked.answer if isinstance(asked.answer, tuple) else (asked.answer or "",) for asked in run
    ]
    seen = [words for given in given_words for words in given if look(words, packs()).tier is not Tier.NONE]
    assert seen == []


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_work_grows_no_faster_than_the_text(make: Any) -> None:
    look("warm", packs())
    small, large = _steps(make(2000)), _steps(make(8000))
    assert large <= 5 * small + 2000


def test_a_thousand_characters_are_a_bounded_amount_of_work() -> None:
    look("warm", packs())
    text = ". ".join(ORDINARY)[:1000]
    assert _steps(text) < 10_000


def _steps(text: str) -> int:
    return calls_of(lambda: look(text, packs()))
