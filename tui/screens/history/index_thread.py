"""The index in a thread of its own, which answers the most urgent question first and the newest of each kind only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tui.logbook.index.index import Index

Kind = Literal["page", "sessions", "agree", "records"]
"""What a question is about, the most urgent first."""
URGENCY: tuple[Kind, ...] = ("page", "sessions", "agree", "records")
Question = Callable[["Index"], Iterator[None]]
"""Asks the index in steps, each ended by a yield; between two of them something more urgent may be answered."""


_ENDED = object()


class Shelf:
    """One connection to the index, made and used in the thread that is started here."""

    def __init__(self, open_index: Callable[[], Index], failed: Callable[[Exception], None]) -> None:
        self._open = open_index
        self._failed = failed
        self._awake = threading.Condition()
        self._asked: dict[Kind, Question] = {}
        self._closed = False
        # A daemon, so that a program that is told to stop needn't wait for an answer.
        threading.Thread(target=self._run, name="history", daemon=True).start()

    def ask(self, kind: Kind, question: Question) -> None:
        """Ask; an older question of the same kind is dropped, however far its answer is."""
        with self._awake:
            self._asked[kind] = question
            self._awake.notify()

    def close(self) -> None:
        """End the thread after the step it is at; may be repeated."""
        with self._awake:
            self._closed = True
            self._awake.notify()

    def _run(self) -> None:
        begun: dict[Kind, Iterator[None]] = {}
        try:
            with self._open() as index:
                while self._take(index, begun):
                    kind = next(kind for kind in URGENCY if kind in begun)
                    if next(begun[kind], _ENDED) is _ENDED:
                        del begun[kind]
        except Exception as error:  # whatever it is, the screen is to hear of it
            self._failed(error)

    def _take(self, index: Index, begun: dict[Kind, Iterator[None]]) -> bool:
        """Wait until there is something to do, and take up the new questions; False if there never will be."""
        with self._awake:
            self._awake.wait_for(lambda: self._asked or begun or self._closed)
            asked, self._asked = self._asked, {}
            if self._closed:
                return False
        begun.update({kind: question(index) for kind, question in asked.items()})
        return True
