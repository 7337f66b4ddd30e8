"""A flow as HTML stands alone, prints on A4, and lets no text become markup."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.paper.document import write_out
from cbt.paper.html_frame import text
from cbt.paper.html_page import render_html
from cbt.paper.worksheet import make_worksheet
from cbt.paper.worksheet_html import render_worksheet_html
from tests.unit.paper.papers import HOSTILE, all_flows, awkward, flows, reworded, titles

EMPTY = {"meta"}


class Reader(HTMLParser):
    """Reads a page strictly: every element that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            assert name in {"lang", "charset", "name", "content", "class", "id", "href"}, name
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    assert not reader.tags.keys() & {"script", "img", "link", "iframe", "object", "form", "input"}
    return reader


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_flow_stands_alone_and_every_link_leads_to_a_page_of_it(name: str) -> None:
    page = render_html(write_out(all_flows()[name], titles()))
    reader = read(page)
    assert "url(" not in page
    assert "@import" not in page
    assert reader.links
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_worksheet_stands_alone(name: str) -> None:
    reader = read(render_worksheet_html(make_worksheet(all_flows()[name], titles())))
    assert not reader.links


def test_it_is_made_for_a4_and_for_light_and_dark_screens() -> None:
    page = render_html(write_out(flows()["journey"]))
    assert "@page { size: A4;" in page
    assert "prefers-color-scheme: dark" in page


def test_it_ends_with_room_to_sign_for_this_very_version() -> None:
    flow = flows()["journey"]
    words = read(render_html(write_out(flow))).words
    assert words.count(flow.version) == 2
    assert [word for word in words if word in ("Name", "Role", "Date", "Remarks")][-4:] == [
        "Name",
        "Role",
        "Date",
        "Remarks",
    ]


def test_what_a_flow_does_not_have_gets_no_heading() -> None:
    words = read(render_html(write_out(flows()["next_step"]))).words
    assert "Computed values" not in words
    assert "The record" not in words


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_markup_on_the_document_or_the_worksheet(words: str) -> None:
    flow = flows()["journey"]
    plain, hostile = (reworded(flow, lambda said=said: said) for said in ("plain", words))  # type: ignore[misc]  # bound at once
    assert read(render_html(write_out(hostile))).tags == read(render_html(write_out(plain))).tags
    sheets = [read(render_worksheet_html(make_worksheet(each))).tags for each in (hostile, plain)]
    assert sheets[0] == sheets[1]


def test_what_html_cannot_hold_becomes_a_stand_in() -> None:
    assert text("a\x00\ud800b\x85 <c>") == "a\ufffd\ufffdb\ufffd &lt;c&gt;"


@settings(max_examples=15)
@given(st.data())
def test_any_words_give_a_page_that_is_read_strictly(data: st.DataObject) -> None:
    flow = reworded(flows()["journey"], lambda: data.draw(awkward) or "x")
    read(render_html(write_out(flow)))
    read(render_worksheet_html(make_worksheet(flow)))
