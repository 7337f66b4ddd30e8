"""Tries are counted by network and by day, under a key that nobody else has, and no address is kept."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from flask import Flask

from cbt.errors import SettingWrong
from web.limits import Limits, init_app

DAY = date(2026, 11, 26)


def tries(limits: Limits, address: str, count: int = 21, *, what: str = "words", day: date = DAY) -> int:
    """How many of so many tries may be made."""
    return sum(limits.has_another_try(what, address, day) for _ in range(count))


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:ff::2", True),
        ("2001:db8:1:2::1", "2001:db8:2::1", False),
        ("", "no address", True),
    ],
)
def test_people_of_one_network_count_as_one(one: str, other: str, together: bool) -> None:
    limits = Limits()
    assert tries(limits, one) == 20
    assert tries(limits, other) == (0 if together else 20)
    assert tries(limits, one, what="passphrase") == 20


def test_a_new_day_has_a_new_key_and_knows_nobody() -> None:
    limits = Limits()
    assert tries(limits, "192.0.2.1") == 20
    assert tries(limits, "192.0.2.1", day=DAY + timedelta(days=1)) == 20


def test_what_is_kept_of_a_network_says_nothing_of_it() -> None:
    limits = Limits()
    tries(limits, "192.0.2.1")
    kept = repr(vars(limits._own.storage))
    assert "192.0.2" not in kept
    assert "c0000" not in kept


@pytest.fixture(scope="module")
def redis() -> Iterator[str]:
    """A Redis of the tests' own, in memory alone, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/") as server:
        for _ in range(200):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}"
        server.terminate()


def limits_at(url: str, key: bytes = b"k" * 32) -> Limits:
    """What a process with this server key counts with."""
    app = Flask("counted")
    init_app(app, url, key)
    found = app.config["CBT_LIMITS"]
    assert isinstance(found, Limits)
    return found


@pytest.mark.usefixtures("fence")
def test_several_processes_count_tries_together_in_redis(redis: str) -> None:
    one, other, stranger = limits_at(redis), limits_at(redis), limits_at(redis, b"x" * 32)
    assert tries(one, "192.0.2.1", 12) == 12
    assert tries(other, "192.0.2.1", 12) == 8
    assert tries(one, "192.0.2.1", day=DAY + timedelta(days=1)) == 20
    assert tries(stranger, "192.0.2.1") == 20


@pytest.mark.usefixtures("fence")
def test_what_redis_keeps_of_a_network_says_nothing_of_it_and_goes_within_the_hour(redis: str) -> None:
    from redis import Redis

    tries(limits_at(redis), "198.51.100.7")
    with Redis.from_url(redis) as kept:
        names = [name.decode() for name in kept.scan_iter()]
        assert names
        assert all(0 < kept.ttl(name) <= 3600 for name in names)
    assert not any("198.51" in name or "c63364" in name for name in names)


@pytest.mark.usefixtures("fence")
def test_a_redis_that_is_gone_leaves_each_process_to_count_its_own(log_lines: StringIO) -> None:
    gone = limits_at("redis://127.0.0.1:1")
    assert tries(gone, "192.0.2.1") == 20
    assert "event=limits_unavailable" in log_lines.getvalue()


def test_limits_without_the_package_or_at_no_address_say_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(SettingWrong) as wrong:
        limits_at("redis://127.0.0.1:no")
    assert "hunter" not in wrong.value.reason
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(SettingWrong, match="CBT_LIMITS_URL") as missing:
        limits_at("redis://127.0.0.1:1")
    assert "cbt-flows[redis]" in missing.value.reason
