"""What people write, and what they do, is in no log line and in no byte on the disk; deleting leaves nothing behind."""

import base64
import logging
import re
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from cbt.compiler.library import Library
from cbt.service import Exercises, Keeping
from tests.markers import forms_of
from tests.web.house import MakeApp, compile_once, make_app
from tests.web.kinds import KINDS, run_kinds
from tests.web.pages import Page
from tests.web.person import Person, address_of
from tests.web.stored import blobs_of, bytes_of, count_of, files_with, rows_of
from web.services import close

CANARIES = [
    f"canary{name}quince" for name in ("line", "prose", "way", "many", "lines", "things", "note", "last")
]
LINE = re.compile(
    r"\S+ level=(?:INFO event=request method=(?:[A-Z]{3,7}|-) route=[\w/<>:-]+ status=\d+ ms=\d+\.\d"
    r"|ERROR event=failure kind=\w+ file=[\w./]+ line=\d+|ERROR event=store_unavailable reason=\w+)"
)


def hits(held: dict[str, bytes], word: str) -> list[str]:
    return [name for name, content in held.items() if any(form in content for form in forms_of(word))]


def write_canaries(person: Person) -> list[Page]:
    """Does the flow with every kind, a canary in each field that takes words."""
    words = iter(CANARIES)
    pages = [person.start("every_kind")]
    for name, given, own in KINDS:
        if name in ("line", "prose", "things", "note", "last"):
            given = (next(words),)
        elif name == "lines":
            given = (next(words), "Two")
        elif name == "one":
            given = ("Two",)
        pages.append(person.answer(pages[-1], *given, own=next(words) if own else None))
        assert pages[-1].status == 200, name
    return pages


