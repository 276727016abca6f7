"""Reading a TOML file that anybody may have made: whatever is in it, the end is a document or a FileProblems.

Any file within the limit is done with in under a second, so a check of nesting comes before the parser: some
parsers take minutes for a key of a thousand parts, and compiled ones may crash on brackets nested too deep.
"""

import errno
import os
import re
import stat
from pathlib import Path
from typing import Final, NoReturn

import tomli

from catalogue.files.problems import FileProblems, Problem
from catalogue.files.text import printable, quoted
from catalogue.files.tokens import DEEPEST, is_plain, is_shallow, nests_too_deep

LIMIT: Final = 256 * 1024
"""The most bytes that a file may have unless the caller says otherwise."""

MOST_PARTS: Final = 20_000
"""The most line ends, commas and opening brackets together: what bounds the work of naming every mistake."""

_CONFLICT: Final = re.compile(r"^(?:<{7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_LONG_NUMBER: Final = re.compile(r"[0-9][0-9_]{999,}")
_BACKUP: Final = "put back a sound copy, or write the file anew"


def read_text(path: Path | str, limit: int = LIMIT) -> str:
    """Return the text of a file of at most `limit` bytes, without a byte order mark.

    Never waits on a pipe or a device and never reads more than `limit` + 1 bytes.
    Raises FileProblems when there is no such regular file or it is not UTF-8 text.
    """
    data = _read_bytes(path, limit)
    if len(data) > limit:
        _fail(path, None, f"is larger than {limit // 1024} KiB, the most that is read; is it the right file?")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _fail(path, 1, "is text in UTF-16; save it as UTF-8")
    nul = data.find(b"\0")
    if nul >= 0:
        _fail(path, _line_at(data, nul), f"holds a zero byte, so the file is damaged or no text; {_BACKUP}")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        _fail(path, _line_at(data, error.start), f"holds the byte 0x{byte:02x}, which is not UTF-8; save it as UTF-8")


def parse(text: str, path: Path | str) -> dict[str, object]:
    """Return the document of a TOML text; `path` is what the messages name. Raises FileProblems."""
    if not text.strip():
        _fail(path, None, f"the file is empty; {_BACKUP}, or delete it")
    conflict = _CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if conflict:
        _fail_at_conflict(text, path, _line_of(text, conflict.start()))
    deep = None if is_shallow(text) or is_plain(text) else nests_too_deep(text)
    if deep:
        _fail(path, deep, f"nests brackets or joins keys by dots more than {DEEPEST} deep; is a bracket not closed?")
    if sum(map(text.count, "\n,[{")) > MOST_PARTS:
        _fail(path, None, f"has more than {MOST_PARTS} lines and values; is it the right file?")
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        if text.split("\n")[error.lineno - 1].rstrip() == "=======":
            _fail_at_conflict(text, path, error.lineno)
        _fail(path, error.lineno, _in_plain_words(error))
    except Exception as error:
        # The parser belongs to others, and Python itself refuses long numbers with a bare ValueError: whatever
        # it raises, one bad file must not take the program down.
        long_number = _LONG_NUMBER.search(text)
        if long_number:
            line = _line_of(text, long_number.start())
            _fail(path, line, f"holds a number of {len(long_number.group())} digits; write a smaller one")
        _fail(path, None, f"is not TOML that can be read ({quoted(str(error))}); {_BACKUP}")


def _read_bytes(path: Path | str, limit: int) -> bytes:
    try:
        # Looked at before it is opened, because opening a device can already do something;
        # and again afterwards, because another process may have put something else there.
        _refuse_all_but_files(path, Path(path).stat().st_mode)
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            _refuse_all_but_files(path, os.fstat(handle).st_mode)
            return file.read(limit + 1)
    except FileNotFoundError:
        if Path(path).is_symlink():
            _fail(path, None, "is a link to a file that does not exist; mend or delete the link")
        _fail(path, None, "there is no such file; is the name right?")
    except PermissionError:
        _fail(path, None, "may not be read; give yourself permission (chmod u+r), to its folder as well")
    except OSError as error:
        if error.errno == errno.ELOOP:
            _fail(path, None, "is a link to itself; delete the link")
        _fail(path, None, f"cannot be read: {error.strerror}")
    except ValueError:
        _fail(path, None, "is not a name that a file can have")


def _refuse_all_but_files(path: Path | str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    found = "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
    _fail(path, None, f"is {found}, not a file; name a .toml file")


_PLAIN_WORDS: Final = {
    "Cannot overwrite a value": "gives a key that was given before; take one of the two out",
    "Duplicate inline table key": "gives a key that was given before; take one of the two out",
    "Cannot declare": "opens a table that was opened before; put its keys together in one place",
    "Cannot redefine namespace": "adds to a table that was opened before; put its keys together in one place",
    "Cannot mutate immutable namespace": "adds to a table or list that was closed before; put its parts together",
    "Unterminated string": "opens a text that is never closed; put a quote at its end",
    "Illegal character '\\n'": "opens a text that is not closed on its line; put a quote at its end",
    "Illegal character": "holds a control character inside a text; take it out",
    "Found invalid character '\\n'": "opens a text that is not closed on its line; put a quote at its end",
    "Found invalid character": "holds a control character; take it out",
    'Expected "\'"': "opens a text that is never closed; put a quote at its end",
    "Expected \"'''\"": "opens a text that is never closed; put three quotes at its end",
    "Expected '=' after a key": "has a key without a value; write KEY = VALUE, with texts in quotes",
    "Expected newline or end of document": "goes on after the value; put one KEY = VALUE on a line",
    "Expected ']' at the end of a table": "opens a header that is not closed; write [NAME] on its own line",
    "Expected ']]' at the end of an array": "opens a header that is not closed; write [[NAME]] on its own line",
    "Unclosed array": "a list is not closed here or lacks a comma; write [A, B]",
    "Unclosed inline table": "a table in braces is not closed here or lacks a comma; write { A = 1, B = 2 }",
    "Unescaped '\\' in a string": "holds a backslash that means nothing; write two, or use single quotes",
    "Invalid hex value": "holds an unfinished code after a backslash; write two backslashes, or use single quotes",
    "Escaped character is not": "holds a code that is no character; take it out",
    "Invalid date or datetime": "holds a date that does not exist; write it as 2026-11-22",
    "Invalid value": "has a value that cannot be read; put text in quotes, and write true or false for yes or no",
    "Invalid statement": "is neither KEY = VALUE nor a [HEADER]; put # before a remark",
    "Invalid initial character for a key part": "has a key with a character that needs quotes, or lacks a key",
}


def _in_plain_words(error: tomli.TOMLDecodeError) -> str:
    sentence = next((words for start, words in _PLAIN_WORDS.items() if error.msg.startswith(start)), None)
    return f"{sentence or printable(error.msg, 120)} (column {error.colno})"


def _fail_at_conflict(text: str, path: Path | str, line: int) -> None:
    mark = text.split("\n")[line - 1][:7]
    _fail(
        path,
        line,
        f"holds the mark {mark} of an unfinished merge; keep the lines that are right and delete the marks",
    )


def _fail(path: Path | str, line: int | None, message: str) -> NoReturn:
    raise FileProblems([Problem(str(path), line, "", message)]) from None


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
