"""The person's editor, run from the command line or from under the screen, and what became of the text."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from tui.logbook.changes.hand_edit import Clash, SavedEdit, TakenBack, Unchanged
from tui.terminal.signals import not_ignored

if TYPE_CHECKING:
    from tui.logbook.changes.hand_edit import EditOutcome

PATIENCE: Final = 2.0
"""Seconds that an editor has to end in, when the program is told to stop."""
GLANCE: Final = 0.5
"""Seconds after which the editor is waited for anew."""
EDITORS_OWN: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name))
"""Sent by keys that are meant for the editor."""


@dataclass(frozen=True, slots=True)
class EditorEnd:
    """How the editor ended."""

    code: int
    told_to_stop: int | None = None
    """The signal that told this program to stop meanwhile; the editor was told, too."""


def run_editor(
    command: Sequence[str],
    within: AbstractContextManager[object] | None = None,
    told: Callable[[int], None] | None = None,
) -> EditorEnd:
    """Run an editor in the foreground of the terminal until it ends. Raises OSError if it can't be started.

    `within` is what frees the terminal for it; `told` is called there with the signal if this program is told to
    stop, once the editor has ended. Ctrl+C is the editor's alone. Must be the main thread.
    """
    listener = _Listener()
    with listener.listening(), within or nullcontext():
        code = listener.run(command)
        if listener.told is not None and told is not None:
            told(listener.told)
    return EditorEnd(code, listener.told)


class _Listener:
    """Hears the signals that are meant for this program, and hands those that end it on to the editor."""

    def __init__(self) -> None:
        self.told: int | None = None
        self._editor: subprocess.Popen[bytes] | None = None

    def run(self, command: Sequence[str]) -> int:
        """Run the editor and return its exit code; it is not begun, or soon ended, if there was a signal."""
        if self.told is not None:
            return -self.told
        with subprocess.Popen(command) as self._editor:
            if self.told is not None:
                self._end(self._editor)
            while self._editor.returncode is None:
                # A signal may interrupt another thread than this one, which alone can answer it: a wait without
                # a limit would go on until the editor ends.
                with suppress(subprocess.TimeoutExpired):
                    self._editor.wait(GLANCE)
            return self._editor.returncode

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen; the handlers are those of before afterwards."""
        # A handler, unlike SIG_IGN, is not handed on to the editor.
        before: dict[int, Any] = {number: signal.signal(number, lambda number, frame: None) for number in EDITORS_OWN}
        stops = [number for number in not_ignored() if number not in EDITORS_OWN]
        before.update({number: signal.signal(number, self._stop) for number in stops})
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.told = number
        if self._editor is not None:
            self._end(self._editor)

    def _end(self, editor: subprocess.Popen[bytes]) -> None:
        editor.terminate()
        last_resort = threading.Timer(PATIENCE, editor.kill)
        last_resort.daemon = True
        last_resort.start()


def words_of(outcome: EditOutcome, path: Path) -> tuple[str, ...]:
    """Return what became of the text, one sentence for each line."""
    match outcome:
        case SavedEdit():
            return (f"Saved: {path}",)
        case Unchanged():
            return (
                "Nothing was changed. (An editor that opens a window of its own must be told to wait, "
                "as with EDITOR='code --wait'.)",
            )
        case Clash(kept=kept):
            return (
                f"NOT SAVED: another program changed {path} meanwhile; that is left as it is.",
                f"Your text is in {kept}",
            )
        case TakenBack(kept=None):
            return (f"Taken back: {path} is as it was.",)
        case TakenBack(kept=kept):
            return (f"The editor failed, so nothing was changed. Your text is in {kept}",)
        case _:
            raise AssertionError("an invalid text is asked about")
