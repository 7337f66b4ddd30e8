"""Packs are read strictly, and each fault has its place and a way out."""

from pathlib import Path

import pytest

from cbt.compiler.detector import MOST_KEPT, gather_packs, read_packs
from cbt.compiler.library import default_flows_folder
from cbt.safety.pack import Pack
from cbt.safety.phrase import MOST_PARTS
from tests.unit.safety.making import SMALL, parse


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "says"),
    [
        ("detector: xx", "detector: yy", "F016", (1, 11), 'this file is called "xx.yaml"'),
        ("detector: xx", "detector: x_x", "F013", (1, 11), '"x_x" is no language'),
        ("version: 1\n", "", "F012", (1, 1), '"version" is missing'),
        ("fillers: just", "filers: just", "F010", (4, 1), '"filers" is not a word'),
        ("  nots: [dont, never]\n", "", "F012", (8, 1), 'the list "nots" is missing'),
        ("F10: [cant", "F99: [cant", "F013", (33, 3), 'there is no family "F99"'),
        ("[cant go on]", "[<gone> on]", "F013", (33, 9), 'there is no list "gone"'),
        ("[cant go on]", "[<wants> on]", "F013", (33, 9), 'did you mean "want"?'),
        ("[cant go on]", "[..2 on]", "F013", (33, 9), "a gap stands between words"),
        ("[cant go on]", "[go ..9 on]", "F013", (33, 12), "a gap stands between words"),
        ("[cant go on]", "[go ..2]", "F013", (33, 9), "a line needs a word that must be there"),
        ("[cant go on]", "[go? $]", "F013", (33, 9), "a line needs a word that must be there"),
        ("[cant go on]", "[just]", "F013", (33, 9), "a line needs a word that must be there"),
        ("[cant go on]", "[go +on]", "F013", (33, 12), "this is no word, list or choice"),
        ("[cant go on]", "[<G o>]", "F013", (33, 9), "this is no word, list or choice"),
        ("[cant go on]", f"[{'go ' * (MOST_PARTS + 1)}]", "F013", (33, 9), "more than 14 pieces"),
        ("want: [want to, wanna]", "want: [want ..1 to]", "F013", (29, 19), "a list has no gaps"),
        ("want: [want to, wanna]", "want: [want $]", "F013", (29, 15), "a list has no gaps"),
        ("want: [want to, wanna]", "want: [<later>]", "F013", (29, 10), 'no list "later" above this line'),
    ],
)
def test_a_fault_is_told_at_its_place(
    old: str, new: str, code: str, place: tuple[int, int], says: str
) -> None:
    pack, findings = parse(SMALL.replace(old, new))
    assert pack is None
    assert any(
        (found.code, (found.pos.line, found.pos.column)) == (code, place) and says in found.sentence
        for found in findings
    ), findings


def test_a_line_that_stands_for_too_many_phrases_is_refused() -> None:
    many = "a|b|c|d|e|f|g|h " * 5
    _, findings = parse(SMALL.replace("want: [want to, wanna]", f"want: [{many}]"))
    assert "too many phrases" in findings[0].message


def test_what_holds_no_pack_is_told() -> None:
    assert parse("- a\n")[1][0].code == "F012"
    assert parse("a: [\n")[1][0].code == "F002"


def test_a_line_may_name_lists_numbers_and_options() -> None:
    pack, _ = parse(SMALL.replace("want: [want to, wanna]", "want: [<nots>? want to, <number> want]"))
    assert pack is not None
    assert set(pack.lists["want"]) == {
        ("want", "to"),
        ("dont", "want", "to"),
        ("never", "want", "to"),
        ("<number>", "want"),
    }


def test_a_folder_gives_its_sound_packs_and_the_faults_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "detector").mkdir()
    (tmp_path / "detector" / "xx.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "detector" / "yy.yaml").write_text("detector: yy\n", encoding="utf-8")
    read = read_packs(tmp_path)
    assert list(read.packs) == ["xx"]
    assert {finding.pos.file for finding in read.findings} == {str(tmp_path / "detector" / "yy.yaml")}
    assert read_packs(tmp_path, "shown").findings[0].pos.file == "shown/yy.yaml"
    assert read_packs(tmp_path / "nowhere").packs == {}


def test_a_pack_is_read_again_only_when_its_bytes_or_many_others_have_come_between(tmp_path: Path) -> None:
    (tmp_path / "detector").mkdir()
    file = tmp_path / "detector" / "xx.yaml"

    def read(version: int) -> Pack:
        file.write_text(SMALL.replace("version: 1", f"version: {version}"), encoding="utf-8")
        return read_packs(tmp_path).packs["xx"]

    first = read(1)
    assert read(1) is first
    assert read(2).version == "2"
    assert read(1) is first
    for version in range(3, 3 + MOST_KEPT):
        read(version)
    assert read(1) is not first


def test_an_own_pack_takes_the_place_of_the_shipped_one_and_a_broken_one_leaves_it(tmp_path: Path) -> None:
    shipped = gather_packs().packs
    assert set(shipped) == {"de", "en", "es", "fr"}
    assert set(gather_packs(default_flows_folder()).packs) == set(shipped)
    assert set(gather_packs(tmp_path).packs) == set(shipped)
    folder = tmp_path / "detector"
    folder.mkdir()
    (folder / "en.yaml").write_text(SMALL.replace("detector: xx", "detector: en"), encoding="utf-8")
    (folder / "fr.yaml").write_text("detector: fr\nnonsense: 1\n", encoding="utf-8")
    gathered = gather_packs(tmp_path, "own")
    assert set(gathered.packs) == set(shipped)
    assert gathered.packs["en"].version == "1"
    assert gathered.packs["fr"].version == shipped["fr"].version
    assert {finding.pos.file for finding in gathered.findings} == {"own/fr.yaml"}
