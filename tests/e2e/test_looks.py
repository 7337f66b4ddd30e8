"""Every kind of page on a small phone: it fits, it can be tapped, it can be read in every mode, and it prints."""

import pytest
from playwright.sync_api import expect

from tests.e2e.caller import Caller, address_of
from tests.e2e.conftest import Visit
from tests.e2e.look import CONTRAST
from tests.e2e.person import Person
from tests.e2e.runs import REFRAME, THOUGHT_RECORD
from tests.web.runs import Asked

pytestmark = pytest.mark.e2e

MODES = {
    "dark": {"color_scheme": "dark"},
    "still": {"reduced_motion": "reduce"},
    "forced": {"forced_colors": "active"},
    "dark and forced": {"color_scheme": "dark", "forced_colors": "active"},
}
ORDINARY = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
# Long text, options, a scale, one more of the same, own words, a list, one of one's own lines, a lot in view,
# something to read, a line, the end.
KINDS = (1, 2, 3, 4, 5, 8, 9, 13, 18, 20, 21)
ALWAYS = (
    "/",
    "/exercises",
    "/exercises/thought_record",
    "/help",
    "/privacy",
    "/about",
    "/records",
    "/you",
    f"/records/{'n' * 40}",
)
WIDTHS = (320, 375, 768, 1280)
LONG = " ".join(["Whatever I begin this autumn comes to nothing in the end, and all of them can see it."] * 3)


@pytest.fixture
def at_the_end(visit: Visit, caller: Caller) -> tuple[Person, str]:
    """Somebody with one finished record and one that rests, and the address of the first."""
    address = address_of(caller.walk("thought_record", THOUGHT_RECORD))
    caller.walk("reframe", REFRAME[:3])
    person = visit(cookie=caller.cookie)
    person.watch.expect_status(404)
    return person, address


def test_every_page_fits_and_can_be_tapped_and_read_in_every_mode(at_the_end: tuple[Person, str]) -> None:
    person, address = at_the_end
    pages = [f"/s/{address}/{number}" for number in KINDS]
    small = []
    for path in (*ALWAYS, f"/records/{address}", f"/records/{address}/delete", *pages):
        person.open(path)
        small += read_in_every_mode(person)
    assert small == []


def test_long_words_stand_folded_above_a_question_that_is_in_sight_on_a_small_phone(
    visit: Visit, script: bool
) -> None:
    person = visit(script=script, size=(320, 568))
    person.start("A second look at a thought")
    person.answer(Asked(REFRAME[0].heading, LONG))
    own, more, change, question = map(
        person.page.locator, (".kept .own", ".kept summary", ".kept a", "#question")
    )
    assert own.evaluate("el => el.clientHeight / parseFloat(getComputedStyle(el).lineHeight)") < 4.5
    tops = [each.evaluate("el => el.getBoundingClientRect().top") for each in (own, more, change, question)]
    assert tops == sorted(tops)
    assert own.evaluate("el => el.clientWidth") > 240
    assert question.evaluate("el => el.getBoundingClientRect().bottom") < 568
    more.click()
    assert own.evaluate("el => el.clientHeight >= el.scrollHeight")
    person.page.set_viewport_size({"width": 320, "height": 300})
    person.answer(Asked(REFRAME[1].heading, "80"))
    expect(question).to_be_in_viewport(ratio=1)
    person.page.set_viewport_size({"width": 768, "height": 640})
    assert own.evaluate("el => el.clientHeight >= el.scrollHeight")
    expect(more).to_be_hidden()


def test_errors_and_what_is_opened_by_choice_can_be_tapped_and_read_in_every_mode(visit: Visit) -> None:
    person = visit()
    person.watch.expect_status(422)
    person.watch.expect("ERR_FAILED|htmx:error")
    person.open("/exercises/reframe")
    small = []
    person.page.get_by_text("When it is better not to do this now").click()
    small += read_in_every_mode(person)
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Start").click()
    person.arrive()
    person.page.get_by_text("Show me an example").click()
    small += read_in_every_mode(person)
    person.go_on()
    expect(person.problem).to_be_visible()
    small += read_in_every_mode(person)
    person.page.route("**/s/**", lambda route: route.abort())
    person.main_button.click()
    expect(person.not_saved).to_be_visible()
    small += read_in_every_mode(person)
    assert small == []


def test_a_list_can_be_filled_and_put_in_order_on_a_small_phone(visit: Visit, caller: Caller) -> None:
    caller.walk("thought_record", THOUGHT_RECORD[:7])
    person = visit(cookie=caller.cookie)
    person.open("/records")
    person.follow("Thought record")
    lines = person.page.locator("textarea[name=line]:visible")
    expect(lines).to_have_count(1)
    lines.first.fill("The first of three.")
    lines.first.press("Enter")
    person.page.keyboard.type("The second of three.")
    person.page.get_by_role("button", name="Add another line").click()
    person.page.keyboard.type("The third of three.")
    person.page.get_by_role("button", name="Move or remove lines").click()
    assert person.look.small_targets(person.page) == []
    person.page.locator("[data-move='-1']:visible").last.click()
    expect(person.page.locator("#said")).to_have_text("The line was moved.")
    person.page.locator("[data-remove]:visible").first.click()
    expect(person.page.locator("#said")).to_have_text("The line was removed.")
    person.go_on()
    person.follow("Back")
    assert [each.input_value() for each in lines.all()] == ["The third of three.", "The second of three.", ""]


def test_no_page_is_wider_than_the_window_at_any_width_or_with_larger_letters(
    at_the_end: tuple[Person, str],
) -> None:
    person, address = at_the_end
    for path in (
        "/",
        f"/s/{address}/13",
        f"/s/{address}/3",
        f"/s/{address}/8",
        f"/records/{address}",
        "/help",
    ):
        person.page.goto(f"{person.origin}{path}")
        for width in WIDTHS:
            person.page.set_viewport_size({"width": width, "height": 640})
            person.look.width(person.page)
        person.page.evaluate("() => document.documentElement.style.setProperty('font-size', '200%')")
        person.look.width(person.page)


def test_a_printed_record_has_ones_own_words_and_no_navigation(at_the_end: tuple[Person, str]) -> None:
    person, address = at_the_end
    person.open(f"/records/{address}")
    person.page.emulate_media(media="print", color_scheme="dark")
    for gone in (".top", ".foot", ".way", ".next", ".skip", "#said", "main form", ".row > a"):
        for each in person.page.locator(gone).all():
            expect(each).to_be_hidden()
    for shown in (
        person.page.locator("h1"),
        person.page.locator(".own").first,
        person.page.locator("svg").first,
    ):
        expect(shown).to_be_visible()
    ink = person.page.locator("h1").evaluate(
        "el => [getComputedStyle(el).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert ink == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def read_in_every_mode(person: Person) -> list[str]:
    """In each mode all can be read; what is too small to be tapped is given back."""
    small = person.look.small_targets(person.page)
    for name, mode in MODES.items():
        person.page.emulate_media(**(ORDINARY | mode))  # type: ignore[arg-type]
        person.look.contrast(person.page)
        if name == "dark":
            person.look.faults(person.page, person.scripting, only=CONTRAST, surroundings=name)
    person.page.emulate_media(**ORDINARY)  # type: ignore[arg-type]
    return small
