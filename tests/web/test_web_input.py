"""Bad input: kept and shown as typed, harmless, at every place where it is shown again."""

import re

import pytest
from flask import Flask

from tests.web.house import MakeApp
from tests.web.kinds import KINDS, NUMBERS, run_kinds
from tests.web.pages import Page, typed
from tests.web.person import FORM_TYPE, Person, address_of, encoded

MOST = 1_572_864
AWKWARD = {
    "html": "<b>bold</b> & \"quoted\" 'single' &amp; &lt;",
    "a way out of a textarea": '</textarea><script>alert("1")</script>',
    "a way out of an attribute": '" autofocus onfocus=alert(1) x="\'>',
    "a way out of a title": "</title></main></body><!--",
    "jinja": "{{7*7}} {% include 'x' %} {#  #}",
    "a placeholder": "{thought.__class__} {line} {0} %s ${x}",
    "a script address": "javascript:alert(1)",
    "right to left": "\u202eabc\u202c שלום مرحبا \u200f",
    "emoji families": "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "separators": "a\u2028b\u2029c\u0085d",
    "combining": "e" + "\u0301" * 50,
    "a byte order mark": "\ufeffx",
    "private use": "\ue000\uf8ff",
    "tags": "\U000e0041\U000e0042",
    "formula": "=cmd|' /C calc'!A0",
    "path": "../../../etc/passwd\\..",
    "sql": "'; DROP TABLE person; --",
    "comment": "<!-- --> ]]> <![CDATA[",
}
each_text = pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())


def kept_as(text: str) -> str:
    """What is to come back: the text without what no page can hold."""
    return text.replace("\u0085", "").replace("\u0301", "\u0301").replace("e\u0301", "\u00e9", 1)


def shown_places(person: Person, address: str) -> list[Page]:
    """Every page on which words are shown again."""
    last = person.open(f"/s/{address}/").number
    pages = [person.open(f"/s/{address}/{number}", htmx=number % 2 == 0) for number in range(1, last + 1)]
    return [
        *pages,
        *[person.open(url) for url in (f"/records/{address}", f"/records/{address}/delete", "/records")],
    ]


