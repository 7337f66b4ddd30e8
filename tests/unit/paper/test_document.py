"""A written-out flow holds all that a person may meet, with the reasons for every way."""

from dataclasses import replace

import pytest

from cbt.model.answer import NumberKind
from cbt.paper.blocks import Document, Page, Points, Section, Words
from cbt.paper.document import write_out
from cbt.paper.kinds import duration, kind_in_words, seconds
from tests.unit.paper.papers import all_flows, flows, titles


def pages(members: tuple[Page | Section, ...]) -> list[Page]:
    found: list[Page] = []
    for member in members:
        found += pages(member.members) if isinstance(member, Section) else [member]
    return found


def page(document: Document, name: str) -> Page:
    return next(page for page in pages(document.members) if page.name == name)


def part(parts: tuple[Words | Points, ...], label: str) -> tuple[str, ...]:
    (found,) = [part for part in parts if part.label == label]
    return found.items if isinstance(found, Points) else found.paragraphs


def written(name: str) -> Document:
    return write_out(all_flows()[name], titles())


def ways(document: Document, name: str) -> list[tuple[str, str]]:
    return [(way.condition, way.dest) for way in page(document, name).ways]


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_page_is_there_once_and_numbered_in_order(name: str) -> None:
    flow = all_flows()[name]
    found = pages(write_out(flow).members)
    assert {page.name for page in found} == {step.id for step in flow.steps.values() if step.is_page}
    assert [page.number for page in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_text_of_a_page_is_there_word_for_word(name: str) -> None:
    flow = all_flows()[name]
    document = write_out(flow)
    for step in flow.steps.values():
        if not step.is_page:
            continue
        found = page(document, step.id)
        told = " ".join(
            [
                *found.prompt,
                *(
                    line
                    for part in found.parts
                    for line in (part.items if isinstance(part, Points) else part.paragraphs)
                ),
            ]
        )
        texts = [step.prompt, step.label, step.help, step.example, step.unit, step.rest]
        texts += [*step.labels.values(), *step.ends.values(), *(check.sentence for check in step.checks)]
        for text in texts:
            if text is not None:
                assert " ".join(text.source.split()) in told, text.key


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_every_way_is_told_and_names_the_page_it_leads_to(name: str) -> None:
    flow = all_flows()[name]
    document = write_out(flow)
    numbers = {page.name: page.number for page in pages(document.members)}
    for found in pages(document.members):
        assert [way.number for way in found.ways] == [
            numbers.get(way.dest) for way in flow.ways.get(found.name, ())
        ]


def test_the_opening_tells_what_it_is_and_when_not_to_use_it() -> None:
    opening = written("thought_record").opening
    assert part(opening, "Takes about") == ("20 minutes",)
    assert part(opening, "Sources, by their keys") == all_flows()["thought_record"].sources
    assert part(opening, "When not to use it now")[0].startswith("Please leave this exercise")
    assert part(opening, "On every page") == ("A button to the help page (help_now)",)
    assert part(opening, "Written in") == all_flows()["thought_record"].files
    fewest, most = all_flows()["thought_record"].pages.fewest, all_flows()["thought_record"].pages.most
    assert part(opening, "Pages on one way through") == (f"{fewest} to {most}",)


def test_a_flow_that_is_handed_over_to_tells_what_it_needs() -> None:
    opening = write_out(replace(flows()["next_step"], support=None)).opening
    assert part(opening, "Handed in by the exercise before") == ("claim: text",)
    assert "On every page" not in [part.label for part in opening]


def test_branches_say_on_what_they_go() -> None:
    document = written("journey")
    assert ways(document, "ready") == [
        ("if the answer is yes", "go to page 3, How is your mood?"),
        ("if the answer is no", "go to page 2, Come back another time."),
    ]
    assert ways(document, "way")[1:] == [
        ("if “Right | straight” is chosen", "go to page 6, Name a fact."),
        ("if own words are given", "go to page 6, Name a fact."),
    ]
    assert ways(document, "end_point")[1:] == [
        ("if tools has “A walk” and way is not “Left”", "go to page 15, Done."),
        ("otherwise", "go to page 15, Done."),
    ]


def test_loops_say_when_they_go_round_and_when_they_end() -> None:
    document = written("journey")
    assert ways(document, "facts.again") == [
        ("if there is another of facts", "go back to page 6, Name a fact."),
        (
            "if there is no more of facts and if facts has more than 3 items",
            "go to page 10, That is a good list.",
        ),
        ("if there is no more of facts, otherwise", "go to page 11, One word?"),
    ]
    assert ways(document, "thrice.word") == [
        ("if there are fewer than 3 of thrice so far", "go back to page 11, One word?"),
        ("after 3 of thrice", "go to page 12, What would you say to {claim}?"),
    ]


def test_a_loop_over_a_list_says_what_it_is_asked_for_and_where_it_goes_on() -> None:
    document = written("every_kind")
    (loop,) = [member for member in document.members if isinstance(member, Section)]
    assert (loop.name, loop.note) == ("each", "Asked for each item of ranked, 2 to 5 times")
    assert [(way.condition, way.number) for way in loop.ways] == [
        ("for each item of ranked", 15),
        ("if there is no more of ranked", 16),
    ]
    assert ways(document, "main_one") == [("", "go on with the first item of ranked")]
    assert ways(document, "each.power") == [("", "go on with the next item of ranked")]


def test_parts_and_loops_are_sections_with_a_note() -> None:
    sections = {member.name: member for member in written("journey").members if isinstance(member, Section)}
    assert sections["facts"].note == "Asked again and again, 2 to 4 times"
    assert sections["outer"].note == "Part"
    (inner,) = sections["outer"].members
    assert isinstance(inner, Section)
    assert inner.note == "Part, written in parts/ask_one.yaml"
    (bag,) = [member for member in written("next_step").members if isinstance(member, Section)]
    (things,) = bag.members
    assert isinstance(things, Section)
    assert things.note == "Asked again and again, 1 time"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (
            "earlier",
            "one of the person's own earlier records of every_kind; the page is passed over when there is none",
        ),
        ("slept", "a number from 0 to 24, in hours"),
        ("sure", "a percentage from 0 to 100"),
        ("day", "a day"),
        ("bed", "a time of day"),
        ("next_time", "a day and a time of day"),
        ("awake", "a length of time, in minutes or hours and minutes"),
        ("causes", "2 to 5 lines"),
        ("ranked", "all items of causes, put in order"),
        ("pie", "a whole number for each item of causes, at most 100 in all"),
        ("main_one", "one item of ranked"),
        ("each.power", "a whole number from 0 to 10"),
    ],
)
def test_each_kind_of_answer_is_told_in_words(name: str, answer: str) -> None:
    assert part(page(written("every_kind"), name).parts, "Answer") == (answer,)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NumberKind(), "a number"),
        (NumberKind(least=1), "a number of 1 or more"),
        (NumberKind(most=5), "a number of 5 or less"),
        (NumberKind(least=10, percent=True), "a percentage from 10 to 100"),
    ],
)
def test_a_number_tells_its_bounds(kind: NumberKind, words: str) -> None:
    assert kind_in_words(kind, flows()["journey"]) == words


