"""How long an author waits for what an editor shows.

It must not ask the desk of the language server itself: an editor speaks the protocol.
"""

from bench.editor import Editor
from bench.figures import Results, figure
from bench.made_flows import many_steps
from bench.plan import Plan

_STEPS = 400
_SHOWN = "It went from {strength_1"
# Longer than the language server takes for one burst of typing.
_REST = 0.4


def editing(plan: Plan) -> Results:
    """The rows editor-findings, editor-completion and editor-hover: a digit of a name is typed over and over."""
    file = plan.new_folder("flows") / "long.yaml"
    text = many_steps("long", _STEPS)
    file.write_text(text, encoding="utf-8")
    before = text[: text.index(_SHOWN) + len(_SHOWN) - 1]
    at = before.count("\n"), len(before) - before.rfind("\n") - 1
    found: dict[str, list[float]] = {"editor-findings": [], "editor-completion": [], "editor-hover": []}
    with Editor(file, text, plan.log("editor")) as editor:
        for number in range(plan.scaled(20, 6)):
            plan.calibrate()
            # In turn a name that is there and one that is not, so that each keystroke changes the findings.
            found["editor-findings"].append(editor.write(at, "x1"[number % 2], _REST))
            found["editor-hover"].append(editor.ask("hover", (at[0], at[1] - 2)))
        for number in range(plan.scaled(20, 6)):
            found["editor-completion"].append(editor.write_and_complete(at, "x1"[number % 2], _REST))
    for row, seconds in found.items():
        yield figure(row, [1000 * each for each in seconds])
