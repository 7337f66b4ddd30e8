"""`cbt serve --watch`: what changes in the folder is offered without a restart, and a fault never takes a flow away."""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cbt.cli.reloading import Reloader, marks_of
from cbt.compiler.library import Library, compile_folder
from cbt.errors import StoreUnavailable
from tests.unit.cli.conftest import SOUND
from tests.unit.cli.test_cli_serve import free_port, wait_for

WORDED = "What went through your mind?"


class Shop:
    """Stands for the server: takes what is offered, or fails as a store would."""

    def __init__(self) -> None:
        self.offered: list[Library] = []
        self.trouble: Exception | None = None

    def take(self, library: Library) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.offered.append(library)

    def flows(self) -> set[str]:
        return set(self.offered[-1].flows)


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def reloader(flows: Path, shop: Shop) -> Reloader:
    (flows / "second.yaml").write_text(SOUND.format(name="second"), encoding="utf-8")
    return Reloader(flows, marks_of(flows), compile_folder(flows), shop.take)


def write(flows: Path, name: str, text: str) -> None:
    (flows / f"{name}.yaml").write_text(text, encoding="utf-8")


def look_twice(reloader: Reloader) -> None:
    reloader.look()
    reloader.look()


def test_a_folder_that_stays_as_it_is_is_read_no_more(reloader: Reloader, shop: Shop) -> None:
    look_twice(reloader)
    assert not shop.offered


def test_a_changed_flow_is_offered_and_what_it_means_is_told(
    reloader: Reloader, shop: Shop, flows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(flows, "small", SOUND.format(name="small").replace("Which thought?", WORDED))
    write(flows, "new", SOUND.format(name="new").replace("answer: text", "answer: long text"))
    (flows / "second.yaml").unlink()
    look_twice(reloader)
    assert shop.flows() == {"small", "new"}
    said = capsys.readouterr().err
    assert "small: wording only: everyone moves to the new version.\n" in said
    assert "new: is new.\n" in said
    assert "second: is gone; people inside finish it.\n" in said
    assert any(finding.severity == "warning" for finding in shop.offered[-1].findings)
    assert " W" not in said
    look_twice(reloader)
    assert len(shop.offered) == 1


def test_a_file_that_is_still_being_written_is_left_alone(
    reloader: Reloader, shop: Shop, flows: Path
) -> None:
    write(flows, "small", "flow: small\n")
    reloader.look()
    write(flows, "small", SOUND.format(name="small").replace("Which thought?", WORDED))
    reloader.look()
    assert not shop.offered
    reloader.look()
    assert shop.flows() == {"small", "second"}


def test_a_broken_flow_is_told_in_one_line_and_mended_without_noise(
    reloader: Reloader, shop: Shop, flows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (flows / "small.yaml").read_text(encoding="utf-8")
    write(flows, "small", good.replace("answer: text", "anser: text"))
    write(flows, "worse", "flow: worse\n")
    look_twice(reloader)
    said = capsys.readouterr().err
    assert (
        f'{flows}/small.yaml:8:5 F010 "anser" is not a word of a flow here; did you mean "answer"?\n' in said
    )
    assert "small: has a fault; the last good version stays.\n" in said
    assert "worse: has a fault, and is not offered.\n" in said
    assert shop.offered[-1].broken == {"small", "worse"}
    write(flows, "small", good)
    (flows / "worse.yaml").unlink()
    look_twice(reloader)
    assert capsys.readouterr().err == ""
    assert shop.flows() == {"small", "second"}


def test_a_changed_part_changes_the_flow_that_uses_it(
    reloader: Reloader, shop: Shop, flows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (flows / "shared").mkdir()
    (flows / "shared" / "not_now.yaml").write_text("text: not_now\nsay: Not now.\n", encoding="utf-8")
    write(flows, "small", SOUND.format(name="small") + "before_you_start: shared/not_now\n")
    look_twice(reloader)
    (flows / "shared" / "not_now.yaml").write_text("text: not_now\nsay: Not today.\n", encoding="utf-8")
    look_twice(reloader)
    assert capsys.readouterr().err.count("small: wording only") == 2
    assert len(shop.offered) == 2


@pytest.mark.parametrize("trouble", [StoreUnavailable("locked"), PermissionError(13, "Permission denied")])
def test_what_cannot_be_offered_now_is_told_once_and_offered_later(
    reloader: Reloader, shop: Shop, flows: Path, capsys: pytest.CaptureFixture[str], trouble: Exception
) -> None:
    write(flows, "small", SOUND.format(name="small").replace("Which thought?", WORDED))
    shop.trouble = trouble
    look_twice(reloader)
    reloader.look()
    assert capsys.readouterr().err.count("cannot be offered yet") == 1
    shop.trouble = None
    reloader.look()
    assert shop.flows() == {"small", "second"}


def test_the_folder_is_looked_at_until_that_is_stopped(
    reloader: Reloader, shop: Shop, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cbt.cli.reloading._SECONDS", 0.01)
    reloader.start()
    write(flows, "small", SOUND.format(name="small").replace("Which thought?", WORDED))
    until(lambda: bool(shop.offered))
    reloader.stop()


def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds."""
    for _ in range(400):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


@pytest.mark.slow
def test_a_served_process_offers_what_changes_and_keeps_what_breaks(flows: Path, tmp_path: Path) -> None:
    port = free_port()
    shown = tmp_path / "said"
    command = [sys.executable, "-m", "cbt", "serve", "--watch", "--port", str(port)]
    command += ["--data", str(tmp_path / "data"), "--flows", str(flows)]
    with (
        shown.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, text=True) as serving,
    ):

        def page() -> str:
            return wait_for(f"http://127.0.0.1:{port}/", serving).decode()

        try:
            assert "The small" in page()
            good = (flows / "small.yaml").read_text(encoding="utf-8")
            write(flows, "small", good.replace("title: The small", "title: The little"))
            until(lambda: "The little" in page())
            write(flows, "small", good.replace("title: The small", "titel: The tiny"))
            until(lambda: "the last good version stays" in shown.read_text(encoding="utf-8"))
            assert "The little" in page()
            write(flows, "small", good)
            until(lambda: "The small" in page())
        finally:
            serving.send_signal(signal.SIGINT)
            serving.wait(30)
    said = shown.read_text(encoding="utf-8")
    assert re.search(r"small\.yaml:2:1 F010 ", said)
    assert "Traceback" not in said
    shutil.rmtree(tmp_path / "data")


def test_a_changed_pack_is_offered_and_its_fault_is_told(
    reloader: Reloader, shop: Shop, flows: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (flows / "detector").mkdir()
    (flows / "detector" / "sv.yaml").write_text("detector: sv\nnonsense: [1]\n", encoding="utf-8")
    look_twice(reloader)
    assert len(shop.offered) == 1
    assert f"{flows}/detector/sv.yaml:" in capsys.readouterr().err
