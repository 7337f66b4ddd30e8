"""The reviewed words of a language are read as strictly as a flow."""

from cbt.compiler.diagnostics import Findings
from cbt.compiler.wording import find_tables, read_tables, tables_folder


def test_the_shipped_words_are_sound_and_serve_every_kind_of_english() -> None:
    findings = Findings()
    assert read_tables((tables_folder() / "en.yaml").read_bytes(), "en.yaml", findings) is not None
    assert findings.sorted() == []
    assert find_tables("en-GB") is find_tables("en") is not None


def test_a_language_without_words_has_no_tables() -> None:
    assert find_tables("xx") is None


def test_a_file_with_a_fault_gives_no_tables_and_says_why() -> None:
    for data in (b"wording: en\n", b"- a\n", b"wording: [\n"):
        findings = Findings()
        assert read_tables(data, "en.yaml", findings) is None
        assert data == b"- a\n" or findings.has("F0")


def test_no_word_of_the_tables_stands_twice_in_a_list() -> None:
    tables = find_tables("en")
    assert tables is not None
    listed = {**tables.forbidden, **tables.scope, **{"|".join(words[:2]): words for words in tables.synonyms}}
    assert [name for name, words in listed.items() if len(set(words)) < len(words)] == []
