"""From a page as the service gives it to what the template may see.

It must not decide: numbers, words and addresses only.
"""

from cbt.engine.text import by_item, prose, told
from cbt.engine.tones import worded
from cbt.engine.walk import Walk
from cbt.model.answer import ChoiceKind, OneOfKind, OrderKind, PicksKind, RecallKind, YesNoKind
from cbt.model.flow import Kept, Role, Text
from cbt.model.reference import AnswerRef
from cbt.model.session import key
from cbt.service import RECORD, Beside, Page, about_total, collected, find_beside
from web import note
from web.fields import Typed, field_view
from web.fitting import fitting_after
from web.forms import new_visit
from web.languages import lang_of
from web.last_time import last_time
from web.pace import pace_view
from web.page import BesideView, CueView, ErrorView, FormView, HandOffView, ItemView, KeptView, PageView
from web.pause_page import FirstView, first_view
from web.rest import rest_view
from web.services import services
from web.tone_page import tone_view
from web.tones import chosen_tone
from web.words_page import offers_words

_CHOSEN_KINDS = (ChoiceKind, OneOfKind, OrderKind, PicksKind, RecallKind, YesNoKind)
# Of what was written earlier: letters on a page, letters in a line of a small phone, and lines there.
_MOST_IN_VIEW, _PHONE_LINE, _MOST_PHONE_LINES = 400, 31, 5
SAVED = "Saved"
SAVED_NOW = "Saved a moment ago"


def session_url(address: str, number: int, back: int | None = None) -> str:
    """The address of a page; `back` says where a change leads back to."""
    asked = "" if back is None else f"?back={'record' if back == RECORD else back}"
    return f"/s/{address}/{number}{asked}"


def record_url(address: str) -> str:
    return f"/records/{address}"


def together_url(address: str) -> str:
    """The page that reads a record together with the others of its exercise."""
    return f"{record_url(address)}/together"


def page_view(
    page: Page,
    *,
    back: int | None = None,
    typed: Typed | None = None,
    problem: ErrorView | None = None,
    unfiled: tuple[str, ...] = (),
    just_saved: bool = False,
    offered: HandOffView | None = None,
    cues: tuple[CueView, ...] = (),
) -> PageView:
    """One page as a template sees it; `typed` are the words of a form that could not be taken, given back.

    `unfiled` are such words that belong to no field of this page.
    """
    step = page.step
    chosen = chosen_tone() if page.program.tones else ""
    read = worded(page.program, step, chosen)
    heading, *rest = _prose(page, read.step.prompt) or [""]
    is_begun = page.revision > 0
    return PageView(
        kind=step.role.value,
        number=page.shown_number,
        total=about_total(page),
        heading=heading,
        paragraphs=tuple(rest),
        form=_form(page, back),
        back_url=record_url(page.address) if back == RECORD else _back_url(page),
        stop_url=record_url(page.address) if back == RECORD else "/records",
        record_url=record_url(page.address),
        together_url=together_url(page.address) if _can_be_read_together(page) else "",
        help=" ".join(_prose(page, read.step.help)),
        example=_prose(page, step.example),
        kept=_kept(page),
        beside=_beside(page),
        field=field_view(page, typed) if step.role is Role.QUESTION else None,
        items=_items(page) if step.role is Role.AGAIN else (),
        remove_url=f"/s/{page.address}/{page.number}/remove",
        problem=problem,
        unfiled=unfiled,
        saved=SAVED_NOW if just_saved else SAVED if is_begun and problem is None else "",
        hand_off=offered,
        first=_first(page),
        cues=cues,
        fitting=fitting_after(page),
        last_time=last_time(page.program.flow) if page.shown_number == 1 else "",
        pace=pace_view(step),
        rest=rest_view(page),
        offers_words=problem is None and offers_words(page),
        tone=tone_view(page, read, chosen) if page.program.tones else None,
        line=_has_line(page),
        lang=lang_of(page.program.flow.language),
    )


def _form(page: Page, back: int | None) -> FormView:
    return FormView(
        session_url(page.address, page.number, back),
        page.revision,
        visit=new_visit(),
        place=page.place.key,
        chosen=isinstance(page.step.kind, _CHOSEN_KINDS),
        begin=page.begin,
    )


def _can_be_read_together(page: Page) -> bool:
    return page.step.role is Role.END and page.program.flow.over_time is not None


def _has_line(page: Page) -> bool:
    """Whether the quiet line stands here; where the flow's language has no detector it always does."""
    is_watched = services().watching.knows(page.program.flow.language)
    return not is_watched or note.seen_in(page.address).has_line(page.number)


def _first(page: Page) -> FirstView | None:
    """Help before all else, on the last page of an exercise in which a panel came up."""
    if not page.step.is_final or not note.seen_in(page.address).marks:
        return None
    return first_view([each for each in services().shelf.offered() if each != page.program.flow.id])


def _back_url(page: Page) -> str | None:
    if page.revision and page.number_before is not None:
        return session_url(page.address, page.number_before)
    return None if page.revision else f"/exercises/{page.program.flow.id}"


def _prose(page: Page, text: Text | None) -> tuple[str, ...]:
    return prose(page.program, text, page.walk) if text is not None else ()


def _kept(page: Page) -> tuple[KeptView, ...]:
    """The earlier answers that stay in view; one that was not given on this path is left out."""
    found = []
    every = [each for kept in page.step.keep_in_view for each in by_item(page.program, kept, page.walk)]
    for kept, walk in every:
        words = told(page.program, kept.ref, walk)
        if words:
            number = _page_number(page, kept, walk)
            change = session_url(page.address, number, page.number) if number else ""
            label = " ".join(prose(page.program, kept.label, walk) if kept.label else ()) or kept.called
            found.append(KeptView(label, words, change, _is_ordered(page, kept), _folds(words)))
    return tuple(found)


def _beside(page: Page) -> BesideView | None:
    return beside_view(find_beside(page.program, page.session, page.place), page.address, page.number)


def beside_view(found: Beside | None, address: str, back: int) -> BesideView | None:
    """Answers that were given beside an earlier one which was changed; `back` is where changing one leads back to."""
    if found is None:
        return None
    return BesideView(
        found.sentences,
        tuple([(label, session_url(address, number, back)) for label, number in found.answers]),
    )


def _folds(words: tuple[str, ...]) -> str:
    """Where these words are too long to stand above a question in full."""
    if sum(map(len, words)) > _MOST_IN_VIEW:
        return "wide"
    lines = [line for each in words for line in each.splitlines()]
    return "narrow" if sum([-(-len(line) // _PHONE_LINE) for line in lines]) > _MOST_PHONE_LINES else ""


def _is_ordered(page: Page, kept: Kept) -> bool:
    """Whether the order of the items is what was answered."""
    return isinstance(kept.ref, AnswerRef) and isinstance(
        page.program.flow.steps[kept.ref.step].kind, OrderKind
    )


def _page_number(page: Page, kept: Kept, walk: Walk) -> int | None:
    """The page on which a kept answer was given."""
    if not isinstance(kept.ref, AnswerRef):
        return None
    address = key(kept.ref.step, tuple([walk.items[index] for index in kept.ref.items]))
    number = page.session.position.pages.numbers.get(address)
    return None if number is None else number + 1


def _items(page: Page) -> tuple[ItemView, ...]:
    """What the loop has collected up to this page, each item on one line with the page of its first answer.

    One that was begun and has no answer yet is none.
    """
    return tuple(
        [
            ItemView(" – ".join(item.words), session_url(page.address, item.page, page.number), item.item)
            for item in collected(page)
            if item.words
        ]
    )
