"""From a record as the service gives it to what the template may see.

It must not decide: numbers, words and addresses only.
"""

from textwrap import shorten

from cbt.engine.english import date_in_words
from cbt.records.change import difference_in_words, is_higher, percent_of_scale
from cbt.service import RECORD, Comparison, Record, RecordLine, RecordRow
from web.languages import lang_of
from web.page import ChangeView, RecordLink, RecordView, RowView, ThingView
from web.rest import until_view
from web.session_page import beside_view, record_url, session_url, together_url

CLOSED = "A record that cannot be opened now"
_MOST_WORDS_IN_LIST = 90


def record_view(record: Record) -> RecordView:
    """One record."""
    return RecordView(
        title=record.title,
        exercise=record.exercise,
        day=date_in_words(record.day),
        finished=record.finished,
        rows=tuple([_row(record, row) for row in record.rows]),
        changes=tuple([_change(record, pair) for pair in record.changes]),
        beside=beside_view(record.beside, record.address, RECORD),
        continue_url=session_url(record.address, record.here),
        delete_url=f"{record_url(record.address)}/delete",
        together_url=together_url(record.address) if record.finished and record.has_more else "",
        lang=lang_of(record.language),
        is_higher=any(is_higher(pair.before, pair.after, pair.least, pair.most) for pair in record.changes),
    )


def record_link(line: RecordLine) -> RecordLink:
    """One record in the list; one that rests half-way leads to the page it rests on."""
    if not line.address:
        return RecordLink(CLOSED, "", date_in_words(line.day), line.finished, "")
    record = record_url(line.address)
    rest = until_view(line.rest) if line.rest is not None else None
    return RecordLink(
        line.title,
        line.exercise,
        date_in_words(line.day),
        line.finished,
        url=record if line.finished else session_url(line.address, line.here),
        rest=rest,
        words=shorten(line.words, _MOST_WORDS_IN_LIST, placeholder=" …"),
        record_url="" if line.finished else record,
    )


def _row(record: Record, row: RecordRow) -> RowView:
    shares = [
        ThingView("", words, str(amount), percent_of_scale(amount, 0, row.total))
        for words, amount in row.shares
    ]
    drawn = [
        ThingView("", bar.words, bar.shown, percent_of_scale(bar.value, row.bars.least, row.bars.most))
        for bar in row.bars.bars
    ]
    return RowView(
        row.label, row.words, _change_url(record, row.page), row.is_ordered, (*shares, *drawn), _asked(row)
    )


def _asked(row: RecordRow) -> tuple[str, ...]:
    """The paragraphs of the words that a question was asked in."""
    return tuple([words for words in row.asked.split("\n\n") if words])


def _change_url(record: Record, page: int | None) -> str:
    return session_url(record.address, page, RECORD) if page is not None else ""


def _change(record: Record, pair: Comparison) -> ChangeView:
    scale = (pair.least, pair.most)
    return ChangeView(
        pair.label,
        *pair.shown,
        difference_in_words(pair.before, pair.after, *scale),
        percent_of_scale(pair.before, *scale),
        percent_of_scale(pair.after, *scale),
        _change_url(record, pair.before_page),
        _change_url(record, pair.after_page),
    )
