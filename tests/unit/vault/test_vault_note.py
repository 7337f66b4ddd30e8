"""Notes: they say nothing without the server's key, and nothing to another person."""

from hypothesis import given
from hypothesis import strategies as st

from cbt.vault.keys import new_secret
from cbt.vault.note import Notes

NOTES, SECRET = Notes(new_secret()), new_secret()


@given(st.binary(max_size=200))
def test_a_note_comes_back_to_its_person(note: bytes) -> None:
    assert NOTES.find(NOTES.seal(note, SECRET), SECRET) == note


def test_another_person_or_another_server_reads_nothing() -> None:
    sealed = NOTES.seal(b"note", SECRET)
    assert NOTES.find(sealed, new_secret()) is None
    assert Notes(new_secret()).find(sealed, SECRET) is None


@given(st.text(max_size=300) | st.text("ABCabc019-_=", max_size=300))
def test_any_other_text_is_no_note(text: str) -> None:
    assert NOTES.find(text, SECRET) is None


@given(st.integers(0, 80), st.sampled_from("AZaz09-_"))
def test_a_changed_note_is_none(at: int, letter: str) -> None:
    sealed = NOTES.seal(bytes(60), SECRET)
    changed = sealed[:at] + letter + sealed[at + 1 :]
    assert (NOTES.find(changed, SECRET) is None) is (changed != sealed)


def test_a_note_that_was_sealed_once_is_read_for_ever() -> None:
    golden = "_16Co1QCwrAAV_UOwnfahQsiC6L8j1nVcwMQdvWIzDerbk7dals"
    assert Notes(b"k" * 32).find(golden, b"s" * 16) == b"rang twice"


def test_the_same_note_never_looks_the_same_and_always_has_the_same_length() -> None:
    sealed = {NOTES.seal(note, SECRET) for note in (bytes(40), b"x" * 40) for _ in range(100)}
    assert len(sealed) == 200
    assert {len(each) for each in sealed} == {len(NOTES.seal(bytes(40), SECRET))}
