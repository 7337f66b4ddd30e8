"""The full example of the language reference compiles, and its pages are counted as a person meets them."""

from pathlib import Path

from cbt.compiler.library import compile_folder

EXAMPLE = Path(__file__).parent / "example"


def test_the_full_example_passes() -> None:
    library = compile_folder(EXAMPLE)
    assert [finding for finding in library.findings if finding.severity == "error"] == []
    assert set(library.flows) == {"thought_record", "behavioural_experiment"}


def test_the_pages_of_the_example_are_counted() -> None:
    flow = compile_folder(EXAMPLE).flows["thought_record"]
    # situation, one emotion (2 pages, again), thought, belief, balanced, one rating, result, done
    assert flow.pages.fewest == 10
    # the same with five emotions (14 pages), both sides, five ratings and what now
    assert flow.pages.most == 28
    assert flow.to_go["situation"] == 9
    assert flow.to_go["done"] == 0
    assert flow.loops["emotions"].pages == 2


def test_every_use_of_the_example_is_made_of_its_files() -> None:
    flow = compile_folder(EXAMPLE).flows["thought_record"]
    assert flow.files == (
        "parts/two_sides.yaml",
        "shared/emotions.yaml",
        "shared/not_now.yaml",
        "thought_record.yaml",
    )
    assert flow.before_you_start is not None
    assert flow.sources == ("greenberger_padesky_2015",)
    assert (flow.minutes, flow.language, flow.support) == (15, "en", "help_now")
