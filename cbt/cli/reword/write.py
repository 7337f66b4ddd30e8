"""`cbt reword write`: an author's own wording of a prompt, put into the bank if the guards let it in.

It must not write what a hard guard refuses, or approve in nobody's name.
"""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note, stop

if TYPE_CHECKING:
    from cbt.cli.reword.putting import Place
    from cbt.wording.reason import Reason


def write(
    name: Annotated[str, typer.Argument(help="What is reworded: a flow's id, or parts/x.")],
    key: Annotated[str, typer.Argument(help="The text's key, such as situation.ask.")],
    to: Annotated[str, typer.Option("--to", help="The same in other words.")],
    tone: Annotated[str, typer.Option("--tone", help="warmer, simpler or shorter.")],
    approve: Annotated[
        str, typer.Option("--approve", metavar="NAME", help="Approve it at once, in this name.")
    ] = "",
    waive: Annotated[
        list[str] | None,
        typer.Option("--waive", metavar="GUARD=WHY", help="Set a structural reason aside; needs --approve."),
    ] = None,
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows. (default: flows/ here, or the shipped ones)")
    ] = None,
) -> None:
    """Write a rewording by hand, under the same guards as every other.

    Ends with 1, and writes nothing, where a guard refuses it; with 2 where there is no such prompt or tone.
    """
    from cbt.cli.reword.putting import by_hand, is_hard, put, refusing

    rest = f"--to {shlex.quote(to)} --tone {tone}" + (f" --flows {flows}" if flows else "")
    place = _place(flows, name, key, tone, rest)
    waived = _waived(waive or [], approve)
    reasons = refusing(place, to.strip())
    if reasons is None:
        stop(f"The guards know no words of the language {place.language}.")
    against = [reason for reason in reasons if is_hard(reason) or reason.guard not in waived]
    if against:
        _refuse(against, place.source, to.strip())
    needed = {guard: why for guard, why in waived.items() if guard in [reason.guard for reason in reasons]}
    put(place, by_hand(place, to.strip(), approve, needed))
    note(f"Written to {place.path}.", "green")


def _place(flows: Path | None, named: str, key: str, tone: str, rest: str) -> "Place":
    from cbt.cli.reword.banks import folder_at
    from cbt.cli.reword.choosing import folder_and_names
    from cbt.cli.reword.putting import Place
    from cbt.cli.reword.refusing import why_no_file, why_no_text
    from cbt.wording.guards import TONES

    if tone not in TONES:
        stop(f"{tone} is no tone: take one of {', '.join(TONES)}.")
    home, [name] = folder_and_names(flows, [named])
    folder = folder_at(home)
    names = dict(folder.spots())
    if name not in names:
        stop(why_no_file(folder, name, names))
    if key not in names[name]:
        stop(why_no_text(folder, name, key, names[name], rest))
    return Place(folder, name, key, names[name][key], tone)


def _waived(asked: list[str], approve: str) -> dict[str, str]:
    """Why each guard is set aside. Ends the command where nobody does so, or for no reason."""
    if asked and not approve:
        stop("A reason is set aside by somebody: add --approve with your name.")
    waived = {each.partition("=")[0].strip(): each.partition("=")[2].strip() for each in asked}
    for name, why in waived.items():
        if not why:
            stop(f"Say why: --waive '{name}=...'.")
    return waived


def _refuse(reasons: "list[Reason]", source: str, to: str) -> None:
    from cbt.cli.reword.check import print_reason
    from cbt.cli.reword.putting import is_hard

    for reason in reasons:
        print_reason(reason, source, to)
    hard = any(is_hard(reason) for reason in reasons)
    way = "a hard guard is never set aside" if hard else "or set it aside with --waive and --approve"
    stop(f"Nothing was written. Word it otherwise; {way}.", FAULTS)
