"""`cbt reword FLOW`: a model proposes, guards choose, a person decides; only what an author wrote is sent."""

import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

from cbt.cli.reword import ask
from cbt.cli.reword.guard import judged
from cbt.compiler.diagnostics import ERROR
from cbt.compiler.library import compile_folder
from tests.scripted_model import ScriptedModel, saying
from tests.unit.cli.conftest import Run, python
from tests.unit.cli.rewording import ASKED, FLOW, GERMAN, Ask, bank


def test_what_the_guards_let_in_is_proposed_with_who_wrote_it(reword: Ask, minds: Path) -> None:
    code, said, noted = reword("mind", "--tone", "simpler", "-k", "2")
    assert code == 0
    assert bank(minds)["mind.en.simpler.yaml"].splitlines()[4:13] == [
        "  thought.ask:",
        "    from: What went through your mind?",
        "    to: What came to mind?",
        "    by: a model",
        "    model: tiny",
        "    settings:",
        '      temperature: "0.7"',
        '      seed: "1"',
        "    guards: 5",
    ]
    assert "“{thought}”?" in bank(minds)["mind.en.simpler.yaml"]
    assert "approved" not in bank(minds)["mind.en.simpler.yaml"]
    assert "mind thought.ask, simpler: 2 of 2\n  What [-went-]{+came+} [-through your-]{+to+} mind?" in said
    assert "2 wordings to ask for, 4 calls to http://127.0.0.1" in noted
    assert "2 new wordings. cbt reword review" in noted
    # Nothing shows before somebody has approved it.
    library = compile_folder(minds)
    assert not [each for each in library.findings if each.severity == ERROR]
    assert not any(held.steps for held in library.reworded["mind"].values())


def test_each_candidate_has_a_seed_of_its_own_and_only_authored_text_is_sent(
    reword: Ask, model: ScriptedModel
) -> None:
    reword("mind", "--tone", "warmer", "-k", "2", "--seed", "7", "--temperature", "0.2")
    assert [each.json["seed"] for each in model.received] == [7, 8, 7, 8]
    assert {each.json["temperature"] for each in model.received} == {0.2}
    last = model.received[-1]
    assert last.prompt == "How much do you believe “[[S1]]” now?"
    assert "Keep these words as they stand: believe." in last.json["messages"][-1]["content"]
    assert not any(
        word in each.whole for each in model.received for word in (b"mind.yaml", b"belief", b"thought}")
    )


def test_every_tone_is_asked_for_unless_some_are_named(reword: Ask, minds: Path) -> None:
    assert reword("mind", "-k", "1")[0] == 0
    assert set(bank(minds)) == {f"mind.en.{tone}.yaml" for tone in ("shorter", "simpler", "warmer")}
    # Of the two only the first came back shorter.
    assert "belief" not in bank(minds)["mind.en.shorter.yaml"]


def test_what_passes_all_guards_is_preferred(reword: Ask, minds: Path, model: ScriptedModel) -> None:
    texts = iter(["What thoughts went through your mind?", "What came into your mind?", "What came to mind?"])
    model.behaviour = saying(lambda prompt: next(texts) if prompt == ASKED else prompt)
    reword("mind", "--tone", "simpler", "-k", "3")
    (text,) = bank(minds).values()
    chosen = text.partition("to: ")[2].partition("\n")[0]
    verdict = judged({"source": ASKED, "candidate": chosen, "tone": "simpler", "language": "en"})
    assert verdict["closed"]


# What is asked for, and what is left alone


def test_what_a_person_wrote_or_approved_is_never_asked_for_anew(
    run: Run, reword: Ask, minds: Path, model: ScriptedModel
) -> None:
    run(
        "reword",
        "write",
        "mind",
        "thought.ask",
        "--tone",
        "simpler",
        "--to",
        "What came to mind?",
        "--flows",
        minds,
    )
    reword("mind", "--tone", "simpler", "-k", "1")
    path = minds / "rewordings" / "mind.en.simpler.yaml"
    run("reword", "review", path, "--name", "R. Author", typed="s\na\n")
    assert path.read_text().count("approved: R. Author") == 1
    model.received.clear()
    reword("mind", "--tone", "simpler", "--again")
    assert not model.received


def test_a_models_own_wording_is_asked_for_anew_once_it_is_stale_or_on_demand(
    reword: Ask, minds: Path, model: ScriptedModel
) -> None:
    reword("mind", "--tone", "simpler", "-k", "1")
    model.received.clear()
    reword("mind", "--tone", "simpler", "-k", "1", "--again", "--seed", "9")
    assert len(model.received) == 2
    assert 'seed: "9"' in bank(minds)["mind.en.simpler.yaml"]
    model.received.clear()
    changed = "What was on your mind?"
    (minds / "mind.yaml").write_text(FLOW.replace(ASKED, changed), encoding="utf-8")
    model.behaviour = saying(lambda _: "What did you have on your mind?")
    reword("mind", "--tone", "simpler", "-k", "1")
    assert [each.prompt for each in model.received] == [changed]


def test_files_can_be_named_by_their_paths(
    run: Run, minds: Path, model: ScriptedModel, tmp_path: Path
) -> None:
    given = ("-k", "1", "--tone", "warmer", "--cache", tmp_path / "replies")
    result = run("reword", minds / "parts" / "p.yaml", minds / "mind.yaml", *given)
    assert result.exit_code == 0, result.stderr
    assert len(model.received) == 3
    other = run("reword", minds / "mind.yaml", tmp_path / "x.yaml", *given)
    assert (other.exit_code, other.stderr) == (
        2,
        "These files are of several folders: take one folder at a time.\n",
    )


