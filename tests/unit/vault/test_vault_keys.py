"""Keys: a secret leads to its own wrapped key, and no key prints itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.errors import SealBroken
from cbt.vault.keys import Secret, locator, new_data_key, new_id, new_secret, unwrap, wrap


def test_a_wrapped_key_opens_with_its_own_secret() -> None:
    secret, key, person = new_secret(), new_data_key(), new_id()
    sealed = wrap(secret, key, person)
    assert unwrap(secret, sealed, person) == key
    assert len(sealed) == 65
    assert bytes(key) not in sealed


def test_a_wrapped_key_opens_for_no_other_secret_person_or_kind() -> None:
    secret, key, person = new_secret(), new_data_key(), new_id()
    sealed = wrap(secret, key, person, kind="words")
    assert unwrap(secret, sealed, person, kind="words") == key
    for other_secret, other_person, kind in [
        (new_secret(), person, "words"),
        (secret, new_id(), "words"),
        (secret, person, "cookie"),
        (secret, person, "word"),
    ]:
        with pytest.raises(SealBroken):
            unwrap(other_secret, sealed, other_person, kind=kind)


def test_a_person_id_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        wrap(new_secret(), new_data_key(), b"short")


@given(st.binary(min_size=16, max_size=32))
def test_a_locator_is_the_same_each_time_and_shows_nothing_of_the_secret(secret: bytes) -> None:
    assert locator(secret) == locator(secret)
    assert len(locator(secret)) == 16
    assert locator(secret) not in secret
    assert secret[:8] not in locator(secret)


def test_the_derivations_are_the_ones_that_stored_data_was_made_with() -> None:
    # A change here would lock everybody out of what they wrote.
    secret, person = bytes(range(32)), bytes(range(16))
    sealed = bytes.fromhex(
        "018ed922633c33c28c3d56abe337ff3c3402b95db7948e50605dc8a62a182"
        "308cfbe0a6a2b7c625d9a65cfbd9fcd0b16ce484e582e8d446bc665449272"
    )
    assert locator(secret).hex() == "a7fcbb67b458ba7bab3f1a867e13a728"
    assert unwrap(secret, sealed, person) == bytes(range(100, 132))


def test_secrets_are_random_and_256_bits_long() -> None:
    made = {new_secret() for _ in range(500)} | {new_data_key() for _ in range(500)}
    assert len(made) == 1000
    assert {len(secret) for secret in made} == {32}


def test_a_secret_prints_a_mask_however_it_is_printed() -> None:
    secret = Secret(b"do not print me")
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r}",
        "{} {!r}".format(*[secret] * 2),
        repr([secret]),
    ]
    assert all("print me" not in text and "secret" in text for text in shown)


def test_an_unwrapped_key_is_masked_as_well() -> None:
    secret, person = new_secret(), new_id()
    assert repr(unwrap(secret, wrap(secret, bytes(32), person), person)) == "<secret>"
