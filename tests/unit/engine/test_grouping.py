"""The mean of numbers for each word beside them: over all that has the word, in whichever order it came."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.grouping import Entry, groups_of

numbers = st.one_of(st.none(), st.integers(-1000, 1000))
entries = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["Walk", "walk", "Tea", "TV"]), max_size=3), st.tuples(numbers, numbers)
    ),
    max_size=30,
)


@given(entries)
def test_each_mean_is_the_mean_of_the_entries_with_the_word(listed: list[Entry]) -> None:
    for group in groups_of(listed, 2):
        own = [
            values
            for words, values in listed
            if group.words.casefold() in {word.casefold() for word in words}
        ]
        assert group.entries == len(own)
        for place, mean in enumerate(group.means):
            found = [value for values in own if (value := values[place]) is not None]
            assert mean == (pytest.approx(fmean(found)) if found else None)


@given(entries, st.randoms())
def test_the_order_of_the_entries_changes_no_mean(listed: list[Entry], rng: object) -> None:
    turned = list(listed)
    rng.shuffle(turned)  # type: ignore[attr-defined]  # a random.Random
    before, after = [
        {group.words.casefold(): group for group in groups_of(each, 2)} for each in (listed, turned)
    ]
    assert before.keys() == after.keys()
    for word, group in before.items():
        assert after[word].entries == group.entries
        for mean, again in zip(group.means, after[word].means, strict=True):
            assert again == (pytest.approx(mean) if mean is not None else None)


@given(entries)
def test_the_commonest_come_first_and_none_is_there_twice(listed: list[Entry]) -> None:
    groups = groups_of(listed, 2)
    assert [group.entries for group in groups] == sorted([group.entries for group in groups], reverse=True)
    assert len({group.words.casefold() for group in groups}) == len(groups)
