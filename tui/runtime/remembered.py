"""Small choices that outlive the program: one file in the state folder, which may be thrown away at any time."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from tui.logbook.disk.calls import PRIVATE_FOLDER, open_regular
from tui.machine.paths import Paths

NAME = "view.json"


def remembered(paths: Paths, choice: str) -> bool:
    """Whether the choice was on when it was last made; False if nothing can be read."""
    return _read(paths.state / NAME).get(choice) is True


def remember(paths: Paths, choice: str, on: bool) -> None:
    """Keep the choice for the next start; a disk that can't is no reason to say anything."""
    path = paths.state / NAME
    with suppress(OSError):
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        handle = open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW)
        with os.fdopen(handle, "w") as file:
            if os.fstat(handle).st_nlink == 1:  # with a second name it may be a file that is somebody's own
                known = _read(path)
                file.truncate(0)
                file.write(json.dumps(known | {choice: on}))


def _read(path: Path) -> dict[str, object]:
    try:
        with os.fdopen(open_regular(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            found = json.loads(file.read(1000))
    except Exception:  # whatever is wrong with it, a choice of view stops nothing
        return {}
    return found if isinstance(found, dict) else {}
