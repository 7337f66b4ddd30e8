"""Coming back by twelve words: made, made anew, and typed in on another device.

It must not keep the words: they are on the person's paper, and what is stored is wrapped under them.
"""

from datetime import date

from cbt.errors import BrowserTaken, SessionUnknown, WordsWrong
from cbt.model.sealed import SealedWrap
from cbt.service.devices import name_of, owner_of
from cbt.service.key_ports import KeyStore, KeyWriting
from cbt.service.owning import Owner
from cbt.service.ports import Clock
from cbt.service.rekeying import become_another
from cbt.vault.address import Addresses
from cbt.vault.device_name import seal_name
from cbt.vault.keys import COOKIE, WORDS, Secret, locator, new_secret, unwrap, wrap
from cbt.vault.words import Carried, CarriedWords, new_words, parse_words, words_for

# What binds a carried secret to the form that lets a device in.
_HERE = "come back"


class ComingBack:
    """The use cases around recovery words; its ports are given once."""

    def __init__(self, store: KeyStore, addresses: Addresses, carried: CarriedWords, clock: Clock) -> None:
        self._store = store
        self._addresses = addresses
        self._carried = carried
        self._clock = clock

    def offer(self, secret: bytes | None) -> str:
        """New words, sealed, for a form to carry; they hold once it is sent. Stores nothing. Raises SessionUnknown."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        if key is None or secret is None:
            raise SessionUnknown
        before = _words_among(self._store.list_wraps(key.person_id))
        return self._carried.seal(Carried(new_words(), before), locator(secret))

    def has_words(self, secret: bytes | None) -> bool:
        """Whether this secret's person has words; so too where there is nobody who could need them."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        return key is None or bool(_words_among(self._store.list_wraps(key.person_id)))

    def read_words(self, secret: bytes | None, carried: str) -> tuple[str, ...]:
        """The words that a form carries; stores nothing. Raises SessionUnknown."""
        return words_for(self._open(secret, carried).words)

    def make_words(self, secret: bytes | None, carried: str, *, seen: bool = False) -> tuple[str, ...]:
        """Lets the words that a form carried hold, in place of older ones, and gives them; the same when sent twice.

        With `seen`, somebody may have seen the older ones: then the person gets a new data key too, and every other
        device has to type the new words. Raises WordsWrong (`overtaken`) where others took their place meanwhile;
        SessionUnknown, StoreUnavailable.
        """
        opened = self._open(secret, carried)
        assert secret is not None
        with self._store.changing_keys() as writing:
            owner = owner_of(writing, secret)
            wraps = writing.list_wraps(owner.key.person_id)
            present = _words_among(wraps)
            if present != locator(opened.words):
                if present != opened.before:
                    raise WordsWrong("overtaken")
                if seen:
                    owner, wraps = self._move(writing, owner, secret, wraps), []
                self._replace_words(writing, owner, opened.words, wraps)
        return words_for(opened.words)

    def _open(self, secret: bytes | None, carried: str) -> Carried:
        opened = self._carried.find(carried, locator(secret)) if secret is not None else None
        if opened is None:
            raise SessionUnknown
        return opened

    def _replace_words(
        self, writing: KeyWriting, owner: Owner, words: bytes, wraps: list[SealedWrap]
    ) -> None:
        person_id = owner.key.person_id
        for old in wraps:
            if old.kind == WORDS:
                writing.drop_wrap(person_id, old.locator)
        sealed = wrap(words, owner.data_key, person_id, kind=WORDS)
        writing.add_wrap(person_id, locator(words), sealed, self._today(), kind=WORDS)

    def _move(self, writing: KeyWriting, owner: Owner, secret: bytes, wraps: list[SealedWrap]) -> Owner:
        """The person under a new key, with this device as the only way to it."""
        here = next(each for each in wraps if each.locator == locator(secret))
        called = name_of(owner, here)
        moved = become_another(writing, owner)
        person_id = moved.key.person_id
        writing.add_wrap(
            person_id,
            here.locator,
            wrap(secret, moved.data_key, person_id),
            here.made_on,
            kind=here.kind,
            name=seal_name(moved.data_key, called, person_id, here.locator) if called else None,
        )
        return moved

    def ticket(self) -> str:
        """The future secret of a device that is let in, sealed, for a form to carry."""
        return self._addresses.seal_secret(new_secret(), _HERE)

    def come_back(
        self, secret: bytes | None, typed: str, ticket: str = "", *, leave: bool = False
    ) -> Secret | None:
        """Lets this device in by twelve words: its new secret, or None where it has a key to the same records.

        `ticket` is what the form carried, so that one sent twice lets in one device. Raises WordsWrong; BrowserTaken
        where the device holds the key to other records and is not to `leave` them; StoreUnavailable.
        """
        words = parse_words(typed)
        if self._store.find_key(locator(words)) is None:
            # Looked for before anything is locked: whoever guesses holds nobody up.
            raise WordsWrong("nobody")
        with self._store.changing_keys() as writing:
            found = writing.find_key(locator(words))
            if found is None:
                raise WordsWrong("nobody")
            here = writing.find_key(locator(secret)) if secret is not None else None
            if here is not None:
                if here.person_id == found.person_id:
                    return None
                if not leave:
                    raise BrowserTaken
            data_key = unwrap(words, found.sealed, found.person_id, kind=WORDS)
            handed = self._addresses.open_secret(ticket, _HERE) or new_secret()
            self._let_in(writing, found.person_id, data_key, handed)
        self._store.note_seen(locator(handed), self._today())
        return handed

    def _let_in(self, writing: KeyWriting, person_id: bytes, data_key: bytes, handed: bytes) -> None:
        known = writing.find_key(locator(handed))
        if known is None:
            sealed = wrap(handed, data_key, person_id)
            writing.add_wrap(person_id, locator(handed), sealed, self._today(), kind=COOKIE)
        elif known.person_id != person_id:
            # A form that was sent before, with other words.
            raise WordsWrong("nobody")

    def note_visit(self, secret: bytes | None) -> None:
        """Counts a day on which somebody looked at what is theirs: they are then kept for longer."""
        if secret is not None:
            self._store.note_seen(locator(secret), self._today())

    def _today(self) -> date:
        return self._clock().date()


def _words_among(wraps: list[SealedWrap]) -> bytes:
    """The locator of the person's words; empty where they have none."""
    return next((each.locator for each in wraps if each.kind == WORDS), b"")
