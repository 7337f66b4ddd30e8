"""From a record as the service gives it to what the template may see.

It must not decide: numbers, words and addresses only.
"""

from datetime import date

from cbt.engine.text import number_in_words
from cbt.records.change import difference_in_words, percent_of_scale
from cbt.service import RECORD, Comparison, Record, RecordLine
from web.page import ChangeView, RecordLink, RecordView, RowView
from web.session_page import record_url, session_url

CLOSED = "A record that cannot be opened now"


def record_view(record: Record) -> RecordView:
    """One record."""
    return RecordView(
        title=record.title,
        exercise=record.exercise,
        day=day_in_words(record.day),
        finished=record.finished,
        rows=tuple([RowView(row.label, row.words, _change_url(record, row.page)) for row in record.rows]),
        changes=tuple([_change(pair) for pair in record.changes]),
        continue_url=session_url(record.address, record.here),
        delete_url=f"{record_url(record.address)}/delete",
    )


def record_link(line: RecordLine) -> RecordLink:
    """One record in the list; one that rests half-way leads to the page it rests on."""
    if not line.address:
        return RecordLink(CLOSED, "", day_in_words(line.day), line.finished, "")
    url = record_url(line.address) if line.finished else session_url(line.address, line.here)
    return RecordLink(line.title, line.exercise, day_in_words(line.day), line.finished, url)


def day_in_words(day: date) -> str:
    """`4 May 2026`."""
    return f"{day.day} {day:%B %Y}"


def _change_url(record: Record, page: int | None) -> str:
    return session_url(record.address, page, RECORD) if page is not None else ""


def _change(pair: Comparison) -> ChangeView:
    scale = (pair.least, pair.most)
    return ChangeView(
        pair.label,
        number_in_words(pair.before),
        number_in_words(pair.after),
        difference_in_words(pair.before, pair.after, *scale),
        percent_of_scale(pair.before, *scale),
        percent_of_scale(pair.after, *scale),
    )
