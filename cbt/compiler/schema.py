"""The words of a flow file and their shapes.

It must not judge which words stand together or what a name means.
"""

from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler

from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.word_types import Flag, Id, LabelsOrShared, Names, Next, Prose, Word


class Shape(BaseModel):
    """A map of known words; `node` is the map as it stands in the file, `file_word` the word that names a file.

    `belongs_to` is what its words are words of; `can_be_named` whether a flow can speak of the file by its name.
    """

    file_word: ClassVar[str] = ""
    can_be_named: ClassVar[bool] = True
    belongs_to: ClassVar[str] = "a flow"

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True)
    _node: Map = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def _keep_node(cls, data: Any, handler: ModelWrapValidatorHandler["Shape"]) -> "Shape":
        shape = handler(data)
        shape._node = data
        return shape

    @property
    def node(self) -> Map:
        """The map as it stands in the file."""
        # Read more often than anything else; the plain way to a private attribute is a long one.
        return cast(Map, (self.__pydantic_private__ or {})["_node"])

    def key(self, word: str) -> Scalar:
        """The word as it stands in the file."""
        return self.node.key(word)

    def words(self) -> list[str]:
        """The words that the author used, in order."""
        return list(self.node)


class CheckShape(Shape):
    must: Prose = Field(
        description="What must be true for the answer to be taken, such as words(situation) >= 3"
    )
    otherwise: Prose = Field(alias="else", description="What the person reads when it is not true")


class WaitShape(Shape):
    """How long a session rests."""

    lasts: Word | None = Field(None, alias="for", description="How long, such as 2 hours or 3 days")
    until: Word | None = Field(None, description="An answer with a day, or with a day and a time")


class BreatheShape(Shape):
    """The pace of a breathing page."""

    inhale: Word = Field(alias="in", description="Seconds of breathing in")
    exhale: Word = Field(alias="out", description="Seconds of breathing out")
    lasts: Word = Field(alias="for", description="How long in all, such as 2 minutes")


class StepShape(Shape):
    ask: Prose | None = Field(None, description="A question; one a page")
    say: Prose | None = Field(None, description="A text to read, without an answer")
    label: Prose | None = Field(
        None, description="A short name of the answer, for the record and where it is shown again"
    )
    help: Prose | None = Field(None, description="One sentence that helps to answer")
    example: Prose | None = Field(None, description="A sample answer, shown apart and only when asked for")
    keep_in_view: list[Word] | None = Field(None, description="Earlier answers that stay on the page")
    answer: Word | None = Field(
        None,
        description="The kind of answer: text, long text, 0-100, number, percent, yes/no, date, time, "
        "date and time, minutes, list 1-5, one of thoughts, order of cards, shares of 100 over causes",
    )
    unit: Prose | None = Field(None, description="What a number counts, such as hours")
    least: Word | None = Field(None, description="The smallest number that is taken")
    most: Word | None = Field(None, description="The largest number that is taken")
    rest: Prose | None = Field(None, description="The name of the row that keeps what shares leave over")
    recall: Word | None = Field(
        None, description="A flow: the person picks one of their own earlier records of it"
    )
    optional: Flag | None = Field(None, description="true lets the person pass without an answer")
    options: LabelsOrShared | None = Field(
        None, description="What can be chosen, id: label, or a shared list such as shared/emotions"
    )
    pick: Literal["many"] | None = Field(
        None, description="many lets the person choose several options, or recall several records"
    )
    other: Literal["allowed"] | None = Field(
        None, description="allowed adds an option for own words, to options and to one of a list"
    )
    ends: LabelsOrShared | None = Field(
        None, description="What the points of a scale mean, or a shared scale such as shared/two_weeks"
    )
    safety: dict[str, Literal["help"]] | None = Field(
        None, description="Options or numbers after which help is offered at once, such as {3: help}"
    )
    check: list[CheckShape] | None = Field(
        None, description="When an answer is not taken, and what is said then"
    )
    next: Next | None = Field(None, description="Where to go on; without it, to the following step")
    repeat: Word | None = Field(None, description="How many items are collected, such as 1-5")
    for_each: Word | None = Field(None, description="The list to walk, adding answers to each item")
    steps: "dict[str, StepShape] | None" = Field(None, description="The pages of a loop")
    again: Prose | None = Field(None, description="Asks for a further item")
    use: Word | None = Field(None, description="The part to put in, such as parts/two_sides")
    given: Names | None = Field(
        None, alias="with", description="What the part needs: its name for it, and the answer"
    )
    wait: WaitShape | None = Field(None, description="The session rests here until it is time to go on")
    timer: Word | None = Field(None, description="A page that is paced, such as 60 seconds")
    breathe: BreatheShape | None = Field(None, description="A page that is breathed along with")
    hand_off: Word | None = Field(None, description="Ends here and offers another flow")
    carry: Names | None = Field(
        None, description="What the other flow needs: its name for it, and the answer"
    )
    end: Word | None = Field(
        None, description="Ends the flow; a walk says by this name where it came to, and nothing counts it"
    )
    reword: Literal["allowed", "never"] | None = Field(None, description="May the wording of this page vary")
    keep: list[Prose] | None = Field(None, description="Phrases that a rewording must keep")
    holds: (
        Literal[
            "thought",
            "evidence for",
            "meaning beneath",
            "way back",
            "worst case",
            "coping",
            "distress",
            "mood",
            "gate",
        ]
        | None
    ) = Field(None, description="What the answer is to the rules of care: see docs/safety/rules.md")


