"""`python -m tui`: the command line from a source tree."""

from tui.cli import main

if __name__ == "__main__":
    main(prog_name="repcue")
