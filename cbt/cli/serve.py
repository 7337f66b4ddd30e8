"""`cbt serve`: starts the application on this machine.

It must not start half way: settings, key, database and flows are looked at first, and told plainly.
"""

import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note, say, stop
from cbt.errors import CbtError

if TYPE_CHECKING:
    from cbt.compiler.library import Library
    from cbt.settings import Settings


def serve(
    host: Annotated[
        str | None, typer.Option(help="The address to listen on. (default: 127.0.0.1, this machine only)")
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on. (default: 8000)")] = None,
    data: Annotated[
        Path | None, typer.Option(help="The folder of the database and the server's key. Keep it safe.")
    ] = None,
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows to offer. (default: the shipped ones)")
    ] = None,
) -> None:
    """Serve the exercises to a browser, until Ctrl+C.

    Variables set the same and more: CBT_HOST, CBT_PORT, CBT_DATA, CBT_FLOWS, CBT_DATABASE_URL,
    CBT_PUBLIC_URL, CBT_PROXIES and CBT_SECRET_KEY. What is given here wins. cbt doctor looks at them all.
    """
    from cbt.cli.troubles import words_for
    from cbt.settings import load_settings

    try:
        settings = load_settings(host=host, port=port, data=data, flows=flows)
        library = _look_first(settings)
    except (CbtError, OSError) as trouble:
        stop(words_for(trouble), FAULTS)
    _start(settings, library)


def _look_first(settings: "Settings") -> "Library":
    """Makes the application once in this process, so that whatever keeps it from starting is told here."""
    from web import close, create_app

    _check_port(settings)
    library = _sound_flows(settings)
    # The worker is a fork of this process: a connection that crossed over would lose its locks on the file.
    close(create_app(settings, library))
    return library


def _sound_flows(settings: "Settings") -> "Library":
    """Names the flows that are not offered, and ends the command when none is."""
    from cbt.cli.findings import one_line
    from cbt.compiler.library import compile_folder, default_flows_folder

    folder = settings.flows or default_flows_folder()
    library = compile_folder(folder)
    for finding in library.findings:
        note(f"Not offered: {one_line(finding.pos, finding.code, finding.sentence)}", "yellow")
    if all(flow.needs for flow in library.flows.values()):
        stop(
            f"There is no sound flow to offer in {folder}. Nothing was started. cbt check shows what is wrong.",
            FAULTS,
        )
    return library


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


def _start(settings: "Settings", library: "Library") -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from web import create_app

    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    say(f"The exercises are at {address} – stop with Ctrl+C.", "bold")
    say(f"What people write is kept, sealed, in {_kept_in(settings)}.")
    server = Server(
        "web:create_app", address=settings.host, port=settings.port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=2, log_access=False, log_level=LogLevels.warning,
    )  # fmt: skip
    server.serve(target_loader=partial(create_app, settings, library), wrap_loader=False)


def _kept_in(settings: "Settings") -> str:
    return (
        "the database that CBT_DATABASE_URL names"
        if settings.database_url is not None
        else str(settings.data)
    )
