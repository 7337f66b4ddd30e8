"""What stands between two programs on a network: a wire that is cut at a byte or stops for a while, and nginx.

It must not understand what it carries.
"""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.server import find_port

HOST = "127.0.0.1"
_CHUNK = 65536
_SAMPLE = Path(__file__).resolve().parents[2] / "docs" / "operate" / "nginx.conf"
_KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


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
def balancer_of(ports: Sequence[int], folder: Path) -> Iterator[int]:
    """The port of an nginx with our sample, on plain http: each request goes to the next server, or to another one."""
    port = find_port()
    site = [line for line in _SAMPLE.read_text().splitlines() if not line.strip().startswith("ssl_")]
    text = "\n".join(site).replace("listen 443 ssl http2;", f"listen {HOST}:{port};")
    text = text.replace("listen 80;", f"listen {HOST}:{find_port()};")
    (only,) = [line for line in site if line.strip().startswith("server 127")]
    text = text.replace(only, "\n".join(only.replace(":8000", f":{each}") for each in ports))
    kept = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in _KINDS)
    folder.joinpath("site.conf").write_text(text)
    folder.joinpath("nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {kept} include {folder}/site.conf; }}\n"
    )
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    command = [found, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "start.log")]
    with subprocess.Popen(command) as running:
        while not _listens(port):
            assert running.poll() is None, (folder / "start.log").read_text()
            time.sleep(0.05)
        yield port
        running.terminate()


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


def _listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex((HOST, port)) == 0
