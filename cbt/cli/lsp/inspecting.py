"""Finds what is wrong with one file of a folder: a flow with all that it uses, a shared piece, or walks.

It must not know which files are open.
"""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from cbt.compiler.authoring.checking import Checked
from cbt.compiler.authoring.files import root_of
from cbt.compiler.authoring.folder import home_of
from cbt.compiler.choosing import FOLDER as SHELF
from cbt.compiler.choosing import compile_choosing
from cbt.compiler.diagnostics import Diagnostic, Findings
from cbt.compiler.translations import FOLDER as TRANSLATIONS
from cbt.compiler.translations import compile_translations
from cbt.compiler.walks import walks_of

WALKS = "walks"
# What stands there is checked with other means than a flow by itself.
_ELSEWHERE = (TRANSLATIONS, "rewordings", "wording", "helplines", "detector", SHELF)

Found = Mapping[Path, list[Diagnostic]]


def inspect_file(checked: Checked, file: Path, text: str) -> Found:
    """What is wrong, by the file where it stands. `text` is that of a file of walks; all others are in the bundle."""
    home, inside = home_of(file)
    files = checked.bundle.files
    if inside.startswith(f"{WALKS}/"):
        return {file: _in_walks(checked, inside, text)}
    if inside in files and inside.startswith((f"{TRANSLATIONS}/", f"{SHELF}/")):
        return {
            file: _in_translation(checked, inside) if inside.startswith(TRANSLATIONS) else _in_shelf(checked)
        }
    found: dict[Path, list[Diagnostic]] = defaultdict(list)
    if inside in files and inside.partition("/")[0] not in _ELSEWHERE:
        for finding in checked.file(inside)[1]:
            found[home / finding.pos.file].append(finding)
    return found


def _in_translation(checked: Checked, path: str) -> list[Diagnostic]:
    """What is wrong with a translation by itself and, of a sound flow, with the flow that it makes."""
    bundle = checked.bundle
    root = root_of(bundle, path.removesuffix(".yaml"))
    translated = f"{root.get('translation') if root is not None else ''}.yaml"
    is_flow = "/" not in translated and translated in bundle.files
    flow = checked.file(translated)[0] if is_flow else None
    findings = Findings()
    compile_translations(bundle, {flow.id: flow} if flow is not None else {}, findings)
    return [finding for finding in findings.sorted() if finding.pos.file == path]


def _in_shelf(checked: Checked) -> list[Diagnostic]:
    """What is wrong with the file of the first page; only flows that need something are compiled for it."""
    bundle = checked.bundle
    needy = [name for name in bundle.flow_ids() if bundle.find_needs(name)]
    made = [checked.file(f"{name}.yaml")[0] for name in needy]
    findings = Findings()
    compile_choosing(bundle, {flow.id: flow for flow in made if flow is not None}, findings)
    return findings.sorted()


def _in_walks(checked: Checked, path: str, text: str) -> list[Diagnostic]:
    """What is wrong with how walks are written and, where their flow is sound, how they fail."""
    from cbt.engine.playing import Coverage, play

    cases, findings = walks_of(text.encode("utf-8", "surrogatepass"), path)
    flow_path = path.removeprefix(f"{WALKS}/")
    flow = checked.file(flow_path)[0] if flow_path in checked.bundle.files else None
    if flow is None:
        return findings
    for case in cases:
        failure = play(flow, case, Coverage())
        if failure is not None:
            sentence = f"{failure.message}; {failure.hint}" if failure.hint else failure.message
            said = f"{sentence} (in the walk: {case.name})"
            findings.append(Diagnostic(failure.code, failure.pos, said))
    return findings
