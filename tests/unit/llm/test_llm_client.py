"""The client of a model's service: one request, one reply within one deadline, and nothing that was not asked for."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from cbt.errors import NoReply
from cbt.llm.breaker import Breaker
from cbt.llm.client import MOST_BYTES, Client
from cbt.llm.reply import text_in
from tests.scripted_model import MISBEHAVIOURS, Connection, Received, ScriptedModel, reply, saying, scripted

# For a reply that comes, however busy the machine is; and for one that never does, with what it may need on top.
DEADLINE, SHORT, SLACK = 60.0, 0.6, 10.0
BODY = b'{"messages":[{"content":"Text:\\nWhat happened?"}]}'


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with scripted(saying(lambda _: "What took place?")) as running:
        yield running


def client(model: ScriptedModel, key: str = "", deadline: float = DEADLINE) -> Client:
    return Client(model.url, key, deadline)


def test_a_request_goes_where_the_protocol_says_with_the_key_and_no_more(model: ScriptedModel) -> None:
    raw = client(model, "a key").ask(BODY)
    assert text_in(raw) == "What took place?"
    (received,) = model.received
    assert received.line == "POST /v1/chat/completions HTTP/1.1"
    assert received.body == BODY
    assert {name.lower(): value for name, value in received.headers.items()} == {
        "host": f"127.0.0.1:{model.port}",
        "accept": "application/json",
        "accept-encoding": "identity",
        "connection": "keep-alive",
        "user-agent": "cbt-flows",
        "content-type": "application/json",
        "content-length": str(len(BODY)),
        "authorization": "Bearer a key",
    }


def test_without_a_key_none_is_sent_and_a_key_is_never_shown(model: ScriptedModel) -> None:
    client(model).ask(BODY)
    assert "authorization" not in {name.lower() for name in model.received[0].headers}
    assert "secret" not in repr(client(model, "secret"))


def test_a_proxy_of_the_environment_is_not_asked(
    model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted(saying(lambda _: "Never.")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{proxy.port}")
        client(model).ask(BODY)
        assert not proxy.received
    assert len(model.received) == 1


REASONS = {
    "500": ("status", 500, True),
    "429": ("status", 429, True),
    "HTML": ("no_json", 0, True),
    "broken JSON": ("no_json", 0, True),
    "no choices": ("no_choice", 0, True),
    "reset": ("broken_off", 0, True),
    "hang": ("late", 0, True),
    "drip": ("late", 0, True),
    "cut": ("cut", 0, False),
    "null content": ("no_text", 0, False),
}


@pytest.mark.parametrize("name", sorted(REASONS))
def test_a_service_that_misbehaves_is_told_apart_and_asked_once_only(model: ScriptedModel, name: str) -> None:
    model.behaviour = MISBEHAVIOURS[name]
    started = time.monotonic()
    with pytest.raises(NoReply) as none:
        text_in(client(model, deadline=SHORT if name in ("hang", "drip") else DEADLINE).ask(BODY))
    assert time.monotonic() - started < SHORT + SLACK
    assert (none.value.reason, none.value.status, none.value.is_failure) == REASONS[name]
    assert len(model.received) == 1


def _drip_heads(connection: Connection, _received: Received) -> None:
    connection.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
    while not connection.server.model.over.wait(0.02):
        connection.wfile.write(b"x")


def test_a_head_that_drips_in_meets_the_deadline_too(model: ScriptedModel) -> None:
    model.behaviour = _drip_heads
    started = time.monotonic()
    with pytest.raises(NoReply) as none:
        client(model, deadline=SHORT).ask(BODY)
    assert none.value.reason == "late"
    assert time.monotonic() - started < SHORT + SLACK


def test_no_redirect_is_followed(model: ScriptedModel) -> None:
    model.behaviour = lambda connection, _: connection.send(b"", 307, location=f"{model.url}/elsewhere")
    with pytest.raises(NoReply) as none:
        client(model, "a key").ask(BODY)
    assert (none.value.reason, none.value.status) == ("status", 307)
    assert len(model.received) == 1


@pytest.mark.parametrize("over", [0, 1])
def test_a_reply_is_read_up_to_its_limit_and_no_further(model: ScriptedModel, over: int) -> None:
    whole = reply("x" * (MOST_BYTES - len(reply(""))))
    model.behaviour = lambda connection, _: connection.send(whole + b" " * over)
    if over:
        with pytest.raises(NoReply) as none:
            client(model).ask(BODY)
        assert none.value.reason == "too_large"
    else:
        assert client(model).ask(BODY) == whole


def test_a_reply_that_is_packed_is_not_unpacked(model: ScriptedModel) -> None:
    model.behaviour = lambda connection, _: connection.send(reply("x"), content_encoding="gzip")
    with pytest.raises(NoReply) as none:
        client(model).ask(BODY)
    assert none.value.reason == "no_json"


def test_nobody_who_listens_is_told_apart() -> None:
    with scripted(saying(str)) as gone:
        url = gone.url
    with pytest.raises(NoReply) as none:
        Client(url, deadline=DEADLINE).ask(BODY)
    assert none.value.reason in ("unreachable", "late")


def test_it_can_be_asked_from_where_a_loop_runs_already(model: ScriptedModel) -> None:
    async def ask() -> bytes:
        return client(model).ask(BODY)

    # In a thread of its own: a browser of another test may have left its loop running in this one.
    with ThreadPoolExecutor(1) as threads:
        reply = threads.submit(lambda: asyncio.run(ask())).result()
    assert text_in(reply) == "What took place?"


def test_a_service_that_fails_three_times_in_a_row_is_asked_no_more(model: ScriptedModel) -> None:
    asked = client(model)
    model.behaviour = MISBEHAVIOURS["500"]
    for _ in range(3):
        with pytest.raises(NoReply):
            asked.ask(BODY)
    model.behaviour = saying(str)
    with pytest.raises(NoReply) as none:
        asked.ask(BODY)
    assert none.value.reason == "given_up"
    assert len(model.received) == 3


@pytest.mark.parametrize(
    ("calls", "is_open"),
    [
        ("", False),
        ("xx", False),
        ("xxx", True),
        ("xx.xx", False),
        ("xx.xx.x", True),
        ("x.x.x.x.x", True),
        ("x.x.x.x..x", True),
        ("x.x.x.x...x", False),
        ("xxx.", False),
        ("." * 20, False),
    ],
)
def test_a_circuit_opens_after_three_in_a_row_or_five_of_the_last_ten(calls: str, is_open: bool) -> None:
    breaker = Breaker()
    for each in calls:
        breaker.note(failed=each == "x")
    assert breaker.is_open is is_open
