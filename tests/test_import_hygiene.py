"""What each room may not load, seen in fresh processes and in the source text."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]

SCREEN = ("textual", "rich")

NEVER_LOADED = {
    "catalogue": (*SCREEN, "tui", "click"),
    "tui.session": (*SCREEN, "pydantic", "click", "tui.logbook"),
    "tui.logbook": ("textual",),
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
print("loaded:", *[name for name in HEAVY if name in sys.modules], file=sys.stderr)
print("ours:", *[name for name in sys.modules if name.startswith("tui.cli.")], file=sys.stderr)
sys.exit(code)
"""

PAINT = """
import json, sys
from pathlib import Path
import tui.cli.entrance
from tui.program.app import RepcueApp
from tui.machine.paths import Paths
from tui.settings import load_settings

paths = Paths.under(Path(sys.argv[1]))

class Painted(RepcueApp):
    def load_rest(self):
        print(json.dumps(sorted(sys.modules)))
        self.exit()

Painted.CSS_PATH = Path(sys.modules["tui.program.app"].__file__).with_name("app.tcss")
Painted(paths, load_settings(paths.settings)[0]).run(headless=True, size=(80, 24))
"""

BEFORE_PAINTING = {
    "catalogue": {"bundled", "files", "outline", "schema"},
    "tui": {"cli", "machine", "program", "screens", "settings", "terminal", "widgets"},
}
"""The rooms that the first painting needs. No engine, no log, no figure."""

HEAVY_IN_TEXTUAL = {"markdown_it", "pygments"}

AFTER_PAINTING = (
    "pydantic",
    "tomlkit",
    "tomli_w",
    "numpy",
    "sqlite3",
    "textual_plot",
    "duckdb",
    "miniaudio",
    "multiprocessing",
    "curses",
    "secrets",
    "csv",
)
"""What takes milliseconds to import, and waits."""


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


@pytest.mark.parametrize("arguments", [["--version"], ["list"], ["log", "list"], ["check"]], ids=" ".join)
def test_commands_that_draw_nothing_never_load_textual(arguments: list[str], home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN_COMMAND, *arguments],
        cwd=PROJECT,
        env={**os.environ, "REPCUE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "loaded:"
