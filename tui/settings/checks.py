"""What a setting may hold: checks of one value, and of a table of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from catalogue.files.text import describe, identifier

if TYPE_CHECKING:
    from catalogue.schema.bounds import Bounds

Check = Callable[[object], object]
"""Returns the value as it is kept; raises ValueError with a sentence for the person."""


def choice(*words: str) -> Check:
    """Return the check for one of a few words."""

    def check(value: object) -> object:
        if isinstance(value, str) and value in words:
            return value
        from catalogue.files.spelling import did_you_mean  # for mistakes alone

        near = did_you_mean(value, words) if isinstance(value, str) else ""
        allowed = " or ".join(f'"{word}"' for word in words)
        raise ValueError(f"found {describe(value)}; allowed: {allowed}{near}")

    return check


def number(bounds: Bounds) -> Check:
    """Return the check for a number within bounds."""
    types = int if bounds.whole else int | float

    def check(value: object) -> object:
        if isinstance(value, types) and not isinstance(value, bool) and bounds.holds(value):
            return value
        raise ValueError(f"found {describe(value)}; {bounds} is wanted")

    return check


def id_of_exercise_or_routine(value: object) -> object:
    """Return the value, if it can be an id."""
    if not isinstance(value, str):
        raise ValueError(f'found {describe(value)}; write the id of a routine or exercise, such as "desk-break"')
    return identifier(value)


def language(value: object) -> object:
    """Return the code of a language. Raises ValueError."""
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}", value):
        return value.replace("_", "-")
    raise ValueError(f'found {describe(value)}; write the code of a language, such as "de" or "en-GB"')


def on_or_off(value: object) -> object:
    """Return the value, if it is true or false."""
    if isinstance(value, bool):
        return value
    raise ValueError(f"found {describe(value)}; allowed: true or false")


def command(value: object) -> object:
    """Return a command and its arguments as a tuple."""
    words = value if isinstance(value, list) else []
    if words and all(isinstance(word, str) and "\0" not in word for word in words) and words[0].strip():
        return tuple(words)
    raise ValueError(f'found {describe(value)}; write the command and its arguments, such as ["notify-send", "go"]')


class SomeWrong(ValueError):
    """Of a table, what holds and what doesn't."""

    def __init__(self, good: Mapping[str, object], faults: list[tuple[str, str]]) -> None:
        super().__init__()
        self.good = good
        self.faults = faults


def table(name: str, keys: tuple[str, ...], check: Check) -> Check:
    """Return the check for a table [name] of these keys, each checked by `check`."""

    def checked(value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError(f"found {describe(value)}; write a table [{name}]")
        good: dict[str, object] = {}
        faults: list[tuple[str, str]] = []
        for key, inner in value.items():
            try:
                good[_one_of(key, keys)] = check(inner)
            except ValueError as error:
                faults.append((key, str(error)))
        if faults:
            raise SomeWrong(MappingProxyType(good), faults)
        return MappingProxyType(good)

    return checked


def _one_of(key: str, keys: tuple[str, ...]) -> str:
    if key in keys:
        return key
    from catalogue.files.spelling import did_you_mean  # for mistakes alone

    raise ValueError(f"is not one of {', '.join(keys)}{did_you_mean(key, keys)}")
