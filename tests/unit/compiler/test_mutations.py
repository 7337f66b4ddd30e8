"""A mistake planted in a shipped flow or part is found, at its line, and told once.

Each kind of mistake is tried at every place where it can be made, up to a number that keeps the run short.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest

from cbt.compiler.build import build_flow
from cbt.compiler.diagnostics import ERROR, Diagnostic, Findings
from cbt.compiler.library import default_flows_folder, read_folder
from cbt.compiler.parts import Bundle
from tests.unit.compiler import mistakes
from tests.unit.compiler.authored import Source
from tests.unit.compiler.mistakes import Planted

MOST_TRIED = 30


class Kind(NamedTuple):
    """How a mistake is planted, and the codes that may be told.

    `near` when it is told on this line or a later one.
    """

    plant: Callable[[Source], Planted]
    codes: tuple[str, ...]
    near: bool = False


KINDS = [
    Kind(mistakes.misspelt_words, ("F010",)),
    Kind(mistakes.misspelt_targets, ("F101",)),
    Kind(mistakes.targets_behind, ("F107",)),
    Kind(mistakes.deleted_option_ways, ("F104",)),
    Kind(mistakes.misspelt_option_ways, ("F104",)),
    Kind(mistakes.deleted_elses, ("F302",)),
    Kind(mistakes.elses_first, ("F303",)),
    Kind(mistakes.deleted_answers, ("F012",)),
    Kind(mistakes.deleted_prompts, ("F012",)),
    Kind(mistakes.deleted_ends, ("F102",)),
    Kind(mistakes.deleted_agains, ("F012",)),
    Kind(mistakes.deleted_inputs, ("F106",)),
    Kind(mistakes.misspelt_names_in_texts, ("F202",)),
    Kind(mistakes.misspelt_names_in_expressions, ("F202",)),
    Kind(mistakes.misspelt_names_in_view, ("F202",)),
    Kind(mistakes.misspelt_names_in_summary, ("F202",)),
    Kind(mistakes.texts_for_numbers, ("F203",)),
    Kind(mistakes.unknown_functions, ("F202",)),
    Kind(mistakes.guards_out_of_range, ("F303",), near=True),
    Kind(mistakes.guards_out_of_range_without_else, ("F303",)),
    Kind(mistakes.repeated_steps, ("F004",)),
    Kind(mistakes.tabs, ("F002",)),
    Kind(mistakes.unclosed_quotes, ("F002",)),
    Kind(mistakes.comments_behind, ("F005",)),
    Kind(mistakes.circles, ("F301",)),
    Kind(mistakes.divisors, ("F203",)),
    Kind(mistakes.used_too_early, ("F304",)),
    Kind(mistakes.unknown_kinds, ("F013",)),
    Kind(mistakes.bounds_turned, ("F013",)),
    Kind(mistakes.misspelt_files, ("F105",)),
]


@cache
def shipped() -> dict[str, bytes]:
    return read_folder(default_flows_folder())


@cache
def sources() -> dict[str, Source]:
    """Every shipped flow and part."""
    return {
        path: Source(text.decode())
        for path, text in shipped().items()
        if "/" not in path or path.startswith("parts/")
    }


@cache
def flow_with(path: str) -> str:
    """The flow that a file is, or the first that uses the part that it is."""
    if "/" not in path:
        return path
    for flow in (name for name in shipped() if "/" not in name):
        built = build_flow(Bundle(shipped(), ""), flow, Findings())
        if built is not None and path in built.files:
            return flow
    raise AssertionError(path)


def planted(kind: Kind) -> list[tuple[str, int, str]]:
    """The file, line and text of the mistakes of a kind; of many the same number each time, from all over."""
    found = [(path, *mistake) for path, source in sources().items() for mistake in kind.plant(source)]
    step = max(1, -(-len(found) // MOST_TRIED))
    return found[::step]


def faults(path: str, text: str) -> list[Diagnostic]:
    """What the compiler says of the flow when a file has this text."""
    findings = Findings()
    flow = build_flow(Bundle({**shipped(), path: text.encode()}, ""), flow_with(path), findings)
    found = [finding for finding in findings.sorted() if finding.severity == ERROR]
    assert (flow is None) == bool(found)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plant.__name__)
def test_a_mistake_is_found_at_its_line_and_told_once(kind: Kind) -> None:
    cases = planted(kind)
    assert cases
    for path, line, text in cases:
        found = faults(path, text)
        shown = f"{path}:{line} {[(f.pos.line, f.code, f.sentence) for f in found]}\n{text.splitlines()[line - 1]}"
        assert found, shown
        assert {finding.code for finding in found} <= set(kind.codes), shown
        assert all(finding.pos.file == path for finding in found), shown
        assert all(f.pos.line == line or (kind.near and f.pos.line > line) for f in found), shown
        assert len(found) == 1, shown
