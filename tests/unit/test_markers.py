"""A word is found in bytes in whichever of the usual ways it stands there, and nowhere else."""

import gzip
import zlib
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.markers import files_with, forms_of

WORDS = ["Benedikt is cross", "0 to 100", "Ünder the bridge"]


@given(
    word=st.sampled_from(WORDS),
    way=st.integers(0, 12),
    before=st.binary(max_size=8),
    behind=st.binary(max_size=8),
    pack=st.sampled_from([bytes, zlib.compress, gzip.compress]),
)
def test_a_word_is_found_however_it_is_written_and_packed(
    word: str, way: int, before: bytes, behind: bytes, pack: Callable[[bytes], bytes]
) -> None:
    ways = [form for form in forms_of(word) if len(form) > 3]
    content = before + pack(ways[way % len(ways)] + behind)
    assert ("file", word) in files_with({"other": b"", "file": content}, WORDS)


@given(content=st.binary(max_size=64))
def test_what_is_found_stands_there(content: bytes) -> None:
    word = content[:2].hex() * 3
    assert files_with({"file": content}, WORDS) == []
    assert files_with({"file": content + word.encode()}, [word, *WORDS]) == ([("file", word)] if word else [])
