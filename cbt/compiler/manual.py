"""The language reference as Markdown, made from the same shapes, kinds and functions that the compiler reads by.

It must not know a word itself: whatever stands in it comes from where the word is defined.
"""

import html
from collections.abc import Iterable, Iterator

from cbt.compiler import kinds, outline, pacing, reader, words
from cbt.compiler.examples import samples_of
from cbt.compiler.infer import MEANINGS
from cbt.compiler.schema import (
    AnywhereShape,
    BreatheShape,
    CheckShape,
    FlowShape,
    ListShape,
    OfferShape,
    OverTimeShape,
    PartShape,
    RewordedShape,
    RewordingShape,
    ScaleShape,
    Shape,
    ShelfShape,
    StepShape,
    SummaryShape,
    TextShape,
    TranslatedShape,
    TranslationShape,
    WaitShape,
    WaivedShape,
)
from cbt.compiler.types import NEEDS

_FILES: tuple[tuple[str, type[Shape], str], ...] = (
    ("A flow", FlowShape, "flows/thought_record.yaml"),
    ("A part", PartShape, "flows/parts/two_sides.yaml"),
    ("A shared list of options", ListShape, "flows/shared/emotions.yaml"),
    ("A shared scale", ScaleShape, "flows/shared/two_weeks.yaml"),
    ("A shared text", TextShape, "flows/shared/not_now.yaml"),
    ("A translation", TranslationShape, "flows/translations/thought_record.de.yaml"),
    ("A file of rewordings", RewordingShape, "flows/rewordings/thought_record.en.simpler.yaml"),
    ("The first page", ShelfShape, "flows/shelf/first_page.yaml"),
)
_INNER: tuple[tuple[str, type[Shape]], ...] = (
    ("below `check`, each rule", CheckShape),
    ("below `wait`", WaitShape),
    ("below `breathe`", BreatheShape),
    ("below `summary`", SummaryShape),
    ("below `over_time`", OverTimeShape),
    ("below `anywhere`", AnywhereShape),
    ("below `texts` of a translation, each text", TranslatedShape),
    ("below `texts` of rewordings, each text", RewordedShape),
    ("below `waived`, each reason", WaivedShape),
    ("below `reasons` and `groups` of the first page, each of them", OfferShape),
)
_INTRODUCTION = """# The language of flows

Every word that a flow file may hold. This page is made from the checker itself (`make docs`), so it is up to date.
To learn the language, begin with the [tutorial](tutorial.md). To look up a message, run `cbt explain CODE`.
"""


def render_manual() -> str:
    """The whole reference."""
    parts = [_INTRODUCTION, _files(), _steps(), _kinds(), _expressions(), _inputs(), _limits()]
    return "\n".join(parts)


def _files() -> str:
    lines = ["## Files\n", "A word in **bold** has to be there.\n"]
    for title, shape, path in _FILES:
        lines += [f"### {title}\n", f"Such as `{path}`.\n", *_table(shape), ""]
    lines.append("Inside some words stand further words:\n")
    for title, shape in _INNER:
        lines += [f"#### {title[0].upper()}{title[1:]}\n", *_table(shape), ""]
    return "\n".join(lines)


def _steps() -> str:
    lines = [
        "## Steps\n",
        "A step is one of these. The first word says which.\n",
        "| step | words that go with it |",
        "|---|---|",
    ]
    for nature, known in words.NATURES.items():
        others = ", ".join(f"`{word}`" for word in _in_order(known - {nature}))
        lines.append(f"| `{nature}` | {others} |")
    return "\n".join([*lines, "", "What each of the words means:\n", *_table(StepShape), ""])


def _in_order(known: Iterable[str]) -> list[str]:
    """Words in the order in which the shape of a step names them."""
    order = [field.alias or name for name, field in StepShape.model_fields.items()]
    return sorted(known, key=order.index)


def _table(shape: type[Shape]) -> Iterator[str]:
    yield "| word | means | such as |"
    yield "|---|---|---|"
    for name, field in shape.model_fields.items():
        word = field.alias or name
        shown = f"**`{word}`**" if field.is_required() else f"`{word}`"
        samples = " or ".join(map(_sample, samples_of(shape, word)))
        yield f"| {shown} | {_cell(field.description or '')} | {samples} |"


def _sample(text: str) -> str:
    """A sample for a cell, which has to be one line of Markdown."""
    if "\n" not in text:
        return f"`{_cell(text)}`"
    shown = (
        html.escape(text, quote=False).replace("|", "&#124;").replace("  ", "&nbsp; ").replace("\n", "<br>")
    )
    return f"<code>{shown}</code>"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _kinds() -> str:
    rows = [f"| `{kind}` | {_cell(meaning)} |" for kind, meaning in kinds.MEANINGS.items()]
    return "\n".join(
        ["## Kinds of answer\n", "What may stand behind `answer`:\n", "| kind | is |", "|---|---|", *rows, ""]
    )


def _expressions() -> str:
    rows = [f"| `{call}` | {_cell(meaning)} |" for call, meaning in MEANINGS.items()]
    return "\n".join(
        [
            "## Expressions\n",
            "In `if`, in `must` and under `computed`. Signs, from the loosest to the tightest: `or`, `and`, `not`,",
            "one comparison (`==`, `!=`, `<`, `<=`, `>`, `>=`), `+` and `-`, `*` and `/`.",
            "Texts stand in straight double quotes.\n",
            "| function | gives |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def _inputs() -> str:
    known = ", ".join(f"`{kind}`" for kind in NEEDS)
    said = "A part or a flow says under `needs` what it is given, each with its kind"
    return f"## Inputs\n\n{said}: {known}.\n"


def _limits() -> str:
    reserved = ", ".join(f"`{word}`" for word in sorted(words.RESERVED))
    hours, size = pacing.LONGEST_TIMER // 3600, reader.MOST_BYTES // 1024
    return "\n".join(
        [
            "## Limits\n",
            f"- A file: {size} KB, {reader.MOST_DEPTH} levels, {reader.MOST_TEXTS:,} words and values.",
            f"- A flow with its parts: {outline.MOST_STEPS} steps. A loop: {outline.MOST_ITEMS} items.",
            f"- A question: {kinds.MOST_OPTIONS} options. A list: {kinds.MOST_LINES} lines.",
            f"- A timer: from {pacing.SHORTEST_TIMER} seconds to {hours} hour. A wait: from 1 minute to 366 days.",
            f"- An id: a-z, 0-9 and _, a letter first, {words.MOST_ID} characters at most; none of {reserved}.",
            "",
        ]
    )
