"""What other programs do to a journal while a session writes it: sync tools, clean-ups, restores, mistakes."""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tui.logbook.journal.journal import encode

FOREIGN: Final = b"somebody's own words\n"
Act = Callable[[Path], bytes | None]
"""Does it to the journal of that path; returns foreign bytes that may not get lost, if it brought any."""


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def append_words(path: Path) -> bytes:
    with path.open("ab") as file:
        file.write(FOREIGN)
    return FOREIGN


def append_a_rival_record(path: Path) -> bytes:
    rival = encode(1, {"number": "another"})
    with path.open("ab") as file:
        file.write(rival)
    return rival


def replace_with_words(path: Path) -> bytes:
    _put(path, FOREIGN)
    return FOREIGN


def replace_with_an_older_copy(path: Path) -> None:
    data = path.read_bytes()
    _put(path, data[: len(data) // 2])


def replace_with_a_copy(path: Path) -> None:
    _put(path, path.read_bytes())


def move_away(path: Path) -> None:
    path.rename(path.with_name("moved"))


def delete(path: Path) -> None:
    path.unlink()


def delete_the_folder(path: Path) -> None:
    # The writer may be putting a file there at this very instant.
    shutil.rmtree(path.parent, ignore_errors=True)


def rename_the_folder(path: Path) -> None:
    target = path.parent.with_name(f"{path.parent.name}-renamed")
    shutil.rmtree(target, ignore_errors=True)
    path.parent.rename(target)


def put_a_new_folder_in_place(path: Path) -> None:
    rename_the_folder(path)
    with contextlib.suppress(FileExistsError):
        path.parent.mkdir()


def put_a_file_in_the_folders_place(path: Path) -> None:
    rename_the_folder(path)
    with contextlib.suppress(OSError):
        path.parent.write_bytes(b"")
        path.parent.unlink()


def link_to_another_file(path: Path) -> bytes:
    other = path.with_name("other")
    other.write_bytes(FOREIGN)
    path.unlink()
    with contextlib.suppress(FileExistsError):
        path.symlink_to(other)
    return FOREIGN


def link_to_the_journal_itself(path: Path) -> None:
    moved = path.with_name("elsewhere")
    path.rename(moved)
    with contextlib.suppress(FileExistsError):
        path.symlink_to(moved)


def hard_link_another_file(path: Path) -> bytes:
    other = path.with_name("linked")
    other.unlink(missing_ok=True)
    other.write_bytes(FOREIGN)
    path.unlink()
    with contextlib.suppress(FileExistsError):
        os.link(other, path)
    return FOREIGN


def put_a_pipe_in_place(path: Path) -> None:
    path.unlink()
    with contextlib.suppress(FileExistsError):
        os.mkfifo(path)


def put_a_folder_in_place(path: Path) -> None:
    path.unlink()
    with contextlib.suppress(FileExistsError):
        path.mkdir()


ACTS: Final[tuple[Act, ...]] = (
    *(cut, empty, append_words, append_a_rival_record, replace_with_words, replace_with_an_older_copy),
    *(replace_with_a_copy, move_away, delete, delete_the_folder, rename_the_folder, put_a_new_folder_in_place),
    *(put_a_file_in_the_folders_place, link_to_another_file, link_to_the_journal_itself, hard_link_another_file),
    *(put_a_pipe_in_place, put_a_folder_in_place),
)


def _put(path: Path, data: bytes) -> None:
    new = path.with_name("new")
    new.write_bytes(data)
    new.replace(path)
