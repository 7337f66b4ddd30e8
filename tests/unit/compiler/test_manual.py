"""The language reference is made from the compiler, and says all that the compiler knows."""

from pathlib import Path

from cbt.compiler.infer import MEANINGS
from cbt.compiler.kinds import KNOWN_KINDS
from cbt.compiler.kinds import MEANINGS as KINDS
from cbt.compiler.manual import render_manual
from cbt.compiler.schema import FILE_SHAPES, Shape, StepShape
from cbt.compiler.words import FUNCTIONS

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "language.md"


def test_the_committed_reference_is_the_one_that_the_compiler_gives() -> None:
    assert MANUAL.read_text(encoding="utf-8") == render_manual()


def test_every_word_kind_and_function_has_a_meaning() -> None:
    manual = render_manual()
    shapes: list[type[Shape]] = [*FILE_SHAPES, StepShape]
    for shape in shapes:
        for name, field in shape.model_fields.items():
            assert f"`{field.alias or name}`" in manual
            assert field.description, name
    assert [call.partition("(")[0] for call in MEANINGS] == list(FUNCTIONS)
    assert all(any(kind.startswith(known) for kind in KINDS) for known in KNOWN_KINDS if known != "0-10")
