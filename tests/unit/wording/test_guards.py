"""Each guard refuses what it is there for, with a reason that an author understands and the words that are meant."""

import pytest

from cbt.wording.guards import Verdict, judge
from cbt.wording.reason import Strictness
from tests.content.evaluation import english

MIND = "What went through your mind?"
CHOSE = "You chose “{name}”. How strong was it at the time?"
GAVE = "You gave it {belief} out of 100 before. How much do you believe it now?"
FACTS = "Which facts fit this thought?"
LONG = "Write what others could see or hear, not what it might mean, or put “none so far”."


def verdict(source: str, candidate: str, tone: str = "simpler", keep: tuple[str, ...] = ()) -> Verdict:
    return judge(source, candidate, tone, english(), keep)


def guards(source: str, candidate: str, tone: str = "simpler", keep: tuple[str, ...] = ()) -> set[str]:
    return {reason.guard for reason in verdict(source, candidate, tone, keep).reasons}


@pytest.mark.parametrize(
    ("source", "candidate", "guard"),
    [
        (MIND, "  ", "empty"),
        (MIND, "What went through your", "cut"),
        (MIND, "What went through your…", "cut"),
        (MIND, "What went\n\nthrough your mind?", "lines"),
        (MIND, "What went\nthrough your mind?", "lines"),
        (MIND, "What went through your *mind*?", "markup"),
        (MIND, "What went through your mind? See https://example.org", "markup"),
        (MIND, "What went through your mind!", "markup"),
        (MIND, "What went through your mind 🙂?", "letters"),
        (MIND, "What went through your mіnd?", "letters"),
        (CHOSE, "You chose it. How strong was it at the time?", "names"),
        (CHOSE, "You chose “{name}”. How strong was {name} at the time?", "names"),
        (MIND, "What went through your {mind?", "names"),
        (GAVE, "You gave it {belief} out of 10 before. How much do you believe it now?", "numbers"),
        (GAVE, "You gave it {belief} out of ninety before. How much do you believe it now?", "numbers"),
        ("It is 5% today.", "It is 5 today.", "numbers"),
        ("It is five per cent today.", "It is five today.", "numbers"),
        (MIND, "What went through your mind? What else?", "questions"),
        (LONG, LONG.replace("none so far", "nothing"), "quotes"),
        (MIND, "What silly idea went through your mind?", "forbidden: judgement"),
        (MIND, "What went through your mind, do not worry?", "forbidden: reassurance"),
        (MIND, "What must go through your mind?", "forbidden: obligation"),
        (LONG, "Write what others see.", "length"),
        (
            MIND,
            "What was it that went through your mind in those moments when it all took place there?",
            "length",
        ),
        (
            "Look at how it went and then say what you think of it in a few plain words.",
            "Contemplate its particular development and articulate an estimation in elementary terminology.",
            "reading",
        ),
    ],
)
def test_a_hard_guard_refuses(source: str, candidate: str, guard: str) -> None:
    assert guard in guards(source, candidate)
    assert not verdict(source, candidate).passes(Strictness.HARD)


