"""The command line. Each command is imported when it runs, so that its imports cost the others nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Final, NoReturn

WINDOWS: Final = "repcue runs on Linux and macOS. On Windows, install and start it inside WSL: wsl --install"


def main(arguments: Sequence[str] | None = None, prog_name: str = "repcue", platform: str = sys.platform) -> NoReturn:
    """Run the command line, or open the program where there is nothing else to do; end with its exit code."""
    _stand_in_for_closed_streams()
    if platform == "win32":
        # Checked first: the modules for locks, terminal and signals can't be imported on Windows.
        print(WINDOWS, file=sys.stderr)
        raise SystemExit(2)
    _replace_what_cannot_be_written()
    given = sys.argv[1:] if arguments is None else arguments
    if not given and not _completing():
        from tui.cli.entrance import open_program  # after the checks

        raise SystemExit(open_program())
    from tui.cli.group import run_command  # after the checks

    run_command(given, prog_name)


def _stand_in_for_closed_streams() -> None:
    """Replace standard streams that are closed (`<&-`) by /dev/null, before a file gets their descriptors."""
    sys.stdin = sys.stdin or os.fdopen(os.open(os.devnull, os.O_RDONLY))
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _replace_what_cannot_be_written() -> None:
    """Replace characters that the encoding of a standard stream lacks by question marks, on output and on input."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _completing() -> bool:
    """Whether a shell requests completions, which shows in the environment alone."""
    return "_REPCUE_COMPLETE" in os.environ
