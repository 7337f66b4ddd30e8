"""The panel in place of the page that an answer leads to: shown, gone on from, and never in the way of what is saved.

It has no address of its own, so that neither a log nor a browser's history tells that it was there. It must not
choose the panel: `cbt.safety.panel` does.
"""

from dataclasses import replace

from flask import Response, redirect, request

from cbt.safety.panel import beside, seen_after, seen_on_going
from cbt.safety.sign import Sign
from cbt.service import RECORD, Page, Turn
from web import cookies, htmx, note
from web.forms import back_to
from web.hand_off import offer_of
from web.near import help_here
from web.page import PageView
from web.pause_page import HeardView, pause_view
from web.render import render_pause, render_step
from web.services import services
from web.session_page import SAVED, SAVED_NOW, page_view, record_url, session_url


def pause_after(turn: Turn) -> Response | None:
    """The panel after an answer was saved, or None where the exercise goes on as ever."""
    page, back = turn.page, back_to()
    assert turn.filed is not None
    seen = seen_after(turn.sign, note.seen_in(page.address), turn.filed.key, page.number)
    note.keep(page.address, seen)
    if seen.waiting is None:
        return None
    # A change that came from the record leads there in the end; until then it stands on the page before it.
    back = RECORD if turn.go_to == RECORD else None if back == turn.go_to else back
    url = session_url(page.address, page.number, back)
    if not htmx.wants_fragment():
        return _redirect(url)
    return htmx.push_url(_render(page, url, SAVED_NOW), url)


def with_help(view: PageView, sign: Sign) -> PageView:
    """A page whose answer could not be taken, with help on it where its words ask for that."""
    panel, has_line = beside(sign)
    heard = HeardView(panel.value, help_here()) if panel is not None else None
    return replace(view, heard=heard, line=view.line or has_line)


def pause_at(page: Page) -> Response | None:
    """The panel that waits in place of a page, or None."""
    if note.seen_in(page.address).panel_at(page.number) is None:
        return None
    return _render(page, session_url(page.address, page.number, back_to()), SAVED)


def go_on(address: str, number: int) -> Response:
    """From the panel to the page behind it, or out. Raises SessionUnknown, StoreUnavailable."""
    page, chosen, back = _page(address, number), request.form["pause"], back_to()
    note.keep(address, seen_on_going(note.seen_in(address), is_not_meant=chosen == "not_meant"))
    if back == RECORD or chosen == "stop":
        url = record_url(address) if back == RECORD else "/records"
        return htmx.go_to(url) if htmx.wants_fragment() else _redirect(url)
    url = session_url(address, page.number, back)
    if not htmx.wants_fragment():
        return _redirect(url)
    # The address stays as it is: the panel had none of its own.
    return render_step(page_view(page, back=back, offered=offer_of(page)))


def _page(address: str, number: int) -> Page:
    return services().exercises.nearest_page(cookies.person_secret(), address, number)


def _render(page: Page, url: str, saved: str) -> Response:
    waiting = note.seen_in(page.address).waiting
    assert waiting is not None
    offered = [each for each in services().shelf.offered() if each != page.program.flow.id]
    return render_pause(pause_view(waiting, url, saved, offered), help_here())


def _redirect(url: str) -> Response:
    return redirect(url, 303)  # type: ignore[return-value]  # a werkzeug response, which Flask takes
