"""The tables of the pages that the program itself makes: `.venv/bin/python tests/readme_tables.py` writes them."""

from __future__ import annotations

import re
from pathlib import Path

from json_fields import MAKERS, fields_table

from tui.settings.keys import KEYS, Key
from tui.settings.table import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "tests").glob("*.md"),
        *(ROOT / "catalogue").rglob("*.md"),
        *(ROOT / "tui").rglob("*.md"),
    ]
)
TEN = (
    "choosing.start",
    "session.main",
    "session.finish",
    "session.undo",
    "session.pause",
    "session.skip",
    "session.switch",
    "session.end",
    "app.history",
    "app.help",
)
"""The keys of the first page, in its order."""
PLACES = {
    "everywhere": "everywhere",
    "choosing": "choosing",
    "session": "in a session",
    "today": "in today's list",
    "summary": "summary of a session",
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


def ten_keys() -> str:
    """Return one row for each key that matters."""
    by_id = {key.id: key for key in KEYS}
    rows = (f"| {PLACES[by_id[one].where]} | {_spelt(by_id[one])} | {by_id[one].help} |" for one in TEN)
    return "| where | key | what it does |\n| --- | --- | --- |\n" + "\n".join(rows)


def with_tables(page: str) -> str:
    """Return the text with every table in it as it should be."""
    tables = {"keys": keys_table(), "ten keys": ten_keys(), "settings": settings_table()}
    tables |= {f"fields: {name}": fields_table(name) for name in MAKERS}
    for name, table in tables.items():
        page = _put(page, name, table)
    return page


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
    for path in PAGES:
        path.write_text(with_tables(path.read_text()))
