"""From a flow to what a template may see of it.

It must not decide.
"""

from cbt.engine.text import paragraphs
from cbt.model.flow import Flow
from web.page import ExerciseCard


def exercise_card(flow: Flow) -> ExerciseCard:
    """An exercise: title, about, minutes, pages, and when not to use it now."""
    fewest, most = flow.pages.fewest, flow.pages.most
    pages = f"{fewest} pages" if fewest == most else f"{fewest} to {most} pages"
    before = paragraphs(flow.before_you_start.source) if flow.before_you_start else ()
    about = " ".join(paragraphs(flow.about.source)) if flow.about else ""
    return ExerciseCard(
        flow.id, flow.title.source, about, flow.minutes, f"/exercises/{flow.id}", pages, before
    )
