"""Files as large as they may be, and hostile: a flow or a list of faults, in bounded time and memory."""

import os
import subprocess
import sys
import time
from pathlib import Path
from textwrap import indent

import pytest

from cbt.compiler.library import compile_files
from tests.unit.compiler.making import HEAD
from tests.unit.compiler.test_reader import HOSTILE_FILES

ROOT = Path(__file__).resolve().parents[3]
QUESTION = "a:\n  ask: A?\n  answer: 0-10\n"
MEASURE = """
import resource, sys
from pathlib import Path
from cbt.compiler.library import compile_files

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

compile_files({"sample.yaml": b"flow: sample"})
before = peak()
for path in sorted(Path(sys.argv[1]).iterdir()):
    compile_files({"sample.yaml": path.read_bytes()})
print(peak() - before)
"""

LARGE = {
    "steps": "".join(f"  s{n}:\n    say: S.\n" for n in range(8000)),
    "guards": QUESTION.replace("\n", "\n  ").join(["  ", ""])
    + "  next:\n"
    + "".join(f"      - {{if: a > {n}, go: done}}\n" for n in range(3000))
    + "      - {else: done}\n",
    "options": "  a:\n    ask: A?\n    options:\n" + "".join(f"      o{n}: O\n" for n in range(4000)),
    "slots": "  a:\n    ask: A?\n    answer: text\n  b:\n    say: |\n      " + "{a} " * 20_000 + "\n",
    "unknown slots": "  a:\n    ask: A?\n    answer: text\n  b:\n    say: |\n      "
    + "{aa} " * 20_000
    + "\n",
    "nearly slots": "  b:\n    say: '" + "{a" + " " * 200_000 + "x'\n",
    "nearly slots often": "  b:\n    say: '" + "{ a " * 50_000 + "'\n",
    "unknown words": "  a:\n" + "".join(f"    akks{n}: x\n" for n in range(4000)),
    "misspelt names": "".join(f"  step_{n}:\n    say: See {{stap_{n}}}.\n" for n in range(450)),
    "long words": f"  a:\n    say: '{{{'a' * 90_000}b}}'\n    next: {'a' * 90_000}\n",
    "optional questions": "".join(
        f"  s{n}:\n    ask: Like {{s{max(n - 1, 0)}}}?\n    answer: 0-10\n    optional: true\n"
        for n in range(450)
    ),
    "branches": "".join(
        f"  s{n}:\n    ask: S?\n    answer: 0-10\n    next:\n"
        f"      - {{if: s{n} > 3, go: s{n + 1}}}\n      - {{else: s{n + 2}}}\n"
        for n in range(240)
    )
    + "  s240:\n    say: A.\n  s241:\n    say: B.\n",
    "loops in loops": "".join(
        indent(f"s{n}:\n  repeat: 0-99\n  again: A?\n  steps:\n", "  " * (2 * n + 1)) for n in range(4)
    )
    + indent("x:\n  ask: A?\n  answer: 0-9\n", "  " * 9),
    "huge numbers": "  a:\n    ask: A?\n    answer: 0-" + "9" * 100_000 + "\n",
    "missing words": "".join(f"  s{n}: {{}}\n" for n in range(4000)),
    "wrong shapes": "".join(f"  s{n}: [x]\n" for n in range(4000)),
}


def large_file(name: str) -> bytes:
    return f"{HEAD}most_pages: 1000\nsteps:\n{LARGE[name]}  done:\n    say: Saved.\n    end: completed\n".encode()


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_gives_a_flow_or_a_list_in_bounded_time(name: str) -> None:
    started = time.process_time()
    library = compile_files({"sample.yaml": large_file(name)})
    # Half a second where the lines run are not counted.
    assert time.process_time() - started < 2.5
    assert library.flows or library.findings
    # A hundred faults and a hundred pieces of advice at the most.
    assert len(library.findings) <= 200
    assert all(len(finding.sentence) <= 402 for finding in library.findings)


def test_no_large_file_takes_more_than_a_hundred_megabytes(tmp_path: Path) -> None:
    for number, text in enumerate(
        [*map(large_file, LARGE), *[hostile.encode() for hostile in HOSTILE_FILES]]
    ):
        (tmp_path / str(number)).write_bytes(text)
    uncounted = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", MEASURE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=uncounted)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 100_000_000
