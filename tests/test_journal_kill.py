"""A process killed at any instant has every record in its journal that it was told is safe."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

from tui.logbook.journal import decode

VICTIM = Path(__file__).with_name("journal_victim.py")
KILLS = 200


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


def kill_one(nursery: subprocess.Popen[bytes], folder: Path, random: Random) -> int:
    """Start a writer, kill it at some instant, and return the last number that it called safe."""
    assert nursery.stdin and nursery.stdout
    out = nursery.stdout.fileno()
    nursery.stdin.write(f"{folder}\n".encode())
    nursery.stdin.flush()
    said = b""
    while b"child" not in said or not said.partition(b"child ")[2].count(b"\n"):
        said += os.read(out, 65536)
    child = int(said.partition(b"child ")[2].split(b"\n")[0])
    enough = random.randint(0, 25)
    while acknowledged_in(said) < enough:
        said += os.read(out, 65536)
    # Not a wait for anything: the instant of the kill within a write is meant to be random.
    select.select([], [], [], random.random() * 0.002)
    os.kill(child, signal.SIGKILL)
    while not said.endswith(b"dead\n"):
        said += os.read(out, 65536)
    return acknowledged_in(said)


def acknowledged_in(said: bytes) -> int:
    return max((int(line) for line in said.split(b"\n")[:-1] if line.isdigit()), default=0)
