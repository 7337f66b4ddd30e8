"""Which tests go through which line, and how long each takes: one run of the sound code.

It must not judge a mutant. A function that remembers its answers is made to forget between tests, or only the first
test that asks would count.
"""

import ast
import functools
import gc
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutants.changes import Mutant
from tests.mutants.forking import Say
from tests.mutants.noticing import Watch, run_pytest
from tests.mutants.planting import ROOT, module_name

# What is outside of tests but not import: the end of fixtures that many tests share.
_BETWEEN = "-"
# It compiles all flows that there are and calls nothing that is changed.
_KEEPS = {"shipped_library"}


@dataclass(slots=True)
class Covered:
    """file -> line -> tests; "" is import. test -> its seconds."""

    lines: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    importers: dict[str, set[str]] = field(default_factory=dict)

    def is_at_import(self, mutant: Mutant) -> bool:
        """Whether the line runs only when modules are imported or tests collected, and then it is too late."""
        through = self._through(mutant)
        return not mutant.inside or ("" in through and through <= {"", _BETWEEN})

    def is_at_collecting(self, mutant: Mutant) -> bool:
        """Whether the line runs when tests are collected, too; what no test notices may be noticed there."""
        return "" in self._through(mutant)

    def tests_for(self, mutant: Mutant, *, at_import: bool = False) -> list[str]:
        """Those that may notice, the quickest first. At import, all that go through the module or one that needs it."""
        found = self._through(mutant)
        own = self._through_file(mutant.file)
        if at_import or self.is_at_import(mutant):
            found = own.union(*(self._through_file(each) for each in self._needing(mutant.file)))
            found |= {test for test in self.seconds if test.split("::")[0] in self._needing(mutant.file)}
        return sorted(found - {"", _BETWEEN}, key=lambda test: (test not in own, self.seconds[test]))

    def _through(self, mutant: Mutant) -> set[str]:
        lines = self.lines.get(mutant.file, {})
        return set().union(*(lines.get(line, set()) for line in range(mutant.first, mutant.last + 1)))

    def _through_file(self, file: str) -> set[str]:
        return set().union(*self.lines.get(file, {}).values())

    def _needing(self, file: str) -> set[str]:
        """All files, tests among them, that import this one, or one that does."""
        found, todo = {file}, [file]
        while todo:
            new = self.importers.get(module_name(todo.pop()), set()) - found
            found |= new
            todo += new
        return found


def covered(area: str, tests: str, say: Say) -> None:
    """Runs all tests of a folder and says, in this order: a failed test's name or nothing, lines, seconds."""
    folder = ROOT / "cbt" / area
    tracer = coverage.Coverage(data_file=None, config_file=False, include=[f"{folder}/*"], branch=False)
    tracer.start()
    seconds: dict[str, float] = {}

    def work(watch: Watch, session: pytest.Session) -> None:
        server = 0.0
        row, remembering = sorted(session.items, key=_on_postgres), _remembering(area)
        for item, after in zip_longest(row, row[1:]):
            for each in remembering:
                each.cache_clear()
            tracer.switch_context(item.nodeid)
            begun = time.perf_counter()
            # Each test sets up all that it needs, and so goes through that too; only a server is shared.
            item.config.hook.pytest_runtest_protocol(
                item=item, nextitem=after if _on_postgres(item) else None
            )
            took = time.perf_counter() - begun
            if _on_postgres(item):
                # The first of them starts the server, as each has to in a copy.
                server = server or took
                took += server
            seconds[item.nodeid] = took
            tracer.switch_context(_BETWEEN)
            if watch.noticed_by:
                return

    failed = run_pytest(work, [tests])
    tracer.stop()
    data = tracer.get_data()
    lines = {
        str(Path(file).relative_to(ROOT)): {
            line: sorted(names) for line, names in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    for part in (failed, lines, seconds):
        say(part)


def read_covered(said: list[Any], area: str, tests: str) -> Covered:
    """The same in the process that asked."""
    _, lines, seconds = said
    found = {file: {int(line): set(tests) for line, tests in row.items()} for file, row in lines.items()}
    return Covered(found, seconds, _importers(area, tests))


def _on_postgres(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is not None


def _remembering(area: str) -> list[Any]:
    """The functions of the area and of tests that remember what they gave."""
    found = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    homes = (f"cbt.{area}", "tests.")
    return [
        each for each in found if (each.__module__ or "").startswith(homes) and each.__name__ not in _KEEPS
    ]


def _importers(area: str, tests: str) -> dict[str, set[str]]:
    """Module -> files of the area and its tests that import it."""
    found = defaultdict(set)
    for path in [*(ROOT / "cbt" / area).rglob("*.py"), *(ROOT / tests).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            file = str(path.relative_to(ROOT))
            if isinstance(node, ast.ImportFrom) and node.module:
                found[node.module].add(file)
                for alias in node.names:
                    found[f"{node.module}.{alias.name}"].add(file)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    found[alias.name].add(file)
    return found
