"""The player: tones are handed over at once, a broken device is said once, and nobody ever waits for it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Queue

import pytest

from tui.coach.sound import LATEST_SECONDS, DeviceSink, NoSound, Player
from tui.coach.tones import samples

ROOT = Path(__file__).resolve().parents[1]


class FakeSink:
    """Keeps each tone handed over; breaks when told to."""

    def __init__(self) -> None:
        self.played: Queue[bytes] = Queue()
        self.broken = False
        self.closed = threading.Event()

    def play(self, tone: bytes) -> None:
        self.played.put(tone)
        if self.broken:
            raise NoSound("it fell off")

    def close(self) -> None:
        self.closed.set()


def test_every_tone_reaches_the_device_and_the_device_is_given_back() -> None:
    sink = FakeSink()
    player = Player(lambda: sink, 0.6, pytest.fail)
    for name in ("phase", "count", "switch"):
        player.play(name)
        assert sink.played.get(timeout=10) == samples(name, 0.6).tobytes()
    player.close(10)
    assert sink.closed.is_set()


def test_the_tone_handed_over_is_the_one_asked_for_at_its_volume() -> None:
    sink = FakeSink()
    player = Player(lambda: sink, 0.3, pytest.fail)
    player.play("switch")
    assert sink.played.get(timeout=10) == samples("switch", 0.3).tobytes()
    player.close(10)


def test_asking_for_a_tone_never_waits_for_a_device_that_hangs() -> None:
    opened, sink = threading.Event(), FakeSink()

    def open_slowly() -> FakeSink:
        opened.wait(10)
        return sink

    player = Player(open_slowly, 0.6, pytest.fail)
    asked = time.monotonic()
    for _ in range(100):
        player.play("count")
    player.close()
    assert time.monotonic() - asked < 5
    opened.set()
    player.close(10)
    assert sink.closed.is_set()


def test_a_tone_that_would_come_too_late_is_dropped() -> None:
    opened, sink = threading.Event(), FakeSink()

    def open_late() -> FakeSink:
        opened.wait(10)
        return sink

    player = Player(open_late, 0.6, pytest.fail)
    player.play("count")
    asked = time.monotonic()
    while time.monotonic() - asked <= LATEST_SECONDS:
        opened.wait(0.01)
    opened.set()
    player.close(10)
    assert sink.played.empty()


def test_a_missing_device_is_said_once_and_asked_no_more() -> None:
    said: Queue[str] = Queue()

    def no_device() -> FakeSink:
        raise NoSound("there is none")

    player = Player(no_device, 0.6, said.put)
    assert said.get(timeout=10) == "No sound: there is none. The terminal's bell rings instead."
    assert not player.works
    player.play("switch")
    player.close(10)
    assert said.empty()


def test_a_device_that_breaks_in_the_midst_is_said_once_and_given_back() -> None:
    said: Queue[str] = Queue()
    sink = FakeSink()
    sink.broken = True
    player = Player(lambda: sink, 0.6, said.put)
    for _ in range(3):
        player.play("switch")
    assert "it fell off" in said.get(timeout=10)
    player.close(10)
    assert said.empty() and not player.works and sink.closed.is_set() and sink.played.qsize() == 1


def test_the_real_library_takes_a_tone_to_its_end() -> None:
    pytest.importorskip("miniaudio")
    sink = DeviceSink(frozenset({"NULL"}))
    asked = time.monotonic()
    sink.play(samples("phase", 0.6).tobytes())
    sink.close()
    assert time.monotonic() - asked > 0.08, "a tone lasts"
    with pytest.raises(NoSound):
        sink.play(b"")


def test_a_program_that_ends_with_its_device_open_ends_well() -> None:
    pytest.importorskip("miniaudio")
    script = (
        "from tui.coach.sound import DeviceSink, Player\n"
        "Player(lambda: DeviceSink(frozenset({'NULL'})), 0.6, print).play('done')\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, capture_output=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_looking_for_a_device_writes_nothing_on_the_screen() -> None:
    pytest.importorskip("miniaudio")
    script = (
        "from tui.coach.sound import DeviceSink, NoSound\n"
        "try:\n    DeviceSink(frozenset({'ALSA'})).close()\nexcept NoSound:\n    pass\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_library_for_sound_does_not_bring_numpy_in() -> None:
    pytest.importorskip("miniaudio")
    pytest.importorskip("numpy")
    code = """
import sys
from tui.coach.sound import DeviceSink
DeviceSink(frozenset({"NULL"})).close()
print("numpy" in sys.modules)
import numpy
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False"]
