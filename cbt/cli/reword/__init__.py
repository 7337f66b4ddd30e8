"""`cbt reword`: other wordings of prompts - asked for, written, judged, reviewed - one file a command.

It must stay quick, like every other command: what a command needs is imported when it runs.
"""

from typing import Any

import typer
from typer.core import TyperGroup

from cbt.cli.reword import ask, check, guard, review, status, write

_UNNAMED = "ask"


class WithoutName(TyperGroup):
    """The commands; what names none of them is meant for `ask`: `cbt reword thought_record`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Takes the arguments in. An option of the group itself, such as --help, stays its own."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_UNNAMED, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="reword",
    cls=WithoutName,
    help="Ask a model for other wordings of questions (cbt reword FLOW), write and judge and review them.",
    no_args_is_help=True,
    add_completion=False,
)
app.command(_UNNAMED)(ask.ask)
app.command("write")(write.write)
app.command("review")(review.review)
app.command("status")(status.status)
app.command("check")(check.check)
app.command("guard")(guard.guard)
