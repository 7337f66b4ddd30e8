"""What a model is sent and what is taken from its reply: a prompt without its names, and one finished text."""

import json
from pathlib import Path

import pytest

from cbt.errors import NoReply
from cbt.llm.replies import Replies
from cbt.llm.reply import choice_in, text_in, without_quotes
from cbt.llm.request import Sampling, request_for
from cbt.llm.slots import hidden
from tests.scripted_model import reply

SOURCE = "How much do you believe “{thought}” now, out of 100?\n  Go by {thought}, not {number.a}."
SAMPLING = Sampling("tiny", 0.7, 3)


def test_names_are_hidden_behind_tokens_and_come_back() -> None:
    found = hidden("{a} and {b.c} and {a}")
    assert found.text == "[[S1]] and [[S2]] and [[S1]]"
    assert found.shown("[[S2]], [[S1]], [[S9]]") == "{b.c}, {a}, [[S9]]"


def test_a_request_holds_the_prompt_the_tone_and_the_phrases_to_keep() -> None:
    request = request_for(SOURCE, "simpler", ("out of 100", "by {thought}"), SAMPLING)
    said = json.loads(request.body)
    assert set(said) == {"model", "messages", "temperature", "seed", "top_p", "max_tokens"}
    assert (said["model"], said["temperature"], said["seed"]) == ("tiny", 0.7, 3)
    system, user = said["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert user["content"].splitlines() == [
        "Make this simpler, with shorter and more common words.",
        "Keep these words as they stand: out of 100; by [[S1]].",
        "Text:",
        "How much do you believe “[[S1]]” now, out of 100? Go by [[S1]], not [[S2]].",
    ]
    assert b"thought" not in request.body


def test_without_phrases_to_keep_none_are_named() -> None:
    assert "Keep these" not in request_for("Why?", "warmer", (), SAMPLING).messages[-1][1]


def test_a_request_is_told_from_every_other_by_what_it_says_and_to_whom() -> None:
    request = request_for(SOURCE, "simpler", (), SAMPLING)
    others = [
        request_for(SOURCE, "warmer", (), SAMPLING),
        request_for(SOURCE, "simpler", ("now",), SAMPLING),
        request_for(SOURCE, "simpler", (), Sampling("tiny", 0.7, 4)),
        request_for(SOURCE, "simpler", (), Sampling("small", 0.7, 3)),
    ]
    digests = {each.digest("http://a/v1") for each in [request, *others]} | {request.digest("http://b/v1")}
    assert len(digests) == 6
    assert request_for(SOURCE, "simpler", (), SAMPLING).digest("http://a/v1") in digests


def test_a_tone_that_there_is_not_is_no_request() -> None:
    with pytest.raises(KeyError):
        request_for(SOURCE, "louder", (), SAMPLING)


def test_tokens_are_estimated_from_the_letters() -> None:
    request = request_for("Why?", "warmer", (), SAMPLING)
    letters = sum(len(content) for _, content in request.messages)
    assert letters / 4 <= request.tokens <= letters / 4 + 2


def test_a_finished_text_is_taken() -> None:
    assert text_in(reply("  What came up?\n")) == "What came up?"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "no_json"),
        (b"<html>", "no_json"),
        (b"\xff\xfe", "no_json"),
        (b"[" * 50_000, "no_json"),
        (b"[]", "no_choice"),
        (b"{}", "no_choice"),
        (b'{"choices": {}}', "no_choice"),
        (b'{"choices": ["x"]}', "no_choice"),
        (b'{"choices": [{"finish_reason": "stop"}]}', "no_text"),
        (b'{"choices": [{"finish_reason": "stop", "message": "x"}]}', "no_text"),
        (reply(None), "no_text"),
        (reply(["x"]), "no_text"),
        (reply("x", "length"), "cut"),
        (reply("x", "content_filter"), "cut"),
        (b'{"choices": [{"message": {"content": "x"}}]}', "cut"),
    ],
)
def test_what_holds_no_finished_text_is_told_apart(raw: bytes, reason: str) -> None:
    with pytest.raises(NoReply) as none:
        text_in(raw)
    assert none.value.reason == reason
    assert none.value.is_failure is reason.startswith(("no_json", "no_choice"))


@pytest.mark.parametrize(
    ("text", "source", "bare"),
    [
        ('"What came up?"', "What happened?", "What came up?"),
        ("“What came up?”", "What happened?", "What came up?"),
        ("‘ What came up? ’", "What happened?", "What came up?"),
        ('"It" came up.', "It happened.", '"It" came up.'),
        ('"It" came "up"', "It happened.", '"It" came "up"'),
        ("“It” came “up”", "It happened.", "“It” came “up”"),
        ('"{a}"', '"{a}" it is', '"{a}"'),
        ('"', "It", '"'),
        ("", "It", ""),
    ],
)
def test_quotes_round_a_whole_reply_are_no_part_of_it(text: str, source: str, bare: str) -> None:
    assert without_quotes(text, source) == bare


def test_a_reply_that_was_kept_is_found_again(tmp_path: Path) -> None:
    replies = Replies(tmp_path / "replies")
    assert replies.find("a") is None
    replies.keep("a", reply("x"))
    assert replies.find("a") == reply("x")
    assert [path.name for path in (tmp_path / "replies").iterdir()] == ["a.json"]


def test_a_kept_reply_that_is_spoilt_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(reply("x")[:9])
    assert Replies(tmp_path).find("a") is None
    assert choice_in(reply("x"))["message"]["content"] == "x"
