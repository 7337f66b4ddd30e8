"""The process is killed between any two of our statements while it saves an answer: all of it is there, or nothing."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from flask import Flask

from tests.faults.counts import cases, reached
from tests.faults.writers import make_plain
from tests.web.pages import Sent
from tests.web.person import Person, address_of
from web.services import close

# A process with threads is copied here on purpose: its copy uses none of them, and ends by itself.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.linux,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]

ROOT = Path(__file__).resolve().parents[2]
# All that an answer goes through from the form to the file.
PATH = tuple([str(ROOT / "cbt" / part) + os.sep for part in ("service", "store", "vault")])


class Killer:
    """Counts our statements, and kills the process before the one of this number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def enter(self, frame: FrameType, _event: str, _value: Any) -> Callable[..., Any] | None:
        return self.step if frame.f_code.co_filename.startswith(PATH) else None

    def step(self, _frame: FrameType, event: str, _value: Any) -> Callable[..., Any]:
        self.left -= event == "line"
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.step


def send_and_die(person: Person, sent: Sent, statement: int) -> bool:
    """Sends a form in a process of its own; whether that was killed before it had answered."""
    close(person.app)
    child = os.fork()
    if child == 0:
        # Whatever happens here must end this process: it is a copy of the one that tests.
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            sys.settrace(Killer(statement).enter)
            person.send(sent)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL)
    return code != 0


def check(person: Person, sent: Sent, words: list[str]) -> None:
    """The form can be sent, again or for the first time, and its answer is there once."""
    after = person.send(sent)
    assert after.status == 200, after.heading
    address = address_of(after)
    assert after.number == len(words) + 1
    assert [person.open(f"/s/{address}/{number + 1}").value for number in range(len(words))] == [
        (word,) for word in words
    ]
    assert len(person.open("/records").main.all("li")) == 1


@pytest.mark.parametrize(
    "given", [[], ["One."], ["One.", "Two.", "Three."]], ids=["first", "second", "fourth"]
)
def test_between_any_two_statements_an_answer_is_there_whole_or_not_at_all(
    given: list[str], app: Flask
) -> None:
    statements, killed = 0, 0
    step = cases(12, 1)
    while True:
        statements += step
        person = Person(app)
        page = person.go_on(person.start("plain"), *given)
        sent = page.fill("The last one.")
        was_killed = send_and_die(person, sent, statements)
        check(person, sent, [*given, "The last one."])
        if not was_killed:
            break
        killed += 1
    reached(f"SIGKILL between statements, after {len(given)} answers", points=killed, every=step, lost=0)
    assert killed > 300 / step


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_plain(tmp_path_factory.mktemp("place") / "data")
