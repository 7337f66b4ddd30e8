"""The shipped banks of rewordings: the exercises that people meet first read simpler and warmer, and truly so."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import takewhile

import pytest

from cbt.cli.reword.banks import Folder, folder_at
from cbt.compiler.bank import File
from cbt.compiler.judging import Standing, standing_of
from cbt.wording.reading import grade, words
from tests.content.prose import flow
from tests.content.test_words import AMERICAN, FORBIDDEN
from tests.unit.engine.exercise import FLOWS, shipped_library

TONES = ("simpler", "warmer")
HOW_MANY = 10
# A bank holds one text at least, and each text of this part is as plain as the guards let it be.
WITHOUT_A_BANK = ("parts/hurdle", "simpler")
# A text of this school year is plain to a child of nine, whatever the syllables of one word do to its grade.
PLAIN = 3.0
# A question may take a word or two more to say what an idiom says.
SPARE_WORDS = 2

_ENDS = re.compile(r"(?<=[.?]) ")


@cache
def folder() -> Folder:
    return folder_at(FLOWS)


def firsts() -> list[str]:
    """The exercises that people meet first: the thought record, and what stands first for each reason."""
    reasons = shipped_library().choosing.reasons
    return list(dict.fromkeys(["thought_record", *[reason.flows[0] for reason in reasons]]))[:HOW_MANY]


@cache
def sources() -> dict[str, set[str]]:
    """What can be reworded in them and in their parts: its keys, by the name that a bank has for them."""
    files = {path for flow_id in firsts() for path in flow(flow_id).files}
    return {name: set(spots) for name, spots in folder().spots() if f"{name}.yaml" in files}


def left_as_they_are(file: File) -> set[str]:
    """The keys that a file names in the comment at its head."""
    lines = (FLOWS / file.path).read_text(encoding="utf-8").splitlines()
    head = " ".join(takewhile(lambda line: line.startswith("#"), lines))
    return set(re.findall(r"[a-z_]+(?:\.[a-z_]+)+", head))


def texts_of(file: File) -> Iterator[tuple[str, str, str]]:
    """The key, the source and the rewording of each entry."""
    for entry in file.entries:
        yield entry.key, str(entry.shape.source).strip(), str(entry.shape.to).strip()


def files(*tones: str) -> pytest.MarkDecorator:
    found = [file for file in folder().files if file.tone in tones]
    return pytest.mark.parametrize("file", found, ids=[file.path for file in found])


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", sources())
def test_each_text_that_people_meet_first_has_both_tones_or_is_named_as_left_as_it_is(
    name: str, tone: str
) -> None:
    file = folder().find(name, tone)
    if (name, tone) == WITHOUT_A_BANK:
        assert file is None
        return
    assert file is not None
    written, left = {entry.key for entry in file.entries}, left_as_they_are(file)
    assert written | left == sources()[name]
    assert not written & left


@files(*TONES)
def test_each_shipped_rewording_is_approved_and_shows_with_no_guard_set_aside(file: File) -> None:
    assert {standing_of(entry, file) for entry in file.entries} == {Standing.APPROVED}
    assert not [entry.key for entry in file.entries if entry.shape.waived]


@files(*TONES)
def test_a_shipped_rewording_is_more_than_one_word_swapped_or_all_words_in_another_order(file: File) -> None:
    assert [key for key, source, to in texts_of(file) if is_cosmetic(source, to)] == []


def is_cosmetic(source: str, to: str) -> bool:
    before, after = ([word.lower() for word in words(text)] for text in (source, to))
    is_split = len(_ENDS.split(to)) > len(_ENDS.split(source))
    return not is_split and (differing(before, after) < 2 or sorted(before) == sorted(after))


def differing(before: list[str], after: list[str]) -> int:
    """How many words have gone or come; one in another's place counts once."""
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum([max(end - start, to - at) for kind, start, end, at, to in changes if kind != "equal"])


@pytest.mark.parametrize(
    ("source", "to", "is_so"),
    [
        ("Which facts fit?", "What facts fit?", True),
        ("How strong is it now?", "Now, how strong is it?", True),
        ("Pick one, and keep it small.", "Pick one. Keep it small.", False),
        ("How strong is it at the moment?", "How strong is it now?", False),
    ],
)
def test_one_word_swapped_and_the_same_words_moved_are_told_from_a_rewording(
    source: str, to: str, is_so: bool
) -> None:
    assert is_cosmetic(source, to) is is_so


@files("simpler")
def test_a_simpler_wording_is_no_harder_to_read_and_has_no_longer_sentence(file: File) -> None:
    assert [key for key, source, to in texts_of(file) if grade(to) > max(grade(source), PLAIN)] == []
    assert [
        key
        for key, source, to in texts_of(file)
        if longest_sentence(to) > longest_sentence(source) + SPARE_WORDS
    ] == []


def longest_sentence(text: str) -> int:
    return max([len(words(sentence)) for sentence in _ENDS.split(text)])


@files(*TONES)
def test_no_shipped_rewording_praises_blames_or_orders_and_all_are_british(file: File) -> None:
    unkind = re.compile(rf"\b(?:{'|'.join([*FORBIDDEN, *AMERICAN])})\b", re.IGNORECASE)
    assert [key for key, _, to in texts_of(file) if unkind.search(to.replace("’", "'"))] == []


@files("warmer")
def test_the_question_and_the_help_of_a_page_do_not_open_with_the_same_words(file: File) -> None:
    opened = {key: to.split(",")[0] for key, _, to in texts_of(file)}
    asked = [key.removesuffix(".ask") for key in opened if key.endswith(".ask")]
    assert [key for key in asked if opened[f"{key}.ask"] == opened.get(f"{key}.help")] == []
