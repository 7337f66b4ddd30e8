"""A session comes back from its bytes as it went in, and a long one costs hardly more than a short one."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.engine.answers import clean_text
from cbt.model.answer import Chosen, ItemId, Line, Mark, PrivateText, Value
from cbt.model.codec import FORMAT, dump_session, load_session
from cbt.model.packed import Answers, pack, text_of, unpack
from cbt.model.session import ExerciseSession, Facts, Pages, Place, Position, key, place_at

ids = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=8)
texts = st.text(st.characters(codec=None, exclude_categories=[])).map(clean_text)
lines = st.builds(Line, ids, texts)
chosen = st.builds(Chosen, ids, st.none() | texts)
values: st.SearchStrategy[Value] = st.one_of(
    texts,
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    chosen,
    st.builds(ItemId, ids),
    st.sampled_from(Mark),
    st.lists(chosen, max_size=3).map(tuple),
    st.lists(lines, max_size=3).map(tuple),
)
addresses = st.builds(key, ids, st.lists(ids, max_size=2).map(tuple))
answers = st.dictionaries(addresses, values, max_size=6).map(Answers)
item_lists = st.dictionaries(addresses, st.lists(ids, max_size=3).map(tuple), max_size=3)
pages = st.lists(addresses, min_size=1, max_size=6, unique=True).map(
    lambda keys: Pages({address: number for number, address in enumerate(keys)})
)
sessions = st.builds(
    ExerciseSession,
    ids,
    ids,
    st.builds(Facts, answers, item_lists, st.integers(0, 99), answers),
    st.builds(Position, pages, item_lists),
    address=st.text(),
    visit=st.text(st.characters(codec=None, exclude_categories=[])),
    led_to=st.integers(0, 40),
    handed_to=st.text(),
    rested=st.sampled_from(["", "2026-05-04T09:00Z"]),
    shown=st.dictionaries(addresses, texts, max_size=2),
    beside=st.dictionaries(addresses, st.tuples(addresses, ids), max_size=2),
    unseen=st.frozensets(addresses, max_size=2),
)


GOLDEN_1 = (
    '{"v":1,"flow":"small","version":"ab12","address":"s1","visit":"0f","led_to":3,"handed_to":"s2",'
    '"pages":{"thought":0,"feelings.name@1":1,"breath":2,"picks":3,"best":4,"way":5,"lines":6},'
    '"walked":{"feelings":["1"]},"answers":{"thought":"So “cross”…","feelings.name@1":70,"breath":{"m":"seen"},'
    '"picks":[{"o":"a"},{"o":"other","w":"my own"}],"best":{"i":"1"},"way":{"o":"facts"},"gone":true,'
    '"lines":[{"l":"2","t":"one"}]},"items":{"feelings":["1"]},"made":2,"inputs":{"claim":"It hurts.","much":1.5}}'
).encode()
GOLDEN_2 = """\
{"v":2,"flow":"small","version":"ab12","address":"s1","visit":"0f","led_to":3,"handed_to":"s2",\
"walked":{"feelings":["1"]},"items":{"feelings":["1"]},"made":2,"inputs":{"claim":"\\"It hurts.\\"","much":"1.5"},\
"pages":7,"answered":7}
thought
feelings.name@1
breath
picks
best
way
lines
"So “cross”…"
70
{"m":"seen"}
[{"o":"a"},{"o":"other","w":"my own"}]
{"i":"1"}
{"o":"facts"}
[{"l":"2","t":"one"}]
gone
true""".encode()
GOLDEN_ANSWERS: dict[str, Value] = {
    "thought": PrivateText("So “cross”…"),
    "feelings.name@1": 70,
    "breath": Mark.SEEN,
    "picks": (Chosen("a"), Chosen("other", PrivateText("my own"))),
    "best": ItemId("1"),
    "way": Chosen("facts"),
    "gone": True,
    "lines": (Line("2", PrivateText("one")),),
}
GOLDEN = ExerciseSession(
    "small",
    "ab12",
    Facts(
        Answers(dict(GOLDEN_ANSWERS)),
        {"feelings": ("1",)},
        2,
        Answers({"claim": PrivateText("It hurts."), "much": 1.5}),
    ),
    Position(
        Pages({address: at for at, address in enumerate(a for a in GOLDEN_ANSWERS if a != "gone")}),
        {"feelings": ("1",)},
    ),
    address="s1",
    visit="0f",
    led_to=3,
    handed_to="s2",
)


def kinds(session: ExerciseSession) -> dict[str, type]:
    return {address: type(value) for address, value in session.facts.answers.items()}


@pytest.mark.parametrize("data", [GOLDEN_1, GOLDEN_2], ids=["format 1", "format 2"])
def test_a_session_of_every_format_that_was_ever_written_is_read(data: bytes) -> None:
    loaded = load_session(data)
    assert loaded == GOLDEN
    assert kinds(loaded) == kinds(GOLDEN)
    assert {type(value) for value in loaded.facts.inputs.values()} == {PrivateText, float}


@pytest.mark.parametrize("session", [GOLDEN, load_session(GOLDEN_1), load_session(GOLDEN_2)])
def test_a_session_is_written_in_the_newest_format(session: ExerciseSession) -> None:
    assert dump_session(session) == GOLDEN_2


def test_the_words_that_were_shown_stand_in_the_head_and_only_where_there_are_some() -> None:
    worded = replace(GOLDEN, shown={"thought": "Was it “so”?"})
    before, said, after = '"handed_to":"s2",', '"shown":{"thought":"Was it “so”?"},', '"walked"'
    golden = GOLDEN_2.decode().replace(f"{before}{after}", f"{before}{said}{after}").encode()
    assert dump_session(worded) == golden
    assert load_session(golden) == worded


@given(sessions)
def test_a_session_survives_being_dumped_and_loaded(session: ExerciseSession) -> None:
    loaded = load_session(dump_session(session))
    assert loaded == session
    assert kinds(loaded) == kinds(session)
    assert list(loaded.position.pages) == list(session.position.pages)


@given(sessions)
def test_a_session_that_was_not_read_from_is_dumped_as_it_came(session: ExerciseSession) -> None:
    data = dump_session(session)
    assert dump_session(load_session(data)) == data
    assert json.loads(data.partition(b"\n")[0])["v"] == FORMAT


@given(values)
def test_a_value_is_the_same_after_packing_and_opening(value: Value) -> None:
    text = text_of(value)
    assert "\n" not in text
    opened = unpack(json.loads(text))
    assert opened == value
    assert type(opened) is type(value)


def test_what_is_no_value_is_not_packed() -> None:
    with pytest.raises(TypeError):
        pack({"a", "set"})


def test_words_that_look_like_packed_values_stay_words() -> None:
    typed = PrivateText('{"m": "seen"}')
    assert Answers({"a": typed})["a"] == typed
    assert Answers({"a": text_of(typed)})["a"] == typed


def test_answers_are_values_and_say_nothing_of_what_they_hold() -> None:
    held = Answers({"a": '"a secret"', "b": '{"o": "other", "w": "another secret"}'})
    assert "secret" not in repr(held)
    assert repr(held["a"]) == "PrivateText(...)"
    assert "secret" not in repr(held["b"])
    assert "secret" not in repr(Facts(held))
    assert held == {"a": "a secret", "b": Chosen("other", PrivateText("another secret"))}


def test_giving_or_taking_an_answer_leaves_the_answers_as_they_were() -> None:
    one = Answers({"a": 1})
    two = one.with_one("b", True)
    assert (dict(one), dict(two)) == ({"a": 1}, {"a": 1, "b": True})
    assert dict(two.with_one("a", 2)) == {"a": 2, "b": True}
    assert dict(two.without({"a", "c"})) == {"b": True}
    assert "a" in two
    assert len(two) == 2


def test_pages_are_found_by_number_and_by_place() -> None:
    found = Pages({"a": 0, "b@1": 1, "c@1/2": 2})
    assert list(found) == [Place("a"), Place("b", ("1",)), Place("c", ("1", "2"))]
    assert found[0] == Place("a")
    assert found[-1] == Place("c", ("1", "2"))
    assert found.index(Place("b", ("1",))) == 1
    assert Place("b", ("1",)) in found
    assert Place("b", ("2",)) not in found
    assert len(found) == 3
    assert found == Pages({"a": 0, "b@1": 1, "c@1/2": 2})
    assert found != Pages({"b@1": 0, "a": 1, "c@1/2": 2})
    assert found != ["a", "b@1", "c@1/2"]
    with pytest.raises(ValueError, match="d"):
        found.index(Place("d"))


def test_the_last_page_is_the_present_one() -> None:
    assert Position(Pages({"a": 0, "b@1": 1}), {}).here == Place("b", ("1",))


@given(ids, st.lists(ids, max_size=3).map(tuple))
def test_a_place_is_found_again_by_its_key(step: str, items: tuple[str, ...]) -> None:
    assert place_at(Place(step, items).key) == Place(step, items)
