"""Compiles the bank of rewordings: each approved one checked again (F501-F509), and the pages that it makes.

It must not let a rewording keep a flow from being offered: where one has a fault, the authored text shows.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from cbt.compiler.bank import File, read_file
from cbt.compiler.build import build_flow
from cbt.compiler.diagnostics import Enough, Findings
from cbt.compiler.judging import Standing, check_entry, standing_of
from cbt.compiler.nodes import Scalar
from cbt.compiler.parts import Bundle
from cbt.model.flow import Flow, Step
from cbt.model.rewording import Reworded

FOLDER = "rewordings"

_Texts = dict[str, dict[str, Scalar]]


def compile_rewordings(
    bundle: Bundle, flows: Mapping[str, Flow], findings: Findings
) -> dict[str, dict[str, Reworded]]:
    """What reads differently, by flow id and tone; faults of approved rewordings go to `findings`."""
    files = read_bank(bundle, findings)
    found: dict[str, dict[str, Reworded]] = {}
    for flow in flows.values():
        tones = {file.tone for file in files if file.source in flow.files and file.suits(flow.language)}
        for tone in sorted(tones):
            own = [
                file
                for file in files
                if file.tone == tone and file.source in flow.files and file.suits(flow.language)
            ]
            reworded = _reworded(bundle, flow, own)
            if reworded.steps or reworded.proposed:
                found.setdefault(flow.id, {})[tone] = reworded
    return found


def read_bank(bundle: Bundle, findings: Findings) -> list[File]:
    """All files of rewordings that can be read, their entries judged; what is wrong with them goes to `findings`."""
    files: dict[tuple[str, str, str], File] = {}
    for path in bundle.files:
        if path.startswith(f"{FOLDER}/"):
            own = Findings()
            with suppress(Enough):
                file = read_file(bundle, path, own)
                if file is not None:
                    _keep(file, files, own)
                    for entry in file.entries:
                        check_entry(entry, file, own)
            findings.extend(own.sorted())
    return list(files.values())


def _keep(file: File, files: dict[tuple[str, str, str], File], findings: Findings) -> None:
    """Takes a file in, unless another has the same tone of the same texts."""
    first = files.setdefault((file.source, file.language, file.tone), file)
    if first is not file:
        message = f'"{file.tone}" stands in "{first.path}" already'
        findings.add("F509", file.at, message, "make one file of both")


def _reworded(bundle: Bundle, flow: Flow, files: Sequence[File]) -> Reworded:
    approved = _texts(files, Standing.APPROVED)
    steps = _differing(flow, _built(bundle, flow, approved)) if approved else {}
    more = _texts(files, Standing.APPROVED, Standing.PROVED)
    both = _differing(flow, _built(bundle, flow, more)) if more != approved else {}
    proposed = {step_id: step for step_id, step in both.items() if step != steps.get(step_id)}
    return Reworded(steps, proposed)


def _texts(files: Sequence[File], *standings: Standing) -> _Texts:
    """The new texts by file and key."""
    texts: _Texts = defaultdict(dict)
    for file in files:
        for entry in file.entries:
            if standing_of(entry, file) in standings:
                texts[file.source][entry.key] = entry.shape.to
    return dict(texts)


def _built(bundle: Bundle, flow: Flow, texts: _Texts) -> Flow:
    """The flow with other texts. They have the same names in braces, so that it stands the same proof."""
    made = build_flow(bundle.translated(texts), f"{flow.id}.yaml", Findings())
    assert made is not None
    return made


def _differing(flow: Flow, other: Flow) -> dict[str, Step]:
    """The pages that may be reworded and are: with everything but their question and their help as it was."""
    made = {
        step.id: replace(step, prompt=other.steps[step.id].prompt, help=other.steps[step.id].help)
        for step in flow.steps.values()
        if step.reword
    }
    return {step_id: step for step_id, step in made.items() if _words(step) != _words(flow.steps[step_id])}


def _words(step: Step) -> list[str]:
    return [text.source for text in (step.prompt, step.help) if text is not None]
