"""What `make mutants` changes, how a change comes into a process, and reasons that fit the code as it stands."""

import ast
import os
import sys
import textwrap
import time
from pathlib import Path

import pytest

from cbt.vault import note
from tests.mutants import found
from tests.mutants.__main__ import AREAS, area_mutants
from tests.mutants.changes import Mutant, mutants_of
from tests.mutants.covering import Covered
from tests.mutants.forking import Say, in_a_copy
from tests.mutants.found import line_of
from tests.mutants.planting import functions_by_file, plant, plant_for_import
from tests.mutants.reasons import read_reasons
from tests.mutants.trying import _promising

FILE = "cbt/vault/note.py"


def changed(text: str) -> list[str]:
    """What each mutant makes of a line or more."""
    sound = textwrap.dedent(text)
    return [ast.unparse(mutant.tree(sound)) for mutant in mutants_of("a.py", sound)]


@pytest.mark.parametrize(
    ("sound", "mutants"),
    [
        ("a < b", ["a <= b"]),
        ("a is not b", ["a is b"]),
        ("a + b", ["a - b"]),
        ("a and b", ["a or b"]),
        ("not a", ["not not a"]),
        ("a = True", ["a = False"]),
        ("a = 41", ["a = 42"]),
        ("if a:\n    b", ["if True:\n    b", "if False:\n    b"]),
        ("sync(a)", ["None"]),
        ("raise Wrong", ["pass"]),
    ],
)
def test_each_kind_of_change_is_made(sound: str, mutants: list[str]) -> None:
    assert changed(sound) == mutants


@pytest.mark.parametrize(
    "sound",
    [
        "a: Literal[1]",
        "def f(a: int | None) -> Literal[True]:\n    pass",
        "Value = str | Names",
        "if TYPE_CHECKING:\n    from a import b",
        "assert a is not None",
        "@dataclass(frozen=True)\nclass A:\n    pass",
        "zip(a, b, strict=True)",
        "'words' + a",
    ],
)
def test_what_no_test_could_notice_is_left_alone(sound: str) -> None:
    assert changed(f"x = {sound}" if sound.startswith("zip") else sound) == []


def test_a_mutant_knows_the_lines_of_its_own_statement_and_whether_it_waits_for_a_call() -> None:
    sound = "LIMIT = 1\ndef f(a=2):\n    if (\n        a < 3\n    ):\n        return 4\n"
    places = {mutant.what: (mutant.first, mutant.last, mutant.inside) for mutant in mutants_of("a.py", sound)}
    assert places["1 -> 2"] == (1, 1, False)
    assert places["2 -> 3"] == (2, 2, False)
    assert places["3 -> 4"] == (3, 5, True)
    assert places["4 -> 5"] == (6, 6, True)


def find_mutant(what: str, inside: bool) -> Mutant:
    text = note.__loader__.get_source("cbt.vault.note")  # type: ignore[union-attr]
    return next(each for each in mutants_of(FILE, text) if (each.what, each.inside) == (what, inside))


def test_a_change_in_a_function_is_there_at_once_and_in_one_process_alone() -> None:
    functions = functions_by_file("cbt/vault")

    def work(say: Say) -> None:
        say(plant(find_mutant("64 -> 65", inside=True), functions))
        try:
            note.Notes(bytes(32))
        except ValueError as found:
            say(type(found).__name__)

    assert list(in_a_copy(work)) == [True, "ValueError"]
    assert note.Notes(bytes(32)).seal(b"", b"")


def test_a_change_outside_of_functions_waits_for_the_import() -> None:
    mutant = find_mutant("12 -> 13", inside=False)

    def work(say: Say) -> None:
        del sys.modules["cbt.vault.note"]
        plant_for_import(mutant)
        import cbt.vault.note as again

        say(again._NONCE_BYTES)

    assert list(in_a_copy(work)) == [13]
    with pytest.raises(RuntimeError, match="imported already"):
        plant_for_import(mutant)


