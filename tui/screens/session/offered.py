"""What can be done in a session now, by action, each with its word; bindings, key bar and palette come from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tui.session.agenda import Exercise
from tui.session.plan import PlannedSet
from tui.session.snapshot import Snapshot
from tui.settings.keys import KEYS
from tui.words.status import main_word

WITH_THE_LIST: Final = frozenset({"main", "undo", "redo", "pause", "distance"})
"""What works while today's list has the keyboard too, as it does without it."""

_LABELS: Final = {key.action: key.label for key in KEYS if key.where in ("session", "today")}


@dataclass(frozen=True, slots=True)
class Offer:
    """All that decides about the keys."""

    now: Snapshot
    typed: str = ""
    can_undo: bool = False
    can_redo: bool = False
    busy: bool = False
    """Whether the disk is at work on the end of the session."""
    error: str = ""
    """Why something could not be written."""
    far: bool = False
    typing: bool = False
    """Whether the line of entry is open: it takes every key."""
    row: Exercise | None = None
    """The exercise under the cursor of today's list, where that has the keyboard."""
    row_set: PlannedSet | None = None
    """The set under it, where the cursor is on one."""


def offered(offer: Offer) -> dict[str, str]:
    """Return what works now and the word for it, by action."""
    if offer.typing:
        return {}
    words = dict(_in_the_pane(offer))
    if offer.row is not None:
        kept = {action: word for action, word in words.items() if action in WITH_THE_LIST}
        return dict(_in_the_list(offer, offer.row)) | kept
    return words


def named(offer: Offer) -> frozenset[str]:
    """Return which of what works stands in the key bar: of two keys that do the same now, one is enough."""
    now, works = offer.now, offered(offer)
    unnamed = {key.action for key in KEYS if not key.in_bar}
    hidden = {
        "pause": now.paused,
        "skip": now.doing not in ("setup", "work"),
        "finish": not offer.typed and now.doing != "work",
        "main": now.main is None,
        "rate": now.doing != "rest",
    }
    return frozenset(action for action in works if action not in unnamed and not hidden.get(action, False))


def _in_the_pane(offer: Offer) -> Iterator[tuple[str, str]]:
    now = offer.now
    over = now.doing == "done"
    done = any(row.closed and not row.skipped for row in now.rows)
    works = {
        "undo": bool(offer.typed or (offer.can_undo and not offer.busy)),
        "redo": offer.can_redo and not offer.busy,
        "switch": now.side is not None and now.doing in ("work", "ready", "switch", "setup", "break"),
        "more_load": now.load_counts != "none" and not over,
        "less_load": now.load_counts != "none" and not over,
        "more_rest": now.doing == "rest",
        "less_rest": now.doing == "rest",
        "edit": done and not over,
        "rate": done and not over,
        "retry": offer.error != "",
        "pace": now.can_pace and not over,
    }
    changed = {
        "main": main_word(now) if now.main is not None else _LABELS["main"],
        "pause": "carry on" if now.paused else _LABELS["pause"],
        "pace": "count by key" if now.paced else "tempo",
        "distance": "near view" if offer.far else _LABELS["distance"],
    }
    for key in KEYS:
        if key.where == "session" and works.get(key.action, not over):
            yield key.action, changed.get(key.action, key.label)


def _in_the_list(offer: Offer, row: Exercise) -> Iterator[tuple[str, str]]:
    left = row.left > 0
    at_hand = offer.row_set.id if offer.row_set is not None else row.next_set
    works = {"list_go": at_hand is not None, "list_later": left, "list_earlier": left, "list_replace": left}
    works["list_drop"] = left
    for key in KEYS:
        if key.where == "today" and works.get(key.action, True):
            yield key.action, key.label
