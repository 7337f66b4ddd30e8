"""The pages of docs/codes: their samples, what the checker says of them, and the index made from their headings.

Run as a program, it writes into each page what the checker says, and the index anew. It must not hold a test.
"""

import re
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cbt.compiler.codes import Explanation, codes_folder, read_explanations
from cbt.compiler.diagnostics import Diagnostic
from cbt.compiler.helplines import helplines_of
from cbt.compiler.library import Library, compile_files
from cbt.compiler.report import render_text
from cbt.compiler.walks import read_walks
from cbt.engine.playing import Coverage, play

# The day on which the samples are read.
TODAY = date(2026, 11, 26)
_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"(?<=^The checker says:\n\n```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"# (\S+\.yaml)\n")
_INDEX = "README.md"
_HEAD = """# What the checker's codes mean

Each page says what a code means and why it matters, shows a sample with the fault and one without, and how to mend it.
`cbt explain F304` shows a page in the terminal.

"""
_KINDS = {
    "F": "Faults: a flow that has one is not offered",
    "W": "Warnings: the flow is offered all the same",
    "T": "Walks that do not hold",
}


class Page(NamedTuple):
    """A page's samples by file name, and what it says that the checker says."""

    bad: dict[str, str]
    said: str
    good: dict[str, str]


def parse_page(explained: Explanation) -> Page:
    """The samples of a page. Raises AttributeError when nothing is said of the bad one."""
    bad, _, good = explained.text.partition("\n## Good\n")
    said = _SAID.search(bad)
    assert said is not None, explained.code
    return Page(_files(bad), said.group(), _files(good))


def _files(text: str) -> dict[str, str]:
    found = {}
    for block in _BLOCK.findall(text):
        name = _NAME.match(block)
        assert name is not None, block
        found[name[1]] = block
    return found


def findings_of(files: dict[str, str]) -> list[Diagnostic]:
    """All that is wrong with a sample: with its flows, and else with its walks."""
    library = compile_files({name: text.encode() for name, text in files.items() if _is_of_flows(name)})
    walks = {name: text for name, text in files.items() if "walks/" in name}
    help_lines = {name: text.encode() for name, text in files.items() if "helplines/" in name}
    told = helplines_of(
        {name.removeprefix("helplines/"): help_lines[name] for name in help_lines}, TODAY, "helplines"
    )
    walked = (found for name in walks for found in _walked(library, name, walks[name]))
    return [*library.findings, *walked, *told.findings]


def _is_of_flows(name: str) -> bool:
    return "walks/" not in name and "helplines/" not in name


def _walked(library: Library, name: str, text: str) -> list[Diagnostic]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walks.yaml"
        path.write_text(text, encoding="utf-8")
        cases, faults = read_walks(path, name)
    flow = library.flows[Path(name).stem]
    failures = [failure for case in cases if (failure := play(flow, case, Coverage()))]
    return [*faults, *(Diagnostic(each.code, each.pos, each.message, each.hint) for each in failures)]


def said_of(files: dict[str, str]) -> str:
    """What the checker says of a sample, as a terminal shows it."""
    told = []
    for finding in findings_of(files):
        line = files[finding.pos.file].split("\n")[finding.pos.line - 1]
        told.append(f"{render_text(finding, line)}\n")
    return "\n".join(told)


def index_of(explained: dict[str, Explanation]) -> str:
    """The index: every code with its heading, faults first."""
    parts = []
    for letter, heading in _KINDS.items():
        lines = [
            f"- [{page.code}]({page.code}.md): {page.title}"
            for page in explained.values()
            if page.code[0] == letter
        ]
        parts.append(f"## {heading}\n\n" + "\n".join(lines) + "\n")
    return _HEAD + "\n".join(parts)


def index_path() -> Path:
    """Where the index stands."""
    return codes_folder() / _INDEX


def write_all() -> None:
    """Writes what the checker says into each page, and the index anew."""
    explained = read_explanations()
    for page in explained.values():
        before, after = _SAID.split(page.text, maxsplit=1)
        text = before + said_of(parse_page(page).bad) + after
        (codes_folder() / f"{page.code}.md").write_text(text, encoding="utf-8")
    index_path().write_text(index_of(explained), encoding="utf-8")


if __name__ == "__main__":
    write_all()
