"""`cbt reword check`: what has become of each entry of a file, and why the guards refuse it.

It must not write a file.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, out, say, visible

if TYPE_CHECKING:
    from cbt.compiler.bank import Entry, File
    from cbt.wording.reason import Reason, Span

_INDENT = "    "


def check(
    file: Annotated[
        Path, typer.Argument(help="A file of rewordings, in the folder rewordings of its flows.")
    ],
) -> None:
    """Explain what has become of each rewording of a file, with the offending words marked.

    Ends with 0 when every approved one shows, with 1 when one does not, with 2 for a file that cannot be read.
    """
    from cbt.cli.reword.banks import file_at
    from cbt.compiler.judging import Standing, standing_of

    _, found = file_at(file)
    is_sound = True
    for entry in found.entries:
        standing = standing_of(entry, found)
        print_entry(entry, found)
        is_sound = is_sound and (entry.shape.approved is None or standing is Standing.APPROVED)
    if not is_sound:
        raise typer.Exit(FAULTS)


def print_entry(entry: "Entry", file: "File") -> None:
    """An entry with its standing, and each reason with the words that are meant."""
    from cbt.compiler.judging import Standing, is_stale, reasons_of, standing_of

    standing = standing_of(entry, file)
    say(f"{entry.key}: {standing.value}", "green" if standing is Standing.APPROVED else "bold")
    if entry.source is None or entry.never or is_stale(entry):
        return
    for reason in reasons_of(entry, file):
        print_reason(reason, str(entry.source).strip(), str(entry.shape.to).strip())


def print_reason(reason: "Reason", source: str, to: str) -> None:
    """A reason, and both texts with the words that are meant."""
    say(f"  {reason.strictness.name.lower()} - {reason.guard}: {reason.message}")
    _print_marked(source, reason.lost, "-")
    _print_marked(to, reason.added, "+")


def _print_marked(text: str, spans: "tuple[Span, ...]", sign: str) -> None:
    if not spans:
        return
    if out.is_terminal:
        from rich.text import Text

        shown = Text(f"{_INDENT}{visible(text)}")
        for start, end in spans:
            shown.stylize(
                "red underline" if sign == "-" else "yellow underline",
                start + len(_INDENT),
                end + len(_INDENT),
            )
        out.print(shown)
    else:
        say(f"{_INDENT}{marked(text, spans, sign)}")


def marked(text: str, spans: "tuple[Span, ...]", sign: str) -> str:
    """The text with the words at these places as `[-words-]` or `{+words+}`."""
    opening, closing = ("[-", "-]") if sign == "-" else ("{+", "+}")
    for start, end in sorted(set(spans), reverse=True):
        text = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
    return " ".join(text.split())
