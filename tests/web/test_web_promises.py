"""Promises that no other test holds alone: nobody is asked who they are, operators read nothing, limits are told."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import SQLModel
from typer.testing import CliRunner

from cbt.cli import app as commands
from tests.markers import files_with
from tests.web.house import MakeApp
from tests.web.kinds import run_kinds
from tests.web.pages import Page
from tests.web.person import Person
from tests.web.routes import READS, begin
from tests.web.stored import bytes_of
from web.services import close

ROOT = Path(__file__).resolve().parents[2]
WHO = re.compile(
    r"e-?mail|phone|surname|first.?name|birth|postcode|address.?line|gender|account", re.IGNORECASE
)
WORD = "canaryquincemarmalade"


def words_of(path: str) -> str:
    """A file's text on one line, markup and line breaks left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|\*\*|`", "", (ROOT / path).read_text(encoding="utf-8")))


def fields_asked(page: Page) -> list[str]:
    """What each field that a person fills in says of itself."""
    found = []
    for tag in ("input", "textarea", "select"):
        for field in page.root.all(tag):
            if field.attrs.get("type") not in ("hidden", "radio", "checkbox", "range"):
                found.append(
                    " ".join([field.attrs.get(name, "") for name in ("name", "id", "autocomplete", "type")])
                )
    return found


def test_no_field_and_no_column_asks_who_somebody_is(shared_app: Flask, kinds_app: Flask) -> None:
    begun = begin(Person(shared_app))
    pages = [begun.person.open(route.url(begun)) for route in READS if route.page]
    asked = [field for page in [*pages, *run_kinds(Person(kinds_app))] for field in fields_asked(page)]
    assert asked
    assert [field for field in asked if WHO.search(field) or "tel" in field.split()] == []
    columns = [column.name for table in SQLModel.metadata.tables.values() for column in table.columns]
    assert [name for name in columns if WHO.search(name)] == []


@pytest.mark.sqlite_file
def test_no_command_of_an_operator_shows_or_copies_a_word_that_somebody_wrote(
    fresh: MakeApp, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = fresh()
    person = Person(app)
    person.go_on(person.start("reframe"), f"A thought about {WORD} and me.")
    secret = person.cookies()["p"]
    close(app)
    for name in ("CBT_DATA", "CBT_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    said = ""
    copies, empty = tmp_path / "copies", tmp_path / "empty"
    for command in (
        ["doctor", "--data", data],
        ["sweep", "--data", data, "--dry-run"],
        ["backup", copies, "--data", data],
        ["restore", copies, "--data", empty],
        ["--help"],
    ):
        result = CliRunner().invoke(commands, [str(part) for part in command])
        said += result.output
    assert "1 person" in said
    held = {"said": said.encode()}
    for folder in (data, copies, empty):
        held |= {f"{folder.name}/{name}": content for name, content in bytes_of(folder).items()}
    assert {"copies", "empty"} <= {name.partition("/")[0] for name in held}
    assert files_with(held, [WORD, secret]) == []


# What is not protected, in the words of the page and of the files at the top.
LIMITS = {
    "a changed server": ("changes the running software", "changes the running software"),
    "the network": ("network can see that you visited", "network can see that you visited"),
    "keyboard and add-ons": ("keyboard or an add-on", "keyboard or an add-on"),
    "one's own device": ("anyone who uses this browser", "whoever uses your browser"),
    "lost keys": ("Nobody can reset a key", "Nobody can reset a key"),
    "history": ("history may list that you were here", "history may list that you were here"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_what_is_not_protected_is_told_in_the_app_and_in_the_files(limit: str, shared_app: Flask) -> None:
    on_the_page, in_the_file = LIMITS[limit]
    assert on_the_page in " ".join(Person(shared_app).open("/privacy").main.text.split())
    assert in_the_file in words_of("PRIVACY.md")


def test_the_first_page_leads_to_what_is_kept_before_anything_is(shared_app: Flask) -> None:
    page = Person(shared_app).open("/")
    assert page.links["Privacy"] == "/privacy"
    assert "Nothing is kept until your first answer." in page.main.text


@pytest.mark.parametrize("path", ["PRIVACY.md", "SECURITY.md", "README.md", "web/templates/privacy.html"])
@pytest.mark.parametrize(
    "claim",
    ["end-to-end", "zero knowledge", "zero-knowledge", "HIPAA", "military", "100% secure", "fully anonymous"],
)
def test_nothing_is_claimed_that_cannot_be_kept(path: str, claim: str) -> None:
    before = words_of(path).lower().partition("what we do not say")[0]
    assert claim.lower() not in before
