"""Small choices that outlive the program: one file in the state folder, which may be thrown away at any time."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from tui.paths import Paths

NAME = "view.json"


def remembered(paths: Paths, choice: str) -> bool:
    """Whether the choice was on when it was last made; False if nothing can be read."""
    return _read(paths.state / NAME).get(choice) is True


def remember(paths: Paths, choice: str, on: bool) -> None:
    """Keep the choice for the next start; a disk that can't is no reason to say anything."""
    path = paths.state / NAME
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(json.dumps(_read(path) | {choice: on}))


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_bytes()[:1000])
    except Exception:  # whatever is wrong with it, a choice of view stops nothing
        return {}
    return found if isinstance(found, dict) else {}
