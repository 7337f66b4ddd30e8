"""A file of helplines is read strictly: each fault at its place, with the way out, and a faulty file is left out."""

from datetime import date
from pathlib import Path

import pytest

from cbt.compiler.helplines import Read, gather_helplines, helplines_of, read_helplines
from cbt.compiler.library import default_flows_folder
from cbt.safety.helplines import Audience, Evidence
from cbt.safety.numbers import Message, Number

TODAY = date(2026, 11, 26)
WHOLE = """country: gb
name: the United Kingdom
emergency:
  - number: 999
  - {number: 144, for: ambulance}
source: A page
seen_on: 2026-11-01
helplines:
  - name: Samaritans
    audience: adults
    languages: [English, Welsh]
    phone:
      - 116 123
      - {number: 119, press: 8, for: the evening}
    sms:
      - {number: 85258, keyword: SHOUT}
    chat: https://a.example/chat
    url: https://a.example
    hours: day and night
    cost: free
    source: A list
    source_url: https://list.example
    verified_on: 2026-11-20
    verified_by: the evening team
    confirmations: 2
    notes: Ask for Ann.
"""


def of(text: str, name: str = "gb.yaml") -> Read:
    return helplines_of({name: text.encode()}, TODAY)


def told(text: str, name: str = "gb.yaml") -> list[tuple[str, int, str]]:
    return [
        (each.code, each.pos.line, each.sentence) for each in of(text, name).findings if each.code[0] == "F"
    ]


def test_every_word_of_a_file_comes_through() -> None:
    (country,) = of(WHOLE).countries
    assert (country.code, country.name, country.alone) == ("gb", "the United Kingdom", False)
    assert country.emergency == (Number("999"), Number("144", about="ambulance"))
    assert country.evidence == Evidence("A page", date(2026, 11, 1))
    (line,) = country.helplines
    assert (line.name, line.audience, line.languages) == ("Samaritans", Audience.ADULTS, ("English", "Welsh"))
    assert line.phone == (Number("116 123"), Number("119", press="8", about="the evening"))
    assert line.sms == (Message("85258", "SHOUT"),)
    assert (line.chat, line.url) == ("https://a.example/chat", "https://a.example")
    assert (line.hours, line.cost, line.notes) == ("day and night", "free", "Ask for Ann.")
    assert line.evidence == Evidence(
        "A list, https://list.example", None, date(2026, 11, 20), "the evening team", 2
    )