@each_text
def test_awkward_words_are_shown_as_typed_and_escaped_at_every_place(text: str, kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = person.start("every_kind")
    for name, words, own in KINDS:
        is_words = name in ("line", "prose", "things", "note", "last")
        words = (
            (text,)
            if is_words
            else (text, "Two")
            if name == "lines"
            else (labelled(kept_as(text)),)
            if name == "one"
            else words
        )
        page = person.answer(page, *words, own=text if own else None)
        assert page.status == 200, (name, page.problem)
    wanted = kept_as(text)
    address = address_of(page)
    pages = shown_places(person, address)
    # parse_html has shown that no tag was opened or closed by the words; here is what they read as.
    assert pages[NUMBERS["line"] - 1].value == (wanted,)
    assert pages[NUMBERS["prose"] - 1].value == (wanted,)
    assert pages[NUMBERS["lines"] - 1].value == (wanted, "Two")
    assert pages[NUMBERS["way"] - 1].value == ("other", wanted)
    assert pages[NUMBERS["many"] - 1].value == ("red", "other", wanted)
    assert wanted in [each.raw for each in pages[NUMBERS["one"] - 1].form.all("span")]
    last = pages[NUMBERS["last"] - 1]
    assert last.kept["What is the line?"] == (wanted,)
    assert last.kept["Which lines?"] == (wanted, "Two")
    assert labelled(wanted) in last.heading
    assert labelled(wanted) in pages[NUMBERS["note"] - 1].heading
    assert labelled(wanted) in " ".join(pages[NUMBERS["again"] - 1].items)
    assert labelled(wanted) in pages[NUMBERS["read"] - 1].main.text
    record, question, listed = pages[-3:]
    assert record.rows["What is the line?"] == record.rows["What is the prose?"] == (wanted,)
    assert record.rows["Which lines?"] == (wanted, "Two")
    assert record.rows["Which way?"] == (wanted,)
    assert record.heading == labelled(wanted)
    assert question.main.get("p", cls="own").raw == wanted
    assert labelled(wanted) in [link.text for link in listed.main.all("a")]
    for page in pages:
        assert page.is_fragment or page.title == "Steps"
        assert not [
            each for each in page.main if each.tag == "script" or (each.tag == "b" and each.text == "bold")
        ]


@each_text
def test_awkward_words_come_back_as_typed_from_a_conflict_and_a_refusal(text: str, kinds_app: Flask) -> None:
    person = Person(kinds_app)
    pages = run_kinds(person)
    for name in ("line", "prose", "lines", "way"):
        url = pages[NUMBERS[name] - 1].url
        one, two = person.open(url), person.open(url)
        words, own = (("other",), text) if name == "way" else ((text,), None)
        person.answer(two, *words, own=own)
        other = ("other",) if name == "way" else ("Other.",)
        conflict = person.answer(one, *other, own="Other." if own else None)
        assert conflict.stored == (kept_as(text),)
        one, two = person.open(url), person.open(url)
        person.answer(two, *other, own="Different." if own else None)
        if name != "way":
            person.answer(person.open(url), "Different.")
        conflict = person.answer(one, *words, own=own)
        assert conflict.status == 409
        assert conflict.value[-1] == kept_as(text)


def labelled(text: str) -> str:
    """The text on one line, as labels and headings have it."""
    return " ".join(text.split())


def refuse(person: Person, page: Page, text: str) -> Page:
    """The page of a number, after words were sent to it."""
    fields = tuple([(name, value) for name, value in page.fill("1").fields if name != "answer"])
    return person.post(page.form.attrs["action"], (*fields, ("answer", text)))


@pytest.mark.parametrize("kind", ["short", "long", "sure", "way", "many", "one"])
@each_text
def test_a_field_that_takes_no_words_refuses_them_calmly(kind: str, text: str, kinds_app: Flask) -> None:
    person = Person(kinds_app)
    pages = run_kinds(person, up_to=NUMBERS[kind] - 1)
    after = refuse(person, pages[-1], text)
    assert after.status == 422
    assert after.heading == pages[-1].heading
    assert after.problem.startswith("Not saved yet. Your answer is still here.")
    assert person.answer(after, *KINDS[NUMBERS[kind] - 1][1], own=KINDS[NUMBERS[kind] - 1][2]).status == 200


NUMBERS_THAT_ARE_NONE = [
    "-1",
    "101",
    "1e2",
    "0x10",
    "1.5",
    "١٢x",
    "NaN",
    "inf",
    "9" * 5000,
    "- 5",
    "1,000",
    "five",
]


@pytest.mark.parametrize("text", NUMBERS_THAT_ARE_NONE)
def test_what_is_no_number_of_the_scale_stays_in_its_box(text: str, kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = run_kinds(person, up_to=NUMBERS["long"] - 1)[-1]
    after = person.answer(page, text)
    assert (after.status, after.value) == (422, (text,))


@pytest.mark.parametrize("text", ["0", "100", "007", " 50 ", "50.0", "+5"])
def test_a_whole_number_however_it_is_written_is_taken(text: str, kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = run_kinds(person, up_to=NUMBERS["long"] - 1)[-1]
    after = person.answer(page, text)
    assert after.status == 200
    assert person.back(after).value == (str(int(float(text))),)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t", "\u3000", "\x00", "\x01\x02"])
@pytest.mark.parametrize("kind", ["line", "prose", "long", "lines"])
def test_an_empty_answer_is_asked_for_again_with_no_blame(kind: str, text: str, kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = run_kinds(person, up_to=NUMBERS[kind] - 1)[-1]
    after = person.answer(page, text)
    assert after.status == 422
    assert "There is no answer here yet. Write or choose one, then continue." in after.problem
    assert "invalid" not in after.main.text.lower()
    field = after.form.find("textarea") or after.form.find("input", id="answer")
    assert field is not None
    assert field.attrs["aria-invalid"] == "true"


def test_an_empty_choice_an_empty_pick_and_own_words_that_are_missing_are_asked_for(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = run_kinds(person, up_to=NUMBERS["way"] - 1)[-1]
    assert "There is no answer here yet" in person.answer(page).problem
    after = person.answer(page, "other", own=" ")
    assert "You chose your own words. Write them in the field below it." in after.problem
    assert after.value[0] == "other"
    page = person.answer(after, "near")
    assert "There is no answer here yet" in person.answer(page).problem
    after = person.answer(page, "red", "other")
    assert "You chose your own words" in after.problem
    assert after.value == ("red", "other")


def test_lines_pasted_into_a_field_of_one_line_are_joined_without_a_script_too(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = person.start("every_kind")
    assert person.back(person.answer(page, "One\n\n two ")).value == ("One two",)
    page = run_kinds(person, up_to=NUMBERS["way"] - 1)[-1]
    assert person.back(person.answer(page, "other", own="My\nway")).value == ("other", "My way")


@pytest.mark.parametrize("count", [5, 60])
def test_more_lines_than_the_list_takes_all_come_back(count: int, kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = run_kinds(person, up_to=NUMBERS["lines"] - 1)[-1]
    lines = tuple([f"Line {number}" for number in range(count)])
    after = person.answer(page, *lines)
    assert (after.status, after.value) == (422, lines)
    assert "This needs 1 to 4 lines. Your words are still here." in after.problem


def test_control_characters_and_lone_surrogates_are_left_out_and_the_rest_is_kept(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    for text, wanted in {
        "a\x00b\x1bc": "abc",
        "tab\tand\nline\r\nends\rtoo": "tab\tand\nline\nends\ntoo",
        "\x7f\x9f.": ".",
    }.items():
        page = person.go_on(person.start("every_kind"), "A line.")
        assert person.back(person.answer(page, text)).value == (wanted,)
    for raw in ("%ED%A0%80lone", "%ED%BF%BF%ED%A0%BDlone", "%FF%FElone", "%C0%AFlone", "%F0%9F%98lone"):
        page = person.go_on(person.start("every_kind"), "A line.")
        body = encoded(page.fill("").without("answer").fields) + b"&answer=" + raw.encode()
        response = person.request("POST", page.url, body=body, content_type=FORM_TYPE)
        assert response.status_code == 303
        (value,) = person.open(page.url).value
        assert value.endswith("lone")
        value.encode()


@pytest.mark.parametrize("unit", ["x", "👍", "\n"], ids=ascii)
def test_a_megabyte_is_kept_whole(unit: str, fresh: MakeApp) -> None:
    person = Person(fresh())
    text = unit * (1_048_576 // len(unit.encode()) - 1) + "x"
    page = person.answer(person.start("thought_record"), "a b c " + text)
    assert page.status == 200
    (kept,) = person.back(page).value
    assert kept == "a b c " + text
    (row,) = person.open(f"/records/{address_of(page)}").rows.values()
    assert row == ("a b c " + text,)


@pytest.mark.parametrize(("unit", "script"), [("x", False), ("x", True), ("👍", True)])
def test_one_byte_too_many_gets_its_page_with_all_of_the_text(
    unit: str, script: bool, shared_app: Flask
) -> None:
    person = Person(shared_app, script=script)
    text = "a b c " + unit * ((MOST - 6) // len(unit.encode())) + "xyz"
    page = person.start("thought_record")
    after = person.answer(page, text)
    assert after.status == 413
    assert after.value == (text,)
    assert "This text is longer than we can keep. Your words are still here." in after.problem
    assert person.answer(after, text[:-3]).status == 200


def test_a_first_answer_of_fifteen_megabytes_still_gets_its_page_with_the_text(shared_app: Flask) -> None:
    person = Person(shared_app)
    after = person.answer(person.start("thought_record"), "x" * 15_000_000)
    assert after.status == 413
    assert len(after.value[0]) == 15_000_000


def test_line_ends_are_as_typed_wherever_text_is_shown(kinds_app: Flask) -> None:
    person = Person(kinds_app)
    page = person.go_on(person.start("every_kind"), "A line.")
    text = "\n\none\n two\n\n\nthree \n"
    after = person.answer(page, text)
    assert typed(person.back(after).value[0]) == typed(text)
    assert re.search(
        r"one\n two\n\n\nthree", person.open(f"/records/{address_of(page)}").rows["What is the prose?"][0]
    )
