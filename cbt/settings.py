"""The operator's settings, from CBT_ variables; a variable that we do not know is an error.

It must not read anything a person wrote, and is the one module outside the compiler that uses pydantic.
"""

import ipaddress
import os
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from cbt.errors import InsecureSetting, SettingMissing, SettingUnknown, SettingWrong
from cbt.model.retention import MOST_DAYS, MOST_DAYS_WITHOUT_WORDS, Retention

PREFIX = "CBT_"
LAST_PORT = 65535
_WANTED = {
    "port": f"a whole number from 1 to {LAST_PORT}, such as 8000",
    "proxies": "a whole number from 0 to 10",
    "keep_days": f"a whole number of days, {MOST_DAYS} at most",
    "keep_days_without_words": f"a whole number of days, {MOST_DAYS_WITHOUT_WORDS} at most",
    "reword_approval": "author, or automatic",
    "plain_http": "yes, or no",
    "sweep": "daily, or off",
}
_LETTERS = re.compile("[a-z]{2}")
_WEB_PAGE = re.compile(r"https://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/[\w./?=&%~+-]*)?")
_FROM_FILE = ("secret_key", "database_url", "limits_url")
_MODEL_PREFIX = f"{PREFIX}REWORD_"


class Settings(BaseSettings):
    """All settings with their defaults: an own machine, an embedded database, the shipped flows."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", hide_input_in_errors=True
    )

    data: Path = Path(platformdirs.user_data_dir("cbt-flows", appauthor=False))
    flows: Path | None = None
    database_url: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=LAST_PORT)
    public_url: str = ""
    proxies: int = Field(default=0, ge=0, le=10)
    secret_key: SecretStr | None = None
    reword_approval: Literal["author", "automatic"] = "author"
    # Whether a server deletes by itself, once a day, what nobody came back for.
    sweep: Literal["daily", "off"] = "daily"
    # Where the tries of several processes are counted together; without it each counts its own.
    limits_url: SecretStr | None = None
    helplines: Path | None = None
    country: str = ""
    instruments: str = ""
    leave_to: str = "https://www.bbc.co.uk/weather"
    # An operator may keep less than people are told, and never more.
    keep_days: int = Field(default=MOST_DAYS, ge=1, le=MOST_DAYS)
    keep_days_without_words: int = Field(default=MOST_DAYS_WITHOUT_WORDS, ge=1, le=MOST_DAYS_WITHOUT_WORDS)

    @property
    def retention(self) -> Retention:
        """How long records are kept after the last visit."""
        return Retention(self.keep_days, self.keep_days_without_words)

    @property
    def own_helplines(self) -> Path | None:
        """The operator's own folder of helplines: the one that is set, or the one beside their own flows."""
        beside = self.flows / "helplines" if self.flows is not None else None
        return self.helplines or (beside if beside is not None and beside.is_dir() else None)

    @property
    def url(self) -> str:
        """The database's URL; a SQLite file in the data folder when none is set."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data / 'cbt.db'}"

    @property
    def is_https(self) -> bool:
        """Whether people reach the app over https, through a proxy that the operator runs."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def trusted_hosts(self) -> list[str]:
        """The host names that a request may be for."""
        if self.is_https:
            return [urlsplit(self.public_url).hostname or ""]
        return sorted({"localhost", "127.0.0.1", "[::1]", self.host})


class ModelSettings(BaseSettings):
    """Where `cbt reword` reaches a model. The process that serves people reads none of these."""

    model_config = SettingsConfigDict(
        env_prefix=_MODEL_PREFIX, env_ignore_empty=True, extra="forbid", hide_input_in_errors=True
    )

    url: str = ""
    model: str = ""
    key: SecretStr | None = None
    plain_http: bool = False


def load_settings(**given: Any) -> Settings:
    """The settings of this process; what is `given` wins. Raises SettingUnknown, SettingWrong, InsecureSetting."""
    _check_names()
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**(_from_files(PREFIX, _FROM_FILE) | chosen))
    except ValidationError as refused:
        raise _wrong(refused, PREFIX) from None
    check_transport(settings)
    _check_help(settings)
    _check_leaving(settings)
    _check_limits(settings)
    return settings


def load_model_settings(*, can_do_without: bool = False) -> ModelSettings:
    """Where a model is reached; nowhere, if that will do. Raises SettingUnknown, SettingWrong, SettingMissing."""
    _check_names()
    given: dict[str, Any] = {**_from_files(_MODEL_PREFIX, ("key",))}
    try:
        settings = ModelSettings(**given)
    except ValidationError as refused:
        raise _wrong(refused, _MODEL_PREFIX) from None
    if settings.url or not can_do_without:
        _check_model_url(settings)
    return settings


