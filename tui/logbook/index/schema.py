"""The tables of the index, and what must be true of a file before it is believed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from tui.logbook.index.code_digest import Code, own_code
from tui.logbook.index.values import SESSION_COLUMNS

VERSION: Final = 1
"""Raised with every change of the tables or of what is kept in them, for where no source is installed."""

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


class NotOurs(Exception):
    """The file is no index, or not of these logs, or was made by another version of the program."""


def make(connection: sqlite3.Connection, logs: Path) -> None:
    """Make the tables in an empty file. Raises sqlite3.Error."""
    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES}")
    connection.execute("INSERT INTO facts VALUES ('logs', ?), ('program', ?)", (_place(logs), str(own_code())))
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def empty(connection: sqlite3.Connection) -> None:
    """Take all out that came from logs, for one that others have open and that can't be thrown away."""
    tables = "DELETE FROM trained; DELETE FROM sessions; DELETE FROM files; DELETE FROM faults"
    connection.executescript(f"BEGIN IMMEDIATE; {tables}; DELETE FROM facts WHERE name = 'complete'; COMMIT")


def check(connection: sqlite3.Connection, logs: Path, *, alone: bool) -> None:
    """Raise `NotOurs`, or sqlite3.Error, if the file is not to be believed. `alone` allows to write into it."""
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if marks != [APPLICATION, VERSION]:
        raise NotOurs
    facts = dict(connection.execute("SELECT name, value FROM facts"))
    if facts.get("logs") != _place(logs):
        raise NotOurs
    try:
        made_by = Code.parse(facts.get("program"))
    except ValueError as error:
        raise NotOurs from error
    if made_by.is_untouched():
        return
    if made_by.digest != own_code().digest:
        raise NotOurs
    if alone:
        # The same code installed again: the next start need not parse it. A full disk is no damage to the index.
        with suppress(sqlite3.OperationalError):
            connection.execute("UPDATE facts SET value = ? WHERE name = 'program'", (str(own_code()),))


def _place(logs: Path) -> bytes:
    return os.fsencode(logs.absolute())
