"""Who may import whom: runs import-linter over the checkout, and proves that each of its contracts can break.

It must not repeat the contracts, which stand in pyproject.toml; it only adds what import-linter cannot say.
"""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# One stray import for each contract: module, what it imports, and the name of the contract that it breaks.
STRAY_IMPORTS = [
    ("cbt.errors", "cbt.model", "layers"),
    ("cbt.model", "cbt.engine", "layers"),
    ("cbt.engine", "cbt.store", "layers"),
    ("cbt.compiler", "cbt.engine.machine", "layers"),
    ("cbt.wording", "cbt.safety", "layers"),
    ("cbt.store", "cbt.service", "layers"),
    ("cbt.service", "web.page", "layers"),
    ("web.page", "web.routes", "layers"),
    ("cbt.cli", "web", "web-is-on-top"),
    ("cbt.records", "flask", "no-flask-in-the-domain"),
    ("cbt.cli.check", "werkzeug", "no-flask-in-the-domain"),
    ("web.routes", "cbt.cli", "web-knows-no-commands"),
    ("cbt.engine.replay", "transitions", "transitions"),
    ("cbt.service", "yaml", "yaml-and-lark"),
    ("cbt.engine", "lark", "yaml-and-lark"),
    ("cbt.model", "pydantic", "pydantic"),
    ("web.page", "pydantic_settings", "pydantic"),
    ("cbt.records", "sqlmodel", "sql"),
    ("web.routes", "sqlalchemy", "sql"),
    ("cbt.cli.doctor", "alembic", "sql"),
    ("cbt.safety", "httpx", "http-clients"),
    ("cbt.cli.reword", "httpx", "http-clients"),
    ("cbt.wording", "cbt.llm", "language-model"),
    ("cbt.cli.serve", "cbt.llm", "language-model"),
    ("cbt.store", "cryptography", "cryptography"),
    ("cbt.cli.play", "pygls", "editors"),
    ("cbt.service.resting", "icalendar", "calendars"),
]

# What is meant to be there, so that no contract holds only because it forbids everything.
ALLOWED_IMPORTS = [
    ("cbt.model", "cbt.errors"),
    ("cbt.engine.machine", "transitions"),
    ("cbt.compiler", "lark"),
    ("cbt.compiler.reader", "yaml"),
    ("cbt.compiler.schema", "pydantic"),
    ("cbt.settings", "pydantic_settings"),
    ("cbt.store", "cbt.vault"),
    ("cbt.store.tables", "sqlmodel"),
    ("cbt.vault", "cryptography"),
    ("cbt.llm", "httpx"),
    ("cbt.cli.reword", "cbt.llm"),
    ("cbt.cli.lsp", "pygls"),
    ("cbt.service", "cbt.store"),
    ("cbt.cli.check", "cbt.compiler"),
    ("cbt.cli.serve", "web"),
    ("web", "flask"),
    ("web", "web.routes"),
    ("web.routes", "web.page"),
    ("web.page", "cbt.service"),
]


def parse_layers(root: Path) -> set[str]:
    """Every module that the layers contract gives a place, without brackets."""
    config = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return {name.strip(" ()") for layer in layers for name in layer.replace(":", "|").split("|")}


def find_modules_without_a_layer(root: Path) -> list[str]:
    placed = parse_layers(root)
    folder = root / "cbt"
    names = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    known = {"__init__", "__main__"}
    return sorted(f"cbt.{name}" for name in names - known if f"cbt.{name}" not in placed)


