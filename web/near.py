"""The help that is near a person: in the country that they chose, else in the operator's.

It must not guess a country: an address says nothing here.
"""

from datetime import UTC, date, datetime

from cbt.safety.helplines import Country
from web import country
from web.help_page import HelpView, help_view
from web.services import services


def find_country() -> Country | None:
    """The country, or None where nobody has named one that is known."""
    countries = services().helplines.countries
    return countries.get(country.chosen()) or countries.get(services().country)


def help_here(*, is_offline: bool = False) -> HelpView:
    """What the help pages show in that country."""
    chosen = country.chosen()
    return help_view(services().helplines, find_country(), today(), chosen=chosen, is_offline=is_offline)


def today() -> date:
    return datetime.now(UTC).date()
