"""`cbt reword FLOW` beside a service that misbehaves: nothing is changed, nothing hangs, and a run goes on where it
stopped.
"""

import time
from pathlib import Path

import pytest

from cbt.compiler.library import compile_folder
from cbt.llm.client import Client
from tests.scripted_model import MISBEHAVIOURS, Connection, Received, ScriptedModel, saying, scripted
from tests.unit.cli.rewording import ASKED, DEADLINE, SAID, SHORT, Ask, bank

NEVER_THERE = ("hang", "drip")


@pytest.mark.parametrize("name", sorted(MISBEHAVIOURS))
def test_a_service_that_misbehaves_leaves_the_flow_as_its_author_wrote_it(
    reword: Ask, minds: Path, model: ScriptedModel, name: str
) -> None:
    before = compile_folder(minds)
    model.behaviour = MISBEHAVIOURS[name]
    deadline = SHORT if name in NEVER_THERE else DEADLINE
    started = time.monotonic()
    code, _, noted = reword("mind", "parts/p", "-k", "2", "--deadline", deadline)
    # Three calls, and what a busy machine needs on top; none of the services that answers is waited for.
    assert name not in NEVER_THERE or time.monotonic() - started < 3 * SHORT + 20
    is_failure = name not in ("echo", "drop a placeholder", "cut", "null content")
    assert code == (1 if is_failure else 0)
    assert ("nothing more was asked" in noted) is is_failure
    assert len(model.received) == (3 if is_failure else 18)
    assert bank(minds) == {}
    after = compile_folder(minds)
    assert (after.flows, after.reworded, after.findings) == (before.flows, {}, before.findings)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("500", "The service replied with the status 500, and too often: nothing more was asked."),
        ("hang", "No reply was there in time"),
        ("reset", "The connection broke off"),
        ("HTML", "The reply was no JSON"),
        ("no choices", "The reply held no choice"),
    ],
)
def test_what_is_wrong_with_a_service_is_told(
    reword: Ask, model: ScriptedModel, name: str, words: str
) -> None:
    model.behaviour = MISBEHAVIOURS[name]
    noted = reword("mind", "--deadline", SHORT if name in NEVER_THERE else DEADLINE)[2]
    assert words in noted
    assert "What was found is written; the same command goes on." in noted


def test_nobody_at_the_address_and_too_large_a_reply_are_told(
    reword: Ask, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.behaviour = lambda connection, _: connection.send(b" " * 70_000)
    assert "The reply was too large" in reword("mind")[2]
    with scripted(saying(str)) as gone:
        url = gone.url
    monkeypatch.setenv("CBT_REWORD_URL", url)
    assert reword("mind")[0] == 1


def test_why_nothing_was_taken_is_told_with_its_count(reword: Ask, model: ScriptedModel) -> None:
    texts = iter(["What went through your mind", "You must say what went on!", ASKED, "x"])
    model.behaviour = saying(lambda _: next(texts))
    said = reword("mind", "--tone", "simpler", "--limit", "4")[1]
    assert "mind thought.ask, simpler: 0 of 4 (" in said
    assert "the same words 2" in said
    model.behaviour = MISBEHAVIOURS["cut"]
    assert "mind belief.ask, simpler: 0 of 4 (cut 4)" in reword("mind", "--tone", "simpler")[1]


# Going on


def test_a_run_that_broke_off_goes_on_where_it_stopped(
    reword: Ask, minds: Path, model: ScriptedModel
) -> None:
    answers = saying(lambda prompt: SAID[prompt])

    def fails_after_five(connection: Connection, received: Received) -> None:
        (answers if len(model.received) <= 5 else MISBEHAVIOURS["500"])(connection, received)

    model.behaviour = fails_after_five
    code, said, _ = reword("mind", "--tone", "simpler")
    assert code == 1
    assert "thought.ask, simpler: 4 of 4" in said
    assert "thought.ask" in bank(minds)["mind.en.simpler.yaml"]
    model.received.clear()
    model.behaviour = answers
    code, _, noted = reword("mind", "--tone", "simpler")
    assert code == 0
    # Of the second text one reply had come before the break.
    assert len(model.received) == 3
    assert "1 wording to ask for, 3 calls to" in noted
    assert "Known already: 1 call." in noted
    assert "belief.ask" in bank(minds)["mind.en.simpler.yaml"]
    model.received.clear()
    assert "0 wordings to ask for, 0 calls" in reword("mind", "--tone", "simpler")[2]
    assert not model.received


def test_a_run_that_is_stopped_keeps_what_it_has(
    reword: Ask, minds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = Client.ask, []

    def stopped(self: Client, body: bytes) -> bytes:
        calls.append(body)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return real(self, body)

    monkeypatch.setattr(Client, "ask", stopped)
    code, _, noted = reword("mind", "--tone", "simpler", "-k", "1")
    assert code == 1
    assert "Stopped. What was found is written; the same command goes on." in noted
    assert "thought.ask" in bank(minds)["mind.en.simpler.yaml"]


def test_a_limit_ends_a_run_before_it_costs_more(reword: Ask, model: ScriptedModel) -> None:
    noted = reword("mind", "--tone", "simpler", "-k", "2", "--limit", "3")[2]
    assert "Left for another run, by --limit 3: 1 wording." in noted
    assert len(model.received) == 2
    assert reword("mind", "--tone", "simpler", "-k", "2", "--limit", "2")[0] == 0
    assert len(model.received) == 4


def test_a_dry_run_tells_the_cost_and_asks_nothing(reword: Ask, minds: Path, model: ScriptedModel) -> None:
    code, said, noted = reword("mind", "--dry-run")
    assert (code, said) == (0, "")
    assert "6 wordings to ask for, 24 calls" in noted
    assert "tokens there and" in noted
    assert (model.received, bank(minds)) == ([], {})
