"""Keys as a person writes them, those that the settings changed as they are now."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events

from tui.settings.keys import BY_ID, THUMB, Key

_SPELT = {
    "escape": "esc",
    "ctrl+": "^",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "question_mark": "?",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


class KeyNames:
    """The names of all keys; `keymap` has the changed ones by the ids of their bindings."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        self._keymap = keymap

    def shown(self, key: Key) -> str:
        """Return the key as the key bar writes it."""
        return key.shown if key.shown and key.id not in self._keymap else self.spelt(key)[0]

    def spelt(self, key: Key) -> list[str]:
        """Return all keys of a binding, as one would write them."""
        return [_spelt(name) for name in self._names(key)]

    def is_thumb(self, pressed: events.Key) -> bool:
        """Whether the key counts or skips in a session."""
        return any(name in pressed.aliases for id_ in THUMB for name in self._names(BY_ID[id_]))

    def _names(self, key: Key) -> list[str]:
        return [name.strip() for name in self._keymap.get(key.id, key.keys).split(",")]


def _spelt(name: str) -> str:
    for long, short in _SPELT.items():
        name = name.replace(long, short)
    return name