def test_a_flow_in_a_language_without_words_is_left_out(
    reword: Ask, minds: Path, model: ScriptedModel
) -> None:
    (minds / "kopf.yaml").write_text(GERMAN, encoding="utf-8")
    code, _, noted = reword("kopf")
    assert code == 0
    assert "kopf is left out: the guards know no words of the language de." in noted
    assert not model.received


def test_a_text_of_several_paragraphs_is_left_to_people(
    reword: Ask, minds: Path, model: ScriptedModel
) -> None:
    (minds / "mind.yaml").write_text(FLOW.replace(ASKED, "|\n      What happened?\n\n      Take your time."))
    reword("mind", "--tone", "simpler", "-k", "1")
    assert [each.prompt for each in model.received] == ["How much do you believe “[[S1]]” now?"]


# Approving


def test_all_takes_every_flow_and_only_what_passes_all_three_sets(
    reword: Ask, minds: Path, model: ScriptedModel
) -> None:
    model.behaviour = saying(
        lambda prompt: "Which facts fit with this thought?" if "facts" in prompt else prompt
    )
    code, said, _ = reword("--all", "-k", "1", "--tone", "simpler")
    assert code == 0
    assert len(model.received) == 3
    source = "Which facts fit this thought?"
    verdict = judged(
        {
            "source": source,
            "candidate": "Which facts fit with this thought?",
            "tone": "simpler",
            "language": "en",
        }
    )
    assert ("p.en.simpler.yaml" in bank(minds)) is verdict["closed"]
    assert said.count("the same words 1") == 2


@pytest.mark.parametrize("text", ["What came to mind?", "What thoughts went through your mind?"])
def test_yes_approves_in_somebodys_name_what_passes_all_three_sets_and_nothing_else(
    reword: Ask, minds: Path, model: ScriptedModel, text: str
) -> None:
    verdict = judged({"source": ASKED, "candidate": text, "tone": "simpler", "language": "en"})
    assert verdict["structural"]
    model.behaviour = saying(lambda prompt: text if prompt == ASKED else prompt)
    reword("mind", "--tone", "simpler", "-k", "1", "--yes", "--name", "R. Author")
    assert ("approved: R. Author, 20" in bank(minds)["mind.en.simpler.yaml"]) is verdict["closed"]
    tones = compile_folder(minds).reworded["mind"]
    assert bool(tones["simpler"].steps) is verdict["closed"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("mind", "--yes"), "To approve what passes all guards takes --yes, and --name"),
        (("mind", "--name", "R. Author"), "To approve what passes all guards takes --yes, and --name"),
        (("mind", "--all"), "Name a flow, such as cbt reword thought_record; or all of them with --all."),
        (("--dry-run",), "Name a flow"),
        (("mid",), "There is no flow or part mid in"),
        (("mind", "--tone", "louder"), "louder is no tone: take one of warmer, simpler, shorter."),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_asked(
    reword: Ask, model: ScriptedModel, args: tuple[str, ...], words: str
) -> None:
    code, _, noted = reword(*args)
    assert code == 2
    assert words in noted
    assert not model.received


# What it needs


def test_without_an_address_nothing_is_asked(run: Run, minds: Path) -> None:
    result = run("reword", "mind", "--flows", minds)
    assert result.exit_code == 2
    assert "CBT_REWORD_URL is not set: it should be the address of a service" in result.stderr


def test_the_cost_is_counted_without_an_address_too(run: Run, minds: Path, tmp_path: Path) -> None:
    result = run("reword", "mind", "--flows", minds, "--cache", tmp_path, "--dry-run")
    assert result.exit_code == 0
    assert re.search(r"\d+ wordings to ask for, \d+ calls: about \d+ tokens there", result.stderr)


def test_without_the_extra_it_says_what_to_install(
    run: Run, minds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    result = run("reword", "mind", "--flows", minds)
    assert result.exit_code == 2
    assert "pip install 'cbt-flows[models]'" in result.stderr


def test_replies_are_kept_in_the_users_cache_unless_a_folder_is_named(
    run: Run, minds: Path, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run("reword", "mind", "--flows", minds, "-k", "1", "--tone", "warmer")
    assert len(list((tmp_path / "cache" / "cbt-flows" / "replies").glob("*.json"))) == 2


def test_the_key_is_sent_and_never_printed_or_kept(
    reword: Ask, model: ScriptedModel, minds: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CBT_REWORD_KEY", "hunter2hunter2")
    shown = "".join(map(str, reword("mind", "-k", "1")))
    assert {each.headers["authorization"] for each in model.received} == {"Bearer hunter2hunter2"}
    kept = b"".join([path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()])
    assert "hunter2" not in shown
    assert b"hunter2" not in kept


def test_in_a_terminal_the_texts_are_coloured_and_progress_is_shown(
    reword: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Console(force_terminal=True, width=200, soft_wrap=True)
    monkeypatch.setattr(ask, "out", console)
    monkeypatch.setattr(ask, "err", console)
    said = reword("mind", "--tone", "simpler", "-k", "1")[1]
    assert "Asking" in said
    assert "went" in said
    assert "[-went-]" not in said


@pytest.mark.parametrize("command", [("reword", "--help"), ("reword", "status"), ("check", "reframe")])
def test_no_other_command_loads_a_client(command: tuple[str, ...]) -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from cbt.cli import app; "
        f"CliRunner().invoke(app, {list(command)!r}); print({{'httpx', 'cbt.llm'}} & set(sys.modules))"
    )
    assert python("-c", code).stdout == "set()\n"
