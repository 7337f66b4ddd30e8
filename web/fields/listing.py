"""The fields over the items of a list given earlier: putting them in order, and sharing a total out among them.

They must not lose an item, nor a word that was typed for one.
"""

from collections.abc import Sequence

from cbt.engine.text import filled, labelled_items
from cbt.model.answer import OrderKind, SharesKind
from cbt.service import Page
from web.fields.typed import Typed
from web.page import FieldView, ThingView

_MOST_DIGITS = 9


def order(kind: OrderKind, page: Page, fields: Typed) -> FieldView:
    """The items as they were put last, new ones behind; each with the place that it is to have."""
    known = dict(labelled_items(page.program, kind, page.walk))
    put = [item for item in dict.fromkeys(fields.get("item", ())) if item in known]
    ids = [*put, *[item for item in known if item not in put]]
    ranks = _by_item(fields, "rank")
    things = [ThingView(item, known[item], ranks.get(item) or str(at)) for at, item in enumerate(ids, 1)]
    return FieldView("order", things=tuple(things), optional=page.step.optional)


def shares(kind: SharesKind, page: Page, fields: Typed) -> FieldView:
    """The items with what was given to each, and what of the total is left over: below 0 when it is too much."""
    typed = _by_item(fields, "share")
    items = labelled_items(page.program, kind, page.walk)
    amounts = [_amount(typed.get(item, "")) for item, _ in items]
    things = [
        ThingView(item, words, typed.get(item, ""), _percent(amount, kind.total))
        for (item, words), amount in zip(items, amounts, strict=True)
    ]
    left = kind.total - sum(amounts)
    rest = page.step.rest
    return FieldView(
        "shares",
        things=tuple(things),
        most=kind.total,
        left=left,
        left_percent=_percent(left, kind.total),
        rest=filled(page.program, rest, page.walk) if rest is not None else "",
        optional=page.step.optional,
    )


def _by_item(fields: Typed, name: str) -> dict[str, str]:
    texts: Sequence[str] = fields.get(name, ())
    return dict(zip(fields.get("item", ()), texts, strict=False))


def _amount(text: str) -> int:
    """What a share counts for while it is typed; what is no number counts as nothing."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0


def _percent(amount: int, total: int) -> int:
    return round(100 * min(max(amount, 0), total) / total)
