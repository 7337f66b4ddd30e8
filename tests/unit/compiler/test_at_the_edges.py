"""What authors and records seldom come to is answered as calmly as the rest."""

from pathlib import Path

import pytest

from cbt.cli.lsp.inspecting import inspect_file
from cbt.compiler.authoring import sorts
from cbt.compiler.authoring.checking import Checked
from cbt.compiler.authoring.sheet import Sheet
from cbt.compiler.checks.axes import GivenAxis
from cbt.compiler.fields import as_previous
from cbt.compiler.nodes import Scalar
from cbt.compiler.parts import Bundle
from cbt.compiler.scope import Entry, Look, Target, Type
from cbt.engine import fitting, text
from cbt.engine.answering import begin
from cbt.model.answer import Given, PrivateText, Recalled, RecallKind
from cbt.model.reference import AnswerRef, ComputedRef, PreviousRef, Ref
from cbt.model.source import SourcePos
from tests.unit.compiler.making import compile_steps, flow_text, said
from tests.unit.engine.exercise import program_of, walk_of

STEPS = "a:\n  ask: A?\n  answer: 0-10\ndone:\n  say: Done.\n  end: completed"


def entry_of(look: Look) -> Entry:
    return Entry(Scalar("x", SourcePos("x.yaml", 1, 1)), look)


def test_nothing_is_said_of_a_file_that_is_no_part_of_a_folder_of_flows(tmp_path: Path) -> None:
    assert inspect_file(Checked(Bundle({})), tmp_path / "x.yaml", "") == {}


def test_a_sheet_takes_over_the_folder_that_was_compiled_last() -> None:
    flow = flow_text(STEPS)
    files = {"x.yaml": flow.encode()}
    sheet, bundle = Sheet("x.yaml", flow.split("\n"), Bundle(files)), Bundle(files)
    sheet.settle(bundle)
    assert sheet.bundle is bundle


def test_behind_after_stands_a_flow() -> None:
    assert sorts._of_value(("after", "x")) is sorts.Sort.FLOW


@pytest.mark.parametrize("ref", [AnswerRef("a", (0,)), ComputedRef("x")])
def test_only_an_answer_of_the_same_loop_has_one_before(ref: Ref) -> None:
    found = as_previous(entry_of(lambda: Target(ref, Type("number"))), (0, 1)).look()
    assert found == "is no answer of the item before"
    assert as_previous(entry_of(lambda: "is broken"), (0,)).look() == "is broken"


def test_whether_an_answer_is_there_has_no_range() -> None:
    assert GivenAxis("a", fact="a").range_shown() == ""


def test_a_count_of_nothing_is_told() -> None:
    library = compile_steps(STEPS, "computed:\n  x: count()\n")
    assert any("count takes 1 in its brackets" in each for each in said(library.findings))


def test_several_recalled_records_are_at_least_one() -> None:
    kind = RecallKind("earlier", ("size",), many=True)
    given = Recalled("abc", (Given("size", 4, (PrivateText("4"),)),))
    assert fitting._kind_fits(kind, (given,))
    assert not fitting._kind_fits(kind, ())
    assert not fitting._kind_fits(kind, 3)


def test_a_recalled_record_reads_as_what_it_gave() -> None:
    program = program_of(STEPS)
    walk = walk_of(program, begin(program))
    given = Recalled("abc", (Given("size", 4, (PrivateText("four"),)),))
    assert text._in_words(program, given, None, walk) == "four"
    assert text._in_words(program, Recalled("abc", ()), None, walk) == ""


def test_outside_a_loop_there_is_no_item_before() -> None:
    program = program_of(STEPS)
    assert walk_of(program, begin(program)).elsewhere(PreviousRef("a", ())) is None
