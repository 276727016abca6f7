"""The JSON that other programs read: which function makes each document, and the fields that its docstring names."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tui.cli import list as list_command
from tui.cli import log_list, log_show, paths, show
from tui.cli import log_stats_json as stats_json
from tui.coach import hooks
from tui.logbook.log import done_set

MAKERS: Final[Mapping[str, Callable[..., object]]] = {
    "list": list_command._document,
    "show": show._document,
    "log list": log_list._document,
    "log show": log_show._document,
    "log stats": stats_json.overview_json,
    "log stats ID": stats_json.exercise_json,
    "paths": paths._document,
    "hooks": hooks.event_json,
}
"""By the command that prints the document."""

_FIELD: Final = re.compile(r"^([a-z]\w*(?:\[\])?(?:\.\w+(?:\[\])?)*(?:\.\*)?): (.+)$")


def documented(name: str) -> dict[str, str]:
    """Return the fields that a document's maker names, each with its meaning; `a.*` stands for all below `a`."""
    text = re.sub(r"\n {4,}", " ", inspect.getdoc(MAKERS[name]) or "")
    found = {match[1]: match[2] for line in text.splitlines() if (match := _FIELD.match(line))}
    if found.pop("sets[].*", None):
        found |= {f"sets[].{name}": meaning for name, meaning in done_set.MEANINGS.items()}
    return found


def made(document: object, at: str = "") -> Iterator[tuple[str, bool]]:
    """Yield the path of each value in a document, and whether there is anything in it."""
    match document:
        case dict() if document:
            for key, value in document.items():
                yield from made(value, f"{at}.{key}" if at else key)
        case [dict(), *_]:
            for value in document:
                yield from made(value, f"{at}[]")
        case _:
            yield at, document not in (None, [], {})


def fields_table(name: str) -> str:
    """Return one row a field."""
    return "| field | what it is |\n| --- | --- |\n" + "\n".join(
        f"| `{path}` | {meaning} |" for path, meaning in documented(name).items()
    )