@pytest.mark.parametrize(
    ("source", "candidate", "guard"),
    [
        (FACTS, "Note which facts fit this thought, right?", "question words"),
        ("Note this.", "You note this.", "speech acts"),
        ("Name a friend.", "You named a friend.", "speech acts"),
        (MIND, "Who went through your mind?", "question words"),
        ("Say who was there, where and when.", "Say who was there, and when.", "question words"),
        ("You can stop at any time.", "You can stop.", "scope"),
        ("You can stop at any time.", "You will stop at any time.", "scope"),
        ("It is high, or low.", "It is low, or high.", "poles"),
        ("Aim for fair, not cheerful.", "Aim for cheerful, not fair.", "negation"),
        ("What would you tell a friend?", "What would you tell a colleague?", "people"),
        (MIND, "What went through their mind?", "people"),
        ("What would a friend tell you?", "What would you tell a friend?", "people"),
        ("How bad is it now?", "How bad are you now?", "people"),
        ("What are you hard on yourself about?", "What is hard about yourself?", "people"),
        ("How much does this problem weigh on you?", "How much do you weigh on this problem?", "people"),
        ("How much did “{what}” take you?", "How much did you take of “{what}”?", "people"),
        (
            "A short walk is better than a long rest.",
            "A long rest is better than a short walk.",
            "comparison",
        ),
        ("It is about you, not about others.", "It is about others, not about you.", "negation"),
        ("It is not about others.", "It is about others, not.", "negation"),
        ("At what time did it begin?", "At what time did it end?", "poles"),
        ("What went well?", "What goes well?", "tense"),
        ("What went well? What was hard?", "What goes well and is hard?", "tense"),
        (CHOSE, "You chose {name}. How strong was it at the time?", "slots"),
        (GAVE, GAVE.replace("gave it", "gave this thought"), "slots"),
        ("Pick one (or none).", "Pick one or none.", "brackets"),
        ("What is a fairer thought?", "What is a fair thought?", "comparison"),
        ("What hurt most?", "What hurt?", "comparison"),
        ("What is less hard now?", "What is hard now?", "comparison"),
        ("Who would help?", "Whom would you help?", "people"),
        ("Whom will you tell at a big sign?", "Who will tell you at a big sign?", "people"),
        ("Who could help you put it away?", "Who could you help to put it away?", "people"),
        ("What will you say if they say no?", "What will they say if you say no?", "order"),
        ("What would you tell somebody who lies?", "What would somebody tell you who lies?", "people"),
        (
            "If a friend said this about themselves, what would you say?",
            "If you said this about yourself, what would a friend say?",
            "order",
        ),
        ("Which would hurt most if it were true?", "Which would be most true if it hurt?", "order"),
        ("Did you do it?", "You did it, then?", "question words"),
        ("Did it help?", "It helped, did it?", "question words"),
        ("When will you do it?", "On days when will you do it?", "question words"),
        ("What could stop you?", "What could you stop?", "people"),
        ("What could you stop?", "What could stop you?", "people"),
        ("What worked?", "What did you work on?", "people"),
        ("What made it worse?", "What made you worse?", "people"),
        ("How did you feel?", "How did it feel?", "people"),
        ("Put it down.", "Put yourself down.", "people"),
        ("What is most likely to happen?", "What is most likely to happen to you?", "people"),
        ("Rest after you write.", "Write after you rest.", "order"),
        ("What did you see, hear and smell?", "What did you see and hear?", "options"),
        ("How long did it last?", "How long was it the last?", "senses"),
        (
            "Is there one small thing you would like to do?",
            "One small thing you would like to do?",
            "question words",
        ),
        ("How much does it hurt?", "How much does it hurt, and where do you feel it?", "question words"),
        ("What would you tell them, and when?", "What would you tell them?", "question words"),
        ("The second gets the points that are left.", "The second gets the points on the left.", "senses"),
        ("The rest still goes to the second.", "Resting still goes to the second.", "senses"),
        ("Why does it matter to you?", "Why is it matter to you?", "senses"),
        ("Does this look fair to you?", "Does this look like a fair to you?", "senses"),
        ("Which doctor, clinic or helpline is near?", "Which doctor or clinic is near?", "options"),
        ("Which doctor or the helpline is near?", "Which doctor is near?", "options"),
        ("Write three, wild ones too, and rest.", "Write three, and rest.", "options"),
        ("Which clinic is near?", "Which clinic or place is near?", "options"),
        ("What happened?", "What happened at work?", "words added"),
        (
            "Where could you make one small change?",
            "Where at your work could you make one small change?",
            "words added",
        ),
        ("Your letter is kept.", "Your letter is kept for a long state.", "words added"),
        ("Come back to it in a day.", "Come back to it in a week.", "heart"),
        (FACTS, "Which facts facts fit this thought?", "repetition"),
        (FACTS, "Which facts fit this thought and fit and fit?", "repetition"),
        (FACTS, "Which facts fits this thought?", "agreement"),
        (FACTS, "Which feelings fit this thought?", "heart"),
        (LONG, "Write what might be, or could, or not, and put “none so far”.", "words lost"),
        (FACTS, "Which facts fit this thought of your boiler?", "words added"),
        (FACTS, "Which facts fit this thought, and which part, piece, place and item?", "words added"),
    ],
)
def test_a_structural_guard_refuses(source: str, candidate: str, guard: str) -> None:
    assert guard in guards(source, candidate)
    assert not verdict(source, candidate).passes(Strictness.STRUCTURAL)


@pytest.mark.parametrize(
    ("source", "candidate", "guard"),
    [
        ("Take a note of it.", "Take a look at it.", "words added"),
        ("Take a note of it.", "Take it.", "words lost"),
        ("Read it slowly.", "Read it out slowly.", "order"),
        ("Why did it happen?", "Why did you let it happen?", "order"),
        ("What did you see and hear?", "What did you hear and see?", "order"),
    ],
)
def test_the_closed_vocabulary_refuses_what_is_not_in_its_table(
    source: str, candidate: str, guard: str
) -> None:
    assert guard in guards(source, candidate)
    assert not verdict(source, candidate).passes(Strictness.CLOSED)


