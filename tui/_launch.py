"""The installed command's way in: building the wheel moves this file to `repcue/__main__.py`.

`tui` and `catalogue` are common names: any program may have put a package of the same name into site-packages. So the
folder that holds ours goes first on `sys.path`, for this process alone.
"""

import signal
import sys
from pathlib import Path


def _own_folder() -> Path:
    """Return the folder that holds `tui` and `catalogue`; raise ModuleNotFoundError where there is none."""
    # A wheel has both beside this file; an editable install has this file alone, and the source tree on sys.path.
    for folder in (Path(__file__).resolve().parent, *map(Path, sys.path)):
        if (folder / "tui").is_dir() and (folder / "catalogue" / "exercises").is_dir():
            return folder
    raise ModuleNotFoundError("repcue is not fully installed: its folders are missing; install it again")


def main() -> None:
    """Run the command line with our own `tui` and `catalogue`; end the process with its exit code."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the command takes it, Ctrl+C ends without a traceback
    sys.path.insert(0, str(_own_folder()))
    from tui.cli import main as command  # from our own folder

    command(prog_name="repcue")


if __name__ == "__main__":
    main()
