"""Translations: complete, fresh, with every name kept, and proved like the flow that they translate."""

from textwrap import dedent

import pytest

from cbt.compiler.diagnostics import Findings
from cbt.compiler.library import Library, compile_files
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.prose import put_texts, spots_of
from cbt.compiler.reader import read
from tests.unit.compiler.making import said

FLOW = """
flow: sample
title: A sample
language: en
anywhere: {support: help_now}
steps:
  what:
    ask: What was it?
    options: shared/things
  how:
    ask: How much of {what}?
    answer: 0-3
    ends: {0: none, 3: all}
    check:
      - must: how > 0
        else: A little more than {how}.
  days:
    repeat: 1-2
    steps:
      day:
        ask: Which day?
        options: {mon: Monday}
        other: allowed
    again: Another day?
  sides:
    use: parts/p
  done:
    say: You are done.
    end: completed
summary:
  title: About {what}
"""
PART = "part: p\nsteps:\n  look:\n    say: Look.\n"
THINGS = "list: things\noptions: {a: An A, b: A B}\n"
GERMAN = {
    "sample": """
        translation: sample
        language: de
        texts:
          title: {from: A sample, to: Ein Muster}
          what.ask: {from: What was it?, to: Was war es?}
          how.ask: {from: 'How much of {what}?', to: 'Wie viel {what}?'}
          how.ends.0: {from: none, to: nichts}
          how.ends.3: {from: all, to: alles}
          how.check.1:
            from: |
              A little more
              than {how}.
            to: Etwas mehr als {how}.
          days.day.ask: {from: Which day?, to: Welcher Tag?}
          days.day.options.mon: {from: Monday, to: Montag}
          days.again: {from: Another day?, to: Noch ein Tag?}
          done.say: {from: You are done., to: Du bist fertig.}
          summary.title: {from: 'About {what}', to: 'Über {what}'}
        """,
    "p": """
        translation: parts/p
        language: de
        texts:
          look.say: {from: Look., to: Sieh hin.}
        """,
    "things": """
        translation: shared/things
        language: de
        texts:
          options.a: {from: An A, to: Ein A}
          options.b: {from: A B, to: Ein B}
        """,
}


AGAIN = 'line 2 now says "A B": translate it again, and write it behind from'
NAMES = "write its short name, such as en, de or pt-BR"


def translated(**changed: str) -> Library:
    texts = {name: dedent(text).lstrip("\n") for name, text in {**GERMAN, **changed}.items() if text}
    files = {f"translations/{name}.de.yaml": text for name, text in texts.items()}
    return compile_files(
        {
            path: text.encode()
            for path, text in {
                "sample.yaml": FLOW.lstrip("\n"),
                "parts/p.yaml": PART,
                "shared/things.yaml": THINGS,
                **files,
            }.items()
        }
    )


def changed(name: str, old: str, new: str) -> Library:
    assert old in GERMAN[name]
    return translated(**{name: GERMAN[name].replace(old, new)})


