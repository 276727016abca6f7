"""The coach: it turns the cues of a session into tones, speech and hooks, and never blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from tui.coach.hooks import QUITTING_SECONDS, Hooks, event_json, events_of
from tui.coach.sound import DeviceSink, Player, can_play
from tui.coach.speech import Script
from tui.coach.tones import TONES, rings_bell, sound_of
from tui.coach.voice import NO_SPEAKER, Voice, speakers
from tui.session import Cue, State

if TYPE_CHECKING:
    from tui.settings import Event, Settings

Report = Callable[[str], None]
"""Callback for a sentence to show; must be thread-safe."""


class Once:
    """A report that drops repeated messages. One instance can serve all sessions of a program."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._told: set[str] = set()
        self._lock = Lock()

    def __call__(self, message: str) -> None:
        """Pass the message on, unless it was passed on before."""
        with self._lock:
            if message in self._told:
                return
            self._told.add(message)
        self._report(message)


class Coach:
    """The coach of one session. Call `announce` with the cues of every tick and command, and `close` at the end."""

    def __init__(
        self,
        *,
        sounds: frozenset[str],
        bell: Callable[[], None],
        player: Player | None,
        voice: Voice,
        speaks: bool,
        hooks: Hooks,
        session: str,
        wall: Callable[[], datetime],
        report: Report,
    ) -> None:
        self.muted = False
        self.speaks = speaks
        self._sounds = sounds
        self._bell = bell
        self._player = player
        self._voice = voice
        self._script = Script()
        self._hooks = hooks
        self._session = session
        self._wall = wall
        self._report = report
        self._last: State | None = None
        self._over = False
        if speaks and not voice.works:
            report(NO_SPEAKER)

    def announce(self, cues: tuple[Cue, ...], state: State, record: str = "") -> None:
        """Announce cues by tone, voice and hook; `state` is the one after them. Returns at once.

        `record` is a sentence about a record that came with them. The beginning of a pause silences the voice.
        """
        first, before, self._last = self._last is None, self._last, state
        self._sound(cues, state, record != "")
        self._speak(cues, state, before, record)
        if first:
            self._happened("session-start", state)
        for event in events_of(cues):
            self._happened(event, state)

    def mute(self) -> str:
        """Toggle the silence of tones, bell and voice; return a sentence about it."""
        self.muted = not self.muted
        if self.muted:
            self._voice.hush()
        return "Muted." if self.muted else "Sound is on again."

    def toggle_voice(self) -> str:
        """Toggle the voice and return a sentence about it. Turning it on also ends the muting."""
        if not self._voice.works:
            return NO_SPEAKER
        self.speaks = not self.speaks
        if self.speaks:
            self.muted = False
        else:
            self._voice.hush()
        return "Voice on." if self.speaks else "Voice off."

    def end(self, log: Path) -> None:
        """Announce that the session is over and its log in place."""
        last, self._last = self._last, None
        if last is not None:
            self._happened("session-end", last, log)
            self._over = True

    def close(self, seconds: float = 0.0) -> None:
        """Stop, and wait up to `seconds` for the last tone and the last words.

        With seconds the hooks are waited for too, and closed. For a session without a log the hook for session-end
        runs with the outcome `left`.
        """
        last, self._last = self._last, None
        if last is not None:
            self._happened("session-end", last)
        over = self._over or (last is not None and last.is_over)
        self._voice.close(finish=over, seconds=seconds)
        if self._player is not None:
            self._player.close(seconds)
        if seconds:
            self._hooks.close(min(seconds, QUITTING_SECONDS))

    def _happened(self, event: Event, state: State, log: Path | None = None) -> None:
        if self._hooks.serves(event):
            self._hooks.run(event, event_json(event, state, self._session, self._wall(), log))

    def _sound(self, cues: tuple[Cue, ...], state: State, record: bool) -> None:
        found = None if self.muted else sound_of(cues, state, self._sounds, record=record)
        if found is None:
            return
        sound, cue = found
        if self._player is not None and self._player.works:
            self._player.play(sound)
        elif rings_bell(sound, cue):
            self._bell()

    def _speak(self, cues: tuple[Cue, ...], state: State, before: State | None, record: str) -> None:
        # The script follows all cues, so that nothing is announced twice after the voice is turned on.
        said = self._script.words(cues, state, record)
        if self.muted or not self.speaks:
            return
        if said is not None:
            self._voice.say(said)
        elif state.paused_at is not None and before is not None and before.paused_at is None:
            self._voice.hush()


def coach_for(
    settings: Settings,
    environ: Mapping[str, str],
    bell: Callable[[], None],
    report: Report,
    session: str,
    wall: Callable[[], datetime],
    hooks: Hooks | None = None,
) -> Coach:
    """Return a coach for the settings.

    Tones need the extra `repcue[sound]` and a local sound device. Without the extra, or over SSH, `bell` is called
    instead: for a switch, the end of a rest, the last second of a countdown, and the end of the session. The calls
    come from the thread that calls `announce`. `session`, `wall` and `hooks` are for the hooks, which sessions
    may share. `report` is called once for each kind of failure, and once for all sessions if it is a `Once`.
    """
    once = report if isinstance(report, Once) else Once(report)
    heard = settings.sound and settings.volume > 0
    sounds = frozenset(name for name in TONES if heard and settings.sounds.get(name, True))
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    device = sounds and not remote and can_play()
    return Coach(
        sounds=sounds,
        bell=bell,
        player=Player(DeviceSink, settings.volume, once) if device else None,
        voice=Voice(speakers(environ), settings.voice_rate, environ, once, settings.voice_language),
        speaks=settings.voice,
        hooks=hooks or Hooks(settings.hooks, environ, once),
        session=session,
        wall=wall,
        report=once,
    )
