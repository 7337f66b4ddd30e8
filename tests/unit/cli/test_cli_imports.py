"""The commands for authors stay light: they load neither the web nor a database, and `cbt check` only what it needs."""

import pytest

from tests.unit.cli.conftest import python

PROBE = """
import sys
from typer.testing import CliRunner
from cbt.cli import app
result = CliRunner().invoke(app, {args!r}, input="")
assert result.exit_code == 0, result.output
print("\\n".join(sorted(sys.modules)))
"""
HEAVY = {
    "flask",
    "werkzeug",
    "jinja2",
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "sqlite3",
    "psycopg",
    "granian",
    "web",
    "cbt.store",
}


def loaded(*args: str) -> set[str]:
    """The modules that a command loads."""
    done = python("-c", PROBE.format(args=list(args)))
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("args", [("check",), ("test",), ("play", "reframe"), ("--help",)])
def test_a_command_for_authors_loads_neither_the_web_nor_a_database(args: tuple[str, ...]) -> None:
    assert not loaded(*args) & HEAVY


def test_check_loads_no_engine_no_vault_and_no_settings() -> None:
    found = loaded("check")
    for name in (
        "transitions",
        "cryptography",
        "pydantic_settings",
        "cbt.engine",
        "cbt.vault",
        "cbt.service",
        "cbt.settings",
    ):
        assert name not in found
    assert len(found) < 900


def test_help_compiles_nothing() -> None:
    found = loaded("--help")
    assert not found & {"pydantic", "yaml", "lark", "cbt.compiler", "cbt.engine", "cbt.settings"}


def test_the_package_is_a_command_by_itself() -> None:
    done = python("-m", "cbt", "--help")
    assert done.returncode == 0
    assert "doctor" in done.stdout
