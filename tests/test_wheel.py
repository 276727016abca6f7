"""The built wheel in an environment of its own, beside the unrelated package that is named `catalogue` too."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from terminal import Terminal

PROJECT = Path(__file__).resolve().parents[1]
NAMESAKE = "catalogue>=2,<3"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    """Run a command away from the source tree; return what it printed, or fail with all it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def uv() -> list[str] | None:
    """Return the command that runs uv, if there is one: `uv run` says where it is."""
    found = os.environ.get("UV") or shutil.which("uv")
    if found:
        return [found]
    return [sys.executable, "-m", "uv"] if find_spec("uv") else None


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheel")


@pytest.fixture(scope="module")
def environment(work: Path) -> Path:
    """Give a fresh environment's folder of programs."""
    folder = work / "venv"
    tool = uv()
    if tool:
        run(*tool, "venv", "--quiet", "--python", sys.executable, folder, cwd=work)
    else:
        run(sys.executable, "-m", "venv", folder, cwd=work)
    return folder / "bin"


@pytest.fixture(scope="module")
def wheel(work: Path, environment: Path) -> Path:
    """Build the wheel from the source tree."""
    tool = uv()
    if tool:
        run(*tool, "build", "--quiet", "--wheel", "--out-dir", work / "dist", PROJECT, cwd=work)
    else:
        run(environment / "python", "-m", "pip", "wheel", "--no-deps", "-w", work / "dist", PROJECT, cwd=work)
    (built,) = (work / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(work: Path, environment: Path, wheel: Path) -> Path:
    """Give the folder of programs once the wheel and its namesake are installed."""
    tool = uv()
    if tool:
        run(*tool, "pip", "install", "--quiet", "--python", environment / "python", wheel, NAMESAKE, cwd=work)
    else:
        run(environment / "python", "-m", "pip", "install", "--quiet", wheel, NAMESAKE, cwd=work)
    return environment


def shipped() -> Iterator[str]:
    """Name every file of the program in the source tree."""
    for room in ("tui", "catalogue"):
        for path in (PROJECT / room).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(PROJECT).as_posix()


def test_the_wheel_claims_no_name_but_its_own(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"repcue", f"{wheel.name.split('-py3')[0]}.dist-info"}
    assert {name.split("/")[1] for name in names if name.startswith("repcue/")} == {"__main__.py", "tui", "catalogue"}


def test_the_wheel_holds_every_file_of_the_program(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"repcue/{name}" for name in shipped()} - {"repcue/tui/_launch.py"} | {"repcue/__main__.py"}
    assert {"repcue/tui/program/app.tcss", "repcue/catalogue/exercises/single-leg-deadlift.toml"} <= wanted
    assert wanted <= names


def test_the_long_description_has_no_link_into_a_checkout(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    head, _, description = archive.read(metadata).decode().partition("\n\n")
    assert "\n# repcue\n" in f"\n{description}" and "](" not in description
    assert [line for line in head.splitlines() if line.startswith(("Project-URL", "Home-page", "Download-URL"))] == []
    for version in ("3.11", "3.12", "3.13", "3.14"):
        assert f"Classifier: Programming Language :: Python :: {version}\n" in head


def test_the_sdist_holds_all_that_its_own_tests_need(work: Path) -> None:
    tool = uv()
    if not tool:
        pytest.skip("only uv builds an sdist without a package for it")
    run(*tool, "build", "--quiet", "--sdist", "--out-dir", work / "sdist", PROJECT, cwd=work)
    (built,) = (work / "sdist").glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    files = {path.relative_to(PROJECT) for path in (PROJECT / "tests").rglob("*") if path.is_file()}
    tests = {path.as_posix() for path in files if not any(part[0] in "._" for part in path.parts[:-1])}
    pages = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "pyproject.toml", ".ci/run", ".ci/full"}
    assert {*pages, *shipped(), *tests} - names == set()


def test_the_installed_command_works_beside_its_namesake(installed: Path, wheel: Path, work: Path) -> None:
    home = str(work / "home")
    assert run(installed / "repcue", "--version", cwd=work, REPCUE_HOME=home).split()[-1] == wheel.name.split("-")[1]
    assert "single-leg-deadlift" in run(installed / "repcue", "list", cwd=work, REPCUE_HOME=home)
    run(installed / "python", "-m", "repcue", "check", cwd=work, REPCUE_HOME=home)


def test_the_installed_program_draws_its_screen(installed: Path, work: Path) -> None:
    env = {"REPCUE_HOME": str(work / "home")}
    with Terminal([str(installed / "repcue")], env=env, cwd=work) as terminal:
        terminal.wait_for("Hamstrings at home")
        terminal.send("q")
        assert terminal.exit_code() == 0


def test_the_namesake_stays_what_others_import(installed: Path, work: Path) -> None:
    said = run(installed / "python", "-c", "import repcue, catalogue; print(catalogue.create)", cwd=work)
    assert "function create" in said
