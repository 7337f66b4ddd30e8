"""What a sentence does, what it asks for, and of which time it speaks.

It must not compare two.
"""

from cbt.wording.phrases import Found
from cbt.wording.text import Sentence, Text

YES_OR_NO = "for yes or no"
A_NOD = "for a nod"
_WHAT, _HOW, _WHEN, _LIKE, _CAN = "what", "how", "when", "like", "can"
# "Did you", "did you not".
_LONGEST_TAG = 3


def act_of(text: Text, sentence: Sentence) -> str:
    """`question`, `instruction` or `statement`."""
    if text.ends_in_question(sentence):
        return "question"
    return "instruction" if _instructs(text, sentence) else "statement"


def _instructs(text: Text, sentence: Sentence) -> bool:
    """Whether one of the sentence's clauses starts with a word that tells the reader to do something."""
    tables, opens = text.tables, True
    allowed = {at for each in text.limits if each.group == _CAN for at in range(each.at, each.end)}
    first = text.tokens.index(sentence[0])
    for number, token in enumerate(sentence):
        opens = opens or token.clause != sentence[number - 1].clause or token.word == "then"
        if not opens or token.word in tables.leading:
            continue
        if token.word in tables.instructions and first + number not in allowed:
            return True
        opens = False
    return False


def plain_act_of(text: Text, sentence: Sentence) -> str:
    """The act of a sentence where "you can begin, and stop" is a statement throughout."""
    allows = (
        sentence[0].word in text.tables.reader
        and sentence[1:2]
        and sentence[1].word in text.tables.helpers["may"]
    )
    act = act_of(text, sentence)
    return "statement" if allows and act == "instruction" else act


def acts_in(text: Text, sentence: Sentence) -> list[str]:
    """The act of a sentence, and `statement` before or behind an instruction that has one with it.

    So have "You can rest, or pick one" and "Choose one, as there is no right one".
    """
    act = act_of(text, sentence)
    if act != "instruction":
        return [act]
    starts = sentence[0].word in text.tables.subjects
    adds = any(_tells(text, sentence, at) for at in range(1, len(sentence) - 2))
    return [*["statement"] * starts, act, *["statement"] * adds]


def _tells(text: Text, sentence: Sentence, at: int) -> bool:
    """Whether a clause opens with a word such as "as", somebody or something, and what they are or do."""
    tables = text.tables
    token, subject = sentence[at], sentence[at + 1]
    if token.clause == sentence[at - 1].clause or token.word not in tables.joins_statements:
        return False
    behind = [each.word for each in sentence[at + 2 :] if each.clause == token.clause]
    if subject.word in tables.subjects:
        return True
    if token.word not in tables.joining:
        return subject.word in tables.determiners
    return subject.word in tables.determiners and not tables.all_helpers.isdisjoint(behind)


def question_of(text: Text, sentence: Sentence) -> str:
    """What a question asks for: the group of the first question word that opens a clause, else one of two.

    `for yes or no` has its helping verb in front; what has not is a guess that waits for a nod.
    """
    asked = questions_in(text, sentence)
    if asked:
        return _HOW if _asks_what_like(text, sentence, asked[0]) else asked[0].group
    if sentence[0].sentence in text.asked_to_name:
        return _WHAT
    was_asked = sentence[0].sentence in text.asked_softly or _is_turned_round(text, sentence)
    return YES_OR_NO if was_asked else A_NOD


def _asks_what_like(text: Text, sentence: Sentence, found: Found) -> bool:
    """Whether a question is "what was it like", which is "how was it"."""
    words = [token.word for token in sentence if token.clause == sentence[found.at].clause]
    return (
        found.group == _WHAT
        and found.at + 1 < len(sentence)
        and (
            sentence[found.at + 1].word in text.tables.helpers["be"]
            or sentence[0].sentence in text.asked_softly
        )
        and _LIKE in words
        and not any(each.group == "want" for each in text.limits)
    )