def test_a_file_may_hold_a_country_alone_or_help_that_is_near_or_anywhere() -> None:
    assert of("country: gb\nname: Here\nalone: true\nsource: a\n").countries[0].alone
    for code in ("local", "anywhere"):
        assert of(f"country: {code}\nname: Here\nsource: a\n", f"{code}.yaml").countries[0].code == code


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("hours:", "huors:", "F010", '"huors" is not a word of a file of helplines here; did you mean "hours"?'),
        ("press:", "pres:", "F010", 'did you mean "press"?'),
        ("audience: adults", "audience: adult", "F013", 'one of: "everyone", "adults" or "young"'),
        ("      - 116 123\n", "      - [116]\n", "F013", "should be a list of numbers"),
        ("languages: [English, Welsh]", "languages: English", "F013", '"languages" should be a list'),
        ("confirmations: 2", "confirmations: two", "F013", "should be a whole number"),
        ("country: gb", "country: uk", "F016", "is not this file's name"),
        ("116 123", "+116 123", "F611", "a short number never has a plus"),
        ("85258", "SHOUT", "F611", "write digits"),
        ("number: 999", "number: none", "F611", "is no number that a phone can dial"),
        ("source: A page\n", "", "F612", '"gb" has no source'),
        ("source: A page\n", 'source: ""\n', "F612", "add source: where it was found"),
        ("2026-11-20", "20.11.2026", "F613", "write it like 2026-11-22"),
        ("2026-11-20", "2026-11-27", "F613", "has not come yet"),
        ("    verified_by: the evening team\n", "", "F613", "belong together"),
        ("    verified_on: 2026-11-20\n", "", "F613", "belong together"),
        ("https://a.example/chat", "http://a.example", "F614", "start it with https://"),
        ("https://a.example/chat", "https://[", "F614", "is no address of a page"),
        ("https://list.example", "list", "F614", "is no address of a page"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place_with_the_way_out(old: str, new: str, code: str, says: str) -> None:
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    ((found, _, sentence),) = told(text)
    assert found == code
    assert says in sentence
    assert of(text).countries == ()


def test_a_country_is_two_letters_and_a_helpline_has_a_way_to_reach_it() -> None:
    ((code, line, says),) = told("country: gbr\nname: Here\nsource: a\n", "gbr.yaml")
    assert (code, line) == ("F614", 1)
    assert "two letters" in says
    ((code, line, says),) = told(
        "country: gb\nname: Here\nsource: a\nhelplines:\n  - name: A\n    source: a\n"
    )
    assert (code, line, says) == ("F614", 5, '"A" cannot be reached; add phone, sms, chat or url')


@pytest.mark.parametrize("text", ["", "- gb\n", "country: gb\nname: [\n", "country: gb\n"])
def test_what_is_no_file_of_helplines_is_told_and_left_out(text: str) -> None:
    assert told(text)
    assert of(text).countries == ()


def test_so_many_faults_that_more_would_bury_them_end_the_reading_of_one_file_only() -> None:
    lines = [f"  - number: x{number}\n" for number in range(150)]
    many = "country: gb\nname: Here\nsource: a\nemergency:\n" + "".join(lines)
    read = helplines_of({"gb.yaml": many.encode(), "ie.yaml": WHOLE.replace("gb", "ie").encode()}, TODAY)
    assert len([each for each in read.findings if each.code == "F611"]) == 100
    assert [country.code for country in read.countries] == ["ie"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("verified_on: 2026-11-20\n    verified_by: Ann", None, ""),
        ("verified_on: 2026-04-20\n    verified_by: Ann", "W751", '"A" was last confirmed 220 days ago'),
        ("seen_on: 2025-04-20", "W752", '"A" was last seen 585 days ago'),
        ("seen_on: 2026-11-20", "W753", 'nobody has confirmed "A"'),
        ("", "W753", 'nobody has looked up "A"'),
    ],
)
def test_what_is_old_or_was_never_confirmed_is_a_warning(words: str, code: str | None, says: str) -> None:
    head = "country: gb\nname: Here\nsource: a\nhelplines:\n  - name: A\n    phone: [112]\n    source: a\n"
    read = of(f"{head}    {words}\n" if words else head)
    assert len(read.countries) == 1
    assert [each.code for each in read.findings] == ([code] if code else [])
    assert all(says in each.message and each.severity == "warning" for each in read.findings)


def test_emergency_numbers_are_looked_after_too() -> None:
    read = of("country: gb\nname: Here\nemergency: [{number: 999}]\nsource: From memory\n")
    assert [each.message for each in read.findings] == [
        'nobody has looked up "the emergency numbers", and it comes after the directory'
    ]


def test_a_folder_is_read_by_its_files_and_a_missing_one_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "gb.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not ours", encoding="utf-8")
    assert [each.code for each in read_helplines(tmp_path, TODAY).countries] == ["gb"]
    assert read_helplines(tmp_path / "none", TODAY) == Read((), ())


def test_an_operators_file_with_a_fault_leaves_ours_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "gb.yaml").write_text(WHOLE.replace("116 123", "none"), encoding="utf-8")
    (tmp_path / "local.yaml").write_text("country: local\nname: Here\nsource: a\n", encoding="utf-8")
    gathered = gather_helplines(tmp_path, TODAY)
    assert gathered.findings[0].code == "F611"
    assert gathered.findings[0].pos.file == str(tmp_path / "gb.yaml")
    shipped = gather_helplines(None, TODAY).helplines
    assert gathered.helplines.countries == shipped.countries
    assert gathered.helplines.local is not None
    assert shipped.local is None


def test_advice_on_what_an_operator_has_replaced_is_not_given(tmp_path: Path) -> None:
    (tmp_path / "gb.yaml").write_text(WHOLE + "alone: true\n", encoding="utf-8")
    found = gather_helplines(tmp_path, TODAY, default_flows_folder()).findings
    assert [each.pos.line for each in found if each.pos.file.endswith("gb.yaml")] == [1]
