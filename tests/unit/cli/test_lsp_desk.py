"""The desk of the language server: what it remembers while somebody types."""

import gc
from pathlib import Path

from cbt.cli.lsp.desk import Desk
from cbt.compiler.authoring.sheet import Sheet

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