def find_imports_of_the_language_model(root: Path) -> list[str]:
    """Only cbt.cli may import cbt.llm, so that the serving process never loads a client."""
    found = []
    for path in sorted([*(root / "cbt").rglob("*.py"), *(root / "web").rglob("*.py")]):
        if path.is_relative_to(root / "cbt" / "llm") or path.is_relative_to(root / "cbt" / "cli"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            if any(name == "cbt.llm" or name.startswith("cbt.llm.") for name in names):
                found.append(f"{path.relative_to(root)}:{node.lineno}: only cbt.cli may import cbt.llm")
    return found


def run_import_linter(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINT_IMPORTS), "--no-cache", str(ROOT / "pyproject.toml")]
    # Coverage would follow into a program that is not ours, and slow it down.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(command, cwd=root, env=plain, capture_output=True, text=True, timeout=120)


def make_tree(root: Path, imports: list[tuple[str, str]]) -> None:
    """A small stand-in for the checkout: every module that is named, with the imports that are asked for."""
    modules = parse_layers(ROOT) | {"cbt", "web"} | {module for module, _ in imports}
    modules |= {target for _, target in imports if target.startswith(("cbt.", "web."))}
    for module in sorted(modules):
        path = root / module.replace(".", "/") / "__init__.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"import {target}\n" for name, target in imports if name == module]
        path.write_text("".join(lines), encoding="utf-8")


def test_every_import_of_ours_goes_the_way_that_the_layers_allow() -> None:
    done = run_import_linter(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_part_of_the_domain_has_its_place_in_the_layers() -> None:
    found = find_modules_without_a_layer(ROOT)
    assert not found, f"give these a place in the layers contract of pyproject.toml: {', '.join(found)}"


def test_only_the_commands_import_the_language_model() -> None:
    found = find_imports_of_the_language_model(ROOT)
    assert not found, "\n".join(["", *found])


def test_imports_that_go_down_pass(tmp_path: Path) -> None:
    make_tree(tmp_path, ALLOWED_IMPORTS)
    done = run_import_linter(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Contract's id -> what import-linter says of it, for a tree that holds every stray import at once."""
    root = tmp_path_factory.mktemp("strays")
    make_tree(root, [(module, target) for module, target, _ in STRAY_IMPORTS])
    done = run_import_linter(root)
    assert done.returncode == 1, done.stdout + done.stderr
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    titles = {each["name"]: each["id"] for each in config["tool"]["importlinter"]["contracts"]}
    said: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in done.stdout.partition("\nBroken contracts\n")[2].splitlines():
        if line in titles:
            lines = said.setdefault(titles[line], [])
        lines.append(" ".join(line.split()))
    return {contract: "\n".join(section) for contract, section in said.items()}


@pytest.mark.parametrize(("module", "target", "contract"), STRAY_IMPORTS)
def test_a_stray_import_breaks_its_contract_and_is_named_with_its_line(
    broken: dict[str, str], module: str, target: str, contract: str
) -> None:
    mine = [each for name, each, _ in STRAY_IMPORTS if name == module]
    assert f"- {module} -> {target} (l.{mine.index(target) + 1})" in broken[contract].splitlines()


def test_every_contract_has_a_stray_import_that_breaks_it(broken: dict[str, str]) -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(broken) == {each["id"] for each in config["tool"]["importlinter"]["contracts"]}


def test_a_module_without_a_place_in_the_layers_is_named(tmp_path: Path) -> None:
    make_tree(tmp_path, [("cbt.newcomer", "cbt.errors")])
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    assert find_modules_without_a_layer(tmp_path) == ["cbt.newcomer"]


@pytest.mark.parametrize("line", ["import cbt.llm", "from cbt import llm", "from cbt.llm import client"])
def test_an_import_of_the_language_model_outside_the_commands_is_named(tmp_path: Path, line: str) -> None:
    for name in ("service.py", "cli.py"):
        (tmp_path / "cbt").mkdir(exist_ok=True)
        (tmp_path / "cbt" / name).write_text("", encoding="utf-8")
    (tmp_path / "cbt" / "service.py").write_text(f"{line}\n", encoding="utf-8")
    assert find_imports_of_the_language_model(tmp_path) == [
        "cbt/service.py:1: only cbt.cli may import cbt.llm"
    ]
