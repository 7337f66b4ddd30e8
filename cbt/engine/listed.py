"""Answers about the items of a list: one of them, their order, and what each is given.

It must not know the items' words: ids are all that a form holds of them.
"""

from collections.abc import Sequence

from cbt.engine.numbers import find_whole
from cbt.errors import AnswerError
from cbt.model.answer import ItemId, Share, SharesKind

HUNDRED = 100


def parse_one_of(item: str, items: Sequence[str]) -> ItemId | None:
    """The item that was picked; None when none was. Raises AnswerError (`option`)."""
    _check_known([item] if item else [], items)
    return ItemId(item) if item else None


def parse_order(
    listed: Sequence[str], ranks: Sequence[str], items: Sequence[str]
) -> tuple[ItemId, ...] | None:
    """All items once, as they were listed; None when none was listed though there are some.

    Where `ranks` are given, one behind each that is listed, the lowest comes first. Of two that claim one place, the
    one that was moved there has it: up to it before, down to it behind the one that stood there. What is not listed
    comes last, in the list's order. Raises AnswerError (`option`, `whole_number`).
    """
    wanted = list(dict.fromkeys([item for item in listed if item]))
    _check_known(wanted, items)
    if items and not wanted:
        return None
    rank_of: dict[str, tuple[int, int]] = {}
    for place, (item, rank) in enumerate(zip(listed, ranks, strict=False), 1):
        rank_of.setdefault(item, _rank(rank, place, len(items)))
    wanted.sort(key=lambda item: rank_of.get(item, (0, 0)))
    return tuple([ItemId(item) for item in [*wanted, *[item for item in items if item not in wanted]]])


def _rank(text: str, place: int, last: int) -> tuple[int, int]:
    """A rank, and whether it moves what stands at `place` up (-1) or down (1); an empty one is last."""
    if not text.strip():
        return last, 0
    rank = find_whole(text.strip())
    if rank is None:
        raise AnswerError("whole_number", least=1, most=last)
    return rank, (rank > place) - (rank < place)


def parse_shares(
    kind: SharesKind, listed: Sequence[str], typed: Sequence[str], items: Sequence[str]
) -> tuple[Share, ...]:
    """A share for each item, in the list's order; what is empty is 0.

    Raises AnswerError: `option`, `shares_number`, and `shares_sum` or, with a rest, `shares_over` when they do not
    add up. With no item there is nothing to share.
    """
    _check_known([item for item in listed if item], items)
    amount_of = {item: _share(kind, text) for item, text in zip(listed, typed, strict=False)}
    shares = tuple([Share(item, amount_of.get(item, 0)) for item in items])
    shared = sum([share.amount for share in shares])
    left = kind.total - shared
    if items and (left < 0 or (left and not kind.rest)):
        raise AnswerError(
            "shares_over" if kind.rest else "shares_sum", total=kind.total, sum=shared, left=left
        )
    return shares


def _share(kind: SharesKind, text: str) -> int:
    text = text.strip()
    if kind.total == HUNDRED:
        text = text.removesuffix("%").rstrip()
    number = find_whole(text) if text else 0
    if number is None or not 0 <= number <= kind.total:
        raise AnswerError("shares_number", least=0, most=kind.total)
    return number


def _check_known(wanted: Sequence[str], items: Sequence[str]) -> None:
    if not set(wanted) <= set(items):
        raise AnswerError("option")
