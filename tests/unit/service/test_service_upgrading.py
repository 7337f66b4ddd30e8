"""People inside come along to a new wording and to new ids, and finish what they began when more has changed."""

import re
from collections.abc import Iterable
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cbt.engine.answering import answer, begin
from cbt.engine.compare import compare
from cbt.engine.machine import Program
from cbt.engine.replay import replay
from cbt.errors import AnswerError, FlowUnknown
from cbt.model.flow import Flow
from cbt.model.renaming import renamed_key
from cbt.model.session import ExerciseSession
from cbt.service import upgrading
from cbt.service.opening import find_opened
from cbt.service.upgrading import upgraded
from tests.unit.engine.exercise import compile_text
from tests.unit.engine.random_runs import SOME, flow_texts, forms
from tests.unit.service.house import FILES, SMALL, Browser, House, compiled, finish, form

REWORDED = SMALL.replace("Which thought?", "What went through your mind?")
RENAMED = (
    REWORDED.replace("feelings", "moods")
    .replace("{thought}", "{idea}")
    .replace("rows: [thought,", "rows: [idea,")
)
RENAMED = RENAMED.replace("  thought:", "  idea:").replace("words(thought)", "words(idea)")
RENAMED += "renamed: {thought: idea, feelings: moods}\n"
LONGER = SMALL.replace("  done:\n", "  pause:\n    say: Rest a little.\n  done:\n")


def with_small(text: str) -> dict[str, str]:
    return {**FILES, "small.yaml": text}


def stored(browser: Browser, address: str) -> ExerciseSession:
    """The session as it lies in the store."""
    house = browser.house
    opened = find_opened(house.store, browser.secret, house.addresses.session_id(address))
    assert opened is not None
    return opened.session


def prompt(browser: Browser, address: str, number: int) -> str:
    text = browser.page(address, number).step.prompt
    assert text is not None
    return text.source


def version(house: House) -> str:
    return house.shelf.get_offered("small").flow.version


