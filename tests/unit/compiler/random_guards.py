"""Random lists of guards about one or two answers, with every answer that there is, to be tried one by one.

It must not say which guards hold: the engine says so, and the tests hold the compiler to that.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import indent

from hypothesis import strategies as st

from cbt.model.answer import Chosen, Line, Mark, PrivateText, Value

ENDS = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True, slots=True)
class Kind:
    """The words for an answer kind, what can be asked of it (NAME, OP and N are put in), and its answers.

    Of numbers and texts these are all answers that the guards here can tell apart.
    """

    words: str
    asks: Sequence[str]
    answers: Sequence[Value]
    numbers: Sequence[str] = ("0",)


def picks(*options: str) -> tuple[Chosen, ...]:
    return tuple([Chosen(option) for option in options])


def lines(count: int) -> tuple[Line, ...]:
    return tuple([Line(str(number), PrivateText("a")) for number in range(count)])


SOME = [some for size in (1, 2, 3) for some in itertools.combinations(("a", "b", "c"), size)]
COMPARED = ("NAME OP N", "N OP NAME")
KINDS = {
    "scale": Kind("answer: 0-4", COMPARED, range(5), ["-1", "0", "1", "2.5", "3", "4", "5"]),
    "low scale": Kind("answer: -2-2", COMPARED, range(-2, 3), ["-3", "-2", "-1", "0", "0.5", "2"]),
    "number": Kind(
        "answer: number\nleast: 0\nmost: 3", COMPARED, [n / 4 for n in range(13)], ["0", "0.5", "1", "3", "4"]
    ),
    "open number": Kind(
        "answer: number", COMPARED, [n / 4 for n in range(-12, 17)], ["-2", "-0.5", "0", "1", "1.5"]
    ),
    "truth": Kind("answer: yes/no", ("NAME",), (True, False)),
    "choice": Kind(
        "options: {a: A, b: B, c: C}",
        ('NAME == "a"', 'NAME != "b"', '"c" == NAME'),
        [Chosen(option) for option in "abc"],
    ),
    "picks": Kind(
        "options: {a: A, b: B, c: C}\npick: many",
        ('has(NAME, "a")', 'has(NAME, "b")', "count(NAME) OP N"),
        [picks(*some) for some in SOME],
        ["0", "1", "2", "3"],
    ),
    "lines": Kind(
        "answer: list 1-3", ("count(NAME) OP N",), [lines(n) for n in (1, 2, 3)], ["0", "1", "2", "3", "4"]
    ),
    "few lines": Kind(
        "answer: list 0-2", ("count(NAME) OP N", "answered(NAME)"), [lines(n) for n in (0, 1, 2)], ["0", "1"]
    ),
    "words": Kind(
        "answer: text",
        ("words(NAME) OP N",),
        [PrivateText("a " * n) for n in range(6)],
        ["-1", "0", "1", "2", "3"],
    ),
    "text": Kind(
        "answer: text", ('NAME == "a"', 'NAME != "b"'), [PrivateText(text) for text in ("a", "b", "c")]
    ),
}


@dataclass(slots=True)
class Asked:
    """A question, and all that can be answered to it."""

    name: str
    kind: Kind
    optional: bool = False

    def answers(self) -> list[Value]:
        return [*self.kind.answers, *([Mark.SKIPPED] if self.optional else [])]


@dataclass(slots=True)
class Listed:
    """A flow in which the last question has rules and a list of ways; `otherwise` when it ends with an else."""

    asked: list[Asked]
    guards: list[str]
    rules: list[str]
    otherwise: bool
    lines: dict[str, list[int]] = field(default_factory=dict)

    def answers(self) -> list[Mapping[str, Value]]:
        """Every combination of answers."""
        names = [asked.name for asked in self.asked]
        combined = itertools.product(*[asked.answers() for asked in self.asked])
        return [dict(zip(names, values, strict=True)) for values in combined]

    def steps(self) -> str:
        """The steps, to stand two blanks in; notes in which of these lines the rules and guards stand."""
        text = ""
        for asked in self.asked:
            text += f"{asked.name}:\n  ask: What?\n{indent(asked.kind.words, '  ')}\n"
            text += "  optional: true\n" if asked.optional else ""
        text += "  check:\n" if self.rules else ""
        self.lines = {"rules": [], "guards": []}
        for rule in self.rules:
            self.lines["rules"].append(text.count("\n") + 1)
            text += f"    - must: '{rule}'\n      else: No.\n"
        text += "  next:\n"
        for guard in self.guards:
            self.lines["guards"].append(text.count("\n") + 1)
            text += f"    - {{if: '{guard}', go: onward}}\n"
        self.lines["else"] = [text.count("\n") + 1]
        text += "    - {else: onward}\n" if self.otherwise else ""
        return text + "onward:\n  say: Read on.\n"


@st.composite
def listed(draw: st.DrawFn) -> Listed:
    """A list of ways, as often as not one with a fault."""
    asked = [_asked(draw, name) for name in draw(st.sampled_from(["x", "x", "yx"]))]
    conditions = _conditions(asked)
    guards = draw(st.lists(conditions, min_size=1, max_size=4))
    rules = draw(st.lists(_conditions(asked[-1:], own=True), max_size=2)) if draw(st.booleans()) else []
    return Listed(asked, guards, rules, draw(st.booleans()))


def _asked(draw: st.DrawFn, name: str) -> Asked:
    kind = draw(st.sampled_from(sorted(KINDS)))
    # A list without items and one that was not given are the same to a guard.
    return Asked(name, KINDS[kind], "line" not in kind and draw(st.integers(1, 4)) == 1)


def _conditions(asked: Sequence[Asked], *, own: bool = False) -> st.SearchStrategy[str]:
    """Conditions that are all read where they may be; `own` for those of a page's rules, where it is answered."""
    single = st.one_of([_question(one, guarded=one.optional and not own) for one in asked])
    return st.recursive(
        single,
        lambda inner: st.one_of(
            st.builds("({} and {})".format, inner, inner),
            st.builds("({} or {})".format, inner, inner),
            st.builds("not {}".format, inner.map(lambda words: f"({words})")),
        ),
        max_leaves=4,
    )


