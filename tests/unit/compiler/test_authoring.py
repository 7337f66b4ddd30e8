"""While a file is typed: what fits at the cursor, also in a broken file.

A place is marked with ¦ in the text.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.compiler.authoring.headings import headings_of
from cbt.compiler.authoring.meanings import find_meaning
from cbt.compiler.authoring.offer import Offer
from cbt.compiler.authoring.offers import offers_at
from cbt.compiler.authoring.sheet import Sheet
from cbt.compiler.authoring.vocabulary import FUNCTIONS
from cbt.compiler.diagnostics import find_meant
from cbt.compiler.parts import Bundle
from cbt.compiler.words import FUNCTIONS as KNOWN_FUNCTIONS
from cbt.compiler.words import words_with
from tests.unit.compiler.half_typed import FLOW, marked, sheet_like, sheet_of


def offers(old: str, new: str, path: str = "made.yaml") -> list[Offer]:
    return offers_at(*marked(old, new, path))


def labels(old: str, new: str, path: str = "made.yaml") -> list[str]:
    return [offer.label for offer in offers(old, new, path)]


def test_in_a_step_words_are_offered_that_go_with_those_that_are_there() -> None:
    found = labels("    answer: text\n    check", "    answer: text\n    ¦\n    check")
    assert {"help", "example", "optional", "next"} <= set(found)
    assert not {"ask", "answer", "check", "say", "options", "repeat", "end"} & set(found)
    whole = "    ask: Sure?\n    answer: yes/no\n    next: {yes: way, no: hand}\n"
    assert {"ask", "say", "repeat", "use"} <= set(labels(whole, "    ¦\n"))


def test_a_word_that_is_offered_stands_for_what_is_typed_of_it() -> None:
    (found,) = [
        one
        for one in offers("    answer: yes/no\n", "    answer: yes/no\n    opt¦\n")
        if one.label == "optional"
    ]
    assert (found.text, found.start, found.detail) == ("optional: ", 4, "word")
    (found,) = [
        one for one in offers("    answer: yes/no\n", "    answer: yes/no\n    ¦\n") if one.label == "check"
    ]
    assert found.text == "check:"


def test_at_the_margin_the_words_of_the_file_are_offered_that_are_not_there_yet() -> None:
    found = labels("computed:", "¦\ncomputed:")
    assert {"about", "minutes", "needs"} <= set(found)
    assert not {"title", "steps", "summary"} & set(found)
    assert labels("gives: [fits]\n", "¦\n", "parts/two_sides.yaml") == ["gives", "computed"]
    assert labels("      - must: words(thought) >= 2\n        else", "      - ¦\n        else") == ["must"]
    assert labels("anywhere: {support", "anywhere: {¦") == ["support"]


def test_a_way_on_has_its_three_words() -> None:
    assert set(labels("    next: {yes: way, no: hand}", "    next:\n      - {¦}")) == {"if", "go", "else"}
    assert set(labels("    next: {yes: way, no: hand}", "    next:\n      - ¦")) == {"if", "go", "else"}


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        ("next: ¦", ["way", "sides", "later", "hand"]),
        ("next: {yes: ¦}", ["way", "sides", "later", "hand"]),
        ("next:\n      - {if: sure, go: ¦}", ["way", "sides", "later", "hand"]),
        ("next:\n      - {else: ¦}", ["way", "sides", "later", "hand"]),
        ("next: {yes: way, ¦}", ["no"]),
        ("next: {¦, no: way}", ["yes"]),
        ("reword: ¦", ["allowed", "never"]),
        ("optional: ¦", ["true", "false"]),
    ],
)
def test_behind_a_word_its_values_are_offered(new: str, wanted: list[str]) -> None:
    assert labels("next: {yes: way, no: hand}", new) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("      facts: sides\n", "      ¦\n", ["facts"]),
        ("    next:\n      facts: sides\n      friend: later\n", "    next: {friend: later, ¦\n", ["facts"]),
        ("use: parts/two_sides", "use: par¦", ["parts/two_sides", "parts/bare"]),
        ("with: {claim: thought}", "with: {¦}", ["claim"]),
        ("with: {claim: thought}", "with: {claim: thought, ¦}", []),
        ("use: parts/two_sides\n    with: {claim: thought}", "use: parts/none\n    with: {¦}", []),
        ("carry: {claim: thought}", "carry: {¦}", ["claim"]),
        ("hand_off: needy", "hand_off: n¦", ["made", "needy", "torn", "plain"]),
        ("options: shared/emotions", "options: ¦", ["shared/emotions"]),
        ("ends: shared/strength", "ends: ¦", ["shared/strength"]),
        ("before_you_start: shared/not_now", "before_you_start: ¦", ["shared/not_now"]),
        ("for_each: emotions", "for_each: ¦", ["causes", "emotions"]),
        ("answer: yes/no", "answer: yes/no\n    safety: {yes: ¦}", ["help"]),
        ("summary:", "labels: {¦}\nsummary:", ["start"]),
        ("summary:", "labels: {start: At first, ¦}\nsummary:", []),
        ("title: Made", "wording: ¦", ["published"]),
        ("title: Made", "title: ¦", []),
        ("  sure:", "  ¦sure:", []),
        ("  start: mean", "  ¦start: mean", []),
        ("flow: made", "flow: ¦made", []),
    ],
)
def test_what_fits_is_offered_and_nothing_else(old: str, new: str, wanted: list[str]) -> None:
    assert labels(old, new) == wanted


def test_kinds_of_answer_are_offered_and_with_a_name_for_those_that_take_a_list() -> None:
    found = labels("answer: yes/no", "answer: ¦")
    assert {"text", "long text", "yes/no", "0-100", "one of causes", "order of causes"} <= set(found)
    assert "one of" not in found
    assert labels("needs: {claim: text}", "needs: {claim: ¦", "parts/two_sides.yaml")[:2] == [
        "text",
        "number",
    ]


def test_in_a_text_names_that_can_be_shown_are_offered_behind_a_brace() -> None:
    found = labels("How strong was {name}?", "How strong was {na¦")
    assert "name" in found
    assert not {"emotions", "emotions.before", "start"} - {"start"} & set(found)
    assert labels("How strong was {name}?", "How strong ¦was {name}?") == []
    assert "name" in labels("again: One more than {name}?", "again: One more than {¦")
    assert "thought" in labels("Say more than {thought}.", "Say more than {¦")


def test_in_an_expression_names_functions_and_options_are_offered() -> None:
    found = labels("start: mean(emotions.before)", "start: mean(emo¦")
    assert {"emotions.before", "mean", "thought"} <= set(found)
    assert labels("start: mean(emotions.before)", 'start: way == "f¦') == ["facts", "friend"]
    assert labels("start: mean(emotions.before)", 'start: has(way, "¦') == ["facts", "friend"]
    assert labels("start: mean(emotions.before)", 'start: nothing == "¦') == []
    (found_one,) = [one for one in offers("must: words(thought)", "must: wor¦") if one.label == "words"]
    assert (found_one.text, found_one.start) == ("words(", 14)


def test_names_are_offered_where_answers_are_named() -> None:
    assert "sides.fits" in labels("rows: [thought, sides.fits]", "rows: [thought, ¦")
    assert "thought" in labels("with: {claim: thought}", "with: {claim: ¦}")
    assert "fits" in labels("gives: [fits]", "gives: [¦]", "parts/two_sides.yaml")
    assert "thought" in labels("rows: [thought, sides.fits]", "rows:\n    - ¦")


def test_names_are_known_while_the_file_cannot_be_read() -> None:
    sheet, line, column = marked("start: mean(emotions.before)", "start: [¦")
    again = sheet.typed_on(sheet.lines, sheet.bundle)
    assert "thought" in {one.label for one in offers_at(again, line, column)}
    again.settle(again.bundle)
    later = again.typed_on(again.lines, again.bundle)
    assert "thought" in {one.label for one in offers_at(later, line, column)}


def test_a_file_that_could_never_be_read_offers_its_words_all_the_same() -> None:
    lines = ["flow: x", "steps:", "  a:", "    ask: {", "    next: ", "    "]
    sheet = Sheet("x.yaml", lines, Bundle({"x.yaml": b"flow: ["}))
    assert offers_at(sheet, 4, 10) == []
    assert "help" in {one.label for one in offers_at(sheet, 5, 4)}
    assert find_meaning(sheet, 4, 10) is None
    assert find_meaning(sheet_like(sheet, "    next: foo"), 4, 12) is None
    assert headings_of(sheet) == []
    sheet.settle(sheet.bundle)
    assert sheet.layout is None


def test_a_step_that_is_being_added_to_a_file_that_cannot_be_read_may_lead_to_all_others() -> None:
    new = "  fresh:\n    ask: [\n    next: {}\n  sure:\n"
    assert "hand" in labels("  sure:\n", new.format("¦"))
    assert labels("  sure:\n", new.format("{¦")) == []
    assert find_meaning(*marked("  sure:\n", new.format("{ye¦s: x}"))) is None
    inside = labels(
        "  later:\n",
        "  later:\n    steps:\n      a:\n        next: [\n  fresh:\n    steps:\n      b:\n        next: ¦",
    )
    assert inside == []


def test_names_are_offered_up_to_the_hundredth_fault() -> None:
    many = "".join(f"  bad{number}: if(\n" for number in range(150))
    assert "thought" in labels("computed:\n", f"computed:\n{many}  x: ¦\n")


def test_where_a_text_belongs_no_word_is_offered() -> None:
    assert labels("title: Made", "title:\n  x:\n    y¦") == []


def test_a_flow_that_was_mended_forgets_how_it_stood_before() -> None:
    sheet = sheet_of(FLOW)
    sheet.settle(sheet.bundle)
    assert sheet.layout is not None


def test_nothing_is_offered_in_a_comment_in_a_strange_file_or_outside() -> None:
    assert labels("computed:", "# ¦\ncomputed:") == []
    assert offers_at(Sheet("x.yaml", ["who: knows", ""], Bundle({})), 1, 0) == []
    assert offers_at(sheet_of(FLOW), 999, 0) == []
    assert find_meaning(sheet_of(FLOW), 999, 0) is None
    assert find_meaning(Sheet("x.yaml", ["who: knows"], Bundle({})), 0, 1) is None


def test_a_way_out_tells_the_word_that_was_meant() -> None:
    assert find_meant('did you mean "thought"?') == "thought"
    assert find_meant("name a step") is None
    assert find_meant('see line 3; did you mean "x"?') is None


def test_all_words_of_a_step_fit_where_none_says_what_it_is() -> None:
    assert {"ask", "say", "use"} <= words_with(["help"])
    assert "ask" not in words_with(["say"])


_PIECES = st.sampled_from(
    [
        *(
            "steps:",
            "  a:",
            "    next: ",
            "      - {if: ",
            "computed:",
            "ask: ",
            "flow: x\n",
            "parts/",
            "x.y",
        ),
        *("}", "{", "[", '"', "- ", "#", "  ", "\n", "|", "é🌧"),
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join), st.integers(0, 20), st.integers(0, 30))
def test_whatever_is_typed_questions_about_it_are_answered(text: str, line: int, column: int) -> None:
    sheet = sheet_of(text)
    for offer in offers_at(sheet, line, column):
        assert 0 <= offer.start <= column
    find_meaning(sheet, line, column)
    headings_of(sheet)


def test_every_function_of_expressions_is_explained() -> None:
    assert set(FUNCTIONS) == set(KNOWN_FUNCTIONS)
