"""`cbt sweep`, `cbt backup` and `cbt restore`: what an operator does each day, and on the worst one.

It must not open anything that a person wrote, and says counts only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note, say, stop
from cbt.errors import BackupWrong, CbtError

if TYPE_CHECKING:
    from cbt.settings import Settings
    from cbt.store.engine import Engine

_DATA = typer.Option(help="The folder of the database and the server's key.")


def sweep(
    data: Annotated[Path | None, _DATA] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how many would be deleted, and delete nobody.")
    ] = False,
    clock_is_right: Annotated[
        bool, typer.Option("--clock-is-right", help="Go on after a pause of more than two days.")
    ] = False,
    even_many: Annotated[
        bool, typer.Option("--even-many", help="Go on where more than a fifth of all people are due.")
    ] = False,
) -> None:
    """Delete what nobody came back for, after the time that people are told. Run it once a day.

    It refuses, with 1, where the clock may be wrong, or where more than a fifth of all people would go.
    """
    with _told(), _database(data, must_be_there=True) as (settings, engine):
        from cbt.service import Sweeping
        from cbt.store import SqlStore

        sweeping = Sweeping(SqlStore(engine), settings.retention, _now)
        swept = sweeping.sweep(dry_run=dry_run, clock_is_right=clock_is_right, even_many=even_many)
        if dry_run:
            say(f"{_people(swept.due)} of {swept.people} would be deleted. Nobody was.")
        else:
            say(f"{_people(swept.erased)} of {swept.people} deleted.")


def backup(
    folder: Annotated[Path, typer.Argument(help="Where the two files go. It is made where it is missing.")],
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Copy the database, while it serves, into two files: the data, and apart from it the keys.

    Files of keys in that folder that are older than seven days are deleted. Keep the data file as long as you like.
    """
    with _told(), _database(data, must_be_there=True) as (_, engine):
        from cbt.store.backup import make_backup

        made = make_backup(engine, folder, _now())
        say(f"{made.data}  what {_people(made.people)} wrote, sealed")
        say(f"{made.keys}  the keys to it, wrapped; keep it apart, and for seven days")
        for old in made.deleted:
            note(f"Deleted: {old}", "dim")


def restore(
    folder: Annotated[Path, typer.Argument(help="Where the two files of a backup are.")],
    data: Annotated[Path | None, _DATA] = None,
) -> None:
    """Put the newest backup of a folder back, into a database that holds nobody. Stop the server first."""
    with _told(), _database(data, must_be_there=False) as (settings, engine):
        from cbt.store.backup import find_newest, restore_backup

        done = restore_backup(find_newest(folder), engine, settings.data)
        say(f"{_people(done.people)} restored from {done.data} and {done.keys}.")
        key = settings.data / "server.key"
        if settings.secret_key is None and not key.exists():
            say(
                f"The server's key is in no backup. Put your copy of it at {key} before you start the server: without "
                "it, passphrases open nothing.",
                "yellow",
            )


@contextmanager
def _database(data: Path | None, *, must_be_there: bool) -> "Iterator[tuple[Settings, Engine]]":
    """The operator's settings and database, which is let go of in the end. Raises what is wrong."""
    from cbt.settings import load_settings
    from cbt.store import check_database, is_current, open_database
    from cbt.store.condition import is_there

    settings = load_settings(data=data)
    engine = open_database(settings.url)
    try:
        if must_be_there:
            if not is_there(engine):
                stop(f"There is no database yet in {settings.data}. Nothing was done.", FAULTS)
            check_database(engine)
            if not is_current(engine):
                raise BackupWrong("old_schema")
        yield settings, engine
    finally:
        engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    """Ends the command with a sentence where something is wrong."""
    from cbt.cli.troubles import words_for

    try:
        yield
    except (CbtError, OSError) as trouble:
        stop(words_for(trouble), FAULTS)


def _people(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"


def _now() -> datetime:
    return datetime.now(UTC)
