"""`cbt new`: a small, complete exercise that passes as it is, and never a file overwritten."""

from itertools import pairwise
from pathlib import Path

import pytest

from cbt.cli.new import _scaffold
from cbt.compiler.library import default_flows_folder
from tests.unit.cli.conftest import Run


def test_a_new_exercise_passes_without_a_warning_and_its_walks_go_everywhere(
    run: Run, tmp_path: Path
) -> None:
    result = run("new", "morning_worry", "--flows", tmp_path)
    assert result.exit_code == 0
    written = [
        str(tmp_path / name)
        for name in ("morning_worry.yaml", "walks/morning_worry.yaml", "shared/not_now.yaml")
    ]
    assert result.stdout.splitlines() == written
    assert run("check", tmp_path, "--strict").stderr == "1 flow is sound, no findings.\n"
    tested = run("test", tmp_path)
    assert tested.exit_code == 0
    assert "no walk goes through" not in tested.output
    assert "title: Morning worry\n" in (tmp_path / "morning_worry.yaml").read_text(encoding="utf-8")


def test_every_word_is_explained_where_it_comes_first() -> None:
    # What goes without a note of its own: ids, and words that stand below one that has a note.
    seen = {"steps", "else", "rows", "change", "drop", "done"}
    for before, line in pairwise(_scaffold("flow").splitlines()):
        word = line.strip().partition(":")[0]
        is_word = line.partition(":")[2] and not line.strip().startswith(("#", "-"))
        assert not is_word or word in seen or before.strip().startswith("#"), line
        seen.add(word)


def test_it_goes_to_the_folder_of_flows_here_or_else_to_this_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "first").stdout.splitlines()[0] == "first.yaml"
    Path("flows").mkdir()
    assert run("new", "second").stdout.splitlines()[0] == "flows/second.yaml"


def test_a_text_that_is_there_already_is_used(run: Run, tmp_path: Path) -> None:
    run("new", "first", "--flows", tmp_path)
    not_now = tmp_path / "shared" / "not_now.yaml"
    assert not_now.read_bytes() == (default_flows_folder() / "shared" / "not_now.yaml").read_bytes()
    not_now.write_text("text: not_now\nsay: Not today.\n", encoding="utf-8")
    result = run("new", "second", "--flows", tmp_path)
    assert str(not_now) not in result.stdout
    assert not_now.read_text(encoding="utf-8") == "text: not_now\nsay: Not today.\n"


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("docs", "# yaml-language-server: $schema=../docs/flow.schema.json"),
        ("flows/docs", "# yaml-language-server: $schema=docs/flow.schema.json"),
        ("elsewhere/docs", "# A small, complete exercise"),
    ],
)
def test_editors_are_pointed_to_the_schema_where_there_is_one(
    run: Run, tmp_path: Path, where: str, line: str
) -> None:
    (tmp_path / where).mkdir(parents=True)
    (tmp_path / where / "flow.schema.json").write_text("{}", encoding="utf-8")
    run("new", "first", "--flows", tmp_path / "flows")
    assert (tmp_path / "flows" / "first.yaml").read_text(encoding="utf-8").startswith(line)


@pytest.mark.parametrize("there", ["small.yaml", "walks/small.yaml"])
def test_nothing_is_overwritten(run: Run, flows: Path, there: str) -> None:
    for name in ("small.yaml", "walks/small.yaml"):
        (flows / name).unlink()
    (flows / there).write_text("mine", encoding="utf-8")
    result = run("new", "small", "--flows", flows)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{flows / there} is there already" in result.stderr
    assert (flows / there).read_text(encoding="utf-8") == "mine"
    assert not (flows / "shared").exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../x", "is not an id"),
        ("My Flow", "is not an id"),
        ("count", "is a word of the language"),
        ("", "is not an id"),
    ],
)
def test_a_name_that_is_no_id_is_refused(run: Run, tmp_path: Path, name: str, says: str) -> None:
    result = run("new", name, "--flows", tmp_path)
    assert result.exit_code == 2
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []
