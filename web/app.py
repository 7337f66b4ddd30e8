"""`create_app`: the one place where settings, store, flows, service and Flask are put together.

It must not handle a request.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from cbt.compiler.detector import gather_packs
from cbt.compiler.helplines import gather_helplines
from cbt.compiler.instruments import compile_instruments, joined, wanted_instruments
from cbt.compiler.library import Library, compile_folder, default_flows_folder
from cbt.safety.pack import Pack
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
    Watching,
)
from cbt.settings import Settings, load_settings
from cbt.store import SqlStore, is_current, open_database, upgrade
from cbt.store.engine import Engine
from cbt.vault.address import Addresses
from cbt.vault.passphrase import Passphrases
from cbt.vault.server_key import load_server_key
from cbt.vault.words import CarriedWords
from web import (
    begun,
    cookies,
    country,
    csrf,
    errors,
    htmx,
    languages,
    limits,
    linking,
    locked,
    logs,
    note,
    render,
    shared,
    tones,
    visits,
)
from web.forms import MOST_REQUEST_BYTES, MemoryRequest
from web.headers import Headers
from web.offline import worker_script
from web.routes import register_routes
from web.services import Services, attach


def create_app(
    settings: Settings | None = None,
    library: Library | None = None,
    packs: Mapping[str, Pack] | None = None,
) -> Flask:
    """The application for these settings, by default those of the environment, and the flows and packs that they name.

    Makes the data folder, the server's key and the database where they are missing, and stores every flow version
    that is offered. Raises what keeps it from starting: InsecureSetting, ServerKeyBroken, DatabaseBroken, ...
    """
    settings = settings or load_settings()
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    given = settings.secret_key.get_secret_value().encode() if settings.secret_key else None
    server_key = load_server_key(settings.data / "server.key", given)
    app = _Application(__name__)
    app.request_class = MemoryRequest
    _configure(app, settings)
    logs.init_app(app)
    instruments = compile_instruments(wanted_instruments(settings.instruments))
    library = library or compile_folder(settings.flows or default_flows_folder())
    watching = Watching(gather_packs(settings.flows).packs if packs is None else packs)
    attach(app, _services(settings, server_key, library, instruments, watching))
    shared.init_app(app, server_key, secure=settings.is_https)
    # What is registered last is written first: the key comes before all other cookies.
    note.init_app(app, server_key, secure=settings.is_https)
    cookies.init_app(app, secure=settings.is_https)
    country.init_app(app, secure=settings.is_https)
    begun.init_app(app, secure=settings.is_https)
    csrf.init_app(app, server_key)
    limits.init_app(app, settings.limits_url.get_secret_value() if settings.limits_url else "", server_key)
    locked.init_app(app)
    visits.init_app(app)
    tones.init_app(app, secure=settings.is_https)
    languages.init_app(app, secure=settings.is_https)
    htmx.init_app(app)
    render.init_app(app)
    linking.init_app(app)
    app.jinja_env.globals |= {"keep": settings.retention, "leave_to": settings.leave_to}
    errors.init_app(app)
    register_routes(app)
    _wrap(app, settings)
    return app


class _Application(Flask):
    """Flask, without its look at every function, at each call, whether it has to be waited for: none of ours has."""

    jinja_environment = render.Environment

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_REQUEST_BYTES,
        TRUSTED_HOSTS=settings.trusted_hosts,
        PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
    )


def _wrap(app: Flask, settings: Settings) -> None:
    """Puts the layers round the application that every response goes through."""
    wrapped = Headers(app.wsgi_app, secure=settings.is_https)
    count = settings.proxies
    proxied = ProxyFix(wrapped, x_for=count, x_proto=count, x_host=count) if count else wrapped
    app.wsgi_app = proxied  # type: ignore[method-assign]  # the way Flask documents


def _services(
    settings: Settings, server_key: bytes, library: Library, instruments: Library, watching: Watching
) -> Services:
    engine = open_database(settings.url)
    upgrade(engine)
    wiring = _Wiring(settings, server_key, engine, SqlStore(engine), instruments, watching)
    return wiring.begun(library)


class _Wiring:
    """What the services stand on: they are there once, and once more for each language of translated flows."""

    def __init__(
        self,
        settings: Settings,
        server_key: bytes,
        engine: Engine,
        store: SqlStore,
        instruments: Library,
        watching: Watching,
    ) -> None:
        self._settings = settings
        self._server_key = server_key
        self._engine = engine
        self._store = store
        self._instruments = instruments
        self._watching = watching
        self._addresses = Addresses(server_key)
        self._helplines = gather_helplines(settings.own_helplines, _now().date()).helplines
        self._worker = worker_script(self._helplines)
        self._spoken: dict[str, Services] = {}

    def begun(self, library: Library) -> Services:
        """The services with these flows."""
        library = self._kept(library)
        services = self._serving(library)
        self._speak(library)
        return services

    def _kept(self, library: Library) -> Library:
        library = joined(library, self._instruments)
        self._store.keep_flow_versions(library.sources, _now().date())
        return library

    def _speak(self, library: Library) -> None:
        for language in library.languages:
            translated = library.in_language(language)
            if language in self._spoken:
                self._spoken[language].shelf.replace(translated)
            else:
                self._spoken[language] = self._serving(translated)
        for language in self._spoken.keys() - library.languages:
            del self._spoken[language]

    def _serving(self, library: Library) -> Services:
        store, addresses, settings = self._store, self._addresses, self._settings
        shelf = Shelf(library, store, automatic=settings.reword_approval == "automatic")

        def offer(library: Library) -> None:
            self._watching.replace(gather_packs(settings.flows).packs)
            library = self._kept(library)
            shelf.replace(library)
            self._speak(library)

        return Services(
            exercises=Exercises(store, shelf, addresses, _now, self._watching),
            keeping=Keeping(store, shelf, addresses),
            together=ReadingTogether(store, shelf, addresses, _now),
            coming_back=ComingBack(store, addresses, CarriedWords(self._server_key), _now),
            devices=Devices(store),
            locking=Locking(store, Passphrases(self._server_key), _now),
            noticing=Noticing(store, shelf, _now),
            lending=Lending(store),
            taking_away=TakingAway(store, shelf, addresses, _now),
            retention=settings.retention,
            shelf=shelf,
            is_ready=lambda: is_current(self._engine),
            close=self._engine.dispose,
            offer=offer,
            helplines=self._helplines,
            country=settings.country,
            leave_to=settings.leave_to,
            worker=self._worker,
            watching=self._watching,
            spoken=self._spoken,
        )


def _now() -> datetime:
    return datetime.now(UTC)
