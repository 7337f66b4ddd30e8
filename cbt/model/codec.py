"""A session to bytes and back: the text that is sealed.

It must not seal or store. Every format that was ever written stays readable: `v` says which one it is.
"""

import json
from collections.abc import Mapping
from typing import Any

from cbt.model.packed import Answers, pack
from cbt.model.session import ExerciseSession, Facts, Pages, Position

FORMAT = 1


def dump_session(session: ExerciseSession) -> bytes:
    """The session as UTF-8 JSON."""
    position, facts = session.position, session.facts
    data = {
        "v": FORMAT,
        "flow": session.flow_id,
        "version": session.flow_version,
        "address": session.address,
        "visit": session.visit,
        "led_to": session.led_to,
        "handed_to": session.handed_to,
        "pages": position.pages.numbers,
        "walked": position.walked,
        "answers": facts.answers.packed,
        "items": facts.items,
        "made": facts.made,
        "inputs": facts.inputs.packed,
    }
    text = json.dumps(data, default=pack, ensure_ascii=False, separators=(",", ":"))
    # A visit key is whatever a form sent, and not every string is Unicode text.
    return text.encode("utf-8", "surrogatepass")


def load_session(data: bytes) -> ExerciseSession:
    """The session that `dump_session` wrote."""
    raw: dict[str, Any] = json.loads(data)
    facts = Facts(Answers(raw["answers"]), _ids(raw["items"]), raw["made"], Answers(raw["inputs"]))
    position = Position(Pages(raw["pages"]), _ids(raw["walked"]))
    known = (raw["address"], raw["visit"], raw["led_to"], raw["handed_to"])
    return ExerciseSession(raw["flow"], raw["version"], facts, position, *known)


def _ids(raw: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {loop: tuple(items) for loop, items in raw.items()}
