"""Starts the small model of `make demo-model` for a block, and a copy of the flows for it to work on.

It must not touch the flows of the checkout, and needs nothing but the standard library.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".tools" / "model" / "bin" / "python"
MODEL = "SmolLM2-135M-Instruct"
_PATIENCE = 10.0


@contextmanager
def model_service(log: Path) -> Iterator[str]:
    """The address of the running service; what it says goes to a file. Ends with the block, or with this process."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(PYTHON), str(Path(__file__).with_name("endpoint.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        address = process.stdout.readline().decode().strip()
        if not address:
            raise RuntimeError(f"The model did not start; {log} says why.")
        yield address
    finally:
        process.stdin.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def settings_for(address: str) -> dict[str, str]:
    """The environment of a command that is to ask this model, without anybody's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CBT_")}
    return kept | {"CBT_REWORD_URL": address, "CBT_REWORD_MODEL": MODEL}


def copy_flows(folder: Path, without: str) -> None:
    """A fresh copy of the shipped flows, without the wordings of one of them, so that all are to be asked for."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "flows", folder, ignore=shutil.ignore_patterns(f"{without}.*.*.yaml"))
