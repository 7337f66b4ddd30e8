"""`cbt serve`: starts the application on this machine.

It must not start half way: settings, key, database and flows are looked at first, and told plainly.
"""

import gc
import socket
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note, say, stop
from cbt.errors import CbtError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cbt.cli.reloading import Marks
    from cbt.compiler.library import Library
    from cbt.safety.pack import Pack
    from cbt.settings import Settings
    from web import Door

# In the data folder: the flows as they were compiled for the last start.
_MEMORY = "flows.json"


# What is being answered when the end comes is answered within this time, or not at all.
_SECONDS_TO_END = 1


def serve(
    host: Annotated[
        str | None, typer.Option(help="The address to listen on. (default: 127.0.0.1, this machine only)")
    ] = None,
    port: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="The port to listen on. (default: 8000)")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="The folder of the database and the server's key. Keep it safe.")
    ] = None,
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows to offer. (default: the shipped ones)")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Offer flows anew when their files change, without a restart.")
    ] = False,
) -> None:
    """Serve the exercises to a browser, until Ctrl+C.

    Variables set the same and more: CBT_HOST, CBT_PORT, CBT_DATA, CBT_FLOWS, CBT_DATABASE_URL,
    CBT_PUBLIC_URL, CBT_PROXIES, CBT_SECRET_KEY, CBT_HELPLINES, CBT_COUNTRY, CBT_INSTRUMENTS and
    CBT_LEAVE_TO. What is given here wins. cbt doctor looks at them all. Once a day it sweeps as
    cbt sweep does, unless CBT_SWEEP is off.
    """
    from cbt.cli.troubles import words_for
    from cbt.settings import load_settings

    try:
        settings = load_settings(host=host, port=_port(port), data=data, flows=flows)
        marks = _marks(settings) if watch else None
        library, packs = _look_first(settings)
        _start(settings, partial(_make, settings, library, packs, marks))
    except KeyboardInterrupt:
        pass
    except (CbtError, OSError) as trouble:
        stop(words_for(trouble), FAULTS)
    say("Stopped.")


def _port(typed: str | None) -> int | None:
    """The port that was typed. Ends the command for what is none."""
    from cbt.settings import LAST_PORT

    if typed is None:
        return None
    # So many digits are more than any port has, and int() takes its time over thousands.
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= LAST_PORT):
        stop(f"--port {typed} cannot be used: give a whole number from 1 to {LAST_PORT}, such as 8000.")
    return int(typed)


def _look_first(settings: "Settings") -> "tuple[Library, Mapping[str, Pack]]":
    """Makes the application once in this process, so that whatever keeps it from starting is told here."""
    from cbt.compiler.collector import resting_collector
    from cbt.compiler.library import compile_files, read_folder
    from cbt.compiler.memory import key_of, recall, remember
    from web import close, create_app

    if not _folder(settings).is_dir():
        stop(f"There is no folder {_folder(settings)}. Nothing was started.", FAULTS)
    files = read_folder(_folder(settings))
    key = key_of(_folder(settings), files)
    with resting_collector():
        known = recall(settings.data / _MEMORY, key)
        library = known or compile_files(files, str(_folder(settings)))
    _check_flows(settings, library)
    packs = _look_at_packs(settings)
    _check_port(settings)
    # The worker is a fork of this process: a connection that crossed over would lose its locks on the file.
    close(create_app(settings, library, packs))
    if known is None:
        remember(settings.data / _MEMORY, key, library)
    return library, packs


def _check_flows(settings: "Settings", library: "Library") -> None:
    """Names the flows that are not offered, and ends the command when none is."""
    from cbt.cli.findings import has_errors, one_line

    for finding in library.findings:
        if has_errors([finding]):
            note(f"Not offered: {one_line(finding.pos, finding.code, finding.sentence)}", "yellow")
    if all(flow.needs for flow in library.flows.values()):
        stop(
            f"There is no sound flow to offer in {_folder(settings)}. Nothing was started. "
            "cbt check shows what is wrong.",
            FAULTS,
        )