def test_what_runs_while_tests_are_collected_is_still_tried_later_where_a_test_goes_through_it_too() -> None:
    mutants = {each.what: each for each in mutants_of("a.py", "def f():\n    a = 3\n    b = 5\nc = 7\n")}
    known = Covered({"a.py": {2: {"", "one"}, 3: {"", "-"}, 4: {""}}}, {"one": 1.0, "two": 2.0})
    later = {what: (known.is_at_import(each), known.is_at_collecting(each)) for what, each in mutants.items()}
    assert later == {"3 -> 4": (False, True), "5 -> 6": (True, True), "7 -> 8": (True, True)}
    assert known.tests_for(mutants["3 -> 4"]) == ["one"]
    # What was made while they were collected may be in any test's hands.
    known.importers["a"] = {"test_a.py"}
    known.seconds["test_a.py::three"] = 3.0
    assert known.tests_for(mutants["3 -> 4"], at_import=True) == ["one", "test_a.py::three"]


def test_the_quickest_test_is_asked_first_but_for_one_that_noticed_others_in_that_file() -> None:
    (mutant,) = mutants_of("a.py", "def f():\n    a = 3\n")
    known = Covered({"a.py": {2: {"slow", "quick", "middle"}}}, {"slow": 3.0, "quick": 1.0, "middle": 2.0})
    tests = known.tests_for(mutant)
    assert _promising(mutant, tests, known, {}) == ["quick", "middle", "slow"]
    assert _promising(mutant, tests, known, {("a.py", "slow"): 1}) == ["slow", "quick", "middle"]
    assert _promising(mutant, tests, known, {("b.py", "slow"): 9}) == ["quick", "middle", "slow"]


def test_a_copy_that_hangs_is_ended_with_all_that_it_started() -> None:
    def work(say: Say) -> None:
        say(os.getpid())
        time.sleep(60)

    begun = time.monotonic()
    (child,) = in_a_copy(work, 0.05)
    assert time.monotonic() - begun < 30
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def planned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> list[Mutant]:
    """The mutants of one file of this text, with nothing found of them yet."""
    monkeypatch.setattr(found, "ROOT", tmp_path)
    monkeypatch.setattr(found, "FOLDER", tmp_path / "found")
    found._lines.cache_clear()
    (tmp_path / "a.py").write_text(text)
    return list(mutants_of("a.py", text))


def kept_signs(mutants: list[Mutant]) -> list[bool | None]:
    """Of each mutant whether it is kept as noticed; None is not tried."""
    kept = found.read_found("a", mutants)
    return [not kept.is_left(each) if kept.is_tried(each) else None for each in mutants]


def test_what_was_found_is_kept_a_row_for_each_line_with_a_sign_for_each_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mutants = planned(monkeypatch, tmp_path, "a = b < 3\nc = 4\nif d:\n    e()\n")
    outcome = found.read_found("a", mutants)
    for mutant in mutants:
        if mutant.what != "4 -> 5":
            outcome.keep(mutant, "" if mutant.what == "if x -> if False" else "somebody")
    found.write_found(outcome)
    assert (tmp_path / "found" / "a.txt").read_text() == "# a.py\n++ a = b < 3\n? c = 4\n+- if d:\n+ e()\n"
    assert found.read_found("a", mutants).signs == outcome.signs


def test_what_was_found_of_a_line_that_has_changed_since_is_forgotten_and_the_rest_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = planned(monkeypatch, tmp_path, "a = 1\nb = 2\nc = 3\nd = 4\n")
    outcome = found.read_found("a", before)
    for mutant in before:
        outcome.keep(mutant, "somebody")
    found.write_found(outcome)
    after = planned(monkeypatch, tmp_path, "x = not y\na = 1\nb = 20\nc = 3\nc = 3\nd = 4\n")
    assert dict(zip([found.line_of(each) for each in after], kept_signs(after), strict=True)) == {
        "x = not y": None,
        "a = 1": True,
        "b = 20": None,
        "c = 3": None,
        "d = 4": True,
    }


def test_each_reason_fits_mutants_as_the_code_stands() -> None:
    there_are = {
        (mutant.file, f"{mutant.what}: {line_of(mutant)}") for area in AREAS for mutant in area_mutants(area)
    }
    spoken_of = [(reason.file, change) for reason in read_reasons() for change in reason.changes]
    assert [each for each in spoken_of if each not in there_are] == []
    assert len(spoken_of) == len(set(spoken_of))
    assert all(reason.why.endswith(".") for reason in read_reasons())
