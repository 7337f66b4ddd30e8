"""The expression language: what is written is what is read, and nothing else is in it."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler.diagnostics import Findings
from cbt.compiler.expression import depth, parse_expression
from cbt.compiler.nodes import Scalar
from cbt.compiler.words import RESERVED
from cbt.model.expression import Binary, Call, Expression, Name, Node, Number, String, Unary
from cbt.model.source import SourcePos
from tests.unit.compiler.making import codes, compile_steps, said

COMPARE = "compare one value with another, such as belief >= 40"
THEY_ARE = (
    "mean, min, max, sum, count, words, has, answered, minutes_between, round, if, most_rise, "
    "largest_first, smallest_first, place_of_first"
)
FUNCTIONS_ARE = f"the functions are: {THEY_ARE}"
START = SourcePos("x.yaml", 1, 1)


def parsed(text: str) -> tuple[Expression | None, list[str]]:
    findings = Findings()
    found = parse_expression(Scalar(text, START), findings)
    return found, said(findings.sorted())


def tree(text: str) -> Node:
    found, findings = parsed(text)
    assert findings == []
    assert found is not None
    return found.root


def printed(node: Node) -> str:
    """The tree in full brackets."""
    match node:
        case Number(value=value):
            return f"{value:f}" if isinstance(value, float) else str(value)
        case String(value=value):
            return f'"{value}"'
        case Name(name=name):
            return name
        case Call(function=function, args=args):
            return f"{function}({', '.join(printed(arg) for arg in args)})"
        case Unary(op=op, arg=arg):
            return f"({op} {printed(arg)})"
        case Binary(op=op, left=left, right=right):
            return f"({printed(left)} {op} {printed(right)})"


def bare(node: Node) -> object:
    """The tree without its places."""
    match node:
        case Call(function=function, args=args):
            return (function, [bare(arg) for arg in args])
        case Unary(op=op, arg=arg):
            return (op, bare(arg))
        case Binary(op=op, left=left, right=right):
            return (op, bare(left), bare(right))
        case Name(name=name):
            return name
        case Number(value=value) | String(value=value):
            return (type(value), value)


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z][a-z0-9_]{0,5})?", fullmatch=True).filter(
    lambda name: not RESERVED & set(name.split("."))
)
LEAVES = st.one_of(
    st.integers(0, 999_999).map(lambda value: Number(value, 0)),
    st.integers(0, 9999).map(lambda value: Number(value / 8, 0)),
    st.text(st.characters(exclude_characters='"\n', exclude_categories=["Cs"]), max_size=5).map(
        lambda t: String(t, 0)
    ),
    NAMES.map(lambda name: Name(name, 0)),
)
NUMERIC = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Unary, st.just("-"), inner, st.just(0)),
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner, st.just(0)),
        st.builds(
            Call, NAMES.filter(lambda n: "." not in n), st.lists(inner, max_size=3).map(tuple), st.just(0)
        ),
    ),
    max_leaves=4,
)
COMPARED = st.builds(
    Binary, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), NUMERIC, NUMERIC, st.just(0)
)
TREES = st.recursive(
    st.one_of(NUMERIC, COMPARED),
    lambda inner: st.one_of(
        st.builds(Unary, st.just("not"), inner, st.just(0)),
        st.builds(Binary, st.sampled_from(["and", "or"]), inner, inner, st.just(0)),
    ),
    max_leaves=4,
)


@given(TREES)
def test_a_printed_tree_is_read_as_the_same_tree(root: Node) -> None:
    text = printed(root)
    if len(text) <= 500:
        assert bare(tree(text)) == bare(root)


@given(st.text(max_size=60))
def test_any_text_gives_a_tree_or_one_finding(text: str) -> None:
    found, findings = parsed(text)
    assert (found is None) == (len(findings) == 1)


@given(
    st.lists(
        st.sampled_from(
            ["and", "or", "not", "mean", "x", "y.z", "1", "2.5", "é", *"()+-*/,.\"=&'<", "==", ">="]
        ),
        max_size=30,
    )
)
def test_any_order_of_words_gives_a_tree_or_one_finding(words: list[str]) -> None:
    found, findings = parsed(" ".join(words))
    assert (found is None) == (len(findings) == 1)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("a or b and c", "(a or (b and c))"),
        ("a and b or c", "((a and b) or c)"),
        ("not a and b", "((not a) and b)"),
        ("not a == b", "(not (a == b))"),
        ("not not a", "(not (not a))"),
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c", "((a / b) * c)"),
        ("-a * b", "((- a) * b)"),
        ("a - -b", "(a - (- b))"),
        ("a + 1 > b * 2", "((a + 1) > (b * 2))"),
        ("(a or b) and c", "((a or b) and c)"),
        ("max(a, -b, c + 1)", "max(a, (- b), (c + 1))"),
        ("order >= android", "(order >= android)"),
        ("a.b >= notes.order", "(a.b >= notes.order)"),
        ("f()", "f()"),
        (' a\t>=\n "x # y" ', '(a >= "x # y")'),
    ],
)
def test_what_binds_closer_is_worked_out_first(text: str, full: str) -> None:
    assert printed(tree(text)) == full


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = 1", '1:3 F201 "=" does not fit here; use "==" to compare'),
        ("a & b", '1:3 F201 "&" does not fit here; write "and"'),
        ("a && b", '1:3 F201 "&&" does not fit here; write "and"'),
        ("a || b", '1:3 F201 "||" does not fit here; write "or"'),
        ("!a", '1:1 F201 "!a" does not fit here; write "not", or "!=" to compare'),
        ("a == 'x'", "1:6 F201 \"'x'\" does not fit here; put texts in straight double quotes"),
        ("a == “x”", '1:6 F201 "“x”" does not fit here; put texts in straight double quotes'),
        ("a == x”", '1:7 F201 "”" does not fit here; put texts in straight double quotes'),
        ("a ≥ 1", '1:3 F201 "≥" does not fit here; write ">="'),
        ("a => 1", '1:3 F201 "=>" does not fit here; write ">="'),
        ("a=>1", '1:2 F201 "=>" does not fit here; write ">="'),
        ("a =< 1", '1:3 F201 "=<" does not fit here; write "<="'),
        ("a <> 1", '1:3 F201 "<>" does not fit here; write "!="'),
        ("a ≠ 1", '1:3 F201 "≠" does not fit here; write "!="'),
        ("a === 1", '1:5 F201 "=" does not fit here; use "==" to compare'),
        ("a is 1", '1:3 F201 "is" does not fit here; use "==" to compare'),
        ("a > 1 AND a < 3", '1:7 F201 "AND" does not fit here; write "and"'),
        ("NOT a > 1", '1:1 F201 "NOT" does not fit here; write "not"'),
        ("a ** 2", '1:3 F201 "**" does not fit here; there are no powers: multiply the value with itself'),
        ("a × 2", '1:3 F201 "×" does not fit here; write "*"'),
        ("a ÷ 2", '1:3 F201 "÷" does not fit here; write "/"'),
        ("a − 2", '1:3 F201 "−" does not fit here; write "-"'),
        ("a > 2,5", '1:6 F201 ",5" does not fit here; write a decimal with a point, such as 2.5'),
        ("a > 40%", '1:7 F201 "%" does not fit here; write the number alone'),
        ("{a} > 1", '1:1 F201 "{a}" does not fit here; write the name without braces'),
        ("a[0] > 1", '1:2 F201 "[0]" does not fit here; read a list with a function, such as mean or count'),
        ("a > 1)", '1:6 F201 ")" does not fit here; take one ")" out'),
        ("__import__('os')", f'1:1 F202 there is no function "__import__"; {FUNCTIONS_ARE}'),
        ("wrods(a > 1", '1:1 F202 there is no function "wrods"; did you mean "words"?'),
        ("mean('a')", "1:6 F201 \"'a')\" does not fit here; put texts in straight double quotes"),
        ("(a) and ('b')", "1:10 F201 \"'b')\" does not fit here; put texts in straight double quotes"),
        ("a ≤ 1", '1:3 F201 "≤" does not fit here; write "<="'),
        ("1 < a < 3", '1:7 F201 "<" does not fit here; join two comparisons with "and"'),
        ("a == 1 == 2", '1:8 F201 "==" does not fit here; join two comparisons with "and"'),
        ("a b", '1:3 F201 "b" does not fit here; compare one value with another, such as belief >= 40'),
        (
            "a >",
            "1:3 F201 something is missing at the end of this expression; finish it, or take the last sign out",
        ),
        (
            "a > ",
            "1:3 F201 something is missing at the end of this expression; finish it, or take the last sign out",
        ),
        (
            "(a > 1",
            '1:6 F201 something is missing at the end of this expression; add the missing ")"',
        ),
        ("", "1:1 F201 an expression is missing here; write a comparison such as belief >= 40"),
        (" \n", "1:1 F201 an expression is missing here; write a comparison such as belief >= 40"),
        (
            "a" * 501,
            "1:1 F201 this expression has 501 characters; the most is 500; make a computed value of a part of it",
        ),
        (
            "-" * 101 + "a",
            "1:1 F201 this expression is nested too deeply; make a computed value of a part of it",
        ),
        (
            "x" * 60 + " é" + "y" * 60,
            f'1:62 F201 "é{"y" * 38}…" does not fit here; {COMPARE}',
        ),
    ],
)
def test_what_does_not_parse_is_told_at_its_place_with_the_way_out(text: str, told: str) -> None:
    assert parsed(text) == (None, [told])


HOSTILE = [
    "__import__('os').system('id')",
    '__import__("os")',
    "a.__class__",
    "().__class__.__bases__[0]",
    "a.b.c.__globals__",
    "lambda: 1",
    "[x for x in y]",
    "a if b else c",
    "2 ** 9999999",
    "9 ** 9 ** 9",
    "a[0]",
    "f(x=1)",
    "a; b",
    "a := 1",
    '"{0.__class__}".format(a)',
    "a @ b",
    "a % b",
    "a // b",
    "0x10",
    "1e999",
    "999999999999999",
    "1.0000000000001",
    "nan",
    "inf > 1",
    "None",
    "true and true",
    "${a}",
    "{{7*7}}",
    "a\x00b",
    "\u202ea",
    "é > 1",
    "os.abort",
    "this.s",
    "(" * 250 + "a" + ")" * 249,
    "(" * 5000 + "a" + ")" * 5000,
    "not " * 2500 + "a",
    "a" * 10_000,
    "a+" * 5000 + "a",
    "mean(" * 90 + "a" + ")" * 90,
    '"' + "x" * 10_000,
    "1/0 > 1",
    "a / (a - a) > 1",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20].encode("unicode_escape").decode())
def test_a_hostile_expression_is_a_finding_at_once(text: str) -> None:
    scalar = (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\x00", "").replace("\u202e", "") + '"'
    )
    steps = f"a:\n  ask: A?\n  answer: 0-10\n  check:\n    - must: {scalar}\n      else: Well.\n"
    started = time.perf_counter()
    library = compile_steps(steps)
    assert time.perf_counter() - started < 1
    assert library.flows == {}
    assert set(codes(library)) <= {"F201", "F202", "F203"}


def test_brackets_cost_no_depth() -> None:
    assert depth(tree("(" * 200 + "a" + ")" * 200)) == 1


def test_a_name_and_a_call_know_their_place_in_the_file() -> None:
    text = Scalar("words(a)\n> b", START, raw='"words(a)\n   > b"', style='"')
    found = parse_expression(text, Findings())
    assert found is not None
    assert isinstance(found.root, Binary)
    left, right = found.root.left, found.root.right
    assert isinstance(left, Call)
    assert isinstance(right, Name)
    assert found.place(left) == SourcePos("x.yaml", 1, 2)
    assert found.place(right) == SourcePos("x.yaml", 2, 6)
    assert found.place(Name("elsewhere", 99)) == START


WORDS = [
    *(
        "and",
        "or",
        "not",
        "mean",
        "max",
        "count",
        "answered",
        "has",
        "x",
        "y.z",
        "a.b.c",
        "1",
        "2.5",
        "999999999999",
    ),
    *(
        "é",
        "😀",
        "==",
        "!=",
        "<=",
        ">=",
        "<",
        ">",
        "=>",
        "&&",
        "||",
        "**",
        "//",
        '"x"',
        '"',
        "'",
        "__class__",
    ),
    *(
        "x.__class__",
        "__import__",
        "lambda",
        "NaN",
        "inf",
        "1e999",
        "0x1F",
        "1_000",
        "-0",
        "if",
        "else",
        ":=",
        "\\x00",
    ),
    *"()+-*/,.=&<>!@#$%^[]{};:?`~|",
]


@pytest.mark.parametrize("batch", range(25))
def test_thousands_of_hostile_expressions_give_a_tree_or_one_finding_in_time(batch: int) -> None:
    chance = random.Random(batch)
    started = time.process_time()
    for _ in range(200):
        words = chance.choices(WORDS, k=chance.choice((3, 12, 60)))
        text = chance.choice((" ", "")).join(words)[:600]
        found, findings = parsed(text)
        assert (found is None) == (len(findings) == 1)
        assert all(len(finding) <= 420 for finding in findings)
    # A tenth of that where the lines run are not counted.
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "(" * 500,
        ")" * 500,
        "(" * 250 + ")" * 250,
        "not " * 125,
        "-" * 500,
        "1 ** " * 99 + "1",
        "x" * 10_240,
        "1 + " * 2560,
        '"' * 500,
        "f(" * 250,
        "f(" * 200 + ")" * 200,
        "a." * 250,
        "a<" * 250,
        " " * 500,
        "1" * 500,
        "1." * 250,
    ],
)
def test_a_tower_is_a_tree_or_one_finding_in_time(text: str) -> None:
    started = time.process_time()
    found, findings = parsed(text)
    assert time.process_time() - started < 1
    assert (found is None) == (len(findings) == 1)
