"""`cbt reword FLOW`: asks a model for other wordings and puts what the guards let in into the bank, for a review.

It must not ask before it has told the cost, and approves nothing that a person has not asked it to.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, err, note, out, say, stop, visible

if TYPE_CHECKING:
    from cbt.cli.reword.asking import Asking, Cost, Outcome, Wish
    from cbt.cli.reword.putting import Place

EXTRA = "models"
_MOST = 16


def ask(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[FLOW]...", help="Ids or files of flows, or parts/x.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All flows, and only what passes all three sets of guards.")
    ] = False,
    tone: Annotated[
        list[str] | None, typer.Option(help="warmer, simpler or shorter. (default: each of them)")
    ] = None,
    candidates: Annotated[
        int, typer.Option("--candidates", "-k", min=1, max=_MOST, help="How many wordings to ask for.")
    ] = 4,
    temperature: Annotated[float, typer.Option(min=0.0, max=2.0, help="How freely words are chosen.")] = 0.7,
    seed: Annotated[int, typer.Option(min=0, help="Another number gives other wordings.")] = 1,
    again: Annotated[
        bool, typer.Option("--again", help="Ask anew where a model's wording is only proposed.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Approve what passes all three sets of guards; needs --name.")
    ] = False,
    name: Annotated[str, typer.Option("--name", help="Who approves.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what it would cost, and ask nothing.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=0, help="Make at most so many calls; the next run goes on there.")
    ] = None,
    deadline: Annotated[
        float, typer.Option(min=0.1, max=600.0, help="Seconds within which a reply must be there.")
    ] = 60.0,
    cache: Annotated[
        Path | None, typer.Option(help="Where replies are kept. (default: the user's cache)")
    ] = None,
    flows: Annotated[
        Path | None, typer.Option(help="The folder of flows. (default: flows/ here, or the shipped ones)")
    ] = None,
) -> None:
    """Ask a model for other wordings of questions; what the guards let in is proposed in the bank.

    CBT_REWORD_URL, CBT_REWORD_MODEL and CBT_REWORD_KEY say where the model is. It is sent authored texts, and
    nothing that anybody answered. Ends with 1 when the model's service does not work.
    """
    from cbt.cli.reword.asking import Wish

    if bool(names) is everything:
        stop("Name a flow, such as cbt reword thought_record; or all of them with --all.")
    if yes is not bool(name.strip()):
        stop("To approve what passes all guards takes --yes, and --name with who approves it.")
    wish = Wish("", candidates, temperature, seed, everything, name.strip())
    asking = _asking(wish, deadline, cache, only_counts=dry_run)
    places = _places(flows, names or [], tone or [], again=again)
    _tell_cost(asking.cost(places), len(places), asking.client.url)
    if not dry_run and places:
        _run(asking, _within(asking, places, limit))


def _asking(wish: "Wish", deadline: float, cache: Path | None, *, only_counts: bool) -> "Asking":
    """The client and its settings, of which counting needs none. Ends the command where these do not do."""
    if find_spec("httpx") is None:
        stop(f"This needs the extra for models: pip install 'cbt-flows[{EXTRA}]'.")
    from dataclasses import replace

    import platformdirs

    from cbt.cli.reword.asking import Asking
    from cbt.cli.troubles import words_for
    from cbt.errors import CbtError
    from cbt.llm.client import Client
    from cbt.llm.replies import Replies
    from cbt.settings import load_model_settings

    try:
        settings = load_model_settings(can_do_without=only_counts)
    except CbtError as trouble:
        stop(words_for(trouble))
    key = settings.key.get_secret_value() if settings.key is not None else ""
    folder = cache or platformdirs.user_cache_path("cbt-flows", appauthor=False) / "replies"
    return Asking(Client(settings.url, key, deadline), Replies(folder), replace(wish, model=settings.model))


def _places(flows: Path | None, given: list[str], tones: list[str], *, again: bool) -> "list[Place]":
    from cbt.cli.reword.banks import folder_at
    from cbt.cli.reword.choosing import folder_and_names, named_texts, places_to_ask
    from cbt.wording.guards import TONES

    for tone in tones:
        if tone not in TONES:
            stop(f"{tone} is no tone: take one of {', '.join(TONES)}.")
    home, names = folder_and_names(flows, given)
    folder = folder_at(home)
    wanted = [tone for tone in TONES if tone in tones or not tones]
    return list(places_to_ask(folder, named_texts(folder, names), wanted, again=again))


def _tell_cost(cost: "Cost", texts: int, url: str) -> None:
    known = f" Known already: {_counted(cost.known, 'call')}." if cost.known else ""
    to = f" to {url}" if url else ""
    note(
        f"{_counted(texts, 'wording')} to ask for, {_counted(cost.calls, 'call')}{to}: about {cost.sent} tokens "
        f"there and {cost.most_back} back at most.{known}"
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _within(asking: "Asking", places: "list[Place]", limit: int | None) -> "list[Place]":
    """The first texts that can be asked about with so many calls."""
    found: list[Place] = []
    left = limit
    for place in places:
        calls = asking.calls_for(place)
        if left is not None and calls > left:
            note(
                f"Left for another run, by --limit {limit}: {_counted(len(places) - len(found), 'wording')}."
            )
            break
        left = left - calls if left is not None else None
        found.append(place)
    return found


def _run(asking: "Asking", places: "list[Place]") -> None:
    """Asks, shows each outcome, and says how to go on."""
    from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from cbt.errors import NoReply

    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeRemainingColumn())
    written: dict[Path, int] = {}
    try:
        with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
            task = progress.add_task("Asking", total=len(places))
            for outcome in asking.run(places):
                _show(outcome)
                if outcome.best is not None:
                    written[outcome.place.path] = written.get(outcome.place.path, 0) + 1
                progress.advance(task)
    except NoReply as none:
        _sum_up(written)
        stop(
            f"{_trouble(none.reason, none.status)} What was found is written; the same command goes on.",
            FAULTS,
        )
    except KeyboardInterrupt:
        _sum_up(written)
        stop("Stopped. What was found is written; the same command goes on.", FAULTS)
    _sum_up(written)


def _show(outcome: "Outcome") -> None:
    from cbt.cli.reword.candidates import told
    from cbt.cli.word_diff import coloured_words, plain_words

    place, best = outcome.place, outcome.best
    asked = len(outcome.candidates) + len(outcome.failures)
    fit = sum(not each.reasons for each in outcome.candidates)
    refused = told(outcome.candidates, outcome.failures)
    say(
        f"{place.name} {place.key}, {place.tone}: {fit} of {asked}{f' ({refused})' if refused else ''}",
        "bold",
    )
    if best is None:
        return
    if out.is_terminal:
        out.print(coloured_words(visible(place.source), visible(best.text)))
    else:
        say(f"  {plain_words(place.source, best.text)}")


def _sum_up(written: dict[Path, int]) -> None:
    for path, count in written.items():
        note(f"{path}: {_counted(count, 'new wording')}. cbt reword review {path} --name ...", "green")


def _trouble(reason: str, status: int) -> str:
    said = {
        "status": f"The service replied with the status {status}",
        "late": "No reply was there in time",
        "unreachable": "Nobody answers at that address",
        "broken_off": "The connection broke off",
        "too_large": "The reply was too large",
        "no_json": "The reply was no JSON",
        "no_choice": "The reply held no choice",
    }
    return f"{said[reason]}, and too often: nothing more was asked."
