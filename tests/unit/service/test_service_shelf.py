"""Sessions stay with the flow version they began with, whatever becomes of its file."""

import pytest

from cbt.errors import FlowUnknown, FlowVersionMissing, StoreUnavailable
from cbt.service import shelf as shelf_module
from cbt.service.shelf import MOST_OLD_VERSIONS
from tests.unit.service.house import FILES, LIBRARY, Browser, House, compiled

ONE_PAGE = """
flow: {name}
title: {name}
language: en
anywhere: {{support: help_now}}
steps:
  done:
    say: Done.
    end: completed
"""


def test_a_session_goes_on_after_the_file_went_away(house: House) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    unbegun = browser.start()
    house.offer(compiled({"taker.yaml": FILES["taker.yaml"]}))
    with pytest.raises(FlowUnknown):
        house.exercises.start("small")
    assert browser.answer(page, "8").page.step.id == "way"
    assert browser.answer(unbegun, "He is cross.").page.step.id == "before"
    assert [line.exercise for line in house.keeping.records(browser.secret)[0]] == ["A small exercise"] * 2


def test_an_old_version_is_made_ready_before_the_transaction_and_read_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(house)
    page = browser.answer(browser.start(), "She is cross.").page
    house.offer(compiled({"taker.yaml": FILES["taker.yaml"]}))
    read, during = house.memory.get_flow_version, list[bool]()

    def noting(digest: str) -> bytes:
        during.append(house.memory.is_writing)
        return read(digest)

    monkeypatch.setattr(house.memory, "get_flow_version", noting)
    browser.answer(page, "8")
    browser.page(page.address)
    assert during == [False]


def test_flows_that_anyone_can_start_are_in_the_order_of_their_titles(house: House) -> None:
    assert [flow.id for flow in house.shelf.startable()] == ["giver", "small", "offerer"]
    assert set(house.shelf.offered()) == {"giver", "small", "offerer", "taker"}
    assert house.shelf.get_offered("taker").flow.id == "taker"


def test_what_fits_next_is_what_the_file_says_else_what_is_offered_for_the_same_reason(house: House) -> None:
    files = {f"{name}.yaml": ONE_PAGE.format(name=name) for name in ("one", "two", "three", "four", "five")}
    shelf = (
        "shelf: first_page\nreasons:\n  - title: Calm\n    flows: [one, two, three]\n"
        "  - title: Up\n    flows: [two, four, one, five]\nafter:\n  three: [five]\n"
    )
    house.offer(compiled({**files, "shelf/first_page.yaml": shelf}))
    after = {name: [flow.id for flow in house.shelf.after(name)] for name in ("one", "three", "five", "gone")}
    assert after == {
        "one": ["two", "three", "four"],
        "three": ["five"],
        "five": ["two", "four", "one"],
        "gone": [],
    }


def test_a_flow_that_needs_inputs_or_is_not_there_cannot_be_started(house: House) -> None:
    for flow_id in ("taker", "nothing"):
        with pytest.raises(FlowUnknown) as unknown:
            house.shelf.get_startable(flow_id)
        assert unknown.value.flow_id == flow_id


def test_versions_no_longer_offered_are_held_up_to_a_bound_and_the_longest_unused_goes_first(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_OLD_VERSIONS == 64
    monkeypatch.setattr(shelf_module, "MOST_OLD_VERSIONS", 2)
    libraries = [compiled({f"{name}.yaml": ONE_PAGE.format(name=name)}) for name in ("one", "two", "three")]
    one, two, three = [
        library.flows[name].version for library, name in zip(libraries, ("one", "two", "three"), strict=True)
    ]
    for library in libraries:
        house.store.keep_flow_versions(library.sources, house.clock().date())
    for version in (one, two, one, three):
        assert house.shelf.get_version(version).flow.version == version
    house.memory.calls = 0
    assert house.shelf.find_by_prefix(bytes.fromhex(one)[:16]) is house.shelf.get_version(one)
    assert house.memory.calls == 0
    assert house.shelf.get_version(two).flow.id == "two"
    assert house.memory.calls == 1


def test_a_version_that_was_never_stored_or_no_longer_compiles_is_missing(house: House) -> None:
    with pytest.raises(FlowVersionMissing):
        house.shelf.get_version("ab" * 32)
    assert house.shelf.find_by_prefix(b"\xab" * 16) is None
    [source] = [
        source for version, source in LIBRARY.sources.items() if version == LIBRARY.flows["small"].version
    ]
    house.store.keep_flow_versions(
        {"cd" * 32: source.replace(b"title: A", b"titel: A")}, house.clock().date()
    )
    with pytest.raises(FlowVersionMissing) as missing:
        house.shelf.get_version("cd" * 32)
    assert missing.value.digest == "cd" * 32


def test_a_version_that_could_not_be_read_is_asked_for_again(house: House) -> None:
    version = LIBRARY.flows["small"].version
    house.offer(compiled({"taker.yaml": FILES["taker.yaml"]}))
    house.memory.calls, house.memory.fail_at = 0, 1
    with pytest.raises(StoreUnavailable):
        house.shelf.get_version(version)
    assert house.shelf.get_version(version).flow.id == "small"
