"""Pytest inside this process: collects the tests of a folder, runs chosen ones in order, and stops where one fails.

It must not print, and it must not run in a process that goes on: a test that failed may leave anything behind.
"""

import signal
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

_OPTIONS = [
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-p",
    "no:cov",
    "-q",
    "--tb=native",
    "--assert=plain",
    "-m",
    "not slow",
]
_EXAMPLES = 60
_AGAIN_SECONDS = 1.0
# Seconds at least, and how many times the usual ones: other work on the machine slows waiting more than calculating.
_LIMITS = (
    (signal.ITIMER_PROF, signal.SIGPROF, (4.0, 6.0)),
    (signal.ITIMER_REAL, signal.SIGALRM, (60.0, 20.0)),
)

AtWork = Callable[["Watch", pytest.Session], None]


class TookTooLong(BaseException):
    """A test that does not come to its end; nothing between here and there may catch it by chance."""


class Watch:
    """A plugin that leaves the running of tests to `work`, and keeps the name of the first that failed."""

    def __init__(self, work: AtWork) -> None:
        self.noticed_by = ""
        self._work = work

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """The same examples each time, and no time spent on making a found one small."""
        settings.register_profile(
            "mutants",
            max_examples=_EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop."""
        if session.testsfailed:
            self.noticed_by = "collection"
        self._work(self, session)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
        """Keeps who noticed."""
        found = call.excinfo
        if found is not None and not self.noticed_by and not isinstance(found.value, pytest.skip.Exception):
            self.noticed_by = "time" if isinstance(found.value, TookTooLong) else item.nodeid

    def run(self, session: pytest.Session, items: Iterable[pytest.Item], usual: Mapping[str, float]) -> None:
        """Runs these until one fails or takes far longer than usual, and takes down what they had set up."""
        row = list(items)
        for item, after in zip_longest(row, row[1:]):
            if self.noticed_by:
                break
            _allow(usual.get(item.nodeid, 1.0))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        _allow(1.0)
        session._setupstate.teardown_exact(None)  # pytest has no other name for it


def run_pytest(work: AtWork, tests: Iterable[str]) -> str:
    """Collects these files or folders and leaves the tests to the work; who failed, or nothing."""
    watch = Watch(work)
    ended = pytest.main([*_OPTIONS, *tests], plugins=[watch])
    if (
        not watch.noticed_by
        and ended is not pytest.ExitCode.OK
        and ended is not pytest.ExitCode.NO_TESTS_COLLECTED
    ):
        return "collection"
    return watch.noticed_by


def _allow(usual: float) -> None:
    """From now on this process may calculate and wait for so much longer than the seconds that are usual."""

    def end(*_given: object) -> None:
        raise TookTooLong

    for timer, number, (least, times) in _LIMITS:
        signal.signal(number, end)
        signal.setitimer(timer, least + times * usual, _AGAIN_SECONDS)
