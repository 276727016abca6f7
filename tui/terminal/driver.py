"""The program's side of the terminal: Textual's driver for Linux and macOS, with an input thread of our own."""

from __future__ import annotations

import codecs
import os
import selectors

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal.reads import mark_read

POLL_SECONDS = 0.1
READ_BYTES = 4096


class TerminalDriver(LinuxDriver):
    """Textual's driver, whose events say which read brought them."""

    def run_input_thread(self) -> None:
        """Read the terminal until the program stops it."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        number = 0
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(POLL_SECONDS):
                    data = os.read(self.fileno, READ_BYTES)
                    if not data:
                        return  # hung up
                    number += 1
                    if text := decode(data):
                        for event in parser.feed(text):
                            self._process_read(event, number)
                for event in parser.tick():
                    self._process_read(event, number)

    def _process_read(self, message: Message, number: int) -> None:
        if isinstance(message, events.Event):
            mark_read(message, number)
        self.process_message(message)
