"""The parts and shared files that a flow may use, found by name in one closed set of files.

It must not open a file: names are looked up in what was read before, never joined to a path.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TypeVar

from cbt.compiler.diagnostics import Enough, Findings, did_you_mean
from cbt.compiler.faults import shape_of
from cbt.compiler.mendable import read_file
from cbt.compiler.nodes import Map, Scalar
from cbt.compiler.prose import put_texts
from cbt.compiler.schema import ListShape, PartShape, ScaleShape, Shape, TextShape
from cbt.compiler.scope import Type
from cbt.compiler.words import IDENTIFIER, check_id, check_prose

_S = TypeVar("_S", bound=Shape)
Needs = Mapping[str, str]
Gives = Mapping[str, Type]


class Bundle:
    """All files of a folder of flows: path inside it -> bytes. `shown` is put before a path in findings.

    `needs` (flow id -> name -> kind) speaks for flows that are handed over to and are not among the files, `gives`
    (flow id -> name -> type) for those whose records are recalled. `texts` (path -> key -> text) take the place of
    what stands in the files.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        shown: str = "",
        needs: Mapping[str, Needs] | None = None,
        gives: "Mapping[str, Gives | None] | None" = None,
        texts: Mapping[str, Mapping[str, Scalar]] | None = None,
    ) -> None:
        self.files = files
        self._texts = texts or {}
        self._shown = shown
        self._shapes: dict[tuple[str, type[Shape]], tuple[Shape | None, Findings]] = {}
        self._needs: dict[str, Needs] = dict(needs or {})
        self._gives: dict[str, Gives | None] = dict(gives or {})

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
        root = self.root(path, kind, findings)
        if root is None:
            return None
        if path in self._texts:
            put_texts(root, self._texts[path])
        shape = shape_of(root, kind, findings)
        check_prose(shape, findings)
        _check_name(shape, path, findings)
        return shape

    def root(self, path: str, kind: type[Shape], findings: Findings) -> Map | None:
        """The file's words as they stand there; None with a finding when it holds none."""
        root = read_file(self.files[path], f"{self._shown}/{path}" if self._shown else path, findings)
        if root is None or isinstance(root, Map):
            return root
        hint = f"start it with a line {kind.file_word}: and the file's name"
        findings.add("F012", root.pos, f"this file holds no {kind.file_word}", hint)
        return None

    def roots(self, paths: Iterable[str]) -> list[Map]:
        """The words of those of these files that were read before, other texts in their place."""
        wanted = set(paths)
        return [shape.node for (path, _), (shape, _) in self._shapes.items() if shape and path in wanted]

    def translated(self, texts: Mapping[str, Mapping[str, Scalar]]) -> "Bundle":
        """The same files with other texts in some (path -> key of the text -> text); the others are not read anew."""
        other = Bundle(self.files, self._shown, self._needs, dict(self._gives), texts)
        other._shapes.update({key: read for key, read in self._shapes.items() if key[0] not in texts})
        return other

    def find_needs(self, flow_id: str) -> Needs | None:
        """What a flow of the bundle needs (name -> kind); None when there is no such flow."""
        path = f"{flow_id}.yaml"
        if flow_id not in self._needs and re.fullmatch(IDENTIFIER, flow_id) and path in self.files:
            root = None
            with suppress(Enough):
                # What is wrong with the other flow is told where that flow is compiled.
                root = read_file(self.files[path], path, Findings())
            needs = root.get("needs") if isinstance(root, Map) else None
            kinds = needs.items() if isinstance(needs, Map) else ()
            self._needs[flow_id] = {name: str(kind) for name, kind in kinds if isinstance(kind, Scalar)}
        return self._needs.get(flow_id)

    def find_gives(self, flow_id: str, survey: "Survey") -> Gives | None:
        """What the records of a flow of the bundle give (name -> type); None when it has faults of its own."""
        if flow_id not in self._gives:
            self._gives[flow_id] = survey(self, f"{flow_id}.yaml")
        return self._gives[flow_id]

    def known_gives(self, flow_id: str) -> Gives | None:
        """What `find_gives` has found before."""
        return self._gives.get(flow_id)

    def has_flow(self, flow_id: str) -> bool:
        """Whether there is a flow of this id, among the files or told of."""
        is_file = bool(re.fullmatch(IDENTIFIER, flow_id)) and f"{flow_id}.yaml" in self.files
        return is_file or flow_id in self._gives

    def flow_ids(self) -> list[str]:
        """The ids of all flows among the files."""
        return [path.removesuffix(".yaml") for path in self.files if "/" not in path]


def _check_name(shape: Shape, path: str, findings: Findings) -> None:
    name = shape.node[shape.file_word]
    assert isinstance(name, Scalar)
    own = path.rpartition("/")[2].removesuffix(".yaml")
    if name == own:
        check_id(name, findings, reserved=shape.can_be_named)
    else:
        is_id = re.fullmatch(IDENTIFIER, name)
        hint = "name both alike" if is_id else f'did you mean "{own}"?'
        findings.add("F016", name, f'"{name}" is not this file\'s name', hint)
    if isinstance(shape, ListShape):
        options = shape.node["options"]
        assert isinstance(options, Map)
        for option in options:
            check_id(options.key(option), findings, reserved=False)


Survey = Callable[[Bundle, str], Gives | None]


class Parts:
    """What one flow uses of a bundle: `used` are paths, `handed` the flows that it hands over to.

    `recalled` are those whose records it recalls, with what they give; `survey` finds that out, and without one no
    record gives anything, so that two flows may recall each other.
    """

    def __init__(self, bundle: Bundle, findings: Findings, survey: Survey | None = None) -> None:
        self._bundle = bundle
        self._survey = survey
        self.findings = findings
        self.used: set[str] = set()
        self.handed: set[str] = set()
        self.recalled: dict[str, Gives] = {}

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
            self._note_no_flow(name)
            return None
        self.handed.add(str(name))
        return needs

    def gives_of_flow(self, name: Scalar) -> Gives | None:
        """What a record of a flow gives: name -> type; None where that is not known, which has been told."""
        if not self._bundle.has_flow(name):
            self._note_no_flow(name)
            return None
        gives = self._bundle.find_gives(name, self._survey) if self._survey is not None else None
        if gives is not None:
            self.recalled[str(name)] = gives
        return gives

    def _note_no_flow(self, name: Scalar) -> None:
        bare = name.removesuffix(".yaml").rpartition("/")[2]
        hint = did_you_mean(bare, self._bundle.flow_ids()) or "name another flow of this folder"
        message = f'there is no flow "{name}"' if name else "the name of a flow is missing here"
        self.findings.add("F105", name, message, hint)

    def _find(self, name: Scalar, folder: str, kind: type[_S]) -> _S | None:
        what = kind.file_word
        if not re.fullmatch(f"{folder}/{IDENTIFIER}", name):
            meant = f"{folder}/{name.removesuffix('.yaml').rpartition('/')[2]}"
            is_there = f"{meant}.yaml" in self._bundle.files
            hint = f'did you mean "{meant}"?' if is_there else f"write {folder}/ and the file's name"
            message = f'"{name}" does not name a {what}' if name else f"the name of a {what} is missing here"
            self.findings.add("F105", name, message, hint)
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
