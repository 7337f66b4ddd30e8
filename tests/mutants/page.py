"""Renders docs/mutants.md from what the last runs found and from the reasons; `make mutants` writes it.

It must not give a reason of its own: what has none is open.
"""

from collections.abc import Sequence

from tests.mutants.changes import Mutant
from tests.mutants.found import Found, line_of
from tests.mutants.planting import ROOT
from tests.mutants.reasons import why_left

PAGE = ROOT / "docs" / "mutants.md"
_HEAD = """# What the tests notice

`make mutants` changes one small thing in the vault, the store or the engine, and runs those unit tests of that area
that go through the changed line, until one fails: first those that noticed other mutants in that file, then the
quickest. If none fails, the mutant is left. Then comes the next one.

What is changed: a comparison, a count, `and` and `or`, `not`, a truth, a number by one, a branch that is always or
never taken, a call or a `raise` that is left out.

What is not changed, since no test could notice it or every test would: types, `assert` (it tells the type checker what
holds, and no safety rests on one), what `@dataclass` is given and `strict` of `zip` (the type checker and the lint see
to them), and texts. Tests that start programs of their own notice nothing there, since a mutant lives in one process
alone. Tests in other folders (the service, the web, the faults) would notice more; they are not asked.

"""
_BEHIND = """
The share is of all: what was not tried counts as if nobody noticed it.

`MUTANTS_ARGS="vault --most 50"` draws so many by chance. `MUTANTS_ARGS="--left"` tries what is open, what was not
tried yet, and what has changed since: [`found`](../tests/mutants/found) keeps what came out. What is left and does no
harm, or is not for a unit test to see, has its reason in [`reasons.toml`](../tests/mutants/reasons.toml): it counts as
left, and is tried again only by a run of everything.
"""


def render_page(areas: Sequence[Found]) -> str:
    """The whole page."""
    head = (
        f"| area | mutants | noticed | share | left, for a reason | left open | not tried |\n{'|---' * 7}|\n"
    )
    return _HEAD + head + "\n".join(map(_figures, areas)) + "\n" + _BEHIND + "".join(map(_left, areas))


def _figures(found: Found) -> str:
    """A row; the share is of all, so that what was not tried counts as if nobody noticed it."""
    tried = [each for each in found.mutants if found.is_tried(each)]
    left = [each for each in tried if found.is_left(each)]
    known = sum(why_left(each) is not None for each in left)
    count, noticed = len(found.mutants), len(tried) - len(left)
    share = f"{noticed / count:.1%}" if count else "-"
    cells = (found.area, count, noticed, share, known, len(left) - known, count - len(tried))
    return f"| {' | '.join(map(str, cells))} |"


def _left(found: Found) -> str:
    left = [each for each in found.mutants if found.is_tried(each) and found.is_left(each)]
    rows = [_row(each) for each in sorted(left, key=lambda each: (each.file, each.line, each.what))]
    head = f"\n## Left in the {found.area}\n\n| where | line | change | why |\n|---|---|---|---|\n"
    return head + "".join(f"{row}\n" for row in rows)


def _row(mutant: Mutant) -> str:
    line = line_of(mutant).replace("|", "\\|")
    file = mutant.file.removeprefix("cbt/")
    return f"| `{file}` | `{line}` | {mutant.what.replace('->', 'to')} | {why_left(mutant) or '**open**'} |"
