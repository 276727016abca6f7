"""The index is made anew when the code that makes it changed, whichever file of it that is, and only then."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from log_examples import a_log
from log_folder import keep

from tui.logbook.index import schema
from tui.logbook.index.cache_file import NAME
from tui.logbook.index.code_digest import Code, own_code
from tui.logbook.index.index import Index
from tui.logbook.log.store import log_text
from tui.machine.paths import Paths

PROJECT = Path(__file__).parents[1]

READING = "tui.logbook.index.extraction", "tui.logbook.index.reader_pool", "tui.logbook.index.refresh"


@pytest.fixture(scope="module")
def imported() -> list[str]:
    """All own files that Python runs to read logs into the index, by their paths."""
    code = (
        f"import sys, {', '.join(READING)}\n"
        "print(*(each.__file__ for name, each in sys.modules.items() if name.split('.')[0] in ('tui', 'catalogue')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    return [str(Path(file).relative_to(PROJECT)) for file in done.stdout.split()]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program's sources."""
    for name in ("tui", "catalogue"):
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=lambda _, names: [n for n in names if "pyc" in n])
    return tmp_path


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def test_a_change_to_any_file_that_reading_imports_changes_the_digest(imported: list[str], tree: Path) -> None:
    before = Code.of(tree)
    assert len(imported) > 25 and before.digest == own_code().digest
    for file in imported:
        source = (tree / file).read_bytes()
        append(tree / file, "# another\n")
        assert not before.is_untouched(tree), file
        assert Code.of(tree).digest != before.digest, file
        (tree / file).write_bytes(source)
    assert Code.of(tree).digest == before.digest


@pytest.mark.parametrize(
    "line",
    [
        "import catalogue.extra\n",
        "from catalogue import extra\n",
        "from catalogue.extra import (\n    one,\n    two,\n)\n",
        "def f() -> None:\n    with x:\n        from catalogue.extra import one\n",
        "try:\n    pass\nexcept ValueError:\n    import catalogue.extra\n",
        "match 1:\n    case 1:\n        import catalogue.extra\n",
    ],
)
def test_a_file_belongs_to_the_code_as_soon_as_it_is_imported(line: str, tree: Path) -> None:
    (tree / "catalogue" / "extra.py").write_text("one = 1\n")
    append(tree / "catalogue" / "files" / "text.py", line)
    before = Code.of(tree)
    append(tree / "catalogue" / "extra.py", "two = 2\n")
    assert not before.is_untouched(tree)
    assert Code.of(tree).digest != before.digest


def test_code_that_reads_no_log_leaves_the_digest(imported: list[str], tree: Path) -> None:
    before = Code.of(tree)
    others = [str(file.relative_to(tree)) for file in tree.rglob("*.py")]
    assert len(set(others) - before.stamps.keys()) > 100
    for file in set(others) - before.stamps.keys():
        append(tree / file, "# another\n")
    assert before.is_untouched(tree)
    assert Code.of(tree).digest == before.digest


def made_by(paths: Paths, value: str | None = None) -> Code:
    """The code that made an index, given another first if it is to be."""
    connection = sqlite3.connect(paths.cache / NAME)
    if value is not None:
        connection.execute("UPDATE facts SET value = ? WHERE name = 'program'", (value,))
        connection.commit()
    (found,) = connection.execute("SELECT value FROM facts WHERE name = 'program'").fetchone()
    connection.close()
    return Code.parse(found)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A folder with one log, which is in the index."""
    paths = Paths.under(tmp_path)
    keep(paths, "a.toml", log_text(a_log()))
    with Index.open(paths) as index:
        index.refresh()
    return paths


def test_the_same_code_installed_again_keeps_the_index(paths: Paths) -> None:
    stale = Code(own_code().digest, dict.fromkeys(own_code().stamps, "another inode"))
    made_by(paths, str(stale))
    with Index.open(paths) as first, Index.open(paths) as second:
        assert len(first.sessions()) == len(second.sessions()) == 1
    assert made_by(paths) == own_code()


def test_an_index_that_cannot_be_written_is_believed_all_the_same(paths: Paths) -> None:
    made_by(paths, str(Code(own_code().digest, {"tui/__init__.py": "another inode"})))
    with sqlite3.connect(paths.cache / NAME) as connection:
        connection.execute("PRAGMA query_only = 1")
        schema.check(connection, paths.logs, alone=True)
    connection.close()


def test_other_code_makes_the_index_anew(paths: Paths) -> None:
    made_by(paths, str(Code("another", {"tui/__init__.py": "another inode"})))
    with Index.open(paths) as index:
        assert index.in_file and index.sessions() == []
        index.refresh()
        assert len(index.sessions()) == 1


@pytest.mark.parametrize("value", ["", "[]", "5", '["", []]', "[" * 100_000, json.dumps(["", {"\0": ""}])])
def test_a_mark_that_no_code_left_makes_the_index_anew(value: str, paths: Paths) -> None:
    connection = sqlite3.connect(paths.cache / NAME)
    connection.execute("UPDATE facts SET value = ? WHERE name = 'program'", (value,))
    connection.commit()
    connection.close()
    with Index.open(paths) as index:
        index.refresh()
        assert index.in_file and len(index.sessions()) == 1
    assert made_by(paths) == own_code()
