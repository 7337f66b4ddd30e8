"""The version of a flow: a hash of all that it is made of.

It must not depend on where the files lie.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from cbt.compiler.parts import Bundle
from cbt.compiler.scope import Type


def source_of(
    bundle: Bundle, path: str, used: Iterable[str], handed: Iterable[str], recalled: Iterable[str] = ()
) -> bytes:
    """A flow with all that it uses as one text, the same for the same contents.

    JSON: `files` (path -> text) are the flow, its parts and shared files; `needs` (flow -> name -> kind) are the
    inputs of the flows that it hands over to, `gives` (flow -> name -> type) what the records that it recalls give.
    The other words of those flows do not matter to it. A word without contents is left out.
    """
    texts = {name: bundle.files[name].decode("utf-8-sig") for name in sorted({path, *used})}
    needs = {flow: dict(bundle.find_needs(flow) or {}) for flow in sorted(set(handed))}
    gives = {
        flow: {name: asdict(kind) for name, kind in (bundle.known_gives(flow) or {}).items()}
        for flow in sorted(set(recalled))
    }
    source = {"flow": path, "files": texts, "needs": needs} | ({"gives": gives} if gives else {})
    return json.dumps(source, ensure_ascii=False, separators=(",", ":")).encode()


def version_of(source: bytes) -> str:
    """SHA-256 of a source, 64 hexadecimal digits."""
    return hashlib.sha256(source).hexdigest()


def opened(source: bytes) -> tuple[Bundle, str]:
    """The files that a source was made of, and the flow's path among them."""
    stored = json.loads(source)
    files = {path: text.encode() for path, text in stored["files"].items()}
    gives = {
        flow: {name: Type(**{**kind, "options": tuple(kind["options"])}) for name, kind in given.items()}
        for flow, given in stored.get("gives", {}).items()
    }
    return Bundle(files, needs=stored.get("needs"), gives=gives), stored["flow"]
