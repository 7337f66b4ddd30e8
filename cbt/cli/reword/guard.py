"""`cbt reword guard`: what the three sets of guards say of rewordings that stand in no bank, one JSON object a line.

It must not write a file.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cbt.cli.console import FAULTS, say, stop

if TYPE_CHECKING:
    from cbt.wording.reason import Reason

_WORDS = ("source", "candidate", "tone", "language")
_STOPPED = "stop"


class Format(StrEnum):
    """How the verdicts are printed."""

    TEXT = "text"
    JSON = "json"


def guard(
    file: Annotated[
        Path | None,
        typer.Argument(help="Lines with source, candidate, tone and language. (default: the input)"),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="text for people; json for programs.")
    ] = Format.TEXT,
) -> None:
    """Judge rewordings: one JSON object a line comes in, one verdict goes out.

    Ends with 0 when the structural guards accept all, with 1 when they refuse one, with 2 for a line that is no such
    object or a language without words.
    """
    lines = (
        file.read_text(encoding="utf-8").splitlines() if file is not None else sys.stdin.read().splitlines()
    )
    accepted = True
    for asked in _asked(lines):
        verdict = judged(asked)
        accepted = accepted and verdict["structural"]
        say(json.dumps(verdict, ensure_ascii=False) if form is Format.JSON else _told(asked, verdict))
    if not accepted:
        raise typer.Exit(FAULTS)


def _asked(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    from cbt.wording.guards import TONES

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except ValueError:
            stop(f"Line {number} is no JSON.")
        if not isinstance(asked, dict) or not all(isinstance(asked.get(word), str) for word in _WORDS):
            stop(f"Line {number} should be an object with {', '.join(_WORDS)}, each a text.")
        if asked["tone"] not in TONES:
            stop(f"Line {number} asks for no tone: take one of {', '.join(TONES)}.")
        yield asked


def judged(asked: dict[str, Any]) -> dict[str, Any]:
    """The verdict on a line as an object; a reply that was cut off is refused whatever it says."""
    from cbt.compiler.wording import find_tables
    from cbt.wording.guards import judge
    from cbt.wording.reason import Reason, Strictness

    tables = find_tables(asked["language"])
    if tables is None:
        stop(f"The guards know no words of the language {asked['language']}.")
    keep = tuple([str(each) for each in asked.get("keep", [])])
    verdict = judge(asked["source"], asked["candidate"], asked["tone"], tables, keep)
    reasons = list(verdict.reasons)
    if asked.get("finish_reason", _STOPPED) != _STOPPED:
        reasons.insert(0, Reason("cut", "it was cut off before its end"))
    return {
        **{each.name.lower(): all(reason.strictness > each for reason in reasons) for each in Strictness},
        "reasons": [reason_as_json(reason) for reason in reasons],
    }


def reason_as_json(reason: "Reason") -> dict[str, Any]:
    """A reason for programs; places count characters from 0, the end excluded."""
    return {
        "guard": reason.guard,
        "set": reason.strictness.name.lower(),
        "message": reason.message,
        "lost": [list(span) for span in reason.lost],
        "added": [list(span) for span in reason.added],
    }


def _told(asked: dict[str, Any], verdict: dict[str, Any]) -> str:
    passed = [name for name in ("hard", "structural", "closed") if verdict[name]]
    lines = [f"{', '.join(passed) or 'refused'}: {asked['candidate']}"]
    return "\n".join([*lines, *[f"  {each['guard']}: {each['message']}" for each in verdict["reasons"]]])
