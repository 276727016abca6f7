"""What each room may not load, seen in fresh processes and in the source text."""

import ast
import json
import os
import subprocess
import sys
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tui.cli.group import Commands
from tui.cli.lazy import Place
from tui.cli.log import LogCommands

PROJECT = Path(__file__).resolve().parents[1]

SCREEN = ("textual", "rich")

NEVER_LOADED = {
    "catalogue": (*SCREEN, "tui", "click"),
    "tui.session": (*SCREEN, "pydantic", "click", "tui.logbook"),
    "tui.logbook": SCREEN,
    "tui.exchange": (*SCREEN, "click"),
    "tui.coach": ("textual",),
    "tui.widgets": ("tui.logbook", "tui.machine"),
}
"""Package -> what none of its modules may bring into a process, however indirectly."""

NEVER_NAMED_IN_SESSION = {"time", "datetime", "os", "pathlib"}

IMPORT_ALL = """
import importlib, json, sys
modules, forbidden = json.loads(sys.argv[1])
loaded = {}
for name in modules:
    importlib.import_module(name)
    for other in forbidden:
        if other in sys.modules:
            loaded.setdefault(other, name)
print(json.dumps(loaded))
"""

RUN_COMMAND = """
import runpy, sys
sys.argv[0] = "repcue"
try:
    runpy.run_module("tui", run_name="__main__")
except SystemExit as end:
    code = end.code or 0
print("loaded:", *sys.modules, file=sys.stderr)
sys.exit(code)
"""

PAINT = """
import sys
from pathlib import Path
import tui.cli.entrance
from tui.program.app import RepcueApp
from tui.machine.paths import Paths
from tui.settings import load_settings

def painted(app):
    print(*sys.modules, sep="\\n")
    app.exit()

RepcueApp._load = painted  # what comes after the first painting
paths = Paths.under(Path(sys.argv[1]))
RepcueApp(paths, load_settings(paths.settings)[0]).run(headless=True, size=(80, 24))
"""

HEAVY = ("textual", "rich", "pydantic", "tomlkit", "numpy", "subprocess", "asyncio")

ROOMS_OF_THE_FIRST_PAINTING = {
    "catalogue.bundled",
    "catalogue.files",
    "catalogue.outline",
    "catalogue.schema",
    "tui.cli",
    "tui.machine",
    "tui.program",
    "tui.screens",
    "tui.settings",
    "tui.terminal",
    "tui.widgets",
    "tui.words",
}
"""No engine, no log, no coach, no figure: each costs milliseconds that a person waits."""

MOST_MODULES_OF_OURS = 55

LIBRARIES_OF_THE_FIRST_PAINTING = {"platformdirs", "rich", "textual", "tomli", "typing_extensions"}


def modules_of(package: str) -> list[str]:
    folder = PROJECT.joinpath(*package.split("."))
    names = (path.relative_to(PROJECT).with_suffix("").parts for path in folder.rglob("*.py"))
    return sorted(".".join(parts).removesuffix(".__init__") for parts in names)


def imports_of(path: Path) -> set[str]:
    """Return the full names that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            names.add(node.module or "")
    return names


def session_files() -> list[Path]:
    return sorted(PROJECT.joinpath("tui", "session").rglob("*.py"))


@pytest.mark.parametrize("package", NEVER_LOADED)
def test_no_module_of_a_room_loads_what_the_room_must_not(package: str) -> None:
    modules = modules_of(package)
    assert modules, f"{package} has no modules"
    asked = json.dumps([modules, NEVER_LOADED[package]])
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, asked], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {}, "loaded: the first module that did it"


@pytest.mark.parametrize("path", session_files(), ids=lambda path: path.stem)
def test_the_engine_names_no_clock_no_file_and_no_other_room(path: Path) -> None:
    named = imports_of(path)
    assert not {name.partition(".")[0] for name in named} & NEVER_NAMED_IN_SESSION
    ours = {name for name in named if name.partition(".")[0] == "tui"}
    assert all(name == "tui.session" or name.startswith("tui.session.") for name in ours), ours


def loaded_by(home: Path, *arguments: str, **environment: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", RUN_COMMAND, *arguments],
        cwd=PROJECT,
        env={**os.environ, "REPCUE_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    head, *names = done.stderr.splitlines()[-1].split()
    assert head == "loaded:"
    return set(names)


@pytest.mark.parametrize("arguments", [["--version"], ["list"], ["log", "list"], ["check"]], ids=" ".join)
def test_commands_that_draw_nothing_never_load_textual(arguments: list[str], home: Path) -> None:
    assert "textual" not in loaded_by(home, *arguments)


def test_the_version_is_said_by_a_process_that_loaded_no_command(home: Path) -> None:
    loaded = loaded_by(home, "--version")
    assert loaded.isdisjoint({*HEAVY, *modules_of_commands()})


@pytest.mark.parametrize(
    "arguments", [["--help"], ["log", "--help"], ["run", "--help"], ["log", "add", "--help"]], ids=" ".join
)
def test_help_loads_neither_a_library_nor_another_command(arguments: list[str], home: Path) -> None:
    asked = {"tui.cli." + "_".join(word for word in arguments if word != "--help")}
    loaded = loaded_by(home, *arguments)
    assert loaded.isdisjoint(HEAVY)
    assert loaded & modules_of_commands() <= asked | {"tui.cli.log"}


@pytest.mark.parametrize("words", ["repcue ", "repcue log ", "repcue run desk"])
def test_completion_loads_no_library(words: str, home: Path) -> None:
    words_of_shell = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    loaded = loaded_by(home, _REPCUE_COMPLETE="bash_complete", **words_of_shell)
    assert loaded.isdisjoint(HEAVY)


def places() -> dict[str, Place]:
    """Return the place of each command by its module and name."""
    tables = (Commands.PLACES, LogCommands.PLACES)
    return {place.where: place for table in tables for place in table.values()}


def modules_of_commands() -> set[str]:
    return {where.partition(":")[0] for where in places()}


@pytest.mark.parametrize("where", places())
def test_the_list_of_commands_says_of_each_what_its_own_help_says(where: str) -> None:
    module, _, name = where.partition(":")
    command = getattr(import_module(module), name)
    assert places()[where].help == command.get_short_help_str(limit=1000)


def test_the_first_painting_waits_for_no_engine_no_log_and_no_library_but_textual(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINT, str(home)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    ours = {name for name in loaded if name.partition(".")[0] in ("tui", "catalogue")}
    assert {".".join(name.split(".")[:2]) for name in ours if "." in name} == ROOMS_OF_THE_FIRST_PAINTING
    assert len(ours) <= MOST_MODULES_OF_OURS, sorted(ours)
    # A name with an underscore first is no library: setuptools loads its `_distutils_hack` into every process.
    libraries = {name for name in packages_distributions() if name[0] != "_" and not name.endswith("__mypyc")}
    assert loaded & libraries == LIBRARIES_OF_THE_FIRST_PAINTING
