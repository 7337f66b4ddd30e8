"""Reads a page the way a browser does, only stricter: a tag that is not closed, or closed twice, fails the test.

It must not know our pages; `person.py` does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "circle", "hr", "img", "input", "link", "meta", "path", "rect", "source"})


@dataclass(eq=False)
class Element:
    """A tag with its attributes and what stands in it. `_order` are all elements of the page in reading order."""

    tag: str
    attrs: dict[str, str]
    inside: "list[Element | str]" = field(default_factory=list)
    _order: "list[Element]" = field(default_factory=list, repr=False)
    _start: int = 0
    _end: int = 0

    def __iter__(self) -> "Iterator[Element]":
        """This element and every one below it, in reading order."""
        return iter(self._order[self._start : self._end])

    @property
    def raw(self) -> str:
        """Its text exactly as it stands in the page."""
        return "".join([part if isinstance(part, str) else part.raw for part in self.inside])

    @property
    def text(self) -> str:
        """Its text as it is shown: white space as one blank."""
        return " ".join(self.raw.split())

    @property
    def name(self) -> str:
        """What it is called by ear: its label, or else its text."""
        return self.attrs.get("aria-label", self.text)

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def all(self, tag: str = "", **attrs: str) -> "list[Element]":
        """Every element of this tag with these attributes; `cls` is one of its classes."""
        return [each for each in self if each._is(tag, attrs)]

    def find(self, tag: str = "", **attrs: str) -> "Element | None":
        """The first of them, or None."""
        return next(iter(self.all(tag, **attrs)), None)

    def get(self, tag: str = "", **attrs: str) -> "Element":
        """The only one of them."""
        (found,) = self.all(tag, **attrs)
        return found

    def _is(self, tag: str, attrs: dict[str, str]) -> bool:
        if tag and self.tag != tag:
            return False
        return all(
            value in self.classes if name == "cls" else self.attrs.get(name) == value
            for name, value in attrs.items()
        )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.root._order.append(self.root)
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), f"<{tag}> has an attribute twice: {attrs}"
        order = self.root._order
        element = Element(tag, given, [], order, len(order), len(order) + 1)
        order.append(element)
        self._open[-1].inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, f"<{tag}/> is not closed in HTML"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._close()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    def finish(self) -> Element:
        self.close()
        assert len(self._open) == 1, f"<{self._open[-1].tag}> is not closed"
        self._close()
        return self.root

    def _close(self) -> None:
        self._open.pop()._end = len(self.root._order)


def parse_html(text: str) -> Element:
    """The page as a tree. Fails where a tag is not closed, or where an id is there twice."""
    builder = _Builder()
    builder.feed(text.replace("\r\n", "\n"))
    root = builder.finish()
    ids = [each.attrs["id"] for each in root if "id" in each.attrs]
    assert len(ids) == len(set(ids)), f"an id is there twice: {sorted(ids)}"
    return root


def shown_in(area: Element) -> str:
    """What a browser puts into a <textarea>: all of it but a first line end."""
    return area.raw.removeprefix("\n")
