"""How often somebody may try words or a passphrase: counted by a keyed hash of the network that they come from.

It must not keep an address: the key changes each day, and what is counted is forgotten within the hour.
"""

import hashlib
import ipaddress
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Lock

from flask import Flask
from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from cbt.errors import SettingWrong
from web import logs
from web.asked import this_app, this_request

_NAME = "CBT_LIMITS"
_TRIES = "20 per minute; 120 per hour"
# People behind one router count as one.
_PREFIXES = {4: 24, 6: 56}
# Whoever waits for a page does not wait long for a counter.
_SECONDS_FOR_REDIS = 1.0

KeyOfDay = Callable[[date], bytes]


class Limits:
    """The tries of one application, for any number of threads; with `shared` those of all that count there.

    `key_of` gives the key of a day. Where what is shared cannot be reached, each process counts its own.
    """

    def __init__(self, shared: Storage | None = None, key_of: KeyOfDay | None = None) -> None:
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(shared) if shared is not None else None
        self._tries: list[RateLimitItem] = parse_many(_TRIES)
        self._key_of = key_of or _PassingKey()

    def has_another_try(self, what: str, address: str, today: date) -> bool:
        """Counts a try, and says whether it may be made."""
        who = hashlib.blake2b(_network(address), key=self._key_of(today), digest_size=16).hexdigest()
        if self._shared is not None:
            try:
                return self._hit(self._shared, what, who)
            except StorageError:
                logs.note_limits_apart()
        return self._hit(self._own, what, who)

    def _hit(self, limiter: FixedWindowRateLimiter, what: str, who: str) -> bool:
        return all(limiter.hit(item, what, who) for item in self._tries)


class _PassingKey:
    """A key of this process alone, made anew each day and gone with it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day = date.min
        self._key = b""

    def __call__(self, today: date) -> bytes:
        with self._lock:
            if today != self._day:
                self._day, self._key = today, secrets.token_bytes(32)
            return self._key


def init_app(app: Flask, shared_url: str = "", server_key: bytes = b"") -> None:
    """Counts in this process, or with all that have the same server key at `shared_url`. Raises SettingWrong."""
    if not shared_url:
        app.config[_NAME] = Limits()
        return

    def key_of(today: date) -> bytes:
        # The processes have to come to the same key, and know the server's.
        return hashlib.blake2b(f"limits {today}".encode(), key=server_key[:64], digest_size=32).digest()

    app.config[_NAME] = Limits(_open_shared(shared_url), key_of)


def _open_shared(url: str) -> Storage:
    patience = {"socket_timeout": _SECONDS_FOR_REDIS, "socket_connect_timeout": _SECONDS_FOR_REDIS}
    try:
        opened = storage_from_string(url, wrap_exceptions=True, key_prefix="cbt", **patience)
    except ConfigurationError:
        raise SettingWrong("CBT_LIMITS_URL", "it needs the package redis: install cbt-flows[redis]") from None
    except ValueError:
        raise SettingWrong("CBT_LIMITS_URL", "it is not an address of a Redis server") from None
    assert isinstance(opened, Storage)
    return opened


def has_another_try(what: str) -> bool:
    """Counts a try of this request's sender, and says whether it may be made."""
    counted: Limits = this_app().config[_NAME]
    return counted.has_another_try(what, this_request().remote_addr or "", datetime.now(UTC).date())


def _network(address: str) -> bytes:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return b""
    return ipaddress.ip_network((found, _PREFIXES[found.version]), strict=False).network_address.packed
