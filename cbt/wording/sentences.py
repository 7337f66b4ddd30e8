"""What a sentence does, what it asks for, and of which time it speaks.

It must not compare two.
"""

from cbt.wording.text import Sentence, Text

YES_OR_NO = "for yes or no"


def act_of(text: Text, sentence: Sentence) -> str:
    """`question`, `instruction` or `statement`."""
    if text.ends_in_question(sentence):
        return "question"
    return "instruction" if _instructs(text, sentence) else "statement"


def _instructs(text: Text, sentence: Sentence) -> bool:
    """Whether one of the sentence's clauses starts with a word that tells the reader to do something."""
    tables, opens = text.tables, True
    for number, token in enumerate(sentence):
        opens = opens or token.clause != sentence[number - 1].clause or token.word in ("then", "and", "or")
        if not opens or token.word in tables.leading:
            continue
        if token.word in tables.instructions:
            return True
        opens = False
    return False


def question_of(text: Text, sentence: Sentence) -> str:
    """What a question asks for: the group of the first question word that opens a clause, else `for yes or no`."""
    words = [token.word for token in sentence]
    asked = [each for each in text.tables.question_phrases.find(words) if _opens(text, sentence, each.at)]
    return asked[0].group if asked else YES_OR_NO


def _opens(text: Text, sentence: Sentence, at: int) -> bool:
    """Whether a word opens its clause, but for small words before it: "to what extent", "and how"."""
    if at == 0 or sentence[at - 1].clause != sentence[at].clause:
        return True
    return sentence[at - 1].word in text.tables.before_questions


def is_past(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence has a verb in the past."""
    return any(token.word in text.tables.past for token in sentence)
