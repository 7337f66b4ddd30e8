"""Random small flows, many of them with an answer that some path does not give, and random answers to play them with.

It must not say whether a flow is sound: the compiler says so, and the tests hold it to that.
"""

from dataclasses import dataclass, field
from textwrap import indent

from hypothesis import strategies as st

from cbt.engine.machine import Program
from cbt.engine.replay import walk_to
from cbt.engine.text import labelled_items
from cbt.model.answer import ChoiceKind, Kind, ListKind, OneOfKind, PicksKind, ScaleKind, YesNoKind
from cbt.model.session import ExerciseSession
from tests.unit.compiler.making import HEAD

ANSWERS = {
    "scale": "answer: 0-10",
    "truth": "answer: yes/no",
    "text": "answer: text",
    "choice": "options: {red: Red, blue: Blue}",
    "picks": "options: {north: North, south: South}\npick: many",
    "lines": "answer: list 1-2",
    "few_lines": "answer: list 0-2",
}
RULES = {
    "scale": "NAME >= 1",
    "truth": "not NAME",
    "text": "words(NAME) > 1",
    "choice": 'NAME == "red"',
    "picks": 'has(NAME, "north")',
    "lines": "count(NAME) > 1",
    "few_lines": "count(NAME) > 0",
}
LISTS = ("lines", "few_lines", "picks")


