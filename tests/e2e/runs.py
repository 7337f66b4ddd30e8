"""Whole runs through the shipped exercises, in words that stand nowhere else in the project.

It must not send anything. The words are for a search of every byte: no flow and no page of ours may hold them.
"""

from tests.web.runs import Asked

SITUATION = "On Thursday evening I rang Marguerite twice.\nShe did not pick up, and her light was on."
HOT = "Marguerite has had enough of me."
THOUGHTS = (HOT, "I talked far too much about the allotment.", "By summer I will sit here alone.")
FITS = ("Her light was on at nine.", "On Sunday she left the choir early.")
DOUBTS = (
    "Her telephone is often in her coat.",
    "She saved me a chair at choir.",
    "Last month I missed her calls too.",
)
BALANCED = "Although Marguerite did not pick up, it is also true that she saved me a chair on Sunday."
TAKE_AWAY = "A call that nobody answers can have many reasons."
SMALL_STEP = "Ask Marguerite on Sunday how her week was."
OWN_FEELING = "a hollow feeling"

_ENDED = "This record is saved. You can read it, change it or delete it at any time."
_FEELING = "Which hard feeling came up?"
_AGAIN = "Was there another hard feeling?"
_NEXT = "What would you like to do next?"

THOUGHT_RECORD = (
    Asked("What happened?", SITUATION),
    Asked(_FEELING, "lonely"),
    Asked("You chose “lonely”. How strong was it at the time?", "80"),
    Asked(_AGAIN, "yes"),
    Asked(_FEELING, "other", own=OWN_FEELING),
    Asked(f"You chose “{OWN_FEELING}”. How strong was it at the time?", "60"),
    Asked(_AGAIN, "no"),
    Asked("What went through your mind?", THOUGHTS),
    Asked("Which of these would hurt most if it were true?", HOT),
    Asked("How much did you believe this thought at the time?", "85"),
    Asked("Which facts fit this thought?", FITS),
    Asked("What does not quite fit with it?", DOUBTS),
    Asked("What would be a fairer thought, with both sides in it?", BALANCED),
    Asked("How much do you believe this fairer thought?", "70"),
    Asked("You gave “lonely” 80 out of 100 before. How strong is it now?", "50"),
    Asked(f"You gave “{OWN_FEELING}” 60 out of 100 before. How strong is it now?", "30"),
    Asked("You gave it 85 out of 100 before. How much do you believe the first thought now?", "80"),
    Asked("Taken together, the feelings are less strong now than before.", ()),
    Asked("What would you like to take from this?", TAKE_AWAY),
    Asked("Is there one small thing you would like to do next?", SMALL_STEP),
    Asked(_ENDED, None),
)

SHORT_RECORD = (
    Asked("What happened?", SITUATION),
    Asked(_FEELING, "lonely"),
    Asked("You chose “lonely”. How strong was it at the time?", "60"),
    Asked(_AGAIN, "no"),
    Asked("What went through your mind?", THOUGHTS),
    Asked("Which of these would hurt most if it were true?", HOT),
    Asked("How much did you believe this thought at the time?", "65"),
    Asked("Which facts fit this thought?", FITS),
    Asked("What does not quite fit with it?", DOUBTS),
    Asked("What would be a fairer thought, with both sides in it?", BALANCED),
    Asked("How much do you believe this fairer thought?", "60"),
    Asked("You gave “lonely” 60 out of 100 before. How strong is it now?", "55"),
    Asked("You gave it 65 out of 100 before. How much do you believe the first thought now?", "60"),
    Asked("Not much has shifted so far.", ()),
    Asked(_NEXT, "Leave it here for today"),
    Asked(_ENDED, None),
)

THOUGHT = "I ruined the whole evening for Benedikt."
FRIEND = "I would tell her that one burnt pie is a story for next year."
FAIRER = "Although the pie was burnt, it is also true that Benedikt stayed until midnight."

REFRAME = (
    Asked("Which thought would you like to look at?", THOUGHT),
    Asked("How much do you believe it right now?", "80"),
    Asked("How much does it upset you right now?", "70"),
    Asked("Which way of checking it would you like to try?", "Think of what I would tell a friend"),
    Asked("What would you say to a friend who had this thought?", FRIEND),
    Asked("How could you put it more fairly?", FAIRER),
    Asked("How much do you believe the fairer thought?", "75"),
    Asked(
        "At the start it was 80 out of 100. How far do you still believe the thought that you began with?",
        "45",
    ),
    Asked("You gave 70 out of 100 before. How much does the first thought upset you now?", "40"),
    Asked("It upsets you less now than before.", ()),
    Asked("Your second look is saved. You can open it, change it or delete it whenever you like.", None),
)

# Every word of one's own, for a search of what was kept or said where.
CANARIES = (
    "Marguerite", "allotment", "sit here alone", "light was on", "choir", "her coat", "missed her calls",
    "call that nobody answers", "how her week was", OWN_FEELING, "Benedikt", "burnt pie", "the pie was burnt",
)  # fmt: skip