def test_a_warmer_text_does_nothing_for_the_reader_where_somebody_else_acts() -> None:
    assert verdict("How strong is it now?", "How strong is it for you now?", "warmer").reasons == ()
    told = verdict("What would a friend say now?", "What would a friend say for you now?", "warmer")
    assert not told.passes(Strictness.CLOSED)


@pytest.mark.parametrize(
    ("source", "candidate", "tone"),
    [
        (MIND, "What came to mind?", "shorter"),
        ("How much do you believe it right now?", "Right now, how much do you believe it?", "warmer"),
        ("Right now, how much do you believe it?", "How much do you believe it right now?", "simpler"),
        ("What happened?", "Can you say what happened?", "warmer"),
        ("What happened?", "What happened, in your own words?", "warmer"),
        ("It was strong. What would help now?", "It was strong. Now, what would help?", "warmer"),
        ("Choose that one.", "Pick that one.", "simpler"),
        ("Do you want to look at it? What’s next?", "Would you like to look at it? What is next?", "simpler"),
        ("Then look around.", "Look around.", "simpler"),
        ("When will you do it?", "When are you going to do it?", "simpler"),
        ("How much do you believe it?", "How convinced are you of it?", "simpler"),
        ("Count them if you like, or rest.", "If you like, count them, or rest.", "warmer"),
        ("Is this more useful than that?", "Is this more helpful than that?", "simpler"),
        ("If it hurts, what do you do?", "What do you do, if it hurts?", "simpler"),
        ("At what time could you get up?", "What time could you get up?", "simpler"),
        ("Choose a day on which you can do it.", "Choose a day when you can do it.", "simpler"),
        ("When it hurts, what do you do?", "What do you do when it hurts?", "simpler"),
        ("You need not explain it.", "You do not have to explain it.", "simpler"),
        (
            "Pick something that takes no more than ten minutes.",
            "Pick something that takes at most ten minutes.",
            "simpler",
        ),
        ("Choose the one that is left, that one.", "Pick the one that is left, that one.", "simpler"),
        ("You may stop at any time.", "You are free to stop at any time.", "warmer"),
        ("Take one, and say where it was.", "Take one. Say where it was.", "simpler"),
        (
            "Go by your first sense, as there is no right number.",
            "Go by your first guess. There is no right number.",
            "simpler",
        ),
        (
            "Write three lines, as the next pages go on from it.",
            "Write three lines. The next pages go on from it.",
            "simpler",
        ),
        ("Choose one, and the rest is kept.", "Pick one. The rest is kept.", "simpler"),
        ("You can rest, or pick one.", "You can rest. Or pick one.", "simpler"),
        ("Is it safe for you?", "Would you say that it is safe for you?", "warmer"),
        ("What is most likely to happen?", "What do you think is most likely to happen?", "warmer"),
        ("How strong is the urge now?", "How strong is the urge for you now?", "warmer"),
        (
            "A feeling is one word, and a thought or picture is a sentence.",
            "A feeling is one word. A thought or picture is a sentence.",
            "simpler",
        ),
    ],
)
def test_all_guards_accept_what_says_the_same(source: str, candidate: str, tone: str) -> None:
    assert verdict(source, candidate, tone).reasons == ()


def test_a_softener_is_for_the_warmer_tone_alone() -> None:
    assert verdict("What happened?", "Can you say what happened?", "simpler").reasons != ()


def test_a_phrase_to_keep_is_kept_as_it_stands() -> None:
    assert "keep" in guards(FACTS, "What facts match this thought?", keep=("fit this thought",))
    assert guards(FACTS, "What facts fit this thought?", keep=("fit this thought",)) == set()


def test_a_text_without_words_is_judged_by_the_hard_guards_alone() -> None:
    assert verdict("...", "...").reasons == ()


def test_a_reason_says_where_its_words_stand_in_both_texts() -> None:
    source, candidate = "You can stop at any time.", "You can stop now."
    (reason,) = [each for each in verdict(source, candidate).reasons if each.guard == "scope"]
    assert [source[slice(*span)] for span in reason.lost] == ["at any time"]
    assert [candidate[slice(*span)] for span in reason.added] == ["now"]
    assert (
        reason.message == '"at any time" is lost and "now" is new: limits, times and how sure it is must stay'
    )
