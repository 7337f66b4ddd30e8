"""Starts the machine's own Chromium, quiet and unable to reach anything but this machine.

It must not download a browser or go without one.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name that a page asks for does not even reach a name server.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE_MS = 45_000


def find_chromium() -> str:
    """The path of the machine's Chromium; fails where there is none."""
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return found
    raise AssertionError(f"neither {' nor '.join(NAMES)} is on the PATH; `make test` says how to install it")


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """One browser, without a window."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=PATIENCE_MS)
        yield browser
        browser.close()
