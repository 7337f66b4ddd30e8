"""What holds for every test: the hypothesis profiles, and no network but this machine's own loopback.

It must not hold fixtures of one area; those stand beside the tests that ask for them.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

LOOPBACK = "127.0.0.0/8,::1,localhost"

# A time limit on one example says more about a busy machine than about the code.
settings.register_profile("default", max_examples=60, deadline=None)
settings.register_profile(
    "ci",
    max_examples=300,
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
