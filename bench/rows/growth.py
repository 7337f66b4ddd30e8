"""What an answer costs in a long session, for a person with many records, and in a full database.

It must not write records through the web: they are sealed and stored as the app would, in one go.
"""

from pathlib import Path

from bench.figures import Results, figure, ratios
from bench.plan import Plan
from bench.probe import Probe
from bench.rows.paired import paired
from bench.seeds import Seeded

_FEW = 10
_LONG = 980
_PAGE = 20


def growth(plan: Plan) -> Results:
    """The rows long-session, many-records, newest and full-database."""
    if plan.wants("long-session"):
        yield from _long_session(plan)
    if plan.wants("many-records", "newest"):
        yield from _many_records(plan)
    if plan.wants("full-database"):
        yield from _full_database(plan)


def _long_session(plan: Plan) -> Results:
    data, log, count = plan.new_folder("data"), plan.log("long"), 10
    seeded = Seeded(data)
    person = seeded.add_person()
    given = {}
    for answers in (_LONG, _FEW):
        addresses = seeded.add_records(person, seeded.listed(answers), count * plan.most_rounds + 1)
        given[answers] = [(address, answers + 1) for address in addresses]
    with (
        Probe("long-list", log, data=str(data), cookie=person.cookie, sessions=given[_LONG]) as long,
        Probe("long-list", log, data=str(data), cookie=person.cookie, sessions=given[_FEW]) as short,
    ):
        yield figure("long-session", ratios(*paired(plan, long, short, count)))


def _many_records(plan: Plan) -> Results:
    log = plan.log("records")
    many, cookie = _person_with(plan, plan.scaled(10_000, 2_000))
    if plan.wants("many-records"):
        few, few_cookie = _person_with(plan, _FEW)
        with (
            Probe("answers", log, data=str(many), cookie=cookie) as first,
            Probe("answers", log, data=str(few), cookie=few_cookie) as second,
        ):
            yield figure("many-records", ratios(*paired(plan, first, second, 15)))
    if plan.wants("newest"):
        page, page_cookie = _person_with(plan, _PAGE)
        with (
            Probe("records", log, data=str(many), cookie=cookie) as first,
            Probe("records", log, data=str(page), cookie=page_cookie) as second,
        ):
            yield figure("newest", ratios(*paired(plan, first, second, 20)))


def _person_with(plan: Plan, records: int) -> tuple[Path, str]:
    """A data folder with one person who has so many finished records."""
    data = plan.new_folder("data")
    seeded = Seeded(data)
    person = seeded.add_person()
    seeded.add_records(person, seeded.finished(), records)
    return data, person.cookie


def _full_database(plan: Plan) -> Results:
    log, folders = plan.log("full"), []
    for sessions in (plan.scaled(50_000, 5_000), 1_000):
        data = plan.new_folder("data")
        seeded = Seeded(data)
        seeded.add_people(seeded.finished(), sessions)
        folders.append(str(data))
    with Probe("answers", log, data=folders[0]) as full, Probe("answers", log, data=folders[1]) as small:
        yield figure("full-database", ratios(*paired(plan, full, small, 15)))
