"""An application on a store in memory that can be made to fail at any of its calls.

It must not hold a test.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from cbt.compiler.library import Library, default_flows_folder
from cbt.service import (
    ComingBack,
    Devices,
    Exercises,
    Keeping,
    Lending,
    Locking,
    Noticing,
    ReadingTogether,
    Shelf,
    TakingAway,
)
from cbt.vault.address import Addresses
from cbt.vault.passphrase import Passphrases
from cbt.vault.words import CarriedWords
from tests.fakes import MemoryStore
from tests.web.house import MakeApp, compile_once, services_of
from web.services import attach

SERVER_KEY = bytes(range(32))


@dataclass
class Shaky:
    """The application and its store."""

    app: Flask
    store: MemoryStore

    def fail_in(self, calls: int, *, late: bool = False, times: int = 2) -> None:
        """Lets the store fail at the call of this number from now on; twice, which no retry gets over."""
        self.store.fail_at, self.store.fail_late = self.store.calls + calls, late
        self.store.fails = times

    def recover(self) -> None:
        self.store.fail_at, self.store.fail_late = 0, False


def shaky_app(make: MakeApp, flows: Path | None = None) -> Shaky:
    """An application whose people are kept in memory."""
    return with_new_store(make(flows), compile_once(flows or default_flows_folder()))


def with_new_store(app: Flask, library: Library) -> Shaky:
    """The application over a store in which there is nobody."""
    store = MemoryStore()
    store.keep_flow_versions(library.sources, _now().date())
    shelf, addresses = Shelf(library, store), Addresses(SERVER_KEY)
    exercises, keeping = (
        Exercises(store, shelf, addresses, _now, services_of(app).watching),
        Keeping(store, shelf, addresses),
    )
    changed = replace(
        services_of(app),
        exercises=exercises,
        keeping=keeping,
        noticing=Noticing(store, shelf, _now),
        together=ReadingTogether(store, shelf, addresses, _now),
        shelf=shelf,
        coming_back=ComingBack(store, addresses, CarriedWords(SERVER_KEY), _now),
        devices=Devices(store),
        lending=Lending(store),
        locking=Locking(store, Passphrases(SERVER_KEY), _now),
        taking_away=TakingAway(store, shelf, addresses, _now),
    )
    attach(app, changed)
    return Shaky(app, store)


def _now() -> datetime:
    return datetime.now(UTC)
