"""The parts and shared files that a flow may use, found by name in one closed set of files.

It must not open a file: names are looked up in what was read before, never joined to a path.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import TypeVar

from cbt.compiler.diagnostics import Enough, Findings, did_you_mean
from cbt.compiler.faults import shape_of
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.reader import read
from cbt.compiler.schema import ListShape, PartShape, ScaleShape, Shape, TextShape
from cbt.compiler.words import IDENTIFIER, check_id, check_prose

_S = TypeVar("_S", bound=Shape)
Needs = Mapping[str, str]


class Bundle:
    """All files of a folder of flows: path inside it -> bytes. `shown` is put before a path in findings.

    `needs` (flow id -> name -> kind) speaks for flows that are handed over to and are not among the files.
    """

    def __init__(
        self, files: Mapping[str, bytes], shown: str = "", needs: Mapping[str, Needs] | None = None
    ) -> None:
        self.files = files
        self._shown = shown
        self._shapes: dict[tuple[str, type[Shape]], tuple[Shape | None, Findings]] = {}
        self._needs: dict[str, Needs] = dict(needs or {})

    def shape(self, path: str, kind: type[_S], findings: Findings) -> _S | None:
        """The file as a shape; read once, its findings told to every flow that uses it."""
        if (path, kind) not in self._shapes:
            own = Findings()
            shape: _S | None = None
            with suppress(Enough):
                shape = self._read(path, kind, own)
            self._shapes[path, kind] = (shape, own)
        known, own = self._shapes[path, kind]
        findings.extend(own.sorted())
        return known if isinstance(known, kind) else None

    def _read(self, path: str, kind: type[_S], findings: Findings) -> _S | None:
        word = kind.file_word
        root = read(self.files[path], f"{self._shown}/{path}" if self._shown else path, findings)
        if root is None:
            return None
        if not isinstance(root, Map):
            hint = f"start it with a line {word}: and the file's name"
            findings.add("F012", root.pos, f"this file holds no {word}", hint)
            return None
        shape = shape_of(root, kind, findings)
        check_prose(shape, findings)
        _check_name(shape, path, findings)
        return shape

    def find_needs(self, flow_id: str) -> Needs | None:
        """What a flow of the bundle needs (name -> kind); None when there is no such flow."""
        path = f"{flow_id}.yaml"
        if flow_id not in self._needs and re.fullmatch(IDENTIFIER, flow_id) and path in self.files:
            root = None
            with suppress(Enough):
                # What is wrong with the other flow is told where that flow is compiled.
                root = read(self.files[path], path, Findings())
            needs = root.get("needs") if isinstance(root, Map) else None
            kinds = needs.items() if isinstance(needs, Map) else ()
            self._needs[flow_id] = {name: str(kind) for name, kind in kinds if isinstance(kind, Scalar)}
        return self._needs.get(flow_id)

    def flow_ids(self) -> list[str]:
        """The ids of all flows among the files."""
        return [path.removesuffix(".yaml") for path in self.files if "/" not in path]


def _check_name(shape: Shape, path: str, findings: Findings) -> None:
    name = shape.node[shape.file_word]
    assert isinstance(name, Scalar)
    check_id(name, findings)
    if name != path.rpartition("/")[2].removesuffix(".yaml"):
        findings.add("F016", name, f'"{name}" is not this file\'s name', "name both alike")
    if isinstance(shape, ListShape):
        options = shape.node["options"]
        assert isinstance(options, Map)
        for option in options:
            check_id(options.key(option), findings, reserved=False)


class Parts:
    """What one flow uses of a bundle: `used` are paths, `handed` the flows that it hands over to."""

    def __init__(self, bundle: Bundle, findings: Findings) -> None:
        self._bundle = bundle
        self.findings = findings
        self.used: set[str] = set()
        self.handed: set[str] = set()

    def part(self, name: Scalar) -> PartShape | None:
        """The part, named as `parts/x`."""
        return self._find(name, "parts", PartShape)

    def shared_options(self, name: Scalar) -> dict[str, Scalar]:
        """The options of the shared list, named as `shared/x`: id -> label."""
        shape = self._find(name, "shared", ListShape)
        return shape.options if shape is not None else {}

    def shared_ends(self, name: Scalar) -> dict[str, Scalar]:
        """The points of the shared scale, named as `shared/x`."""
        shape = self._find(name, "shared", ScaleShape)
        return shape.ends if shape is not None else {}

    def shared_text(self, name: Scalar) -> Scalar | None:
        """The words of the shared text, named as `shared/x`."""
        shape = self._find(name, "shared", TextShape)
        return shape.say if shape is not None else None

    def needs_of_flow(self, name: Scalar) -> Needs | None:
        """What another flow needs: name -> kind; None with a finding when there is no such flow."""
        needs = self._bundle.find_needs(name)
        if needs is None:
            hint = did_you_mean(name, self._bundle.flow_ids()) or "name another flow of this folder"
            self.findings.add("F105", name, f'there is no flow "{name}"', hint)
            return None
        self.handed.add(str(name))
        return needs

    def _find(self, name: Scalar, folder: str, kind: type[_S]) -> _S | None:
        what = kind.file_word
        if not re.fullmatch(f"{folder}/{IDENTIFIER}", name):
            hint = f"write {folder}/ and the file's name"
            self.findings.add("F105", name, f'"{name}" does not name a {what}', hint)
            return None
        path = f"{name}.yaml"
        if path not in self._bundle.files:
            known = [other for other in self._bundle.files if other.startswith(f"{folder}/")]
            near = [other.removesuffix(".yaml") for other in known]
            hint = did_you_mean(name, near) or f"add the file {path}"
            self.findings.add("F105", name, f'there is no {what} "{name}"', hint)
            return None
        self.used.add(path)
        return self._bundle.shape(path, kind, self.findings)
