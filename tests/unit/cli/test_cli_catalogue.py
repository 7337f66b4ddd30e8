"""`cbt catalogue`: a page for each flow and an index by group; those in the docs are those of the flows as they are."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

DOCS = Path(__file__).resolve().parents[3] / "docs" / "exercises"
FLOW = """
flow: {name}
title: {title}
about: What it is.
language: en
anywhere: {{support: help_now}}
{more}
steps:
  word:
    ask: Which word?
    answer: text
  done:
    say: Done.
    end: completed
"""
WALKS = """
walks:
  - name: a word is enough
    answers: {word: yes}
    expect: {ends: completed}
"""
SHELF = """
shelf: first_page
groups:
  - title: Thoughts
    flows: [first]
"""


def write_folder(folder: Path, **flows: str) -> Path:
    (folder / "walks").mkdir(parents=True)
    (folder / "shelf").mkdir()
    for name, text in flows.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "walks" / "first.yaml").write_text(WALKS, encoding="utf-8")
    (folder / "shelf" / "first_page.yaml").write_text(SHELF, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    first = FLOW.format(
        name="first", title="The first", more="minutes: 3\nreviewed_by: A. Reader, 2026-11-20"
    )
    return write_folder(
        tmp_path / "flows", first=first, second=FLOW.format(name="second", title="The second", more="")
    )


def test_the_index_names_each_flow_in_its_group_and_all_others_at_the_end(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    result = run("catalogue", tmp_path / "pages", "--flows", folder)
    lines = (tmp_path / "pages" / "README.md").read_text(encoding="utf-8").splitlines()
    assert result.exit_code == 0
    assert "## Thoughts" in lines
    assert "| [The first](first.md) | What it is. | 3 | 2 | 1 | A. Reader, 2026-11-20 |" in lines
    assert lines.index("## Reached from other exercises") > lines.index("## Thoughts")
    assert "| [The second](second.md) | What it is. |  | 2 | 0 | nobody yet |" in lines


def test_a_page_has_the_drawing_before_all_the_words_of_its_flow(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("catalogue", tmp_path / "pages", "--flows", folder)
    page = (tmp_path / "pages" / "first.md").read_text(encoding="utf-8")
    assert (
        page.index("# The first")
        < page.index("```mermaid")
        < page.index("## Pages")
        < page.index("### 1. Which word?")
    )


def test_a_flow_that_is_not_sound_is_left_out_and_named(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "second.yaml").write_text("flow: second\n", encoding="utf-8")
    result = run("catalogue", tmp_path / "pages", "--flows", folder)
    assert result.exit_code == 1
    assert "Left out, since they are not sound: second" in " ".join(result.stderr.split())
    assert (tmp_path / "pages" / "first.md").is_file()


def test_a_folder_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    result = run("catalogue", tmp_path / "pages", "--flows", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "There is no folder" in result.stderr


def test_the_pages_in_the_docs_are_those_of_the_flows_as_they_are(run: Run, tmp_path: Path) -> None:
    run("catalogue", tmp_path)
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}
    assert made.keys() == kept.keys(), "make docs, and delete the pages of flows that are gone"
    assert [name for name in made if made[name] != kept[name]] == [], "make docs writes them again"


def test_questionnaires_beside_the_flows_have_their_pages_and_their_group(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    write_folder(folder / "instruments", first=FLOW.format(name="first", title="Another", more=""))
    write_folder(folder / "instruments" / "asked", asked=FLOW.format(name="asked", title="Asked", more=""))
    result = run("catalogue", tmp_path / "pages", "--flows", folder)
    assert result.exit_code == 0, result.output
    assert sorted(path.stem for path in (tmp_path / "pages").iterdir()) == [
        "README",
        "asked",
        "first",
        "second",
    ]
    assert (tmp_path / "pages" / "first.md").read_text(encoding="utf-8").startswith("# The first")
