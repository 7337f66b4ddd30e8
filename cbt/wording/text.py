"""A text taken apart into words, numbers and slots that know where they stand.

It must not judge them.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from cbt.wording.phrases import Found
from cbt.wording.tables import Tables

_TOKEN = re.compile(
    r"(?P<slot>\{[a-z][a-z0-9_.]*\})|(?P<number>\d+(?:[.,:/]\d+)*%?)|(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)"
    r"|(?P<end>[.?!:]+(?=[\s”\"’)]|$))|(?P<comma>[,;–])|(?P<gap>\n\s*\n)|(?P<percent>%)"
)
_SHORT = re.compile(r"[a-z]+'[a-z]+|cannot")
_CLOSING = "”\"’)]… '"
_MARKS = ("end", "comma", "gap")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, a number in digits or a slot; `start` and `end` say where it stands in the text.

    `sentence` and `clause` count from 0; a written-out short form gives several tokens that stand in one place.
    """

    word: str
    start: int
    end: int
    kind: str
    sentence: int
    clause: int


Sentence = tuple[Token, ...]


@dataclass(frozen=True)
class Text:
    """A text with the tables of its language."""

    source: str
    tables: Tables = field(repr=False)
    # The sentences out of which a softener that asks, such as "do you think", was taken.
    asked_softly: frozenset[int] = frozenset()
    # Those among them that ask for what comes behind: "could you name".
    asked_to_name: frozenset[int] = frozenset()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        found: list[Token] = []
        sentence = clause = 0
        for match in _TOKEN.finditer(self.source):
            kind = str(match.lastgroup)
            if kind in _MARKS:
                clause += 1
                sentence += kind != "comma"
                continue
            lowered = match[0].lower().replace("’", "'")
            words = self.tables.contractions.get(lowered, lowered).split() if kind == "word" else [lowered]
            for word in words:
                found.append(Token(word, match.start(), match.end(), kind, sentence, clause))
        return tuple(found)

    @cached_property
    def formed(self) -> str:
        """The text in small letters, with short forms written out and each turn of phrase in its one form."""
        lowered = self.source.lower().replace("’", "'").strip()
        spelt = _SHORT.sub(lambda found: self.tables.contractions.get(found[0], found[0]), lowered)
        return self.tables.turns.of(spelt)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple([token.word for token in self.tokens])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        of = self.tables.stems.of
        return tuple([of(token.word) if token.kind == "word" else token.word for token in self.tokens])

    @cached_property
    def sentences_by_number(self) -> dict[int, tuple[Token, ...]]:
        """The tokens of each sentence that has any."""
        grouped: dict[int, list[Token]] = {}
        for token in self.tokens:
            grouped.setdefault(token.sentence, []).append(token)
        return {number: tuple(tokens) for number, tokens in grouped.items()}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The same in order."""
        return tuple(self.sentences_by_number.values())

    def ends_in_question(self, sentence: Sentence) -> bool:
        """Whether the first mark behind a sentence's last word that ends one is a question mark."""
        behind = self.source[sentence[-1].end :].lstrip(_CLOSING)
        return behind.startswith("?")

    @cached_property
    def limits(self) -> list[Found]:
        """The phrases of scope, in order."""
        return self.tables.scope_phrases.find(self.words)

    @cached_property
    def limited(self) -> frozenset[int]:
        """The places of the words that limit it, and of those without content in phrases that limit nothing."""
        return frozenset(
            [
                at
                for each in self.limits
                for at in range(each.at, each.end)
                if each.group or not self.content[at]
            ]
        )

    @cached_property
    def others(self) -> list[Found]:
        """The phrases for people other than the reader, in order."""
        return self.tables.people_phrases.find(self.words)

    @property
    def speaks_of_others(self) -> bool:
        """Whether there is somebody but the reader, by name or as "they"."""
        return bool(self.others) or not self.tables.stands_in.isdisjoint(self.words)

    @cached_property
    def content(self) -> tuple[bool, ...]:
        """Which tokens are words that say something by themselves."""
        empty = self.tables.words_without_content
        return tuple([token.kind == "word" and token.word not in empty for token in self.tokens])

    def is_empty(self, at: int) -> bool:
        """Whether a token is a word that says nothing by itself."""
        return self.tokens[at].kind == "word" and not self.content[at]

    def span(self, at: int, length: int = 1) -> tuple[int, int]:
        """Where so many tokens from number `at` on stand in the text."""
        return self.tokens[at].start, self.tokens[at + length - 1].end

    def blanked(self, spans: list[tuple[int, int]], naming: frozenset[int]) -> "Text":
        """The same text with blanks, and no comma, in these places: everything else stands where it stood.

        In the sentences `naming` what is taken out asks to name what comes behind.
        """
        letters = list(self.source)
        for start, end in spans:
            next_letter = self.source[end : end + 1]
            behind = end + 1 if next_letter == "," else end
            # Where its clause goes on, the comma before it stays: "if it is low, you can take another".
            before = start - 2 if next_letter != " " and self.source[start - 2 : start] == ", " else start
            letters[before:behind] = " " * (behind - before)
        starts = {start for start, _ in spans}
        asked = {
            token.sentence
            for token in self.tokens
            if token.start in starts and token.word in self.tables.all_helpers
        }
        return Text("".join(letters), self.tables, frozenset(asked), naming)
