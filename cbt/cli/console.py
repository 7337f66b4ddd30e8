"""Where commands print, and how they end when something is wrong.

It must not know what it prints about.
"""

import re
import sys
from io import TextIOWrapper
from typing import NoReturn

import typer
from rich.console import Console

out = Console(highlight=False, soft_wrap=True, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)

FAULTS = 1
USAGE = 2

# Controls but tab and line end, marks that turn the direction of writing, and halves of characters.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with a stand-in for every character that a terminal would obey instead of showing it."""
    return _HIDDEN.sub("\ufffd", text)


def say(text: str, style: str = "") -> None:
    """Prints a line for people."""
    if style and out.is_terminal:
        out.print(visible(text), style=style, markup=False)
    else:
        # Plain lines may come by the thousand, and to lay each of them out takes its time.
        out.file.write(f"{visible(text)}\n")


def note(text: str, style: str = "") -> None:
    """Prints a line beside the output proper, so that a program that reads the output is not disturbed."""
    err.print(visible(text), style=style, markup=False)


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Says what is wrong and ends the command."""
    note(message, "bold red")
    raise typer.Exit(code)


def take_any_characters() -> None:
    """Lets every line be read and printed, whatever bytes come in and whatever the terminal can show."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
