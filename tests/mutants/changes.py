"""The small changes that can be made to a module, one at a time: what each is, where it stands, and the changed tree.

It must not run anything, and it leaves out what no test could notice; the reasons stand beside `_is_left_out`.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.Mod: ast.Mult,
}  # fmt: skip
Change = Callable[[Any], None]
_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True, slots=True)
class Mutant:
    """One thing in one file that can be changed: the node of this number, in its so-manieth way.

    `first` to `last` are the lines of its statement, without the statements inside; `inside` is False for what runs
    when the module is imported.
    """

    file: str
    node: int
    way: int
    line: int
    first: int
    last: int
    inside: bool
    what: str

    def tree(self, sound: str) -> ast.Module:
        """The file with that changed, each line where it was."""
        tree = ast.parse(sound)
        twin = list(ast.walk(tree))[self.node]
        list(changes_to(twin))[self.way][1](twin)
        return ast.fix_missing_locations(tree)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: its statement's own lines, whether a function holds it, and whether it is left out."""

    first: int = 0
    last: int = 0
    inside: bool = False
    left_out: bool = False


def mutants_of(file: str, text: str) -> Iterator[Mutant]:
    """All small changes to a module, in the order of its tree."""
    tree = ast.parse(text)
    places = dict(_placed(tree, _Place()))
    for number, node in enumerate(ast.walk(tree)):
        place = places[id(node)]
        for way, (what, _) in enumerate(() if place.left_out else changes_to(node)):
            line = getattr(node, "lineno", 0)
            yield Mutant(file, number, way, line, place.first, place.last, place.inside, what)


def changes_to(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """How a node can be changed: what it says, and a function that does it to a copy."""
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in COMPARED:
            yield f"{type(op).__name__} -> {COMPARED[type(op)].__name__}", _compare
        case ast.BinOp(op=op) if type(op) in COUNTED and not _is_text(node):
            yield f"{type(op).__name__} -> {COUNTED[type(op)].__name__}", _count
        case ast.BoolOp(op=op):
            yield f"{type(op).__name__} -> {'Or' if isinstance(op, ast.And) else 'And'}", _join
        case ast.UnaryOp(op=ast.Not()):
            yield "not x -> x", _affirm
        case ast.Constant(value=bool(value)):
            yield f"{value} -> {not value}", _turn
        case ast.Constant(value=int(count)):
            yield f"{count} -> {count + 1}", _add_one
        case ast.If():
            yield "if x -> if True", lambda twin: setattr(twin, "test", ast.Constant(True))
            yield "if x -> if False", lambda twin: setattr(twin, "test", ast.Constant(False))
        case ast.Expr(value=ast.Call()):
            yield "call left out", lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.Raise():
            yield "raise left out", lambda twin: setattr(twin, "__class__", ast.Pass)


def _placed(node: ast.AST, place: _Place) -> Iterator[tuple[int, _Place]]:
    yield id(node), place
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _placed(child, _place_of(child, node, name, place))


def _place_of(child: ast.AST, parent: ast.AST, name: str, place: _Place) -> _Place:
    first, last = _lines(child) or (place.first, place.last)
    inside = place.inside or (isinstance(parent, _Scope) and name == "body")
    return _Place(first, last, inside, place.left_out or _is_left_out(child, parent, name))


def _lines(node: ast.AST) -> tuple[int, int] | None:
    """The lines of a statement or a case, up to the first statement inside; None for all else."""
    if not isinstance(node, (ast.stmt, ast.match_case, ast.ExceptHandler)):
        return None
    first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
    inner = getattr(node, "cases", None) or getattr(node, "body", None)
    if inner:
        begins = inner[0].pattern.lineno if isinstance(node, ast.Match) else inner[0].lineno
        return first, max(first, begins - 1)
    return first, getattr(node, "end_lineno", None) or first


def _is_left_out(child: ast.AST, parent: ast.AST, name: str) -> bool:
    """What no test could notice, or every test would, so that it says nothing about them."""
    match child, parent:
        # Types: a type checker reads them, and Python itself falls over one that makes no sense.
        case (_, _) if name in ("annotation", "returns"):
            return True
        case ast.BinOp(op=ast.BitOr(), left=left, right=right), _ if _is_type(left) or _is_type(right):
            return True
        # The same: what stands below it is imported for a type checker alone.
        case ast.If(test=ast.Name(id="TYPE_CHECKING")), _:
            return True
        # An assert tells the type checker what holds, and no safety rests on one.
        case ast.Assert(), _:
            return True
        # What a dataclass is made as (frozen, slots) binds whoever writes code, and the type checker sees to it.
        case ast.Call(func=ast.Name(id="dataclass")), _ if name == "decorator_list":
            return True
        # The same goes for two rows that always have one length.
        case ast.keyword(arg="strict"), ast.Call(func=ast.Name(id="zip")):
            return True
    return False


def _is_type(node: ast.expr) -> bool:
    """Whether a name is written as a type's is."""
    if isinstance(node, ast.Subscript):
        return _is_type(node.value)
    if isinstance(node, ast.BinOp):
        return _is_type(node.left)
    name = node.id.lstrip("_") if isinstance(node, ast.Name) else ""
    return name in ("str", "int", "float", "bool", "bytes") or (
        name[:1].isupper() and not name.isupper() and "_" not in name
    )


def _is_text(node: ast.BinOp) -> bool:
    """Whether something is put together of texts, where another operator only fails at once."""
    ends = (node.left, node.right)
    return any(isinstance(end, (ast.JoinedStr, ast.Tuple, ast.List)) for end in ends) or any(
        isinstance(end, ast.Constant) and isinstance(end.value, (str, bytes, type(None))) for end in ends
    )


def _compare(twin: Any) -> None:
    twin.ops[0] = COMPARED[type(twin.ops[0])]()


def _count(twin: Any) -> None:
    twin.op = COUNTED[type(twin.op)]()


def _join(twin: Any) -> None:
    twin.op = ast.Or() if isinstance(twin.op, ast.And) else ast.And()


def _affirm(twin: Any) -> None:
    twin.operand = ast.UnaryOp(ast.Not(), twin.operand)


def _turn(twin: Any) -> None:
    twin.value = not twin.value


def _add_one(twin: Any) -> None:
    twin.value += 1