def _question(asked: Asked, *, guarded: bool) -> st.SearchStrategy[str]:
    number, sign = st.sampled_from(asked.kind.numbers), st.sampled_from(ENDS)
    words = st.builds(
        lambda ask, op, n: ask.replace("NAME", asked.name).replace("OP", op).replace("N", n),
        st.sampled_from(asked.kind.asks),
        sign,
        number,
    )
    if not guarded:
        return words
    given = f"answered({asked.name})"
    return st.one_of(
        st.just(given),
        words.map(lambda ask: f"({given} and {ask})"),
        words.map(lambda ask: f"(not {given} or {ask})"),
    )


SUMS = (
    "x + y OP N",
    "N OP x - y",
    "x * y OP N",
    "x / 2 OP N",
    "-x OP y",
    "min(x, y) OP N",
    "max(x, y, 2) OP x + y",
    "x OP y",
    "x / (y + 3) OP N",
    "round(x / 2) OP N",
    "round(y / 3) OP x",
    "if(x OP y, 3, 0) OP N",
    "if(y OP 0, x, -y) OP N",
)


@st.composite
def summed(draw: st.DrawFn) -> Listed:
    """A list of ways whose guards compare sums of two answers."""
    asked = [Asked("y", KINDS["low scale"]), Asked("x", KINDS["scale"])]
    numbers = st.sampled_from(["-8", "-2", "0", "0.5", "3", "6", "9"])
    single = st.builds(
        lambda ask, op, n: ask.replace("OP", op).replace("N", n),
        st.sampled_from([*SUMS, *COMPARED]).map(lambda ask: ask.replace("NAME", "y")),
        st.sampled_from(ENDS),
        numbers,
    )
    joined = st.one_of(single, st.builds("{} and {}".format, single, single), single.map("not ({})".format))
    return Listed(asked, draw(st.lists(joined, min_size=1, max_size=4)), [], draw(st.booleans()))
