"""Mistakes as authors make them, planted one at a time at every place of a file where they can be made.

It must not say what the compiler makes of them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from cbt.compiler.nodes import Map, Scalar, Seq
from tests.unit.compiler.authored import Source

PROSE = ("title", "about", "ask", "say", "help", "example", "again")
_SLOT = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
_CALL = re.compile(r"([a-z_]+)\(")
_NAME = re.compile(r"[a-z][a-z0-9_.]*")
_NUMBER = re.compile(r"(?<![a-z_0-9.])[0-9]+")

# The line where the mistake is, and the file's text with it.
Planted = Iterator[tuple[int, str]]


def misspelt(word: str) -> str:
    """The word with its last two letters the wrong way round, or one left out where that would not show."""
    head, last = word[:-2], word[-2:]
    return head + last[::-1] if len(word) > 2 and last[0] != last[1] else word + "x"


def misspelt_words(source: Source) -> Planted:
    words = [
        "ask",
        "say",
        "answer",
        "help",
        "example",
        "options",
        "optional",
        "check",
        "keep_in_view",
        "repeat",
        "again",
        "for_each",
        "use",
        "with",
        "hand_off",
        "ends",
        "end",
        "computed",
        "summary",
        "gives",
        "title",
    ]
    for key, _ in source.under(*words):
        if source.lines[key.pos.line - 1].lstrip().startswith(key):
            yield key.pos.line, source.replaced(key, misspelt(key))


def misspelt_targets(source: Source) -> Planted:
    for target in source.targets():
        yield target.pos.line, source.replaced(target, misspelt(target))


def targets_behind(source: Source) -> Planted:
    for level in source.levels():
        names = list(level)
        for target in source.targets():
            place = level.pos.column
            inside = [name for name in names if source.block(level.key(name))[0] <= target.pos.line]
            own = inside and target.pos.line < source.block(level.key(inside[-1]))[1]
            if target in names and own and place == level.key(names[0]).pos.column:
                yield target.pos.line, source.replaced(target, names[0])


def deleted_option_ways(source: Source) -> Planted:
    for key, node in source.under("next"):
        if isinstance(node, Map) and len(node) > 1:
            for option, target in node.items():
                assert isinstance(target, Scalar)
                line = source.lines[key.pos.line - 1]
                entry = f"{option}: {target}"
                shorter = (
                    line.replace(f"{entry}, ", "", 1)
                    if f"{entry}, " in line
                    else line.replace(f", {entry}", "", 1)
                )
                lines = [*source.lines[: key.pos.line - 1], shorter, *source.lines[key.pos.line :]]
                yield key.pos.line, "".join(lines)


def misspelt_option_ways(source: Source) -> Planted:
    for _, node in source.under("next"):
        if isinstance(node, Map):
            for option in node:
                yield node.key(option).pos.line, source.replaced(node.key(option), misspelt(option))


def deleted_elses(source: Source) -> Planted:
    for _, node in source.under("next"):
        for before, item in pairwise(node) if isinstance(node, Seq) else []:
            if isinstance(before, Map) and isinstance(item, Map) and "else" in item:
                line = item.pos.line
                yield before.pos.line, "".join(source.lines[: line - 1] + source.lines[line:])


def elses_first(source: Source) -> Planted:
    for _, node in source.under("next"):
        if isinstance(node, Seq) and len(node) > 1:
            first, last = node[0].pos.line, node[-1].pos.line
            lines = source.lines
            moved = [*lines[: first - 1], lines[last - 1], *lines[first - 1 : last - 1], *lines[last:]]
            yield first, "".join(moved)


def deleted_answers(source: Source) -> Planted:
    for name, step in source.steps():
        for word in ("answer", "options"):
            if word in step and not {"other", "pick", "rest", "unit", "least", "most", "ends"} & set(step):
                yield name.pos.line, source.without(step.key(word))


def deleted_prompts(source: Source) -> Planted:
    for name, step in source.steps():
        if "ask" in step:
            yield name.pos.line, source.without(step.key("ask"))


def deleted_ends(source: Source) -> Planted:
    for level in source.levels():
        # Without its end, any other page leads to the one below it.
        *_, last = level
        step = level[last]
        assert isinstance(step, Map)
        if "end" in step:
            yield level.key(last).pos.line, source.without(step.key("end"))


def deleted_agains(source: Source) -> Planted:
    for name, step in source.steps():
        if "again" in step:
            yield name.pos.line, source.without(step.key("again"))


def deleted_inputs(source: Source) -> Planted:
    for name, step in source.steps():
        for word in ("with", "carry"):
            if word in step:
                yield name.pos.line, source.without(step.key(word))


def misspelt_names_in_texts(source: Source) -> Planted:
    for _, node in source.under(*PROSE):
        if isinstance(node, Scalar):
            for match in _SLOT.finditer(node):
                place = node.part(match.start(1), match.end(1))
                yield place.pos.line, source.replaced(place, misspelt(match[1]))


def misspelt_names_in_expressions(source: Source) -> Planted:
    for name in source.names():
        yield name.pos.line, source.replaced(name, misspelt(name))


def misspelt_names_in_view(source: Source) -> Planted:
    for _, node in source.under("keep_in_view"):
        for name in node if isinstance(node, Seq) else []:
            assert isinstance(name, Scalar)
            yield name.pos.line, source.replaced(name, misspelt(name))


def misspelt_names_in_summary(source: Source) -> Planted:
    for _, summary in source.under("summary"):
        assert isinstance(summary, Map)
        rows, change = summary.get("rows"), summary.get("change")
        names = list(rows) if isinstance(rows, Seq) else []
        for pair in change.values() if isinstance(change, Map) else []:
            names += pair if isinstance(pair, Seq) else []
        for name in names:
            assert isinstance(name, Scalar)
            yield name.pos.line, source.replaced(name, misspelt(name))


def texts_for_numbers(source: Source) -> Planted:
    for text in source.expressions():
        for match in _NUMBER.finditer(text):
            number = text.part(match.start(), match.end())
            before = text[: match.start()].rstrip()
            if before and not before.endswith("-") and not text.style:
                yield number.pos.line, source.replaced(number, '"many"')


def unknown_functions(source: Source) -> Planted:
    for text in source.expressions():
        for match in _CALL.finditer(text):
            function = text.part(match.start(1), match.end(1))
            yield function.pos.line, source.replaced(function, misspelt(function))


def _named(text: str) -> set[str]:
    """The names in an expression, each by its first piece."""
    return {name.partition(".")[0] for name in _NAME.findall(text)}


def guards_out_of_range(source: Source) -> Planted:
    for node, _ in _comparisons(source):
        yield node.pos.line, source.replaced(node, _NUMBER.sub("100000", node))


def guards_out_of_range_without_else(source: Source) -> Planted:
    for node, alone in _comparisons(source):
        item = source.lines[node.pos.line]
        if alone and "else:" in item:
            lines = source.replaced(node, re.sub("<=?|>=?", ">", _NUMBER.sub("100000", node)))
            kept = lines.splitlines(keepends=True)
            yield node.pos.line, "".join(kept[: node.pos.line] + kept[node.pos.line + 1 :])


def _comparisons(source: Source) -> Iterator[tuple[Scalar, bool]]:
    """Guards that hold one answer against a number, each with whether it holds nothing else."""
    needs = source.root.get("needs")
    handed_in = set(needs) if isinstance(needs, Map) else set()
    handed_in |= {str(name) for name, step in source.steps() if "recall" in step}
    computed = source.root.get("computed")
    for name, value in computed.items() if isinstance(computed, Map) else []:
        handed_in |= {name} if handed_in & _named(str(value)) else set()
    for _, node in source.under("if"):
        # What is handed to a part, or recalled, may be any number.
        if not isinstance(node, Scalar) or handed_in & _named(node):
            continue
        if not re.search(r"[(*/]", node) and re.search("[<>]", node):
            yield node, re.fullmatch(r"[a-z0-9_.]+ [<>]=? [0-9]+", node) is not None


def repeated_steps(source: Source) -> Planted:
    for name, _ in source.steps():
        end = source.block(name)[1]
        indent = " " * (name.pos.column - 1)
        yield end, source.with_line(end, f"{indent}{name}:\n{indent}  say: Once more.\n")


def tabs(source: Source) -> Planted:
    for key, _ in source.under(*PROSE, "answer", "next"):
        line = source.lines[key.pos.line - 1]
        indent = key.pos.column - 1
        if indent and line[:indent].isspace():
            lines = source.lines.copy()
            lines[key.pos.line - 1] = f"\t{line[indent:]}"
            yield key.pos.line, "".join(lines)


def unclosed_quotes(source: Source) -> Planted:
    for _, node in source.under(*PROSE):
        if isinstance(node, Scalar) and not node.style and "\n" not in node.raw:
            yield node.pos.line, source.replaced(node, f'"{node.raw}')


def comments_behind(source: Source) -> Planted:
    for key, node in source.under(*PROSE, "answer", "next", "repeat", "must", "end"):
        if (
            isinstance(node, Scalar)
            and not node.style
            and "\n" not in node.raw
            and not _in_braces(source, key)
        ):
            yield node.pos.line, source.replaced(node, f"{node.raw} # look again")


def _in_braces(source: Source, key: Scalar) -> bool:
    return "{" in source.lines[key.pos.line - 1][: key.pos.column]


def circles(source: Source) -> Planted:
    computed = source.root.get("computed")
    for name, node in computed.items() if isinstance(computed, Map) else []:
        assert isinstance(node, Scalar)
        yield node.pos.line, source.replaced(node, f"{node.raw} + {name}")


def divisors(source: Source) -> Planted:
    scale = next((name for name, step in source.steps() if str(step.get("answer")).startswith("0-")), None)
    for node in source.expressions():
        match = _NUMBER.search(node)
        if scale is not None and match is not None and not node.style:
            number = node.part(match.start(), match.end())
            yield number.pos.line, source.replaced(number, f"{number} / ({match[0]} - {match[0]})")


def used_too_early(source: Source) -> Planted:
    level = next(source.levels())
    questions = [name for name, step in level.items() if isinstance(step, Map) and "ask" in step]
    for early, late in pairwise(questions):
        step = level[early]
        assert isinstance(step, Map)
        asked = step["ask"]
        if isinstance(asked, Scalar) and not asked.style and "\n" not in asked.raw:
            yield asked.pos.line, source.replaced(asked, f"{asked.raw} {{{late}}}")


def unknown_kinds(source: Source) -> Planted:
    for _, node in source.under("answer"):
        assert isinstance(node, Scalar)
        yield node.pos.line, source.replaced(node, f"{node} or so")


def bounds_turned(source: Source) -> Planted:
    for _, node in source.under("repeat", "answer"):
        assert isinstance(node, Scalar)
        match = re.fullmatch("([0-9]+)-([0-9]+)", node)
        if match and match[1] != match[2]:
            yield node.pos.line, source.replaced(node, f"{match[2]}-{match[1]}")


def misspelt_files(source: Source) -> Planted:
    for _, node in source.under("use", "options", "hand_off", "before_you_start", "recall"):
        if isinstance(node, Scalar):
            yield node.pos.line, source.replaced(node, misspelt(node))
