"""A session to bytes and back: the text that is sealed.

It must not seal or store. Every format that was ever written stays readable: `v` says which one it is.
"""

import json
from collections.abc import Mapping
from typing import Any

from cbt.model.packed import Answers, text_of, unpack
from cbt.model.session import ExerciseSession, Facts, Pages, Position

FORMAT = 2


def dump_session(session: ExerciseSession) -> bytes:
    """The session as lines of UTF-8: a head, the keys of its pages, and the answers to the first of these.

    Below stand the keys of all other answers, those off the path, and then these answers. Head and answers are JSON.
    So a line is neither parsed nor written anew before it is wanted: in a long session most are not.
    """
    position, facts = session.position, session.facts
    held, pages = facts.answers.packed, position.pages.numbers
    first = list(map(held.get, pages))
    if None in first:
        del first[first.index(None) :]
    others = _others(held, pages, len(first))
    head = {
        "v": FORMAT,
        "flow": session.flow_id,
        "version": session.flow_version,
        "address": session.address,
        "visit": session.visit,
        "led_to": session.led_to,
        "handed_to": session.handed_to,
        **({"rested": session.rested} if session.rested else {}),
        **({"shown": session.shown} if session.shown else {}),
        **({"beside": session.beside} if session.beside else {}),
        **({"unseen": sorted(session.unseen)} if session.unseen else {}),
        "walked": position.walked,
        "items": facts.items,
        "made": facts.made,
        "inputs": {name: text_of(value) for name, value in facts.inputs.packed.items()},
        "pages": len(pages),
        "answered": len(first),
    }
    lines = [
        json.dumps(head, ensure_ascii=False, separators=(",", ":")),
        *pages,
        *[value if type(value) is str else text_of(value) for value in first],
        *others,
        *map(text_of, others.values()),
    ]
    # A visit key is whatever a form sent, and not every string is Unicode text.
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _others(held: Mapping[str, Any], pages: Mapping[str, int], answered: int) -> dict[str, Any]:
    """What is held for other addresses than the first `answered` pages."""
    if len(held) == answered:
        return {}
    return {address: value for address, value in held.items() if pages.get(address, answered) >= answered}


def load_session(data: bytes) -> ExerciseSession:
    """The session that `dump_session` wrote, in this format or an older one."""
    lines = data.decode("utf-8", "surrogatepass").split("\n")
    head: dict[str, Any] = json.loads(lines[0])
    if head["v"] == 1:
        return _load_first_format(head)
    behind = 1 + head["pages"]
    pages, rest = lines[1:behind], behind + head["answered"]
    middle = (rest + len(lines)) // 2
    # There are fewer answers than pages: the present page has none yet.
    given = dict(zip(pages, lines[behind:rest], strict=False))
    given.update(zip(lines[rest:middle], lines[middle:], strict=True))
    numbers = dict(zip(pages, range(len(pages)), strict=True))
    return _session(head, numbers, Answers(given), Answers(head["inputs"]))


def _load_first_format(raw: Mapping[str, Any]) -> ExerciseSession:
    """A session that is one JSON object, its answers by address and its pages with their numbers."""
    answers, inputs = (
        Answers({name: unpack(value) for name, value in raw[what].items()}) for what in ("answers", "inputs")
    )
    return _session(raw, raw["pages"], answers, inputs)


def _session(
    head: Mapping[str, Any], numbers: dict[str, int], answers: Answers, inputs: Answers
) -> ExerciseSession:
    facts = Facts(answers, _ids(head["items"]), head["made"], inputs)
    position = Position(Pages(numbers), _ids(head["walked"]))
    known = (head["address"], head["visit"], head["led_to"], head["handed_to"], head.get("rested", ""))
    beside = {address: (changed, mark) for address, (changed, mark) in head.get("beside", {}).items()}
    shown, unseen = head.get("shown", {}), frozenset(head.get("unseen", ()))
    return ExerciseSession(head["flow"], head["version"], facts, position, *known, shown, beside, unseen)


def _ids(raw: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {loop: tuple(items) for loop, items in raw.items()}
