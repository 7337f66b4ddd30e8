"""Looks for words in bytes, in every way in which a word usually stands in a file.

It must not know where the words come from.
"""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

import numpy as np

# Where a compressed stream may begin: zlib, gzip.
_COMPRESSED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_ZLIB_OR_GZIP = 47
_MOST_BYTES = 4 * 1024 * 1024


def forms_of(word: str) -> list[bytes]:
    """The ways in which a word can stand in a file: as it is, base64 at each offset, hex, UTF-16, in an address."""
    raw = word.encode()
    found = [raw, word.upper().encode(), raw.hex().encode(), raw.hex().upper().encode(), raw[::-1]]
    found += [word.encode(encoding) for encoding in ("utf-16-le", "utf-16-be", "utf-32-le")]
    found += [quote(word).encode(), quote_plus(word).encode()]
    for offset in range(3):
        whole = base64.b64encode(b"x" * offset + raw)
        # The first and last groups hold what stands beside the word as well.
        found.append(whole[4 if offset else 0 : len(whole) - len(whole) % 4 - 4])
    return found


def opened(content: bytes) -> Iterator[bytes]:
    """The content, and whatever is compressed in it."""
    yield content
    for start in _COMPRESSED.finditer(content):
        try:
            inside = zlib.decompressobj(_ZLIB_OR_GZIP).decompress(content[start.start() :], _MOST_BYTES)
        except zlib.error:
            continue
        if inside:
            yield inside


def files_with(held: Mapping[str, bytes], words: Iterable[str]) -> list[tuple[str, str]]:
    """Each file that holds one of the words, with that word."""
    ways = [(form, word) for word in words for form in dict.fromkeys(forms_of(word)) if len(form) > 3]
    heads = np.array([_head(form) for form, _ in ways], np.uint32)
    found = []
    for name, content in held.items():
        for part in opened(content):
            # Most forms begin as nothing in the whole file does, which is told of all of them at once.
            runs = _runs_in(part)
            maybe = np.flatnonzero(runs[np.searchsorted(runs[:-1], heads)] == heads)
            found += [(name, word) for form, word in (ways[each] for each in maybe) if form in part]
    return list(dict.fromkeys(found))


def _head(form: bytes) -> int:
    return int.from_bytes(form[:4], "little")


def _runs_in(content: bytes) -> "np.ndarray[tuple[int], np.dtype[np.uint32]]":
    """Every four bytes on end in the content as a number, the smallest first, and a zero behind them."""
    held = np.frombuffer(content, np.uint8).astype(np.uint32)
    runs = np.zeros(max(len(held) - 3, 0) + 1, np.uint32)
    for place in range(4):
        runs[:-1] |= held[place : place + len(runs) - 1] << np.uint32(8 * place)
    runs[:-1].sort()
    return runs
