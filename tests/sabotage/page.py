"""Renders docs/sabotage.md from the list of patches; `make docs` writes it.

It must not say that a test noticed: only a run does.
"""

from tests.sabotage.patches import read_patches

_HEAD = """# What is broken on purpose

Each row is one line of the code, broken so that a promise fails, and the one test that has to notice. `make sabotage`
breaks them one after the other in a copy of the project and runs that test; what came of the last run stands in
[reliability](reliability.md). Each change of the code checks that every patch still fits exactly one line and that its
test exists. The lines themselves are in [`patches.toml`](../tests/sabotage/patches.toml).

| what is broken | where | who has to notice |
|---|---|---|
"""


def render_page() -> str:
    """The whole page."""
    rows = []
    for patch in read_patches():
        file, _, name = patch.test.partition("::")
        rows.append(f"| {patch.name} | `{patch.file}` | `{name}` in [{file.rsplit('/', 1)[1]}](../{file}) |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(render_page())
