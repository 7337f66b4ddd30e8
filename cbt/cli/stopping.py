"""Lets the server's worker be told to end exactly once, and only by the command that started it.

It must not end anything itself.
"""

import signal
from threading import Thread


def end_only_once() -> None:
    """For the worker's process, before it serves: from now on Ctrl+C is the command's alone, and SIGTERM counts once.

    A terminal sends Ctrl+C to every process of a command, and a supervisor SIGTERM; the command then sends its worker
    another one. Two signals within a moment can leave granian's worker waiting for good.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows: its console knows one Ctrl+C, and no second signal
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    Thread(target=_end_once, name="end", daemon=True).start()


def _end_once() -> None:
    """Waits for SIGTERM and lets it through to whoever listens for it by then; the ones that follow stay blocked."""
    signal.sigwait({signal.SIGTERM})
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    signal.raise_signal(signal.SIGTERM)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
