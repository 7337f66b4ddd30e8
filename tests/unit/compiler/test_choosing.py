"""What the first page offers is read strictly, and names only what can be started."""

from cbt.compiler.library import Library, compile_files
from cbt.model.choosing import Choosing, Offer
from tests.unit.engine.exercise import flow_text

STEPS = """
    done:
      say: Done.
      end: completed
"""
FLOWS = {f"{name}.yaml": flow_text(STEPS, flow_id=name) for name in ("calm", "plan")}
FLOWS["given.yaml"] = flow_text(STEPS, "needs: {thought: text}", flow_id="given")


def compiled(shelf: str) -> Library:
    files = {**FLOWS, "shelf/first_page.yaml": shelf}
    return compile_files({path: text.encode() for path, text in files.items()})


def told(library: Library) -> list[tuple[int, str, str]]:
    return [
        (found.pos.line, found.code, found.message) for found in library.findings if found.severity == "error"
    ]


def test_reasons_and_groups_are_offered_in_their_order() -> None:
    library = compiled(
        "shelf: first_page\nbegin_with: calm\nreasons:\n  - title: I can’t get going\n    flows: [plan, calm]\n"
        "groups:\n  - title: All\n    flows: [calm, plan]\n"
    )
    assert told(library) == []
    assert library.choosing == Choosing(
        "calm", (Offer("I can’t get going", ("plan", "calm")),), (Offer("All", ("calm", "plan")),)
    )


def test_without_a_file_nothing_is_offered_but_the_whole_list() -> None:
    library = compile_files({path: text.encode() for path, text in FLOWS.items()})
    assert library.choosing == Choosing()


def test_a_flow_that_is_not_there_is_told_and_left_out() -> None:
    library = compiled("shelf: first_page\nbegin_with: clam\nreasons:\n  - title: Calm\n    flows: [clam]\n")
    assert told(library) == [
        (2, "F105", 'there is no flow "clam"'),
        (5, "F105", 'there is no flow "clam"'),
    ]
    assert library.choosing == Choosing()


def test_a_flow_that_only_a_hand_off_starts_is_told_and_left_out() -> None:
    library = compiled("shelf: first_page\ngroups:\n  - title: All\n    flows: [given, plan]\n")
    assert told(library) == [(4, "F105", 'nobody can start "given": another flow hands over to it')]
    assert library.choosing.groups == (Offer("All", ("plan",)),)


def test_what_fits_after_an_exercise_is_offered_at_its_end_and_given_ones_have_an_end_too() -> None:
    library = compiled("shelf: first_page\nafter:\n  given: [plan, calm]\n  calm: [plan]\n")
    assert told(library) == []
    assert library.choosing.after == {"given": ("plan", "calm"), "calm": ("plan",)}


def test_what_fits_after_an_exercise_is_there_can_be_started_and_is_another_one() -> None:
    library = compiled("shelf: first_page\nafter:\n  clam: [plan]\n  calm: [given]\n  plan: [plna, plan]\n")
    assert told(library) == [
        (3, "F105", 'there is no flow "clam"'),
        (4, "F105", 'nobody can start "given": another flow hands over to it'),
        (5, "F105", 'there is no flow "plna"'),
        (5, "F105", '"plan" would be offered at its own end'),
    ]
    assert library.choosing.after == {"plan": ("plan",)}


def test_a_file_that_cannot_be_read_offers_the_whole_list() -> None:
    library = compiled("shelf: first_page\ngroup: []\n")
    assert [code for _, code, _ in told(library)] == ["F010"]
    assert library.choosing == Choosing()
    assert set(library.flows) == {"calm", "plan", "given"}


def test_what_is_broken_in_yaml_is_told_once() -> None:
    library = compiled("shelf: [\n")
    assert [code for _, code, _ in told(library)] == ["F002"]


def test_what_comes_in_place_of_one_more_record_is_named_there_too() -> None:
    library = compiled("shelf: first_page\ninstead: [plan, calm, given]\n")
    assert told(library) == [(2, "F105", 'nobody can start "given": another flow hands over to it')]
    assert library.choosing == Choosing(instead=("plan", "calm"))
