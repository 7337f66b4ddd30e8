"""A passphrase on one device: without it, the cookie alone opens nothing.

It must not be able to reset it: twelve words are the only other way in.
"""

from dataclasses import dataclass, field
from datetime import date

from cbt.errors import PassphraseWrong, SessionUnknown
from cbt.service.devices import name_of, owner_of
from cbt.service.key_ports import KeyStore, KeyWriting
from cbt.service.ports import Clock
from cbt.vault.device_name import seal_name
from cbt.vault.keys import COOKIE, PASSPHRASE, Secret, device_secret, locator, opened_secret, wrap
from cbt.vault.passphrase import FEWEST_CHARACTERS, MOST_CHARACTERS, Passphrases


@dataclass(frozen=True, slots=True)
class Locked:
    """What a locked device holds: `device` for good; `secret`, which the passphrase gives back, until it is closed."""

    device: Secret = field(repr=False)
    secret: Secret = field(repr=False)


class Locking:
    """The use cases around a passphrase; its ports are given once."""

    def __init__(self, store: KeyStore, passphrases: Passphrases, clock: Clock) -> None:
        self._store = store
        self._passphrases = passphrases
        self._clock = clock

    def lock(self, secret: bytes | None, passphrase: str, again: str) -> Locked:
        """Puts a passphrase on this device; the same when sent twice.

        Raises PassphraseWrong, SessionUnknown, StoreUnavailable.
        """
        if secret is None:
            raise SessionUnknown
        _check(passphrase, again)
        device = device_secret(secret)
        locked = Locked(device, self._passphrases.secret_for(device, passphrase))
        self._exchange(secret, locked.secret, PASSPHRASE)
        return locked

    def unlock(self, device: bytes | None, passphrase: str) -> Secret:
        """The secret of a locked device. Raises PassphraseWrong, StoreUnavailable."""
        if device is None or not passphrase.strip() or len(passphrase) > MOST_CHARACTERS:
            raise PassphraseWrong
        secret = self._passphrases.secret_for(device, passphrase)
        if self._store.find_key(locator(secret)) is None:
            raise PassphraseWrong
        self._store.note_seen(locator(secret), self._today())
        return secret

    def unlock_for_good(self, secret: bytes | None) -> Secret:
        """Takes the passphrase off this device: its new secret; the same when sent twice.

        Raises SessionUnknown, StoreUnavailable.
        """
        if secret is None:
            raise SessionUnknown
        opened = opened_secret(secret)
        self._exchange(secret, opened, COOKIE)
        return opened

    def _exchange(self, old: bytes, new: bytes, kind: str) -> None:
        """Wraps this device's key under another secret, in one transaction."""
        with self._store.changing_keys() as writing:
            if writing.find_key(locator(new)) is None:
                self._put_in_place(writing, old, new, kind)

    def _put_in_place(self, writing: KeyWriting, old: bytes, new: bytes, kind: str) -> None:
        owner = owner_of(writing, old)
        person_id, at = owner.key.person_id, locator(new)
        here = next(each for each in writing.list_wraps(person_id) if each.locator == locator(old))
        called = name_of(owner, here)
        writing.drop_wrap(person_id, here.locator)
        writing.add_wrap(
            person_id,
            at,
            wrap(new, owner.data_key, person_id),
            here.made_on,
            kind=kind,
            name=seal_name(owner.data_key, called, person_id, at) if called else None,
        )

    def _today(self) -> date:
        return self._clock().date()


def _check(passphrase: str, again: str) -> None:
    if len(passphrase.strip()) < FEWEST_CHARACTERS:
        raise PassphraseWrong("short")
    if len(passphrase) > MOST_CHARACTERS:
        raise PassphraseWrong("long")
    if passphrase.strip() != again.strip():
        raise PassphraseWrong("differ")