class SummaryShape(Shape):
    title: Prose | None = Field(None, description="The record's heading; may show answers")
    rows: list[Word] | None = Field(None, description="The answers that the record lists, in order")
    draw: list[Word] | None = Field(
        None, description="Those of the rows that are drawn: lists of numbers, with a bar for each item"
    )
    change: dict[str, list[Word]] | None = Field(
        None,
        description="What is compared: an id, and the answers before and after; a loop's id for each of its items. "
        "Where one end has both, another may lack them",
    )


class OverTimeShape(Shape):
    """What several records of the flow show together."""

    days: Word | None = Field(None, description="How many days back; 28 when it is not said")
    fewest: Word | None = Field(
        None, description="How many records there must be before the figures are shown; 2 when it is not said"
    )
    draw: list[Word] | None = Field(None, description="Numbers that are drawn, one for each record")
    count: list[Word] | None = Field(
        None,
        description="Choices, picks and words of which it is told how often each was given; of times the part of the "
        "day",
    )
    listed: list[Word] | None = Field(
        None,
        alias="list",
        description="Answers that are listed record by record, under their day; those of a loop item by item",
    )
    mean_by: dict[str, list[Word]] | None = Field(
        None,
        description="The mean of numbers for each choice, pick, word or part of the day: what they are grouped by, and "
        "the numbers; all of one loop, or none in a loop",
    )
    figures: Names | None = Field(
        None,
        description="Numbers over all the records: name: expression, in which a name stands for the list of its "
        "numbers, one for each record",
    )


class AnywhereShape(Shape):
    support: Literal["help_now"] = Field(description="The way to help, on every page")


class FlowShape(Shape):
    """A flow file."""

    file_word: ClassVar[str] = "flow"
    flow: Id = Field(description="The flow's id, which is also the file's name")
    title: Prose = Field(description="What people see it called")
    about: Prose | None = Field(None, description="One or two sentences on what a person will do")
    minutes: Word | None = Field(None, description="How many minutes it usually takes")
    language: Word = Field(description="The language of the words, such as en")
    sources: list[Word] | None = Field(None, description="Keys of docs/sources.md")
    reword: Literal["allowed", "never"] | None = Field(
        None, description="May the wording vary, unless a page says otherwise"
    )
    wording: Literal["published"] | None = Field(
        None,
        description="published says that the questions and their answers are a published questionnaire's own words: "
        "they are never reworded, and no advice is given on their style",
    )
    apart: Word | None = Field(
        None,
        description="How long two records of the flow are best apart, such as 2 weeks; people are told when the last "
        "one was, and are not kept from another",
    )
    before_you_start: Word | None = Field(
        None, description="A shared text: when not to use this exercise now"
    )
    anywhere: AnywhereShape = Field(description="The button to help on every page")
    needs: Names | None = Field(None, description="What must be handed to this flow: name: kind")
    most_pages: Word | None = Field(
        None, description="The most pages that a run may have; 40 when it is not said"
    )
    steps: dict[str, StepShape] = Field(description="The pages, in order: id: words")
    computed: Names | None = Field(None, description="Derived values: name: expression")
    summary: SummaryShape | None = Field(None, description="What the finished record shows")
    labels: dict[str, Prose] | None = Field(
        None,
        description="Short names of computed values, inputs, figures and what records gave, where these are shown",
    )
    units: Names | None = Field(
        None,
        description="What computed values and figures count: minutes, told as hours and minutes, or percent",
    )
    over_time: OverTimeShape | None = Field(
        None, description="What several records of this flow show together"
    )
    reviewed_by: Prose | None = Field(
        None, description="Who with clinical experience has read the flow, and when; or nobody yet"
    )
    renamed: Names | None = Field(None, description="Steps that had another id before: old: new")


