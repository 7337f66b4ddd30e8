"""Reads a folder of flows and compiles what is in it: the flows that pass, and every finding.

It must not keep a flow that has an error.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cbt.compiler import choosing
from cbt.compiler.build import build_flow
from cbt.compiler.collector import resting_collector
from cbt.compiler.diagnostics import Diagnostic, Findings
from cbt.compiler.digest import opened, source_of
from cbt.compiler.parts import Bundle
from cbt.compiler.reader import MOST_BYTES
from cbt.compiler.rewordings import FOLDER as REWORDINGS
from cbt.compiler.rewordings import compile_rewordings
from cbt.compiler.translations import FOLDER, compile_translations
from cbt.model.answer import RecallKind
from cbt.model.choosing import Choosing
from cbt.model.flow import Flow
from cbt.model.rewording import Reworded

SUBFOLDERS = ("", "parts", "shared", FOLDER, REWORDINGS, choosing.FOLDER)


@dataclass(frozen=True, slots=True)
class Library:
    """The flows of a folder by id, the source of each by version, and the findings in the order of their places.

    `broken` are the ids of the flows that are there and have a fault; `translated` are those in other languages, by
    flow id and language; `reworded` what reads differently in a tone, by flow id and tone. `choosing` is what the first
    page offers.
    """

    flows: Mapping[str, Flow]
    sources: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]
    broken: frozenset[str] = frozenset()
    translated: Mapping[str, Mapping[str, Flow]] = field(default_factory=dict)
    reworded: Mapping[str, Mapping[str, Reworded]] = field(default_factory=dict)
    choosing: Choosing = field(default_factory=Choosing)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that at least one flow is translated into."""
        return frozenset([language for made in self.translated.values() for language in made])

    def in_language(self, language: str) -> "Library":
        """The same with the flows that are translated into a language in that one; those have no other tones."""
        reworded = {
            each: tones
            for each, tones in self.reworded.items()
            if language not in self.translated.get(each, {})
        }
        return replace(self, flows=self.spoken(language), reworded=reworded)

    def spoken(self, language: str) -> Mapping[str, Flow]:
        """The flows by id, those that are translated into a language in that one."""
        return {each: self.translated.get(each, {}).get(language, flow) for each, flow in self.flows.items()}


def default_flows_folder() -> Path:
    """The folder of the shipped flows: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_flows"
    return packed if packed.is_dir() else package.parent / "flows"


def read_folder(folder: Path, subfolders: Sequence[str] = SUBFOLDERS) -> dict[str, bytes]:
    """All flow, part and shared files of a folder: path inside it -> bytes, at most 256 KB and one byte of each.

    What is no plain file, or a link that leads out of the folder, is left out.
    """
    home = folder.resolve()
    files = {}
    for sub in subfolders:
        for path in sorted((folder / sub).glob("*.yaml")):
            if path.is_file() and path.resolve().is_relative_to(home):
                with path.open("rb") as file:
                    files[f"{sub}/{path.name}".lstrip("/")] = file.read(MOST_BYTES + 1)
    return files


def compile_folder(folder: Path, shown: str | None = None) -> Library:
    """Compiles every flow of a folder. `shown` stands before file names in findings; the folder itself by default."""
    return compile_files(read_folder(folder), str(folder) if shown is None else shown)


def compile_files(files: Mapping[str, bytes], shown: str = "") -> Library:
    """Compiles every flow among the files (path inside the folder -> bytes): those directly at the top."""
    with resting_collector():
        return _compile(Bundle(files, shown), files)


def _compile(bundle: Bundle, files: Iterable[str]) -> Library:
    flows, sources, broken, everything = {}, {}, set(), Findings()
    for path in files:
        if "/" in path:
            continue
        findings = Findings()
        flow = build_flow(bundle, path, findings)
        everything.extend(findings.sorted())
        if flow is None:
            broken.add(path.removesuffix(".yaml"))
        else:
            flows[flow.id] = flow
            handed = [step.hand_off.flow for step in flow.steps.values() if step.hand_off is not None]
            recalled = [step.kind.flow for step in flow.steps.values() if isinstance(step.kind, RecallKind)]
            sources[flow.version] = source_of(bundle, path, flow.files, handed, recalled)
    translated = compile_translations(bundle, flows, everything)
    reworded = compile_rewordings(bundle, flows, everything)
    chosen = choosing.compile_choosing(bundle, flows, everything)
    told = tuple(everything.sorted())
    return Library(flows, sources, told, frozenset(broken), translated, reworded, chosen)


def compile_source(source: bytes) -> Flow | None:
    """The flow of a stored source, as `Library.sources` holds it; None when it no longer compiles."""
    bundle, path = opened(source)
    return build_flow(bundle, path, Findings())
