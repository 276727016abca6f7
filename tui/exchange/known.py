"""The names of all formats, apart from what reads them: the help of the command line needs nothing more."""

from typing import Final

EXPORTS: Final = ("csv", "json", "hevy", "strong", "openweight")
IMPORTS: Final = (*EXPORTS, "fitnotes")
