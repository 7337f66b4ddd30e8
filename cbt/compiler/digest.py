"""The version of a flow: a hash of all that it is made of.

It must not depend on where the files lie.
"""

import hashlib
import json
from collections.abc import Iterable

from cbt.compiler.parts import Bundle


def source_of(bundle: Bundle, path: str, used: Iterable[str], handed: Iterable[str]) -> bytes:
    """A flow with all that it uses as one text, the same for the same contents.

    JSON: `files` (path -> text) are the flow, its parts and shared files; `needs` (flow -> name -> kind) are the
    inputs of the flows that it hands over to, whose other words do not matter to it.
    """
    texts = {name: bundle.files[name].decode("utf-8-sig") for name in sorted({path, *used})}
    needs = {flow: dict(bundle.find_needs(flow) or {}) for flow in sorted(set(handed))}
    source = {"flow": path, "files": texts, "needs": needs}
    return json.dumps(source, ensure_ascii=False, separators=(",", ":")).encode()


def version_of(source: bytes) -> str:
    """SHA-256 of a source, 64 hexadecimal digits."""
    return hashlib.sha256(source).hexdigest()


def opened(source: bytes) -> tuple[Bundle, str]:
    """The files that a source was made of, and the flow's path among them."""
    stored = json.loads(source)
    files = {path: text.encode() for path, text in stored["files"].items()}
    return Bundle(files, needs=stored.get("needs")), stored["flow"]
