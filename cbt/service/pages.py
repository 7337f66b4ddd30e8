"""From a session to one of its pages, what that page has collected, and which page comes after a form.

It must not open, seal or store.
"""

from cbt.engine.answering import read_fields
from cbt.engine.answers import Fields
from cbt.engine.machine import Program
from cbt.engine.progress import page_count
from cbt.engine.replay import walk_to
from cbt.engine.text import shown
from cbt.errors import AnswerError, PageUnknown
from cbt.model.answer import Line, Value
from cbt.model.flow import Role
from cbt.model.reference import AnswerRef
from cbt.model.session import ExerciseSession, Place, key
from cbt.service.views import RECORD, Collected, Page


def page_of(
    program: Program, session: ExerciseSession, revision: int, number: int | None = None, *, begin: str = ""
) -> Page:
    """Page `number` of a session, or the one it stands on. Raises PageUnknown when it has not come to that page."""
    position = session.position
    pages = position.pages
    number = len(pages) if number is None else number
    if not 1 <= number <= len(pages):
        raise PageUnknown(len(pages))
    place = pages[number - 1]
    unseen = [pages.numbers[at] + 1 for at in session.unseen if at in pages.numbers]
    return Page(
        address=session.address,
        number=number,
        place=place,
        step=program.flow.steps[place.step],
        walk=walk_to(program, session.facts, position, place),
        program=program,
        session=session,
        revision=revision,
        begin=begin,
        passed_over=frozenset(unseen) - {number},
    )


def about_total(page: Page) -> int:
    """About how many pages the whole run will have, as far as the session has come; never fewer than were seen."""
    session, position = page.session, page.session.position
    stands_here = page.place == position.here
    walk = page.walk if stands_here else walk_to(page.program, session.facts, position, position.here)
    return max(page_count(page.program, position, walk), page.number) - len(page.passed_over)


def next_page(program: Program, session: ExerciseSession, place: Place, back_to: int | None) -> int:
    """Where to go after `place` was answered: on by one page, or back to where a change was asked for.

    A change leads to the first page that is now unanswered when that comes before the page it was asked from.
    """
    pages = session.position.pages
    if back_to is None:
        number = pages.index(place) + 1 if place in pages else len(pages)
        return min(number + 1, len(pages))
    if back_to == RECORD:
        return RECORD if program.flow.steps[session.position.here.step].is_final else len(pages)
    return min(max(back_to, 1), len(pages))


def same_answer(page: Page, fields: Fields) -> bool:
    """Whether the fields hold what is stored for the page already."""
    stored = page.session.facts.answers.get(page.place.key)
    try:
        typed = read_fields(page.step, page.walk, fields, page.records)
    except AnswerError:
        return False
    return _bare(typed) == _bare(stored)


def _bare(value: Value | None) -> object:
    """The value without the ids of its lines, which a form made before the first save does not know."""
    if isinstance(value, tuple):
        return tuple([str(item.text) if isinstance(item, Line) else item for item in value])
    return value


def is_collecting(page: Page) -> bool:
    """Whether the page asks for another item of a loop."""
    return page.step.role is Role.AGAIN


def collected_ids(page: Page) -> tuple[str, ...]:
    """The items that a collecting page's loop has gone through, in order."""
    return page.session.position.walked.get(key(page.step.loops[-1], page.place.items[:-1]), ())


def collected(page: Page) -> tuple[Collected, ...]:
    """What a collecting page's loop holds so far: each item in words, and the page where it begins."""
    loop, steps = page.step.loops[-1], page.program.flow.steps
    outer = page.place.items[:-1]
    found = []
    for item in collected_ids(page):
        prefix = (*outer, item)
        own = [
            (number, place)
            for number, place in enumerate(page.session.position.pages, 1)
            if loop in steps[place.step].loops and place.items[: len(prefix)] == prefix
        ]
        asked = [
            place for _, place in own if place.items == prefix and steps[place.step].role is Role.QUESTION
        ]
        words = [word for place in asked if (word := words_at(page, place))]
        found.append(Collected(item, tuple(words), own[0][0]))
    return tuple(found)


def words_at(page: Page, place: Place) -> str:
    """What was answered at a place of the page's session, on one line; empty where nothing was."""
    session = page.session
    walk = walk_to(page.program, session.facts, session.position, place)
    return shown(page.program, AnswerRef(place.step, tuple(range(len(place.items)))), walk)


def page_after_removal(session: ExerciseSession, again: Place) -> int:
    """The page that asks for another item of the same loop, if the path still has one; else the furthest page."""
    pages = session.position.pages
    outer = again.items[:-1]
    asking = [
        number
        for number, place in enumerate(pages, 1)
        if place.step == again.step and place.items[:-1] == outer
    ]
    return asking[-1] if asking else len(pages)
