"""The ways to a person's key: this device, others, and twelve words; named and forgotten one by one.

It must not know more of a device than the day it came and what the person calls it.
"""

from dataclasses import dataclass, field
from datetime import date

from cbt.engine.answers import clean_text
from cbt.errors import SealBroken, SessionUnknown
from cbt.model.sealed import Days, SealedWrap
from cbt.service.key_ports import KeyStore, KeyWriting
from cbt.service.owning import Owner, get_owner
from cbt.vault.device_name import open_name, seal_name
from cbt.vault.keys import PASSPHRASE, WORDS, locator, unwrap

MOST_NAME_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that has a key: `id` names it in a form, `made_on` is its first day (UTC)."""

    id: str
    made_on: date
    is_this: bool
    has_passphrase: bool
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways to a person's key: devices, this one first, and the day on which words were made, if there are any."""

    devices: tuple[Device, ...]
    words_on: date | None

    @property
    def is_last(self) -> bool:
        """Whether this device is the only way there is."""
        return self.words_on is None and len(self.devices) == 1

    def get(self, device_id: str) -> Device:
        """The device of this id. Raises SessionUnknown."""
        found = next((device for device in self.devices if device.id == device_id), None)
        if found is None:
            raise SessionUnknown
        return found


class Devices:
    """The use cases around devices; its port is given once."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store

    def ways(self, secret: bytes | None) -> Ways | None:
        """All ways to the key of this secret's person, or None where there is nobody. Raises StoreUnavailable."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        if key is None or secret is None:
            return None
        data_key = unwrap(secret, key.sealed, key.person_id)
        wraps = self._store.list_wraps(key.person_id)
        devices = [
            _device(wrap, locator(secret), key.person_id, data_key) for wrap in wraps if wrap.kind != WORDS
        ]
        words_on = next((wrap.made_on for wrap in wraps if wrap.kind == WORDS), None)
        return Ways(tuple(sorted(devices, key=lambda device: not device.is_this)), words_on)

    def days(self, secret: bytes | None) -> Days | None:
        """When this secret's person was first and last here, or None where there is nobody. Raises StoreUnavailable."""
        key = self._store.find_key(locator(secret)) if secret is not None else None
        return self._store.get_days(key.person_id) if key is not None else None

    def forget(self, secret: bytes | None, device_id: str) -> bool:
        """Destroys a device's key; whether it was this one's. Raises SessionUnknown, StoreUnavailable."""
        with self._store.changing_keys() as writing:
            owner = owner_of(writing, secret)
            writing.drop_wrap(owner.key.person_id, _get_wrap(writing, owner, device_id).locator)
        return secret is not None and locator(secret).hex() == device_id

    def name(self, secret: bytes | None, device_id: str, name: str) -> None:
        """Gives a device a name, or none. Raises SessionUnknown, StoreUnavailable."""
        words = " ".join(clean_text(name).split())[:MOST_NAME_CHARACTERS]
        with self._store.changing_keys() as writing:
            owner = owner_of(writing, secret)
            at = _get_wrap(writing, owner, device_id).locator
            person_id = owner.key.person_id
            sealed = seal_name(owner.data_key, words, person_id, at) if words else None
            writing.name_wrap(person_id, at, sealed)


def owner_of(writing: KeyWriting, secret: bytes | None) -> Owner:
    """The person of a cookie's secret, locked until the end. Raises SessionUnknown."""
    return get_owner(writing, secret, None)


def name_of(owner: Owner, wrap: SealedWrap) -> str:
    """What a device of this person is called; empty where it has no name, or none that opens."""
    return _opened_name(wrap, owner.key.person_id, owner.data_key)


def _get_wrap(writing: KeyWriting, owner: Owner, device_id: str) -> SealedWrap:
    """The way to the key that a device is. Raises SessionUnknown."""
    for wrap in writing.list_wraps(owner.key.person_id):
        if wrap.locator.hex() == device_id and wrap.kind != WORDS:
            return wrap
    raise SessionUnknown


def _device(wrap: SealedWrap, here: bytes, person_id: bytes, data_key: bytes) -> Device:
    return Device(
        id=wrap.locator.hex(),
        made_on=wrap.made_on,
        is_this=wrap.locator == here,
        has_passphrase=wrap.kind == PASSPHRASE,
        name=_opened_name(wrap, person_id, data_key),
    )


def _opened_name(wrap: SealedWrap, person_id: bytes, data_key: bytes) -> str:
    if wrap.name is None:
        return ""
    try:
        return open_name(data_key, wrap.name, person_id, wrap.locator)
    except SealBroken:
        return ""
