"""From a step with a pace, a timer or a breath, to what the template may see.

It must not start anything: the person does.
"""

from cbt.model.flow import Step
from web.page import PaceView
from web.when import length_in_words


def pace_view(step: Step) -> PaceView | None:
    """The pace of a page, or None."""
    if step.timer is not None:
        return PaceView(f"Take {length_in_words(step.timer)} for this.", step.timer)
    if step.breathe is None:
        return None
    breath = step.breathe
    words = f"Breathe in for {length_in_words(breath.inhale)}, and out for {length_in_words(breath.exhale)}."
    return PaceView(
        f"{words} Go on like this for {length_in_words(breath.seconds)}.",
        breath.seconds,
        breath.inhale,
        breath.exhale,
    )
