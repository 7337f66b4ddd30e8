"""The same records for people: one Markdown text, as it is read in any editor.

It must not leave out an answer that stands in the file for machines.
"""

from datetime import date

from cbt.records.archive import Archived, Said


def render_readable(records: list[Archived], made_on: date, left_out: int) -> str:
    """All records, newest first, each question with its answer below it; `left_out` could not be opened."""
    head = ["# My records", f"Taken on {made_on.isoformat()}."]
    if left_out:
        head.append(f"{left_out} could not be opened, and {'is' if left_out == 1 else 'are'} not here.")
    return "\n\n".join([*head, *[_record(record) for record in records]]) + "\n"


def _record(record: Archived) -> str:
    status = "" if record.finished else " Not finished."
    about = f"{record.exercise}, {record.begun_on.isoformat()}.{status}"
    return "\n\n".join(
        [f"## {_on_one_line(record.title)}", about, *[_said(said) for said in record.said], *record.changes]
    )


def _said(said: Said) -> str:
    shown = f"Asked as: {_on_one_line(said.shown)}" if said.shown else ""
    answer = (
        _quoted(said.words[0])
        if len(said.words) == 1
        else "\n".join([f"> - {_on_one_line(words)}" for words in said.words])
    )
    return "\n\n".join(filter(None, [f"### {_on_one_line(said.question)}", shown, answer]))


def _quoted(words: str) -> str:
    return "\n".join([f"> {line}".rstrip() for line in _plain(words).split("\n")])


def _on_one_line(words: str) -> str:
    return " ".join(_plain(words).split())


def _plain(words: str) -> str:
    # Whatever shows Markdown would take it for markup, and drop it.
    return words.replace("<", "\\<")
