"""A passphrase: slow, the same for the same words, and of no use without the device and the server's key."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from cbt.vault.keys import device_secret, new_secret, opened_secret
from cbt.vault.passphrase import FEWEST_CHARACTERS, MOST_CHARACTERS, Passphrases

DEVICE = bytes(range(32))
OURS = Passphrases(bytes(32))


def test_the_same_words_on_the_same_device_make_the_same_secret() -> None:
    made = OURS.secret_for(DEVICE, "a calm blue evening")
    assert len(made) == 32
    assert made == OURS.secret_for(DEVICE, "  a calm blue evening ")
    assert OURS.secret_for(DEVICE, "caf\u00e9 caf\u00e9") == OURS.secret_for(DEVICE, "cafe\u0301 cafe\u0301")


def test_other_words_another_device_and_another_server_make_other_secrets() -> None:
    made = {
        OURS.secret_for(DEVICE, "a calm blue evening"),
        OURS.secret_for(DEVICE, "a calm blue evenin"),
        OURS.secret_for(bytes(32), "a calm blue evening"),
        Passphrases(b"\x01" * 32).secret_for(DEVICE, "a calm blue evening"),
        OURS.secret_for(DEVICE, "\ud800 is not text"),
    }
    assert len(made) == 5


def test_a_passphrase_that_was_put_on_once_opens_for_ever() -> None:
    assert OURS.secret_for(DEVICE, "golden words").hex() == GOLDEN


def test_many_guesses_at_once_take_no_more_memory_than_two(monkeypatch: pytest.MonkeyPatch) -> None:
    together, room = threading.Barrier(2), threading.Semaphore(2)

    class Slow:
        """Waits until another is at work beside it, and stays for a moment, in which a third would find no room."""

        def __init__(self, **given: object) -> None:
            assert room.acquire(blocking=False)

        def derive(self, typed: bytes) -> bytes:
            together.wait(timeout=10)
            time.sleep(0.005)
            room.release()
            return typed

    monkeypatch.setattr("cbt.vault.passphrase.Argon2id", Slow)
    with ThreadPoolExecutor(6) as pool:
        made = set(pool.map(OURS.secret_for, [DEVICE] * 6, [f"guess {number}" for number in range(6)]))
    assert len(made) == 6


def test_a_passphrase_may_have_as_many_letters_as_people_are_told() -> None:
    assert (FEWEST_CHARACTERS, MOST_CHARACTERS) == (8, 200)


def test_a_device_that_is_locked_and_opened_again_never_holds_the_same_twice() -> None:
    secret = new_secret()
    held = {bytes(secret), bytes(device_secret(secret)), bytes(opened_secret(secret))}
    assert len(held) == 3
    assert device_secret(secret) == device_secret(secret)


GOLDEN = "48439090a0a2917f8cb9c46316aa68a46ff08fcd85c0aa30b90b993d04a05a47"
