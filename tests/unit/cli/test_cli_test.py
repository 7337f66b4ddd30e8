"""`cbt test`: walks are played, failures are told at their line, and what no walk goes through is named."""

from pathlib import Path

from tests.unit.cli.conftest import SOUND, WALKS, Run


def test_the_walks_of_the_shipped_flows_hold_and_cover_every_way_and_refusal(run: Run) -> None:
    result = run("test")
    assert result.exit_code == 0
    assert "no walk goes through" not in result.stdout


def test_what_no_walk_goes_through_is_named_by_line(run: Run, flows: Path) -> None:
    result = run("test", flows)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "small: 1 of 1 walks pass; ways on 1 of 1, refusals 0 of 1",
        f"  {flows}/small.yaml:11:15 no walk goes through thought refuses".replace(":15", ""),
    ]


def test_a_walk_that_fails_is_told_at_its_line_with_its_name(run: Run, flows: Path) -> None:
    (flows / "walks" / "small.yaml").write_text(WALKS.replace("completed", "in_tears"), encoding="utf-8")
    result = run("test", flows / "small.yaml")
    assert result.exit_code == 1
    assert f"{flows}/walks/small.yaml:4:14 T106 " in result.stdout
    assert "(in the walk: straight on)" in result.stdout
    assert "small: 0 of 1 walks pass" in result.stdout


def test_walks_that_cannot_be_read_are_a_fault(run: Run, flows: Path) -> None:
    (flows / "walks" / "small.yaml").write_text("wlaks: []\n", encoding="utf-8")
    result = run("test", flows)
    assert result.exit_code == 1
    assert "walks/small.yaml:1:1 T101" in result.stdout


def test_a_flow_without_walks_is_told_where_to_write_them(run: Run, flows: Path) -> None:
    (flows / "third.yaml").write_text(SOUND.format(name="third"), encoding="utf-8")
    result = run("test", flows)
    assert result.exit_code == 0
    assert f"third: no walks yet; write them in {flows}/walks/third.yaml" in result.stdout


def test_walks_without_a_flow_are_a_fault(run: Run, flows: Path) -> None:
    (flows / "walks" / "smal.yaml").write_text(WALKS, encoding="utf-8")
    result = run("test", flows)
    assert result.exit_code == 1
    assert f"{flows}/walks/smal.yaml:1:1 T101 there is no flow smal" in result.stdout


def test_a_flow_that_is_not_sound_fails_and_the_others_are_played(run: Run, broken: Path) -> None:
    result = run("test", broken)
    assert result.exit_code == 1
    assert "worse.yaml:12:11 F101" in result.stdout
    assert "small: 1 of 1 walks pass" in result.stdout


def test_walks_can_be_named_by_their_own_file(run: Run, broken: Path) -> None:
    result = run("test", broken / "walks" / "small.yaml")
    assert result.exit_code == 0
    assert "worse" not in result.stdout


def test_a_folder_without_flows_ends_with_two(run: Run, tmp_path: Path) -> None:
    assert run("test", tmp_path).exit_code == 2
