"""The JSON Schema of a file of walks, by which editors complete its words and underline faults.

It must not know a flow's steps: they are written as the author named them.
"""

from typing import Any

from cbt.compiler.editor import DIALECT
from cbt.compiler.walks import ACTIONS, PLAIN_ACTIONS

_ABOUT_ACTION = {
    "at": "The step that the person is at now",
    "see": "Words that stand on this page",
    "refused": "The words with which the last answer was refused",
    "change": "Goes back to a step and gives another answer",
    "remove": "Takes an item out of a repeat, loop: number, counted from 1",
    "parked": "All steps whose answers are stored, and off the path",
    "press": "A button: support",
    "hands_off": "The flow that is offered at the end",
}
_texts: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
_answers: dict[str, Any] = {
    "type": "object",
    "description": "What is answered, step: answer; a loop's items as a list, a part's answers below its step",
    "examples": [{"thought": "She is cross.", "belief": 80}],
}
_expect: dict[str, Any] = {
    "type": "object",
    "description": "What must hold at the end; computed values too, name: value",
    "properties": {
        "ends": {"type": "string", "description": "The name of the end", "examples": ["completed"]},
        "visits": {**_texts, "description": "Steps that must be on the path"},
        "skips": {**_texts, "description": "Steps that must not be on the path"},
        "hands_off": {"type": "string", "description": "The flow that is offered at the end"},
    },
}
_script: dict[str, Any] = {
    "type": "array",
    "description": "What is done and seen, line by line: step: answer, or a word such as back",
    "items": {
        "anyOf": [
            {"enum": list(PLAIN_ACTIONS)},
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "properties": {word: {"description": _ABOUT_ACTION.get(word, "")} for word in ACTIONS},
            },
        ]
    },
}


def walk_schema() -> dict[str, Any]:
    """The schema of `walks/x.yaml`."""
    walk = {
        "title": "walk",
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "What this walk shows"},
            "answers": _answers,
            "script": _script,
            "carry": {"type": "object", "description": "The inputs of a flow with needs"},
            "expect": _expect,
        },
        "required": ["name"],
        "anyOf": [{"required": ["answers"]}, {"required": ["script"]}],
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": "Walks: ways through a flow that are played as tests",
        "type": "object",
        "properties": {"walks": {"type": "array", "description": "The walks of one flow", "items": walk}},
        "required": ["walks"],
        "additionalProperties": False,
    }
