"""PostgreSQL is killed, cut off and slow while people answer, and one of two servers on it goes: nothing is lost."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from tests.e2e.server import Server
from tests.faults.between import Wire, balancer_of, wire_to
from tests.faults.counts import cases, reached
from tests.faults.hurt import hurt
from tests.faults.writers import PLAIN, SECRET_KEY, Writer, all_write, make_plain, touch
from tests.unit.store.cluster import Cluster
from tests.web.person import Person, address_of
from web.services import close

# A process with threads is copied here on purpose: its copy uses none of them, and ends by itself.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.linux,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A server that a test may kill."""
    running = Cluster(quick=True)
    yield running
    running.remove()


@pytest.fixture(scope="module")
def database(own_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the schema and nobody in it."""
    name = own_cluster.new_database()
    close(make_plain(tmp_path_factory.mktemp("first") / "data", own_cluster.url(name)))
    return name


def kill_a_worker(cluster: Cluster, database: str) -> None:
    """Kills the process of one connection, as the kernel does where memory is short; the server starts itself anew."""
    with suppress(psycopg.Error), psycopg.connect(cluster.url(database), autocommit=True) as beside:
        (own,) = beside.execute("SELECT pg_backend_pid()").fetchall()[0]
        listed = beside.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", (database,)).fetchall()
        others = [pid for (pid,) in listed if pid != own]
        for pid in others[:1]:
            os.kill(pid, signal.SIGKILL)
        # The server takes a moment to notice, and ends every other connection then.
        while others:
            beside.execute("SELECT 1")
            time.sleep(0.005)


def harm(cluster: Cluster, database: str, number: int) -> None:
    """One of three ways in which a server goes, by turns; it is back afterwards."""
    way = (signal.SIGQUIT, signal.SIGKILL, None)[number % 3]
    if way is None:
        kill_a_worker(cluster, database)
    else:
        cluster.stop(way)
        cluster.start_again()
    while True:
        with suppress(psycopg.Error):
            cluster.run("SELECT 1", database)
            return
        time.sleep(0.02)


def test_whenever_postgresql_is_killed_what_was_acknowledged_is_there_and_the_rest_can_be_sent_again(
    own_cluster: Cluster, database: str, tmp_path: Path
) -> None:
    kills, answers, refused = cases(30, 500), 0, 0
    app = make_plain(tmp_path / "data", own_cluster.url(database))
    close(app)
    with hurt(lambda: make_plain(tmp_path / "data", own_cluster.url(database)), None, threads=3) as port:
        touch(port)
        for number in range(kills):
            writers = [Writer(f"{name} {number}") for name in ("ann", "ben", "eve")]
            harming = threading.Timer(random.uniform(0, 0.1), harm, (own_cluster, database, number))
            harming.start()
            all_write(writers, port, sessions=3)
            harming.join()
            refused += sum(writer.refused for writer in writers)
            for writer in writers:
                writer.read_and_send_again(port, can_save=True)
                answers += writer.check(app)
            close(app)
    reached("PostgreSQL killed", kills=kills, answers=answers, refused_with_the_words=refused, lost=0)
    assert answers > kills * 3


@pytest.fixture
def wired(own_cluster: Cluster, database: str, tmp_path: Path) -> Iterator[tuple[Wire, Person]]:
    """Somebody whose application has a wire to its database that can be hurt."""
    with wire_to(own_cluster.port) as wire:
        url = own_cluster.url(database).replace(f":{own_cluster.port}/", f":{wire.port}/")
        app = make_plain(tmp_path / "data", url)
        yield wire, Person(app)
        close(app)


@pytest.mark.parametrize(("direction", "most"), [("there", 1500), ("back", 1500)])
def test_at_whichever_byte_the_way_to_postgresql_is_cut_nobody_notices(
    direction: str, most: int, wired: tuple[Wire, Person]
) -> None:
    wire, person = wired
    count = cases(50, 1000)
    page = person.start("plain")
    address = None
    for number in range(count):
        words = f"The answer {number}."
        wire.cut_after(number * most // count, direction)
        after = person.answer(page, words)
        assert after.status == 200, (number, after.heading)
        address = address or address_of(after)
        wire.left = {}
        page = person.open(f"/s/{address}/1")
        assert page.value == (words,)
    assert len(person.open("/records").main.all("li")) == 1
    reached(f"PostgreSQL's wire cut, {direction}", cuts=wire.cuts, lost=0, doubled=0, noticed=0)
    assert wire.cuts > count / 3


def test_a_database_that_is_slow_for_a_moment_saves_all_the_same(wired: tuple[Wire, Person]) -> None:
    wire, person = wired
    page = person.go_on(person.start("plain"), "One.")
    wire.pause = cases(1, 4)
    after = person.answer(page, "Two.")
    assert (after.status, after.number) == (200, 3)
    assert person.back(after).value == ("Two.",)


def test_of_two_servers_on_one_database_one_may_be_killed_and_nobody_notices(
    own_cluster: Cluster, database: str, tmp_path: Path
) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    settings = {"CBT_DATABASE_URL": own_cluster.url(database), "CBT_SECRET_KEY": SECRET_KEY}
    servers = [Server(tmp_path / name, flows, settings) for name in ("one", "other")]
    kills, answers = cases(2, 20), 0
    with ExitStack() as ending:
        for server in servers:
            ending.callback(server.kill)
            server.start()
        port = ending.enter_context(balancer_of([server.port for server in servers], tmp_path))
        app = make_plain(tmp_path / "data", own_cluster.url(database))
        ending.callback(close, app)
        for number in range(kills):
            writers = [Writer(f"{name} {number}") for name in ("ann", "ben", "eve", "joe")]
            killing = threading.Timer(random.uniform(0.05, 0.3), servers[number % 2].kill)
            killing.start()
            all_write(writers, port, sessions=6)
            killing.join()
            for writer in writers:
                assert (writer.refused, writer.unsure) == (0, None)
                assert len(writer.saved) == 6
                answers += writer.check(app)
            servers[number % 2].start()
    reached("One of two servers killed", kills=kills, answers=answers, noticed=0, lost=0)
