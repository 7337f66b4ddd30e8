"""Every page that links lead to: no other host is asked, nobody's words stand in an address, and nothing breaks."""

from urllib.parse import urldefrag, urlsplit

import pytest

from tests.e2e.conftest import Visit
from tests.e2e.person import Person
from tests.e2e.runs import CANARIES, REFRAME
from tests.markers import files_with

pytestmark = pytest.mark.e2e

_LINKS = """() => [...document.querySelectorAll("a[href]:not([download]), form[method=post]")]
  .map(each => each.href ?? each.action)"""
# One page of each sort is enough: all countries and all exercises are made by the same two templates.
FEWEST, OF_A_SORT = 25, 3


def sort_of(path: str) -> str:
    """What pages that differ in an id alone have in common."""
    parts = path.split("/")
    known = {
        "words",
        "come-back",
        "lock",
        "unlock",
        "bring",
        "delete",
        "young",
        "countries",
        "offline",
        "finish",
    }
    return "/".join([part if at < 2 or part in known else "*" for at, part in enumerate(parts)])


def crawl(person: Person) -> set[str]:
    """Opens what links lead to, from the first page on; every address that was seen."""
    seen: set[str] = {"/"}
    waiting, sorts = ["/"], dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        sort = sort_of(urlsplit(path).path)
        sorts[sort] = sorts.get(sort, 0) + 1
        if sorts[sort] > OF_A_SORT or path.endswith((".json", ".md", ".ics")):
            continue
        person.page.goto(f"{person.origin}{path}")
        for link in person.page.evaluate(_LINKS):
            parts = urlsplit(urldefrag(link).url)
            if parts.scheme != "http":
                continue
            assert link.startswith(f"{person.origin}/"), link
            following = parts.path + (f"?{parts.query}" if parts.query else "")
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen


@pytest.mark.parametrize("is_shared", [False, True], ids=["own device", "shared computer"])
def test_no_page_that_a_link_leads_to_asks_another_host_or_has_a_word_in_its_address(
    visit: Visit, is_shared: bool
) -> None:
    person = visit()
    person.watch.expect_status(405)
    person.watch.expect_status(404)
    if is_shared:
        person.open("/")
        with person.page.expect_navigation():
            person.page.get_by_role("button", name="This is a shared computer").click()
    person.start("A second look at a thought")
    person.walk(REFRAME)
    seen = crawl(person)
    assert len(seen) > FEWEST
    assert files_with({path: path.encode() for path in seen}, CANARIES) == []
    hosts = {urlsplit(each.url).netloc for each in person.watch.requests}
    assert hosts == {urlsplit(person.origin).netloc}
