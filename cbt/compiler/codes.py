"""What each code means: the pages of docs/codes, which an installed package carries too.

It must not know a code itself.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_CODE = "[FWT][0-9]{3}"
_PAGE = re.compile(
    rf"# (?P<code>{_CODE}): (?P<title>[^\n]+)\n\n(?P<meaning>.+?)\n\n## Bad\n(?P<samples>.+)", re.DOTALL
)
_MENDING = "\n## How to mend it\n\n"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The page of a code: its heading, why it matters, how to mend it, and the whole `text` in Markdown."""

    code: str
    title: str
    meaning: str
    mending: str
    text: str


def codes_folder() -> Path:
    """The folder of the pages: inside the installed package, else in the docs of a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_codes"
    return packed if packed.is_dir() else package.parent / "docs" / "codes"


def read_explanations() -> dict[str, Explanation]:
    """Every page by its code, in the order of the codes."""
    found = [
        parse_explanation(path.read_text(encoding="utf-8")) for path in sorted(codes_folder().glob("????.md"))
    ]
    return {page.code: page for page in found}


def parse_explanation(text: str) -> Explanation:
    """The page of a code. Raises ValueError when it has not the shape that all pages have."""
    match = _PAGE.fullmatch(text)
    mending = text.partition(_MENDING)[2]
    if match is None or not mending:
        raise ValueError(text.partition("\n")[0])
    return Explanation(match["code"], match["title"], match["meaning"], mending.rstrip("\n"), text)
