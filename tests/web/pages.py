"""What a person sees of one of our pages, and its form as a browser would send it.

It must not send anything; `person.py` does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tests.web.markup import Element, parse_html, shown_in

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sent:
    """A form as it goes out."""

    url: str
    fields: Fields

    def with_field(self, name: str, value: str) -> "Sent":
        """The same with another value of one field."""
        kept = [(each, text) for each, text in self.fields if each != name]
        return replace(self, fields=(*kept, (name, value)))

    def without(self, name: str) -> "Sent":
        """The same without one field."""
        return replace(self, fields=tuple([each for each in self.fields if each[0] != name]))


@dataclass
class Page:
    """A page or fragment. `trail` are the statuses that led to it; `swapped` says that htmx put it into the old one."""

    url: str
    status: int
    headers: Any
    html: str
    trail: tuple[int, ...] = ()
    swapped: bool = False

    @cached_property
    def root(self) -> Element:
        return parse_html(self.html)

    @property
    def is_fragment(self) -> bool:
        return self.root.find("html") is None

    @property
    def main(self) -> Element:
        return self.root if self.is_fragment else self.root.get("main")

    @property
    def title(self) -> str:
        return self.root.get("title").text

    @property
    def heading(self) -> str:
        return self.main.get("h1").text

    @property
    def number(self) -> int:
        return self._where()[0]

    @property
    def at(self) -> int:
        """The number in its address, which counts what was passed over too."""
        return int(self.url.partition("?")[0].rpartition("/")[2])

    @property
    def total(self) -> int:
        return self._where()[1]

    @property
    def said(self) -> str:
        """What the live region says."""
        return self.root.get(id="said").text

    @property
    def problem(self) -> str:
        """The error summary, or nothing."""
        found = self.root.find(id="problem")
        return found.text if found is not None else ""

    @property
    def kept(self) -> dict[str, tuple[str, ...]]:
        """Earlier answers in view: label -> words."""
        found = {}
        for one in self.main.all("div", cls="kept-one"):
            words = [each.raw for each in one.all("li")] or [one.get("p", cls="own").raw]
            found[one.get("h2").text] = tuple([each.removeprefix("“").removesuffix("”") for each in words])
        return found

    @property
    def unfiled(self) -> tuple[str, ...]:
        """Words that came back and belong to no question of this page."""
        found = self.main.find("section", cls="unfiled")
        return tuple([each.raw for each in found.all("p", cls="own")]) if found is not None else ()

    @property
    def stored(self) -> tuple[str, ...]:
        """What a conflict shows as saved."""
        found = self.root.find(id="problem")
        words = found.all("p", cls="own") if found is not None else []
        return tuple([each.raw for each in words if "sent" not in each.classes])

    @property
    def items(self) -> dict[str, Element]:
        """What a loop has collected: words -> its row."""
        rows = [row for each in self.main.all("section", cls="items") for row in each.all("li")]
        return {row.get("p", cls="own").text: row for row in rows}

    @property
    def rows(self) -> dict[str, tuple[str, ...]]:
        """The rows of a record: label -> words."""
        found = {}
        for row in self.main.all("section", cls="row"):
            if "changes" not in row.classes:
                words = [each.raw for each in row.all("li")] or [each.raw for each in row.all("p", cls="own")]
                found[row.get("h2").text] = tuple(words)
        return found

    @property
    def links(self) -> dict[str, str]:
        """Name -> address, without the address of the page that it is on."""
        return {each.name: each.attrs["href"] for each in self.root.all("a")}

    @property
    def value(self) -> tuple[str, ...]:
        """What stands in the question's field: words, lines, or the chosen options, own words last."""
        return value_of(self.form)

    @property
    def form(self) -> Element:
        """The form with the main button."""
        return next(each for each in self.main.all("form") if each.find("button", cls="main") is not None)

    @property
    def hidden(self) -> dict[str, str]:
        return dict(hidden_of(self.form))

    def fill(self, *words: str, own: str | None = None) -> Sent:
        """The main form, filled in: one text, a number, options by value or label, `yes` or `no`, or the lines."""
        return Sent(self.form.attrs["action"], tuple(_filled(self.form, words, own)))

    def change_of(self, label: str) -> str:
        """Where the Change link of a kept answer, an item or a record's row leads."""
        return next(href for text, href in self.links.items() if text == f"Change: {label}")

    def _where(self) -> tuple[int, int]:
        found = re.fullmatch(r"Page (\d+) of about (\d+)", self.main.get("p", cls="where").text)
        assert found is not None
        return int(found[1]), int(found[2])


def hidden_of(form: Element) -> Fields:
    return tuple([(each.attrs["name"], each.attrs["value"]) for each in form.all("input", type="hidden")])


def labels_of(form: Element) -> dict[str, str]:
    """The options of a form: label -> value."""
    found = {}
    for label in form.all("label"):
        button = label.find("input")
        if button is not None:
            found[label.text] = button.attrs["value"]
    return found


def kind_of(form: Element) -> str:
    """How the form's answer is given: `line`, `radio`, `checkbox`, `button`, `box` (one line), `area` or nothing."""
    if form.all("textarea", name="line"):
        return "line"
    if form.all("textarea", name="answer"):
        return "area"
    answers = form.all("input", name="answer")
    if answers:
        kind = answers[0].attrs["type"]
        return kind if kind in ("radio", "checkbox") else "box"
    return "button" if form.all("button", name="answer") else ""


def value_of(form: Element) -> tuple[str, ...]:
    kind = kind_of(form)
    if kind == "line":
        return tuple([text for each in form.all("textarea", name="line") if (text := shown_in(each))])
    if kind == "area":
        text = shown_in(form.get("textarea", name="answer"))
        return (text,) if text else ()
    answers = form.all("input", name="answer")
    if kind == "box":
        boxes = [*answers, *form.all("input", name="clock")]
        return tuple([text for each in boxes if (text := each.attrs["value"])])
    chosen = [each.attrs["value"] for each in answers if "checked" in each.attrs]
    own = [text for each in form.all("textarea", name="own") if (text := shown_in(each))]
    return (*chosen, *own)


def _filled(form: Element, words: Sequence[str], own: str | None) -> Fields:
    kind = kind_of(form)
    hidden = [each for each in hidden_of(form) if each[0] != "line_id"]
    if kind == "line":
        return (*hidden, *_lines(form, words))
    if kind == "area":
        return (*hidden, ("answer", typed(words[0])))
    if kind == "box":
        return (*hidden, ("answer", words[0].replace("\r", "").replace("\n", "")))
    labels = labels_of(form)
    given = [("answer", labels.get(word, word)) for word in words]
    has_own = bool(form.all("textarea", name="own"))
    return (*hidden, *given, *([("own", typed(own or ""))] if has_own else []))


def _lines(form: Element, words: Sequence[str]) -> Fields:
    ids = [each.attrs["value"] for each in form.all("input", name="line_id")]
    rows = max(len(ids), len(words))
    texts = [*map(typed, words), *([""] * (rows - len(words)))]
    ids += [""] * (rows - len(ids))
    return tuple(
        [pair for text, line in zip(texts, ids, strict=True) for pair in (("line", text), ("line_id", line))]
    )


def typed(text: str) -> str:
    """Line ends as a browser sends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
