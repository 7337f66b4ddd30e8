"""`cbt reword review`: goes through what is proposed, source and rewording side by side; accept, edit, reject or undo.

It must not approve by itself, or what a hard guard refuses.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import note, out, say, stop, visible

if TYPE_CHECKING:
    from cbt.cli.reword.banks import Folder
    from cbt.cli.reword.deciding import Proposed, Review
    from cbt.compiler.bank import File

_WAYS = "(a)ccept, (e)dit, (r)eject, (s)kip, (u)ndo, (q)uit"


def review(
    file: Annotated[
        Path, typer.Argument(help="A file of rewordings, in the folder rewordings of its flows.")
    ],
    name: Annotated[str, typer.Option("--name", help="Who approves: the name that is written down.")],
) -> None:
    """Go through the proposed rewordings of a file and decide on each.

    Every decision is written at once, so that a review that is broken off goes on where it stopped.
    """
    from cbt.cli.reword.banks import file_at
    from cbt.cli.reword.deciding import Review

    if not name.strip():
        stop("Say who approves: --name 'R. Author'.")
    folder, found = file_at(file)
    going = Review(name.strip(), list(_proposed(folder, found)))
    if not going.proposed:
        note("Nothing is proposed here.")
        return
    while (proposed := going.here) is not None and _decide(going, proposed):
        pass
    note(f"{going.accepted} accepted, {going.rejected} rejected, of {len(going.proposed)}.", "green")


def _proposed(folder: "Folder", file: "File") -> "Iterator[Proposed]":
    from cbt.cli.reword.deciding import Proposed
    from cbt.cli.reword.putting import Place
    from cbt.compiler.bank import rewordable_texts

    name, spots = file.source.removesuffix(".yaml"), rewordable_texts(folder.bundle, file.source)
    for entry in file.entries:
        if entry.shape.approved is None and entry.key in spots:
            place = Place(folder, name, entry.key, spots[entry.key], file.tone)
            yield Proposed(entry.shape, place)


def _decide(going: "Review", proposed: "Proposed") -> bool:
    """Shows one entry and does what is asked for; False to end."""
    _show(going, proposed)
    match _asked(_WAYS)[:1].lower():
        case "a":
            _accept(going, proposed, proposed.to)
        case "e":
            _accept(going, proposed, _asked("In your words"))
        case "r":
            going.reject(proposed)
        case "s":
            going.skip()
        case "u" if not going.undo():
            note("There is nothing to undo.")
        case "q":
            return False
    return True


def _show(going: "Review", proposed: "Proposed") -> None:
    from cbt.cli.reword.check import print_reason
    from cbt.cli.word_diff import coloured_words, plain_words

    place = proposed.place
    say(
        f"{place.key} ({going.at + 1} of {len(going.proposed)}, {place.tone}, by {proposed.shape.by})", "bold"
    )
    before, after = visible(place.source), visible(proposed.to)
    if out.is_terminal:
        out.print(coloured_words(before, after))
    else:
        say(f"  {plain_words(before, after)}")
    for reason in proposed.reasons:
        print_reason(reason, place.source, proposed.to)


def _accept(going: "Review", proposed: "Proposed", to: str) -> None:
    """Approves the words, where the guards let them pass or their structural reasons are set aside."""
    from cbt.cli.reword.check import print_reason
    from cbt.cli.reword.putting import is_hard, refusing

    reasons = refusing(proposed.place, to) or []
    if to != proposed.to:
        for reason in reasons:
            print_reason(reason, proposed.place.source, to)
    if any(is_hard(reason) for reason in reasons):
        note("A hard guard refuses this, and cannot be set aside. Edit it, or reject it.", "yellow")
        return
    why = _asked("Why is it right all the same? (empty: decide again)") if reasons else ""
    if not reasons or why:
        going.accept(proposed, to, {reason.guard: why for reason in reasons})


def _asked(what: str) -> str:
    answer: str = typer.prompt(what, default="", show_default=False)
    return answer.strip()
