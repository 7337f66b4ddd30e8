"""The panel after an answer that names danger: it comes up in every exercise, keeps every word, is never in the
way, and leaves no trace."""

import re
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from cbt.model.answer import ListKind, TextKind
from cbt.model.flow import Flow
from cbt.model.walk import WalkCase
from cbt.safety.panel import Panel
from tests.web.house import HTTPS, MakeApp, services_of
from tests.web.markup import Element
from tests.web.pages import Page, hidden_of
from tests.web.person import Person, address_of
from tests.web.stored import bytes_of, rows_of
from tests.web.test_web_walks import FLOWS, cases, send, steps_of

DANGER = "I want to kill myself tonight"
HEADINGS = {
    "emergency": "Please get help to come to you now",
    "help": "Before you go on, a moment for you",
    "gentle": "Before you go on, a moment for you",
    "softer": "A short pause, in case it helps",
    "danger": "You have a right to be safe",
    "others": "Before you go on, some room to breathe",
    "someone": "Are you worried about someone?",
    "doctor": "A doctor can help with some of this",
}
SAID = {
    "emergency": "I have swallowed all my pills",
    "help": DANGER,
    "gentle": "Everyone would be better off without me",
    "softer": "Years ago I used to cut myself",
    "danger": "He hits me when he comes home",
    "others": "I am going to kill him",
    "someone": "My friend wants to kill himself",
    "doctor": "I have not eaten for five days",
}
NEXT = "Which hard feeling came up?"
LINE = "If it is hard right now"


def panel_form(page: Page) -> Element:
    return page.main.get("form", id="on")


def is_panel(page: Page) -> bool:
    return page.main.find("form", id="on") is not None


def press(person: Person, page: Page, choice: str) -> Page:
    """Presses one of the panel's buttons."""
    form = panel_form(page)
    values = [each.attrs["value"] for each in page.main.all("button", name="pause")]
    assert choice in values
    return person.post(form.attrs["action"], (*hidden_of(form), ("pause", choice)), htmx=person.script)


def write(person: Person, words: str) -> Page:
    """Begins a thought record with these words; what comes then."""
    return person.answer(person.start("thought_record"), words)


def kept_answer(person: Person, page: Page) -> tuple[str, ...]:
    return person.open(f"/s/{address_of(page)}/1").value


# What comes up


@pytest.mark.parametrize("panel", [*Panel])
def test_each_panel_comes_up_in_place_of_the_next_page_with_the_answer_saved(
    panel: str, person: Person
) -> None:
    page = write(person, SAID[panel])
    assert page.heading == HEADINGS[panel]
    assert page.status == 200
    assert page.url.endswith("/2")
    assert page.said == ("Saved a moment ago" if person.script else "Saved")
    assert page.is_fragment is person.script
    assert kept_answer(person, page) == (SAID[panel],)
    again = person.open(page.url)
    assert again.heading == HEADINGS[panel]
    page = press(person, again, "on")
    assert (page.heading, page.url) == (NEXT, again.url)
    assert person.open(page.url).heading == NEXT


@pytest.mark.parametrize("panel", [*Panel])
def test_each_panel_says_in_order_what_it_is_whom_to_call_and_how_to_go_on(
    panel: str, person: Person
) -> None:
    person.post("/help/country", (("country", "gb"),))
    text = write(person, SAID[panel]).main.text
    told = ["Nobody reads along", "call this number", "999", "People who listen in the United Kingdom"]
    told += ["Samaritans", "116 123", "Day and night. Free.", "If no one answers, try", "Change the country"]
    told += ["Someone you trust", "My safety plan", "Steady yourself", "Carry on", "Stop here"]
    if panel == "emergency":
        told = [told[1], told[2], told[0], *told[3:]]
    places = [text.find(words) for words in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)
    assert "It can be wrong" in text
    assert "nothing was sent to anyone" in text


@pytest.mark.parametrize("panel", [*Panel])
def test_no_panel_names_a_method_judges_promises_or_diagnoses(panel: str, person: Person) -> None:
    text = write(person, SAID[panel]).main.text.lower()
    words = set(re.findall(r"[a-z]+", text))
    never = {
        "pills",
        "rope",
        "commit",
        "committed",
        "failed",
        "attempt",
        "should",
        "just",
        "promise",
        "risky",
    }
    assert words & (never | {"depression", "disorder", "diagnosis", "symptom"}) == set()
    assert SAID[panel].lower() not in text