def _look_at_packs(settings: "Settings") -> "Mapping[str, Pack]":
    """The detector's packs; says what is wrong with those that it does without, and serves all the same."""
    from cbt.cli.findings import one_line
    from cbt.compiler.detector import gather_packs
    from cbt.safety.detector import ALWAYS

    gathered = gather_packs(settings.flows)
    for finding in gathered.findings:
        note(f"The detector does without: {one_line(finding.pos, finding.code, finding.sentence)}", "yellow")
    if ALWAYS not in gathered.packs:
        note("The detector knows no English now. Every page carries a line to Help now instead.", "yellow")
    return gathered.packs


def _folder(settings: "Settings") -> Path:
    from cbt.compiler.library import default_flows_folder

    return settings.flows or default_flows_folder()


def _marks(settings: "Settings") -> "Marks":
    """How the folder stands before it is read, so that nothing that changes meanwhile is missed."""
    from cbt.cli.reloading import marks_of

    return marks_of(_folder(settings))


def _make(
    settings: "Settings", library: "Library", packs: "Mapping[str, Pack]", marks: "Marks | None"
) -> "Door":
    """The application in the worker; with marks it offers the folder's flows anew as they change."""
    from web import Door, create_app, offer_flows

    app = create_app(settings, library, packs)
    if marks is not None:
        from cbt.cli.reloading import Reloader

        Reloader(_folder(settings), marks, library, partial(offer_flows, app)).start()
    if settings.sweep == "daily":
        from cbt.cli.daily import DailySweep

        DailySweep(settings, partial(datetime.now, UTC)).start()
    return Door(app)


def _check_port(settings: "Settings") -> None:
    """Ends the command when another program listens there already."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host.strip("[]"), settings.port))
        except OSError as fault:
            stop(
                f"Nothing can listen on {settings.host} port {settings.port}: {fault.strerror}. Nothing was started. "
                "Choose another port with --port, or stop the program that is there.",
                FAULTS,
            )


def _start(settings: "Settings", make: "Callable[[], Door]") -> None:
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    from web import SECONDS_FOR_A_FORM

    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    say(f"The exercises are at {address} – stop with Ctrl+C.", "bold")
    say(f"What people write is kept, sealed, in {_kept_in(settings)}.")
    _look_at_data(settings.data)
    _look_at_helplines(settings)
    server = Server(
        "web:create_app", address=settings.host, port=settings.port, interface=Interfaces.RSGI, workers=1,
        http=HTTPModes.http1, websockets=False, loop=Loops.asyncio, log_access=False, log_level=LogLevels.warning,
        http1_settings=HTTP1Settings(header_read_timeout=int(SECONDS_FOR_A_FORM * 1000)),
        workers_kill_timeout=_SECONDS_TO_END,
    )  # fmt: skip
    # What is loaded lives to the end: the worker shares it, and no look through all of it holds up the end.
    gc.freeze()
    try:
        # A door is no WSGI application, which is all that the hint knows of.
        server.serve(target_loader=partial(_in_worker, make), wrap_loader=False)  # type: ignore[arg-type]
    except SystemExit:
        # A worker that ended with the others, before it was told to, counts as stopped.
        if not server.interrupt_signal:
            raise


def _in_worker(make: "Callable[[], Door]") -> "Door":
    """The application, in the process that serves it."""
    from cbt.cli.stopping import end_only_once

    end_only_once()
    return make()


def _look_at_data(data: Path) -> None:
    """Says where others can look into the folder of what people write, and serves all the same."""
    from cbt.cli.doctor import told_if_open

    if told := told_if_open(data):
        note(told, "yellow")


def _look_at_helplines(settings: "Settings") -> None:
    """Says what is not shown on the help pages, and how many numbers wait for somebody to confirm them."""
    from cbt.cli.findings import has_errors, one_line
    from cbt.cli.helplines import summed_up
    from cbt.compiler.helplines import gather_helplines

    gathered = gather_helplines(settings.own_helplines, datetime.now(UTC).date())
    for finding in filter(lambda finding: has_errors([finding]), gathered.findings):
        note(f"Not shown: {one_line(finding.pos, finding.code, finding.sentence)}", "yellow")
    if settings.country and settings.country not in gathered.helplines.countries:
        note(f"No helplines are known of CBT_COUNTRY, which is {settings.country}.", "yellow")
    if gathered.findings:
        note(f"Help now: {summed_up(gathered.findings)}. cbt helplines check lists them.", "yellow")


def _kept_in(settings: "Settings") -> str:
    return (
        "the database that CBT_DATABASE_URL names"
        if settings.database_url is not None
        else str(settings.data)
    )
