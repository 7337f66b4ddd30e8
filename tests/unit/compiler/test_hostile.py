"""Hostile flow files: they give flows or a clear list, quickly, and nothing in them is run, looked up or opened."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler.library import compile_files
from cbt.engine.answering import answer, begin
from cbt.engine.machine import Program
from cbt.engine.text import filled
from cbt.engine.walk import Walk
from tests.unit.compiler.making import HEAD, codes, compile_steps, compile_text, flow_text, passing

ROOT = Path(__file__).resolve().parents[3]
# Words of Python, of models and of state machines.
NAMES = [
    *(
        "save",
        "trigger",
        "to_x",
        "go_on",
        "step",
        "items",
        "model",
        "is_done",
        "self",
        "class_",
        "states",
        "machine",
    ),
    *(
        "state",
        "initial",
        "event",
        "events",
        "transitions",
        "before",
        "after",
        "may_trigger",
        "dispatch",
        "on_enter",
    ),
    *(
        "import",
        "class",
        "def",
        "lambda",
        "eval",
        "exec",
        "print",
        "open",
        "type",
        "id",
        "object",
        "super",
        "del",
    ),
    *(
        "keys",
        "values",
        "get",
        "pop",
        "update",
        "copy",
        "format",
        "join",
        "encode",
        "parts",
        "source",
        "flow",
        "part",
    ),
    *(
        "null",
        "true",
        "false",
        "none",
        "on",
        "off",
        "y",
        "n",
        "select",
        "table",
        "drop",
        "value",
        "visit",
        "csrf",
    ),
]
# What could lead to a file, were a name ever a path: the part that is there is parts/p.
PATHS = [
    *(
        "../secret",
        "../../etc/passwd",
        "parts/../sample",
        "parts/p/../p",
        "parts/../../parts/p",
        "shared/../parts/p",
    ),
    *(
        "/etc/passwd",
        "/parts/p",
        "//parts/p",
        "\\\\host\\parts\\p",
        "c:/parts/p",
        "C:parts/p",
        "~/parts/p",
        "$HOME/p",
    ),
    *(
        "file:parts/p",
        "file://parts/p",
        "http://x/parts/p",
        "https://x/p",
        "ftp://x/p",
        "data:,x",
        "jar:file:p!/p",
    ),
    *(
        "parts/P",
        "PARTS/p",
        "Parts/p",
        "parts/\uff50",
        "p\u0430rts/p",
        "parts/p\u0301",
        "parts\u2044p",
        "parts\u2215p",
    ),
    *(
        "parts//p",
        "parts\\p",
        "./parts/p",
        "parts/./p",
        "parts/p/",
        "parts/p/.",
        " parts/p",
        "parts/p ",
        "parts /p",
    ),
    *(
        "parts/p.yaml",
        "parts/p.yml",
        "parts/p%00",
        "parts/p%2f..",
        "parts%2fp",
        "parts/p#x",
        "parts/p?x",
        "parts/p:x",
    ),
    *(
        "parts/p\t",
        "parts/p;x",
        "parts/p|x",
        "parts/p&x",
        "parts/{p}",
        "parts/*",
        "parts/?",
        "parts/[p]",
        "parts/p,p",
    ),
    *(
        "~",
        "shared/p",
        "",
        "parts/",
        "/",
        ".",
        "..",
        "p",
        "parts",
        "sample",
        "parts/sample",
        "con",
        "parts/nul",
    ),
]
REFUSED = [
    "__class__",
    "__init__",
    "_private",
    "Save",
    "a-b",
    "a.b",
    "a b",
    "1a",
    "é",
    "x" * 61,
    "..",
    "os.abort",
    "a/b",
]
PIECES = [
    "flow: sample",
    "title: T",
    "language: en",
    "anywhere: {support: help_now}",
    "steps:",
    "  a:",
    "  b:",
    "    ask: A?",
    "    say: Look at {a} and {b.c}.",
    "    answer: text",
    "    answer: 0-10",
    "    answer: one of a",
    "    options: {x: X, y: Y}",
    "    options: shared/x",
    "    use: parts/p",
    "    with: {claim: a}",
    "    next: b",
    "    next: {x: b, y: a}",
    "    next:",
    "      - {if: a > 3, go: b}",
    "      - {else: b}",
    "    repeat: 1-2",
    "    again: More?",
    "    steps:",
    "      c:",
    "        ask: C?",
    "        answer: 0-3",
    "    for_each: a",
    "    hand_off: sample",
    "    carry: {x: a}",
    "    end: done",
    "    optional: true",
    "    check:",
    "      - {must: a > 1, else: No}",
    "computed:",
    "  d: mean(a.c)",
    "  e: d + e",
    "summary:",
    "  title: '{a}'",
    "  rows: [a, e]",
    "  change: {a: [c, c]}",
    "part: p",
    "needs: {claim: text}",
    "gives: [c]",
    "zzz",
    "  - x",
    "[",
    "{",
    "",
    "    pick: many",
    "    other: allowed",
    "    ends: {0: low, 9: high}",
    "minutes: x",
]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_flow_or_a_list_of_faults(data: bytes) -> None:
    library = compile_files({"sample.yaml": data})
    assert library.flows or library.findings


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.lists(st.sampled_from(PIECES), max_size=10))
def test_any_order_of_lines_gives_a_flow_or_a_list_of_faults(lines: list[str], part: list[str]) -> None:
    files = {
        "sample.yaml": "\n".join(lines),
        "parts/p.yaml": "\n".join(part),
        "shared/x.yaml": "\n".join(part),
    }
    library = compile_files({path: text.encode() for path, text in files.items()})
    assert library.flows or library.findings


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_steps_below_a_sound_head_give_a_flow_or_a_list_of_faults(lines: list[str]) -> None:
    text = "\n".join(["steps:", *[line for line in lines if line.startswith("  ")]])
    library = compile_text(f"{HEAD}{text}\n")
    assert library.flows or library.findings


@pytest.mark.parametrize("name", NAMES)
def test_ids_that_are_words_of_programs_are_plain_data(name: str) -> None:
    flow = passing(f"{name}:\n  ask: A?\n  answer: 0-10\nlook:\n  say: It was {{{name}}}.\n")
    program = Program(flow)
    session = begin(program)
    session = answer(program, session, session.position.here, {"answer": ["7"]})
    assert session.position.here.step == "look"
    prompt = flow.steps["look"].prompt
    assert prompt is not None
    assert filled(program, prompt, Walk(flow, session.facts, session.position)) == "It was 7."


@pytest.mark.parametrize("name", REFUSED)
def test_ids_that_are_no_ids_are_refused(name: str) -> None:
    library = compile_steps(f'"{name}":\n  ask: A?\n  answer: 0-10\n')
    assert codes(library) == ["F014"]


@pytest.mark.parametrize(
    "name",
    PATHS,
)
def test_a_name_of_a_part_is_never_a_path(name: str) -> None:
    part = "part: p\nsteps:\n  a:\n    say: A.\n"
    for word in ("use", "options", "ends", "hand_off"):
        library = compile_steps(f"a:\n  ask: A?\n  answer: 0-9\nb:\n  {word}: '{name}'\n", parts__p=part)
        assert library.flows == {}
    assert codes(compile_steps(f"b:\n  use: '{name}'\n", parts__p=part)) == ["F105"]


def test_a_diamond_of_parts_ends_at_the_most_steps() -> None:
    parts = {
        f"parts__p{number}": f"part: p{number}\nsteps:\n"
        + "".join(f"  {step}:\n    use: parts/p{number + 1}\n" for step in "ab")
        for number in range(30)
    }
    last = "part: p30\nsteps:\n  a:\n    say: A.\n"
    library = compile_steps("a:\n  use: parts/p0\n", parts__p30=last, **parts)
    assert codes(library) == ["F001"]
    assert "more than 500 steps" in library.findings[0].message


def test_a_cycle_of_parts_names_the_part_that_closes_it() -> None:
    parts = {
        f"parts__p{number}": f"part: p{number}\nsteps:\n  a:\n    use: parts/p{(number + 1) % 5}\n"
        for number in range(5)
    }
    library = compile_steps("a:\n  use: parts/p0\n", **parts)
    assert [finding.message for finding in library.findings] == ['"parts/p0" uses itself']


def chain(count: int, form: str) -> str:
    return (
        "computed:\n" + "".join(f"  c{n}: {form.format(n + 1)}\n" for n in range(count)) + f"  c{count}: a\n"
    )


QUESTION = "a:\n  ask: A?\n  answer: 0-10\n"


@pytest.mark.parametrize(
    "tail",
    [
        chain(300, "c{0} + 1"),
        chain(60, "c{0} * c{0}"),
        chain(15, "c{0} + c{0}"),
        "computed:\n" + "".join(f"  c{n}: c{n - 1} + c{n - 1}\n" if n else "  c0: a\n" for n in range(60)),
        "computed:\n" + "".join(f"  c{n}: -c{n - 1}\n" if n else "  c0: a\n" for n in range(300)),
    ],
)
def test_towers_of_computed_values_are_refused(tail: str) -> None:
    library = compile_steps(QUESTION, tail)
    assert set(codes(library)) == {"F201"}


def test_a_sound_chain_of_computed_values_passes() -> None:
    passing(QUESTION, chain(15, "c{0} + 1"))


def test_numbers_of_any_size_are_worked_out() -> None:
    product = " * ".join(["999999999999"] * 20)
    steps = f"a:\n  ask: A?\n  answer: 0-10\n  check:\n    - must: {product} + a * 0.5 > 1\n      else: No.\n"
    passing(steps)
    divided = steps.replace("+ a * 0.5", "/ (0.000000000001 * 0.000000000001)")
    passing(divided)
    assert codes(compile_steps(steps.replace(product, f"1 / ({product} - a)"))) == ["F203"]


@pytest.mark.parametrize("word", ["minutes", "most_pages"])
def test_a_number_of_any_length_is_a_finding(word: str) -> None:
    library = compile_text(flow_text(QUESTION, head=f"{HEAD}{word}: {'9' * 5000}\n"))
    assert codes(library) == ["F013"]


def test_a_large_part_that_is_used_often_costs_no_more_than_the_most_expressions() -> None:
    rules = "".join(f"      - must: a > {n}\n        else: No.\n" for n in range(400))
    part = f"part: p\nsteps:\n  a:\n    ask: A?\n    answer: 0-10\n    check:\n{rules}"
    steps = "".join(f"s{n}:\n  use: parts/p\n" for n in range(100))
    library = compile_steps(steps, parts__p=part)
    assert codes(library) == ["F001"]
    assert "more than 500 expressions" in library.findings[0].message