def test_the_sort_is_optional_has_four_ways_and_the_first_two_stay_on_the_page(person: Person) -> None:
    page = write(person, DANGER)
    (row,) = [row for row in page.main.all("section", cls="row") if "nearest" in row.get("h2").text]
    assert [(each.text, each.attrs["href"]) for each in row.all("a")] == [
        ("I may act on this", "#urgent"),
        ("I have such thoughts, and I am safe right now", "#people"),
        ("It is about someone else", "/help/someone"),
    ]
    button = row.get("button")
    assert (button.attrs["form"], button.attrs["value"]) == ("on", "not_meant")
    for anchor in ("urgent", "people", "on"):
        assert page.main.find(id=anchor) is not None


def test_the_two_ways_on_are_equal_buttons(person: Person) -> None:
    buttons = panel_form(write(person, DANGER)).get("div", cls="two").all("button")
    assert [each.attrs["value"] for each in buttons] == ["on", "stop"]
    assert len({each.attrs["class"] for each in buttons}) == 1


def test_without_a_country_the_panel_has_lists_and_a_way_to_choose(person: Person) -> None:
    page = write(person, DANGER)
    assert "https://findahelpline.com" in page.links.values()
    assert page.links["Choose your country, for lines that are near"] == "/help"


def test_help_and_leaving_stay_at_the_top_and_the_title_says_nothing(shared_app: Flask) -> None:
    page = write(Person(shared_app), DANGER)
    assert page.title == "Steps"
    assert page.links["Help now"] == "/help"
    assert "Leave quickly" in page.links
    assert page.headers["Cache-Control"] == "no-store"


# Going on


def test_stopping_leaves_to_the_records_and_the_exercise_goes_on_later_without_the_panel(
    person: Person,
) -> None:
    page = write(person, DANGER)
    records = press(person, page, "stop")
    assert records.url == "/records"
    assert person.open(page.url).heading == NEXT


def test_an_ordinary_answer_goes_straight_on(person: Person) -> None:
    page = write(person, "I am worthless and it will never get better")
    assert page.heading == NEXT
    assert LINE not in page.main.text


def run_to_thoughts(person: Person, page: Page) -> Page:
    return person.go_on(page, "sad", "80", "no")


def test_a_second_panel_comes_for_danger_on_another_page_and_then_only_the_line(person: Person) -> None:
    page = press(person, write(person, DANGER), "on")
    page = run_to_thoughts(person, page)
    assert LINE not in page.main.text
    page = person.answer(page, DANGER, "I have swallowed all my pills")
    assert page.heading == HEADINGS["emergency"]
    page = press(person, page, "on")
    assert LINE in page.main.text
    assert page.links["people who listen are here"] == "/help"
    first = person.open(f"/s/{address_of(page)}/1")
    assert LINE in first.main.text
    assert not is_panel(person.answer(first, "I want to die"))


def test_after_not_what_i_meant_the_exercise_goes_on_with_the_line_and_no_panel(person: Person) -> None:
    page = press(person, write(person, DANGER), "not_meant")
    assert page.heading == NEXT
    assert LINE in page.main.text
    page = person.answer(run_to_thoughts(person, page), DANGER)
    assert not is_panel(page)
    assert LINE in page.main.text
    # Another exercise is another session.
    assert is_panel(write(person, DANGER))


def test_being_at_the_limit_brings_one_quiet_line_and_no_panel(person: Person) -> None:
    page = write(person, "I can't take any more")
    assert page.heading == NEXT
    assert LINE in page.main.text
    assert LINE not in person.answer(page, "sad").main.text


def test_a_form_that_is_sent_twice_brings_up_one_panel(person: Person) -> None:
    page = person.open(f"/s/{address_of(write(person, 'It rained all of Tuesday'))}/1")
    form = page.fill(DANGER)
    first, second = person.send(form), person.send(form)
    assert first.heading == second.heading == HEADINGS["help"]
    assert press(person, second, "on").heading == NEXT


