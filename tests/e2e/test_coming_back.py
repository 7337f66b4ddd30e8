"""Coming back in a real browser, with script and without: each page fits, can be tapped and read, and works."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.caller import Caller
from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.test_looks import WIDTHS, read_in_every_mode
from tests.web.runs import THOUGHT

# Below this width, in CSS pixels, four of the longest words do not fit beside each other.
NARROW = 416

pytestmark = pytest.mark.e2e

PHRASE = "a calm blue evening"


@pytest.fixture
def ann(visit: Visit, caller: Caller, script: bool) -> Person:
    """Somebody who has answered once."""
    page = caller.start("reframe")
    caller.send(page.fill(THOUGHT))
    return visit(script=script, java_script_enabled=script, cookie=caller.cookie)


def press(person: Person, name: str) -> None:
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=name).first.click()
    person.arrive()


def test_the_longest_words_fit_on_the_smallest_phone(ann: Person) -> None:
    ann.open("/you")
    ann.follow("Make twelve words")
    press(ann, "Make my twelve words")
    ann.page.set_viewport_size({"width": min(WIDTHS), "height": 640})
    ann.page.evaluate(
        "() => document.querySelectorAll('.twelve li').forEach(each => each.textContent = 'mushroom')"
    )
    ann.look.width(ann.page)


def test_twelve_words_stand_in_even_lines_are_saved_and_open_another_device(
    ann: Person, visit: Visit, script: bool
) -> None:
    small = []
    ann.open("/you")
    small += read_in_every_mode(ann)
    ann.follow("Make twelve words")
    small += read_in_every_mode(ann)
    press(ann, "Make my twelve words")
    words = ann.page.locator(".twelve li")
    expect(words).to_have_count(12)
    for width in WIDTHS:
        ann.page.set_viewport_size({"width": width, "height": 640})
        ann.look.width(ann.page)
        tops = [round(each.bounding_box()["y"]) for each in words.all()]  # type: ignore[index]
        lines = [3, 3, 3, 3] if width < NARROW else [4, 4, 4]
        assert [tops.count(top) for top in sorted(set(tops))] == lines
    small += read_in_every_mode(ann)
    with ann.page.expect_download() as saved:
        ann.page.get_by_role("button", name="Save them as a text file").click()
    assert saved.value.suggested_filename == "words.txt"
    told = Path(saved.value.path()).read_text(encoding="utf-8")
    assert told.split() == words.all_inner_texts()

    other = visit(script=script, java_script_enabled=script)
    other.watch.expect_status(422)
    other.open("/you/come-back")
    small += read_in_every_mode(other)
    other.page.get_by_label("Twelve words").fill("abandon " * 12)
    press(other, "Open my records")
    small += read_in_every_mode(other)
    other.page.get_by_label("Twelve words").fill(told.upper())
    press(other, "Open my records")
    expect(other.page.get_by_text(THOUGHT)).to_be_visible()
    other.open("/you")
    small += read_in_every_mode(other)
    other.follow("Forget: Another device")
    small += read_in_every_mode(other)
    press(other, "Forget it")
    expect(other.page.get_by_text("Another device")).to_have_count(0)
    assert small == []


def test_a_printed_page_of_words_has_the_words_and_no_navigation(ann: Person) -> None:
    ann.open("/you/words")
    press(ann, "Make my twelve words")
    ann.page.emulate_media(media="print")
    expect(ann.page.locator(".twelve")).to_be_visible()
    for gone in (".top", ".foot", "main form"):
        expect(ann.page.locator(gone).first).to_be_hidden()


def test_a_passphrase_locks_this_browser(ann: Person) -> None:
    small = []
    ann.watch.expect_status(422)
    ann.open("/you")
    ann.follow("Put a passphrase on this device")
    small += read_in_every_mode(ann)
    ann.page.get_by_label("A passphrase of eight letters or more").fill(PHRASE)
    ann.page.get_by_label("The same once more").fill("another evening")
    press(ann, "Lock this device")
    small += read_in_every_mode(ann)
    for label in ("A passphrase of eight letters or more", "The same once more"):
        ann.page.get_by_label(label).fill(PHRASE)
    press(ann, "Lock this device")
    press(ann, "Lock this device now")
    ann.open("/records")
    assert ann.heading == "This place is locked"
    small += read_in_every_mode(ann)
    ann.page.get_by_text("Use this browser without those records").click()
    small += read_in_every_mode(ann)
    ann.page.get_by_label("Your passphrase").fill(PHRASE)
    press(ann, "Open")
    expect(ann.page.get_by_text(THOUGHT)).to_be_visible()
    assert small == []


def test_a_copy_is_taken_along_and_brought_back_after_everything_was_deleted(
    ann: Person, tmp_path: Path
) -> None:
    ann.open("/you")
    with ann.page.expect_download() as taken:
        ann.page.get_by_role("link", name="To bring back later").click()
    copy = tmp_path / "copy.json"
    taken.value.save_as(copy)
    ann.page.get_by_label("Yes, I want to delete all my records for good").check()
    press(ann, "Delete everything")
    ann.open("/you")
    small = read_in_every_mode(ann)
    ann.follow("Bring a file back in")
    small += read_in_every_mode(ann)
    ann.page.get_by_label("The file").set_input_files(copy)
    press(ann, "Bring it in")
    small += read_in_every_mode(ann)
    ann.follow("Read my records")
    expect(ann.page.get_by_text(THOUGHT)).to_be_visible()
    assert small == []
