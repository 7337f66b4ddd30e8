"""The pages about other wordings show what is really sent, what really passes, and every option and reason there is."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cbt.cli import app
from cbt.cli.reword.guard import judged
from cbt.llm.request import Sampling, request_for

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "rewording.md").read_text(encoding="utf-8")
PROTOCOL = (DOCS / "rewording" / "protocol.md").read_text(encoding="utf-8")
PAIRS = re.findall(r"^\| (simpler|warmer|shorter) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("tone", "source", "candidate"), PAIRS)
def test_a_wording_that_authors_are_shown_passes_all_guards(tone: str, source: str, candidate: str) -> None:
    asked = {"source": source, "candidate": candidate, "tone": tone, "language": "en"}
    assert judged(asked)["closed"]


def test_there_are_wordings_to_learn_from() -> None:
    assert len(PAIRS) >= 6


def test_what_has_no_shorter_wording_has_none() -> None:
    source = re.search(r"“?\"([^\"]+)\" has no shorter wording", PAGE)
    assert source is not None
    asked = {"source": source[1], "candidate": "You can stop.", "tone": "shorter", "language": "en"}
    assert not judged(asked)["structural"]


def test_the_request_that_the_protocol_shows_is_the_one_that_is_sent() -> None:
    shown = re.search(r"```json\n(\{\n.*?)```", PROTOCOL, re.DOTALL)
    assert shown is not None
    source = "How much do you believe “{thought}” now?"
    request = request_for(source, "simpler", ("believe",), Sampling("qwen2.5:7b", 0.7, 1))
    assert json.loads(shown[1]) == json.loads(request.body)


def test_the_protocol_tells_of_every_way_in_which_there_is_no_reply() -> None:
    root = DOCS.parent / "cbt" / "llm"
    raised = {
        reason.replace("_", " ")
        for path in root.glob("*.py")
        for reason in re.findall(r'NoReply\("(\w+)"', path.read_text(encoding="utf-8"))
    }
    told = set(re.findall(r"^\| [^|]+ \| ([a-z ]+) \| (?:yes|no) \|$", PROTOCOL, re.MULTILINE))
    # The last says only that nothing was asked any more.
    assert told == raised - {"given up"}


def test_the_page_names_every_option_of_the_command() -> None:
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["reword", "ask", "--help"]).stdout
    options = set(re.findall(r"--[a-z-]+", shown)) - {"--help", "--flows", "--candidates"}
    assert options <= set(re.findall(r"--[a-z-]+", PAGE))


def test_the_example_for_other_programs_is_judged() -> None:
    line = re.search(r'```json\n(\{"source".*?\})\n```', PROTOCOL)
    assert line is not None
    done = CliRunner().invoke(app, ["reword", "guard", "--format", "json"], input=line[1])
    verdict = json.loads(done.stdout)
    assert set(verdict) == {"hard", "structural", "closed", "reasons"}
    assert verdict["hard"] is False
    assert set(verdict["reasons"][0]) == {"guard", "set", "message", "lost", "added"}