def use_everything(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes, reads, changes, is refused, breaks at every call, conflicts: whatever could tell of a canary."""
    pages = write_canaries(person)
    address = address_of(pages[0])
    for url in (f"/records/{address}", f"/records/{address}/delete", "/records", "/you", f"/s/{address}/"):
        person.open(url)
    for page in pages[:-1]:
        person.open(f"{page.url}?back=record")
    for canary in CANARIES:
        person.open(f"/{canary}")
        person.open(f"/records/{canary}")
        person.open(f"/exercises/{canary}?x={canary}")
        person.request(
            "GET", "/", headers={"X-Canary": canary, "User-Agent": canary, "Referer": f"http://{canary}/"}
        )
        person.request("GET", "/", headers={"Cookie": f"p={canary}"})
        person.request(canary, "/")
    number = person.open(pages[3].url)
    person.answer(number, CANARIES[0])
    one, two = person.open(pages[0].url), person.open(pages[0].url)
    person.answer(two, "Another line.")
    assert person.answer(one, CANARIES[1]).status == 409

    def broken(*args: object, **named: object) -> None:
        raise ValueError(*CANARIES, args, named)

    for owner, names in ((Exercises, ("nearest_page", "submit")), (Keeping, ("records", "record", "kept"))):
        for name in names:
            with monkeypatch.context() as patch:
                patch.setattr(owner, name, broken)
                page = person.post(two.form.attrs["action"], two.fill(CANARIES[2]).fields)
                person.open("/records")
                person.open(f"/records/{address}")
                person.open("/you")
                assert name != "submit" or page.status == 500


@pytest.mark.sqlite_file
def test_what_people_write_is_in_no_file_and_in_no_line_of_any_log(
    fresh: MakeApp, data: Path, own_flows: Path, monkeypatch: pytest.MonkeyPatch,
    log_lines: StringIO, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    person = Person(fresh(own_flows))
    use_everything(person, monkeypatch)
    told = capfd.readouterr()
    held = every_byte(data) | {
        "the log": log_lines.getvalue().encode(),
        "other logs": caplog.text.encode(),
        "what was printed": (told.out + told.err).encode(),
    }
    assert {"cbt.db", "cbt.db-wal", "cbt.db-shm", "server.key"} <= held.keys()
    secret = person.cookies()["p"]
    for word in [*CANARIES, secret]:
        assert hits(held, word) == []
    raw = base64.urlsafe_b64decode(secret + "=")
    assert files_with(data, raw) == []
    assert "event=failure kind=ValueError" in held["the log"].decode()


def test_the_search_would_find_a_word_in_any_of_its_forms(tmp_path: Path) -> None:
    for number, form in enumerate(forms_of("canaryquince")):
        assert hits({"file": b"before " + form + b" after"}, "canaryquince") == ["file"], number
    for offset in range(3):
        content = base64.b64encode(b"b" * offset + b"canaryquince" + b"after")
        assert hits({"file": content}, "canaryquince") == ["file"], offset


def test_a_line_of_the_log_holds_a_pattern_numbers_and_codes_and_nothing_else(
    fresh: MakeApp, own_flows: Path, monkeypatch: pytest.MonkeyPatch, log_lines: StringIO
) -> None:
    app = fresh(own_flows)
    use_everything(Person(app), monkeypatch)
    rules = {rule.rule for rule in app.url_map.iter_rules()} | {"-"}
    lines = log_lines.getvalue().splitlines()
    assert len(lines) > 100
    for line in lines:
        assert LINE.fullmatch(line), line
        route = re.search(r"route=(\S+)", line)
        assert route is None or route[1] in rules


def ids_of(library: Library) -> set[str]:
    """Every flow's, step's, loop's and option's id."""
    steps = {step for flow in library.flows.values() for step in flow.steps}
    loops = {loop for flow in library.flows.values() for loop in flow.loops}
    return set(library.flows) | steps | loops | {"near", "other", "every_kind@1"}


@pytest.mark.sqlite_file
def test_no_id_of_a_flow_or_a_step_is_stored_that_did_not_stand_there_before(
    fresh: MakeApp, data: Path, own_flows: Path
) -> None:
    app = fresh(own_flows)
    before = every_byte(data)
    held = b"".join(before.values())
    run_kinds(Person(app))
    now = every_byte(data)
    for word in ids_of(compile_once(own_flows)):
        raw = word.encode()
        if raw not in held:
            assert hits(now, word) == [], word
        else:
            # The flows were stored at the start; the log of the database then holds pages that a run has changed.
            assert now["cbt.db"].count(raw) == before["cbt.db"].count(raw), word
            if len(raw) > 5:
                assert raw not in now["cbt.db-wal"][len(before.get("cbt.db-wal", b"")) :], word


def test_the_database_tells_the_number_of_records_and_nothing_of_which(fresh: MakeApp, data: Path) -> None:
    app = fresh()
    one, two = Person(app), Person(app)
    one.go_on(one.start("reframe"), "A thought of mine.")
    two.go_on(two.start("thought_record"), "Here is what happened.")
    sizes = {len(blob) for blob in blobs_of(data)}
    assert sizes == {1024, 65}
    assert (count_of(data, "person"), count_of(data, "exercise_session")) == (2, 2)


def two_people(app: Flask) -> tuple[Person, Person, list[str]]:
    """Two people; the first one's two records, both of them with changes, and the second one's."""
    one, two = Person(app), Person(app)
    pages = [
        one.go_on(one.start("reframe"), "A thought of mine.", "80"),
        one.go_on(one.start("reframe"), "Another thought."),
    ]
    one.answer(one.back(pages[0]), "70")
    pages.append(two.go_on(two.start("reframe"), "A thought of theirs.", "60"))
    return one, two, [address_of(page) for page in pages]


@pytest.mark.sqlite_file
def test_deleting_one_record_leaves_no_byte_of_it_and_all_of_the_others(fresh: MakeApp, data: Path) -> None:
    one, two, (gone, stays, theirs) = two_people(fresh())
    before = set(blobs_of(data))
    done = one.delete_record(gone)
    assert (done.url, done.status) == ("/records?deleted", 200)
    left = set(blobs_of(data))
    (deleted,) = before - left
    assert files_with(data, deleted) == []
    assert all(files_with(data, blob) for blob in left)
    assert one.open(f"/records/{gone}").status == 404
    assert one.delete_record(gone).status == 404
    assert one.open(f"/records/{stays}").rows == {"The thought": ("Another thought.",)}
    assert two.open(f"/records/{theirs}").status == 200
    assert len(one.open("/records").main.all("li")) == 1


def test_deleting_everything_leaves_no_byte_and_touches_nobody_else(fresh: MakeApp, data: Path) -> None:
    one, two, (first, second, theirs) = two_people(fresh())
    secret = base64.urlsafe_b64decode(one.cookies()["p"] + "=")
    before, kept = set(blobs_of(data)), two.open(f"/records/{theirs}").rows
    done = one.delete_everything()
    assert done.heading == "Everything is deleted"
    left = set(blobs_of(data))
    assert len(before - left) == 3
    for blob in before - left:
        assert files_with(data, blob) == []
    assert files_with(data, secret) == []
    assert one.cookies() == {}
    one.set_cookie("p", base64.urlsafe_b64encode(secret).decode().rstrip("="))
    for address in (first, second):
        assert one.open(f"/records/{address}").status == 404
        assert one.open(f"/s/{address}/2").url == f"/s/{address}/1"
    assert "Nothing is kept about you." in one.open("/you").main.text
    assert two.open(f"/records/{theirs}").rows == kept
    assert (count_of(data, "person"), count_of(data, "wrap"), count_of(data, "exercise_session")) == (1, 1, 1)


def test_deleting_everything_asks_first(person: Person) -> None:
    page = person.go_on(person.start("reframe"), "A thought of mine.")
    form = next(each for each in person.open("/you").main.all("form"))
    (token,) = [each.attrs["value"] for each in form.all("input", name="csrf_token")]
    asked = person.post("/you/delete", (("csrf_token", token),))
    assert asked.status == 422
    assert "Nothing was deleted. Please tick the box first, if you are sure." in asked.main.text
    assert person.open(page.url).status == 200


def test_deleting_twice_and_deleting_nothing_are_harmless(shared_app: Flask) -> None:
    person = Person(shared_app)
    person.go_on(person.start("reframe"), "A thought of mine.")
    person.delete_everything()
    nobody = Person(shared_app)
    token = nobody.open("/you/come-back").hidden["csrf_token"]
    assert (
        nobody.post("/you/delete", (("csrf_token", token), ("sure", "yes"))).heading
        == "Everything is deleted"
    )
    assert person.open("/you").status == 200


def test_what_is_kept_is_told_in_numbers_and_days_only(person: Person) -> None:
    assert "Nothing is kept about you." in person.open("/you").main.text
    person.go_on(person.start("reframe"), "A thought of mine.")
    told = person.open("/you").main.text
    assert told.startswith("What is kept 1 record, from ")
    person.go_on(person.start("reframe"), "Another thought.")
    assert person.open("/you").main.text.startswith("What is kept 2 records, from ")
    assert "thought" not in told


def test_a_tab_that_was_open_while_everything_was_deleted_gives_its_words_back(
    fresh: MakeApp, data: Path
) -> None:
    person = Person(fresh())
    page = person.go_on(person.start("reframe"), "A thought of mine.")
    person.delete_everything()
    after = person.answer(page, "80")
    assert after.status == 400
    assert after.root.get(id="kept-words").raw.strip() == "80"
    assert count_of(data, "exercise_session") == 0


def test_a_tab_that_was_open_while_its_record_was_deleted_gives_its_words_back(person: Person) -> None:
    page = person.go_on(person.start("reframe"), "A thought of mine.")
    person.go_on(person.start("reframe"), "Another thought.")
    person.delete_record(address_of(page))
    after = person.answer(page, "80")
    assert after.status == 404
    assert after.root.get(id="kept-words").raw.strip() == "80"
    assert len(person.open("/records").main.all("li")) == 1


def test_more_than_twenty_records_are_shown_page_by_page(shared_app: Flask) -> None:
    person = Person(shared_app)
    for number in range(21):
        person.go_on(person.start("reframe"), f"Thought number {number}.")
    listed = person.open("/records")
    assert len(listed.main.all("li")) == 20
    older = person.open(listed.links["Show older records"])
    assert len(older.main.all("li")) == 1
    assert "Show older records" not in older.links


@pytest.mark.sqlite_file
def test_nothing_but_rows_is_left_of_a_person_in_the_open(fresh: MakeApp, data: Path) -> None:
    person = Person(fresh())
    person.go_on(person.start("reframe"), "A thought of mine.")
    inserted = [row for row in rows_of(data) if row.startswith("INSERT") and "flow_version" not in row]
    allowed = re.compile(
        r"INSERT INTO \"?(?:person|wrap|exercise_session|alembic_version)\"? "
        r"VALUES\((?:(?:X'[0-9A-Fa-f]*'|'\d{4}-\d\d-\d\d'|\d+|'cookie'|NULL|'\w{1,12}'),?)+\);"
    )
    for row in inserted:
        assert allowed.fullmatch(row), row[:100]


def every_byte(data: Path) -> dict[str, bytes]:
    """Every file, those of a running database too."""
    return bytes_of(data) | {path.name: path.read_bytes() for path in data.rglob("*-shm")}


def test_what_is_sent_as_a_file_never_touches_the_disk(
    shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile._TemporaryFileWrapper", refuse)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    person = Person(shared_app)
    page = person.start("reframe")
    parts = [(name, "", value) for name, value in page.fill("").fields]
    parts.append(("answer", '; filename="a.txt"', "One thought of mine. " * 50_000))
    body = "".join(
        [
            f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
            for name, more, value in parts
        ]
    )
    response = person.request(
        "POST", page.url, body=f"{body}--x--\r\n".encode(), content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 422


def test_the_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    close(make_app(tmp_path / "new"))
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
