"""Folds the many ways to write a letter into one: case, accents, width, look-alikes from other alphabets.

It must not know words; each folded character keeps the place that it came from.
"""

import unicodedata
from functools import lru_cache

# Letters of other alphabets that look like ours. Whole words in those alphabets change too; no pack reads them yet.
_LOOK_ALIKES = str.maketrans("асеіорхуѕјԁһкмтвнαεικνορτυχ", "aceiopxysjdhkmtbhaeiknoptux")
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cs", "Co"})
_APOSTROPHES = "'’‘\u02bc`\u00b4\u02b9\u2032"
_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))


def fold(text: str) -> tuple[str, list[int] | range]:
    """The folded text, and for each of its characters the index in `text`. Pure; time linear in the length."""
    if text.isascii():
        return text.lower().translate(_APOSTROPHE), range(len(text))
    folded: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        for each in _folded(char):
            folded.append(each)
            origins.append(index)
    return "".join(folded), origins


# It remembers single characters, never a word, and so tells nothing of anybody.
@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(each for each in spread.translate(_LOOK_ALIKES) if _is_seen(each)).lower()


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in _UNSEEN
