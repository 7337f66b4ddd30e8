"""`cbt reword`: other wordings of prompts - written, judged, reviewed - one file a command.

It must stay quick, like every other command: what a command needs is imported when it runs.
"""

import typer

from cbt.cli.reword import check, guard, review, status, write

app = typer.Typer(
    name="reword",
    help="Write, judge and review other wordings of questions.",
    no_args_is_help=True,
    add_completion=False,
)
app.command("write")(write.write)
app.command("review")(review.review)
app.command("status")(status.status)
app.command("check")(check.check)
app.command("guard")(guard.guard)
