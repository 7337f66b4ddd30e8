"""`cbt helplines`: lists, shows and checks the numbers that the help pages give.

It must not dial or open anything: whether somebody answers is for people to find out.
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cbt.cli.console import FAULTS, note, say, stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbt.compiler.diagnostics import Diagnostic
    from cbt.compiler.helplines import Gathered
    from cbt.safety.helplines import Country, Helpline

commands = typer.Typer(no_args_is_help=True, help="Look at the numbers that the help pages give.")

Own = Annotated[
    Path | None,
    typer.Option("--own", help="Your own folder of helplines. (default: the one that CBT_HELPLINES names)"),
]


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


@commands.command("check")
def check(
    own: Own = None,
    form: Annotated[
        Format, typer.Option("--format", help="text for people, json for programs.")
    ] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Let a warning count as a fault.")] = False,
) -> None:
    """Say which helplines have a fault, are old, or were never confirmed.

    Ends with 0 when there is no fault, with 1 when there is one, with 2 when there is nothing to check. What a code
    means is told by cbt explain.
    """
    from cbt.cli.findings import has_errors, print_findings

    findings = _gathered(own).findings
    if form is Format.JSON:
        from cbt.compiler.report import to_json

        typer.echo(json.dumps([to_json(finding) for finding in findings], indent=2))
    else:
        print_findings(findings)
        note(
            f"{summed_up(findings)}.",
            "bold red" if has_errors(findings) else "yellow" if findings else "green",
        )
    if findings if strict else has_errors(findings):
        raise typer.Exit(FAULTS)


@commands.command("list")
def list_(own: Own = None) -> None:
    """List every country with how many helplines it has, and how many of them somebody has confirmed."""
    today = _today()
    for country in _gathered(own).helplines.all():
        confirmed = sum(each.evidence.standing(today).value == "confirmed" for each in country.helplines)
        say(
            f"{country.code:8}  {len(country.helplines):2} helplines, {confirmed:2} confirmed  {country.listed}"
        )


@commands.command("show")
def show(
    code: Annotated[str, typer.Argument(help="The two letters of a country, or anywhere, or local.")],
    own: Own = None,
) -> None:
    """Show the helplines of a country in the order of its page, with how well each is known."""
    from cbt.cli.troubles import sentence
    from cbt.compiler.diagnostics import did_you_mean

    found = {country.code: country for country in _gathered(own).helplines.all()}
    if code not in found:
        near = did_you_mean(code, found)
        hint = sentence(near) if near else "cbt helplines list names all."
        stop(f"No helplines of {code} are known. {hint}")
    _show(found[code], _today())


def _show(country: "Country", today: date) -> None:
    say(country.listed, "bold")
    numbers = ", ".join([f"{each.written} {each.about}".strip() for each in country.emergency])
    if numbers:
        say(f"  emergency: {numbers}  [{country.evidence.standing(today)}]")
    everyone, young = country.ordered(today), country.ordered(today, young=True)
    # Those for both would come twice; a dict keeps the first place of each.
    for helpline in dict.fromkeys((*everyone[0], *everyone[1], *young[0], *young[1])):
        _show_line(helpline, today)


def _show_line(helpline: "Helpline", today: date) -> None:
    evidence = helpline.evidence
    say(f"  {helpline.name}  [{evidence.standing(today)}, for {helpline.audience}]")
    say(f"    {'  '.join(helpline.links())}")
    facts = [helpline.hours, helpline.cost, ", ".join(helpline.languages)]
    say(f"    {'; '.join(filter(None, facts))}")
    say(f"    source: {evidence.source}")
    if helpline.notes:
        say(f"    notes: {helpline.notes}")


def summed_up(findings: "Sequence[Diagnostic]") -> str:
    """`Of the numbers 3 are too old, 80 were never confirmed`."""
    counts = (
        ("have a fault", [each for each in findings if each.code.startswith("F")]),
        ("are too old", [each for each in findings if each.code == "W752"]),
        ("are to be confirmed again", [each for each in findings if each.code == "W751"]),
        ("were never confirmed", [each for each in findings if each.code == "W753"]),
    )
    told = [f"{len(found)} {words}" for words, found in counts if found]
    return f"Of the numbers {', '.join(told)}" if told else "All numbers were confirmed of late"


def _gathered(own: Path | None) -> "Gathered":
    """What the help pages would show. Ends the command for a folder that is not there."""
    from cbt.cli.folders import shown_default
    from cbt.cli.troubles import words_for
    from cbt.compiler.helplines import gather_helplines
    from cbt.errors import CbtError
    from cbt.settings import load_settings

    try:
        settings = load_settings(helplines=own)
    except CbtError as trouble:
        stop(words_for(trouble))
    return gather_helplines(settings.own_helplines, _today(), shown_default())


def _today() -> date:
    return datetime.now(UTC).date()
