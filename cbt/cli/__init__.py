"""The command line: `cbt serve`, `check`, `play`, `test` and the rest, one file a command.

It must stay quick: a command imports what it needs when it runs; `serve`, `doctor` and `upkeep` alone need a database.
"""

from typing import Any

import typer
from typer.core import TyperGroup

from cbt.cli import (
    catalogue,
    check,
    diff,
    doctor,
    explain,
    fmt,
    graph,
    helplines,
    lsp,
    new,
    play,
    reword,
    safety,
    schema,
    serve,
    test,
    upkeep,
)
from cbt.cli import print as printing
from cbt.cli.console import stop, take_any_characters


class Commands(TyperGroup):
    """The commands; a file that cannot be read or written ends them with a sentence."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read the output has read enough.
            raise
        except OSError as trouble:
            stop(f"{trouble.filename or 'The output'} cannot be used: {trouble.strerror}.")


app = typer.Typer(
    name="cbt", cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
app.command("serve")(serve.serve)
app.command("check")(check.check)
app.command("explain")(explain.explain)
app.command("fmt")(fmt.fmt)
app.command("new")(new.new)
app.command("schema")(schema.schema)
app.command("play")(play.play)
app.command("test")(test.test)
app.command("graph")(graph.graph)
app.command("print")(printing.print_flow)
app.command("catalogue")(catalogue.catalogue)
app.command("diff")(diff.diff)
app.command("doctor")(doctor.doctor)
app.command("sweep")(upkeep.sweep)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.add_typer(helplines.commands, name="helplines")
app.command("lsp")(lsp.lsp)
app.add_typer(reword.app)
app.add_typer(safety.safety, name="safety")


@app.callback()
def prepare() -> None:
    """Structured CBT exercises: written as YAML, proved, and done one question at a time."""
    take_any_characters()
