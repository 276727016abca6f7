"""Reading the settings file: what is right is taken, what is wrong is told with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue.files.positions import Positions
from catalogue.files.problems import FileProblems, Problem, guarded
from catalogue.files.spelling import did_you_mean
from catalogue.files.text import describe
from catalogue.files.toml import parse, read_text
from tui.settings.checks import SomeWrong
from tui.settings.keymap import KeyFault, read_keymap
from tui.settings.table import SETTINGS, Settings


def read(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a file, and all that is wrong with it; what is wrong keeps its default."""
    try:
        return guarded(path, lambda: _read(path))
    except FileProblems as error:
        return Settings(), error.problems


def _read(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    text = read_text(path)
    document = parse(text, path)
    values: dict[str, Any] = {}
    faults = [*_read_values(document, values), *read_keymap(document.get("keymap", {}), values)]
    return replace(Settings(), **values), _located(faults, text, path)


def week_problems(settings: Settings, path: Path, known: Iterable[str]) -> tuple[Problem, ...]:
    """Return what the week plan names that is not among the `known` ids; reads the file for the lines."""
    if not settings.week:
        return ()
    ids = list(known)
    faults: list[KeyFault] = [
        (("week", day), f"there is no routine or exercise {describe(wanted)}{did_you_mean(wanted, ids)}")
        for day, wanted in settings.week.items()
        if wanted not in ids
    ]
    try:
        return guarded(path, lambda: _located(faults, read_text(path), path))
    except FileProblems as error:
        return error.problems  # it was there when the settings were loaded


def _read_values(document: Mapping[str, object], values: dict[str, Any]) -> Iterator[KeyFault]:
    known = {setting.name: setting for setting in SETTINGS}
    for key, value in document.items():
        if key in known:
            try:
                values[key] = known[key].check(value)
            except SomeWrong as some:
                values[key] = some.good
                yield from (((key, inner), message) for inner, message in some.faults)
            except ValueError as error:
                yield (key,), str(error)
        elif key != "keymap":
            names = [*known, "keymap"]
            near = did_you_mean(key, names) or "; the keys are " + ", ".join(names)
            yield (key,), f"is not a setting{near}"


def _located(faults: list[KeyFault], text: str, path: Path) -> tuple[Problem, ...]:
    if not faults:
        return ()
    lines = Positions(text)
    found = (Problem(str(path), lines.line(at), ".".join(at), message) for at, message in faults)
    return tuple(sorted(found, key=lambda problem: problem.line or 0))
