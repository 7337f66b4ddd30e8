"""An example of every word, for editors, the reference and messages to show beside what it means.

It must not explain: the shapes do.
"""

from collections.abc import Mapping
from typing import Any

from cbt.compiler.schema import Shape
from cbt.compiler.writing import write_word

EXAMPLES: Mapping[str, Mapping[str, list[Any]]] = {
    "check": {
        "must": ["words(situation) >= 3"],
        "else": ["Add a little more, so it still makes sense to you next week."],
    },
    "wait": {"for": ["2 hours", "3 days"], "until": ["meeting_day"]},
    "breathe": {"in": ["4"], "out": ["6"], "for": ["2 minutes"]},
    "step": {
        "ask": ["What happened?"],
        "say": ["Saved. You can come back to this record any time."],
        "label": ["Belief in the thought"],
        "help": ["Just the facts, the way a camera would have seen them."],
        "example": ["My manager walked past and did not say hello."],
        "keep_in_view": [["thought"]],
        "answer": ["long text", "0-100"],
        "unit": ["hours"],
        "least": ["0"],
        "most": ["24"],
        "rest": ["Something else"],
        "recall": ["thought_record"],
        "optional": [True],
        "options": ["shared/emotions", {"try_out": "Try it out", "stop": "Leave it here for today"}],
        "pick": ["many"],
        "other": ["allowed"],
        "ends": ["shared/two_weeks", {"0": "not at all", "100": "fully"}],
        "safety": [{"danger": "help"}, {"2": "help", "3": "help"}],
        "check": [[{"must": "words(situation) >= 3", "else": "Add a little more."}]],
        "next": [
            "done",
            {"yes": "more_about_it", "no": "done"},
            [{"if": "belief >= 40", "go": "evidence"}, {"else": "balanced"}],
        ],
        "repeat": ["1-5"],
        "for_each": ["emotions"],
        "steps": [{"name": {"ask": "Name one feeling you had.", "options": "shared/emotions"}}],
        "again": ["Was there another feeling?"],
        "use": ["parts/two_sides"],
        "with": [{"claim": "thought"}],
        "wait": [{"for": "2 hours"}, {"until": "meeting_day"}],
        "timer": ["60 seconds"],
        "breathe": [{"in": "4", "out": "6", "for": "2 minutes"}],
        "hand_off": ["behavioural_experiment"],
        "carry": [{"claim": "thought"}],
        "end": ["completed"],
        "reword": ["allowed", "never"],
        "keep": [["one to ten"]],
        "holds": ["distress"],
    },
    "summary": {
        "title": ["{thought}"],
        "rows": [["situation", "thought", "balanced"]],
        "draw": [["rounds.strength"]],
        "change": [{"emotions": ["before", "after"]}],
    },
    "overtime": {
        "days": ["7"],
        "fewest": ["5"],
        "draw": [["hours_asleep", "quality"]],
        "count": [["feelings"]],
        "list": [["things.what", "things.why"]],
        "mean_by": [{"parts.company": ["parts.joy", "parts.mood"]}],
        "figures": [
            {"mean_mood": "mean(mood)", "asleep_of_100_minutes": "100 * sum(asleep) / max(sum(in_bed), 1)"}
        ],
    },
    "anywhere": {"support": ["help_now"]},
    "flow": {
        "flow": ["thought_record"],
        "title": ["Thought record"],
        "about": ["Catch a thought that hurts, look at it from both sides, and write a fairer one."],
        "minutes": ["15"],
        "language": ["en"],
        "sources": [["greenberger_padesky_2015"]],
        "reword": ["allowed", "never"],
        "wording": ["published"],
        "apart": ["2 weeks"],
        "before_you_start": ["shared/not_now"],
        "anywhere": [{"support": "help_now"}],
        "needs": [{"claim": "text"}],
        "most_pages": ["60"],
        "steps": [{"thought": {"ask": "Which thought hit hardest?", "answer": "text"}}],
        "computed": [{"drop": "belief - belief_now"}],
        "summary": [{"title": "{thought}", "rows": ["thought", "balanced"]}],
        "labels": [{"drop": "How far it fell"}],
        "units": [{"time_in_bed": "minutes"}],
        "over_time": [{"days": "7", "draw": ["mood"], "figures": {"mean_mood": "mean(mood)"}}],
        "reviewed_by": ["nobody yet"],
        "renamed": [{"old_id": "new_id"}],
    },
    "offer": {"title": ["I keep worrying"], "flows": [["worry_tree", "worry_time"]]},
    "shelf": {
        "shelf": ["first_page"],
        "begin_with": ["reframe"],
        "reasons": [[{"title": "I keep worrying", "flows": ["worry_tree", "worry_time"]}]],
        "groups": [[{"title": "Thoughts", "flows": ["reframe", "thought_record"]}]],
        "instead": [["try_it_out", "problem_solving"]],
        "after": [{"worry_tree": ["problem_solving", "worry_time"]}],
    },
    "part": {
        "part": ["two_sides"],
        "needs": [{"claim": "text"}],
        "gives": [["fits", "doubts"]],
        "steps": [{"fits": {"ask": "What fits with it?", "answer": "list 1-5"}}],
        "computed": [{"drop": "before - after"}],
    },
    "list": {"list": ["emotions"], "options": [{"anxious": "anxious", "sad": "sad"}]},
    "scale": {"scale": ["two_weeks"], "ends": [{"0": "Not at all", "3": "Nearly every day"}]},
    "text": {"text": ["not_now"], "say": ["This exercise can wait while you are in danger."]},
    "waived": {
        "guard": ["people"],
        "by": ["R. Author, 2026-11-22"],
        "because": ["It is the same person."],
    },
    "reworded": {
        "from": ["What happened?"],
        "to": ["What took place?"],
        "by": ["a person", "a model"],
        "model": ["the model's name"],
        "settings": [{"temperature": "0.7", "seed": "1"}],
        "guards": ["1"],
        "approved": ["R. Author, 2026-11-22"],
        "waived": [[{"guard": "people", "by": "R. Author, 2026-11-22"}]],
    },
    "rewording": {
        "rewording": ["thought_record"],
        "language": ["en"],
        "style": ["warmer", "simpler", "shorter"],
        "texts": [{"situation.ask": {"from": "What happened?", "to": "What took place?", "by": "a person"}}],
    },
    "translated": {"from": ["What happened?"], "to": ["Was ist passiert?"]},
    "translation": {
        "translation": ["thought_record"],
        "language": ["de"],
        "texts": [{"situation.ask": {"from": "What happened?", "to": "Was ist passiert?"}}],
    },
}


def samples_of(shape: type[Shape], word: str) -> list[str]:
    """The examples of a word as they stand in a file, the word before each: `rows: [situation, thought]`."""
    name = shape.__name__.removesuffix("Shape").lower()
    return [write_word(word, example) for example in EXAMPLES.get(name, {}).get(word, [])]
