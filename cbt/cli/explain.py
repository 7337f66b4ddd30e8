"""`cbt explain`: shows what a code of the checker means, with a bad sample and a good one.

It must not know a code itself: the pages of docs/codes do.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import out, say, stop, visible

if TYPE_CHECKING:
    from cbt.compiler.codes import Explanation

_WIDEST = 100


def explain(
    code: Annotated[
        str | None, typer.Argument(help="A code such as F304; without it, all are listed.")
    ] = None,
) -> None:
    """Show what a code means, why it matters and how to mend it.

    Ends with 2 when there is no such code.
    """
    from cbt.compiler.codes import read_explanations
    from cbt.compiler.diagnostics import did_you_mean

    explained = read_explanations()
    if code is None:
        for page in explained.values():
            say(f"{page.code}  {page.title}")
        return
    found = explained.get(code.upper())
    if found is None:
        hint = did_you_mean(code.upper(), explained) or "cbt explain lists them all."
        stop(f'There is no code "{code}": {hint}')
    _show(found)


def _show(page: "Explanation") -> None:
    """Laid out for people; as it stands in the file when piped."""
    if not out.is_terminal:
        say(page.text.rstrip("\n"))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(file=out.file, highlight=False, emoji=False)
    console.print(Markdown(visible(page.text)), width=min(console.width, _WIDEST))
