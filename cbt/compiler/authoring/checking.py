"""Checks one file of a folder by itself: a flow whole, a part or a shared file as far as it goes without a flow.

It must not play walks: the engine does.
"""

import json
from collections import ChainMap
from collections.abc import MutableMapping
from contextlib import suppress
from typing import cast

from cbt.compiler.authoring.files import needs_of
from cbt.compiler.authoring.layout import PARTS
from cbt.compiler.authoring.vocabulary import kind_of
from cbt.compiler.build import build_flow
from cbt.compiler.diagnostics import Diagnostic, Enough, Findings
from cbt.compiler.parts import Bundle
from cbt.compiler.schema import FlowShape, PartShape
from cbt.model.flow import Flow

SHARED = "shared/"
_OUR_FLOW = "a_flow_of_our_own"


class Checked:
    """The files of a bundle, each checked at most once."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self._found: dict[str, tuple[Flow | None, list[Diagnostic]]] = {}

    def file(self, path: str) -> tuple[Flow | None, list[Diagnostic]]:
        """What `check_file` says of a file."""
        if path not in self._found:
            self._found[path] = check_file(self.bundle, path)
        return self._found[path]


def check_file(bundle: Bundle, path: str) -> tuple[Flow | None, list[Diagnostic]]:
    """What is wrong with a file and, of a flow, with all that it uses; the flow itself where nothing is."""
    findings = Findings()
    if path.startswith(PARTS):
        return None, _check_part(bundle, path)
    if path.startswith(SHARED):
        _check_shared(bundle, path, findings)
        return None, findings.sorted()
    return build_flow(bundle, path, findings), findings.sorted()


def _check_part(bundle: Bundle, path: str) -> list[Diagnostic]:
    """What is wrong with a part, in a flow of our own that uses it and hands in all that it needs."""
    needs = needs_of(bundle, path.removesuffix(".yaml"))
    kinds = {name: str(kind) for name, kind in needs.items()} if needs is not None else {}
    flow = {
        "flow": _OUR_FLOW,
        "title": "A flow",
        "language": "en",
        "anywhere": {"support": "help_now"},
        "needs": kinds,
        "steps": {
            "the_part": {"use": path.removesuffix(".yaml"), "with": {name: name for name in kinds}},
            "done": {"say": "Done.", "end": "completed"},
        },
    }
    # What is written as JSON can be read as YAML; the bundle's own files are only read.
    beside = cast(MutableMapping[str, bytes], bundle.files)
    files = ChainMap({f"{_OUR_FLOW}.yaml": json.dumps(flow).encode()}, beside)
    findings = Findings()
    build_flow(Bundle(files), f"{_OUR_FLOW}.yaml", findings)
    return [finding for finding in findings.sorted() if finding.pos.file != f"{_OUR_FLOW}.yaml"]


def _check_shared(bundle: Bundle, path: str, findings: Findings) -> None:
    """A shared file by the word that it starts with; without one, whoever uses it tells."""
    text = bundle.files[path].decode("utf-8", "replace")
    kind = kind_of([line.partition(":")[0].strip() for line in text.splitlines()])
    if kind is not None and kind not in (FlowShape, PartShape):
        with suppress(Enough):
            bundle.shape(path, kind, findings)


def flows_with(bundle: Bundle, path: str) -> list[str]:
    """The flows that name a part or shared file, also through parts; by their words, not by compiling them."""
    wanted = {path.removesuffix(".yaml").encode()}
    others = [other for other in bundle.files if other != path and not other.startswith(SHARED)]
    texts = {other: bundle.files.get(other, b"") for other in others}
    found: set[str] = set()
    while True:
        more = {
            other for other in others if other not in found and any(name in texts[other] for name in wanted)
        }
        if not more:
            return sorted(other for other in found if "/" not in other)
        found |= more
        wanted = {other.removesuffix(".yaml").encode() for other in more if other.startswith(PARTS)}
