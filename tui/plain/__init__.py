"""A session as lines of text, for pipes, screen readers and dumb terminals: no cursor movement, no colour."""

from tui.plain.plain_session import run_plain

__all__ = ["run_plain"]
