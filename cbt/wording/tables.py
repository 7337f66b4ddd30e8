"""The reviewed words of one language that the guards go by, as values.

It must not read a file, and judges no text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cbt.wording.forms import Forms
from cbt.wording.phrases import Phrases
from cbt.wording.stems import Stems, plain_of

Words = tuple[str, ...]
Groups = Mapping[str, Words]


@dataclass(frozen=True)
class Tables:
    """Lists of words in lower case. In a group of `Groups` and of `synonyms` each phrase may stand for every other.

    `digest` names this state of the tables; what each list is for stands beside it in `flows/wording/`.
    """

    language: str
    digest: str
    forbidden: Groups
    numbers: Mapping[str, str]
    no_number: Groups
    contractions: Mapping[str, str]
    scope: Groups
    hedging: Words
    free: Words
    ordered: tuple[Words, ...]
    going_on: Words
    quantities: Words
    poles: Groups
    questions: Groups
    people: Groups
    stand_ins: Words
    instructions: Words
    leading: Words
    before_questions: Words
    past: Words
    present: Words
    comparative: Words
    superlative: Words
    lessening: Words
    clashes: Words
    anchors: Words
    plain: Words
    function_words: Words
    binding: Words
    slight: Words
    may_go: Words
    exclusive: tuple[Words, ...]
    introducing: Words
    things: Words
    described: Words
    determiners: Words
    reader: Words
    than: Words
    before_bearers: Words
    turning: Words
    listing: Words
    placing: Words
    joining: Words
    giving_reasons: Words
    joins_statements: Words
    subjects: Words
    helpers: Groups
    two_sided: Words
    linked_behind: Words
    asked_for: Words
    irregular: Mapping[str, str]
    synonyms: tuple[Words, ...]
    forms: tuple[Words, ...]
    softeners: Groups

    @cached_property
    def stems(self) -> Stems:
        return Stems(self.irregular)

    @cached_property
    def forbidden_phrases(self) -> Phrases:
        """By kind; looked up among stems."""
        return Phrases(self._stemmed(self.forbidden))

    @cached_property
    def scope_phrases(self) -> Phrases:
        """By group; "" for what limits nothing."""
        return Phrases({**self.scope, "": self.free})

    @cached_property
    def pole_phrases(self) -> Phrases:
        return Phrases(self.poles)

    @cached_property
    def question_phrases(self) -> Phrases:
        return Phrases(self.questions)

    @cached_property
    def people_phrases(self) -> Phrases:
        return Phrases(self.people)

    @cached_property
    def described_phrases(self) -> Phrases:
        return Phrases({"described": self.described})

    @cached_property
    def slight_phrases(self) -> Phrases:
        return Phrases({"slight": self.slight})

    @cached_property
    def clash_phrases(self) -> Phrases:
        return Phrases({"clash": self.clashes})

    @cached_property
    def synonym_phrases(self) -> Phrases:
        """By the number of their line; looked up among stems."""
        return Phrases(self._stemmed({str(number): words for number, words in enumerate(self.synonyms)}))

    @cached_property
    def turns(self) -> Forms:
        """By `forms`; and "softer" is "more soft"."""
        single = self._compared("er", "more", self.comparative) | self._compared(
            "est", "most", self.superlative
        )
        return Forms([(said, other) for said, other in self.forms], single)

    def _compared(self, ending: str, degree: str, listed: Words) -> dict[str, str]:
        """The words of a list that are no pole and have this ending, each with what says the same."""
        poles = {word for words in self.poles.values() for word in words}
        return {
            word: f"{degree} {self.irregular.get(word) or plain_of(word, ending)}"
            for word in listed
            if word.endswith(ending) and word not in poles
        }

    @cached_property
    def words_without_content(self) -> frozenset[str]:
        """Function words, numbers, and the single words of scope and questions, which guards of their own see to."""
        listed = [words for groups in (self.scope, self.questions) for words in groups.values()]
        single = {phrase for words in listed for phrase in words if " " not in phrase}
        return frozenset({*self.function_words, *self.stand_ins, *self.numbers, *single})

    @cached_property
    def stands_in(self) -> frozenset[str]:
        return frozenset(self.stand_ins)

    @cached_property
    def all_helpers(self) -> frozenset[str]:
        return frozenset({word for words in self.helpers.values() for word in words})

    @cached_property
    def two_sided_stems(self) -> frozenset[str]:
        return frozenset(map(self.stems.of, self.two_sided))

    @cached_property
    def anchor_stems(self) -> frozenset[str]:
        return frozenset(map(self.stems.of, self.anchors))

    @cached_property
    def plain_stems(self) -> frozenset[str]:
        """Words that a rewording may bring in: the plain ones and all of the synonyms, without the anchors."""
        known = {word for words in self.synonyms for phrase in words for word in phrase.split()}
        stems = {self.stems.of(word) for word in known | set(self.plain)}
        return frozenset(stems - self.anchor_stems)

    def _stemmed(self, groups: Groups) -> Groups:
        return {
            name: tuple([self.stems.of_phrase(words) for words in listed]) for name, listed in groups.items()
        }
