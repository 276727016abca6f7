"""Logs as TOML files: writing one so that it is there whole or not at all, and reading one."""

import contextlib
import errno
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tomli_w

from catalogue.files.problems import FileProblems, guarded
from catalogue.files.toml import parse, read_text
from catalogue.mistakes.validation import validate
from tui.logbook.disk.calls import Disk
from tui.logbook.disk.placement import ensure_folder, forget, hidden_name, numbered, place, write_hidden
from tui.logbook.log.file_names import log_path
from tui.logbook.log.log_model import Log
from tui.machine.paths import Paths

LIMIT: Final = 1024 * 1024
"""The most bytes of a log that is read: some five thousand rows."""

_NO_FILE = frozenset({errno.EINVAL, errno.EISDIR, errno.ELOOP, errno.ENXIO})


_TOO_LONG_FOR_A_LINE: Final = {"-": "-" * 200}


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log, where it was read, and the digest of the text it was read from."""

    path: Path
    log: Log
    digest: bytes


class LogNotWritten(Exception):
    """A log that would not read back as it is, so that it was not put in place; the journal still has it."""


def read_log(path: Path) -> LogFile:
    """Read one log. Raises FileProblems with every problem in it and their lines."""

    def read() -> LogFile:
        text = read_text(path, LIMIT)
        return LogFile(path, parse_log(text, path), digest(text))

    return guarded(path, read)


def parse_log(text: str, path: Path) -> Log:
    """Return the log that a TOML text holds; `path` is what messages name. Raises FileProblems."""
    return guarded(path, lambda: validate(Log, parse(text, path), text, path))


def digest(text: str) -> bytes:
    """Return what tells one text of a log from another."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def log_text(log: Log) -> str:
    """Return a log as TOML."""
    return document_text(log.document())


def document_text(document: dict[str, object]) -> str:
    """Return a log's document as TOML, its rows as `[[sets]]` tables however short they are.

    tomli-w writes a list of tables that all fit a line as one inline list, to which nobody can append a table. One
    row too long for a line prevents it, and is taken out again.
    """
    rows = document.get("sets")
    if not isinstance(rows, list | tuple) or not rows:
        return tomli_w.dumps(document)
    text = tomli_w.dumps(document | {"sets": [*rows, _TOO_LONG_FOR_A_LINE]})
    # No value holds this text, as a line break within one is written as an escape.
    return text.replace("\n" + tomli_w.dumps({"sets": [_TOO_LONG_FOR_A_LINE]}), "", 1)


def save(log: Log, paths: Paths, disk: Disk) -> Path:
    """Write a log as a new file and return where it is, once it would survive a power cut.

    Never over an existing file: a taken name gets `-2`, `-3`. May be repeated after an error or a crash: a log of
    the same session (the same id and end) that is there under such a name already is the one.
    Raises OSError, and LogNotWritten.
    """
    data = _checked_bytes(log)
    wanted = log_path(paths, log.started, _title(log))
    hidden = hidden_name(wanted)
    ensure_folder(disk, wanted.parent)
    for target in numbered(wanted):
        if not _is_taken(disk, target):
            write_hidden(disk, hidden, data)
            try:
                place(disk, hidden, target)
            except FileExistsError:
                pass
            except BaseException:
                with contextlib.suppress(OSError):
                    disk.unlink(hidden)
                raise
            else:
                return target
        if _is_of_session(disk, target, log):
            forget(disk, hidden)
            return target
    raise AssertionError("numbered names never end")


def _checked_bytes(log: Log) -> bytes:
    # The bytes on disk are compared with these before they get a name, so this parses back what will be there.
    if log.finished < log.started:
        raise LogNotWritten(f"the session would finish before it started, at {log.started:%Y-%m-%d %H:%M}")
    text = log_text(log)
    try:
        back = log_text(parse_log(text, Path("log")))
    except FileProblems as error:
        raise LogNotWritten(f"the log would not be readable: {error}") from error
    if back != text:
        raise LogNotWritten("the log would not read back the same")
    return text.encode()


def _is_taken(disk: Disk, path: Path) -> bool:
    try:
        disk.read(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno not in _NO_FILE:
            raise
    return True


def _is_of_session(disk: Disk, path: Path, log: Log) -> bool:
    try:
        found = parse_log(disk.read(path).decode(), path)
    except (FileProblems, UnicodeDecodeError, FileNotFoundError):
        return False
    except OSError as error:
        if error.errno not in _NO_FILE:
            raise
        return False
    return found.id == log.id and found.finished == log.finished


def _title(log: Log) -> str:
    if log.routine:
        return log.routine
    exercises = log.exercises
    return exercises[0] if len(exercises) == 1 else "session"
