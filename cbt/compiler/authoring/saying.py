"""Says in a few lines what a step, a name or a shared file is.

It must not find them.
"""

from collections.abc import Mapping

from cbt.compiler.authoring.layout import Layout
from cbt.compiler.authoring.vocabulary import Word
from cbt.compiler.diagnostics import shorten
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.outline import Draft
from cbt.compiler.scope import Entry, Target, Type

_MOST_OPTIONS = 12


def about_word(word: Word) -> str:
    """What a word of the language means, with the values that it may have."""
    values = f"\n\nOne of: {', '.join(f'`{value}`' for value in word.values)}" if word.values else ""
    return f"**{word.name}**\n\n{word.about}{values}"


def about_step(draft: Draft) -> str:
    """A step: what it asks or says, and its answer."""
    lines = [f"**{draft.id}**", question_of(draft)]
    kind = kind_words(draft)
    return "\n\n".join([*lines, *([f"Answer: {kind}"] if kind else [])])


def about_name(name: str, entry: Entry, target: Target, layout: Layout) -> str:
    """A name: where its value comes from, of what kind it is and how far it ranges."""
    draft, expression = layout.draft_of(entry), layout.expression_of(entry)
    lines = [f"**{name}**: {value_words(target.type)}"]
    if draft is not None:
        lines += [question_of(draft)]
        lines += [f"Answer: {kind}" for kind in [kind_words(draft)] if kind and not draft.shape.options]
    elif expression is not None:
        lines += [f"Computed: `{shorten(expression)}`"]
    else:
        lines += ["Handed in from outside."]
    return "\n\n".join([*lines, f"{entry.at.pos.file}, line {entry.at.pos.line}"])


def question_of(draft: Draft) -> str:
    """What a step asks or says, on one line; for a part or loop, what it does."""
    shape = draft.shape
    for prose in (shape.ask, shape.say, shape.again):
        if prose is not None:
            return shorten(prose)
    for word, value in (("for_each", shape.for_each), ("use", shape.use), ("hand_off", shape.hand_off)):
        if value is not None:
            return f"{word}: {value}"
    return ""


def kind_words(draft: Draft) -> str:
    """The answer of a step in the author's words; empty where there is none."""
    shape = draft.shape
    if shape.answer is not None:
        return str(shape.answer)
    if isinstance(shape.options, Scalar):
        return str(shape.options)
    return ", ".join(draft.answer.labels)


def value_words(kind: Type) -> str:
    """A type in an author's words, with its range or options."""
    if kind.name == "number" and (kind.least is not None or kind.most is not None):
        least = "any" if kind.least is None else f"{kind.least:g}"
        most = "any" if kind.most is None else f"{kind.most:g}"
        return f"{kind.shown}, {least} to {most}"
    if kind.options and kind.name in ("choice", "picks"):
        return f"{kind.shown}, of {', '.join(kind.options[:_MOST_OPTIONS])}"
    return kind.shown


def about_labels(name: str, labels: Mapping[str, Scalar]) -> str:
    """A shared list or scale: its ids or points with their words."""
    lines = [f"- `{option}`: {label}" for option, label in list(labels.items())[:_MOST_OPTIONS]]
    more = ["- …"] if len(labels) > _MOST_OPTIONS else []
    return "\n".join([f"**{name}**", "", *lines, *more])


def about_part(name: str, root: Map) -> str:
    """A part: what it needs, what it gives, and its steps."""
    lines = [f"**{name}**"]
    for word in ("needs", "gives", "steps"):
        node = root.get(word)
        if isinstance(node, Map | list) and node:
            lines.append(f"{word}: {', '.join(str(item) for item in node)}")
    return "\n\n".join(lines)
