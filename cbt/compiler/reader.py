"""Reads an author's YAML strictly: every scalar is text, every node knows its place.

It must not know what the words mean, and never builds an object, follows an alias or guesses a type.
"""

import re
from typing import Any

import yaml

from cbt.compiler.comments import check_comments
from cbt.compiler.diagnostics import Enough, Findings
from cbt.compiler.nodes import Map, Node, Scalar, Seq
from cbt.compiler.syntax import explain
from cbt.model.source import SourcePos

MOST_BYTES = 256 * 1024
MOST_DEPTH = 12
MOST_TEXTS = 10_000
_TOO_DEEP = f"this is nested more than {MOST_DEPTH} levels deep"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_FORBIDDEN = re.compile(f"[{_CONTROL}{_DIRECTION}]")
_WORD = re.compile("[a-z0-9_]+")
_GLUED = re.compile("([a-z0-9_]+):(?=[^:/])")
_NO_ANCHOR = "anchors and aliases are not used in flows"
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_BLOCKS = ("|", ">")


class _Refused(Exception):
    """Reading cannot go on; the finding is already noted."""


def read(data: bytes, file: str, findings: Findings) -> Node | None:
    """The document in `data` as a tree, or None when it cannot be read; faults go to `findings`.

    Bounded: at most 256 KB, 12 levels and 10 000 texts, in time linear in the size. Never raises.
    """
    try:
        text = _decode(data, file, findings)
        reader = _Reader(text, file, findings)
        root = reader.read()
    except (_Refused, Enough):
        return None
    if root is None:
        findings.add(
            "F012", SourcePos(file, 1, 1), "this file is empty", "write its words into it, or take it out"
        )
    check_comments(text, file, reader.spans, findings)
    return root


def _decode(data: bytes, file: str, findings: Findings) -> str:
    if len(data) > MOST_BYTES:
        message = f"this file has more than {MOST_BYTES // 1024} KB"
        findings.add("F001", SourcePos(file, 1, 1), message, "make parts of it")
        raise _Refused
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        findings.add(
            "F001", SourcePos(file, line, 1), "this line is not UTF-8 text", "save the file as UTF-8"
        )
        raise _Refused from None
    text = text.replace("\r\n", "\n")
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        _refuse_character(bad.group(), SourcePos(file, line, column), findings)
    return text


def _refuse_character(char: str, pos: SourcePos, findings: Findings) -> None:
    message = f"an invisible or control character (U+{ord(char):04X}) stands here"
    findings.add("F006", pos, message, "delete it")
    raise _Refused


