"""Which panel comes up after an answer, and how often: at most twice in a session, and never for nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.safety.panel import (
    MARK_BYTES,
    MOST,
    Panel,
    Seen,
    beside,
    mark_of,
    panel_for,
    seen_after,
    seen_on_going,
)
from cbt.safety.sign import Sign, Tier

DANGER, EMERGENCY, QUIET = (
    Sign(Tier.PANEL, ("F1",)),
    Sign(Tier.EMERGENCY, ("F4",)),
    Sign(Tier.QUIET, ("F10",)),
)
WITHOUT_A_PANEL = (Tier.QUIET, Tier.UNSUPPORTED, Tier.NONE)

signs = st.builds(Sign, st.sampled_from(Tier), soft=st.booleans())
# An answer at a place leads to a page; then the person goes on, says that it was not meant, or does neither.
answers = st.tuples(st.just("answer"), signs, st.sampled_from(["a", "b", "c@1", "c@2"]), st.integers(1, 9))
steps = st.lists(st.one_of(answers, st.just(("on",)), st.just(("not meant",))), max_size=30)


@pytest.mark.parametrize(
    ("sign", "panel"),
    [
        (EMERGENCY, Panel.EMERGENCY),
        (Sign(Tier.EMERGENCY, soft=True), Panel.EMERGENCY),
        (DANGER, Panel.HELP),
        (Sign(Tier.PANEL, soft=True), Panel.GENTLE),
        (Sign(Tier.PASSIVE), Panel.GENTLE),
        (Sign(Tier.SOFT, soft=True), Panel.SOFTER),
        (Sign(Tier.ABUSE), Panel.DANGER),
        (Sign(Tier.HARM_TO_OTHERS), Panel.OTHERS),
        (Sign(Tier.THIRD_PERSON), Panel.SOMEONE),
        (Sign(Tier.DOCTOR), Panel.DOCTOR),
        (QUIET, None),
        (Sign(Tier.UNSUPPORTED), None),
        (Sign(), None),
    ],
)
def test_each_tier_has_its_panel_and_a_joke_only_softens_the_opening(sign: Sign, panel: Panel | None) -> None:
    assert panel_for(sign) is panel
    seen = seen_after(sign, Seen(), "a", 2)
    assert seen.panel_at(2) is panel
    assert seen.panel_at(3) is None


@pytest.mark.parametrize("tier", [*Tier])
def test_beside_what_was_not_taken_stand_numbers_for_danger_now_and_a_line_for_the_rest(tier: Tier) -> None:
    panel, has_line = beside(Sign(tier))
    at_once = {Tier.EMERGENCY, Tier.PANEL, Tier.PASSIVE, Tier.ABUSE, Tier.HARM_TO_OTHERS}
    assert panel is (panel_for(Sign(tier)) if tier in at_once else None)
    assert has_line is (tier not in at_once | {Tier.NONE, Tier.UNSUPPORTED})


def test_every_tier_but_three_has_a_panel_and_every_panel_a_tier() -> None:
    found = {tier: panel_for(Sign(tier)) for tier in Tier}
    assert {tier for tier in found if found[tier] is None} == set(WITHOUT_A_PANEL)
    assert {panel for panel in found.values() if panel} == set(Panel)


def test_a_second_panel_comes_for_plain_danger_on_another_page_and_then_the_line_stays() -> None:
    seen = seen_on_going(seen_after(Sign(Tier.DOCTOR), Seen(), "a", 2))
    assert not seen.has_line(5)
    seen = seen_after(EMERGENCY, seen, "b", 3)
    assert seen.panel_at(3) is Panel.EMERGENCY
    seen = seen_on_going(seen)
    assert seen.has_line(1)
    assert seen_after(EMERGENCY, seen, "c", 4).waiting is None


@pytest.mark.parametrize("tier", [tier for tier in Tier if tier not in (Tier.PANEL, Tier.EMERGENCY)])
def test_nothing_less_brings_up_a_second_panel(tier: Tier) -> None:
    seen = seen_after(Sign(tier), seen_on_going(seen_after(DANGER, Seen(), "a", 2)), "b", 3)
    assert seen.waiting is None
    assert seen.has_line(3) is (tier not in (Tier.NONE, Tier.UNSUPPORTED))


def test_the_same_page_brings_up_no_second_panel_but_the_line() -> None:
    seen = seen_after(DANGER, seen_on_going(seen_after(DANGER, Seen(), "a", 2)), "a", 2)
    assert (seen.waiting, seen.has_line(2)) == (None, True)


def test_a_form_that_is_sent_twice_brings_up_one_panel() -> None:
    once = seen_after(DANGER, Seen(), "a", 2)
    assert seen_after(DANGER, once, "a", 2) == once
    last = seen_after(EMERGENCY, once, "b", 3)
    assert seen_after(EMERGENCY, last, "b", 3) == last


def test_a_panel_that_nobody_went_on_from_goes_with_the_words_that_brought_it_up() -> None:
    seen = seen_after(Sign(), seen_after(DANGER, Seen(), "a", 2), "a", 2)
    assert seen.waiting is None
    assert seen.marks == (mark_of("a"),)


def test_after_not_what_i_meant_only_the_line_is_left() -> None:
    seen = seen_on_going(seen_after(DANGER, Seen(), "a", 2), is_not_meant=True)
    assert seen.has_line(2)
    for sign in (DANGER, EMERGENCY):
        assert seen_after(sign, seen, "b", 3).waiting is None


def test_the_quiet_line_of_a_tired_sentence_stands_on_one_page_once_a_session() -> None:
    seen = seen_after(QUIET, Seen(), "a", 2)
    assert [seen.has_line(page) for page in (1, 2, 3)] == [False, True, False]
    seen = seen_after(QUIET, seen, "b", 3)
    assert [seen.has_line(page) for page in (1, 2, 3)] == [False, True, False]


def test_nothing_seen_shows_nothing() -> None:
    assert seen_after(Sign(), Seen(), "a", 2) == Seen()
    assert seen_after(Sign(Tier.UNSUPPORTED), Seen(), "a", 2) == Seen()


@given(steps)
def test_whatever_comes_there_are_two_panels_at_most_and_none_after_not_meant(
    done: list[tuple[object, ...]],
) -> None:
    seen, shown, is_over = Seen(), set(), False
    for what, *given_ in done:
        if what != "answer":
            is_over = is_over or what == "not meant"
            seen = seen_on_going(seen, is_not_meant=what == "not meant")
            assert seen.waiting is None
            continue
        sign, place, page = given_
        assert isinstance(sign, Sign)
        assert isinstance(place, str)
        assert isinstance(page, int)
        seen = seen_after(sign, seen, place, page)
        if seen.waiting is not None:
            shown.add(place)
            assert seen.waiting is panel_for(sign)
            assert seen.panel_at(page) is seen.waiting
            assert not is_over
        assert len(shown) <= MOST
        assert len(seen.marks) <= MOST
        if sign.tier in WITHOUT_A_PANEL:
            assert seen.waiting is None


@given(st.text("ab@/1é", min_size=1, max_size=4), st.text("ab@/1é", min_size=1, max_size=4))
def test_a_mark_is_short_and_tells_places_apart(one: str, other: str) -> None:
    assert len(mark_of(one)) == MARK_BYTES
    assert (mark_of(one) == mark_of(other)) is (one == other)
