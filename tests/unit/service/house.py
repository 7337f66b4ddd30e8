"""A service with flows of its own, and browsers that visit it, as far as the service can tell."""

from collections.abc import Mapping, Sequence
from itertools import count

from cbt.compiler.library import Library, compile_files
from cbt.service import (
    ComingBack,
    Devices,
    Exercises,
    Form,
    Keeping,
    Locking,
    Page,
    ReadingTogether,
    Shelf,
    TakingAway,
    Turn,
    Watching,
)
from cbt.service.key_ports import KeyStore
from cbt.vault.address import Addresses
from cbt.vault.passphrase import Passphrases
from cbt.vault.words import CarriedWords
from tests.fakes import MemoryStore, SetClock

SMALL = """
flow: small
title: A small exercise
language: en
anywhere: {support: help_now}
steps:
  thought:
    ask: Which thought?
    answer: text
    check:
      - must: words(thought) >= 2
        else: Please add a word.
  before:
    ask: How strong is it?
    answer: 0-10
  way:
    ask: Which way?
    options: {facts: The facts, friend: A friend}
    next: {facts: facts, friend: friend}
  facts:
    ask: Which facts?
    answer: long text
    next: feelings
  friend:
    ask: What would a friend say?
    answer: long text
  feelings:
    repeat: 1-3
    steps:
      name:
        ask: Which feeling?
        answer: text
      strength:
        ask: How strong is {name}?
        answer: 0-100
    again: Another one?
  lines:
    ask: What else?
    answer: list 1-3
  after:
    ask: How strong is it now?
    answer: 0-10
  breath:
    say: Take a breath.
  calmer:
    for_each: feelings
    steps:
      now:
        ask: How strong is {name} now?
        answer: 0-100
  done:
    say: Done.
    end: completed
computed:
  twice: before * 2
summary:
  title: "{thought}"
  rows: [thought, facts, friend, lines]
  change: {strength: [before, after], feelings: [strength, now], sums: [twice, after]}
"""

GIVER = """
flow: giver
title: A giver
language: en
anywhere: {support: help_now}
steps:
  thought:
    ask: Which thought?
    answer: text
  strong:
    ask: How strong?
    answer: 0-10
  sure:
    ask: Sure?
    answer: yes/no
  lines:
    ask: What else?
    answer: list 1-3
  go:
    hand_off: taker
    carry: {claim: thought, much: twice, sure: sure, lines: lines}
computed:
  twice: strong * 2
"""

TAKER = """
flow: taker
title: A taker
language: en
anywhere: {support: help_now}
needs: {claim: text, much: number, sure: yes/no, lines: list}
steps:
  read:
    ask: You wrote {claim}, {much}, {sure} and {lines}. What now?
    answer: text
  done:
    say: Done.
    end: completed
"""

OFFERER = """
flow: offerer
title: An offerer
language: en
anywhere: {support: help_now}
steps:
  hello:
    say: Hello.
  go:
    hand_off: small
"""

FILES = {"small.yaml": SMALL, "giver.yaml": GIVER, "taker.yaml": TAKER, "offerer.yaml": OFFERER}


def compiled(files: Mapping[str, str]) -> Library:
    """A library of flows that must all be sound."""
    library = compile_files({path: text.encode() for path, text in files.items()})
    faults = [finding for finding in library.findings if finding.severity == "error"]
    assert not faults, faults
    return library


LIBRARY = compiled(FILES)
SERVER_KEY = bytes(range(32))
_VISITS = count()

Fields = Mapping[str, Sequence[str]]


class House:
    """The service on a store: in memory when none is given, where `memory` is it."""

    def __init__(self, store: KeyStore | None = None, library: Library = LIBRARY) -> None:
        self.memory = MemoryStore()
        self.store: KeyStore = store or self.memory
        self.clock = SetClock()
        self.addresses = Addresses(SERVER_KEY)
        self.offer(library)

    def offer(self, library: Library) -> None:
        """Starts anew with these flows, as after the operator has changed their files."""
        self.store.keep_flow_versions(library.sources, self.clock().date())
        self.shelf = Shelf(library, self.store)
        self.exercises = Exercises(self.store, self.shelf, self.addresses, self.clock, Watching({}))
        self.keeping = Keeping(self.store, self.shelf, self.addresses)
        self.together = ReadingTogether(self.store, self.shelf, self.addresses, self.clock)
        self.coming_back = ComingBack(self.store, self.addresses, CarriedWords(SERVER_KEY), self.clock)
        self.devices = Devices(self.store)
        self.locking = Locking(self.store, Passphrases(SERVER_KEY), self.clock)
        self.taking_away = TakingAway(self.store, self.shelf, self.addresses, self.clock)

    def replace(self, files: Mapping[str, str]) -> None:
        """Offers these flows from now on, sound or not, as a watched folder does."""
        library = compile_files({path: text.encode() for path, text in files.items()})
        self.store.keep_flow_versions(library.sources, self.clock().date())
        self.shelf.replace(library)


class Browser:
    """Keeps the secret that it was handed, and sends forms."""

    def __init__(self, house: House, secret: bytes | None = None) -> None:
        self.house = house
        self.secret = secret

    def start(self, flow_id: str = "small") -> Page:
        """The first page of a new exercise."""
        return self.page(self.house.exercises.start(flow_id))

    def page(self, address: str, number: int | None = None) -> Page:
        return self.house.exercises.page(self.secret, address, number)

    def send(self, page: Page, form: Form) -> Turn:
        """Sends a form to a page's address."""
        return self._took(self.house.exercises.submit(self.secret, page.address, page.number, form))

    def answer(self, page: Page, *words: str, back_to: int | None = None) -> Turn:
        """Answers a page as it was shown."""
        return self.send(page, form(page, *words, back_to=back_to))

    def remove(self, page: Page, item: str, sent: Form | None = None) -> Turn:
        """Takes an item out on a page as it was shown."""
        sent = sent or form(page)
        return self._took(self.house.exercises.remove(self.secret, page.address, page.number, item, sent))

    def go_on(self, page: Page, *answers: str) -> Page:
        """Answers one page after the other; the page that comes then."""
        for words in answers:
            turn = self.answer(page, words)
            assert turn.go_to == turn.page.number, turn
            page = turn.page
        return page

    def _took(self, turn: Turn) -> Turn:
        self.secret = turn.secret or self.secret
        return turn


def form(page: Page, *words: str, back_to: int | None = None, visit: str | None = None) -> Form:
    """What a page's form sends for an answer; lines for a list."""
    name = "line" if page.step.id == "lines" else "answer"
    return Form(
        revision=page.revision,
        visit=f"visit {next(_VISITS)}" if visit is None else visit,
        begin=page.begin,
        fields={name: list(words)},
        back_to=back_to,
        place=page.place.key,
    )


ANSWERS = (
    "She is cross with me.",
    "8",
    "facts",
    "She did not look up.",
    "sad",
    "70",
    "no",
    "She was on the phone.",
    "5",
)
AFTERWARDS = ("", "40")


def finish(browser: Browser) -> Page:
    """Does the whole small exercise; its last page."""
    return browser.go_on(browser.start(), *ANSWERS, *AFTERWARDS)
