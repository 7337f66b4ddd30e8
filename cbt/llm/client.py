"""Calls a service that speaks OpenAI's protocol of chat completions: one request, one reply, one deadline.

It must not try again by itself, follow another address, or read anything of its surroundings.
"""

import asyncio
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Thread

import httpx

from cbt.errors import NoReply
from cbt.llm.breaker import Breaker
from cbt.llm.reply import choice_in

DEADLINE = 60.0
MOST_BYTES = 64 * 1024
_PATH = "/chat/completions"


@dataclass(slots=True)
class Client:
    """A service at an address, with a key or none. `deadline` is in seconds, for a whole call."""

    url: str
    key: str = field(default="", repr=False)
    deadline: float = DEADLINE
    breaker: Breaker = field(default_factory=Breaker)

    def ask(self, body: bytes) -> bytes:
        """The reply as it came, which has a choice in it. Raises NoReply."""
        if self.breaker.is_open:
            raise NoReply("given_up")
        try:
            raw = self._wait_for(body)
            choice_in(raw)
        except NoReply:
            self.breaker.note(failed=True)
            raise
        self.breaker.note(failed=False)
        return raw

    def _wait_for(self, body: bytes) -> bytes:
        """Calls in a thread of its own: where a loop runs already there can be no other, and Ctrl+C ends the wait."""
        outcome: Future[bytes] = Future()

        async def call() -> None:
            try:
                outcome.set_result(await self._call(body))
            except BaseException as trouble:  # noqa: BLE001  # whoever waits gets it
                outcome.set_exception(trouble)

        Thread(target=asyncio.run, args=(call(),), daemon=True).start()
        return outcome.result()

    async def _call(self, body: bytes) -> bytes:
        try:
            # The clients' own time-outs are for one read each: a body that drips in would never meet them.
            async with asyncio.timeout(self.deadline):
                return await self._fetch(body)
        except TimeoutError:
            raise NoReply("late") from None
        except (httpx.ConnectError, httpx.InvalidURL):
            raise NoReply("unreachable") from None
        except httpx.HTTPError:
            raise NoReply("broken_off") from None

    async def _fetch(self, body: bytes) -> bytes:
        caller = httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=None)  # noqa: S113  # see above
        async with (
            caller,
            caller.stream("POST", self._address, content=body, headers=self._headers) as reply,
        ):
            if reply.status_code != httpx.codes.OK:
                raise NoReply("status", reply.status_code)
            if reply.headers.get("content-encoding", "identity") != "identity":
                raise NoReply("no_json")
            return await _read(reply)

    @property
    def _address(self) -> str:
        return self.url.rstrip("/") + _PATH

    @property
    def _headers(self) -> dict[str, str]:
        said = {
            "content-type": "application/json",
            "accept": "application/json",
            "accept-encoding": "identity",
            "user-agent": "cbt-flows",
        }
        return said | ({"authorization": f"Bearer {self.key}"} if self.key else {})


async def _read(reply: httpx.Response) -> bytes:
    found = bytearray()
    async for piece in reply.aiter_raw():
        found += piece
        if len(found) > MOST_BYTES:
            raise NoReply("too_large")
    return bytes(found)
