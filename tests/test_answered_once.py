"""Keys that come in one read: every dialog and form answers once, and what lies below it is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from openings import OPENINGS, Opening, based, every_question, every_screen, gone_through, shown
from pilots import Driver

from tui.screens.left_once import TopScreen

SEVERAL = (2, 5)


def test_every_screen_is_left_through_the_one_door_and_has_an_opening() -> None:
    assert [one for one in every_screen() if not issubclass(one, TopScreen)] == []
    assert every_screen() - {opening.stack[-1] for opening in OPENINGS} == set()


def test_every_question_has_an_opening() -> None:
    assert every_question() - {opening.name for opening in OPENINGS} == set()


def named(opening: Opening) -> str:
    return opening.name.replace(" ", "-")


async def settled(at: Driver, *expected: object) -> None:
    """Wait until this is shown, and see that nothing else comes of the keys."""
    await at.until(lambda: shown(at) == expected)
    for _ in range(3):
        await at.pilot.pause(0.01)
    assert shown(at) == expected, at.text
    assert at.app._exception is None


OUT = {"Not saved": "d", "repcue can't read it so": "t"}
"""By what is shown: the key that leads back where escape does not."""


async def back(at: Driver) -> None:
    before = shown(at)
    await at.press(next((key for words, key in OUT.items() if words in at.text), "escape"))
    await at.until(lambda: shown(at) != before)


@pytest.mark.parametrize("opening", [one for one in OPENINGS if one.leads], ids=named)
async def test_a_key_that_comes_several_times_in_one_read_answers_once(opening: Opening, home: Path) -> None:
    async with based(home, opening) as at:
        for key, expected in opening.leads.items():
            for count in SEVERAL:
                await gone_through(at, opening)
                await at.burst(*[key] * count)
                await settled(at, *expected)
                while shown(at) != opening.base:
                    await back(at)


ENDS = [(opening, key, count) for opening in OPENINGS for key in opening.ends for count in SEVERAL]


@pytest.mark.parametrize(("opening", "key", "count"), ENDS, ids=[f"{named(o)}-{k}-{c}" for o, k, c in ENDS])
async def test_an_answer_that_comes_several_times_in_one_read_is_given_once(
    opening: Opening, key: str, count: int, home: Path
) -> None:
    async with based(home, opening) as at:
        await gone_through(at, opening)
        await at.burst(*[key] * count)
        await settled(at, *opening.ends[key])
    folder = home / "data"
    assert len(list((folder / "logs").rglob("*.toml"))) + len(list((folder / "trash").rglob("*"))) <= 2
