"""Whole runs through the shipped exercises: what is asked, in order, and what a person answers.

It must not send anything.
"""

from dataclasses import dataclass

Words = str | tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A page: its heading, the answer given there (a tuple for several lines; None on the last page), and what is
    kept in view."""

    heading: str
    answer: Words | None
    kept: tuple[str, ...] = ()
    own: str | None = None


HOT = "They all think I am useless."
THOUGHTS = ("I made a mess of it.", HOT, "I saw myself clearing my desk.")
BALANCED = "Although I lost my place, it is also true that two people thanked me."

THOUGHT_RECORD = (
    Asked("What happened?", "On Tuesday I lost my place in the talk.\n\nNobody said a word."),
    Asked("Which hard feeling came up?", "sad"),
    Asked("You chose “sad”. How strong was it at the time?", "80"),
    Asked("Was there another hard feeling?", "yes"),
    Asked("Which hard feeling came up?", "other", own="a hot, sinking shame"),
    Asked("You chose “a hot, sinking shame”. How strong was it at the time?", "90"),
    Asked("Was there another hard feeling?", "no"),
    Asked("What went through your mind?", THOUGHTS),
    Asked("Which of these would hurt most if it were true?", HOT),
    Asked("How much did you believe this thought at the time?", "85", (HOT,)),
    Asked("Which facts fit this thought?", ("Nobody clapped.",), (HOT,)),
    Asked("What does not quite fit with it?", ("Two people thanked me.", "My boss nodded."), (HOT,)),
    Asked(
        "What would be a fairer thought, with both sides in it?",
        BALANCED,
        (HOT, "Nobody clapped.", "Two people thanked me.", "My boss nodded."),
    ),
    Asked("How much do you believe this fairer thought?", "70", (BALANCED,)),
    Asked("You gave “sad” 80 out of 100 before. How strong is it now?", "40"),
    Asked("You gave “a hot, sinking shame” 90 out of 100 before. How strong is it now?", "50"),
    Asked("You gave it 85 out of 100 before. How much do you believe the first thought now?", "45", (HOT,)),
    Asked("Taken together, the feelings are less strong now than before.", ()),
    Asked("What would you like to take from this?", "I can ask before I decide.", (BALANCED,)),
    Asked("Is there one small thing you would like to do next?", ""),
    Asked("This record is saved. You can read it, change it or delete it at any time.", None, (BALANCED,)),
)

THOUGHT = "I will fail the whole course."
FACTS = "I got two wrong.\nI also got eight right."
FAIRER = "Although I got two wrong, I passed the test."

REFRAME = (
    Asked("Which thought would you like to look at?", THOUGHT),
    Asked("How much do you believe it right now?", "80", (THOUGHT,)),
    Asked("How much does it upset you right now?", "70", (THOUGHT,)),
    Asked("Which way of checking it would you like to try?", "Look at the facts", (THOUGHT,)),
    Asked("What do the facts say about it?", FACTS, (THOUGHT,)),
    Asked("How could you put it more fairly?", FAIRER, (THOUGHT, FACTS)),
    Asked("How much do you believe the fairer thought?", "75", (FAIRER,)),
    Asked(
        "At the start it was 80 out of 100. How far do you still believe the thought that you began with?",
        "45",
        (THOUGHT,),
    ),
    Asked("You gave 70 out of 100 before. How much does the first thought upset you now?", "65", (THOUGHT,)),
    Asked("You believe the thought less than before.", ()),
    Asked("What would you like after this second look?", "Take a short pause to steady myself"),
    Asked("Let your feet or your back rest on something firm. You can stop at any time.", ()),
    Asked(
        "Now find four things that you can feel. It could be a sleeve, the floor, or air on your face.", ()
    ),
    Asked("Now listen for three sounds, near or far.", ()),
    Asked("Now find two things to smell and one to taste. A sip of water will do.", ()),
    Asked(
        "Your second look is saved. You can open it, change it or delete it whenever you like.",
        None,
        (FAIRER,),
    ),
)

RUNS = {"thought_record": THOUGHT_RECORD, "reframe": REFRAME}


def words_of(answer: Words) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) else answer
