"""The clipboard of the terminal, which a program reaches by OSC 52."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping


def copy_sequence(text: str, environ: Mapping[str, str]) -> str:
    """Return what has the terminal copy a text.

    In tmux it comes twice: tmux takes it where its `set-clipboard` is on, and passes it to the terminal that it runs
    in where its `allow-passthrough` is.
    """
    sequence = f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"
    if not environ.get("TMUX"):
        return sequence
    return f"{sequence}\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"
