"""Where there is no label, people read an author's name in words."""

import pytest

from cbt.model.flow import in_words


@pytest.mark.parametrize(
    ("name", "words"),
    [("hours_asleep", "Hours asleep"), ("set.where", "Where"), ("drop", "Drop"), ("_", "")],
)
def test_a_name_is_read_in_words(name: str, words: str) -> None:
    assert in_words(name) == words
