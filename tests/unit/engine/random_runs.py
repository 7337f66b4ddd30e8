"""Random flows, written as YAML and compiled as every flow is, and random forms for their pages."""

from dataclasses import dataclass, field
from textwrap import indent
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from cbt.engine.answers import Fields
from cbt.engine.machine import Program
from cbt.engine.text import labelled_items
from cbt.model.answer import (
    ChoiceKind,
    ListedKind,
    ListKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    ScaleKind,
    SharesKind,
    YesNoKind,
)
from cbt.model.session import ExerciseSession, Place
from tests.unit.engine.exercise import FIRST, compile_text, flow_text, walk_of

Draw = st.DrawFn

# A run through a flow costs more than most examples do.
FEW = settings().max_examples // 5
SOME = settings().max_examples // 3
MANY = settings().max_examples * 2

QUESTIONS = {
    "scale": "answer: 0-10\nends: {0: not at all, 10: very}",
    "text": "answer: text\noptional: true",
    "refusing": "answer: text\ncheck:\n  - must: words(ID) >= 2\n    else: Two words, please.",
    "truth": "answer: yes/no",
    "choice": "options: {red: red, blue: blue}\nother: allowed",
    "picks": "options: {north: north, south: south, east: east}\npick: many",
    "lines": "answer: list 1-3",
    "number": "answer: number\nunit: hours\noptional: true",
    "percent": "answer: percent",
    "minutes": "answer: minutes",
    "date": "answer: date\noptional: true",
    "time": "answer: time",
    "moment": "answer: date and time",
}


@dataclass(slots=True)
class Writer:
    """The steps written so far: their text by id, and which lists can be walked, and which picked from, below."""

    steps: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    computed: list[str] = field(default_factory=list)

    def add(self, step: str, body: str) -> None:
        self.steps.append(f"{step}:\n{indent(body, '  ')}")


@st.composite
def flow_texts(draw: Draw) -> str:
    """A flow of some blocks: questions, pages to read, loops inside loops, and pages that some answers skip."""
    writer = Writer()
    writer.add("first", f"ask: How much?\n{QUESTIONS['scale']}")
    for number in range(draw(st.integers(1, 5))):
        draw(_block(writer, f"b{number}"))
    sums = "".join([f" {{{name}}}" for name in writer.computed])
    writer.add("done", f"say: Saved, {{first}}.{sums}\nend: completed")
    computed = "computed:\n" + "".join([f"  {name}: sum({name[4:]}.size)\n" for name in writer.computed])
    return flow_text("\n".join(writer.steps), computed if writer.computed else "")


def flows() -> st.SearchStrategy[Program]:
    """Such a flow, compiled."""
    return flow_texts().map(lambda text: Program(compile_text(text)))


@st.composite
def _block(draw: Draw, writer: Writer, step: str) -> None:
    if draw(st.integers(0, 3)) == 0:
        # A list behind a gate is not given on all paths, so nothing below may walk it.
        inner = Writer()
        draw(_content(inner, step, open_lists=False))
        writer.add(f"{step}_gate", f"ask: Go in?\nanswer: yes/no\nnext: {{yes: {step}, no: {step}_past}}")
        writer.steps += inner.steps
        writer.add(f"{step}_past", "say: Here all go on.")
    else:
        draw(_content(writer, step, open_lists=True))


@st.composite
def _content(draw: Draw, writer: Writer, step: str, *, open_lists: bool) -> None:
    forms = ["question", "question", "say", "guarded", "repeat", "repeat"]
    forms += ["for_each"] if writer.lists else []
    forms += ["one_of", "order", "order", "shares"] if writer.lines else []
    match draw(st.sampled_from(forms)):
        case "question":
            kind = draw(st.sampled_from(list(QUESTIONS)))
            writer.add(step, f"ask: What about it?\n{QUESTIONS[kind].replace('ID', step)}")
            if open_lists:
                writer.lists += [step] if kind in ("lines", "picks") else []
                writer.lines += [step] if kind in ("lines", "picks") else []
        case "say":
            paces = ["", "\ntimer: 60 seconds", "\nwait: {for: 2 hours}"]
            writer.add(step, f"say: Read this.{draw(st.sampled_from(paces))}")
        case "guarded":
            ways = f"next:\n  - {{if: {step} >= 5, go: {step}_high}}\n  - {{else: {step}_low}}"
            writer.add(step, f"ask: How high?\n{QUESTIONS['scale']}\n{ways}")
            writer.add(f"{step}_high", f"say: High, {{{step}}}.")
            writer.add(f"{step}_low", f"ask: Why so low?\n{QUESTIONS['text']}")
        case "repeat":
            least, most = draw(st.sampled_from([(0, 2), (1, 1), (1, 3), (2, 2), (2, 4)]))
            writer.add(
                step, f"repeat: {least}-{most}\nsteps:\n{indent(draw(_body(step)), '  ')}\nagain: More?"
            )
            if open_lists:
                writer.lists.append(step)
                writer.computed.append(f"sum_{step}")
        case form:
            writer.add(step, draw(_about_a_list(writer, step, form)))
            if form == "order" and open_lists:
                writer.lists.append(step)
                writer.lines.append(step)


