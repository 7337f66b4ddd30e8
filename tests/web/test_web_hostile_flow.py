"""Markup in a flow's texts and in answers is words on every page and in the record: it adds no tag and no attribute."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.hostile_flow import ON_A_PAGE, PAGES, write_hostile_flow
from tests.payloads import MARKUP
from tests.web.house import make_app
from tests.web.markup import Element
from tests.web.pages import Page
from tests.web.person import Person
from web.services import close

# Of the same lengths: long texts are folded away.
HARMLESS = [re.sub("[^ ]", "w", payload) for payload in MARKUP]


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory, empty_data: Path) -> Iterator[tuple[Flask, Flask]]:
    """The same flow twice: with attacks, and with harmless words in their place."""
    made = []
    for name, texts in (("hostile", MARKUP), ("harmless", HARMLESS)):
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(empty_data, folder / "data")
        made.append(make_app(folder / "data", write_hostile_flow(folder / "flows", texts)))
    yield made[0], made[1]
    for app in made:
        close(app)


def run(app: Flask, texts: list[str]) -> list[Page]:
    """Every page of the flow, a refusal, and the record."""
    person = Person(app)
    pages = [person.open("/"), person.start("hostile")]
    for number in range(PAGES):
        count = len(texts[number * ON_A_PAGE : (number + 1) * ON_A_PAGE])
        pages.append(person.answer(pages[-1], *(f"o{place}" for place in range(count))))
    for words in ("7", "3", texts[0].replace(" ", ""), f"{texts[0]} {texts[40]}"):
        pages.append(person.answer(pages[-1], words))
    found = re.search(r"/records/[A-Za-z0-9_-]+", pages[-1].html)
    assert found is not None
    return [*pages, person.open(found[0]), person.open("/records")]


def skeleton(root: Element) -> list[tuple[str, list[str]]]:
    """The tags of a page in order, with the names of their attributes."""
    return [(each.tag, sorted(each.attrs)) for each in root]


def addresses(root: Element) -> list[str]:
    """All addresses on a page, without what differs from person to person."""
    found = [each.attrs[name] for each in root for name in ("href", "src", "action") if name in each.attrs]
    return [re.sub(r"^/(s|records)/[A-Za-z0-9_-]+", r"/\1/x", address) for address in found]


def test_markup_in_a_flow_and_in_answers_changes_no_page(apps: tuple[Flask, Flask]) -> None:
    hostile, harmless = run(apps[0], list(MARKUP)), run(apps[1], HARMLESS)
    assert [page.status for page in hostile] == [page.status for page in harmless]
    assert 422 in [page.status for page in hostile]
    for attacked, plain in zip(hostile, harmless, strict=True):
        assert skeleton(attacked.root) == skeleton(plain.root)
        assert addresses(attacked.root) == addresses(plain.root)


def test_all_of_it_is_shown_letter_for_letter(apps: tuple[Flask, Flask]) -> None:
    _, *pages, record, _ = run(apps[0], list(MARKUP))
    for number, page in enumerate(pages[:PAGES]):
        for payload in MARKUP[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]:
            assert " ".join(payload.split()) in page.root.text
    for payload in MARKUP:
        assert " ".join(payload.split()) in record.root.text