def test_a_new_wording_is_shown_at_once_and_stored_with_the_next_answer(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    began = version(house)
    house.offer(compiled(with_small(REWORDED)))
    before = deepcopy(house.memory.tables)
    assert prompt(browser, page.address, 1) == "What went through your mind?"
    assert house.memory.tables == before
    assert stored(browser, page.address).flow_version == began
    turn = browser.answer(page, "8")
    assert turn.page.step.id == "way"
    session = stored(browser, page.address)
    assert session.flow_version == version(house) != began
    assert dict(session.facts.answers) == {"thought": "She is cross.", "before": 8}


def test_a_form_that_is_refused_or_overtaken_stores_no_move(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    began = version(house)
    house.offer(compiled(with_small(REWORDED)))
    assert browser.answer(page, "99").error is not None
    assert browser.send(page, form(browser.page(page.address, 1), "one")).error is not None
    assert stored(browser, page.address).flow_version == began


def test_answers_move_along_with_a_renamed_step_and_a_form_made_before_is_filed_under_its_new_name(
    house: House,
) -> None:
    browser = Browser(house)
    page = browser.go_on(browser.start(), "She is cross.", "8", "facts", "She did not look up.")
    assert page.step.id == "feelings.name"
    house.offer(compiled(with_small(RENAMED)))
    shown = browser.page(page.address)
    assert (shown.step.id, shown.number) == ("moods.name", page.number)
    turn = browser.answer(page, "sad")
    assert turn.page.step.id == "moods.strength"
    session = stored(browser, page.address)
    assert session.flow_version == version(house)
    assert session.facts.answers["idea"] == "She is cross."
    assert session.facts.answers["moods.name@1"] == "sad"
    assert dict(session.facts.items) == {"moods": ("1",)}
    late = browser.send(page, form(page, "sad"))
    assert not late.moved


def test_a_change_of_structure_leaves_people_in_the_version_that_they_began(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    began = version(house)
    house.offer(compiled(with_small(LONGER.replace("Which way?", "Which path?"))))
    page = browser.answer(page, "8").page
    assert prompt(browser, page.address, 3) == "Which way?"
    assert stored(browser, page.address).flow_version == began
    assert browser.go_on(page, "facts", "She did not look up.").step.id == "feelings.name"
    assert browser.start().program.flow.version == version(house) != began


def test_a_session_that_moved_goes_back_to_the_earlier_words_when_the_file_does(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    began = version(house)
    house.offer(compiled(with_small(REWORDED)))
    page = browser.answer(page, "8").page
    house.offer(compiled(FILES))
    page = browser.answer(page, "facts").page
    assert stored(browser, page.address).flow_version == began


def test_a_record_keeps_the_questions_that_were_answered(house: House) -> None:
    browser = Browser(house)
    address = finish(browser).address
    house.offer(compiled(with_small(REWORDED)))
    assert house.keeping.record(browser.secret, address).rows[0].label == "Which thought?"


def test_two_versions_are_compared_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    house.offer(compiled(with_small(LONGER)))
    asked: list[tuple[str, str]] = []

    def noting(old: Flow, new: Flow) -> object:
        asked.append((old.version, new.version))
        return compare(old, new)

    monkeypatch.setattr(upgrading, "compare", noting)
    page = browser.answer(page, "8").page
    browser.answer(page, "facts")
    browser.page(page.address)
    assert len(asked) == 1


def test_versions_are_read_and_compared_before_the_transaction(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    house.offer(compiled(with_small(REWORDED)))
    read, during = house.memory.get_flow_version, list[bool]()

    def noting(digest: str) -> bytes:
        during.append(house.memory.is_writing)
        return read(digest)

    monkeypatch.setattr(house.memory, "get_flow_version", noting)
    browser.answer(page, "8")
    assert during == [False]


def test_a_broken_flow_keeps_its_last_good_version_until_it_is_mended_or_goes(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    good = version(house)
    broken = with_small(SMALL.replace("next: feelings", "next: feelinks"))
    house.replace(broken)
    assert version(house) == good
    assert browser.start().program.flow.version == good
    assert browser.answer(page, "8").page.step.id == "way"
    house.replace(broken)
    assert version(house) == good
    house.replace(with_small(LONGER))
    assert version(house) != good
    house.replace({name: text for name, text in FILES.items() if name == "taker.yaml"})
    with pytest.raises(FlowUnknown):
        house.exercises.start("small")
    assert browser.go_on(browser.page(page.address), "facts", "She did not.").step.id == "feelings.name"


def test_a_flow_that_was_never_good_is_not_offered(house: House) -> None:
    house.replace({**FILES, "worse.yaml": "flow: worse\n"})
    with pytest.raises(FlowUnknown):
        house.exercises.start("worse")


def test_what_was_offered_before_is_still_at_hand_without_the_store(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    kept = house.shelf.get_version(version(house))
    other = house.shelf.get_offered("offerer")
    house.replace(with_small(LONGER))
    assert house.shelf.get_version(kept.flow.version) is kept
    assert house.shelf.get_offered("offerer") is other
    house.memory.calls = 0
    browser.page(page.address)
    assert house.memory.calls == 1


def test_a_program_is_built_when_it_is_first_needed_and_once(house: House) -> None:
    assert house.shelf.startable()
    first = house.shelf.get_offered("small")
    assert house.shelf.get_offered("small") is first
    assert house.shelf.get_version(first.flow.version) is first
    assert house.shelf.find_by_prefix(bytes.fromhex(first.flow.version)[:16]) is first


# Random flows


def other_words(text: str) -> str:
    return re.sub(r"(?m)^( +)(ask|say|again|else): ", r"\1\2: Well, ", text)


def other_ids(flow: Flow, text: str) -> str:
    """The flow with other ids for its blocks, and what it says about them."""
    ids = [*flow.steps, *flow.loops]
    renames = {old: new for old in ids if (new := re.sub(r"\bb(\d)", r"c\1", old)) != old}
    # What ends in these is made by the compiler and moves along with its loop.
    own = {old: new for old, new in renames.items() if not old.endswith((".again", ".more"))}
    lines = "".join([f"  {old}: {new}\n" for old, new in own.items()])
    return re.sub(r"\bb(\d)", r"c\1", text) + (f"renamed:\n{lines}" if lines else "")


@st.composite
def runs(draw: st.DrawFn, program: Program) -> ExerciseSession:
    """A session of a flow, some answers in, and some of them changed."""
    session = begin(program)
    for _ in range(draw(st.integers(0, 25))):
        places = list(session.position.pages)
        place = places[-1] if draw(st.integers(0, 4)) else draw(st.sampled_from(places))
        if program.flow.steps[place.step].is_final:
            continue
        try:
            session = answer(program, session, place, draw(forms(program, session, place)))
        except AnswerError:
            continue
    return session


@settings(max_examples=SOME, suppress_health_check=[HealthCheck.too_slow])
@given(flow_texts(), st.booleans(), st.data())
def test_a_session_that_moves_stands_where_its_answers_lead_and_keeps_them_all(
    text: str, renames: bool, data: st.DataObject
) -> None:
    old = compile_text(text)
    new = compile_text(other_ids(old, other_words(text)) if renames else other_words(text))
    session = data.draw(runs(Program(old)))
    moved = upgraded(session, old, new)
    assert moved is not None
    assert moved.flow_version == new.version
    assert moved.position == replay(Program(new), moved.facts)
    assert [place.items for place in moved.position.pages] == [
        place.items for place in session.position.pages
    ]
    assert dict(moved.facts.answers) == {
        renamed_key(new.renamed, at): value for at, value in session.facts.answers.items()
    }
    assert sorted(all_items(moved)) == sorted(all_items(session))
    assert (moved.facts.made, moved.facts.inputs) == (session.facts.made, session.facts.inputs)


@settings(max_examples=SOME, suppress_health_check=[HealthCheck.too_slow])
@given(flow_texts(), st.data())
def test_no_session_moves_to_a_version_with_one_page_more(text: str, data: st.DataObject) -> None:
    old = compile_text(text)
    new = compile_text(other_words(text).replace("  done:\n", "  more_to_say:\n    say: More.\n  done:\n"))
    assert upgraded(data.draw(runs(Program(old))), old, new) is None


def all_items(session: ExerciseSession) -> Iterable[str]:
    return [item for items in session.facts.items.values() for item in items]
