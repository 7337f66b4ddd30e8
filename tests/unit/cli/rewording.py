"""A folder of two short texts to be reworded, and what a model that works says of them.

It must not ask for anything.
"""

from collections.abc import Callable
from pathlib import Path

FLOW = """flow: mind
title: A flow
language: en
reword: allowed
anywhere: {support: help_now}
steps:
  thought:
    ask: What went through your mind?
    answer: text
    example: She is cross.
  belief:
    ask: How much do you believe “{thought}” now?
    answer: 0-100
    ends: {0: not at all, 100: completely}
    keep: [believe]
  sides:
    use: parts/p
  done:
    say: Done.
    end: completed
"""
GERMAN = """flow: kopf
title: Ein Ablauf
language: de
reword: allowed
anywhere: {support: help_now}
steps:
  thought:
    ask: Was ging Ihnen durch den Kopf?
    answer: text
    example: Sie ist böse.
  done:
    say: Fertig.
    end: completed
"""
PART = """part: p
steps:
  look:
    ask: Which facts fit this thought?
    answer: list 1-2
    holds: evidence for
    example: A fact.
"""
ASKED = "What went through your mind?"
SAID = {
    ASKED: "What came to mind?",
    "How much do you believe “[[S1]]” now?": "Now, how much do you believe “[[S1]]”?",
    "Which facts fit this thought?": "Which facts fit with this thought?",
}
# For a reply that comes, however busy the machine is; and for one that never does.
DEADLINE, SHORT = 60.0, 0.4

Ask = Callable[..., tuple[int, str, str]]


def bank(minds: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (minds / "rewordings").glob("*.yaml")}