def test_choices_list_their_options_and_say_when_own_words_may_be_given() -> None:
    document = written("journey")
    assert part(page(document, "tools").parts, "Answer") == ("one or more of these",)
    assert part(page(document, "tools").parts, "Options") == (
        "A walk",
        "Music",
        "Talk, or {mood}",
        "own words",
    )
    assert part(page(document, "way").parts, "Answer") == ("one of these",)
    assert part(page(document, "ready").parts, "Answer") == ("yes or no",)
    assert part(page(document, "mood").parts, "Points of the scale") == (
        "0: low",
        "1: so so",
        "2: fair",
        "3: good",
    )


def test_an_answer_that_may_be_left_empty_says_so() -> None:
    assert part(page(written("next_step"), "plan").parts, "Answer") == (
        "a line of text; it may be left empty",
    )


def test_rules_are_told_with_what_is_said_when_they_refuse() -> None:
    assert part(page(written("thought_record"), "situation").parts, "Rules") == (
        "situation has 3 or more words, else it says: {}".format(
            all_flows()["thought_record"].steps["situation"].checks[0].sentence.source
        ),
    )


def test_what_is_kept_in_view_is_told_by_its_words_and_its_name() -> None:
    assert part(page(written("reframe"), "belief").parts, "Kept in view") == ("The thought (thought)",)