@dataclass(slots=True)
class Writer:
    """What has been written: names by kind, and the steps of one level."""

    draw: st.DrawFn
    prefix: str
    steps: list[tuple[str, str]] = field(default_factory=list)
    scales: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    loops: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    computed: list[tuple[str, str]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def pick(self, names: list[str]) -> str:
        return self.draw(st.sampled_from(names))

    def name(self) -> str:
        return f"{self.prefix}{len(self.steps)}"

    def inner(self, prefix: str) -> "Writer":
        """A level inside: it reads what is outside, and keeps what it adds to itself."""
        copies = (list(self.scales), list(self.words), list(self.lists), list(self.loops), list(self.fields))
        return Writer(self.draw, prefix, [], *copies, self.computed)


@st.composite
def flow_files(draw: st.DrawFn) -> dict[str, bytes]:
    """A flow `sample` with a part, as files; by no means always a sound one."""
    part = Writer(draw, "p", scales=["given"])
    for _ in range(draw(st.integers(1, 2))):
        write_question(part)
    top = Writer(draw, "s")
    for _ in range(draw(st.integers(2, 6))):
        write_block(top)
    body = "\n".join(f"{name}:\n{indent(words, '  ')}" for name, words in jumps(top))
    text = f"{HEAD}most_pages: 1000\nsteps:\n{indent(body, '  ')}\n"
    if top.computed:
        text += "computed:\n" + "".join(f"  {name}: {words}\n" for name, words in top.computed)
    text += write_summary(top)
    inside = "\n".join(f"{name}:\n{indent(words, '  ')}" for name, words in part.steps)
    given = (
        f"part: p\nneeds: {{given: number}}\ngives: [{part.steps[0][0]}]\nsteps:\n{indent(inside, '  ')}\n"
    )
    return {"sample.yaml": text.encode(), "parts/p.yaml": given.encode()}


def write_summary(writer: Writer) -> str:
    if not writer.words or writer.chance(2):
        return ""
    return f'summary:\n  title: "{{{writer.pick(writer.words)}}}"\n'


def write_block(writer: Writer) -> None:
    """One more step of any nature."""
    natures = ["question"] * 4 + ["say", "repeat", "repeat"]
    natures += ["for_each"] * 2 if writer.loops or writer.lists else []
    natures += ["part"] if writer.scales and writer.prefix != "p" else []
    natures += ["one_of"] if writer.lists or writer.fields else []
    match writer.pick(natures):
        case "question":
            write_question(writer)
        case "say":
            writer.steps.append((writer.name(), f"say: Read {shown(writer)}."))
        case "repeat":
            write_repeat(writer)
        case "for_each":
            write_for_each(writer)
        case "part":
            name = writer.name()
            writer.steps.append((name, f"use: parts/p\nwith: {{given: {writer.pick(writer.scales)}}}"))
            writer.words.append(f"{name}.p0")
        case "one_of":
            name = writer.name()
            of = writer.pick([*writer.lists, *[f"{loop}.{inner}" for loop, inner in writer.fields]])
            writer.steps.append((name, f"ask: Which {shown(writer)}?\nanswer: one of {of}"))
            writer.words.append(name)
            listed, _, own = of.partition(".")
            siblings = [inner for loop, inner in writer.fields if loop == listed and inner != own]
            writer.words += [f"{name}.{inner}" for inner in siblings]


def write_question(writer: Writer) -> None:
    name, kind = writer.name(), writer.pick([*ANSWERS, "scale", "scale"])
    words = f"ask: What about {shown(writer)}?\n{ANSWERS[kind]}"
    if writer.chance(4):
        words += "\noptional: true"
    if writer.chance(5):
        other = guard(writer)
        rule = RULES[kind].replace("NAME", name) + (f" or {other}" if other else "")
        words += f"\ncheck:\n  - must: '{rule}'\n    else: Not {shown(writer)}."
    writer.steps.append((name, words))
    writer.words.append(name)
    writer.scales += [name] if kind == "scale" else []
    writer.lists += [name] if kind in LISTS[:2] else []
    writer.loops += [name] if kind in LISTS else []


def write_repeat(writer: Writer) -> None:
    name = writer.name()
    body = writer.inner(f"{name}_")
    for _ in range(writer.draw(st.integers(1, 2))):
        write_question(body)
    body.before = [f"previous.{scale}" for scale in body.scales if scale.startswith(body.prefix)]
    if writer.chance(3):
        write_block(body)
    steps = "\n".join(f"{inner}:\n{indent(words, '  ')}" for inner, words in jumps(body))
    bounds = writer.pick(["0-2", "1-2", "1-1", "2-3"])
    again = f"More{shown(body) if writer.chance(4) else ''}?"
    writer.steps.append((name, f"repeat: {bounds}\nsteps:\n{indent(steps, '  ')}\nagain: {again}"))
    writer.loops.append(name)
    add_fields(writer, name, body)


def write_for_each(writer: Writer) -> None:
    name, listed = writer.name(), writer.pick(writer.loops)
    body = writer.inner(f"{name}_")
    # While a list is walked, its name means this item.
    body.loops = [other for other in body.loops if other != listed]
    body.lists = [other for other in body.lists if other != listed]
    body.words += [inner for loop, inner in writer.fields if loop == listed]
    body.words += [listed] if listed in writer.words else []
    write_question(body)
    if writer.chance(3):
        write_question(body)
    steps = "\n".join(f"{inner}:\n{indent(words, '  ')}" for inner, words in jumps(body))
    writer.steps.append((name, f"for_each: {listed}\nsteps:\n{indent(steps, '  ')}"))
    add_fields(writer, listed, body)


def add_fields(writer: Writer, loop: str, body: Writer) -> None:
    """What a loop's items have can be read outside, and summed up."""
    for inner, words in body.steps:
        if not words.startswith("ask"):
            continue
        if inner.count("_") == 1 and ANSWERS["scale"] in words and writer.prefix == "s":
            made = f"c{len(writer.computed)}"
            function = writer.pick(["mean", "max", "sum", "most_rise"])
            texts = [text for other, text in writer.fields if other == loop]
            sums = [f"{function}({loop}.{inner})", f"place_of_first({loop}, {loop}.{inner} > 4)"]
            if texts:
                first = f"largest_first({loop}.{writer.pick(texts)}, {loop}.{inner} * 2, 2)"
                sums += [f"count({first})", f"max({first})", f"most_rise({first})"]
            writer.computed.append((made, writer.pick(sums)))
            writer.scales.append(made)
            writer.words.append(made)
        elif ANSWERS["text"] in words:
            writer.fields.append((loop, inner))


def shown(writer: Writer) -> str:
    """A name in braces, or none."""
    return f"{{{writer.pick(writer.words)}}}" if writer.words and writer.chance(3) else "it"


def guard(writer: Writer) -> str:
    """A condition on what may have been answered; empty where there is nothing to ask about."""
    forms = []
    if writer.scales:
        one, two = writer.pick(writer.scales), writer.pick(writer.scales)
        forms += [f"{one} >= 5", f"{one} > {two}", f"answered({one}) and {one} > 3", f"{one} - {two} < 2"]
        forms += [f"if(answered({one}), {one}, 7) > 3", f"if({one} > 3, {two}, 2) > 1"]
        forms += [f"not answered({one}) or {one} < 4", f"not (answered({one}) and {two} > 3)"]
    if writer.before:
        one = writer.pick(writer.before)
        forms += [f"answered({one}) and {one} > 3", f"{one} > 3", f"not answered({one}) or {one} < 4"]
    if writer.loops:
        listed = writer.pick(writer.loops)
        forms += [f"count({listed}) > 1", f"count({listed}) == 0", f"0 < count({listed})"]
    return writer.pick(forms) if forms else ""


def rest(writer: Writer, taken: str, target: str) -> str:
    """What ends a list of ways: an else, all that the guard above does not take, or a guard that may leave a gap."""
    if writer.chance(2):
        return f"  - {{else: {target}}}"
    condition = f"not ({taken})" if writer.chance(2) else guard(writer)
    return f"  - {{if: '{condition}', go: {target}}}"


def jumps(writer: Writer) -> list[tuple[str, str]]:
    """The steps of a level, some with ways that jump forward; at the top an end is added."""
    steps = [*writer.steps, ("done", f"say: Saved {shown(writer)}.\nend: completed")]
    found = []
    for number, (name, words) in enumerate(writer.steps):
        later = [other for other, _ in steps[number + 1 :] if other != "done" or writer.prefix == "s"]
        condition = guard(writer) if later and "next" not in words and writer.chance(3) else ""
        if condition:
            first = f"  - {{if: '{condition}', go: {writer.pick(later)}}}\n"
            words += f"\nnext:\n{first}{rest(writer, condition, later[0])}"
        found.append((name, words))
    return [*found, steps[-1]] if writer.prefix == "s" else found


@st.composite
def form(draw: st.DrawFn, program: Program, session: ExerciseSession) -> dict[str, list[str]]:
    """A form that the present page takes."""
    place = session.position.here
    step = program.flow.steps[place.step]
    if step.kind is None or (step.optional and draw(st.booleans())):
        return {}
    walk = walk_to(program, session.facts, session.position, place)
    items = (
        [item for item, _ in labelled_items(program, step.kind, walk)]
        if isinstance(step.kind, OneOfKind)
        else []
    )
    return fields_of(draw, step.kind, items)


def fields_of(draw: st.DrawFn, kind: Kind, items: list[str]) -> dict[str, list[str]]:
    match kind:
        case ScaleKind(least, most):
            return {"answer": [str(draw(st.integers(least, most)))]}
        case YesNoKind():
            return {"answer": [draw(st.sampled_from(["yes", "no"]))]}
        case ChoiceKind(options):
            return {"answer": [draw(st.sampled_from(options))]}
        case PicksKind(options):
            return {"answer": draw(st.lists(st.sampled_from(options), min_size=1, unique=True))}
        case ListKind(least, most):
            lines = draw(st.lists(st.sampled_from(["one", "two"]), min_size=least, max_size=most))
            return {"line": lines, "line_id": ["" for _ in lines]}
        case OneOfKind():
            return {"answer": [draw(st.sampled_from(items))]}
    return {"answer": [draw(st.sampled_from(["some words", "other words"]))]}
