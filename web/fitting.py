"""What fits next, on the page where an exercise ends.

It must not offer anything where a number is higher than before: help and steadying come first there.
"""

from cbt.model.flow import Role
from cbt.records.change import is_higher
from cbt.service import Page, changes_of
from web.exercise_page import exercise_card
from web.page import ExerciseCard
from web.services import services


def fitting_after(page: Page) -> tuple[ExerciseCard, ...]:
    """The exercises that fit next; none on any other page."""
    if page.step.role is not Role.END:
        return ()
    pairs = changes_of(page.program, page.session)
    if any(is_higher(pair.before, pair.after, pair.least, pair.most) for pair in pairs):
        return ()
    return tuple([exercise_card(flow) for flow in services().shelf.after(page.program.flow.id)])
