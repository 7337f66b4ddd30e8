"""Puts what a command has made where it was asked to: into a file, or out to whoever reads.

It must not make it.
"""

from pathlib import Path

import typer

from cbt.cli.console import note


def hand_out(text: str, output: Path | None) -> None:
    """Writes a text into a file and names it, or prints it."""
    if output is None:
        typer.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8", newline="\n")
    note(f"Written: {output}", "green")