class OfferShape(Shape):
    belongs_to: ClassVar[str] = "a part of the first page"
    title: Prose = Field(
        description="What is the matter, in the words that people use; or the name of a group"
    )
    flows: list[Word] = Field(description="The exercises that fit, the first one first")


class ShelfShape(Shape):
    """The file of the first page: what is offered there."""

    file_word: ClassVar[str] = "shelf"
    shelf: Id = Field(description="Its id, which is also the file's name: first_page")
    begin_with: Word | None = Field(None, description="The exercise for those who cannot choose")
    reasons: list[OfferShape] | None = Field(None, description="What brings people here, and what fits")
    groups: list[OfferShape] | None = Field(None, description="All exercises in groups, the first one first")
    instead: list[Word] | None = Field(
        None, description="What to offer when the same thought comes up for the third time"
    )
    after: dict[str, list[Word]] | None = Field(
        None, description="What fits next at the end of an exercise: its id, and those that are offered there"
    )


class PartShape(Shape):
    """A part: pages that several flows use."""

    file_word: ClassVar[str] = "part"
    part: Id = Field(description="The part's id, which is also the file's name")
    needs: Names | None = Field(None, description="What the part is given: name: kind")
    gives: list[Word] | None = Field(None, description="The answers that can be read outside")
    steps: dict[str, StepShape] = Field(description="The pages, in order")
    computed: Names | None = Field(None, description="Derived values: name: expression")


class ListShape(Shape):
    """A shared list of options."""

    file_word: ClassVar[str] = "list"
    list_id: Id = Field(alias="list", description="The list's id, which is also the file's name")
    options: Annotated[dict[str, Prose], Field(description="id: label")]


class ScaleShape(Shape):
    """A shared scale: what its points mean."""

    file_word: ClassVar[str] = "scale"
    scale: Id = Field(description="The scale's id, which is also the file's name")
    ends: Annotated[
        dict[str, Prose],
        Field(description="point: meaning"),
    ]


class TextShape(Shape):
    """A shared text."""

    file_word: ClassVar[str] = "text"
    text: Id = Field(description="The text's id, which is also the file's name")
    say: Prose = Field(description="The words")


class TranslatedShape(Shape):
    """One text in another language."""

    source: Prose = Field(alias="from", description="The text that was translated, as it stood then")
    to: Prose = Field(description="The same in the other language")


class TranslationShape(Shape):
    """The texts of one file in another language."""

    file_word: ClassVar[str] = "translation"
    translation: Word = Field(description="What is translated: a flow's id, parts/x or shared/x")
    language: Word = Field(description="The language translated into, such as de")
    texts: dict[str, TranslatedShape] = Field(description="Each text by its key, such as situation.ask")


class WaivedShape(Shape):
    """A reason of a structural guard that a person has set aside."""

    guard: Prose = Field(description="The guard, as it names itself, such as people")
    by: Prose = Field(description="Who set it aside, and on which day: R. Author, 2026-11-22")
    because: Prose | None = Field(None, description="Why the rewording is right all the same")


class RewordedShape(Shape):
    """One text in another tone."""

    source: Prose = Field(alias="from", description="The text that was reworded, as it stood then")
    to: Prose = Field(description="The same in other words")
    by: Prose = Field(description="Who wrote it: a person, or a model")
    model: Prose | None = Field(None, description="Which model wrote it")
    settings: Names | None = Field(None, description="The settings that the model wrote it with")
    guards: Word | None = Field(
        None, description="The version of the guards that it passed when it was written"
    )
    approved: Prose | None = Field(
        None,
        description="Who approved it, and on which day: R. Author, 2026-11-22; without it, it is proposed",
    )
    waived: list[WaivedShape] | None = Field(None, description="Structural reasons that do not count here")


class RewordingShape(Shape):
    """The questions and helps of one file in another tone."""

    file_word: ClassVar[str] = "rewording"
    rewording: Word = Field(description="What is reworded: a flow's id, or parts/x")
    language: Word = Field(description="The language of the flow, such as en")
    style: Word = Field(description="The tone: warmer, simpler or shorter")
    texts: dict[str, RewordedShape] = Field(description="Each text by its key, such as situation.ask")


FILE_SHAPES: tuple[type[Shape], ...] = (
    FlowShape,
    PartShape,
    ListShape,
    ScaleShape,
    TextShape,
    TranslationShape,
    RewordingShape,
)
