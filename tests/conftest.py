"""What holds for every test: the hypothesis profiles, no network but this machine's own loopback, one PostgreSQL.

It must not hold fixtures of one area; those stand beside the tests that ask for them.
"""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from cbt.store import open_database, upgrade
from tests.unit.store.cluster import Cluster

LOOPBACK = "127.0.0.0/8,::1,localhost"

# A time limit on one example says more about a busy machine than about the code.
settings.register_profile("default", max_examples=60, deadline=None)
settings.register_profile(
    "ci",
    max_examples=150,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-socket pass nothing but loopback, before it reads its own options."""
    config.option.allow_hosts = LOOPBACK
    # Chromium's driver and PostgreSQL are spoken to through sockets in the file system.
    config.option.allow_unix_socket = True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Elsewhere than on Linux what is Linux's own is left out; it is never left out for want of a program."""
    left_out = [item for item in items if sys.platform != "linux" and item.get_closest_marker("linux")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database postgres` gives the applications of tests/web a PostgreSQL database each, in place of a file."""
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server; every worker has its own."""
    running = Cluster(quick=True)
    yield running
    running.remove()


@pytest.fixture(scope="session")
def migrated(cluster: Cluster) -> str:
    """The name of a PostgreSQL database that has the schema."""
    name = cluster.new_database()
    engine = open_database(cluster.url(name))
    upgrade(engine)
    engine.dispose()
    return name
