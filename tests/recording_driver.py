"""A driver that writes down each key and the read that brought it, for `TEXTUAL_DRIVER`; the file is `KEYS_READ`."""

from __future__ import annotations

import os
from pathlib import Path

from textual import events
from textual.message import Message

from tui.terminal.driver import TerminalDriver
from tui.terminal.reads import read_number


class RecordingDriver(TerminalDriver):
    """The driver of the program, and its record."""

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.Key):
            with Path(os.environ["KEYS_READ"]).open("a") as file:
                file.write(f"{message.key} {read_number(message)}\n")
        super().process_message(message)
