"""A folder of flows: what is read, what a version is made of, and that a stored version is the same flow."""

import json
from pathlib import Path

import pytest

from cbt.compiler import library as library_module
from cbt.compiler.library import (
    compile_files,
    compile_folder,
    compile_source,
    default_flows_folder,
    read_folder,
)
from tests.unit.compiler.making import HEAD, flow_text

PART = "part: p\nneeds: {claim: text}\nsteps:\n  look:\n    say: Look at {claim}.\n"
EMOTIONS = "list: emotions\noptions: {sad: sad, angry: angry}\n"
SCALE = "scale: strength\nends: {0: none, 10: most}\n"
NOT_NOW = "text: not_now\nsay: Not now.\n"
SEQUEL = flow_text(
    "first:\n  say: It was {claim}.\n", head=HEAD.replace("sample", "sequel") + "needs: {claim: text}\n"
)
STEPS = """
mood:
  ask: Which mood?
  options: shared/emotions
strength:
  ask: How strong?
  answer: 0-10
  ends: shared/strength
  next:
    - {if: strength > 3, go: part}
    - {else: done}
part:
  use: parts/p
  with: {claim: mood}
on:
  hand_off: sequel
  carry: {claim: mood}
"""
FILES = {
    "sample.yaml": flow_text(STEPS, head=f"{HEAD}before_you_start: shared/not_now\n").encode(),
    "sequel.yaml": SEQUEL.encode(),
    "parts/p.yaml": PART.encode(),
    "parts/unused.yaml": PART.replace("part: p", "part: unused").encode(),
    "shared/emotions.yaml": EMOTIONS.encode(),
    "shared/strength.yaml": SCALE.encode(),
    "shared/not_now.yaml": NOT_NOW.encode(),
}
USED = ["sample.yaml", "parts/p.yaml", "shared/emotions.yaml", "shared/strength.yaml", "shared/not_now.yaml"]


def version(files: dict[str, bytes]) -> str:
    library = compile_files(files)
    assert library.findings == ()
    return library.flows["sample"].version


def test_shipped_flows_pass() -> None:
    library = compile_folder(default_flows_folder(), "flows")
    assert library.findings == ()
    assert {"thought_record", "reframe"} <= set(library.flows)


def test_the_same_contents_have_the_same_version_wherever_they_lie() -> None:
    turned = dict(reversed(list(FILES.items())))
    assert version(FILES) == version(turned)
    assert compile_files(FILES, "some/where").flows["sample"].version == version(FILES)


@pytest.mark.parametrize("path", USED)
def test_one_changed_byte_in_a_used_file_is_another_version(path: str) -> None:
    assert version({**FILES, path: FILES[path] + b"\n"}) != version(FILES)


def test_a_file_that_is_not_used_changes_no_version() -> None:
    changed = {
        **FILES,
        "parts/unused.yaml": FILES["parts/unused.yaml"] + b"\n",
        "shared/more.yaml": b"text: more\n",
    }
    assert version(changed) == version(FILES)


def test_of_a_flow_that_is_handed_over_to_only_its_needs_count() -> None:
    other_words = {**FILES, "sequel.yaml": FILES["sequel.yaml"].replace(b"It was", b"You said")}
    other_needs = {**FILES, "sequel.yaml": FILES["sequel.yaml"].replace(b"text}", b"text, x: text}")}
    assert version(other_words) == version(FILES)
    assert "sample" not in compile_files(other_needs).flows


@pytest.mark.parametrize("files", [FILES, {path: b"\xef\xbb\xbf" + data for path, data in FILES.items()}])
def test_a_stored_source_gives_the_same_flow_again(files: dict[str, bytes]) -> None:
    library = compile_files(files)
    for flow in library.flows.values():
        source = library.sources[flow.version]
        assert compile_source(source) == flow
        assert set(json.loads(source)["files"]) == set(flow.files)


def test_the_source_of_shipped_flows_gives_the_same_flows_again() -> None:
    library = compile_folder(default_flows_folder(), "")
    for flow in library.flows.values():
        assert compile_source(library.sources[flow.version]) == flow


def test_a_source_that_no_longer_compiles_gives_none() -> None:
    source = json.dumps({"flow": "x.yaml", "files": {"x.yaml": "nothing"}, "needs": {}}).encode()
    assert compile_source(source) is None


def test_a_broken_flow_is_named_and_the_others_are_offered() -> None:
    library = compile_files({**FILES, "broken.yaml": b"flow: broken\n"}, "flows")
    assert set(library.flows) == {"sample", "sequel"}
    assert {finding.pos.file for finding in library.findings} == {"flows/broken.yaml"}


def test_a_folder_is_read_with_its_parts_and_shared_files_and_nothing_else(tmp_path: Path) -> None:
    for path, data in {
        **FILES,
        "walks/sample.yaml": b"walks: []",
        "notes.txt": b"x",
        "parts/deep/x.yaml": b"x",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert read_folder(tmp_path) == FILES
    assert compile_folder(tmp_path).flows["sample"].pos.file == f"{tmp_path}/sample.yaml"
    assert compile_folder(tmp_path, "flows").flows["sample"].pos.file == "flows/sample.yaml"


def test_what_is_no_plain_file_or_leads_out_of_the_folder_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    (folder / "parts").mkdir(parents=True)
    (folder / "is_a_folder.yaml").mkdir()
    (tmp_path / "outside.yaml").write_text("flow: outside\n", encoding="utf-8")
    (folder / "leads_out.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "leads_nowhere.yaml").symlink_to(tmp_path / "gone.yaml")
    (folder / "inside.yaml").write_text("flow: inside\n", encoding="utf-8")
    (folder / "parts" / "linked.yaml").symlink_to(folder / "inside.yaml")
    assert set(read_folder(folder)) == {"inside.yaml", "parts/linked.yaml"}


def test_no_more_than_256_kilobytes_and_a_byte_are_read(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_bytes(b"#" * 300_000)
    assert len(read_folder(tmp_path)["large.yaml"]) == 256 * 1024 + 1


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_folder(tmp_path / "gone") == {}


def test_the_shipped_flows_lie_in_the_package_when_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "cbt" / "compiler" / "library.py"
    monkeypatch.setattr(library_module, "__file__", str(module))
    assert default_flows_folder() == tmp_path / "flows"
    (tmp_path / "cbt" / "_flows").mkdir(parents=True)
    assert default_flows_folder() == tmp_path / "cbt" / "_flows"