@st.composite
def _about_a_list(draw: Draw, writer: Writer, step: str, form: str) -> str:
    if form == "for_each":
        body = f"{step}_now:\n  ask: And now?\n{indent(QUESTIONS['scale'], '  ')}"
        return f"for_each: {draw(st.sampled_from(writer.lists))}\nsteps:\n{indent(body, '  ')}"
    listed = draw(st.sampled_from(writer.lines))
    if form == "shares":
        rest = draw(st.sampled_from(["", "\nrest: me"]))
        return f"ask: How much each?\nanswer: shares of 10 over {listed}{rest}"
    kind = "order of" if form == "order" else "one of"
    return f"ask: Which one?\nanswer: {kind} {listed}"


@st.composite
def _body(draw: Draw, step: str) -> str:
    size = f"size:\n  ask: How big?\n{indent(QUESTIONS['scale'], '  ')}"
    match draw(st.integers(0, 4)):
        case 0:
            return f"{size}\nname:\n  ask: What is it of size {{size}}?\n  answer: text"
        case 1:
            inner = f"part:\n  ask: Which part?\n{indent(QUESTIONS['choice'], '  ')}"
            return f"{size}\ninner:\n  repeat: 0-2\n  steps:\n{indent(inner, '    ')}\n  again: More parts?"
        case 2:
            lines = f"lines:\n  ask: Which?\n{indent(QUESTIONS['lines'], '  ')}"
            return f"{lines}\nbest:\n  ask: The best?\n  answer: one of lines\n{size}"
        case 3:
            lines = f"lines:\n  ask: Which?\n{indent(QUESTIONS['lines'], '  ')}"
            ranked = "ranked:\n  ask: In which order?\n  answer: order of lines"
            shared = "much:\n  ask: How much?\n  answer: shares of 10 over ranked\n  rest: me"
            return f"{lines}\n{ranked}\n{shared}\n{size}"
    return size


@st.composite
def forms(draw: Draw, program: Program, session: ExerciseSession, place: Place) -> Fields:
    """A form for a page, as a rule one that it takes."""
    walk = walk_of(program, session, place)
    junk = draw(st.integers(0, 9)) == 0
    match program.flow.steps[place.step].kind:
        case None:
            return {}
        case _ if junk:
            return {"answer": [draw(st.sampled_from(["", "-1", "nonsense", "\ud800"]))], "line": ["a"] * 9}
        case ScaleKind(least, most):
            return {"answer": [str(draw(st.integers(least, most)))]}
        case YesNoKind():
            return {"answer": [draw(st.sampled_from(["yes", "no"]))]}
        case ChoiceKind(options):
            return {"answer": [draw(st.sampled_from(options))], "own": [draw(words)]}
        case PicksKind(options):
            return {"answer": draw(st.lists(st.sampled_from(options), min_size=1)), "own": [draw(words)]}
        case ListKind() as kind:
            stored: Any = session.facts.answers.get(place.key)
            ids = [line.id for line in stored or ()]
            kept = draw(st.lists(st.sampled_from([*ids, "", "99"]), min_size=max(kind.least, 1), max_size=3))
            return {"line": [draw(words) for _ in kept], "line_id": kept}
        case (OneOfKind() | OrderKind() | SharesKind()) as kind:
            return draw(_item_forms(kind, [item for item, _ in labelled_items(program, kind, walk)]))
        case kind if type(kind) in FIRST:
            return {"answer": [draw(st.sampled_from([FIRST[type(kind)], ""]))]}
    return {"answer": [draw(words)]}


@st.composite
def _item_forms(draw: Draw, kind: ListedKind, items: list[str]) -> Fields:
    match kind:
        case OrderKind():
            return {"item": draw(st.permutations(items))}
        case SharesKind():
            return {"item": items, "share": [draw(st.sampled_from(["10", "4"]))]}
    return {"answer": [draw(st.sampled_from(items))]} if items else {}


words = st.sampled_from(["walked home", "one", "two words", "😀 été", "a, b and c", "{first}", "<b>bold</b>"])
