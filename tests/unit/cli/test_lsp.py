"""`cbt lsp` speaks with an editor: findings at their exact place, meanings, what fits, and where a thing comes from."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run, python
from tests.unit.cli.editor import Editor, span, spot

MODELINE = "# yaml-language-server: $schema=../../docs/flow.schema.json\n"
PART = """part: two_sides
needs: {claim: text}
gives: [fits]
steps:
  fits:
    ask: What fits {claim}?
    example: She looked away.
    answer: text
"""
FLOW = """flow: small
title: Small
language: en
anywhere: {support: help_now}
steps:
  thought:
    ask: Which thought? 🌧
    example: She is cross.
    answer: text
  belief:
    ask: 🌧 How far do you believe "{thought}"?
    answer: 0-100
    ends: {0: not at all, 100: fully}
    next:
      - {if: belief >= 40, go: sides}
      - {else: done}
  sides:
    use: parts/two_sides
    with: {claim: thought}
  done:
    say: Done.
    end: completed
"""


@pytest.fixture
def home(flows: Path) -> Path:
    (flows / "parts").mkdir()
    (flows / "parts" / "two_sides.yaml").write_text(PART, encoding="utf-8")
    (flows / "small.yaml").write_text(FLOW, encoding="utf-8")
    return flows


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    """One server for all tests, each of which has a folder of its own."""
    with Editor([sys.executable, "-m", "cbt", "lsp"]) as editor:
        editor.begin(Path.cwd())
        yield editor
        assert editor.end() == 0


def test_a_mistake_is_shown_at_its_exact_place_and_gone_once_it_is_mended(editor: Editor, home: Path) -> None:
    file, wrong = home / "small.yaml", FLOW.replace('"{thought}"', '"{thougt}"')
    editor.open(file, wrong)
    (finding,) = editor.findings(file)
    start = spot(wrong, "{thougt}", 1)
    assert (finding["code"], finding["severity"], finding["source"]) == ("F202", 1, "cbt")
    assert span(finding) == (start, (start[0], start[1] + 6))
    assert finding["message"] == 'there is no answer "thougt" here; did you mean "thought"?'
    editor.replace(file, start, (start[0], start[1] + 6), "thought")
    assert editor.findings(file) == []


def test_the_quick_fix_writes_the_word_that_was_meant(editor: Editor, home: Path) -> None:
    file, wrong = home / "small.yaml", FLOW.replace("go: sides", "go: sidse")
    editor.open(file, wrong)
    (finding,) = editor.findings(file)
    params = {
        "textDocument": {"uri": file.as_uri()},
        "range": finding["range"],
        "context": {"diagnostics": [finding]},
    }
    (action,) = editor.ask("textDocument/codeAction", params)
    assert (action["title"], action["kind"], action["isPreferred"]) == ('Write "sides"', "quickfix", True)
    (edit,) = action["edit"]["changes"][file.as_uri()]
    (start, end), text = span(edit), edit["newText"]
    editor.replace(file, start, end, text)
    assert editor.findings(file) == []


def test_a_finding_without_a_nearest_word_has_no_quick_fix(editor: Editor, home: Path) -> None:
    file = home / "small.yaml"
    editor.open(file, FLOW.replace("go: sides", "go: zzz"))
    findings = editor.findings(file)
    foreign = {**findings[0], "source": "other", "data": "words"}
    params = {
        "textDocument": {"uri": file.as_uri()},
        "range": findings[0]["range"],
        "context": {"diagnostics": [*findings, foreign]},
    }
    assert editor.ask("textDocument/codeAction", params) == []


def test_an_answer_that_may_be_missing_is_shown_with_the_path_that_misses_it(
    editor: Editor, home: Path
) -> None:
    file = home / "small.yaml"
    editor.open(file, FLOW.replace("say: Done.", "say: Done with {sides.fits}."))
    (finding,) = editor.findings(file)
    assert finding["code"] == "F304"
    assert finding["message"].endswith("(missing on this path: thought › belief (below 40) › done)")


def test_what_fits_is_offered_while_the_line_cannot_be_read_yet(editor: Editor, home: Path) -> None:
    file = home / "small.yaml"
    editor.open(file, FLOW)
    assert editor.findings(file) == []
    typed = FLOW.replace("{if: belief >= 40, go: sides}", "{if: bel")
    editor.type(file, typed)
    at = spot(typed, "{if: bel", 8)
    items = editor.about("completion", file, at)["items"]
    belief = next(item for item in items if item["label"] == "belief")
    assert belief["detail"] == "a number, 0 to 100"
    assert belief["textEdit"]["newText"] == "belief"
    assert span(belief["textEdit"]) == ((at[0], at[1] - 3), at)
    assert {finding["code"] for finding in editor.findings(file)} == {"F002"}


def test_a_name_tells_where_it_is_asked_and_leads_there(editor: Editor, home: Path) -> None:
    file = home / "small.yaml"
    editor.open(file, FLOW)
    at = spot(FLOW, "{thought}", 3)
    hover = editor.about("hover", file, at)
    assert "Which thought?" in hover["contents"]["value"]
    start = spot(FLOW, "{thought}", 1)
    assert span(hover) == (start, (start[0], start[1] + 7))
    found = editor.about("definition", file, at)
    assert found["uri"] == file.as_uri()
    assert span(found) == ((5, 2), (5, 9))


def test_a_part_is_entered_from_its_name_and_its_input_from_where_it_is_given(
    editor: Editor, home: Path
) -> None:
    file, part = home / "small.yaml", home / "parts" / "two_sides.yaml"
    editor.open(file, FLOW)
    found = editor.about("definition", file, spot(FLOW, "parts/two_sides", 8))
    assert (found["uri"], span(found)[0]) == (part.as_uri(), (0, 0))
    found = editor.about("definition", file, spot(FLOW, "claim: thought", 2))
    assert (found["uri"], span(found)) == (part.as_uri(), ((1, 8), (1, 13)))


def test_a_finding_is_explained_where_it_stands(editor: Editor, home: Path) -> None:
    file, wrong = (
        home / "small.yaml",
        FLOW.replace("{thought}", "{thougt}").replace("completed", "completed # x"),
    )
    editor.open(file, wrong)
    assert {finding["code"] for finding in editor.findings(file)} == {"F005", "F202"}
    hover = editor.about("hover", file, spot(wrong, "{thougt}", 3))
    assert hover["contents"]["value"].startswith("**F202**: ")
    assert span(hover) == (spot(wrong, "thougt"), spot(wrong, "thougt}", 6))
    hover = editor.about("hover", file, spot(wrong, "# x"))
    assert hover["contents"]["value"].startswith("**F005**: ")
    editor.type(file, FLOW.replace("answer: 0-100", "answer: 100-0"))
    assert "F013" in {finding["code"] for finding in editor.findings(file)}


def test_nothing_is_said_where_there_is_nothing(editor: Editor, home: Path) -> None:
    file = home / "small.yaml"
    editor.open(file, FLOW)
    for at in ((0, 999), (999, 0), (3, 10), spot(FLOW, "Which thought", 2)):
        assert editor.about("hover", file, at) is None or at == (0, 999)
        assert editor.about("definition", file, at) is None
    assert editor.about("hover", file, spot(FLOW, "title:", 2))["contents"]["value"].startswith("**title**")
    assert editor.about("definition", file, spot(FLOW, "title:", 2)) is None


def test_the_steps_are_the_headings_of_a_file(editor: Editor, home: Path) -> None:
    file = home / "small.yaml"
    editor.open(file, FLOW)
    headings = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": file.as_uri()}})
    assert [heading["name"] for heading in headings] == ["thought", "belief", "sides", "done"]
    assert headings[1]["detail"] == '🌧 How far do you believe "{thought}"?'
    assert span(headings[1]) == ((9, 2), (15, len("      - {else: done}")))


def test_a_change_in_an_open_part_is_checked_in_the_open_flow_that_uses_it(
    editor: Editor, home: Path
) -> None:
    file, part = home / "small.yaml", home / "parts" / "two_sides.yaml"
    editor.open(file, FLOW)
    assert editor.findings(file) == []
    editor.open(part, PART)
    assert editor.findings(part) == []
    editor.type(part, PART.replace("needs: {claim: text}", "needs: {claim: number}"))
    (finding,) = editor.findings(file)
    assert finding["code"] == "F106"
    editor.close(part)
    assert editor.findings(file) == []


def test_a_part_is_checked_with_a_saved_flow_where_none_is_open(editor: Editor, home: Path) -> None:
    part, flow = home / "parts" / "two_sides.yaml", home / "small.yaml"
    editor.open(part, PART.replace("{claim}", "{clam}"))
    (finding,) = editor.findings(part)
    assert finding["message"] == 'there is no answer "clam" here; did you mean "claim"?'
    editor.type(part, PART.replace("needs: {claim: text}", "needs: {other_one: text}"))
    assert {finding["code"] for finding in editor.findings(flow)} == {"F106"}
    editor.close(part)
    assert editor.findings(flow) == []


def test_a_part_and_a_list_that_no_flow_uses_are_checked_by_themselves(editor: Editor, home: Path) -> None:
    part, shared = home / "parts" / "lone.yaml", home / "shared" / "lone.yaml"
    editor.open(part, "part: lone\ngives: [x]\nsteps:\n  y:\n    say: Why?\n")
    assert [finding["code"] for finding in editor.findings(part)] == ["F202"]
    editor.open(shared, "list: lonely\noptions: {a: A}\n")
    assert [finding["code"] for finding in editor.findings(shared)] == ["F016"]
    editor.open(
        home / "shared" / "none.yaml", "# yaml-language-server: $schema=../flow.schema.json\nlsit: none\n"
    )
    assert editor.findings(home / "shared" / "none.yaml") == []


def test_a_step_is_renamed_in_its_flow_and_its_walks(editor: Editor, home: Path) -> None:
    file, walks = home / "small.yaml", home / "walks" / "small.yaml"
    walks.parent.mkdir(exist_ok=True)
    walks.write_text("walks:\n  - name: on\n    answers: {thought: Cross., belief: 10}\n", encoding="utf-8")
    editor.open(file, FLOW)
    assert editor.findings(file) == []
    at = spot(FLOW, "{thought}", 3)
    prepared = editor.about("prepareRename", file, at)
    assert (prepared["placeholder"], span(prepared)) == ("thought", ((at[0], at[1] - 2), (at[0], at[1] + 5)))
    changes = editor.ask("textDocument/rename", editor.renaming(file, at, "idea"))["changes"]
    assert {uri: len(edits) for uri, edits in changes.items()} == {file.as_uri(): 3, walks.as_uri(): 1}
    named = (("  thought:", 2), ("{thought}", 1), ("m: thought", 3))
    assert {span(edit)[0] for edit in changes[file.as_uri()]} == {spot(FLOW, *each) for each in named}
    (edit,) = changes[walks.as_uri()]
    assert (span(edit), edit["newText"]) == (((2, 14), (2, 21)), "idea")


def test_what_cannot_be_renamed_says_so(editor: Editor, home: Path) -> None:
    file = home / "small.yaml"
    editor.open(file, FLOW)
    assert editor.findings(file) == []
    nothing, step = spot(FLOW, "Which thought", 1), spot(FLOW, "  belief:", 3)
    assert editor.about("prepareRename", file, nothing) is None
    assert editor.ask("textDocument/rename", editor.renaming(file, nothing, "done")) is None
    error = editor.ask_wrongly("textDocument/rename", editor.renaming(file, step, "done"))
    assert error["message"].endswith('"done" is there already; choose another id')


def test_walks_are_played_against_the_flow_as_it_is_typed(editor: Editor, home: Path) -> None:
    file, walks = home / "small.yaml", home / "walks" / "small.yaml"
    text = "walks:\n  - name: on\n    answers: {thought: She is cross., belief: 10}\n    expect: {ends: completed}\n"
    editor.open(walks, text.replace("10", "900"))
    (finding,) = editor.findings(walks)
    assert finding["code"].startswith("T1")
    assert finding["message"].endswith("(in the walk: on)")
    editor.type(walks, text)
    assert editor.findings(walks) == []
    editor.open(file, FLOW.replace("0-100", "50-100").replace("{0: n", "{50: n").replace(">= 40", ">= 60"))
    assert editor.findings(file) == []
    assert editor.findings(walks)
    editor.type(file, "flow: small\n")
    assert editor.findings(walks) == []


def test_a_file_of_somebody_else_is_left_alone(editor: Editor, home: Path) -> None:
    other, file = home / "compose.yaml", home / "small.yaml"
    editor.open(other, "services: {web: {image: x}}\n")
    assert editor.findings(other) == []
    assert editor.about("completion", other, (0, 0))["items"] == []
    assert editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": other.as_uri()}}) == []
    for uri in ("untitled:Untitled-1", (home / "notes.txt").as_uri()):
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": "flow: x\n"}
        editor.tell("textDocument/didOpen", {"textDocument": document})
        editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    editor.open(file, FLOW)
    assert editor.findings(file) == []


def test_a_saved_part_counts_once_it_is_saved(editor: Editor, home: Path) -> None:
    file, part = home / "small.yaml", home / "parts" / "two_sides.yaml"
    editor.open(file, FLOW)
    assert editor.findings(file) == []
    part.write_text(PART.replace("fits:\n", "fit:\n"), encoding="utf-8")
    editor.save(file)
    assert editor.findings(part)[0]["code"] == "F202"
    part.write_text(PART, encoding="utf-8")
    editor.save(file)
    assert editor.findings(part) == []


def test_an_editor_may_count_characters_in_bytes(home: Path) -> None:
    file, wrong = home / "small.yaml", FLOW.replace('"{thought}"', '"{thougt}"')
    with Editor([sys.executable, "-m", "cbt", "lsp"]) as editor:
        abilities = editor.begin(home, general={"positionEncodings": ["utf-8"]})
        assert abilities["positionEncoding"] == "utf-8"
        editor.open(file, wrong)
        (finding,) = editor.findings(file)
    line = wrong.splitlines()[10]
    start = len(line[: line.index("thougt")].encode())
    assert span(finding) == ((10, start), (10, start + 6))


def test_rubbish_is_survived(editor: Editor, home: Path) -> None:
    file = home / "small.yaml"
    editor.send_raw(b"Hello?\r\n\r\n")
    editor.send_bytes(b"{ this is no json")
    editor.send_bytes(b"[" * 100_000)
    editor.send_bytes(b"\xff\xfe\x00")
    message: object
    for message in ([], 7, None, {}, {"jsonrpc": "2.0"}, {"jsonrpc": "2.0", "id": 99, "result": 1}):
        editor.send(message)
    editor.tell("textDocument/didOpen", {"textDocument": 5})
    editor.tell("textDocument/didChange", {"textDocument": {"uri": (home / "nowhere.yaml").as_uri()}})
    editor.tell("textDocument/didClose", {"textDocument": {"uri": (home / "nowhere.yaml").as_uri()}})
    editor.tell("textDocument/hover", {"position": "here"})
    assert editor.ask_wrongly("no/such", {})["code"] == -32601
    editor.open(file, "flow: small\n\ud800: [\x00\x1b{{{" + "{" * 5_000)
    assert editor.findings(file)
    assert editor.about("completion", file, (2**31 - 1, 2**31 - 1))["items"] == []
    for text in ("", "flow:", "- - -\n? x\n: y\n", "flow: small\n" * 3_000, FLOW[:200]):
        editor.type(file, text)
        editor.about("hover", file, (0, 2))
        editor.about("completion", file, (0, 2))
    editor.type(file, FLOW)
    while editor.findings(file):
        pass


TINY = """flow: tiny
title: Tiny
language: en
anywhere: {support: help_now}
steps:
  done:
    say: Done.
    end: completed
