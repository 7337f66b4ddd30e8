"""The child's side of a probe: makes a scene ready, then plays it once for each line that it is sent.

It must not print anything but samples: what the app logs goes to the probe's log.
"""

import json
import os
import sys

from bench.scenes import SCENES


def main(scene: str, given: str) -> None:
    """Answers `count` lines on stdin with a JSON list of samples each, until stdin is closed."""
    with os.fdopen(os.dup(1), "w") as told:
        os.dup2(2, 1)
        play = SCENES[scene](**json.loads(given))
        print("[]", file=told, flush=True)
        for line in sys.stdin:
            print(json.dumps(play(int(line))), file=told, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