def test_pacing_waiting_and_ends_are_told() -> None:
    document = written("every_kind")
    assert part(page(document, "intro").parts, "Timer") == ("1 minute",)
    assert part(page(document, "air").parts, "Breathing") == ("4 seconds in, 6 seconds out, for 2 minutes",)
    assert part(page(document, "rest_now").parts, "Rests until") == ("next_time",)
    assert part(page(document, "pause").parts, "Rests for") == ("2 hours",)
    assert part(page(document, "done").parts, "A walk calls this end") == ("completed",)


def test_a_wait_until_a_day_tells_the_hour() -> None:
    flow = flows()["every_kind"]
    day = {**flow.steps, "next_time": replace(flow.steps["next_time"], kind=flow.steps["day"].kind)}
    document = write_out(replace(flow, steps=day))
    assert part(page(document, "rest_now").parts, "Rests until") == ("next_time, at 09:00 of that day",)


def test_lengths_of_time_are_told_in_the_largest_unit_that_fits() -> None:
    assert [duration(minutes) for minutes in (1, 90, 60, 120, 1440, 2880)] == [
        "1 minute",
        "90 minutes",
        "1 hour",
        "2 hours",
        "1 day",
        "2 days",
    ]
    assert [seconds(count) for count in (1, 90, 120)] == ["1 second", "90 seconds", "2 minutes"]


def test_a_hand_off_names_the_exercise_that_is_offered_and_what_is_handed_on() -> None:
    found = page(written("journey"), "next_one")
    assert found.prompt == ("Offers: The next step",)
    assert part(found.parts, "Handed on") == ("claim: way",)
    assert page(write_out(flows()["journey"]), "next_one").prompt == ("Offers: next_step",)


def test_names_that_are_short_for_something_else_are_explained() -> None:
    parts = page(written("journey"), "outer.inner.reply").parts
    assert part(parts, "Names in its words") == ("{claim} is way",)
    assert "Names in its words" not in [part.label for part in page(written("journey"), "end_point").parts]


def test_computed_values_are_told_as_written_and_in_words() -> None:
    found = {formula.name: formula for formula in written("journey").computed}
    assert found["spare"].written == "(mood + 1) * 2 - count(facts) / 3"
    assert found["spare"].words == "(mood plus 1) times 2 minus the number of items in facts divided by 3"
    assert found["calm"].words == "ready is no and minus mood is below 0"


def test_the_record_tells_its_title_rows_and_what_is_compared() -> None:
    record = written("reframe").record
    assert part(record, "Its title") == ("{thought}",)
    assert "The thought (thought)" in part(record, "Its rows, each left out where its page was not met")
    assert any("(belief, then belief_now)" in line for line in part(record, "Numbers compared"))
    assert written("next_step").record == ()


def test_an_answer_after_which_help_is_offered_is_told_in_the_words_that_people_read() -> None:
    flow = all_flows()["journey"]
    way = replace(flow.steps["way"], safety=(next(iter(flow.steps["way"].labels)),))
    mood = replace(flow.steps["mood"], safety=("2", "3"))
    marked = write_out(replace(flow, steps={**flow.steps, "way": way, "mood": mood}))
    label = "Help is offered at once after"
    assert part(page(marked, "way").parts, label) == (next(iter(way.labels.values())).source,)
    assert part(page(marked, "mood").parts, label) == ("2, 3",)
    assert [each for each in page(marked, "ready").parts if each.label == label] == []
