"""Speech by a program on the path: one process for an utterance, and the newest replaces the one before."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tui.machine.processes import kill, start

NORMAL_WORDS_A_MINUTE: Final = 175

NAMES: Final = ("spd-say", "espeak-ng", "espeak", "say", "powershell.exe", "powershell")
"""The supported speakers, best first: the client of the desktop's own speech service leads."""

NO_SPEAKER: Final = "No voice: no speaker was found. Install one, such as espeak-ng or spd-say."

# The text comes on stdin: it is no part of the script.
_POWERSHELL: Final = (
    "Add-Type -AssemblyName System.Speech; "
    "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$s.Rate = {rate}; {language}$s.Speak([Console]::In.ReadToEnd())"
)
# Without a voice for the language it speaks with its own.
_POWERSHELL_LANGUAGE: Final = (
    "try {{ $s.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'{language}') }} catch {{}}; "
)

_SAY_VOICES: Final = MappingProxyType(
    {
        "ar": "Majed",
        "cs": "Zuzana",
        "da": "Sara",
        "de": "Anna",
        "el": "Melina",
        "en": "Samantha",
        "en-au": "Karen",
        "en-gb": "Daniel",
        "en-ie": "Moira",
        "en-in": "Rishi",
        "en-us": "Samantha",
        "es": "Mónica",
        "es-mx": "Paulina",
        "fi": "Satu",
        "fr": "Thomas",
        "fr-ca": "Amélie",
        "he": "Carmit",
        "hi": "Lekha",
        "hu": "Tünde",
        "id": "Damayanti",
        "it": "Alice",
        "ja": "Kyoko",
        "ko": "Yuna",
        "nb": "Nora",
        "nl": "Xander",
        "nl-be": "Ellen",
        "no": "Nora",
        "pl": "Zosia",
        "pt": "Luciana",
        "pt-br": "Luciana",
        "pt-pt": "Joana",
        "ro": "Ioana",
        "ru": "Milena",
        "sk": "Laura",
        "sv": "Alva",
        "th": "Kanya",
        "tr": "Yelda",
        "zh": "Tingting",
        "zh-hk": "Sinji",
        "zh-tw": "Meijia",
    }
)
"""`say` takes no language, only a voice: those that macOS brings, by language."""


def _say_voice(language: str | None) -> str | None:
    if language is None:
        return None
    code = language.lower()
    return _SAY_VOICES.get(code) or _SAY_VOICES.get(code.split("-")[0])


@dataclass(frozen=True, slots=True)
class Speaker:
    """A program that speaks text."""

    name: str
    path: str

    def command(self, text: str, rate: float, language: str | None = None) -> tuple[list[str], str]:
        """Return the arguments and the standard input to speak a text at `rate` times the usual rate.

        `language` is a code such as `de` or `en-GB`, made of letters, digits and hyphens alone.
        """
        words_a_minute = str(round(NORMAL_WORDS_A_MINUTE * rate))
        if self.name == "spd-say":
            spoken = ["-l", language] if language else []
            # A message of its usual priority, "text", takes the place of the one before.
            return [self.path, "-r", str(round(100 * math.log2(rate))), *spoken, "--", text], ""
        if self.name in ("espeak-ng", "espeak"):
            spoken = ["-v", language.lower()] if language else []
            return [self.path, "-s", words_a_minute, *spoken, "--", text], ""
        if self.name == "say":
            voice = _say_voice(language)
            return [self.path, "-r", words_a_minute, *(["-v", voice] if voice else []), text], ""
        chosen = _POWERSHELL_LANGUAGE.format(language=language) if language else ""
        script = _POWERSHELL.format(rate=round(10 * math.log(rate) / math.log(3)), language=chosen)
        return [self.path, "-NoProfile", "-NonInteractive", "-Command", script], text


def speakers(environ: Mapping[str, str]) -> tuple[Speaker, ...]:
    """Return the speakers on the path, the best first."""
    path = environ.get("PATH", os.defpath)
    found = ((name, shutil.which(name, path=path)) for name in NAMES)
    return tuple(Speaker(name, where) for name, where in found if where)


class Voice:
    """The speech of one utterance at a time on a worker thread; a newer one stops the older.

    A speaker that fails is replaced by the next. When none is left, that is reported once.
    """

    def __init__(
        self,
        available: Sequence[Speaker],
        rate: float,
        environ: Mapping[str, str],
        on_failure: Callable[[str], None],
        language: str | None = None,
    ) -> None:
        self._language = language
        self._speakers = list(available)
        self._rate = rate
        self._environ = dict(environ)
        self._on_failure = on_failure
        self._changed = threading.Condition()
        self._next: str | None = None
        self._speaking: subprocess.Popen[str] | None = None
        self._wish = 0
        """The number of requests so far; an utterance with a lower one is outdated."""
        self._closed = False
        self._failures: list[str] = []
        self._thread: threading.Thread | None = None

    @property
    def works(self) -> bool:
        """Whether there is a speaker that has not failed."""
        return bool(self._speakers)

    def say(self, text: str) -> None:
        """Speak a text now; returns at once."""
        with self._changed:
            if self._closed or not self._speakers:
                return
            self._silence()
            self._next = text
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def hush(self) -> None:
        """Stop the current utterance and drop the next."""
        with self._changed:
            self._next = None
            self._silence()

    def close(self, *, finish: bool = False, seconds: float = 0.0) -> None:
        """Stop. With `finish`, wait up to `seconds` for the current utterance and the next.

        The speaker is a separate process: it completes what it has begun, even after the wait.
        """
        with self._changed:
            self._closed = True
            if not finish:
                self._next = None
                self._silence()
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)

    def _silence(self) -> None:
        self._wish += 1
        if self._speaking is not None:
            kill(self._speaking)

    def _run(self) -> None:
        while (taken := self._take()) is not None:
            text, wish = taken
            failure = self._speak(self._speakers[0], text, wish)
            if failure:
                self._give_up(failure, text, wish)

    def _take(self) -> tuple[str, int] | None:
        """Wait for the next request; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._next is not None or self._closed)
            text, self._next = self._next, None
            return None if text is None or not self._speakers else (text, self._wish)

    def _speak(self, speaker: Speaker, text: str, wish: int) -> str:
        """Speak until the end or a newer request; return the error, if any."""
        arguments, stdin = speaker.command(text, self._rate, self._language)
        try:
            process = start(arguments, self._environ)
        except OSError as error:
            return f"{speaker.name} can't be started ({error.strerror})"
        with self._changed:
            self._speaking = process
            if self._wish != wish:
                kill(process)
        process.communicate(stdin)
        with self._changed:
            self._speaking = None
            failed = process.returncode != 0 and self._wish == wish
        return f"{speaker.name} ended with exit code {process.returncode}" if failed else ""

    def _give_up(self, failure: str, text: str, wish: int) -> None:
        self._failures.append(failure)
        with self._changed:
            del self._speakers[0]
            if self._wish == wish and self._speakers:
                self._next = text
        if not self._speakers:
            self._on_failure(f"No voice: {', '.join(self._failures)}.")
