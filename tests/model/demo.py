"""`make demo-model`: `cbt reword` asks a real model about the thought record, on a copy of the flows.

It must not write into the flows of the checkout.
"""

import subprocess
import sys
from pathlib import Path

from tests.model.running import ROOT, copy_flows, model_service, settings_for

FLOW = "thought_record"
FOLDER = ROOT / ".tools" / "model"
ASKED = ("--tone", "simpler", "-k", "2")


def main(given: list[str]) -> int:
    flows = FOLDER / "flows"
    copy_flows(flows, FLOW)
    with model_service(FOLDER / "service.log") as address:
        sys.stdout.write(
            f"A model of 135 million parameters listens on {address}; most of what it says is wrong.\n"
        )
        sys.stdout.flush()
        command = [str(Path(sys.executable).with_name("cbt")), "reword", FLOW, *(given or ASKED)]
        return subprocess.run(
            [*command, "--flows", str(flows.relative_to(ROOT)), "--cache", str(FOLDER / "replies")],
            cwd=ROOT,
            env=settings_for(address),
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
