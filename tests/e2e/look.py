"""What holds for every page that a test comes to: axe finds nothing, it fits, its title and address tell nothing.

It must not change the page.
"""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.e2e.scripting import Scripting

TITLES = {"Steps", "Help now - Steps", "Privacy - Steps", "About - Steps"}
CONTRAST = ("color-contrast", "color-contrast-enhanced")
LEAST_TARGET = 44
LEAST_CONTRAST = 7

_RANDOM = r"[A-Za-z0-9_-]{20,64}"
NEUTRAL_URL = re.compile(
    rf"/(s/{_RANDOM}/(\d+)?(\?back=(record|\d+))?|records(/{_RANDOM}(/delete|/together)?)?(\?back)?|"
    r"you(/(delete|words(/file)?|come-back|lock(/now)?|unlock|bring|devices/[0-9a-f]{32}/(forget|name)))?"
    r"(\?(locked|opened))?|shared(/(finish(ed)?|here|leave|lock|locked|off|open))?|help(/[a-z]+)?|privacy|about)?"
)
BEFORE_IT_BEGAN = re.compile(r"/exercises(/(thought_record|reframe))?")
FILE = re.compile(r"/static/[\w./-]+\?v=[0-9a-f]{12}")

_SMALL_TARGETS = """least => {
  const shown = (el) => el.checkVisibility({visibilityProperty: true}) && el.getBoundingClientRect().width > 0;
  const alone = (el) => el.textContent.trim() === el.closest('p, li, div, dd')?.textContent.trim();
  const inText = (el) => el.matches('a') && getComputedStyle(el).display === 'inline' && !alone(el);
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, summary')]
    .map(el => el.matches('[type=radio], [type=checkbox]') ? el.closest('label') ?? el : el)
    .filter(el => shown(el) && !inText(el))
    .map(el => [el.outerHTML.slice(0, 120), el.getBoundingClientRect()])
    .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
    .map(([html, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${html}`);
}"""
_WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter(el => el.getBoundingClientRect().right > width + 0.5).map(el => el.outerHTML.slice(0, 120));
}"""
# axe takes the fill colour of text for its colour, and that one is not forced.
_FAINT = """least => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map(each => each / 255)
    .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (el) => {
    const colour = getComputedStyle(el).backgroundColor;
    return parts(colour)[3] === 0 && el.parentElement ? behind(el.parentElement) : colour;
  };
  const ratio = (el) => {
    const [low, high] = [light(getComputedStyle(el).color), light(behind(el))].sort((one, two) => one - two);
    return (high + 0.05) / (low + 0.05);
  };
  return [...document.querySelectorAll('body *')]
    .filter(el => el.checkVisibility() && [...el.childNodes].some(each => each.nodeType === 3 && each.data.trim()))
    .filter(el => ratio(el) < least).map(el => `${ratio(el).toFixed(1)}: ${el.outerHTML.slice(0, 120)}`);
}"""
# Two pages with the same make-up differ in words alone.
_MAKE_UP = """() => [...document.querySelectorAll('body *')].map(el => [
  el.tagName, el.id, el.className, el.getAttribute('role'), el.getAttributeNames().length,
  Boolean(el.textContent), el.checked, el.open, el === document.activeElement].join()).join('\\n')"""
_HAS_AXE = "() => typeof axe === 'object'"
_RUN_AXE = """async only => {
  const options = {resultTypes: ['violations'], rules: {'color-contrast-enhanced': {enabled: true}}};
  if (only.length) options.runOnly = {type: 'rule', values: only};
  const found = await axe.run(document, options);
  return found.violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.html} ${node.failureSummary}`));
}"""


class Look:
    """Looks at pages; the same make-up in the same surroundings is given to axe once."""

    def __init__(self) -> None:
        self._seen: set[tuple[object, ...]] = set()

    def at(self, page: Page, scripting: Scripting) -> None:
        """Everything that holds for every page."""
        assert page.title() in TITLES, page.title()
        assert is_neutral(page.url), page.url
        self.width(page)
        self.faults(page, scripting)

    def width(self, page: Page) -> None:
        """Nothing is wider than the window, so that nobody scrolls sideways."""
        wide = page.evaluate(_WIDER)
        assert not wide, f"wider than the window: {wide}"

    def small_targets(self, page: Page) -> list[str]:
        """All that can be tapped and is too small for a thumb, but for links in running text."""
        found: list[str] = page.evaluate(_SMALL_TARGETS, LEAST_TARGET)
        return found

    def contrast(self, page: Page) -> None:
        """Every text stands out from what is behind it, by the colours in force."""
        faint = page.evaluate(_FAINT, LEAST_CONTRAST)
        assert not faint, f"hard to read: {faint}"

    def is_new(self, page: Page) -> bool:
        """Whether no page of this make-up was asked about before."""
        key = ("asked", page.evaluate(_MAKE_UP))
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new

    def faults(
        self, page: Page, scripting: Scripting, *, only: Sequence[str] = (), surroundings: str = ""
    ) -> None:
        """axe finds no fault, of its usual rules or of `only` these."""
        size = page.evaluate("() => [innerWidth, innerHeight]")
        key = (page.evaluate(_MAKE_UP), scripting.on, *size, *only, surroundings)
        if key in self._seen:
            return
        with scripting.lent():
            found = _run_axe(page, only)
        assert not found, "\n".join(found)
        self._seen.add(key)


def _run_axe(page: Page, only: Sequence[str]) -> Any:
    if not page.evaluate(_HAS_AXE):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_RUN_AXE, list(only))


def is_neutral(url: str) -> bool:
    """Whether an address tells nothing; the page about an exercise comes before anything is kept."""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return any(one.fullmatch(path) for one in (NEUTRAL_URL, BEFORE_IT_BEGAN, FILE))