class _Reader:
    """Builds the tree from the parser's events, with a stack of its own: no recursion, no composing.

    `spans` holds where each scalar stands in the text: start, end, and whether it is a block.
    """

    def __init__(self, text: str, file: str, findings: Findings) -> None:
        self._text = text
        self._file = file
        self._findings = findings
        self.spans: list[tuple[int, int, bool]] = []

    def read(self) -> Node | None:
        """The root of the only document; None when there is none."""
        try:
            return self._root()
        except (yaml.YAMLError, ValueError, OverflowError) as fault:
            # The pure loader builds escaped characters without a check, and fails with ValueError or OverflowError.
            self._note_syntax(fault)
            raise _Refused from None

    def _note_syntax(self, fault: Exception) -> None:
        if "nesting depth" in str(getattr(fault, "problem", "")):
            mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
            pos = self._pos(mark) if mark else SourcePos(self._file, 1, 1)
            self._findings.add("F001", pos, _TOO_DEEP, "make a part of it")
            return
        found = explain(fault, self._text, self.spans)
        pos = SourcePos(self._file, found.line + 1, found.column + 1)
        self._findings.add("F002", pos, found.message, found.hint)

    def _root(self) -> Node | None:
        root: Node | None = None
        stack: list[Map | Seq] = []
        keys: list[Scalar | None] = []
        documents = 0
        for event in yaml.parse(self._text, Loader=_Loader):
            kind = type(event)
            # Most events are texts, so they are asked for first.
            if kind is yaml.ScalarEvent:
                node: Node = self._scalar(event)
            elif kind in _ENDS:
                keys.pop()
                node = stack.pop()
            elif kind in _STARTS:
                self._check_depth(event, len(stack) + 1)
                stack.append(self._collection(event))
                keys.append(None)
                continue
            else:
                documents += kind is yaml.DocumentStartEvent
                self._check_event(event, documents)
                continue
            if stack:
                keys[-1] = self._put(stack[-1], keys[-1], node)
            else:
                root = node
        return root

    def _check_bare(self, event: Any) -> None:
        """Refuses an anchor or a tag on a node."""
        if event.anchor:
            self._refuse("F003", event, _NO_ANCHOR, "write the text out")
        if event.tag:
            hint = 'take the word with the exclamation mark out; in a condition write "not"'
            self._refuse("F003", event, "tags are not used in flows", hint)

    def _check_event(self, event: Any, documents: int) -> None:
        """Refuses what is neither a node nor the frame of the only document."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse("F003", event, _NO_ANCHOR, "write the text out")
        if isinstance(event, yaml.DocumentStartEvent):
            self._check_document(event, documents)

    def _refuse(self, code: str, event: Any, message: str, hint: str) -> None:
        self._findings.add(code, self._pos(event.start_mark), message, hint)
        raise _Refused

    def _pos(self, mark: Any) -> SourcePos:
        return SourcePos(self._file, mark.line + 1, mark.column + 1)

    def _check_document(self, event: Any, documents: int) -> None:
        if documents > 1:
            hint = "a file holds one flow: take the --- out"
            self._refuse("F003", event, "a second document starts here", hint)
        if event.version or event.tags:
            self._refuse("F003", event, "directives are not used in flows", "take the line with % out")

    def _check_depth(self, event: Any, depth: int) -> None:
        if depth > MOST_DEPTH:
            self._refuse("F001", event, _TOO_DEEP, "make a part of it")

    def _collection(self, event: Any) -> Map | Seq:
        self._check_bare(event)
        pos = self._pos(event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return Map(pos, braces=bool(event.flow_style))
        return Seq(pos)

    def _scalar(self, event: Any) -> Scalar:
        if event.anchor or event.tag:
            self._check_bare(event)
        mark, style, spans = event.start_mark, event.style or "", self.spans
        start, end = mark.index, event.end_mark.index
        pos = SourcePos(self._file, mark.line + 1, mark.column + 1)
        spans.append((start, end, style in _BLOCKS))
        if len(spans) > MOST_TEXTS:
            message = f"this file has more than {MOST_TEXTS} words and values"
            self._refuse("F001", event, message, "make parts of it")
        # The file as it stands was looked through; only between these quotes can a character be made.
        if style == '"':
            bad = _FORBIDDEN.search(event.value)
            if bad:
                _refuse_character(bad.group(), pos, self._findings)
        return Scalar(event.value, pos, self._text[start:end], style)

    def _parted(self, key: Scalar, glued: re.Match[str]) -> tuple[Scalar, Scalar]:
        """Between braces `yes:done` is one word to YAML, and never what an author means."""
        name, value = key.part(0, glued.end(1)), key.part(glued.end(), len(key))
        message = f'a space is missing behind the colon of "{key}"'
        self._findings.add("F002", key, message, f"write {name}: {value}")
        return name, value

    def _is_cut(self, into: Map, key: Scalar) -> bool:
        """Whether a word without a value is the rest of the text before it, which a comma has cut: it is put back."""
        last = next(reversed(into), "")
        before = into.get(last)
        if not isinstance(before, Scalar) or before.style or _WORD.fullmatch(key):
            return False
        key_start, key_end, _ = self.spans[-2]
        start = self._text.rfind(before.raw, 0, key_start)
        if self._text[start + len(before.raw) : key_start].strip() != ",":
            return False
        whole = " ".join(self._text[start:key_end].split())
        into.put(into.key(last), Scalar(whole, before.pos, self._text[start:key_end], ""))
        into.is_cut = True
        message = f'a comma between braces cuts the text before "{key}"'
        self._findings.add("F007", key, message, "write each on a line of its own, or put the text in quotes")
        return True

    def _put(self, into: Map | Seq, key: Scalar | None, node: Node) -> Scalar | None:
        """Adds the node to its collection; gives the key that waits for a value, if any."""
        if isinstance(into, Seq):
            into.append(node)
            return None
        if key is None:
            if isinstance(node, Scalar):
                return node
            message = "a list or a map cannot be a name"
            self._findings.add("F002", node.pos, message, "use a plain word before the colon")
            raise _Refused
        if into.braces and isinstance(node, Scalar) and not node.raw and (glued := _GLUED.match(key)):
            key, node = self._parted(key, glued)
        if into.braces and isinstance(node, Scalar) and not node.raw and self._is_cut(into, key):
            return None
        if key in into:
            hint = f"the first is in line {into.key(key).pos.line}; keep one"
            self._findings.add("F004", key, f'"{key}" stands here twice', hint)
            into.doubled.add(str(key))
        else:
            into.put(key, node)
        return None
