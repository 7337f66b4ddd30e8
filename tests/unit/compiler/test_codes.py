"""Every code has a page, and every page tells the truth: its samples are run, and compared with what it says."""

import re
from pathlib import Path

import pytest

import cbt
from cbt.compiler.codes import Explanation, parse_explanation, read_explanations
from tests.unit.compiler.code_pages import findings_of, index_of, index_path, parse_page, said_of

EXPLAINED = read_explanations()
ANEW = "write it anew: .venv/bin/python -m tests.unit.compiler.code_pages"
PAGES = pytest.mark.parametrize("page", EXPLAINED.values(), ids=lambda page: page.code)


def codes_in_the_source() -> set[str]:
    """Every code that stands in the source as a text of its own, or at the start of a printed line."""
    found = set()
    for path in Path(cbt.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'"([FWT][0-9]{3})"', text))
    return found


def test_every_code_that_can_be_told_has_a_page_and_every_page_a_code_that_can_be_told() -> None:
    assert set(EXPLAINED) == codes_in_the_source()


@PAGES
def test_the_bad_sample_has_the_findings_that_its_page_shows(page: Explanation) -> None:
    samples = parse_page(page)
    assert samples.said == said_of(samples.bad), ANEW
    assert {finding.code for finding in findings_of(samples.bad)} == {page.code}


@PAGES
def test_the_good_sample_has_no_finding(page: Explanation) -> None:
    good = parse_page(page).good
    assert good
    assert findings_of(good) == []


@PAGES
def test_a_page_is_short(page: Explanation) -> None:
    assert 1 <= len(re.findall(r"[.?!](?=\s|$)", page.meaning)) <= 6
    assert page.title[0] not in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert not page.title.endswith(".")


def test_the_index_lists_every_page_by_its_heading() -> None:
    assert index_path().read_text(encoding="utf-8") == index_of(EXPLAINED), ANEW


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# F304 without a colon\n\nMeaning.\n\n## Bad\n\n## How to mend it\n\nSo.\n",
        "# F304: no meaning\n\n## Bad\n\n## How to mend it\n\nSo.\n",
        "# F304: no way out\n\nMeaning.\n\n## Bad\n\nSo.\n",
    ],
)
def test_a_page_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text.partition(chr(10))[0])}$"):
        parse_explanation(text)