def _wrong(refused: ValidationError, prefix: str) -> SettingWrong:
    fault = refused.errors(include_input=False, include_url=False)[0]
    name = str(fault["loc"][0])
    reason = _WANTED.get(name) or fault["msg"].removeprefix("Input should be ").partition(",")[0]
    return SettingWrong(prefix + name.upper(), f"it should be {reason}")


def _check_model_url(settings: ModelSettings) -> None:
    """Refuses what is no address of a service, and plain http to another machine: the key would cross the network."""
    name = f"{_MODEL_PREFIX}URL"
    if not settings.url:
        raise SettingMissing(name, "it should be the address of a service, such as http://127.0.0.1:11434/v1")
    if not settings.model:
        raise SettingMissing(
            f"{_MODEL_PREFIX}MODEL", "it should be the name that the service has for the model"
        )
    if not _is_service(settings.url):
        raise SettingWrong(name, "it should be http:// or https://, a host, and a path at most")
    parts = urlsplit(settings.url)
    if parts.scheme == "http" and not (settings.plain_http or is_loopback(parts.hostname or "")):
        way = f"https://, or {_MODEL_PREFIX}PLAIN_HTTP=yes where the network between is your own"
        raise SettingWrong(
            name, f"others could read the key on its way to {parts.hostname}; it should be {way}"
        )


def _is_service(url: str) -> bool:
    try:
        parts = urlsplit(url)
        wrong = parts.port == 0 or parts.query or parts.fragment or parts.username is not None
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not wrong


def _check_leaving(settings: Settings) -> None:
    """Refuses an address for Leave quickly that is none, or that a network could read."""
    if not _WEB_PAGE.fullmatch(settings.leave_to):
        raise SettingWrong(
            f"{PREFIX}LEAVE_TO", "it should be the https:// address of a page that tells nothing"
        )


def _check_help(settings: Settings) -> None:
    """Refuses a folder of helplines that is not there, and a country that is not written by its letters."""
    if settings.helplines is not None and not settings.helplines.is_dir():
        raise SettingWrong(f"{PREFIX}HELPLINES", f"there is no folder {settings.helplines}")
    if settings.country and not _LETTERS.fullmatch(settings.country):
        raise SettingWrong(f"{PREFIX}COUNTRY", "it should be the two letters of a country, such as gb")


def _check_limits(settings: Settings) -> None:
    """Refuses a place for the limits that is none; its URL itself is not shown, for it may hold a password."""
    if settings.limits_url is None:
        return
    if urlsplit(settings.limits_url.get_secret_value()).scheme not in ("redis", "rediss"):
        wanted = "it should be redis:// or rediss:// and a host, such as redis://localhost:6379"
        raise SettingWrong(f"{PREFIX}LIMITS_URL", wanted)


def _check_names() -> None:
    """Refuses a CBT_ variable that nothing reads, in whichever case: it is probably misspelt."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    known |= {_MODEL_PREFIX + name.upper() for name in ModelSettings.model_fields}
    known |= {_file_name(PREFIX, word) for word in _FROM_FILE} | {_file_name(_MODEL_PREFIX, "key")}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingUnknown(name, sorted(known))


def _from_files(prefix: str, words: tuple[str, ...]) -> dict[str, str]:
    """Secrets that stand in a file named by CBT_..._FILE."""
    found = {}
    for word in words:
        name = _file_name(prefix, word)
        if os.environ.get(name):
            if os.environ.get(prefix + word.upper()):
                raise SettingWrong(name, f"{prefix}{word.upper()} is set too, and only one of them can hold")
            found[word] = _read_secret(name, Path(os.environ[name]))
    return found


def _file_name(prefix: str, word: str) -> str:
    return f"{prefix}{word.upper()}_FILE"


def _read_secret(name: str, path: Path) -> str:
    """What the file holds, without white space around it. Raises SettingWrong."""
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise SettingWrong(name, f"{path}: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise SettingWrong(name, f"{path} is not text") from None
    if not secret:
        raise SettingWrong(name, f"{path} is empty")
    return secret


def check_transport(settings: Settings) -> None:
    """Refuses plain http anywhere but on this machine: words and keys would cross the network unsealed.

    Raises InsecureSetting, and SettingWrong for an address without a host.
    """
    if not settings.public_url:
        if not is_loopback(settings.host):
            wanted = f"127.0.0.1, or {PREFIX}PUBLIC_URL with https://"
            raise InsecureSetting(f"{PREFIX}HOST", wanted, settings.host)
        return
    if not settings.is_https:
        wanted = "an address that starts with https://"
        raise InsecureSetting(f"{PREFIX}PUBLIC_URL", wanted, settings.public_url)
    parts = urlsplit(settings.public_url)
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise SettingWrong(f"{PREFIX}PUBLIC_URL", "it should be https:// and a host, with nothing behind it")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
