"""Sealing: what is sealed opens at its own place only, and its size says little."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from cbt.errors import SealBroken
from cbt.vault.keys import new_data_key, new_id, unwrap
from cbt.vault.seal import SIZE_STEPS, open_exact, open_sealed, seal, seal_exact, session_aad

KEY = new_data_key()
ids = st.binary(min_size=16, max_size=16)
# No revision of ours is below 1, but a damaged file may hold one.
revisions = st.integers(min_value=-(2**63), max_value=2**63 - 1)


@given(st.binary(max_size=5000), st.binary(max_size=64))
def test_what_was_sealed_opens_again(plaintext: bytes, aad: bytes) -> None:
    assert open_sealed(KEY, seal(KEY, plaintext, aad=aad), aad=aad) == plaintext


@given(st.binary(max_size=300), st.data())
def test_one_changed_byte_anywhere_breaks_the_seal(plaintext: bytes, data: st.DataObject) -> None:
    blob = bytearray(seal(KEY, plaintext, aad=b"place"))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(blob), aad=b"place")


@given(st.binary(max_size=600))
def test_bytes_that_were_never_sealed_do_not_open(blob: bytes) -> None:
    for text in (blob, b"\x01" + blob, b"\x02" + blob):
        with pytest.raises(SealBroken):
            open_sealed(KEY, text, aad=b"")


@pytest.mark.parametrize("size", [0, 1, 28, 29, 255])
def test_a_blob_cut_short_does_not_open(size: int) -> None:
    with pytest.raises(SealBroken):
        open_sealed(KEY, seal(KEY, b"words", aad=b"")[:size], aad=b"")


def test_another_key_does_not_open_and_the_refusal_says_nothing() -> None:
    with pytest.raises(SealBroken) as refusal:
        open_sealed(new_data_key(), seal(KEY, b"words", aad=b""), aad=b"")
    assert str(refusal.value) == ""
    assert refusal.value.__cause__ is None


@given(ids, ids, revisions, st.data())
def test_a_blob_does_not_open_for_another_person_session_or_revision(
    person: bytes, session: bytes, revision: int, data: st.DataObject
) -> None:
    blob = seal(KEY, b"words", aad=session_aad(person, session, revision))
    place = (person, session, revision)
    other = data.draw(st.tuples(ids, ids, revisions).filter(lambda drawn: drawn != place))
    for swapped in (other, (session, person, revision), (person, session, revision % (2**63 - 1) + 1)):
        if swapped != place:
            with pytest.raises(SealBroken):
                open_sealed(KEY, blob, aad=session_aad(*swapped))
    assert open_sealed(KEY, blob, aad=session_aad(*place)) == b"words"


@given(st.tuples(ids, ids, revisions), st.tuples(ids, ids, revisions))
def test_two_places_share_no_encoding(one: tuple[bytes, bytes, int], other: tuple[bytes, bytes, int]) -> None:
    assert (session_aad(*one) == session_aad(*other)) == (one == other)


@pytest.mark.parametrize(("person", "session"), [(b"short", bytes(16)), (bytes(16), bytes(17))])
def test_ids_of_another_length_have_no_place(person: bytes, session: bytes) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        session_aad(person, session, 1)


@pytest.mark.parametrize("room", [step - 37 for step in SIZE_STEPS])
def test_each_step_is_used_to_its_last_byte_and_then_the_next_one(room: int) -> None:
    step = room + 37
    larger = [*SIZE_STEPS, 2 * SIZE_STEPS[-1]]
    assert len(seal(KEY, bytes(room), aad=b"")) == step
    assert len(seal(KEY, bytes(room + 1), aad=b"")) == larger[larger.index(step) + 1]


def test_words_that_fill_a_step_to_its_last_byte_open_again() -> None:
    words = b"w" * (SIZE_STEPS[0] - 37)
    assert open_sealed(KEY, seal(KEY, words, aad=b""), aad=b"") == words


def test_nothing_at_all_can_be_sealed_and_opened_again() -> None:
    assert open_exact(KEY, seal_exact(KEY, b"", aad=b""), aad=b"") == b""


def test_a_format_that_there_never_was_is_refused_though_the_tag_is_right() -> None:
    sealed = AESGCM(KEY).encrypt(bytes(12), b"words", b"\x03")
    with pytest.raises(SealBroken):
        open_exact(KEY, b"\x03" + bytes(12) + sealed, aad=b"")


def test_the_steps_are_those_that_people_are_told_of() -> None:
    assert tuple([4**power for power in range(4, 11)]) == SIZE_STEPS


@given(st.integers(min_value=0, max_value=3_500_000))
def test_sizes_come_in_steps_only(size: int) -> None:
    sealed = len(seal(KEY, bytes(size), aad=b""))
    assert sealed in SIZE_STEPS or sealed % SIZE_STEPS[-1] == 0
    assert sealed >= size


def test_equal_plaintexts_never_seal_to_equal_bytes() -> None:
    blobs = [seal(KEY, b"the same words", aad=b"") for _ in range(3000)]
    assert len({blob[5:17] for blob in blobs}) == len(blobs)
    assert len({blob[17:] for blob in blobs}) == len(blobs)


def test_a_length_beyond_the_padding_is_refused_though_the_tag_is_right() -> None:
    blob = seal_exact(KEY, b"\xff\xff\xff\xff" + bytes(215), aad=b"")
    with pytest.raises(SealBroken):
        open_sealed(KEY, blob, aad=b"")


def test_the_version_byte_is_under_the_tag_and_another_one_is_refused() -> None:
    blob = seal_exact(KEY, b"words", aad=b"")
    assert blob[0] == 2
    for version in (b"\x00", b"\x01", b"\x03"):
        with pytest.raises(SealBroken):
            open_exact(KEY, version + blob[1:], aad=b"")


def test_a_blob_names_its_key_and_nothing_that_leads_to_it() -> None:
    one, two = seal(KEY, b"words", aad=b"a"), seal(KEY, b"other words", aad=b"b")
    other = seal(new_data_key(), b"words", aad=b"a")
    assert one[1:5] == two[1:5] != other[1:5]
    assert one[1:5] not in bytes(KEY)


GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "seal_1.json").read_text(encoding="utf-8"))


def test_what_the_first_format_sealed_opens_for_ever() -> None:
    golden = {name: bytes.fromhex(text) for name, text in GOLDEN.items() if name not in ("plain", "revision")}
    assert golden["blob"][:1] == golden["wrap"][:1] == b"\x01"
    assert unwrap(golden["secret"], golden["wrap"], golden["person"]) == golden["data_key"]
    place = session_aad(golden["person"], golden["session"], GOLDEN["revision"])
    assert open_sealed(golden["data_key"], golden["blob"], aad=place).decode() == GOLDEN["plain"]
    with pytest.raises(SealBroken):
        open_sealed(golden["data_key"], golden["blob"], aad=place + b"x")


def test_what_the_second_format_sealed_opens_for_ever() -> None:
    sealed = bytes.fromhex(SECOND)
    assert open_exact(bytes(range(32)), sealed, aad=b"place") == b"She is cross with me."


SECOND = "0287b868509e8ff4f0d9557ad1e3428fb7cd7194f01d492d9300d843b004959ca8a70541ae86a8efa0dacf5e7e1bef68517b96827b70"


@pytest.mark.parametrize("size", [0, 16, 24, 31, 33])
def test_only_keys_of_256_bits_are_taken(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(bytes(size), b"words", aad=b"")
    with pytest.raises(ValueError, match="32 bytes"):
        open_sealed(bytes(size), bytes(256), aad=b"")


def test_ids_are_random() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    assert len(new_id()) == 16
