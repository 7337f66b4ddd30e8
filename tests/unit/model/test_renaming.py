"""What was renamed is found again, with all that lies inside of it."""

import pytest

from cbt.model.renaming import renamed_id, renamed_key

RENAMED = {"feelings": "emotions", "feelings.name": "emotions.word", "two.sides": "evidence", "end": "done"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("end", "done"),
        ("ending", "ending"),
        ("feelings", "emotions"),
        ("feelings.before", "emotions.before"),
        ("feelings.name", "emotions.word"),
        ("feelings.name.again", "emotions.word.again"),
        ("two", "two"),
        ("two.sides.fits", "evidence.fits"),
        ("other.feelings", "other.feelings"),
        ("", ""),
    ],
)
def test_a_step_is_called_by_its_longest_new_name_and_takes_along_what_is_inside(old: str, new: str) -> None:
    assert renamed_id(RENAMED, old) == new
    assert renamed_id({}, old) == old


def test_an_address_keeps_its_items() -> None:
    assert renamed_key(RENAMED, "feelings.before@1/2") == "emotions.before@1/2"
    assert renamed_key(RENAMED, "end") == "done"
    assert renamed_key(RENAMED, "situation@3") == "situation@3"
