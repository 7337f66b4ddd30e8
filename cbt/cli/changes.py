"""A comparison of two flow versions in plain words, and as JSON.

It must not compare, and prints nothing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from cbt.engine.compare import Comparison, Edit
from cbt.model.answer import (
    ChoiceKind,
    DateKind,
    ListKind,
    MinutesKind,
    MomentKind,
    NumberKind,
    OneOfKind,
    OrderKind,
    PicksKind,
    RecallKind,
    ScaleKind,
    SharesKind,
    TextKind,
    TimeKind,
    YesNoKind,
)
from cbt.model.expression import Expression
from cbt.model.flow import Check, Chose, Flow, HandOff, Holds, Loop, Step, Transition
from cbt.model.reference import (
    AnswerRef,
    ComputedRef,
    EachRef,
    FieldRef,
    InputRef,
    ItemRef,
    ItemsRef,
    PickedRef,
    PreviousRef,
    RecalledRef,
    Ref,
    RestRef,
)

_NOTHING = "nothing"
_STEPS = ("added", "removed", "moved")
_SAID = {
    "apart": "days between two records",
    "checks": "checks",
    "computed": "computed",
    "end": "the end's name",
    "hand_off": "the exercise offered next",
    "holds": "what it is to the rules of care",
    "keep_in_view": "what is kept in view",
    "kind": "answer",
    "language": "language",
    "loop": "how often",
    "needs": "what it needs",
    "optional": "may be left empty",
    "reword": "may be worded otherwise",
    "rows": "rows",
    "draw": "what is drawn",
    "safety": "where help is offered",
    "start": "first page",
    "units": "what computed values count",
    "ways": "ways on",
}


def verdict_of(compared: Comparison) -> str:
    """What happens to people inside, in a sentence without its full stop."""
    if compared.edits:
        return "structure changed: people inside finish the version that they began"
    if compared.renamed:
        return "wording and ids only: everyone moves to the new version"
    if compared.is_empty:
        return "nothing that people see has changed"
    return "wording only: everyone moves to the new version"


def rename_lines(compared: Comparison, renamed: Mapping[str, str]) -> list[str]:
    """What is said of each renamed step, loop or part; `renamed` is what the author wrote."""
    known = compared.renamed
    names = [
        (old, new)
        for old, new in renamed.items()
        if any(step == old or step.startswith(f"{old}.") for step in known)
    ]
    tail = "" if compared.edits else ": their answers move along"
    return [f"renamed {old} to {new}{tail}" for old, new in names]


def step_lines(edits: Iterable[Edit]) -> list[str]:
    """The steps that came, went or moved."""
    return [f"{edit.what} {edit.where}" for edit in edits if edit.what in _STEPS]


def hints_to_rename(old: Flow, new: Flow, edits: Iterable[Edit]) -> list[str]:
    """What to write where a step that went and one that came ask the same: it may only be called otherwise now."""
    found = list(edits)
    added = [edit.where for edit in found if edit.what == "added"]
    names: dict[str, str] = {}
    for gone in [edit.where for edit in found if edit.what == "removed"]:
        same = [step for step in added if _asks_the_same(old.steps[gone], new.steps[step])]
        if len(same) == 1:
            names.setdefault(*_outermost(gone, same[0]))
    return [
        f"if {before} is only called {after} now, write renamed: {{{before}: {after}}}, and everyone moves along"
        for before, after in names.items()
    ]


def _asks_the_same(before: Step, after: Step) -> bool:
    if before.prompt is None or after.prompt is None:
        return False
    return (before.prompt.source, before.kind) == (after.prompt.source, after.kind)


def _outermost(before: str, after: str) -> tuple[str, str]:
    """The names without what both end with: a loop or part that is called otherwise takes its steps along."""
    olds, news = before.split("."), after.split(".")
    while len(olds) > 1 and len(news) > 1 and olds[-1] == news[-1]:
        olds, news = olds[:-1], news[:-1]
    return ".".join(olds), ".".join(news)


def edit_lines(edits: Iterable[Edit]) -> list[str]:
    """Every other edit: where, what, and both sides."""
    return [_edit_line(edit) for edit in edits if edit.what not in _STEPS]


def _edit_line(edit: Edit) -> str:
    where = f"{edit.where}: " if edit.where else ""
    what = _SAID.get(edit.what, edit.what.replace("_", " "))
    before, after = shown(edit.before), shown(edit.after)
    if (
        isinstance(edit.before, HandOff)
        and isinstance(edit.after, HandOff)
        and edit.before.flow == edit.after.flow
    ):
        what = f"what is carried to {edit.after.flow}"
        before, after = _carried(edit.before), _carried(edit.after)
    if before is None or after is None or before == after:
        return f"{where}{what} changed"
    return f"{where}{what}: {before} → {after}"


def as_json(flow_id: str, compared: Comparison) -> dict[str, Any]:
    """A comparison as an object for programs."""
    return {
        "flow": flow_id,
        "people": "stay" if compared.edits else "move",
        "verdict": verdict_of(compared),
        "wording": [
            {"key": rewrite.key, "before": rewrite.before, "after": rewrite.after}
            for rewrite in compared.rewrites
        ],
        "shown": [_edit_as_json(edit) for edit in compared.shown],
        "structure": [_edit_as_json(edit) for edit in compared.edits],
        "renamed": dict(compared.renamed),
    }


def _edit_as_json(edit: Edit) -> dict[str, Any]:
    sides = {} if edit.what in _STEPS else {"before": shown(edit.before), "after": shown(edit.after)}
    return {"what": edit.what, "where": edit.where, **sides}


def shown(value: Any) -> str | None:
    """A side of an edit in the words of an author; None for what has none."""
    match value:
        case None | ():
            return _NOTHING
        case bool():
            return "yes" if value else "no"
        case str() | int():
            return str(value)
        case Expression():
            return value.text
        case Loop():
            return f"{value.least}-{value.most}" if value.over is None else f"over {value.items_of}"
        case HandOff():
            return f"{value.flow}, carrying {_carried(value)}" if value.carry else value.flow
        case tuple():
            return _shown_list(value)
        case Mapping():
            return ", ".join([f"{name}: {held}" for name, held in value.items()]) or _NOTHING
    return _shown_kind(value)


def _carried(hand_off: HandOff) -> str:
    """What is carried along: the input's name, and what it is taken from."""
    return ", ".join([f"{name}: {_name_of(ref)}" for name, ref in hand_off.carry.items()]) or _NOTHING


