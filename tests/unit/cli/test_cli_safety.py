"""`cbt safety scan`: what the detector sees, a line of JSON for each text."""

import json
from pathlib import Path

from typer.testing import CliRunner

from cbt.cli import app
from tests.unit.cli.test_cli_imports import loaded
from tests.unit.safety.making import SMALL


def scan(lines: str, *args: str) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, what was printed, and what was said beside it."""
    result = CliRunner().invoke(app, ["safety", "scan", *args], input=lines)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_each_line_gives_its_tier_and_families() -> None:
    code, printed, said = scan(
        '{"text": "I want to die"}\n\n{"text": "hola", "lang": "ja"}\n', "--format", "json"
    )
    assert (code, said) == (0, "")
    assert printed == [{"tier": "A", "families": ["F2"]}, {"tier": "unsupported", "families": []}]


def test_a_line_that_cannot_be_read_is_named_by_its_number_and_never_repeated() -> None:
    lines = [
        '{"text": "hello"}',
        "secret",
        "[1]",
        '{"text": 1}',
        '{"text": "a", "lang": 2}',
        '{"text": "bye"}',
    ]
    code, printed, said = scan("\n".join(lines))
    assert code == 1
    assert len(printed) == 2
    assert [word for word in said.split() if word.isdigit()] == ["2", "3", "4", "5"]
    assert "secret" not in said


def test_deep_json_is_a_line_that_cannot_be_read() -> None:
    assert scan("[" * 100_000 + "\n")[0] == 1


def test_another_folder_has_its_own_packs_and_faults_are_told(tmp_path: Path) -> None:
    (tmp_path / "detector").mkdir()
    (tmp_path / "detector" / "yy.yaml").write_text("detector: yy\n", encoding="utf-8")
    code, printed, said = scan('{"text": "suicide"}\n', "--flows", str(tmp_path))
    assert (code, printed) == (2, [])
    assert "yy.yaml:1:1" in said
    assert "There is no sound pack" in said
    (tmp_path / "detector" / "xx.yaml").write_text(SMALL, encoding="utf-8")
    code, printed, _ = scan('{"text": "suicide", "lang": "xx"}\n', "--flows", str(tmp_path))
    assert (code, printed) == (0, [{"tier": "A", "families": ["F1"]}])


def test_scanning_loads_neither_the_web_nor_a_database_nor_the_engine() -> None:
    found = loaded("safety", "scan")
    assert not found & {"flask", "sqlalchemy", "transitions", "cryptography", "cbt.engine", "cbt.settings"}
