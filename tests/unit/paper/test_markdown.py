"""A flow as Markdown shows every text as it is; read back by a Markdown parser."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cbt.paper.document import write_out
from cbt.paper.markdown import code, escaped, render_markdown
from cbt.paper.worksheet import make_worksheet
from cbt.paper.worksheet_markdown import render_worksheet_markdown
from tests.unit.paper.papers import HOSTILE, all_flows, awkward, flows, reworded, titles

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"text", "softbreak"}


def shown(markdown: str) -> str:
    """What a reader of the Markdown sees; fails where it would see anything but plain text."""
    (opened, inline, closed) = READER.parse(markdown)
    assert (opened.type, closed.type) == ("paragraph_open", "paragraph_close")
    assert {child.type for child in inline.children or ()} <= PLAIN, inline.children
    return "".join(child.content or " " for child in inline.children or ())


@pytest.mark.parametrize("words", HOSTILE)
def test_a_text_is_shown_as_it_is(words: str) -> None:
    assert shown(escaped(words)) == " ".join(words.split())


@given(awkward)
def test_any_text_is_shown_as_it_is(words: str) -> None:
    line = " ".join(words.replace("\x00", "").split())
    if line:
        assert shown(escaped(line)) == line


@pytest.mark.parametrize("words", ["a", "a `b` c", "``", "a ``` b"])
def test_code_is_shown_as_it_is(words: str) -> None:
    (_, inline, _) = READER.parse(code(words))
    assert inline.children is not None
    (child,) = inline.children
    assert (child.type, child.content) == ("code_inline", words)


def tokens(markdown: str) -> list[str]:
    return [token.type for token in READER.parse(markdown) if token.type != "inline"]


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_words_do_not_change_the_shape_of_the_document(name: str) -> None:
    flow = reworded(all_flows()[name], lambda: "plain")
    plain = tokens(render_markdown(write_out(flow)))
    for words in ("# one", "1. one", "- one", "> one", "a | b\n- c", "<b>", "***", "```"):
        assert tokens(render_markdown(write_out(reworded(flow, lambda words=words: words)))) == plain, words  # type: ignore[misc]  # bound at once


@settings(max_examples=15)
@given(st.data())
def test_any_words_leave_no_markup_in_document_or_worksheet(data: st.DataObject) -> None:
    flow = reworded(flows()["journey"], lambda: data.draw(awkward) or "x")
    for markdown in (render_markdown(write_out(flow)), render_worksheet_markdown(make_worksheet(flow))):
        found = {child.type for token in READER.parse(markdown) for child in token.children or ()}
        assert not found & {"html_inline", "link_open", "image", "em_open", "s_open"}
        assert "html_block" not in tokens(markdown)


def test_pages_are_headings_and_sections_are_set_in() -> None:
    lines = render_markdown(write_out(flows()["journey"], titles())).splitlines()
    assert lines[0] == "# A journey"
    assert "### 3. How is your mood?" in lines
    assert "> **facts:** Asked again and again, 2 to 4 times." in lines
    assert "> > ### 8. How would {fact} look to someone else?" in lines
    assert "- If the answer is yes: go to page 3, How is your mood?" in lines


def test_it_ends_with_lines_to_sign_for_this_very_version() -> None:
    flow = flows()["journey"]
    text = render_markdown(write_out(flow))
    assert text.count(flow.version) == 2
    for label in ("Name", "Role", "Date", "Remarks"):
        assert f"\n{label}: ____" in text


def test_what_a_flow_does_not_have_gets_no_heading() -> None:
    text = render_markdown(write_out(flows()["next_step"]))
    assert "## Computed values" not in text
    assert "## The record" not in text


def test_every_paragraph_of_a_prompt_and_of_a_hint_is_there() -> None:
    text = render_markdown(write_out(all_flows()["thought_record"]))
    assert "\n\nIf it is the thought, carry on.\n\n" in text
    assert "\n\nI saw myself clearing my desk.\n\n" in text
