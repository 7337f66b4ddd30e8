"""`cbt doctor`: looks at settings, key, database and flows, each with a plain verdict.

It must not change anything, and never prints a secret.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, out, say
from cbt.errors import CbtError

if TYPE_CHECKING:
    from cbt.settings import Settings

_LATER = "will be made at the first start"
# What each line is about, for people who look on and run nothing else.
_MEANING = {
    "settings": "where the exercises can be reached, and by whom",
    "data folder": "holds all that people write; make copies of this folder",
    "server key": "opens what people have just begun; keep it with the copies",
    "database": "holds what people write, sealed with keys that only they have",
    "schema": "the shape of the database, which a newer release may bring up to date",
    "backend": "the kind of database",
    "journal_mode": "wal lets people read while somebody saves",
    "synchronous": "2 means that an answer counts as saved only once it is on the disk",
    "synchronous_commit": "on means that an answer counts as saved only once it is on the disk",
    "fsync": "on means that the server does not take the word of the disk's cache for it",
    "full_page_writes": "on means that a power cut leaves no half of a page",
    "transport": "how what people write, sealed already, comes to the server of the database",
    "statement_timeout": "nobody waits longer than this for the database",
    "helplines": "the numbers on the help pages; somebody should try those that you rely on",
    "detector": "what looks at answers for words of danger, so that a page can offer help",
    "flow": "is not offered to people until this is mended",
    "instruments": "the published questionnaires that people are offered as well",
    "flows": "the exercises that people can choose from",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was looked at, how it is, and whether serving can rest on it."""

    what: str
    told: str
    fine: bool = True


def doctor(
    data: Annotated[
        Path | None, typer.Option(help="The folder of the database and the server's key.")
    ] = None,
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows. (default: the shipped ones)")
    ] = None,
) -> None:
    """Look at everything that serving needs, and change nothing.

    Ends with 0 when all is well, with 1 when something is not.
    """
    verdicts = []
    for verdict in _verdicts(data, flows):
        verdicts.append(verdict)
        mark, style = ("ok ", "green") if verdict.fine else ("BAD", "bold red")
        say(f"{mark}  {verdict.what}: {verdict.told}", style)
        if out.is_terminal and verdict.what in _MEANING:
            say(f"     {_MEANING[verdict.what]}", "dim")
    if not all(verdict.fine for verdict in verdicts):
        raise typer.Exit(FAULTS)


def _verdicts(data: Path | None, flows: Path | None) -> Iterator[Verdict]:
    from cbt.cli.troubles import words_for
    from cbt.settings import load_settings

    try:
        settings = load_settings(data=data, flows=flows)
    except CbtError as trouble:
        yield Verdict("settings", words_for(trouble), fine=False)
        return
    yield Verdict("settings", _reach(settings))
    yield _folder(settings.data)
    yield _key(settings)
    yield from _database(settings.url)
    yield _helplines(settings)
    yield _detector(settings.flows)
    yield _instruments(settings.instruments)
    yield from _flows(settings.flows)


def _reach(settings: "Settings") -> str:
    if settings.is_https:
        return f"{settings.public_url}, by a proxy that speaks to {settings.host} port {settings.port}"
    return f"http://{settings.host}:{settings.port}, for this machine only"


def _folder(data: Path) -> Verdict:
    """The data folder: its owner alone may look into it."""
    if not data.exists():
        return Verdict("data folder", f"{data} {_LATER}")
    if not data.is_dir():
        return Verdict("data folder", f"{data} is a file. Choose another place with --data.", fine=False)
    told = told_if_open(data)
    return Verdict("data folder", told or f"{data}, for its owner only", fine=not told)


def told_if_open(data: Path) -> str:
    """What to say of a data folder that others can look into; nothing where it is its owner's alone."""
    if not data.is_dir() or not data.stat().st_mode & 0o077:
        return ""
    return f"{data} can be read by other accounts of this machine. Say: chmod 700 {data}"


