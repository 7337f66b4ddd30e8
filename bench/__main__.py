"""`python -m bench`: measures what is wanted and prints one table.

It must not write anything that stays.
"""

import argparse
import signal
import sys
import time

from rich.console import Console

from bench.figures import Absent, Result
from bench.limits import LIMITS
from bench.people import UnexpectedReply
from bench.plan import Plan, planned
from bench.probe import ProbeFailed
from bench.rows import MEASUREMENTS
from bench.servers import DidNotStart
from bench.table import print_table


def main() -> int:
    """Runs what the command line asks for; 2 where a row has no such name."""
    asked = _arguments()
    wanted = frozenset(asked.only or LIMITS)
    unknown = sorted(wanted - set(LIMITS))
    if unknown:
        print(f"There is no row {', '.join(unknown)}. There are: {', '.join(LIMITS)}", file=sys.stderr)
        return 2
    # So that a run that is stopped ends its servers and takes its data away.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    started = time.monotonic()
    with planned(wanted, quick=asked.quick, peers=asked.peers) as plan:
        results = _measure(plan)
        took = f"{time.monotonic() - started:.0f} s"
        sizes = " A quick run: fewer rounds, smaller data." if asked.quick else ""
        print_table(results, f"{plan.noise} Took {took}.{sizes}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures, and prints one table.")
    parser.add_argument(
        "--quick", action="store_true", help="fewer rounds and smaller data, in under a minute"
    )
    parser.add_argument("--only", nargs="+", metavar="ROW", help="only these rows")
    parser.add_argument(
        "--peers", default="", metavar="PYTHON", help="the Python that has the peers installed"
    )
    return parser.parse_args()


def _measure(plan: Plan) -> list[Result]:
    results: list[Result] = []
    progress = Console(stderr=True)
    for measurement, rows in MEASUREMENTS.items():
        wanted = [row for row in rows if plan.wants(row)]
        if not wanted:
            continue
        if progress.is_terminal:
            progress.print(f"{', '.join(wanted)} ...", style="dim")
        found: list[Result] = []
        try:
            found.extend(measurement(plan))
        except (DidNotStart, ProbeFailed, UnexpectedReply, OSError) as trouble:
            missing = [row for row in wanted if row not in {result.row for result in found}]
            found += [Absent(row, f"{type(trouble).__name__}: {trouble}"[:160]) for row in missing]
        results += [result for result in found if result.row in wanted]
    return results


if __name__ == "__main__":
    sys.exit(main())
