"""Playback of tones on a worker thread, so that no caller waits for the sound device."""

from __future__ import annotations

import atexit
import ctypes
import sys
import threading
import time
from collections.abc import Callable, Generator
from importlib import import_module
from importlib.util import find_spec
from queue import SimpleQueue
from typing import Any, Final, Protocol

from tui.coach.tones import RATE, TONES, samples
from tui.settings import Sound

LATEST_SECONDS: Final = 0.25
"""A tone in the queue for longer, as while a device opens, is dropped, since a late one misleads."""

_PERIOD_MS: Final = 10
_UNWANTED_BACKENDS: Final = frozenset({"NULL", "JACK", "CUSTOM"})
"""Backends that drop all sound, that write to the screen without a server, or that are custom."""


class NoSound(Exception):
    """Raised with the reason when the sound device is missing or broken."""


class Sink(Protocol):
    """A destination of samples. The player calls it from its own thread only."""

    def play(self, tone: bytes) -> None:
        """Play a tone now and stop the one before. Returns at once; raises NoSound."""
        ...

    def close(self) -> None:
        """Wait for the last tone, a few seconds at most, and release the device."""
        ...


class Player:
    """A queue of tones in front of a sink, and the thread that empties it."""

    def __init__(self, open_sink: Callable[[], Sink], volume: float, on_failure: Callable[[str], None]) -> None:
        self._open_sink = open_sink
        self._volume = volume
        self._on_failure = on_failure
        self._queue: SimpleQueue[tuple[Sound, float] | None] = SimpleQueue()
        self._broken = False
        self._thread = threading.Thread(target=self._run, name="tones", daemon=True)
        self._thread.start()
        # A device still running while the interpreter is taken down would call into nothing.
        atexit.register(self.close, 2.0)

    @property
    def works(self) -> bool:
        """Whether the device has not failed so far."""
        return not self._broken

    def play(self, sound: Sound) -> None:
        """Queue a tone; returns at once."""
        if not self._broken:
            self._queue.put((sound, time.monotonic()))

    def close(self, seconds: float = 0.0) -> None:
        """Stop after the last tone, and wait up to `seconds` for it. May be called again."""
        self._queue.put(None)
        self._thread.join(seconds)
        if not self._thread.is_alive():
            atexit.unregister(self.close)

    def _run(self) -> None:
        tones = {sound: samples(sound, self._volume).tobytes() for sound in TONES}
        try:
            sink = self._open_sink()
        except NoSound as reason:
            self._fail(reason)
            return
        try:
            while (asked := self._queue.get()) is not None:
                sound, at = asked
                if time.monotonic() - at <= LATEST_SECONDS:
                    sink.play(tones[sound])
        except NoSound as reason:
            self._fail(reason)
        finally:
            sink.close()

    def _fail(self, reason: NoSound) -> None:
        self._broken = True
        self._on_failure(f"No sound: {reason}. The terminal's bell rings instead.")


def can_play() -> bool:
    """Whether the sound library is installed, found without importing it."""
    return find_spec("miniaudio") is not None


def _library() -> Any:
    """Import miniaudio without numpy, its optional import, which would cost 10 MiB for functions not used here."""
    if "numpy" in sys.modules:
        return import_module("miniaudio")
    sys.modules["numpy"] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        return import_module("miniaudio")
    finally:
        sys.modules.pop("numpy")


class DeviceSink:
    """The local sound device. It stays open for the session, as opening takes longer than a tone may be late."""

    def __init__(self, backends: frozenset[str] = frozenset()) -> None:
        """Open the device, with the named backends if any are given. Raises NoSound."""
        miniaudio = _library()
        _hush_alsa()
        self._tone = b""
        self._quiet = threading.Event()
        self._quiet.set()
        usable = [
            backend
            for backend in miniaudio.Backend
            if (backend.name in backends if backends else backend.name not in _UNWANTED_BACKENDS)
        ]
        try:
            self._device = miniaudio.PlaybackDevice(
                nchannels=1, sample_rate=RATE, buffersize_msec=_PERIOD_MS, backends=usable, app_name="repcue"
            )
            self._device.stop_callback = lambda: None
            frames = self._frames()
            next(frames)
            self._device.start(frames)
        except miniaudio.MiniaudioError as error:
            raise NoSound("the machine has no sound device that works") from error

    def play(self, tone: bytes) -> None:
        """Play a tone now and stop the one before. Raises NoSound if the device is gone."""
        if not self._device.running:
            raise NoSound("the sound device is gone")
        self._quiet.clear()
        self._tone = tone

    def close(self) -> None:
        """Wait for the last tone, and release the device."""
        if self._device.running:
            self._quiet.wait(2.0)
        self._device.close()

    def _frames(self) -> Generator[bytes, int, None]:
        """Yield the samples that the device requests; a short answer means silence for the rest."""
        tone, at = b"", 0
        wanted = yield b""
        while True:
            if self._tone is not tone:
                tone, at = self._tone, 0
            part = tone[at : at + 2 * wanted]
            at += len(part)
            if not part and self._tone is tone:
                self._quiet.set()
            wanted = yield part


_HUSH = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)(
    lambda file, line, function, error, text: None
)


def _hush_alsa() -> None:
    """Silence ALSA's messages on standard error, where the screen is drawn."""
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_HUSH)
    except (OSError, AttributeError):
        return  # no ALSA, nothing to hush
