"""One process at a time runs a session."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tui.logbook.disk.lock import SessionLock

NOW = datetime(2026, 11, 22, 18, 5, 33)

OTHER_PROCESS = """
import sys
from datetime import datetime
from pathlib import Path
from tui.logbook.disk.lock import SessionLock
lock = SessionLock(Path(sys.argv[1]))
print(lock.acquire(datetime(2026, 11, 22, 18, 5, 33)), flush=True)
sys.stdin.read()
"""

WITH_A_CHILD = """
import subprocess, sys
from datetime import datetime
from pathlib import Path
from tui.logbook.disk.lock import SessionLock
assert SessionLock(Path(sys.argv[1])).acquire(datetime(2026, 11, 22, 18, 5, 33))
wait = "import sys; print('the child lives', flush=True); sys.stdin.read()"
subprocess.Popen([sys.executable, "-c", wait], close_fds=False).wait()
"""


@contextmanager
def another_process(path: Path) -> Iterator[tuple["subprocess.Popen[str]", bool]]:
    """Yield a process that tried to take the lock, and whether it got it; it is killed at the end."""
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline() == "True\n"
        finally:
            process.kill()


def test_a_second_process_cannot_take_the_lock_and_is_told_who_has_it(tmp_path: Path) -> None:
    path = tmp_path / "state" / "session.lock"
    with another_process(path) as (process, got_it):
        assert got_it
        lock = SessionLock(path)
        assert not lock.acquire(NOW)
        assert not lock.held
        assert str(lock.holder()) == (f"a session runs elsewhere (process {process.pid}, since 2026-11-22 18:05)")


def test_a_killed_process_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "session.lock"
    with another_process(path) as (process, got_it):
        assert got_it
        process.send_signal(signal.SIGKILL)
        process.wait()
        lock = SessionLock(path)
        assert lock.acquire(NOW)
        lock.release()


def test_a_held_lock_keeps_another_process_out_until_it_is_released(tmp_path: Path) -> None:
    path = tmp_path / "session.lock"
    with SessionLock(path) as lock:
        assert lock.acquire(NOW)
        assert lock.acquire(NOW)
        with another_process(path) as (_, got_it):
            assert not got_it
        holder = lock.holder()
        assert holder and holder.process == os.getpid()
    assert not lock.held
    with another_process(path) as (_, got_it):
        assert got_it


def test_a_program_that_the_session_started_does_not_keep_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "session.lock"
    with subprocess.Popen(
        [sys.executable, "-c", WITH_A_CHILD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "the child lives\n"
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        with SessionLock(path) as lock:
            assert lock.acquire(NOW)


def test_the_lock_file_stays_when_the_lock_is_released(tmp_path: Path) -> None:
    path = tmp_path / "session.lock"
    with SessionLock(path) as lock:
        assert lock.acquire(NOW)
    assert path.exists()


def test_a_disk_without_locks_lets_a_session_run_and_says_so(tmp_path: Path) -> None:
    def refuse(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    with SessionLock(tmp_path / "session.lock", refuse) as lock:
        assert lock.acquire(NOW)
        assert lock.held
        assert not lock.works


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"process": "x"}', b"[" * 5000])
def test_a_lock_file_with_anything_in_it_is_no_obstacle(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "session.lock"
    path.write_bytes(content)
    lock = SessionLock(path)
    assert lock.holder() is None
    assert lock.acquire(NOW)
    holder = lock.holder()
    lock.release()
    assert holder and holder.since == "2026-11-22 18:05"


def test_what_a_lock_file_says_cannot_drive_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "session.lock"
    path.write_text('{"process": 1, "host": "a\\u001b[2J", "since": "b\\u0007"}')
    assert str(SessionLock(path).holder()).isprintable()
