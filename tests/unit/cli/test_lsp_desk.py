"""The desk of the language server: what it remembers while somebody types."""

import gc
import random
from pathlib import Path

import pytest

from cbt.cli.lsp.desk import Desk
from cbt.compiler.authoring import checking
from cbt.compiler.authoring.sheet import Sheet
from cbt.compiler.parts import Bundle

FLOW = """\
flow: sample
title: A sample
language: en
anywhere: {support: help_now}
steps:
  first:
    say: Hello.
  done:
    say: It is saved.
    end: completed
"""


def test_a_long_day_of_typing_is_not_remembered_keystroke_by_keystroke(tmp_path: Path) -> None:
    file, desk = tmp_path / "sample.yaml", Desk()
    before = _sheets()
    for number in range(30):
        desk.put(file, FLOW.replace("Hello", f"Hello {number}"))
        desk.check(file)
        desk.settle(file)
    assert _sheets() - before <= 2


def _sheets() -> int:
    gc.collect()
    return sum(isinstance(each, Sheet) for each in gc.get_objects())


def test_what_was_typed_since_a_check_is_not_made_ready_from_what_that_read(tmp_path: Path) -> None:
    file, desk = tmp_path / "sample.yaml", Desk()
    desk.put(file, FLOW)
    desk.check(file)
    desk.put(file, FLOW.replace("first:", "opening:"))
    desk.settle(file)
    sheet = desk.sheet(file)
    assert sheet is not None
    assert sheet.layout is not None
    assert b"opening:" in sheet.bundle.files["sample.yaml"]


def test_a_file_that_was_closed_since_its_check_is_let_go(tmp_path: Path) -> None:
    file, desk = tmp_path / "sample.yaml", Desk()
    desk.put(file, FLOW)
    desk.check(file)
    desk.close(file)
    desk.settle(file)
    assert desk.sheet(file) is None


OF_TWO_FILES = FLOW.replace("  done:", "  sides:\n    use: parts/sides\n  done:")
PART = "part: sides\nsteps:\n  look:\n    say: Look at both sides.\n"
GERMAN = """translation: sample
language: de
texts:
  title: {from: A sample, to: Ein Muster}
"""
WALKS = "walks:\n  - name: to the end\n    answers: {}\n    expect: {ends: completed}\n"
# What each file is typed to be in turn: sound, with a slip, half of it.
TYPED = {
    "sample.yaml": (FLOW, OF_TWO_FILES, OF_TWO_FILES.replace("use:", "ues:"), OF_TWO_FILES[:120]),
    "parts/sides.yaml": (
        PART,
        PART.replace("say:", "sya:"),
        PART.replace("sides\n", "sites\n", 1),
        PART[:30],
    ),
    "translations/sample.de.yaml": (GERMAN, GERMAN.replace("A sample", "A simple"), GERMAN[:40]),
    "walks/sample.yaml": (
        WALKS,
        WALKS.replace("completed", "stopped"),
        WALKS.replace("name", "nmae"),
        WALKS[:30],
    ),
}


@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_the_findings_are_those_of_a_desk_that_has_seen_nothing_before(
    tmp_path: Path, seed: int
) -> None:
    chance, desk, texts = random.Random(seed), Desk(), dict[Path, str]()
    for inside, (sound, *_) in TYPED.items():
        (tmp_path / inside).parent.mkdir(exist_ok=True)
        (tmp_path / inside).write_text(sound, encoding="utf-8")
    for _ in range(25):
        inside = chance.choice(list(TYPED))
        file, text = tmp_path / inside, chance.choice(TYPED[inside])
        match chance.choice(("type", "type", "save", "close")):
            case "type":
                texts[file] = text
                desk.put(file, text)
            case "save":
                file.write_text(text, encoding="utf-8")
                desk.saved()
            case "close":
                texts.pop(file, None)
                desk.close(file)
        # The server checks what was touched; the check of all that is open shows what is remembered wrongly.
        for touched in (file, *texts):
            desk.check(touched)
            desk.settle(touched)
        assert shown(desk) == shown(_fresh_desk(texts))


def _fresh_desk(texts: dict[Path, str]) -> Desk:
    desk = Desk()
    for file, text in texts.items():
        desk.put(file, text)
    for file in texts:
        desk.check(file)
    return desk


def shown(desk: Desk) -> set[tuple[Path, str, int, int, str]]:
    return {
        (file, each.code, each.pos.line, each.pos.column, each.told)
        for file, found in desk.findings().items()
        for each in found
    }


def test_a_flow_is_proved_once_for_all_that_is_open_and_not_again_while_its_walks_are_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved: list[str] = []
    check_file = checking.check_file

    def noting(bundle: Bundle, path: str) -> object:
        proved.append(path)
        return check_file(bundle, path)

    monkeypatch.setattr(checking, "check_file", noting)
    desk, walks = Desk(), tmp_path / "walks" / "sample.yaml"
    desk.put(tmp_path / "sample.yaml", FLOW)
    desk.put(walks, WALKS)
    desk.check(tmp_path / "sample.yaml")
    for text in (WALKS.replace("completed", "stopped"), WALKS):
        desk.put(walks, text)
        desk.check(walks)
    desk.saved()
    desk.check(walks)
    assert proved == ["sample.yaml"]