def test_the_page_before_is_there_behind_the_panel_and_taking_the_words_back_takes_the_panel_away(
    person: Person,
) -> None:
    page = write(person, DANGER)
    before = person.open(f"/s/{address_of(page)}/1")
    assert before.value == (DANGER,)
    assert person.answer(before, "I went for a walk").heading == NEXT


def test_a_change_from_the_record_comes_back_to_it_through_the_panel(person: Person) -> None:
    page = person.go_on(person.start("three_columns"))
    address = address_of(page)
    steps = next(walk for walk in cases() if walk[0] == "three_columns")
    with pytest.MonkeyPatch.context() as patch:
        done = steps_of(*steps, patch)
    for step in done:
        page = send(person, page, step.fields)
    record = f"/records/{address}"
    number = next(at for at, step in enumerate(done, 1) if kind_at("three_columns", step.question) == "text")
    asked = person.open(f"/s/{address}/{number}?back=record")
    page = person.answer(asked, DANGER)
    assert is_panel(page)
    assert person.open(page.url).heading == page.heading
    assert press(person, page, "on").url == record
    page = person.answer(person.open(f"/s/{address}/{number}?back=record"), "At home, in the evening")
    assert page.url == record


def test_stopping_on_the_way_to_the_record_leads_to_the_record(person: Person) -> None:
    page = write(person, "It rained all of Tuesday")
    address = address_of(page)
    page = person.answer(person.open(f"/s/{address}/1?back=2"), DANGER)
    assert is_panel(page)
    page = press(person, page, "on")
    assert page.url.split("?")[0] == f"/s/{address}/2"


def test_a_panel_whose_token_is_too_old_is_shown_again_and_then_goes_on(shared_app: Flask) -> None:
    person = Person(shared_app)
    page = write(person, DANGER)
    again = person.post(panel_form(page).attrs["action"], (("csrf_token", "old"), ("pause", "on")))
    assert again.heading == HEADINGS["help"]
    assert press(person, again, "on").heading == NEXT
    # Where no panel waits there is nothing to show but the page.
    gone = person.post(panel_form(page).attrs["action"], (("csrf_token", "old"), ("pause", "on")))
    assert gone.heading == NEXT


def test_going_on_where_no_panel_waits_leads_to_the_page(person: Person) -> None:
    page = write(person, DANGER)
    assert press(person, page, "on").heading == NEXT
    assert press(person, page, "on").heading == NEXT


def test_nobody_else_can_go_on_for_a_person(shared_app: Flask) -> None:
    page = write(Person(shared_app), DANGER)
    stranger = Person(shared_app)
    token = stranger.open("/you/come-back").hidden["csrf_token"]
    sent = (("csrf_token", token), ("pause", "on"))
    assert stranger.post(panel_form(page).attrs["action"], sent).status == 404


# Every flow


def kind_at(flow_id: str, question: str) -> str:
    kind = FLOWS[flow_id].steps[question.partition("@")[0]].kind
    return "text" if isinstance(kind, TextKind) else "list" if isinstance(kind, ListKind) else ""


def has_words(flow: Flow) -> bool:
    return any(isinstance(step.kind, TextKind | ListKind) for step in flow.steps.values())


def first_walks() -> list[tuple[str, WalkCase]]:
    """For each flow that takes words and can be started, the first walk that comes to such a page."""
    found: dict[str, WalkCase] = {}
    with pytest.MonkeyPatch.context() as patch:
        for flow_id, case in cases():
            if flow_id not in found and any(
                kind_at(flow_id, step.question) for step in steps_of(flow_id, case, patch) if step.is_taken
            ):
                found[flow_id] = case
    return list(found.items())


WALKS = first_walks()


def test_every_exercise_that_takes_words_is_tried() -> None:
    wanted = {flow.id for flow in FLOWS.values() if has_words(flow) and not flow.needs}
    # What can be written there comes after an earlier record that is picked, which no walk has without a session.
    wanted -= {"good_evidence_entry"}
    assert {flow_id for flow_id, _ in WALKS} == wanted
    assert len(wanted) > 20