def _key(settings: "Settings") -> Verdict:
    """The server's key, read but never made."""
    from cbt.cli.troubles import words_for
    from cbt.vault.server_key import load_server_key

    path = settings.data / "server.key"
    given = settings.secret_key.get_secret_value().encode() if settings.secret_key is not None else None
    if given is None and not path.exists():
        return Verdict("server key", f"{path} {_LATER}")
    try:
        load_server_key(path, given)
    except CbtError as trouble:
        return Verdict("server key", words_for(trouble), fine=False)
    return Verdict("server key", "from CBT_SECRET_KEY" if given is not None else str(path))


def _database(url: str) -> Iterator[Verdict]:
    from cbt.cli.troubles import words_for

    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not file.exists():
        yield Verdict("database", f"{file} {_LATER}")
        return
    try:
        is_newest, facts = _examine(url)
    except (CbtError, OSError) as trouble:
        yield Verdict("database", words_for(trouble), fine=False)
        return
    yield Verdict("database", "sound, read from end to end" if url.startswith("sqlite") else "it answers")
    age = "up to date" if is_newest else "of an earlier release; the next start brings it up to date"
    yield Verdict("schema", f"{facts.pop('schema')}, {age}")
    for name, value in facts.items():
        yield Verdict(name, value)


def _examine(url: str) -> tuple[bool, dict[str, str]]:
    """Whether the schema is this release's, and the settings in force. Raises what is wrong."""
    from cbt.store import check_database, describe, is_current, open_database

    engine = open_database(url)
    try:
        check_database(engine)
        return is_current(engine), describe(engine)
    finally:
        engine.dispose()


def _helplines(settings: "Settings") -> Verdict:
    """What the help pages show: a fault leaves a file out, and what is old or unconfirmed is counted."""
    from cbt.cli.findings import has_errors, one_line
    from cbt.cli.helplines import summed_up
    from cbt.compiler.helplines import gather_helplines

    gathered = gather_helplines(settings.own_helplines, datetime.now(UTC).date())
    faults = [each for each in gathered.findings if has_errors([each])]
    if faults:
        return Verdict("helplines", one_line(faults[0].pos, faults[0].code, faults[0].sentence), fine=False)
    if settings.country and settings.country not in gathered.helplines.countries:
        return Verdict("helplines", f"none are known of CBT_COUNTRY, which is {settings.country}", fine=False)
    told = summed_up(gathered.findings)
    return Verdict(
        "helplines", f"{len(gathered.helplines.countries)} countries. {told}: see cbt helplines check"
    )


def _detector(flows: Path | None) -> Verdict:
    """The packs by which answers are looked at: a fault leaves a pack out."""
    from cbt.cli.findings import one_line
    from cbt.compiler.detector import gather_packs

    gathered = gather_packs(flows)
    for finding in gathered.findings:
        return Verdict("detector", one_line(finding.pos, finding.code, finding.sentence), fine=False)
    return Verdict("detector", f"knows {', '.join(sorted(gathered.packs))}")


def _instruments(names: str) -> Verdict:
    """The published questionnaires that are switched on."""
    from cbt.cli.troubles import words_for
    from cbt.compiler.instruments import wanted_instruments

    try:
        wanted = wanted_instruments(names)
    except CbtError as trouble:
        return Verdict("instruments", words_for(trouble), fine=False)
    told = (
        f"{', '.join(wanted)}: questionnaires with a number" if wanted else "none; CBT_INSTRUMENTS names them"
    )
    return Verdict("instruments", told)


def _flows(folder: Path | None) -> Iterator[Verdict]:
    from cbt.cli.findings import has_errors, one_line
    from cbt.compiler.library import compile_folder, default_flows_folder

    folder = folder or default_flows_folder()
    if not folder.is_dir():
        yield Verdict("flows", f"there is no folder {folder}", fine=False)
        return
    library = compile_folder(folder)
    for finding in filter(lambda finding: has_errors([finding]), library.findings):
        yield Verdict("flow", one_line(finding.pos, finding.code, finding.sentence), fine=False)
    startable = [flow.id for flow in library.flows.values() if not flow.needs]
    if startable:
        yield Verdict("flows", f"{', '.join(startable)} can be offered")
    else:
        yield Verdict("flows", f"none in {folder} can be offered", fine=False)