def test_a_whole_translation_makes_the_flow_in_its_language_with_the_same_steps() -> None:
    library = translated()
    assert said(library.findings) == []
    flow, german = library.flows["sample"], library.translated["sample"]["de"]
    prompt, label = german.steps["how"].prompt, german.steps["what"].labels["a"]
    assert prompt is not None
    assert (german.title.source, prompt.source, label.source) == ("Ein Muster", "Wie viel {what}?", "Ein A")
    assert (german.language, german.version, german.ways.keys()) == ("de", flow.version, flow.ways.keys())
    assert (german.steps["sides.look"].kind, german.pages) == (flow.steps["sides.look"].kind, flow.pages)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "sample",
            "          done.say: {from: You are done., to: Du bist fertig.}\n",
            "",
            "F401 1 text is not translated: done.say; add them under texts",
        ),
        ("p", "to: Sieh hin.", "to: ''", 'F401 "look.say" is not translated; write its words behind to'),
        ("p", "look.say", "luk.say", "F401 1 text is not translated: look.say; add them under texts"),
        (
            "things",
            "to: Ein B}\n",
            "to: Ein B}\n          options.c: {from: C, to: C}\n",
            'F402 "options.c" is no text of "shared/things"; take it out',
        ),
        (
            "things",
            "from: A B",
            "from: A b",
            f'F403 the text of "options.b" has changed since it was translated; {AGAIN}',
        ),
        (
            "sample",
            "Wie viel {what}?",
            "Wie viel?",
            'F404 "{what}" is missing in this translation; put {what} where it belongs',
        ),
        (
            "sample",
            "Welcher Tag?}",
            "'Welcher Tag, {how}?'}",
            'F404 "{how}" does not stand in the text that is translated; take it out',
        ),
        (
            "p",
            "parts/p",
            "parts/q",
            'F105 there is no file "parts/q.yaml" to translate; did you mean "parts/p"?',
        ),
        (
            "p",
            "language: de",
            "language: German",
            'F013 "German" is no language; write its short name, such as en, de or pt-BR',
        ),
        (
            "p",
            "to: Sieh hin.",
            "two: Sieh hin.",
            'F010 "two" is not a word of a flow here; did you mean "to"?',
        ),
    ],
)
def test_a_translation_with_a_fault_is_told_and_not_offered_and_the_flow_is(
    name: str, old: str, new: str, told: str
) -> None:
    library = changed(name, old, new)
    assert [line.partition(" ")[2] for line in said(library.findings)][:1] == [told]
    assert ("sample" in library.flows, library.translated) == (True, {})


def test_a_part_without_a_translation_is_told_where_the_flow_is_translated() -> None:
    library = translated(p="")
    assert [(f.pos.file, f.pos.line, f.sentence) for f in library.findings] == [
        (
            "translations/sample.de.yaml",
            1,
            '"parts/p" has no translation into de; add translations/p.de.yaml',
        )
    ]


def test_files_that_hold_no_translation_are_told() -> None:
    assert [f.code for f in translated(extra="- a\n").findings] == ["F012"]
    assert [f.code for f in translated(extra="a: [\n").findings] == ["F002"]
    assert [f.code for f in translated(extra="translation: sample\n").findings] == ["F012", "F012"]


def test_a_source_with_too_many_faults_has_no_texts_to_translate() -> None:
    text = "translation: broken\nlanguage: de\ntexts: {title: {from: T, to: T}}\n"
    broken = "flow: broken\n" + "".join(f"title: {number}\n" for number in range(120))
    library = compile_files({"broken.yaml": broken.encode(), "translations/broken.de.yaml": text.encode()})
    assert "F402" in {f.code for f in library.findings if f.pos.file == "translations/broken.de.yaml"}


def test_a_broken_source_is_told_where_it_stands() -> None:
    text = "translation: broken\nlanguage: de\ntexts: {title: {from: T, to: T}}\n"
    library = compile_files({"broken.yaml": b"a: [\n", "translations/broken.de.yaml": text.encode()})
    assert {f.pos.file for f in library.findings if f.code == "F002"} == {"broken.yaml"}
    assert library.translated == {}


def test_texts_have_their_keys_wherever_they_stand() -> None:
    root = read(FLOW.encode(), "x.yaml", Findings())
    assert isinstance(root, Map)
    assert [spot.key for spot in spots_of(root)] == [
        "title",
        "summary.title",
        "what.ask",
        "how.ask",
        "how.ends.0",
        "how.ends.3",
        "how.check.1",
        "days.again",
        "days.day.ask",
        "days.day.options.mon",
        "done.say",
    ]


def test_texts_are_put_in_by_their_keys_and_the_others_stay() -> None:
    root = read(b"title: One\nabout: Two\nflow: x\n", "x.yaml", Findings())
    assert isinstance(root, Map)
    put_texts(root, {"about": Scalar("Zwei", root.pos)})
    assert [str(spot.text) for spot in spots_of(root)] == ["One", "Zwei"]


def test_words_of_a_wrong_shape_have_no_key() -> None:
    root = read(
        b"title: [a]\nsteps: {a: b, c: {ask: {x: y}, check: [d, {else: [e]}], options: {o: [p]}}}\n",
        "x",
        Findings(),
    )
    assert isinstance(root, Map)
    assert list(spots_of(root)) == []
    other = read(b"steps: [a]\nsummary: b\n", "x", Findings())
    assert isinstance(other, Map)
    assert list(spots_of(other)) == []
