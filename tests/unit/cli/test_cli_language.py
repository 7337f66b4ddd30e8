"""`--language` of `cbt graph`, `cbt print` and `cbt catalogue`: a flow as it is translated."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import SOUND, Run
from tests.unit.cli.test_cli_play_ahead import GERMAN


@pytest.fixture
def translated(flows: Path) -> Path:
    """A folder with a flow that is there in German, and others that are not."""
    (flows / "translations").mkdir()
    (flows / "translations" / "small.de.yaml").write_text(GERMAN, encoding="utf-8")
    (flows / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8")
    return flows


@pytest.mark.parametrize(
    "command",
    [
        ("graph",),
        ("graph", "--format", "svg"),
        ("print",),
        ("print", "--format", "html"),
        ("print", "--worksheet"),
    ],
)
def test_a_flow_is_shown_as_it_is_translated(run: Run, translated: Path, command: tuple[str, ...]) -> None:
    german = run(command[0], translated / "small.yaml", *command[1:], "--language", "de").stdout
    assert "Welcher Gedanke?" in german
    assert "Which thought?" not in german
    assert (
        "Which thought?"
        in run(command[0], translated / "small.yaml", *command[1:], "--language", "en").stdout
    )


@pytest.mark.parametrize("command", ["graph", "print"])
def test_a_flow_that_is_not_translated_names_what_it_is_there_in(
    run: Run, translated: Path, command: str
) -> None:
    result = run(command, translated / "small.yaml", "--language", "fr")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "small is not there in fr. It is there in: de, en.\n"


def test_a_flow_that_is_offered_next_is_named_as_it_is_translated(run: Run, translated: Path) -> None:
    handing = SOUND.format(name="first").replace("say: Done.\n    end: completed", "hand_off: small")
    (translated / "first.yaml").write_text(handing, encoding="utf-8")
    words = GERMAN.replace("translation: small", "translation: first").replace("The small", "The first")
    words = words.replace("Das Kleine", "Das Erste").replace("  done.say: {from: Done., to: Fertig.}\n", "")
    (translated / "translations" / "first.de.yaml").write_text(words, encoding="utf-8")
    shown = run("print", translated / "first.yaml", "--language", "de").stdout
    assert "Das Erste" in shown
    assert "Das Kleine" in shown


def test_a_catalogue_has_what_is_translated_in_that_language_and_the_rest_as_it_is(
    run: Run, translated: Path, tmp_path: Path
) -> None:
    assert run("catalogue", tmp_path / "out", "--flows", translated, "--language", "de").exit_code == 0
    index = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "Das Kleine" in index
    assert "The third" in index
    assert "Welcher Gedanke?" in (tmp_path / "out" / "small.md").read_text(encoding="utf-8")
    result = run("catalogue", tmp_path / "none", "--flows", translated, "--language", "fr")
    assert (result.exit_code, result.stderr) == (2, "No flow is there in fr. There is: de, en.\n")
    assert not (tmp_path / "none").exists()
