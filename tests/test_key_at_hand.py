"""An action run by a binding finds the key that called it, and the read of the terminal that brought the key."""

from pathlib import Path

import pytest
from pilots import program
from textual import events

from tui.program.app import RepcueApp
from tui.terminal.reads import mark_read, read_number


def test_a_key_that_no_terminal_brought_has_no_read_number() -> None:
    assert read_number(events.Key("a", "a")) is None


def test_a_marked_key_has_its_read_number() -> None:
    assert read_number(mark_read(events.Key("a", "a"), 7)) == 7


@pytest.mark.parametrize("key", ["question_mark", "ctrl+t"])
async def test_the_key_is_at_hand_while_its_action_runs_and_not_afterwards(
    home: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[events.Key | None] = []
    for action in ("action_help", "action_theme"):
        monkeypatch.setattr(RepcueApp, action, lambda app: found.append(app.key_at_hand))
    async with program(home) as driver:
        pressed = mark_read(events.Key(key, None), 7)
        driver.app.post_message(pressed)
        await driver.until(lambda: found)
        assert found[0] is pressed
        assert read_number(pressed) == 7
        await driver.until(lambda: driver.app.key_at_hand is None)
