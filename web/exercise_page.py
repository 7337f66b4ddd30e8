"""From flows to what a template may see of them.

It must not decide which are offered.
"""

from collections.abc import Iterable, Sequence

from cbt.engine.english import minutes_in_words
from cbt.engine.text import paragraphs
from cbt.model.flow import Flow
from web.languages import called, lang_of
from web.page import ExerciseCard, LanguageView, ShelfView


def exercise_card(flow: Flow) -> ExerciseCard:
    """An exercise: title, about, minutes, pages, and when not to use it now."""
    fewest, most = flow.pages.fewest, flow.pages.most
    pages = f"{fewest} pages" if fewest == most else f"{fewest} to {most} pages"
    before = paragraphs(flow.before_you_start.source) if flow.before_you_start else ()
    about = " ".join(paragraphs(flow.about.source)) if flow.about else ""
    return ExerciseCard(
        flow.id,
        flow.title.source,
        about,
        minutes_in_words(flow.minutes) if flow.minutes else "",
        f"/exercises/{flow.id}",
        pages,
        before,
        lang_of(flow.language),
    )


def language_views(known: Iterable[str], chosen: str) -> list[LanguageView]:
    """The languages that can be chosen, and which one was."""
    return [LanguageView(each, called(each), each == chosen, lang_of(each)) for each in known]


def shelf_views(shelf: Iterable[tuple[str, Sequence[Flow]]]) -> list[ShelfView]:
    """Exercises under the words that they are offered with."""
    return [ShelfView(words, tuple([exercise_card(flow) for flow in flows])) for words, flows in shelf]


def found_in(groups: Iterable[ShelfView], words: str) -> list[ShelfView]:
    """What has each of these words, or the beginning of it, in its title, its about or its group; no words find all."""
    wanted = words.casefold().split()
    found = []
    for group in groups:
        cards = [card for card in group.exercises if _has(f"{group.words} {card.title} {card.about}", wanted)]
        found += [ShelfView(group.words, tuple(cards))] if cards else []
    return found


def _has(text: str, wanted: Sequence[str]) -> bool:
    """Whether each word that is wanted begins a word of the text."""
    padded = f" {text.casefold()}"
    return all(f" {word}" in padded for word in wanted)
