"""The words of a file of helplines and their shapes.

It must not judge a number, a day or a link.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, WithJsonSchema

from cbt.compiler.schema import Shape
from cbt.compiler.word_types import Flag, Next, Prose, Word

_number: dict[str, Any] = {"type": ["string", "number"]}
_day: dict[str, Any] = {"type": "string", "format": "date"}

Written = Annotated[Word, WithJsonSchema(_number)]
Day = Annotated[Word, WithJsonSchema(_day)]


class _HelplineWords(Shape):
    belongs_to: ClassVar[str] = "a file of helplines"


class NumberShape(_HelplineWords):
    """A number to call, where there is more to say than its digits."""

    number: Written = Field(description="The number as people dial it", examples=["116 123"])
    press: Written | None = Field(None, description="What to press when it answers", examples=["8"])
    purpose: Prose | None = Field(
        None, alias="for", description="What the number is for, or where it works", examples=["ambulance"]
    )


_phone: dict[str, Any] = {"anyOf": [_number, {"$ref": "#/$defs/NumberShape"}]}
Phone = Annotated[Next, WithJsonSchema(_phone)]


class MessageShape(_HelplineWords):
    """A number to text."""

    number: Written = Field(description="The number that takes texts", examples=["85258"])
    keyword: Word | None = Field(
        None, description="The word to send, where one is needed", examples=["SHOUT"]
    )


class EvidenceShape(_HelplineWords):
    """Where it was found, and who has checked it."""

    source: Prose | None = Field(None, description="Where it was found: a page, a list, or: from memory")
    source_url: Word | None = Field(None, description="The page where it was found, with https://")
    seen_on: Day | None = Field(
        None, description="The day on which the source said so; left out when nobody looked"
    )
    verified_on: Day | None = Field(
        None,
        description="The day on which somebody tried it; left out when nobody has",
        examples=["2026-11-22"],
    )
    verified_by: Prose | None = Field(None, description="Who tried it: a role or a name for the operator")
    confirmations: Word | None = Field(
        None, description="How many people have confirmed it, each for themselves"
    )
    notes: Prose | None = Field(None, description="For whoever runs the place; no page shows it")


class HelplineShape(EvidenceShape):
    """One helpline."""

    name: Written = Field(description="What it is called, as people find it", examples=["Samaritans"])
    audience: Literal["everyone", "adults", "young"] | None = Field(
        None, description="Whom it is for; everyone when it is not said"
    )
    languages: list[Prose] | None = Field(
        None, description="The languages spoken there", examples=[["English"]]
    )
    phone: list[Phone] | None = Field(None, description="The numbers to call, the first one first")
    sms: list[MessageShape] | None = Field(None, description="The numbers to text")
    chat: Word | None = Field(None, description="A page to write on, with https://")
    url: Word | None = Field(None, description="Its website, with https://")
    hours: Prose | None = Field(None, description="When it answers, in words", examples=["day and night"])
    cost: Prose | None = Field(None, description="What it costs, in words", examples=["free"])


class CountryShape(EvidenceShape):
    """A file of helplines: those of a country, or anywhere, or local."""

    file_word: ClassVar[str] = "country"
    can_be_named: ClassVar[bool] = False
    country: Word = Field(
        description="The two letters of the country, such as gb; or anywhere, or local", examples=["gb"]
    )
    name: Prose = Field(description="What the country is called, as in: help in ...", examples=["Ireland"])
    alone: Flag | None = Field(
        None, description="true lets a file of your own replace all that came with the app for this country"
    )
    emergency: list[NumberShape] | None = Field(
        None, description="The emergency numbers, the first one first"
    )
    helplines: list[HelplineShape] | None = Field(
        None, description="The helplines, in the order to show them"
    )
