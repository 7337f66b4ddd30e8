"""What cannot be read as YAML names `cbt fmt` where that mends it, and nowhere else."""

import pytest

from cbt.compiler.diagnostics import Findings
from cbt.compiler.formatting import format_file
from cbt.compiler.mendable import read_file
from tests.unit.compiler.making import read_text

COLON = "flow: s\nsteps:\n  a:\n    ask: Think of this: what happened?\n    answer: text\n"


def hints(text: str) -> list[str]:
    findings = Findings()
    read_file(text.encode(), "x.yaml", findings)
    return [finding.hint for finding in findings.sorted()]


@pytest.mark.parametrize(
    "text", [COLON, COLON.replace("Think of this:", "@home,"), COLON.replace("Think of this:", "{this}")]
)
def test_prose_that_fmt_mends_is_told_with_it(text: str) -> None:
    [hint] = hints(text)
    assert hint.endswith(", or run cbt fmt")
    assert read_text(format_file(text.encode()))[1] == []


@pytest.mark.parametrize(
    "text",
    [
        COLON.replace("Think of this:", '"Think'),
        COLON.replace("answer: text", "answer text").replace("this:", "this"),
        COLON.replace("Think of this: what", "Think of this\n      and: what"),
    ],
)
def test_what_fmt_leaves_as_it_is_is_told_without_it(text: str) -> None:
    [hint] = hints(text)
    assert "cbt fmt" not in hint


def test_one_that_fmt_mends_is_told_with_it_though_another_one_stays() -> None:
    [hint] = hints(COLON + '  b:\n    answer: "a\n')
    assert hint.endswith(", or run cbt fmt")


def test_a_very_large_file_is_told_without_trying() -> None:
    [hint] = hints(COLON + "# note\n" * 10_000)
    assert "cbt fmt" not in hint


def test_what_is_wrong_besides_is_told_as_ever() -> None:
    twice, colon = hints("flow: s\n" + COLON)
    assert (twice, colon.endswith(", or run cbt fmt")) == ("the first is in line 1; keep one", True)
