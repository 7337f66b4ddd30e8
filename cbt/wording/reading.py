"""How hard an English text is to read: its sentences, and the school year in which it is read with ease.

It must not judge: it counts.
"""

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouysxz]es)$")
_ENDS = re.compile(r"[.?!:]+[\"”’)]*\s+|\n\s*\n")


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences that hold words, each with the offset at which it starts; a blank line ends one too."""
    found, start = [], 0
    for end in [*[match.end() for match in _ENDS.finditer(text)], len(text)]:
        sentence = text[start:end]
        if words(sentence):
            found.append((start + len(sentence) - len(sentence.lstrip()), sentence.strip()))
        start = end
    return found


def words(text: str) -> list[str]:
    """The words and numbers of a text."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """About how many an English word has: groups of vowels, without a silent end."""
    lowered = word.lower()
    count = len(_VOWELS.findall(lowered)) - (1 if _SILENT_END.search(lowered) else 0)
    return max(count, 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: the school year in the United States in which a text is read with ease.

    Source: kincaid_1975. A text without words has the grade 0.
    """
    found = words(text)
    if not found:
        return 0.0
    spoken = sum([syllables(word) for word in found])
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * spoken / len(found) - 15.59