def questions_in(text: Text, sentence: Sentence) -> list[Found]:
    """The question words of a question that open a clause, without a "when" that only tells when it holds."""
    words = [token.word for token in sentence]
    # Behind "could you say" the first word asks, whatever stands behind it.
    asks_softly = sentence[0].sentence in text.asked_softly
    found = [
        each
        for each in text.tables.question_phrases.find(words)
        if _opens(text, sentence, each.at)
        and ((asks_softly and each.at == 0) or not _links(text, words, each))
    ]
    asking = [each for each in found if not _stands_for_a_thing(text, words, each)]
    return asking or found


def _stands_for_a_thing(text: Text, words: list[str], found: Found) -> bool:
    """Whether a "what" in mid-sentence means a thing and asks for none: "by what you do"."""
    behind = words[found.end : found.end + 1]
    return found.group == _WHAT and found.at > 0 and behind[:1] == [text.tables.reader[0]]


def questions_added(text: Text, sentence: Sentence) -> list[Found]:
    """The question words behind the first that ask for more: behind a comma, or an "and"."""
    tables = text.tables
    return [
        each
        for each in questions_in(text, sentence)[1:]
        if sentence[each.at - 1].clause != sentence[each.at].clause
        or sentence[each.at - 1].word in (*tables.joining, *tables.listing)
    ]


def _links(text: Text, words: list[str], found: Found) -> bool:
    tables = text.tables
    if found.length > 1:
        # "On days when" asks for no day.
        return words[found.end - 1] in tables.turning
    behind = words[found.end : found.end + 1]
    return words[found.at] in tables.turning and bool({*tables.subjects, *tables.determiners} & set(behind))


def questions_named(text: Text, sentence: Sentence) -> list[Found]:
    """The question words of an instruction or a statement, but for those that only link: "a day when"."""
    words = [token.word for token in sentence]
    return [
        each
        for each in text.tables.question_phrases.find(words)
        if each.at == 0 or words[each.at - 1] not in text.tables.linked_behind
    ]


def tells_when(text: Text, sentence: Sentence, found: Found) -> bool:
    """Whether a "when" only says when it holds: "when a day is hard", and not "say when"."""
    asking = {*text.tables.before_questions, *text.tables.instructions}
    is_asked = found.at > 0 and sentence[found.at - 1].word in asking
    return found.length == 1 and found.group == _WHEN and not is_asked


def _opens(text: Text, sentence: Sentence, at: int) -> bool:
    """Whether a word opens its clause, but for small words before it: "to what extent", "and how"."""
    if at == 0 or sentence[at - 1].clause != sentence[at].clause:
        return True
    return sentence[at - 1].word in text.tables.before_questions


def _is_turned_round(text: Text, sentence: Sentence) -> bool:
    """Whether a clause has its helping verb in front of who does it: "did you do it", and not "you did it, did you"."""
    tables, starts = text.tables, True
    for at, token in enumerate(sentence):
        starts = starts or token.clause != sentence[at - 1].clause
        if starts and token.word in tables.all_helpers:
            return not _is_tag(sentence, at)
        starts = starts and token.word in tables.leading
    return False


def _is_tag(sentence: Sentence, at: int) -> bool:
    """Whether a helping verb and one or two words are all that stands behind a sentence's last comma."""
    return at > 0 and len(sentence) - at <= _LONGEST_TAG and sentence[at].clause == sentence[-1].clause


def is_past(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence has a verb in the past."""
    tables = text.tables
    subjects = {*tables.subjects, *tables.reader, *tables.questions[_WHAT], *tables.questions["who"]}
    return any(
        (token.word in tables.past and not (at > 0 and sentence[at - 1].word in tables.present))
        or (
            at > 0
            and token.word.endswith("ed")
            and sentence[at - 1].word in subjects
            # "Are you worried" tells of now.
            and not (at > 1 and sentence[at - 2].word in tables.present)
            and tables.stems.of(token.word) != token.word
        )
        for at, token in enumerate(sentence)
    )
