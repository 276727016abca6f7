"""A process killed at any instant has every record in its journal that it was told is safe."""

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from journal_acts import ACTS

from tui.logbook.journal.journal import decode

VICTIM = Path(__file__).with_name("journal_victim.py")
KILLS = 200
CHANGED_KILLS = 60


def test_every_acknowledged_record_survives_two_hundred_kills(tmp_path: Path) -> None:
    random = Random(20261122)
    lengths = set()
    with subprocess.Popen(
        [sys.executable, "-E", str(VICTIM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as nursery:
        for kill in range(KILLS):
            folder = tmp_path / str(kill)
            acknowledged = kill_one(nursery, folder, random)
            journal = folder / "x.journal"
            found = decode(journal.read_bytes()).records if journal.exists() else []
            assert [record["number"] for record in found] == list(range(len(found)))
            assert len(found) >= acknowledged
            lengths.add(acknowledged)
        assert nursery.stdin
        nursery.stdin.close()
    assert nursery.returncode == 0
    assert len(lengths) > 10, "the kills came at different instants"


@pytest.mark.parametrize("seed", range(3))
def test_after_any_acts_of_other_programs_every_acknowledged_record_survives_a_kill(
    seed: int, tmp_path: Path
) -> None:
    random = Random(seed)
    with subprocess.Popen(
        [sys.executable, "-E", str(VICTIM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as nursery:
        for kill in range(CHANGED_KILLS // 3):
            folder = tmp_path / str(kill)
            victim = Victim(nursery, folder, random)
            victim.write(random.randint(1, 25))
            acts = [victim.suffer() for _ in range(random.randint(1, 4))]
            acknowledged = victim.die()
            found = max(records_in(folder), key=len, default=[])
            assert found == list(range(len(found))), acts
            assert len(found) >= acknowledged, acts
        assert nursery.stdin
        nursery.stdin.close()
    assert nursery.returncode == 0


def records_in(folder: Path) -> list[list[object]]:
    """Return what each journal there holds, as a start of the program would find them."""
    journals = [path for path in folder.glob("*.journal") if path.is_file()]
    return [[record["number"] for record in decode(path.read_bytes()).records] for path in journals]


class Victim:
    """A writer that is to be killed."""

    def __init__(self, nursery: subprocess.Popen[bytes], folder: Path, random: Random) -> None:
        assert nursery.stdin and nursery.stdout
        self.folder = folder
        self.random = random
        self.out = nursery.stdout.fileno()
        self.said = b""
        nursery.stdin.write(f"{folder}\n".encode())
        nursery.stdin.flush()
        self.read_until(lambda: self.said.partition(b"child ")[2].count(b"\n") > 0)
        self.process = int(self.said.partition(b"child ")[2].split(b"\n")[0])

    def read_until(self, done: Callable[[], bool]) -> None:
        while not done():
            self.said += os.read(self.out, 65536)

    def write(self, acknowledgements: int) -> None:
        """Let it write until so many more acknowledgements have come."""
        lines = self.said.count(b"\n")
        self.read_until(lambda: self.said.count(b"\n") >= lines + acknowledgements)

    def suffer(self) -> str:
        """Change its journal, and let it go on until what it calls safe was looked at after that; return what."""
        act = self.random.choice(ACTS)
        with contextlib.suppress(OSError):
            act(max(self.folder.glob("*.journal"), key=lambda path: path.stat().st_mtime))
        while select.select([self.out], [], [], 0)[0]:
            self.said += os.read(self.out, 65536)
        # The first may be of a look that came before the change.
        self.write(self.random.randint(2, 8))
        return act.__name__

    def die(self) -> int:
        """Kill it, at any instant within a write, and return the last number that it called safe."""
        select.select([], [], [], self.random.random() * 0.002)
        os.kill(self.process, signal.SIGKILL)
        self.read_until(lambda: self.said.endswith(b"dead\n"))
        return acknowledged_in(self.said)


def kill_one(nursery: subprocess.Popen[bytes], folder: Path, random: Random) -> int:
    """Start a writer, kill it at some instant, and return the last number that it called safe."""
    victim = Victim(nursery, folder, random)
    enough = random.randint(0, 25)
    victim.read_until(lambda: acknowledged_in(victim.said) >= enough)
    return victim.die()


def acknowledged_in(said: bytes) -> int:
    return max((int(line) for line in said.split(b"\n")[:-1] if line.isdigit()), default=0)
