"""What no file may hold, and what the files at the top must say.

It must not name the hosts and paths that it looks for in one piece, or it would find itself.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

REGISTRY_HOSTS = [
    ".".join(pieces)
    for pieces in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("anaconda", "org"),
    ]
]

MACHINE_PATHS = [
    r"(?<![\w.~])/" + r"home/[a-z_][\w-]*/",
    r"(?<![\w.~])/" + r"Users/[A-Za-z][\w-]*/",
    r"(?<![\w.~])/" + r"root/\w",
    r"(?<![\w.~])/" + r"opt/(?:pypi|wheels)",
    r"(?<![\w.~])/" + r"work/(?:main|shared)\b",
    r"\b[A-Z]:\\" + r"Users\\",
    r"\bfile" + r":///[A-Za-z]",
]

SECRETS = [
    "-----BEGIN " + r"[A-Z ]*PRIVATE KEY-----",
    r"\bAKIA" + r"[0-9A-Z]{16}\b",
    r"\bgh[pousr]_" + r"[A-Za-z0-9]{36,}\b",
    r"\bglpat-" + r"[\w-]{20,}\b",
    r"\bsk-" + r"[A-Za-z0-9_-]{20,}\b",
    r"\bxox[abprs]-" + r"[A-Za-z0-9-]{10,}\b",
    r"\beyJ" + r"[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}\b",
    r"://[^\s/:@'\"{}<>]+:" + r"[^\s/:@'\"{}<>$*]{8,}@(?!127\.0\.0\.1|localhost)",
]

FORBIDDEN = {
    "a registry's host": re.compile("|".join(re.escape(host) for host in REGISTRY_HOSTS)),
    "a path of one machine": re.compile("|".join(MACHINE_PATHS)),
    "what looks like a secret": re.compile("|".join(SECRETS)),
    "a place that was left to be filled": re.compile(r"@" + r"@[A-Z_]+@@"),
}

SKIPPED_FOLDERS = {".git", ".tools", ".venv", "__pycache__", "build", "dist", "node_modules"}
DOCS_WITH_COMMANDS = ["README.md", "CONTRIBUTING.md"]


def files(root: Path) -> Iterator[Path]:
    """Every file that is or would be committed; where git is not at hand, every file but caches."""
    if (root / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
        paths = [root / name for name in sorted(filter(None, listed.split("\0")))]
    else:
        paths = sorted(root.rglob("*"))
    for path in paths:
        if path.is_file() and SKIPPED_FOLDERS.isdisjoint(path.relative_to(root).parts):
            yield path


def find_forbidden_text(root: Path) -> list[str]:
    found = []
    for path in files(root):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            for what, pattern in FORBIDDEN.items():
                if pattern.search(line):
                    found.append(f"{path.relative_to(root)}:{number}: {what}")
    return found


def find_modules_without_docstring(root: Path) -> list[str]:
    found = []
    for package in ("cbt", "web"):
        for path in sorted((root / package).rglob("*.py")):
            public = path.name == "__init__.py" or not path.name.startswith("_")
            if public and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))):
                found.append(
                    f"{path.relative_to(root)}: say in a docstring what its job is, and what it must not do"
                )
    return found


def parse_commands(markdown: str) -> list[str]:
    """The lines of every fenced block, without a leading `$`."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", markdown, flags=re.DOTALL | re.MULTILINE)
    return [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]


def parse_targets(root: Path) -> set[str]:
    return set(
        re.findall(r"^([a-z][a-z-]*):(?!=)", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )


def find_unknown_targets(root: Path) -> list[str]:
    found = []
    targets = parse_targets(root)
    for name in DOCS_WITH_COMMANDS:
        for line in parse_commands((root / name).read_text(encoding="utf-8")):
            command = re.match(r"make ([a-z][a-z-]*)", line)
            if command and command[1] not in targets:
                found.append(f"{name}: the Makefile has no target {command[1]}")
    return found


def find_broken_links(root: Path) -> list[str]:
    found = []
    for name in ["README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (root / name).read_text(encoding="utf-8")):
            if not (root / target).is_file():
                found.append(f"{name}: there is no {target}")
    return found


def test_no_file_holds_a_secret_a_machine_path_or_a_registry_host() -> None:
    found = find_forbidden_text(ROOT)
    assert not found, "\n".join(["", *found])


def test_every_public_module_says_what_its_job_is() -> None:
    found = find_modules_without_docstring(ROOT)
    assert not found, "\n".join(["", *found])


def test_the_readme_names_the_two_commands() -> None:
    commands = parse_commands((ROOT / "README.md").read_text(encoding="utf-8"))
    said = [line.split("#")[0].strip() for line in commands]
    assert "make run" in said
    assert "make test" in said


def test_every_make_command_in_the_docs_is_a_real_target() -> None:
    assert find_unknown_targets(ROOT) == []


def test_every_link_in_the_docs_at_the_top_leads_to_a_file() -> None:
    assert find_broken_links(ROOT) == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("LICENSE", "Apache License"),
        ("flows/LICENSE", "Creative Commons Attribution 4.0 International"),
        ("flows/LICENSE", "CBT Flows contributors"),
        ("CHANGELOG.md", "\n## [Unreleased]\n"),
    ],
)
def test_the_licences_and_the_changelog_are_there(name: str, says: str) -> None:
    assert says in (ROOT / name).read_text(encoding="utf-8")


def test_ci_calls_make_test_and_nothing_more() -> None:
    path = ROOT / ".ci" / "run"
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "cd"))
    ]
    assert lines == ["set -euo pipefail", "make test"]
    assert path.stat().st_mode & 0o111


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("index = https://" + "pypi" + ".org/simple", "a registry's host"),
        ("https://files." + "pythonhosted" + ".org/x.whl", "a registry's host"),
        ("see /" + "home/ann/notes", "a path of one machine"),
        ("wheels = /" + "opt/wheels", "a path of one machine"),
        ("x @ file" + ":///tmp/x.whl", "a path of one machine"),
        ("-----BEGIN " + "EC PRIVATE KEY-----", "what looks like a secret"),
        ("token = 'ghp" + "_" + "a1" * 18 + "'", "what looks like a secret"),
        ("db = postgresql://cbt:" + "correct-horse@db.example/cbt", "what looks like a secret"),
        ("It took @" + "@SECONDS@@.", "a place that was left to be filled"),
    ],
)
def test_forbidden_text_is_named_with_its_file_and_line(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "notes.md").write_text(f"fine\n{text}\n", encoding="utf-8")
    assert find_forbidden_text(tmp_path) == [f"notes.md:2: {what}"]


def test_a_module_without_a_docstring_is_named_and_a_private_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "cbt").mkdir()
    (tmp_path / "cbt" / "__init__.py").write_text('"""The domain."""\n', encoding="utf-8")
    (tmp_path / "cbt" / "_private.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "cbt" / "silent.py").write_text("x = 1\n", encoding="utf-8")
    (found,) = find_modules_without_docstring(tmp_path)
    assert found.startswith("cbt/silent.py: ")


def test_an_unknown_target_and_a_broken_link_are_named(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("env: x\n\nUV := y\n", encoding="utf-8")
    for name in ["CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"]:
        (tmp_path / name).write_text("[a page](README.md#top)\n", encoding="utf-8")
    (tmp_path / "README.md").write_text(
        "```sh\n$ make env\nmake tea\n```\n[gone](gone.md)\n", encoding="utf-8"
    )
    assert find_unknown_targets(tmp_path) == ["README.md: the Makefile has no target tea"]
    assert find_broken_links(tmp_path) == ["README.md: there is no gone.md"]
