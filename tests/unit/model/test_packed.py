"""Every value comes back from its JSON as it went in."""

import json
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.answers import clean_text
from cbt.model.answer import Chosen, Given, ItemId, Line, Mark, Recalled, Share, Value
from cbt.model.packed import pack, unpack

ids = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=8)
texts = st.text(st.characters(codec=None, exclude_categories=[])).map(clean_text)
chosen = st.builds(Chosen, ids, st.none() | texts)
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
single = st.one_of(
    texts,
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    chosen,
    st.builds(ItemId, ids),
    st.dates(),
    clocks,
    st.builds(datetime.combine, st.dates(), clocks),
)
listed = st.one_of(
    *[
        st.lists(one, max_size=3).map(tuple)
        for one in (chosen, st.builds(Line, ids, texts), st.builds(ItemId, ids))
    ],
    st.lists(st.builds(Share, ids, st.integers(0, 1000)), max_size=3).map(tuple),
)
given_values = st.builds(Given, ids, single | listed, st.lists(texts, max_size=3).map(tuple))
recalled = st.builds(Recalled, texts, st.lists(given_values, max_size=3).map(tuple))
values = st.one_of(single, listed, recalled, st.sampled_from(Mark))


@given(values)
def test_a_value_comes_back_as_it_went_in(value: Value) -> None:
    back = unpack(json.loads(json.dumps(value, default=pack)))
    assert back == value
    assert type(back) is type(value)


def test_a_moment_stays_apart_from_its_day() -> None:
    moment = datetime.combine(date(2026, 5, 4), time(20, 0))
    assert unpack(json.loads(json.dumps(moment.date(), default=pack))) == moment.date()
    assert type(unpack(json.loads(json.dumps(moment, default=pack)))) is datetime


def test_what_is_no_value_is_not_packed() -> None:
    with pytest.raises(TypeError):
        json.dumps({"a": object()}, default=pack)
