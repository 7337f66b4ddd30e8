"""Small flows for the compiler's tests: a head, the steps that a test is about, an end.

It must not hold a test.
"""

from dataclasses import replace
from textwrap import dedent, indent

from cbt.compiler.diagnostics import ERROR, Diagnostic, Findings
from cbt.compiler.library import Library, compile_files
from cbt.compiler.nodes import Node
from cbt.compiler.reader import read
from cbt.model.flow import Flow

HEAD = """flow: sample
title: A sample
language: en
anywhere: {support: help_now}
"""
END = """
done:
  say: Saved.
  end: completed
"""


def flow_text(steps: str, tail: str = "", *, head: str = HEAD, end: str = END) -> str:
    """A flow file: `steps` without their indentation, `tail` behind them."""
    body = indent(dedent(steps).strip("\n") + "\n" + end.lstrip("\n"), "  ")
    return f"{head}\nsteps:\n{body}{dedent(tail)}"


def compile_text(text: str, **others: str) -> Library:
    """The library of a flow `sample` and other files, without advice on style: `parts__x` is parts/x.yaml."""
    library = compile_all(text, **others)
    faults = tuple([finding for finding in library.findings if finding.severity == ERROR])
    return replace(library, findings=faults)


def compile_all(text: str, **others: str) -> Library:
    """The same with advice on style."""
    files = {f"{name.replace('__', '/')}.yaml": dedent(words).encode() for name, words in others.items()}
    return compile_files({"sample.yaml": text.encode(), **files})


def compile_steps(steps: str, tail: str = "", **others: str) -> Library:
    """The library of a flow with these steps."""
    return compile_text(flow_text(steps, tail), **others)


def passing(steps: str, tail: str = "", **others: str) -> Flow:
    """The flow with these steps, which must pass."""
    library = compile_steps(steps, tail, **others)
    assert library.findings == ()
    return library.flows["sample"]


def said(findings: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[str]:
    """Findings as lines: place, code and sentence."""
    return [f"{f.pos.line}:{f.pos.column} {f.code} {f.sentence}" for f in findings]


def codes(library: Library) -> list[str]:
    """The codes of all findings, in the order of their places."""
    return [finding.code for finding in library.findings]


def read_text(text: str | bytes) -> tuple[Node | None, list[Diagnostic]]:
    """What the reader makes of a text."""
    findings = Findings()
    root = read(text if isinstance(text, bytes) else text.encode(), "x.yaml", findings)
    return root, findings.sorted()
