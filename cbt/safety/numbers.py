"""Numbers that a phone can dial or text, and the links for them.

It must not add or guess a digit: what is dialled is what is written, without its gaps.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

# An international number has its country in it; no short number ever starts with a plus.
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")
# What is dialled inside a country: from 2 digits on, some mobile short codes behind a star.
_NATIONAL = re.compile(r"\*?[0-9]{2,15}")
_GAPS = str.maketrans("", "", " -().\u2011")


def dialled(written: str) -> str:
    """The digits of a number as a phone takes them: `(011) 5275-1135` -> `01152751135`."""
    return written.translate(_GAPS)


def is_number(written: str) -> bool:
    """Whether a phone in its country can dial it: short, national, or international with a plus."""
    digits = dialled(written)
    return bool(_INTERNATIONAL.fullmatch(digits) or _NATIONAL.fullmatch(digits))


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call. `press` is what to press then, `about` says what it is for or where it works."""

    written: str
    press: str = ""
    about: str = ""

    @property
    def url(self) -> str:
        """The link that opens the phone with it; it has the digits as written, so a short number has no plus."""
        return f"tel:{dialled(self.written)}"


@dataclass(frozen=True, slots=True)
class Message:
    """A number to text, and the word to send where one is asked for."""

    written: str
    keyword: str = ""

    @property
    def url(self) -> str:
        """The link that opens the messages with it, and the word already there.

        RFC 5724 has `?body=`; older iPhones take `&body=` alone, and `?&body=` opens both.
        """
        body = f"?&body={quote(self.keyword)}" if self.keyword else ""
        return f"sms:{dialled(self.written)}{body}"
