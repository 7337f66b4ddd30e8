"""What stands between two programs on a network: a wire that is cut at a byte or stops for a while, and a balancer.

It must not understand what it carries, but where one message ends.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HOST = "127.0.0.1"
_CHUNK = 65536


@dataclass
class Wire:
    """A way to a port. `left` says after how many bytes it is cut, once: those "there", or those that come "back"."""

    target: int
    port: int = 0
    left: dict[str, int] = field(default_factory=dict)
    pause: float = 0.0
    cuts: int = 0

    def cut_after(self, count: int, direction: str) -> None:
        self.left = {direction: count}

    def carry(self, near: socket.socket) -> None:
        """Carries both ways until one end is gone."""
        with suppress(OSError), near, socket.create_connection((HOST, self.target)) as far:
            back = threading.Thread(target=self._pump, args=(far, near, "back"), daemon=True)
            back.start()
            self._pump(near, far, "there")
            back.join()

    def _pump(self, source: socket.socket, target: socket.socket, direction: str) -> None:
        with suppress(OSError):
            while chunk := source.recv(_CHUNK):
                if self.pause:
                    time.sleep(self.pause)
                    self.pause = 0.0
                left = self.left.get(direction)
                if left is not None and left < len(chunk):
                    self.left, self.cuts = {}, self.cuts + 1
                    target.sendall(chunk[:left])
                    break
                if left is not None:
                    self.left[direction] = left - len(chunk)
                target.sendall(chunk)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire_to(target: int) -> Iterator[Wire]:
    """A wire to this port of the machine."""
    wire = Wire(target)
    with listening(wire.carry) as port:
        wire.port = port
        yield wire


@contextmanager
def balancer_of(ports: Sequence[int]) -> Iterator[int]:
    """The port of a balancer: each request goes to the next server, and to another one where no whole answer comes."""
    turn = iter(range(1_000_000_000))

    def serve(near: socket.socket) -> None:
        with suppress(OSError), near:
            asked = _message(near)
            first = next(turn)
            for number in range(20 * len(ports)):
                try:
                    with socket.create_connection((HOST, ports[(first + number) % len(ports)])) as far:
                        far.sendall(asked)
                        answer = _message(far)
                except OSError:
                    time.sleep(0.01)
                    continue
                near.sendall(answer)
                return

    with listening(serve) as port:
        yield port


def _message(source: socket.socket) -> bytes:
    """A whole request or answer, which names its length. Raises OSError where it breaks off."""
    found = b""
    while b"\r\n\r\n" not in found:
        found += _more(source)
    head, _, body = found.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(lengths[0].partition(b":")[2]) if lengths else 0
    while len(body) < length:
        body += _more(source)
    # One message a connection, so that nobody waits for another.
    return head + b"\r\nConnection: close\r\n\r\n" + body


def _more(source: socket.socket) -> bytes:
    chunk = source.recv(_CHUNK)
    if not chunk:
        raise ConnectionError
    return chunk


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port at which each connection is served in a thread of its own, until the block ends."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        door.listen(128)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    near, _ = door.accept()
                    threading.Thread(target=serve, args=(near,), daemon=True).start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        yield door.getsockname()[1]
        # Closing alone does not wake who waits in accept.
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        accepting.join()
