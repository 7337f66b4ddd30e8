"""`make sabotage`: breaks one line after the other in a copy of the project, and asks its test whether it notices.

It must not touch the project itself. It ends with 1 where a test does not notice.
Words behind it choose patches by name.
"""

import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console

from tests.sabotage.patches import Patch, read_patches

ROOT = Path(__file__).resolve().parents[2]
COPIES = 2
out = Console(highlight=False, soft_wrap=True)


def copy_of_project(folder: Path) -> Path:
    """All that is tracked, in a folder of its own."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return folder


def is_noticed(copy: Path, test: str) -> bool:
    """Whether this very test fails in the copy; one that cannot even be run has noticed nothing."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        test,
        "-n",
        "0",
        "-q",
        "-x",
        "--tb=no",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    return any(line.startswith(f"FAILED {test}") for line in done.stdout.splitlines())


def main() -> int:
    """Tries each patch and prints a row for it; how many were not noticed."""
    copies: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory(prefix="cbt-sabotage-") as folder:
        for number in range(COPIES):
            copies.put(copy_of_project(Path(folder) / str(number)))

        def attempt(patch: Patch) -> bool:
            copy = copies.get()
            path = copy / patch.file
            sound = path.read_text(encoding="utf-8")
            try:
                path.write_text(patch.broken(sound), encoding="utf-8")
                noticed = is_noticed(copy, patch.test)
            finally:
                path.write_text(sound, encoding="utf-8")
                copies.put(copy)
            out.print(f"| {patch.name} | `{patch.file}` | {f'`{patch.test}`' if noticed else '**nobody**'} |")
            return noticed

        with ThreadPoolExecutor(COPIES) as pool:
            chosen = [patch for patch in read_patches() if all(word in patch.name for word in sys.argv[1:])]
            all_noticed = list(pool.map(attempt, chosen))
    out.print(f"{sum(all_noticed)} of {len(all_noticed)} were noticed.")
    return int(not all(all_noticed))


if __name__ == "__main__":
    sys.exit(main())
