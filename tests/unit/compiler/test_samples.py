"""Every code has samples: what is wrong, where it is told and in which words, and that mending it is enough.

A sample is one text: files behind `=== path`, then `=== finds` with `file:line:column+length CODE sentence [trail]`
for each finding, then `=== mends path` with what is to be replaced (`- old`, `+ new`; `\\n` is a line end).
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from cbt.compiler.diagnostics import ERROR, Diagnostic
from cbt.compiler.library import Library, compile_files

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
CODES = [
    *[f"F{number:03}" for number in (*range(1, 8), *range(10, 18))],
    *[f"F{number}" for number in (*range(101, 109), 201, 202, 203, 301, 302, 303, 304, 602)],
]


class Sample(NamedTuple):
    files: dict[str, str]
    finds: list[str]
    mends: list[tuple[str, str, str]]


def parse_sample(path: Path) -> Sample:
    sample = Sample({}, [], [])
    _, *sections = path.read_text(encoding="utf-8").split("\n=== ")
    for section in sections:
        title, _, body = section.partition("\n")
        if title == "finds":
            sample.finds.extend(body.splitlines())
        elif title.startswith("mends "):
            old, new = body.removeprefix("- ").rstrip("\n").split("\n+ ")
            sample.mends.append((title[6:], old.replace("\\n", "\n"), new.replace("\\n", "\n")))
        else:
            sample.files[title] = f"{body}\n"
    return sample


def line_of(finding: Diagnostic) -> str:
    place = f"{finding.pos.file}:{finding.pos.line}:{finding.pos.column}+{finding.length}"
    trail = f" [{' › '.join(finding.trail)}]" if finding.trail else ""
    return f"{place} {finding.code} {finding.sentence}{trail}"


def faults_of(library: Library) -> list[Diagnostic]:
    """The findings without advice on style, which has tests of its own."""
    return [finding for finding in library.findings if finding.severity == ERROR]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_fault_is_told_once_at_its_place_and_with_the_way_out(path: Path) -> None:
    sample = parse_sample(path)
    library = compile_files({name: text.encode() for name, text in sample.files.items()})
    assert [line_of(finding) for finding in faults_of(library)] == sample.finds
    assert "sample" not in library.flows


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_mended_sample_passes(path: Path) -> None:
    sample = parse_sample(path)
    files = dict(sample.files)
    for name, old, new in sample.mends:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)
    library = compile_files({name: text.encode() for name, text in files.items()})
    assert faults_of(library) == []
    assert "sample" in library.flows


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sample(code: str) -> None:
    assert [path for path in SAMPLES if path.stem.startswith(code)]
