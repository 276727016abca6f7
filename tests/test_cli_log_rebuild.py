"""`repcue log rebuild`: the index is made anew, and what is wrong with the logs is named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from commands import invoke
from log_examples import a_log
from log_folder import keep, log_of

from tui.logbook.index.cache_file import NAME
from tui.logbook.log.store import log_text
from tui.machine.paths import Paths


def test_it_says_what_it_found_and_names_what_is_wrong(home: Path) -> None:
    paths = Paths.under(home)
    keep(paths, "a.toml", log_text(a_log()))
    keep(paths, "b.toml", log_text(log_of(3)))
    bad = keep(paths, "c.toml", "=")
    result = invoke(home, "log", "rebuild")
    assert (result.exit_code, result.stdout) == (0, "files 3, sessions 2, problems 1\n")
    assert result.stderr.startswith(f"{bad}:1: ")


def test_what_was_in_the_index_goes(home: Path) -> None:
    paths = Paths.under(home)
    keep(paths, "a.toml", log_text(a_log()))
    invoke(home, "log", "rebuild")
    with sqlite3.connect(paths.cache / NAME) as connection:
        connection.execute("UPDATE sessions SET name = 'never'")
    connection.close()
    invoke(home, "log", "rebuild")
    connection = sqlite3.connect(paths.cache / NAME)
    assert connection.execute("SELECT name FROM sessions").fetchall() == [(a_log().name,)]
    connection.close()


def test_where_the_index_cannot_be_kept_it_is_said(home: Path) -> None:
    paths = Paths.under(home)
    keep(paths, "a.toml", log_text(a_log()))
    paths.cache.write_bytes(b"")
    result = invoke(home, "log", "rebuild")
    assert (result.exit_code, result.stdout) == (0, "files 1, sessions 1, problems 0\n")
    assert str(paths.cache) in result.stderr
