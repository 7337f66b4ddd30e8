"""Every word has a sample, and each sample is read when it is put into a file."""

from collections.abc import Mapping
from textwrap import indent

import pytest

from cbt.compiler import schema
from cbt.compiler.examples import EXAMPLES, samples_of
from cbt.compiler.library import compile_files
from cbt.compiler.nodes import Map
from cbt.compiler.schema import FILE_SHAPES, Shape, ShelfShape, StepShape
from cbt.compiler.words import NATURES
from cbt.compiler.writing import write_word
from tests.unit.compiler.making import END, HEAD, read_text

SHAPES = [
    shape
    for shape in vars(schema).values()
    if isinstance(shape, type) and issubclass(shape, Shape) and shape is not Shape
]
WORDS = [(shape, field.alias or name) for shape in SHAPES for name, field in shape.model_fields.items()]
SAMPLES = [(shape, word, sample) for shape, word in WORDS for sample in samples_of(shape, word)]
PLACES = {
    "list": "shared/emotions",
    "scale": "shared/two_weeks",
    "text": "shared/not_now",
    "part": "parts/two_sides",
    "translation": "translations/thought_record.de",
    "rewording": "rewordings/thought_record.en.warmer",
    "shelf": "shelf/first_page",
}
# What else a step needs for a word of its own.
BESIDE = {
    "options": "",
    "recall": "",
    "ends": "answer: 0-100",
    "safety": "answer: 0-10",
    "pick": "options: {a: A, b: B}",
    "other": "options: {a: A, b: B}",
    "answer": "",
    "unit": "answer: number",
    "least": "answer: number",
    "most": "answer: number",
    "rest": "answer: shares of 100 over causes",
    "next": "answer: yes/no",
}
BELOW = {
    "repeat": "steps: {x: {use: parts/two_sides}}\nagain: More?",
    "for_each": "steps: {x: {use: parts/two_sides}}",
}


def step_with(word: str, sample: str) -> str:
    nature = next(nature for nature, known in NATURES.items() if word in known)
    first = {
        "ask": "ask: Well?",
        "say": "say: Well.",
        "repeat": "repeat: 1-5",
        "for_each": "for_each: emotions",
    }
    first |= {"use": "use: parts/two_sides", "hand_off": "hand_off: thought_record"}
    more = BESIDE.get(word, "answer: text") if nature == "ask" else BELOW.get(nature, "")
    lines = [first[nature], *more.split("\n"), sample]
    known = {line.partition(":")[0]: line for line in lines if line}
    return "\n".join(known.values())


def flow_of(step: str) -> str:
    return f"{HEAD}steps:\n  it:\n{indent(step, '    ')}\n{indent(END, '  ')}"


def lines_of(shape: type[Shape], word: str, sample: str) -> str:
    """The sample with the other words that have to be there."""
    needed = [field.alias or name for name, field in shape.model_fields.items() if field.is_required()]
    lines: Mapping[str, str] = {other: samples_of(shape, other)[0] for other in needed} | {word: sample}
    return "\n".join(lines.values())


def file_with(shape: type[Shape], word: str, sample: str) -> tuple[str, str]:
    """A file in which the sample stands: its path and its text."""
    if shape is StepShape:
        return "sample", flow_of(step_with(word, sample))
    lines = lines_of(shape, word, sample)
    if shape in (*FILE_SHAPES, ShelfShape):
        return PLACES.get(shape.file_word, "thought_record"), lines
    below, flow = indent(lines, "  "), flow_of("say: Well.")
    inside = {
        "check": ("sample", flow_of(f"ask: Well?\nanswer: text\ncheck:\n  -\n{indent(lines, '    ')}")),
        "wait": ("sample", flow_of(f"say: Well.\nwait:\n{below}")),
        "breathe": ("sample", flow_of(f"say: Well.\nbreathe:\n{below}")),
        "summary": ("sample", f"{flow}summary:\n{below}\n"),
        "overtime": ("sample", f"{flow}over_time:\n{_with_draw(below)}\n"),
        "anywhere": ("sample", flow.replace("anywhere: {support: help_now}", f"anywhere:\n{below}")),
        "offer": (PLACES["shelf"], f"shelf: first_page\nreasons:\n  -\n{indent(lines, '    ')}\n"),
        "translated": _texts(schema.TranslationShape, lines),
        "reworded": _texts(schema.RewordingShape, lines),
        "waived": _texts(
            schema.RewordingShape, f"from: A\nto: B\nby: a person\nwaived:\n  -\n{indent(lines, '    ')}"
        ),
    }
    return inside[shape.__name__.removesuffix("Shape").lower()]


def _with_draw(below: str) -> str:
    return (
        below
        if any(word in below for word in ("draw:", "count:", "figures:"))
        else f"{below}\n  draw: [mood]"
    )


def _texts(shape: type[Shape], lines: str) -> tuple[str, str]:
    sample = f"texts:\n  situation.ask:\n{indent(lines, '    ')}\n"
    return PLACES[shape.file_word], lines_of(shape, "texts", sample)


@pytest.mark.parametrize(("shape", "word"), WORDS, ids=lambda value: getattr(value, "__name__", value))
def test_every_word_has_a_sample_that_shows_the_word(shape: type[Shape], word: str) -> None:
    samples = samples_of(shape, word)
    assert samples
    assert all(sample.startswith(f"{word}:") for sample in samples)


@pytest.mark.parametrize(
    ("shape", "word", "sample"), SAMPLES, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_sample_is_read_where_it_is_put(shape: type[Shape], word: str, sample: str) -> None:
    path, text = file_with(shape, word, sample)
    assert sample.partition("\n")[0] in text
    found = compile_files({f"{path}.yaml": text.encode()}).findings
    # What it names need not be there; how it is written has to be right.
    assert [f"{finding.code} {finding.sentence}" for finding in found if finding.code < "F016"] == []


def test_a_sample_says_what_the_example_of_the_schema_says() -> None:
    for shape, word in WORDS:
        examples = EXAMPLES[shape.__name__.removesuffix("Shape").lower()][word]
        for example, sample in zip(examples, samples_of(shape, word), strict=True):
            root, findings = read_text(sample)
            assert isinstance(root, Map)
            assert findings == []
            assert _plain(root[word]) == _plain(example)


def _plain(value: object) -> object:
    """A node or an example as plain texts, lists and maps."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return "true" if value is True else str(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (["a", "b"], "rows: [a, b]"),
        ({"a": "min(b, c)", "7": "yes"}, "rows: {a: 'min(b, c)', 7: yes}"),
        ([{"if": "a > 1", "go": "b"}, {"else": "c"}], "rows: [{if: a > 1, go: b}, {else: c}]"),
        ([{"must": "a > 1", "else": "No."}], "rows:\n  - must: a > 1\n    else: No."),
        ({"a": {"ask": "A?"}}, "rows:\n  a:\n    ask: A?"),
        ("{a}", "rows: '{a}'"),
        (True, "rows: true"),
    ],
)
def test_a_value_is_written_on_one_line_unless_prose_is_in_it(value: object, written: str) -> None:
    assert write_word("rows", value) == written
