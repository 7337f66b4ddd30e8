"""How often somebody may try words or a passphrase: counted in memory, by a keyed hash of the network they come from.

It must not keep an address: the key is this process's own, made anew each day, and gone with it.
"""

import hashlib
import ipaddress
import secrets
from datetime import UTC, date, datetime
from threading import Lock

from flask import Flask, current_app
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from web.asked import this_request

_NAME = "CBT_LIMITS"
_TRIES = "20 per minute; 120 per hour"
# People behind one router count as one.
_PREFIXES = {4: 24, 6: 56}


class Limits:
    """The tries of one application, for any number of threads."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._tries: list[RateLimitItem] = parse_many(_TRIES)
        self._lock = Lock()
        self._day = date.min
        self._key = b""

    def has_another_try(self, what: str, address: str, today: date) -> bool:
        """Counts a try, and says whether it may be made."""
        who = hashlib.blake2b(_network(address), key=self._key_of(today), digest_size=16).hexdigest()
        return all(self._limiter.hit(item, what, who) for item in self._tries)

    def _key_of(self, today: date) -> bytes:
        with self._lock:
            if today != self._day:
                self._day, self._key = today, secrets.token_bytes(32)
            return self._key


def init_app(app: Flask) -> None:
    app.config[_NAME] = Limits()


def has_another_try(what: str) -> bool:
    """Counts a try of this request's sender, and says whether it may be made."""
    counted: Limits = current_app.config[_NAME]
    return counted.has_another_try(what, this_request().remote_addr or "", datetime.now(UTC).date())


def _network(address: str) -> bytes:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return b""
    return ipaddress.ip_network((found, _PREFIXES[found.version]), strict=False).network_address.packed
