"""The flows that the tests of drawings and documents are about, and how their words are changed.

It must not draw or write out anything itself.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from cbt.compiler.library import compile_folder, default_flows_folder
from cbt.model.expression import Expression
from cbt.model.flow import Flow, Text

FOLDER = Path(__file__).parent / "flows"

# Marks that mean something to one of the formats, and ordinary characters.
awkward = st.text(
    st.sampled_from("\"'`<>&|[]{}()*_#$%\\/~:;=-+.!? \nab1é日\x00\u202e\ud800\U0001f600"), max_size=30
)
# Texts that break out where they are not held.
HOSTILE = (
    'a"b',
    "</text><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"]; b [label="x',
    "`x` **b** _i_ ~~s~~",
    "# head",
    "1. one",
    "- item",
    "+ item",
    "= =",
    "a | b",
    "[x](http://elsewhere.example) ![y](z)",
    "&lt; &amp; &#35; #quot;",
    "\\n \\",
    "end",
    "%% comment",
    "a --> b",
    "]]>",
    "$$x$$",
    ":smile: www.elsewhere.example",
    "    code",
    "> quoted",
)


@cache
def flows() -> dict[str, Flow]:
    """The flows of these tests by id."""
    return dict(compile_folder(FOLDER).flows)


@cache
def all_flows() -> dict[str, Flow]:
    """The same, and the shipped ones."""
    return {**flows(), **compile_folder(default_flows_folder()).flows}


def titles() -> dict[str, str]:
    """The titles of the flows by id."""
    return {flow.id: flow.title.source for flow in all_flows().values()}


def reworded(flow: Flow, word: Callable[[], str]) -> Flow:
    """The flow with every text of its author's replaced."""
    changed: Flow = _changed(flow, word)
    return changed


def _changed(value: Any, word: Callable[[], str]) -> Any:
    if isinstance(value, Text):
        said = word()
        return replace(value, source=said, parts=(said,))
    if isinstance(value, Expression):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: _changed(getattr(value, each.name), word) for each in fields(value)}
        )
    if isinstance(value, tuple):
        return tuple([_changed(each, word) for each in value])
    if isinstance(value, dict):
        return {key: _changed(each, word) for key, each in value.items()}
    return value
