"""The note that a browser carries of the panels it was shown: sealed, of one size, and gone when the browser closes.

It must not say anything to whoever looks at the browser: each answer hands one out, whatever stands in it. Nothing of
it is stored here.
"""

import hashlib
import struct

from flask import Flask, Response, g

from cbt.safety.panel import MARK_BYTES, MOST, Panel, Seen
from cbt.vault.note import Notes
from web import cookies
from web.asked import noted, this_app, this_request

_NAME, _ATTRIBUTES, _NOTES = "CBT_NOTE_COOKIE", "CBT_NOTE_ATTRIBUTES", "CBT_NOTES"
_SESSIONS = 6
_PANELS = (None, *Panel)
# Which session, the panel that waits, its page, the page of the line, whether that stays, how many marks, the marks.
_ENTRY = struct.Struct(f">6sBHHBB{MOST * MARK_BYTES}s")
_TAG_BYTES = 6
_NO_TAG = bytes(_TAG_BYTES)
_LAST_PAGE = 0xFFFF


def init_app(app: Flask, server_key: bytes, *, secure: bool) -> None:
    app.config[_NAME] = "__Secure-n" if secure else "n"
    app.config[_ATTRIBUTES] = f"Path=/s; {'Secure; ' if secure else ''}HttpOnly; SameSite=Lax"
    app.config[_NOTES] = Notes(server_key)
    app.after_request(_write)


def seen_in(address: str) -> Seen:
    """What the browser was shown in a session, this request included; nothing where it carries no note."""
    entry = _entries().get(_tag(address))
    return Seen() if entry is None else _opened(entry)


def keep(address: str, seen: Seen) -> None:
    """Lets the browser note what it was shown in a session; of the last few sessions, no more."""
    tag = _tag(address)
    others = [(each, was) for each, was in _entries().items() if each != tag]
    noted()["cbt_note"] = dict([(tag, _packed(tag, seen)), *others][:_SESSIONS])


def forget() -> None:
    """Takes the note out of the browser with this response."""
    g.cbt_note = {}


def _entries() -> dict[bytes, bytes]:
    """The entry of each session by its tag; only the one that is asked for is opened."""
    kept: dict[bytes, bytes] | None = noted().get("cbt_note")
    if kept is None:
        kept = noted().get("cbt_note_sent")
    if kept is None:
        # An answer asks three times, and it is sealed.
        kept = noted()["cbt_note_sent"] = _sent()
    return kept


def _sent() -> dict[bytes, bytes]:
    sent, secret = this_request().cookies.get(this_app().config[_NAME], ""), cookies.coming_secret()
    note = this_app().config[_NOTES].find(sent, secret) if sent and secret else None
    if note is None or len(note) != _ENTRY.size * _SESSIONS:
        return {}
    entries = [note[at : at + _ENTRY.size] for at in range(0, len(note), _ENTRY.size)]
    return {entry[:_TAG_BYTES]: entry for entry in entries if entry[:_TAG_BYTES] != _NO_TAG}


def _opened(entry: bytes) -> Seen:
    _, panel, page, line, stays, count, marks = _ENTRY.unpack(entry)
    each = [marks[at : at + MARK_BYTES] for at in range(0, count * MARK_BYTES, MARK_BYTES)]
    return Seen(tuple(each), _PANELS[panel], page, line, bool(stays))


def _packed(tag: bytes, seen: Seen) -> bytes:
    page, line = min(seen.page, _LAST_PAGE), min(seen.line, _LAST_PAGE)
    panel = _PANELS.index(seen.waiting)
    return _ENTRY.pack(tag, panel, page, line, seen.stays, len(seen.marks), b"".join(seen.marks))


def _tag(address: str) -> bytes:
    return hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=_TAG_BYTES).digest()


def _write(response: Response) -> Response:
    entries, secret = noted().get("cbt_note"), cookies.coming_secret()
    if entries is None:
        return response
    text = ""
    if entries and secret:
        note = b"".join(entries.values())
        text = this_app().config[_NOTES].seal(note.ljust(_ENTRY.size * _SESSIONS, b"\0"), secret)
    lasts = "" if text else "Max-Age=0; "
    response.headers.add(
        "Set-Cookie", f"{this_app().config[_NAME]}={text}; {lasts}{this_app().config[_ATTRIBUTES]}"
    )
    return response
