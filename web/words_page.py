"""What the pages around the twelve words, devices and the passphrase say, and see.

It must not hold a word that opens anything.
"""

from dataclasses import dataclass

from cbt.engine.english import date_in_words
from cbt.errors import PassphraseWrong, WordsWrong
from cbt.service import Device, Page, Ways
from cbt.vault.passphrase import FEWEST_CHARACTERS, MOST_CHARACTERS
from web import cookies
from web.services import services

TOO_OFTEN = "That was a lot of tries. Please wait a minute, then try again. Nothing is lost."
TAKEN = "This browser holds the key to other records. If you go on, it will open the records of your words instead."

_WORDS = {
    "empty": "Type your twelve words first.",
    "one": "This is one word. It needs all twelve.",
    "count": "These are {count} words. It needs twelve, in their order.",
    "unknown": "{which} not in our list. Please look at the spelling once more.",
    "together": "These twelve words do not belong together. One may be misread, or two may have changed places.",
    "nobody": "These twelve words open nothing here. Newer words may have taken their place.",
    "overtaken": "Newer words were made meanwhile, perhaps in another tab. Those hold. You can make others here.",
}
_PASSPHRASE = {
    "short": f"Please take {FEWEST_CHARACTERS} letters or more.",
    "long": f"Please take {MOST_CHARACTERS} letters at most.",
    "differ": "The two are not the same. Please type both once more.",
    "other": "This does not open it. Please try again.",
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth")  # fmt: skip
# The first answer may stand behind a page or two that only wanted to be read.
_FIRST_PAGES = 4


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device in the list."""

    id: str
    what: str
    since: str
    name: str
    is_this: bool
    has_passphrase: bool


@dataclass(frozen=True, slots=True)
class WaysView:
    """All ways to somebody's records; `words_on` is empty where there are no words."""

    devices: tuple[DeviceView, ...]
    words_on: str
    is_last: bool


def words_view(ways: Ways | None) -> WaysView | None:
    """The view, or None for nobody."""
    if ways is None:
        return None
    words_on = date_in_words(ways.words_on) if ways.words_on is not None else ""
    return WaysView(tuple([device_view(device) for device in ways.devices]), words_on, ways.is_last)


def device_view(device: Device) -> DeviceView:
    what = "This device" if device.is_this else "Another device"
    since = date_in_words(device.made_on)
    return DeviceView(device.id, what, since, device.name, device.is_this, device.has_passphrase)


def sentence_for(wrong: WordsWrong) -> str:
    """One sentence for words that open nothing; it says which, by number, and never what was typed."""
    reason = "one" if wrong.reason == "count" and wrong.count == 1 else wrong.reason
    return _WORDS[reason].format(count=wrong.count, which=_which(wrong.places))


def passphrase_sentence(wrong: PassphraseWrong) -> str:
    return _PASSPHRASE[wrong.reason]


def offers_words(page: Page) -> bool:
    """Whether a page says that there can be words: after the first answer and at the end, while there are none."""
    if not page.revision or not (page.step.is_final or _has_one_answer(page)):
        return False
    return not services().coming_back.has_words(cookies.coming_secret())


def _has_one_answer(page: Page) -> bool:
    if page.number > _FIRST_PAGES or page.place != page.session.position.here:
        return False
    answers = page.session.facts.answers
    return (
        sum([page.program.flow.steps[address.partition("@")[0]].kind is not None for address in answers]) == 1
    )


def _which(places: tuple[int, ...]) -> str:
    """`The third word is`, `The third and the fifth word are`."""
    told = [
        f"the {_ORDINALS[place - 1] if place <= len(_ORDINALS) else f'{place}th'}" for place in places[:3]
    ]
    if not told:
        return ""
    if len(places) > len(told):
        return f"{len(places)} of these words are"
    words = f"{', '.join(told[:-1])} and {told[-1]} word are" if len(told) > 1 else f"{told[0]} word is"
    return words[0].upper() + words[1:]
