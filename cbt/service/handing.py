"""From a finished session to the flow that it offers, with what it hands over.

It must not choose that flow: its author did.
"""

from dataclasses import replace
from datetime import datetime

from cbt.engine.answering import begin
from cbt.engine.machine import Program
from cbt.engine.text import shown, words_of
from cbt.engine.walk import Readable
from cbt.errors import SessionUnknown
from cbt.model.answer import Line, PrivateText, Value
from cbt.service.changing import store_changed, visit_key
from cbt.service.opening import Opened, find_opened, seal_session
from cbt.service.pages import page_of
from cbt.service.ports import Writing
from cbt.service.reading import read_value
from cbt.service.recalling import EarlierRecords, passed_over
from cbt.service.resting import with_arrival
from cbt.service.shelf import Shelf
from cbt.service.views import Page
from cbt.vault.address import Addresses


def hand_over(
    writing: Writing, secret: bytes, opened: Opened, shelf: Shelf, addresses: Addresses, now: datetime
) -> str:
    """The address of the flow that the session's last page offers; the same one when asked twice.

    A flow without inputs is stored no sooner than its first answer; one with inputs is stored with them.
    Raises SessionUnknown, FlowUnknown, SessionExists when another request came first.
    """
    session = opened.session
    page = page_of(shelf.get_version(session.flow_version), session, opened.revision)
    if page.step.hand_off is None:
        raise SessionUnknown
    target = shelf.get_offered(page.step.hand_off.flow)
    if session.handed_to and find_opened(writing, secret, addresses.session_id(session.handed_to)):
        return session.handed_to
    address = addresses.mint(target.flow.version, now)
    if target.flow.needs:
        _store_handed(writing, opened, shelf, addresses, page, target, address, now)
    return address


def _store_handed(
    writing: Writing,
    opened: Opened,
    shelf: Shelf,
    addresses: Addresses,
    page: Page,
    target: Program,
    address: str,
    now: datetime,
) -> None:
    """Stores the session that starts with inputs, and notes its address in the one it came from."""
    day, session_id = now.date(), addresses.session_id(address)
    records = EarlierRecords(writing, shelf, lambda: (opened.person_id, opened.data_key), session_id)
    started = passed_over(target, begin(target, inputs_for(page, target)), records)
    started = with_arrival(target, None, replace(started, address=address), now)
    blob = seal_session(opened.data_key, opened.person_id, session_id, 1, started)
    writing.add_session(opened.person_id, session_id, visit=visit_key(session_id, ""), blob=blob, day=day)
    noted = replace(opened.session, handed_to=address)
    store_changed(writing, opened, noted, visit_key(opened.session_id, address), day)


def inputs_for(page: Page, target: Program) -> dict[str, Value]:
    """The inputs that the target needs, read on the page that hands over: name -> value of the kind needed."""
    offer = page.step.hand_off
    carry = offer.carry if offer is not None else {}
    inputs: dict[str, Value] = {}
    for name, ref in carry.items():
        match target.flow.needs.get(name):
            case "text":
                inputs[name] = PrivateText(shown(page.program, ref, page.walk))
            case "list":
                words = words_of(page.program, ref, page.walk)
                inputs[name] = tuple(
                    [Line(str(number), PrivateText(word)) for number, word in enumerate(words, 1)]
                )
            case "date":
                inputs[name] = _day(read_value(page.program, ref, page.walk))
            case _:
                # The compiler has proved (F106) that a number, a truth or a time stands here.
                inputs[name] = read_value(page.program, ref, page.walk)  # type: ignore[assignment]
    return inputs


def _day(value: Readable) -> Value:
    """A day, or that of a moment; the compiler has proved (F106) that it is one of the two."""
    return value.date() if isinstance(value, datetime) else value  # type: ignore[return-value]
