"""Addresses: they say which exercise starts, to the server alone, and nobody else can make one."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.vault.address import Addresses
from cbt.vault.keys import new_secret

FLOW = "0123456789abcdef" * 4
NOW = datetime(2026, 11, 25, 22, 33, 44, tzinfo=UTC)
ADDRESSES = Addresses(new_secret())

url_safe = st.text(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=64, max_size=80
)
# After 1970, as every clock shows that was ever set.
moments = st.integers(0, 253_402_300_799).map(lambda second: datetime.fromtimestamp(second, UTC))
any_text = st.text(st.characters(exclude_categories=()), max_size=100) | url_safe


def test_an_address_says_the_flow_and_the_minute() -> None:
    start = ADDRESSES.read(ADDRESSES.mint(FLOW, NOW), NOW)
    assert start is not None
    assert start.flow_prefix == bytes.fromhex(FLOW)[:16]
    assert start.minted == datetime(2026, 11, 25, 22, 33, tzinfo=UTC)


@given(st.binary(min_size=32, max_size=32), moments)
def test_every_address_is_url_safe_and_64_characters(digest: bytes, now: datetime) -> None:
    address = ADDRESSES.mint(digest.hex(), now)
    assert re.fullmatch(r"[A-Za-z0-9_-]{64}", address)
    start = ADDRESSES.read(address, now)
    assert start is not None
    assert start.flow_prefix == digest[:16]
    assert timedelta(0) <= now - start.minted < timedelta(minutes=1)


def test_two_addresses_of_one_flow_in_one_minute_have_nothing_in_common() -> None:
    addresses = {ADDRESSES.mint(FLOW, NOW) for _ in range(1000)}
    assert len(addresses) == 1000
    raw = [base64.urlsafe_b64decode(address) for address in addresses]
    for part in (slice(0, 12), slice(12, 28), slice(28, 44), slice(44, 48)):
        assert len({address[part] for address in raw}) > 990


def test_an_old_address_is_still_read_and_its_age_is_the_callers_business() -> None:
    start = ADDRESSES.read(ADDRESSES.mint(FLOW, NOW), NOW + timedelta(days=4000))
    assert start is not None
    assert start.minted == NOW.replace(second=0)


def test_after_a_clock_went_back_an_address_is_new_rather_than_unusable() -> None:
    earlier = NOW - timedelta(days=3)
    start = ADDRESSES.read(ADDRESSES.mint(FLOW, NOW), earlier)
    assert start is not None
    assert start.minted == earlier


def test_another_servers_address_is_not_read() -> None:
    assert Addresses(new_secret()).read(ADDRESSES.mint(FLOW, NOW), NOW) is None


@given(any_text)
def test_no_text_is_read_as_an_address_or_a_secret_and_none_raises(text: str) -> None:
    address = ADDRESSES.mint(FLOW, NOW)
    assert ADDRESSES.read(text, NOW) is None
    assert ADDRESSES.open_secret(text, address) is None
    assert ADDRESSES.open_secret(text, text) is None
    assert len(ADDRESSES.session_id(text)) == 16


@given(st.integers(0, 63), st.sampled_from("ABCxyz019-_"))
def test_an_address_with_one_character_changed_is_not_read(position: int, character: str) -> None:
    address = ADDRESSES.mint(FLOW, NOW)
    changed = address[:position] + character + address[position + 1 :]
    assert (ADDRESSES.read(changed, NOW) is None) == (changed != address)


@pytest.mark.parametrize("changed", ["{}\n", " {}", "{}=", "{}A", "{}\N{CYRILLIC SMALL LETTER A}"])
def test_an_address_has_one_spelling_only(changed: str) -> None:
    assert ADDRESSES.read(changed.format(ADDRESSES.mint(FLOW, NOW)), NOW) is None


def test_a_carried_secret_opens_with_its_own_address_only() -> None:
    address, other = ADDRESSES.mint(FLOW, NOW), ADDRESSES.mint(FLOW, NOW)
    secret = new_secret()
    text = ADDRESSES.seal_secret(secret, address)
    assert re.fullmatch(r"[A-Za-z0-9_-]{80}", text)
    assert ADDRESSES.open_secret(text, address) == secret
    assert repr(ADDRESSES.open_secret(text, address)) == "<secret>"
    assert ADDRESSES.open_secret(text, other) is None
    assert Addresses(new_secret()).open_secret(text, address) is None


@given(st.integers(0, 79), st.sampled_from("ABCxyz019-_"))
def test_a_carried_secret_with_one_character_changed_does_not_open(position: int, character: str) -> None:
    text = ADDRESSES.seal_secret(new_secret(), "address")
    changed = text[:position] + character + text[position + 1 :]
    assert (ADDRESSES.open_secret(changed, "address") is None) == (changed != text)


def test_a_session_is_known_by_a_digest_of_its_address() -> None:
    address = ADDRESSES.mint(FLOW, NOW)
    assert ADDRESSES.session_id(address) == Addresses(new_secret()).session_id(address)
    assert ADDRESSES.session_id(address) != ADDRESSES.session_id(ADDRESSES.mint(FLOW, NOW))
    assert ADDRESSES.session_id(address) not in base64.urlsafe_b64decode(address)
    # Stored sessions are found by this: it must stay as it is.
    assert ADDRESSES.session_id("A" * 64).hex() == "e315f315922a388ce986a21095d26a62"


@pytest.mark.parametrize("flow", ["", "ab", FLOW.upper(), FLOW + "0", FLOW[:-1] + "g", FLOW[:-1] + "\n"])
def test_a_flow_version_that_is_none_is_refused(flow: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        ADDRESSES.mint(flow, NOW)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ADDRESSES.mint(FLOW, NOW.replace(tzinfo=None))


def test_a_secret_of_another_length_is_not_carried() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        ADDRESSES.seal_secret(b"short", "address")
