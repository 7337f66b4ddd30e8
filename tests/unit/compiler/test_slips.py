"""A slip of somebody who is new to the language gives one message, at its place and with the way out.

`slips/slips.txt` holds them: `=== what it is`, lines of `slips/sample.yaml`, `>>>` and what somebody wrote there, and
`--- line:column CODE sentence`.
"""

from pathlib import Path

import pytest

from cbt.compiler.library import compile_files

FOLDER = Path(__file__).parent / "slips"
FILES = {str(path.relative_to(FOLDER)): path.read_text(encoding="utf-8") for path in FOLDER.glob("**/*.yaml")}
_, *CASES = (FOLDER / "slips.txt").read_text(encoding="utf-8").split("\n=== ")


def told(text: str) -> list[str]:
    files = FILES | {"sample.yaml": text}
    found = compile_files({path: words.encode() for path, words in files.items()}).findings
    return [f"{each.pos.line}:{each.pos.column} {each.code} {each.sentence}" for each in found]


def test_the_sample_is_sound() -> None:
    assert told(FILES["sample.yaml"]) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_a_slip_gives_one_message_with_the_way_out(case: str) -> None:
    before, _, after = case.partition("\n")[2].partition("\n>>>\n")
    wrote, _, expected = after.rpartition("\n--- ")
    assert FILES["sample.yaml"].count(before) == 1
    assert told(FILES["sample.yaml"].replace(before, wrote)) == [expected.rstrip("\n")]
