"""A text that cannot be reworded is answered with the reason, and with the line or command that is the way out."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.rewording import PART

HEAD = "title: A flow\nlanguage: en\nanywhere: {support: help_now}\n"
STEPS = """steps:
  thought:
    ask: What went through your mind?
    answer: text
    example: She is cross.
  fixed:
    ask: How are you?
    answer: text
    reword: never
  gate:
    ask: Are you safe now?
    answer: yes/no
    holds: gate
  item:
    ask: How often?
    answer: 0-3
    ends: shared/often
  feelings:
    repeat: 1-2
    steps:
      sides:
        use: parts/p
    again: More?
  done:
    say: Done.
    end: completed
"""
ONLY_PARTS = "steps:\n  sides:\n    use: parts/p\n  done:\n    say: Done.\n    end: completed\n"
FILES = {
    "open": f"flow: open\nreword: allowed\n{HEAD}{STEPS}",
    "shut": f"flow: shut\n{HEAD}{STEPS}",
    "never": f"flow: never\n{HEAD}reword: never\n{STEPS}",
    "printed": f"flow: printed\nwording: published\n{HEAD}{STEPS}",
    "joined": f"flow: joined\nreword: allowed\n{HEAD}{ONLY_PARTS}",
    "empty": f"flow: empty\nreword: allowed\n{HEAD}steps:\n  done:\n    say: Done.\n    end: completed\n",
    "broken": "flow: [",
    "odd": f"flow: odd\nreword: allowed\n{HEAD}steps:\n  a: text\n",
    "parts/p": PART,
    "shared/often": "scale: often\nends: {0: never, 3: always}\n",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "flows" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "flows"


def refused(run: Run, home: Path, name: str, key: str = "thought.ask") -> str:
    result = run("reword", "write", name, key, "--to", "What's up?", "--tone", "simpler", "--flows", home)
    assert result.exit_code == 2
    return " ".join(result.stderr.split()).replace(str(home), "flows")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("opem", 'There is no flow or part opem in flows. Did you mean "open"?'),
        ("zzz", "There is no flow or part zzz in flows. What can be reworded now: joined, open, parts/p."),
        ("broken", "flows/broken.yaml cannot be read: see cbt check flows/broken.yaml."),
        ("printed", "printed holds a published questionnaire: its words are never reworded."),
        (
            "shut",
            (
                'shut does not say "reword: allowed" yet: add that line to flows/shut.yaml, below its title. '
                "Then run this again."
            ),
        ),
        (
            "never",
            'never does not say "reword: allowed" yet: write it in line 5 of flows/never.yaml. Then run this again.',
        ),
        (
            "joined",
            "joined has no question or help of its own that may be reworded. It uses parts/p: take that as the name.",
        ),
        ("odd", "odd has no question or help of its own that may be reworded."),
        ("empty", "empty has no question or help of its own that may be reworded."),
    ],
)
def test_a_flow_that_cannot_be_reworded_says_what_to_do(run: Run, home: Path, name: str, told: str) -> None:
    if name == "zzz":
        more = "steps:\n  a:\n    ask: A?\n    answer: text\n"
        (home / "joined.yaml").write_text(FILES["joined"].replace("steps:\n", more))
    assert refused(run, home, name) == told


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (
            "feelings.sides.look.ask",
            (
                "feelings.sides.look.ask belongs to parts/p, which other flows may use too: cbt reword write parts/p "
                "look.ask --to 'What'\"'\"'s up?' --tone simpler --flows flows"
            ),
        ),
        ("thought", 'open has no text thought that may be reworded. Did you mean "thought.ask"?'),
        ("thougt.ask", 'open has no text thougt.ask that may be reworded. Did you mean "thought.ask"?'),
        ("zzz.ask", "open has no text zzz.ask that may be reworded. Its texts are: thought.ask."),
        (
            "thought.example",
            "Only questions and their help are reworded, and thought.example is neither: change it in the flow itself.",
        ),
        (
            "done.say",
            "Only questions and their help are reworded, and done.say is neither: change it in the flow itself.",
        ),
        ("fixed.ask", 'fixed says "reword: never": its words stay as they are.'),
        ("gate.ask", "gate is a gate: its words stay as they are."),
        (
            "item.ask",
            (
                "item reads like the item of a questionnaire, whose words stay. If it is none, add a line "
                '"reword: allowed" to the step item in flows/open.yaml. Then run this again.'
            ),
        ),
    ],
)
def test_a_text_that_cannot_be_reworded_says_what_to_do(run: Run, home: Path, key: str, told: str) -> None:
    assert refused(run, home, "open", key) == told


def test_a_file_can_be_named_by_its_path(run: Run, home: Path) -> None:
    named = str(home / "parts" / "p.yaml")
    result = run("reword", "write", named, "look.ask", "--to", "Which facts fit it?", "--tone", "simpler")
    assert "rewordings" in result.stderr or "Nothing was written" in result.stderr
