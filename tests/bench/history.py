"""What the index takes, beside the bare parsing of the same files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tomli

from tui.logbook.index.index import Index
from tui.logbook.index.rows import Filter
from tui.machine.paths import Paths

WORDS: Final = ("l", "le", "leg", "legs", "leg curl", "nothing like it")
"""What is asked for as somebody types a search."""

_RESIDENT: Final = """
import sys
from pathlib import Path
from tui.logbook.index.index import Index
from tui.machine.paths import Paths
with Index.open(Paths.under(Path(sys.argv[1]))) as index:
    index.refresh()
    rows = index.sessions()
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


@dataclass(frozen=True, slots=True)
class History:
    """Seconds, but for `memory`, which is the most MiB of a process that holds all sessions."""

    parse: float
    """Parsing all files with tomli, already read, one after the other."""
    cold: float
    """Opening and refreshing with no file of the index."""
    warm: float
    """Refreshing with nothing changed."""
    one_changed: float
    """Refreshing with one file changed."""
    all_sessions: float
    """The rows of all sessions, for the first time."""
    search: float
    """The slowest of the searches as one types."""
    days: float
    """The heat map's numbers."""
    sets: float
    """All rows of one exercise."""
    memory: float


def history(home: Path, rounds: int) -> History:
    """Measure the index of the logs under `home`; each number is the least of `rounds`."""
    paths = Paths.under(home)
    both = [(_parse(paths), _cold(paths)) for _ in range(rounds)]
    with Index.open(paths) as index:
        # What was written within two seconds of being read is looked at once more.
        index.refresh()
        return History(
            parse=min(parse for parse, _ in both),
            cold=min(cold for _, cold in both),
            warm=_least(index.refresh, rounds),
            one_changed=min(_one_changed(index) for _ in range(rounds)),
            all_sessions=min(_all_sessions(paths) for _ in range(rounds)),
            search=max(_search(index, each, rounds) for each in WORDS),
            days=_least(index.days, rounds),
            sets=_least(lambda: index.sets(next(iter(index.exercises()))), rounds),
            memory=_memory(home),
        )


def _parse(paths: Paths) -> float:
    texts = [file.read_text(encoding="utf-8") for file in paths.logs.rglob("*.toml")]
    return _seconds(lambda: [None for text in texts if tomli.loads(text) is None])


def _cold(paths: Paths) -> float:
    shutil.rmtree(paths.cache, ignore_errors=True)

    def work() -> None:
        with Index.open(paths) as index:
            index.refresh()

    return _seconds(work)


def _all_sessions(paths: Paths) -> float:
    with Index.open(paths) as index:
        return _seconds(index.sessions)


def _one_changed(index: Index) -> float:
    path = index.sessions(Filter(limit=1))[0].path
    path.write_bytes(path.read_bytes() + b"# changed\n")
    return _seconds(index.refresh)


def _search(index: Index, typed: str, rounds: int) -> float:
    asked = Filter(words=tuple(typed.split()))
    return _least(lambda: index.sessions(asked), rounds)


def _memory(home: Path) -> float:
    command = [sys.executable, "-c", _RESIDENT, str(home)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return int(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout) / 1024


def _least(work: Callable[[], object], rounds: int) -> float:
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