"""
GERMAN = """translation: tiny
language: de
texts:
  title: {from: Tiny, to: Winzig}
  done.say: {from: Done., to: Fertig.}
"""


def test_a_translation_is_checked_against_its_flow_as_both_are_typed(editor: Editor, home: Path) -> None:
    flow, file = home / "tiny.yaml", home / "translations" / "tiny.de.yaml"
    editor.open(flow, TINY)
    assert editor.findings(flow) == []
    editor.open(file, GERMAN.replace("  done.say:", "  dnoe.say:"))
    found = editor.findings(file)
    assert [(each["code"], each["range"]["start"]["line"]) for each in found] == [("F401", 0), ("F402", 4)]
    editor.type(file, GERMAN)
    assert editor.findings(file) == []
    editor.type(flow, TINY.replace("Done.", "All done."))
    assert [(each["code"], each["range"]["start"]["line"]) for each in editor.findings(file)] == [("F403", 4)]


def test_a_translation_of_nothing_that_is_there_says_so(editor: Editor, home: Path) -> None:
    file = home / "translations" / "nothing.de.yaml"
    editor.open(file, "translation: nothing\nlanguage: de\ntexts:\n  title: {from: A, to: B}\n")
    assert [each["code"] for each in editor.findings(file)] == ["F105"]
    editor.type(file, "translation: [\n")
    assert [each["code"] for each in editor.findings(file)] != ["F105"]


def test_the_first_page_s_file_offers_flows_and_is_checked_against_them(editor: Editor, home: Path) -> None:
    file = home / "shelf" / "first_page.yaml"
    (home / "needy.yaml").write_text(
        TINY.replace("tiny", "needy").replace("steps:", "needs: {claim: text}\nsteps:"), encoding="utf-8"
    )
    (home / "torn.yaml").write_text("flow: torn\nneeds: {claim: text}\n", encoding="utf-8")
    text = "shelf: first_page\ninstead: [smal, needy]\nafter:\n  small: [needy]\n"
    editor.open(file, text)
    assert [each["range"]["start"]["line"] for each in editor.findings(file)] == [1, 1, 3]
    for typed in ("smal", "small:", "needy]\n"):
        offered = {each["label"] for each in editor.about("completion", file, spot(text, typed, 1))["items"]}
        assert {"small", "needy"} <= offered, typed


def test_without_the_extra_the_command_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    result = run("lsp")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'cbt-flows[editors]'" in result.stderr


def test_the_language_server_is_loaded_by_no_other_command(flows: Path) -> None:
    code = f"import sys; from cbt.cli import app; app(['check', {str(flows)!r}], standalone_mode=False)"
    done = python("-c", f"{code}; print({{'pygls', 'lsprotocol'}} & set(sys.modules))")
    assert done.stdout.splitlines()[-1] == "set()"
