"""The files of a folder as an editor sees them: typed ones first, then saved ones, and none from elsewhere."""

from pathlib import Path

import pytest

from cbt.compiler.authoring.checking import check_file, flows_with
from cbt.compiler.authoring.folder import Folder, home_of
from cbt.compiler.parts import Bundle
from cbt.compiler.reader import MOST_BYTES


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "flows" / "parts").mkdir(parents=True)
    (tmp_path / "flows" / "one.yaml").write_text("flow: one\n", encoding="utf-8")
    (tmp_path / "flows" / "parts" / "a.yaml").write_text("part: a\n", encoding="utf-8")
    (tmp_path / "secret.yaml").write_text("flow: secret\n", encoding="utf-8")
    return tmp_path / "flows"


def test_what_is_typed_counts_before_what_is_saved(home: Path) -> None:
    folder = Folder(home, {"one.yaml": "flow: typed\n", "new.yaml": "flow: new\n"})
    assert list(folder) == ["new.yaml", "one.yaml", "parts/a.yaml"]
    assert len(folder) == 3
    assert folder["one.yaml"] == b"flow: typed\n"
    assert folder["parts/a.yaml"] == b"part: a\n"


def test_a_file_is_read_once_and_no_further_than_the_most(home: Path) -> None:
    (home / "big.yaml").write_bytes(b"#" * (MOST_BYTES + 9))
    folder = Folder(home, {})
    assert len(folder["big.yaml"]) == MOST_BYTES + 1
    (home / "big.yaml").unlink()
    assert len(folder["big.yaml"]) == MOST_BYTES + 1


@pytest.mark.parametrize("path", ["../secret.yaml", "link.yaml", "parts", "none.yaml", "nul\0.yaml"])
def test_nothing_is_read_from_outside_and_nothing_that_is_no_file(home: Path, path: str) -> None:
    (home / "link.yaml").symlink_to(home.parent / "secret.yaml")
    folder = Folder(home, {})
    assert path not in folder
    with pytest.raises(KeyError):
        folder[path]


def test_a_folder_tells_whether_all_that_it_has_said_still_holds(home: Path) -> None:
    folder = Folder(home, {"one.yaml": "flow: typed\n"})
    assert folder["one.yaml"] == b"flow: typed\n"
    assert "parts/b.yaml" not in folder
    assert folder.take_in({"one.yaml": "flow: typed\n", "parts/a.yaml": "part: typed\n"})
    assert folder["parts/a.yaml"] == b"part: typed\n"
    (home / "parts" / "b.yaml").write_text("part: b\n", encoding="utf-8")
    assert not folder.take_in({"one.yaml": "flow: typed\n", "parts/a.yaml": "part: typed\n"})


def test_a_further_file_is_noticed_where_the_files_were_listed(home: Path) -> None:
    folder = Folder(home, {})
    assert list(folder) == ["one.yaml", "parts/a.yaml"]
    assert folder.take_in({"one.yaml": "flow: other\n"})
    assert not folder.take_in({"new.yaml": "flow: new\n"})


def test_a_file_knows_its_folder_of_flows(home: Path) -> None:
    assert home_of(home / "one.yaml") == (home, "one.yaml")
    assert home_of(home / "parts" / "a.yaml") == (home, "parts/a.yaml")


def test_the_flows_that_use_a_file_are_found_also_through_parts() -> None:
    files = {
        "one.yaml": b"use: parts/a",
        "two.yaml": b"nothing",
        "parts/a.yaml": b"use: parts/b",
        "parts/b.yaml": b"options: shared/c",
        "shared/c.yaml": b"list: c",
        "shared/d.yaml": b"shared/c",
    }
    assert flows_with(Bundle(files), "shared/c.yaml") == ["one.yaml"]
    assert flows_with(Bundle(files), "parts/a.yaml") == ["one.yaml"]
    assert flows_with(Bundle(files), "shared/d.yaml") == []


def test_a_part_is_checked_without_a_flow() -> None:
    part = "part: a\nneeds: {claim: text}\ngives: [b]\nsteps:\n  b:\n    say: About {claim} and {clam}.\n"
    flow, (finding,) = check_file(Bundle({"parts/a.yaml": part.encode()}), "parts/a.yaml")
    assert flow is None
    assert (finding.code, finding.pos.line, finding.pos.column) == ("F202", 6, 29)
    sound = part.replace(" and {clam}", "").replace("needs: {claim: text}\n", "").replace("{claim}", "it")
    assert check_file(Bundle({"parts/a.yaml": sound.encode()}), "parts/a.yaml") == (None, [])
