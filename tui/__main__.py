"""`python -m tui`: the command line from a source tree."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the command takes it, Ctrl+C ends without a traceback

from tui.cli import main

if __name__ == "__main__":
    main(prog_name="repcue")
