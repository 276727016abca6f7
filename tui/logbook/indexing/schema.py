"""The tables of the index, and what must be true of a file before it is believed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path
from typing import Final

import catalogue
from tui.logbook.indexing.values import SESSION_COLUMNS

VERSION: Final = 1
"""Raised with every change of the tables or of what is kept in them."""

APPLICATION: Final = 0x72657063
"""SQLite's mark of whose file it is: "repc"."""

_TABLES: Final = f"""
    CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

    -- A changed file gets a new id, so that what belongs to an id never changes.
    CREATE TABLE files (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        stamp TEXT,
        settled INTEGER NOT NULL,
        digest BLOB,
        dated BLOB NOT NULL,
        place BLOB NOT NULL,
        problems TEXT
    );
    CREATE INDEX bad_files ON files (id) WHERE problems IS NOT NULL;

    CREATE TABLE sessions (
        file INTEGER PRIMARY KEY,
        twin_of INTEGER,
        {", ".join(SESSION_COLUMNS)}
    );
    CREATE INDEX sessions_by_id ON sessions (id);
    CREATE INDEX sessions_by_start ON sessions (instant, file, twin_of, day, sets);
    CREATE INDEX twins ON sessions (file) WHERE twin_of IS NOT NULL;

    CREATE TABLE trained (
        exercise TEXT NOT NULL,
        file INTEGER NOT NULL,
        rows TEXT NOT NULL
    );
    CREATE INDEX trained_by_exercise ON trained (exercise, file);
    CREATE INDEX trained_by_file ON trained (file);

    CREATE TABLE faults (position INTEGER PRIMARY KEY, path BLOB NOT NULL, message TEXT NOT NULL);
"""

_READERS: Final = (
    *("annotations", "bounds", "drafting", "faults", "locating", "models", "problems", "reading", "scanning"),
    *("spelling", "text", "validating", "words"),
)
_MAKERS: Final = (
    "models",
    "naming",
    "store",
    "walking",
    "indexing/plain_toml",
    "indexing/reading",
    "indexing/values",
)


class NotOurs(Exception):
    """The file is no index, or not of these logs, or was made by another version of the program."""


def make(connection: sqlite3.Connection, logs: Path) -> None:
    """Make the tables in an empty file. Raises sqlite3.Error."""
    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES}")
    connection.execute("INSERT INTO facts VALUES ('logs', ?), ('program', ?)", (_place(logs), _program()))
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def empty(connection: sqlite3.Connection) -> None:
    """Take all out that came from logs, for one that others have open and that can't be thrown away."""
    tables = "DELETE FROM trained; DELETE FROM sessions; DELETE FROM files; DELETE FROM faults"
    connection.executescript(f"BEGIN IMMEDIATE; {tables}; DELETE FROM facts WHERE name = 'complete'; COMMIT")


def check(connection: sqlite3.Connection, logs: Path) -> None:
    """Raise `NotOurs`, or sqlite3.Error, if the file is not to be believed."""
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if marks != [APPLICATION, VERSION]:
        raise NotOurs
    facts = dict(connection.execute("SELECT name, value FROM facts"))
    if facts.get("logs") != _place(logs) or facts.get("program") != _program():
        raise NotOurs


def _place(logs: Path) -> bytes:
    return os.fsencode(logs.absolute())


def _program() -> bytes:
    """What tells one version of the code that reads logs from another: another might judge a log otherwise."""
    ours = Path(__file__).parents[1]
    theirs = Path(catalogue.__file__ or "").parent
    found = []
    for file in [*(theirs / f"{name}.py" for name in _READERS), *(ours / f"{name}.py" for name in _MAKERS)]:
        try:
            about = file.stat()
        except OSError:
            # Run from an archive: the version of the tables has to do.
            continue
        found.append((file.name, about.st_size, about.st_mtime_ns))
    return hashlib.blake2b(repr(found).encode(), digest_size=16).digest()
