"""Numbers are dialled as they are written: no digit is added, and a short number never gets a plus."""

import pytest

from cbt.safety.numbers import Message, Number, is_number


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("116 123", "tel:116123"),
        ("988", "tel:988"),
        ("15", "tel:15"),
        ("*4141", "tel:*4141"),
        ("0800 1110111", "tel:08001110111"),
        ("(011) 5275-1135", "tel:01152751135"),
        ("1-800-891-4416", "tel:18008914416"),
        ("+254 722 178 177", "tel:+254722178177"),
    ],
)
def test_a_link_dials_what_is_written(written: str, url: str) -> None:
    assert is_number(written)
    assert Number(written).url == url


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1",
        "+988",
        "+116 123",
        "+0800 1110111",
        "0800 HELP",
        "116+123",
        "#31#",
        "４２",
        "1" * 16,
        "tel:112",
    ],
)
def test_what_no_phone_dials_is_no_number(written: str) -> None:
    assert not is_number(written)


def test_a_text_goes_to_its_number_with_its_word_already_there() -> None:
    assert Message("85258", "SHOUT").url == "sms:85258?&body=SHOUT"
    assert Message("0477 13 11 14").url == "sms:0477131114"
    assert Message("50808", "HELLO & more").url == "sms:50808?&body=HELLO%20%26%20more"