def _name_of(ref: Ref) -> str:
    """What an author calls the value that a reference points at."""
    match ref:
        case ComputedRef(name) | InputRef(name):
            return name
        case RecalledRef(step, _, name):
            return f"{step}.{name}"
        case ItemsRef(loop, _) | ItemRef(loop, _):
            return loop
        case RestRef(step, _):
            return f"{step}.rest"
        case PickedRef(step, _, field):
            return f"{step}.{field.step.rpartition('.')[2]}"
        case AnswerRef(step, _) | FieldRef(_, step, _) | EachRef(_, step, _) | PreviousRef(step, _):
            return step
    return _name_of(ref.of)


def _shown_list(values: tuple[Any, ...]) -> str:
    if isinstance(values[0], Transition):
        return ", ".join([_shown_way(way) for way in values])
    return ", ".join([value.must.text if isinstance(value, Check) else str(value) for value in values])


def _shown_way(way: Transition) -> str:
    match way.guards:
        case (Holds(expression),):
            return f"if {expression.text} go {way.dest}"
        case (Chose(_, option),):
            return f"{option}: {way.dest}"
    return way.dest


def _shown_kind(kind: Any) -> str | None:
    match kind:
        case TextKind(long):
            return "long text" if long else "text"
        case ScaleKind(least, most):
            return f"{least}-{most}"
        case NumberKind():
            return "percent" if kind.percent else "number"
        case ChoiceKind(options, other) | PicksKind(options, other):
            many = "some of" if isinstance(kind, PicksKind) else "one of"
            return f"{many} {', '.join([*options, *(['other'] if other else [])])}"
        case ListKind(least, most):
            return f"list {least}-{most}"
        case OneOfKind(other=True):
            return "one of, or other"
        case OneOfKind() | OrderKind() | SharesKind() | RecallKind():
            return {OneOfKind: "one of", OrderKind: "order of", SharesKind: "shares over"}.get(
                type(kind), "recall"
            )
    return _PLAIN.get(type(kind))


_PLAIN = {
    MinutesKind: "minutes",
    DateKind: "date",
    TimeKind: "time",
    MomentKind: "date and time",
    YesNoKind: "yes/no",
}
