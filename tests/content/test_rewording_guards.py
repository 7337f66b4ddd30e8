"""The guards on rewordings against labelled lines, and against every prompt with one thing changed."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cbt.wording.guards import judge
from cbt.wording.reach import scope_of
from cbt.wording.reason import Strictness
from cbt.wording.text import Text
from tests.content.evaluation import Labelled, english, figures_of, page, read_set, sets, with_figures
from tests.content.prompts import prompts
from tests.work import calls_of

EACH_SET = pytest.mark.parametrize("lines", [read_set(name) for name in sets()], ids=sets())
LEAST_GOOD, MOST_HOSTILE = (0.70, 0.45), 0.10
# Who wrote these went far from the sources: the targets are not reached there, and it may not get worse.
LEAST_GOOD_OF = {"seventh": (0.55, 0.37), "ninth": (0.48, 0.27)}
# About 1.6 milliseconds where it was measured; 3 is what an author is promised.
MOST_CALLS = 8_000
UNSEEN = "unseen/held_out_fourth"

_SLOT = re.compile(r"\{[^}]*\}")


@EACH_SET
def test_no_bad_line_passes_all_three_sets(lines: list[Labelled]) -> None:
    found = figures_of(lines)
    assert [found[label].closed for label in ("bad", "hostile") if label in found] in ([], [0], [0, 0])


@EACH_SET
def test_at_most_one_in_ten_hostile_lines_comes_before_an_author(lines: list[Labelled]) -> None:
    hostile = figures_of(lines).get("hostile")
    assert hostile is None or hostile.structural <= MOST_HOSTILE * hostile.all


@pytest.mark.parametrize("name", sets())
def test_most_good_rewordings_pass(name: str) -> None:
    good, (reviewed, alone) = figures_of(read_set(name)).get("good"), LEAST_GOOD_OF.get(name, LEAST_GOOD)
    assert good is None or good.structural >= reviewed * good.all
    assert good is None or good.closed >= alone * good.all


def test_lines_that_the_guards_have_not_learnt_from_are_judged_as_well() -> None:
    found = figures_of(read_set(UNSEEN))
    # Its author goes far from the sources too. One bad line passes; it stays unread, as all lines here.
    assert found["bad"].closed <= 1
    assert found["hostile"].closed == 0
    assert found["hostile"].structural <= MOST_HOSTILE * found["hostile"].all
    assert found["good"].structural >= 0.40 * found["good"].all
    assert found["good"].closed >= 0.21 * found["good"].all


@pytest.mark.parametrize("prompt", prompts())
def test_a_prompt_is_a_rewording_of_itself(prompt: str) -> None:
    assert judge(prompt, prompt, "simpler", english()).reasons == ()


def changed(prompt: str) -> list[str]:
    """The prompt with one digit, name, end or limit taken out or put in another's place, once for each way to do so."""
    text, tables = Text(prompt, english()), english()
    found = [
        f"{prompt[: at.start()]}{(int(at[0]) + 1) % 10}{prompt[at.end() :]}"
        for at in re.finditer(r"\d", prompt)
    ]
    for at in _SLOT.finditer(prompt):
        found += [
            f"{prompt[: at.start()]}{other}{prompt[at.end() :]}"
            for other in ("", "it", "{another}", at[0] * 2)
        ]
    for limits, groups in (
        (scope_of(text), tables.scope),
        (tables.pole_phrases.find(text.words), tables.poles),
    ):
        for limit in limits:
            start, end = text.span(limit.at, limit.length)
            others = ["", *[words[0] for name, words in groups.items() if name != limit.group]]
            found += [f"{prompt[:start]}{other}{prompt[end:]}" for other in others]
    return found


CHANGED = [(prompt, other) for prompt in prompts() for other in changed(prompt)]


@given(st.sampled_from(CHANGED), st.sampled_from(["warmer", "simpler", "shorter"]))
def test_a_prompt_with_a_digit_name_end_or_limit_changed_is_always_refused(
    change: tuple[str, str], tone: str
) -> None:
    prompt, other = change
    # "What would" and "what might" count as one, and so do "it may be" and "it can be".
    assume(Text(prompt, english()).formed != Text(other, english()).formed)
    assert not judge(prompt, other, tone, english()).passes(Strictness.STRUCTURAL), other


def test_a_check_is_a_bounded_amount_of_work() -> None:
    lines = [line for name in sets() for line in read_set(name)][::5]
    assert calls_of(lambda: [judge(each.source, each.candidate, each.tone, english()) for each in lines]) < (
        MOST_CALLS * len(lines)
    )


def test_the_figures_in_the_docs_are_those_of_the_guards() -> None:
    text = page().read_text(encoding="utf-8")
    assert text == with_figures(text), "make docs writes them anew"
