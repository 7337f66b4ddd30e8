"""The fields to choose from: yes or no, options, one's own lines, one's own records.

They must not choose anything for the person.
"""

from cbt.engine.english import date_in_words
from cbt.engine.text import filled, labelled_items
from cbt.model.answer import OTHER, ChoiceKind, Mark, OneOfKind, PicksKind, RecallKind, YesNoKind
from cbt.service import Page
from web.fields.typed import Typed, first
from web.page import FieldView, OptionView

OTHER_LABEL = "Something else"
NONE_OF_THESE = "None of these"
CHOSEN_BEFORE = "The record that you chose before"


def yes_no(_kind: YesNoKind, page: Page, fields: Typed) -> FieldView:
    chosen = first(fields, "answer")
    options = (OptionView("yes", "Yes", chosen == "yes"), OptionView("no", "No", chosen == "no"))
    return FieldView("yes_no", options=options, optional=page.step.optional)


def options(kind: ChoiceKind | PicksKind, page: Page, fields: Typed) -> FieldView:
    chosen = set(fields.get("answer", ()))
    own_option = kind.other and OTHER not in page.step.labels
    found = tuple(
        [
            OptionView(option, filled(page.program, label, page.walk), option in chosen)
            for option, label in page.step.labels.items()
            if not (kind.other and option == OTHER)
        ]
    )
    label = page.step.labels.get(OTHER)
    return FieldView(
        "choice" if isinstance(kind, ChoiceKind) else "picks",
        options=found,
        other=kind.other,
        other_label=OTHER_LABEL if own_option or label is None else filled(page.program, label, page.walk),
        other_chosen=kind.other and OTHER in chosen,
        own=first(fields, "own"),
        optional=page.step.optional,
    )


def one_of(kind: OneOfKind, page: Page, fields: Typed) -> FieldView:
    chosen = first(fields, "answer")
    found = [
        OptionView(item, words, item == chosen)
        for item, words in labelled_items(page.program, kind, page.walk)
    ]
    return FieldView(
        "one_of",
        options=tuple(found),
        other=kind.other,
        other_label=OTHER_LABEL,
        other_chosen=kind.other and chosen == OTHER,
        own=first(fields, "own"),
        optional=page.step.optional,
    )


def recall(kind: RecallKind, page: Page, fields: Typed) -> FieldView:
    """The person's earlier records, newest first, and a way to pass; with several to pick, none picked is that way."""
    chosen = [address for address in fields.get("answer", ()) if address]
    passed = not chosen and page.session.facts.answers.get(page.place.key) is Mark.SKIPPED
    found = [
        OptionView(
            one.address,
            one.title or CHOSEN_BEFORE,
            one.address in chosen,
            date_in_words(one.day) if one.day is not None else "",
        )
        for one in page.earlier
    ]
    if kind.many:
        return FieldView("recall", options=tuple(found), optional=True, many=True)
    none = OptionView("", NONE_OF_THESE, passed)
    return FieldView("recall", options=(*found, none) if found else (), optional=True)