@pytest.mark.parametrize(("flow_id", "case"), WALKS, ids=[flow_id for flow_id, _ in WALKS])
def test_every_exercise_has_the_panel_keeps_the_answer_and_goes_on(
    flow_id: str, case: WalkCase, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(shared_app, script=len(flow_id) % 2 == 0)
    page = person.start(flow_id)
    for step in steps_of(flow_id, case, monkeypatch):
        kind = kind_at(flow_id, step.question)
        if kind:
            break
        page = send(person, page, step.fields)
        assert not is_panel(page)
    asked = page.number
    page = person.answer(page, DANGER)
    if page.status == 422:
        # This page wants more lines than one.
        page = person.answer(person.open(f"/s/{address_of(page)}/{asked}"), DANGER, "and rest", "and sleep")
    assert page.heading == HEADINGS["help"]
    assert ("My safety plan" in page.main.text) is (flow_id != "safety_plan")
    on = press(person, page, "on")
    assert on.status == 200
    assert on.number == asked + 1
    assert DANGER in person.open(f"/s/{address_of(page)}/{asked}").value


# Marks of an author, languages, packs


MARKED = """
flow: marked
title: Marked
language: {language}
anywhere: {{support: help_now}}
steps:
  often:
    ask: How often?
    answer: 0-3
    ends: {{0: never, 3: always}}
    safety: {{1: help, 2: help, 3: help}}
  extra:
    ask: Anything else?
    answer: text
  done:
    say: Done.
    end: completed
"""


def own_folder(tmp_path: Path, language: str = "en", **packs: str) -> Path:
    flows = tmp_path / "own"
    (flows / "detector").mkdir(parents=True)
    (flows / "marked.yaml").write_text(MARKED.format(language=language), encoding="utf-8")
    for name, text in packs.items():
        (flows / "detector" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return flows


@pytest.mark.parametrize("script", [False, True])
def test_a_marked_answer_leads_to_the_panel_and_the_others_do_not(
    script: bool, fresh: MakeApp, tmp_path: Path
) -> None:
    app = fresh(own_folder(tmp_path))
    for answer, comes in (("0", False), ("1", True), ("3", True)):
        person = Person(app, script=script)
        page = person.answer(person.start("marked"), answer)
        assert is_panel(page) is comes, answer
        if comes:
            assert page.heading == HEADINGS["gentle"]
            # These flows are all that is here, so no exercise is offered that is not.
            assert "My safety plan" not in page.main.text
            assert press(person, page, "on").heading == "Anything else?"


def test_a_language_without_a_pack_has_the_line_on_every_page(fresh: MakeApp, tmp_path: Path) -> None:
    person = Person(fresh(own_folder(tmp_path, "sv")))
    page = person.start("marked")
    assert LINE in page.main.text
    page = person.go_on(page, "0")
    assert LINE in page.main.text
    assert LINE in person.answer(page, "Jag gick hem").main.text


def test_a_pack_with_a_fault_keeps_nobody_out_and_another_can_take_its_place(
    fresh: MakeApp, tmp_path: Path
) -> None:
    app = fresh(own_folder(tmp_path, "sv", sv="detector: sv\nnonsense: [1]\n"))
    person = Person(app)
    assert LINE in person.start("marked").main.text
    services_of(app).watching.replace({})
    page = person.go_on(person.start("marked"), "0")
    assert LINE in person.answer(page, DANGER).main.text


# No trace


def traces(person: Person, words: str) -> None:
    """The same run with other words: an answer, on from the panel where one comes up, and two more answers."""
    page = write(person, words)
    page = press(person, page, "on") if is_panel(page) else page
    person.go_on(page, "sad", "80")


def shape_of(data: Path) -> list[str]:
    """Every row of the database, its random and sealed values by their lengths."""
    long_hex = re.compile(r"X'([0-9A-F]+)'|'([0-9a-f]{32,})'")
    return sorted(long_hex.sub(lambda found: f"<{len(found[0])}>", row) for row in rows_of(data))


@pytest.mark.parametrize("script", [False, True])
def test_what_is_stored_and_logged_is_the_same_whether_or_not_a_panel_came_up(
    script: bool, make_two: tuple[tuple[Flask, Path], tuple[Flask, Path]], log_lines: StringIO
) -> None:
    (app, data), (other, other_data) = make_two
    plain = "I went to the shop and home"
    assert len(plain) < len(DANGER)
    logs = []
    for each, words in ((app, DANGER), (other, plain)):
        log_lines.truncate(0)
        traces(Person(each, script=script), words)
        logs.append(log_lines.getvalue())
    assert shape_of(data) == shape_of(other_data)
    # The flows themselves are stored, and speak of pauses; no other word of ours is anywhere.
    held = b"".join(bytes_of(data).values())
    for ours in (b"panel", b"not_meant", b"detector", DANGER.encode()):
        assert ours not in held
    for word in ("pause", "panel", "help", "kill", "emergency", "tier"):
        assert word not in logs[0]
    # Going on from a panel looks like one more answer, and nothing else is different.
    routes = [re.findall(r"method=(\w+) route=(\S+) status=(\d+)", log) for log in logs]
    assert set(routes[0]) == set(routes[1])


@pytest.fixture
def make_two(
    fresh: MakeApp, data: Path, tmp_path: Path, empty_data: Path
) -> tuple[tuple[Flask, Path], tuple[Flask, Path]]:
    import shutil

    from tests.web.house import make_app

    other = tmp_path / "other"
    shutil.copytree(empty_data, other)
    return (fresh(), data), (make_app(other), other)


def note_of(page: Page) -> str:
    sent = [each for each in page.headers.getlist("Set-Cookie") if each.startswith(("n=", "__Secure-n="))]
    return sent[0] if sent else ""


def test_every_answer_hands_out_a_note_of_one_size_that_says_nothing(shared_app: Flask) -> None:
    notes = []
    for words in (DANGER, "It rained all of Tuesday", SAID["danger"], "I can't take any more"):
        person = Person(shared_app, script=True)
        notes.append(note_of(write(person, words)))
        assert "Max-Age" not in notes[-1]
        assert notes[-1].endswith("; Path=/s; HttpOnly; SameSite=Lax")
    assert len(set(notes)) == len(notes)
    assert len({len(note) for note in notes}) == 1


def test_the_note_of_a_secure_site_is_secure(fresh: MakeApp) -> None:
    person = Person(fresh(public_url=HTTPS), script=True, origin=HTTPS)
    assert re.match(
        r"__Secure-n=[\w-]+; Path=/s; Secure; HttpOnly; SameSite=Lax$", note_of(write(person, DANGER))
    )


def test_a_browser_that_lost_its_note_loses_no_word_and_sees_the_page(shared_app: Flask) -> None:
    person = Person(shared_app)
    page = write(person, DANGER)
    secret = person.cookies()["p"]
    for note in ("", "x", "AAAA", note_of(write(Person(shared_app, script=True), DANGER)).split(";")[0][2:]):
        person.lose_cookie()
        person.set_cookie("p", secret)
        person.client.set_cookie("n", note, domain=person.host, path="/s")
        assert person.open(page.url).heading == NEXT
        assert kept_answer(person, page) == (DANGER,)
        # The same words bring it up again.
        assert is_panel(person.answer(person.open(f"/s/{address_of(page)}/1"), DANGER))


def test_the_note_knows_the_last_six_sessions(shared_app: Flask) -> None:
    person = Person(shared_app)
    pages = [write(person, DANGER) for _ in range(7)]
    assert [is_panel(person.open(page.url)) for page in pages] == [False] + [True] * 6


def test_deleting_everything_takes_the_note_away(shared_app: Flask) -> None:
    person = Person(shared_app)
    write(person, DANGER)
    page = person.delete_everything()
    assert "n=; Max-Age=0; Path=/s; HttpOnly; SameSite=Lax" in page.headers.getlist("Set-Cookie")


# The pages of help


@pytest.mark.parametrize(
    ("url", "heading"),
    [
        ("/help/someone", "Helping someone you worry about"),
        ("/help/safe", "Being safer when someone hurts you"),
    ],
)
def test_the_two_pages_stand_by_themselves_with_numbers_and_a_way_back(
    url: str, heading: str, shared_app: Flask
) -> None:
    person = Person(shared_app)
    page = person.open(url)
    assert page.heading == heading
    assert page.main.find("section", cls="urgent") is not None
    assert "https://findahelpline.com" in page.links.values()
    person.post("/help/country", (("country", "gb"),))
    assert "tel:116123" in person.open(url).links.values()
    assert url in person.open("/help").links.values()
