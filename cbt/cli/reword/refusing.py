"""Why a text that somebody named cannot be reworded, and the line or command that is the way out.

It must not print, and changes nothing.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cbt.cli.troubles import sentence
from cbt.compiler.bank import REWORDED, is_gate, is_item
from cbt.compiler.diagnostics import Findings, did_you_mean
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.prose import spots_of
from cbt.compiler.schema import RewordingShape

if TYPE_CHECKING:
    from cbt.cli.reword.banks import Folder
    from cbt.compiler.prose import Spot


def why_no_file(folder: "Folder", name: str, known: Iterable[str]) -> str:
    """Why nothing of a flow or part can be reworded."""
    path = f"{name}.yaml"
    if path not in folder.bundle.files:
        names = [each.removesuffix(".yaml") for each in folder.bundle.files if _is_flow_or_part(each)]
        hint = did_you_mean(name, names) or f"what can be reworded now: {', '.join(known) or 'nothing yet'}"
        return f"There is no flow or part {name} in {folder.path}. {sentence(hint)}"
    shown = folder.path / path
    root = folder.bundle.root(path, RewordingShape, Findings())
    if root is None:
        return f"{shown} cannot be read: see cbt check {shown}."
    if "wording" in root:
        return f"{name} holds a published questionnaire: its words are never reworded."
    if "part" not in root and root.get("reword") != "allowed":
        said = root.key("reword").pos.line if "reword" in root else None
        where = (
            f"write it in line {said} of {shown}" if said else f"add that line to {shown}, below its title"
        )
        return f'{name} does not say "reword: allowed" yet: {where}. Then run this again.'
    used = list(dict.fromkeys(_parts_in(root).values()))
    hint = f" It uses {', '.join(used)}: take that as the name." if used else ""
    return f"{name} has no question or help of its own that may be reworded.{hint}"


def why_no_text(folder: "Folder", name: str, key: str, known: "dict[str, Spot]", rest: str) -> str:
    """Why a text of a flow or part cannot be reworded; `rest` is how the command goes on behind name and key."""
    root = folder.bundle.root(f"{name}.yaml", RewordingShape, Findings())
    assert root is not None
    for step, part in _parts_in(root).items():
        if key.startswith(f"{step}."):
            inner = key.removeprefix(f"{step}.")
            return f"{key} belongs to {part}, which other flows may use too: cbt reword write {part} {inner} {rest}"
    spot = next((each for each in spots_of(root) if each.key == key), None)
    if spot is None:
        asked = next((each for each in known if each.rpartition(".")[0] == key), None)
        hint = f'did you mean "{asked}"?' if asked else did_you_mean(key, known)
        hint = hint or f"its texts are: {', '.join(known)}"
        return f"{name} has no text {key} that may be reworded. {sentence(hint)}"
    step = key.rpartition(".")[0]
    if spot.word not in REWORDED or "ask" not in spot.owner:
        return (
            f"Only questions and their help are reworded, and {key} is neither: change it in the flow itself."
        )
    if is_item(spot.owner) and "reword" not in spot.owner and not is_gate(spot.owner):
        return (
            f"{step} reads like the item of a questionnaire, whose words stay. If it is none, add a line "
            f'"reword: allowed" to the step {step} in {folder.path / name}.yaml. Then run this again.'
        )
    why = "is a gate" if is_gate(spot.owner) else 'says "reword: never"'
    return f"{step} {why}: its words stay as they are."


def _is_flow_or_part(path: str) -> bool:
    return len(Path(path).parts) == 1 or path.startswith("parts/")


def _parts_in(root: Map, prefix: str = "") -> dict[str, str]:
    """The parts that are used, by the full ids of their steps."""
    found: dict[str, str] = {}
    steps = root.get("steps")
    for name, step in steps.items() if isinstance(steps, Map) else ():
        if not isinstance(step, Map):
            continue
        part = step.get("use")
        if isinstance(part, Scalar):
            found[f"{prefix}{name}"] = str(part)
        found |= _parts_in(step, f"{prefix}{name}.")
    return found
