"""`cbt lsp` refuses a new id that cannot be: whoever asked is told why, and nothing is logged as trouble."""

import sys
from pathlib import Path

from tests.unit.cli.conftest import SOUND
from tests.unit.cli.editor import Editor, spot

REFUSED = ("rest", "My Name", "1a", "", "done")
INVALID_PARAMS = -32602


def test_a_refused_renaming_is_answered_with_the_reason_and_nothing_else_is_said(flows: Path) -> None:
    file, text = flows / "small.yaml", SOUND.format(name="small")
    with Editor([sys.executable, "-m", "cbt", "lsp"]) as editor:
        editor.begin(flows)
        editor.open(file, text)
        assert editor.findings(file) == []
        step = spot(text, "  thought:", 3)
        for name in REFUSED:
            error = editor.ask_wrongly("textDocument/rename", editor.renaming(file, step, name))
            assert error["code"] == INVALID_PARAMS
            assert f'"{name}" is' in error["message"]
        assert editor.end() == 0
        assert editor.said("window/logMessage") == []
    assert editor.said_aside == ""
