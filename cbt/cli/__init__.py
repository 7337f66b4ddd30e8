"""The command line: `cbt serve`, `check`, `play`, `test`, `doctor`.

It must stay quick: a command imports what it needs when it runs; `serve` and `doctor` alone need a database.
"""

import typer

from cbt.cli import check, doctor, play, serve, test
from cbt.cli.console import take_any_characters

app = typer.Typer(name="cbt", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("serve")(serve.serve)
app.command("check")(check.check)
app.command("play")(play.play)
app.command("test")(test.test)
app.command("doctor")(doctor.doctor)


@app.callback()
def prepare() -> None:
    """Structured CBT exercises: written as YAML, proved, and done one question at a time."""
    take_any_characters()
