"""Notes pinned to exercises, in `notes.toml` in the config folder, which a person may edit too:

    [seated-leg-curl]
    note = "seat 4, pad 2"

What a session pins is part of its state, so that undo takes it back; the file follows the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from catalogue.files.problems import FileProblems, guarded
from catalogue.files.text import NOTE_LENGTH, printable, prose
from catalogue.files.toml import parse, read_text
from tui.logbook.disk.calls import Disk, in_plain_words
from tui.logbook.disk.placement import put
from tui.session.state import Live, Pin

_HEAD: Final = "# Notes that stand at the set-up of an exercise; N and a note that begins with ! write them.\n"


def read_pinned(path: Path) -> dict[str, str]:
    """Return the notes by exercise; what is no note is left out. Raises FileProblems for a file that isn't TOML."""
    return guarded(path, lambda: _read(path))


class PinBoard:
    """The pinned notes of a session that runs: in memory at once, in their file when `write` is called."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self._path = path
        self._disk = disk
        self._notes: dict[str, str] | None = None
        self._due: dict[str, str | None] = {}
        self._lock = Lock()

    def note(self, exercise: str) -> str | None:
        """Return the note pinned to an exercise; none where the file can't be read."""
        if self._notes is None:
            try:
                self._notes = read_pinned(self._path)
            except FileProblems:
                self._notes = {}
        return self._notes.get(exercise)

    def follow(self, before: Live, after: Live) -> bool:
        """Take over what a command, an undo or a redo has pinned; return whether there is something to write."""
        changes = pin_changes(before, after)
        if not changes:
            return False
        self.note("")
        assert self._notes is not None, "the file was read"
        for exercise, note in changes.items():
            if note is None:
                self._notes.pop(exercise, None)
            else:
                self._notes[exercise] = note
        with self._lock:
            self._due |= changes
        return True

    def write(self) -> str:
        """Write what is due, and return what went wrong; thread-safe. What was said last is written last."""
        with self._lock:
            due, self._due = self._due, {}
            try:
                if due:
                    pin(self._path, due, self._disk)
            except OSError as error:
                return f"The note is not pinned: {in_plain_words(error)}"
            except FileProblems as error:
                return f"The note is not pinned: {error}"
        return ""


def pin_changes(before: Live, after: Live) -> dict[str, str | None]:
    """Return what the file must say after a command, an undo or a redo, by exercise; None: no note."""
    if before.pins == after.pins:
        return {}
    old, new = _standing(before.pins), _standing(after.pins)
    stood = {pin.exercise: pin.instead_of for pin in reversed((*before.pins, *after.pins))}
    changed = {name for name in (*old, *new) if old.get(name) != new.get(name)}
    return {name: new.get(name, stood[name]) for name in changed}


def pin(path: Path, changes: Mapping[str, str | None], disk: Disk) -> None:
    """Put notes into the file, or take them out; all else in it stays. Raises OSError and FileProblems."""
    import tomlkit  # slow, rarely needed

    read_pinned(path)
    document = tomlkit.parse(read_text(path) if path.exists() else _HEAD)
    for exercise, note in changes.items():
        table = document.get(exercise)
        if note is not None and isinstance(table, dict):
            table["note"] = note
        elif note is not None:
            table = tomlkit.table()
            table["note"] = note
            document[exercise] = table
        elif isinstance(table, dict):
            table.pop("note", None)
            if not table:
                document.pop(exercise)
    put(disk, path, tomlkit.dumps(document).encode())


def _standing(pins: tuple[Pin, ...]) -> dict[str, str]:
    return {pin.exercise: pin.text for pin in pins}


def _read(path: Path) -> dict[str, str]:
    if not path.exists() and not path.is_symlink():
        return {}
    text = read_text(path)
    if not text.strip():
        return {}
    notes = {name: table.get("note") for name, table in parse(text, path).items() if isinstance(table, dict)}
    return {name: _note(note) for name, note in notes.items() if isinstance(note, str) and note.strip()}


def _note(text: str) -> str:
    try:
        return " ".join(prose(text, NOTE_LENGTH).split())
    except ValueError:
        return printable(text)[:NOTE_LENGTH]
