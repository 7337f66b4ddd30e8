"""A folder that was compiled once is taken up again, and never when anything differs."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from cbt.compiler import memory
from cbt.compiler.library import Library, compile_files, compile_folder, read_folder
from cbt.compiler.memory import key_of, recall, remember
from tests.unit.compiler.making import flow_text
from tests.unit.engine.exercise import FLOWS
from tests.unit.engine.random_runs import FEW, flow_texts

FILES = {
    "sample.yaml": flow_text("thought:\n  ask: “Which” thought?\n  answer: long text").encode(),
    "worse.yaml": b"flow: worse\n",
}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "flows.json"


def same(one: Library | None, other: Library) -> bool:
    return one is not None and one == other and list(one.flows) == list(other.flows)


def test_a_library_comes_back_as_it_was(kept: Path) -> None:
    library = compile_files(FILES, "flows")
    assert library.findings
    assert library.broken == {"worse"}
    key = key_of(Path("flows"), FILES)
    remember(kept, key, library)
    assert same(recall(kept, key), library)
    assert [path.name for path in kept.parent.iterdir()] == ["flows.json"]


def test_the_shipped_flows_come_back_as_they_were(kept: Path) -> None:
    library = compile_folder(FLOWS)
    remember(kept, "key", library)
    assert same(recall(kept, "key"), library)


@settings(max_examples=FEW)
@given(flow_texts())
def test_a_random_flow_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    library = compile_files({"sample.yaml": text.encode()})
    kept = tmp_path_factory.getbasetemp() / "random.json"
    kept.unlink(missing_ok=True)
    remember(kept, "key", library)
    assert same(recall(kept, "key"), library)


def test_another_file_folder_or_compiler_makes_another_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keys = {key_of(Path("flows"), FILES), key_of(Path("other"), FILES)}
    keys.add(key_of(Path("flows"), {**FILES, "sample.yaml": b"flow: sample"}))
    keys.add(key_of(Path("flows"), {**FILES, "parts/x.yaml": b""}))
    keys.add(key_of(Path("flows"), {"sample.yaml": FILES["sample.yaml"]}))
    monkeypatch.setattr(memory, "__file__", str(tmp_path / "memory.py"))
    (tmp_path / "memory.py").write_text("# another", encoding="utf-8")
    keys.add(key_of(Path("flows"), FILES))
    assert len(keys) == 6
    assert key_of(Path("flows"), read_folder(FLOWS)) == key_of(Path("flows"), read_folder(FLOWS))


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"key",
        b"other\n[0]",
        b"key\n",
        b"key\n{}",
        b"key\n[0]",
        b"key\n[9]",
        b'key\n["Place"]',
        b"key\n\xff",
        b'key\n[0,[1,["a"]],[1,[]],[0],[0]]',
        b'key\n["Popen","ls"]',
        b'key\n[0,[1,["a"],["Flow","a"]],[1,[]],[0],[0]]',
    ],
)
def test_what_cannot_be_read_is_forgotten(kept: Path, held: bytes) -> None:
    assert recall(kept, "key") is None
    kept.write_bytes(held)
    assert recall(kept, "key") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    remember(tmp_path / "nowhere" / "flows.json", "key", compile_files(FILES))
    assert not list(tmp_path.iterdir())
