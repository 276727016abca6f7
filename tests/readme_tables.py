"""Writes the tables of keys and settings into the README: `python3 -m uv run python tests/readme_tables.py`."""

from __future__ import annotations

import re
from pathlib import Path

from tui.keys import KEYS, Key
from tui.settings.table import SETTINGS

PLACES = {
    "everywhere": "everywhere",
    "choosing": "choosing",
    "session": "in a session",
    "history": "history",
    "exercise": "an exercise over time",
}
SPELT = {
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "exclamation_mark": "!",
}


def keys_table() -> str:
    """One row a key."""
    return "| where | key | what it does | name in the keymap |\n| --- | --- | --- | --- |\n" + "\n".join(
        f"| {PLACES[key.where]} | {_spelt(key)} | {key.help} | `{key.id}` |"
        for place in PLACES
        for key in KEYS
        if key.where == place
    )


def settings_table() -> str:
    """One row a setting."""
    rows = (f"| `{one.name}` | {_code(one.default)} | {one.meaning} |" for one in SETTINGS)
    return "| key | if left out | what it does |\n| --- | --- | --- |\n" + "\n".join(rows)


def with_tables(readme: str) -> str:
    """The text with both tables as they should be."""
    return _put(_put(readme, "keys", keys_table()), "settings", settings_table())


def _spelt(key: Key) -> str:
    return " ".join(f"`{SPELT.get(name, name)}`" for name in key.keys.split(","))


def _code(default: str) -> str:
    return default if " " in default else f"`{default}`"


def _put(text: str, name: str, table: str) -> str:
    return re.sub(
        rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
        lambda found: f"{found[1]}{table}\n{found[2]}",
        text,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    README = Path(__file__).resolve().parents[1] / "README.md"
    README.write_text(with_tables(README.read_text()))
