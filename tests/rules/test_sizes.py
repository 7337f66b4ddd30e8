"""The sizes that keep a file readable, from modules to templates, and the names that no file may have.

It must not judge what the code does; a reader who meets one of these messages is to split, not to squeeze.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cbt", "web", "tests", "bench")

MODULE_LINES = 400
FUNCTION_LINES = 50
VIEW_LINES = 15
TEMPLATE_LINES = 60
NAMES_THAT_SAY_NOTHING = {"utils.py", "helpers.py", "manager.py", "common.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((root / package).rglob("*.py"))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, Function):
            yield node


def count_lines(function: Function) -> int:
    """From `def` to the last line, without decorators and without the docstring."""
    docstring = function.body[0] if ast.get_docstring(function, clean=False) is not None else None
    spent = (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - spent


def is_view(function: Function) -> bool:
    """Whether a decorator such as `@pages.get("/")` or `@app.route("/")` hangs the function on an address."""
    verbs = {"route", "get", "post", "put", "patch", "delete"}
    calls = [decorator for decorator in function.decorator_list if isinstance(decorator, ast.Call)]
    return any(isinstance(call.func, ast.Attribute) and call.func.attr in verbs for call in calls)


def find_long_modules(root: Path) -> list[str]:
    found = []
    for path in python_files(root):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MODULE_LINES:
            found.append(f"{path.relative_to(root)}: {lines} lines, {MODULE_LINES} at most")
    return found


def find_long_functions(root: Path) -> list[str]:
    found = []
    for path in python_files(root):
        in_routes = path.is_relative_to(root / "web" / "routes")
        for function in functions(path):
            kind, limit = (
                ("view", VIEW_LINES) if in_routes and is_view(function) else ("function", FUNCTION_LINES)
            )
            lines = count_lines(function)
            if lines > limit:
                place = f"{path.relative_to(root)}:{function.lineno}"
                found.append(f"{place}: {kind} {function.name} has {lines} lines, {limit} at most")
    return found


def find_long_templates(root: Path) -> list[str]:
    found = []
    for path in sorted((root / "web" / "templates").rglob("*")):
        if not path.is_file():
            continue
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > TEMPLATE_LINES:
            found.append(f"{path.relative_to(root)}: {lines} lines, {TEMPLATE_LINES} at most")
    return found


def find_names_that_say_nothing(root: Path) -> list[str]:
    named = (path.relative_to(root) for path in python_files(root) if path.name in NAMES_THAT_SAY_NOTHING)
    return [f"{path}: name the file after the one thing that it holds" for path in named]


RULES = [find_long_modules, find_long_functions, find_long_templates, find_names_that_say_nothing]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_of_ours_keeps_to_the_sizes_and_names(rule) -> None:  # type: ignore[no-untyped-def]
    found = rule(ROOT)
    assert not found, "\n".join(["", *found])


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def body(lines: int) -> str:
    return "".join(f"    x{number} = {number}\n" for number in range(lines))


def test_a_module_over_400_lines_fails_with_its_name_and_size(tmp_path: Path) -> None:
    write(tmp_path, "cbt/short.py", "x = 1\n" * 400)
    write(tmp_path, "cbt/engine/long.py", "x = 1\n" * 401)
    assert find_long_modules(tmp_path) == ["cbt/engine/long.py: 401 lines, 400 at most"]


def test_a_function_over_50_lines_fails_with_its_place_name_and_size(tmp_path: Path) -> None:
    write(tmp_path, "cbt/long.py", f"def short():\n{body(49)}\n\ndef long():\n{body(50)}")
    assert find_long_functions(tmp_path) == ["cbt/long.py:53: function long has 51 lines, 50 at most"]


def test_a_docstring_does_not_count_as_lines_of_a_function(tmp_path: Path) -> None:
    write(tmp_path, "cbt/told.py", f'def told():\n    """One.\n\n    Two.\n    """\n{body(49)}')
    assert find_long_functions(tmp_path) == []


def test_a_view_over_15_lines_fails_and_other_functions_in_routes_do_not(tmp_path: Path) -> None:
    view = f'@pages.get("/")\ndef start():\n{body(15)}'
    write(tmp_path, "web/routes/pages.py", f"{view}\n\ndef plain():\n{body(15)}")
    assert find_long_functions(tmp_path) == ["web/routes/pages.py:2: view start has 16 lines, 15 at most"]


def test_a_template_over_60_lines_fails_with_its_name_and_size(tmp_path: Path) -> None:
    write(tmp_path, "web/templates/page.html", "<p>\n" * 60)
    write(tmp_path, "web/templates/kinds/scale.html", "<p>\n" * 61)
    assert find_long_templates(tmp_path) == ["web/templates/kinds/scale.html: 61 lines, 60 at most"]


@pytest.mark.parametrize("name", sorted(NAMES_THAT_SAY_NOTHING))
def test_a_file_whose_name_says_nothing_fails_with_its_name(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"web/{name}", "x = 1\n")
    (found,) = find_names_that_say_nothing(tmp_path)
    assert found.startswith(f"web/{name}: ")
