"""The words that no id can be, besides the functions of expressions, and what each is used for.

It must not judge an id: `words.py` does.
"""

OF_A_FUNCTION = "a function of expressions has this name"
_OF_CONDITIONS = "it joins conditions in expressions"
_OF_A_SCRIPT = "it says in the script of a walk what is done or seen"
_OF_WHAT_IS_EXPECTED = "it says in a walk what is expected"

USED_FOR = {
    "and": _OF_CONDITIONS,
    "or": _OF_CONDITIONS,
    "not": _OF_CONDITIONS,
    "again": "it names the page of a loop that asks for another, such as feelings.again",
    "more": "it names the place at which a loop goes on to the next item, such as feelings.more",
    "support": "it names the button to help, which stands on every page",
    "return": "it names the way back to a page that waits",
    "rest": "it reads what shares leave over, such as causes.rest",
    "other": "it stands for an answer in own words",
    "previous": "it reads an answer of the item before this one, such as previous.level",
    "ends": _OF_WHAT_IS_EXPECTED,
    "visits": _OF_WHAT_IS_EXPECTED,
    "skips": _OF_WHAT_IS_EXPECTED,
    "hands_off": _OF_WHAT_IS_EXPECTED,
    "at": _OF_A_SCRIPT,
    "see": _OF_A_SCRIPT,
    "refused": _OF_A_SCRIPT,
    "change": _OF_A_SCRIPT,
    "remove": _OF_A_SCRIPT,
    "parked": _OF_A_SCRIPT,
    "press": _OF_A_SCRIPT,
}
