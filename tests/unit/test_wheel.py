"""What is handed out works by itself: sdist, then wheel, in an empty environment outside the checkout.

It must not reach a package index: what the wheel depends on is lent from the environment that runs the tests.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

ABOUT = """
import json
import cbt, web
from cbt.compiler.library import default_flows_folder

folder = default_flows_folder()
exercises = sorted(path.name for path in folder.glob("*.yaml"))
print(json.dumps({"cbt": cbt.__file__, "web": web.__file__, "flows": str(folder), "exercises": exercises}))
"""

FETCH = """
from web import create_app

reply = create_app().test_client().get("/")
print(reply.status_code)
print(reply.get_data(as_text=True))
"""


def find_uv() -> str:
    """The uv that the Makefile fetched, or the machine's own."""
    fetched = sorted(str(path) for path in ROOT.glob(".tools/uv*/bin/uv"))
    for each in [os.environ.get("UV"), *reversed(fetched), shutil.which("uv")]:
        if each and Path(each).is_file():
            return each
    raise AssertionError("there is no uv: run the tests by `make test`")


def run(*command: str | Path, cwd: Path) -> str:
    """Runs a program that knows neither the checkout nor the settings of whoever runs the tests."""
    keep = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    clean = {**keep, "HOME": str(cwd), "UV_PYTHON_DOWNLOADS": "never", "UV_OFFLINE": "1"}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the sdist, so that the sdist is proven whole."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (sdist,) = out.glob("*.tar.gz")
    (built,) = out.glob("*.whl")
    assert sdist.stat().st_size > 0
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with our wheel alone; a .pth file lends it the packages that the wheel asks for.

    Python reads no further .pth file in a folder lent that way, so that the checkout stays out of sight.
    """
    home = tmp_path_factory.mktemp("installed")
    folder = home / "env"
    uv = find_uv()
    run(uv, "venv", "--no-project", "--python", sys.executable, folder, cwd=home)
    run(
        uv,
        "pip",
        "install",
        "--no-index",
        "--no-deps",
        "--python",
        folder / "bin" / "python",
        wheel,
        cwd=home,
    )
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def test_the_wheel_carries_code_pages_flows_and_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    home = ROOT / "flows"
    found = [*home.glob("*.yaml"), *home.glob("instruments/**/*.yaml"), *home.glob("instruments/**/LICENSE")]
    flows = {f"cbt/_flows/{path.relative_to(home)}" for path in found}
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "web" / "templates").rglob("*.html")}
    assert flows
    assert templates
    codes = {f"cbt/_codes/{path.name}" for path in (ROOT / "docs" / "codes").glob("*.md")}
    assert codes
    assert flows | templates | codes <= names
    assert {"cbt/__init__.py", "web/__init__.py", "cbt/_flows/LICENSE"} <= names
    assert {"cbt/cli/scaffold/flow.yaml", "cbt/cli/scaffold/walk.yaml"} <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    for notice in ("", "instruments/", "instruments/who_5/"):
        assert any(name.endswith(f".dist-info/licenses/flows/{notice}LICENSE") for name in names)
    assert not any(
        name.startswith(("tests/", "flows/", "docs/", "bench/")) or "__pycache__" in name for name in names
    )


def test_the_installed_package_finds_itself_and_every_exercise_without_the_checkout(
    environment: Path,
) -> None:
    about = json.loads(run(environment / "bin" / "python", "-I", "-c", ABOUT, cwd=environment.parent))
    for what in ("cbt", "web", "flows"):
        assert Path(about[what]).is_relative_to(environment), about
    assert about["exercises"] == sorted(path.name for path in (ROOT / "flows").glob("*.yaml"))


def test_the_installed_command_finds_no_fault_in_the_flows_that_it_carries(environment: Path) -> None:
    run(environment / "bin" / "cbt", "check", cwd=environment.parent)


def test_the_installed_command_explains_codes_and_starts_a_new_exercise(environment: Path) -> None:
    cbt, here = environment / "bin" / "cbt", environment.parent
    assert run(cbt, "explain", "F304", cwd=here).startswith("# F304: ")
    run(cbt, "new", "morning_worry", "--flows", here / "mine", cwd=here)
    run(cbt, "check", "--strict", here / "mine", cwd=here)
    run(cbt, "test", here / "mine", cwd=here)


def test_the_installed_app_shows_its_first_page(environment: Path) -> None:
    status, page = run(environment / "bin" / "python", "-I", "-c", FETCH, cwd=environment.parent).split(
        "\n", 1
    )
    assert status == "200"
    assert "<h1" in page
