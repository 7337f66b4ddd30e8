"""`make mutants`: changes the vault, the store and the engine in small ways, and counts what their tests notice.

It must not touch the project itself: it works in a copy. It prints what nobody noticed, and the share that was noticed.
"""

import ast
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from tests.sabotage.__main__ import ROOT, copy_of_project

# The code, and the tests that are to notice; the tests of the engine alone compile no shipped flow.
AREAS = {"vault": "tests/unit/vault", "store": "tests/unit/store", "engine": "tests/unit/engine"}
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.Mod: ast.Mult,
}  # fmt: skip
SECONDS = 300
Change = Callable[[Any], None]
out = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One thing in one file that can be changed: the node of this number, in its so-manieth way."""

    file: str
    node: int
    way: int
    line: int
    what: str

    def text(self, sound: str) -> str:
        """The file with that changed."""
        tree = ast.parse(sound)
        twin = list(ast.walk(tree))[self.node]
        list(changes_to(twin))[self.way][1](twin)
        return ast.unparse(ast.fix_missing_locations(tree))


def mutants_of(file: str, text: str) -> Iterator[Mutant]:
    """All small changes to a module: other comparisons, counts, truths, and branches that are always or never taken."""
    for number, node in enumerate(ast.walk(ast.parse(text))):
        for way, (what, _) in enumerate(changes_to(node)):
            yield Mutant(file, number, way, getattr(node, "lineno", 0), what)


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


def _is_text(node: ast.BinOp) -> bool:
    """Whether something is put together of texts or types, where another operator only fails at once."""
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


def is_noticed(folder: Path, mutant: Mutant, tests: str) -> bool:
    """Whether a test fails, or none ends in time, with this file in the copy."""
    path = folder / mutant.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(mutant.text(sound), encoding="utf-8")
    try:
        command = [
            sys.executable,
            "-m",
            "pytest",
            tests,
            "-n",
            "0",
            "-q",
            "-x",
            "--tb=no",
            "-p",
            "no:cacheprovider",
        ]
        done = subprocess.run(
            [*command, "-m", "not postgres and not slow"],
            cwd=folder,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(sound, encoding="utf-8")
    return done.returncode != 0


def main(area: Annotated[list[str] | None, typer.Argument()] = None, most: int = 0, seed: int = 0) -> None:
    """Try the mutants of these areas (all of them), at most so many of each (0 is all), drawn by chance with a seed."""
    with tempfile.TemporaryDirectory(prefix="cbt-mutants-") as made:
        folder = copy_of_project(Path(made))
        for name in area or list(AREAS):
            files = sorted((ROOT / "cbt" / name).glob("*.py"))
            found = [
                each
                for path in files
                for each in mutants_of(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
            ]
            chosen = random.Random(seed).sample(found, min(most or len(found), len(found)))
            left = []
            for mutant in chosen:
                if not is_noticed(folder, mutant, AREAS[name]):
                    left.append(mutant)
                    out.print(f"{mutant.file}:{mutant.line}: {mutant.what}")
            out.print(
                f"{name}: {len(chosen) - len(left)} of {len(chosen)} noticed, of {len(found)} there are"
            )


if __name__ == "__main__":
    typer.run(main)
