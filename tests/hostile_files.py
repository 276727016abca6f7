"""Files that mean harm or were harmed, for the tests of everything that reads TOML."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

KIB: Final = 1024
LIMIT: Final = 256 * KIB

UNPARSABLE: Final[dict[str, tuple[bytes, int, str]]] = {
    # name: content, the line that the message must name, words that it must hold
    "empty": (b"", 1, "the file is empty"),
    "blank": (b" \n\t\r\n\n", 1, "the file is empty"),
    "byte order mark alone": (b"\xef\xbb\xbf", 1, "the file is empty"),
    "too large": (b"#" * (LIMIT + 1), 1, "larger than 256 KiB"),
    "zero byte": (b'schema = 1\nid = "a\0b"\n', 2, "zero byte"),
    "zeros of a power cut": (b"\0" * 4096, 1, "zero byte"),
    "latin-1": ('schema = 1\nname = "Übung"\n'.encode("latin-1"), 2, "not UTF-8"),
    "utf-16": ("schema = 1\n".encode("utf-16"), 1, "UTF-16"),
    "surrogates": (b'schema = 1\n\nname = "\xed\xa0\x80"\n', 3, "not UTF-8"),
    "merge": (b"schema = 1\n<<<<<<< HEAD\nid = 1\n=======\nid = 2\n>>>>>>> theirs\n", 2, "<<<<<<<"),
    "half a merge": (b'schema = 1\nid = "a"\n=======\nid = "b"\n', 3, "======="),
    "end of a merge": (b'schema = 1\nid = "a"\n>>>>>>> theirs\n', 3, ">>>>>>>"),
    "brackets": (b"[" * LIMIT, 1, "nests brackets"),
    "array of brackets": (b"a = " + b"[" * (LIMIT - 4), 1, "nests"),
    "braces": (b"a={" * (LIMIT // 3), 1, "nests"),
    "deep inline tables": (b"x = 1\na = " + b"{b = " * 50 + b"1" + b"}" * 50, 2, "nests"),
    "array open for ever": (b"a=[\n" * 15_000, 17, "nests"),
    "dotted key": (b"x = 1\n" + b"a." * 50_000 + b"a = 1", 2, "dots"),
    "quoted dotted key": (b'"a" . ' * 40_000 + b'"a" = 1', 1, "dots"),
    "dotted header": (b"[" + b"a." * 50_000 + b"a]", 1, "dots"),
    "digits": (b"x = 1\ny = " + b"9" * 100_000, 2, "100000 digits"),
    "digits with gaps": (b"y = " + b"1_" * 50_000 + b"1", 1, "digits"),
    "many values": (b"a = [" + b"1," * 100_000 + b"]", 1, "lines and values"),
    "many lines": (b"a = 1\n" * 40_000, 1, "lines and values"),
    "quotes": (b'"' * LIMIT, 1, "quotes"),
    "text for ever": (b'a = """' + b'\\"""' * 60_000, 1, "never closed"),
    "control character": (b'schema = 1\nname = "\x1b[2J"\n', 2, "control character"),
    "control in a comment": (b"schema = 1\n# \x1b]0;x\x07\n", 2, "control character"),
    "carriage returns": (b"schema = 1\rid = 2\r", 1, ""),
    "duplicate key": (b'id = "a"\nname = "b"\nid = "c"\n', 3, "given before"),
    "duplicate table": (b"[sides]\n[defaults]\n[sides]\n", 3, "opened before"),
    "unclosed text": (b'schema = 1\nname = "abc\nid = 1\n', 2, "not closed"),
    "unquoted text": (b"schema = 1\nname = Lunge\n", 2, "put text in quotes"),
    "no such date": (b"schema = 1\nx = 2026-02-31\n", 2, "date"),
    "json": (b'{"schema": 1}', 1, "KEY = VALUE"),
    "html": (b"<!DOCTYPE html>\n<html>", 1, "KEY = VALUE"),
    "cut off": (b'schema = 1\n[[phases]]\nkind = "ecc', 3, "never closed"),
}

EXERCISE: Final = """\
schema = 1
id = "ITS-ID"
name = "Calf Raise"
level = "beginner"
pattern = "other"

[defaults]
reps = 10

[[phases]]
kind = "concentric"
cue = "Rise"
text = "Rise onto your toes."
seconds = 2
"""
"""A small sound exercise; ITS-ID stands for its id."""

ROUTINE: Final = """\
schema = 1
id = "ITS-ID"
name = "Short"

[[blocks]]
exercise = "extended-lunge"
"""
"""A small sound routine of a bundled exercise; ITS-ID stands for its id."""


def exercise(exercise_id: str, *changes: tuple[str, str]) -> str:
    """Return the small exercise with this id and with texts replaced, each of which it must hold."""
    return _changed(EXERCISE, exercise_id, changes)


def routine(routine_id: str, *changes: tuple[str, str]) -> str:
    """Return the small routine with this id and with texts replaced, each of which it must hold."""
    return _changed(ROUTINE, routine_id, changes)


def _changed(text: str, its_id: str, changes: tuple[tuple[str, str], ...]) -> str:
    text = text.replace("ITS-ID", its_id)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


NOT_FILES: Final[dict[str, tuple[Callable[[Path], None], str]]] = {
    # name: what makes it, words that the message must hold
    "pipe": (_fifo, "a pipe"),
    "folder": (Path.mkdir, "a folder"),
    "device": (_link_to("/dev/zero"), "a device"),
    "terminal": (_link_to("/dev/tty"), "a device"),
    "broken link": (_link_to("nowhere"), "does not exist"),
    "link to itself": (lambda path: path.symlink_to(path), "a link to itself"),
    "nothing": (lambda path: None, "no such file"),
}
