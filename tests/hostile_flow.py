"""A folder with a flow whose every text is markup that attacks a page.

It must not hold a test.
"""

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from tests.payloads import MARKUP, quoted

# A choice shows many labels at once, so that few pages show all of them.
PAGES = 10
ON_A_PAGE = -(-len(MARKUP) // PAGES)


def write_hostile_flow(folder: Path, texts: Sequence[str] = MARKUP) -> Path:
    """The folder, with the flow `hostile` in it: questions with all texts as labels, then one page of each kind."""
    folder.mkdir()
    (folder / "hostile.yaml").write_text(_text(texts), encoding="utf-8")
    return folder


def _text(texts: Sequence[str]) -> str:
    words = map(quoted, cycle(texts))
    head = f"flow: hostile\ntitle: {next(words)}\nabout: {next(words)}\nlanguage: en\n"
    steps = "".join(_choice(number, words, texts) for number in range(PAGES))
    return f"{head}anywhere: {{support: help_now}}\nsteps:\n{steps}{_rest(words)}"


def _choice(number: int, words: Iterator[str], texts: Sequence[str]) -> str:
    labels = texts[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    options = "".join(f"      o{place}: {quoted(label)}\n" for place, label in enumerate(labels))
    kept = f"    keep_in_view: [q{number - 1}]\n" if number else ""
    told = "".join(f"    {word}: {next(words)}\n" for word in ("ask", "label", "help", "example"))
    return f"  q{number}:\n{told}    options:\n{options}    pick: many\n{kept}"


def _rest(words: Iterator[str]) -> str:
    rows = ", ".join(f"q{number}" for number in range(PAGES))
    return (
        f"  scale:\n    ask: {next(words)}\n    answer: 0-100\n    ends: {{0: {next(words)}, 100: {next(words)}}}\n"
        f"  amount:\n    ask: {next(words)}\n    answer: number\n    unit: {next(words)}\n"
        f"  typed:\n    ask: {next(words)}\n    answer: text\n    check:\n"
        f"      - must: words(typed) > 1\n        else: {next(words)}\n"
        f"  done:\n    say: {next(words)}\n    end: completed\n"
        f"summary:\n  title: {next(words)}\n  rows: [{rows}, scale, amount, typed]\n"
    )
