"""No test reaches another host: proves that the guard which tests/conftest.py sets is up.

It must not send a byte anywhere else itself: the port that it names does not exist, so that even without the guard
nothing would leave.
"""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

NO_SUCH_PORT = 70_000


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1"])
def test_another_host_is_refused(host: str) -> None:
    with socket.socket() as caller, pytest.raises(SocketConnectBlockedError):
        caller.connect((host, NO_SUCH_PORT))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_may_speak_to_itself(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as caller:
        caller.connect((host, server.getsockname()[1]))
        assert caller.getpeername() == server.getsockname()
