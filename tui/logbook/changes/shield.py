"""A text made safe for tomlkit, which drops the spaces after a date that stands in brackets.

Its parser takes them for the gap between a date and a time. A tab ends that search, so a run of tabs that the text
has nowhere else goes before those spaces, and is taken out again afterwards.
"""

import re
from typing import Final

_DATE_AND_GAP: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}[0-9:.Zz+-]*+)?+)(?= )")
_TABS: Final = re.compile(r"\t+")


class Shield:
    """Puts a mark before the spaces after a text's dates, and takes it out of any text made from that one."""

    def __init__(self, text: str) -> None:
        longest = max(map(len, _TABS.findall(text)), default=0)
        self._mark = "\t" * (longest + 1)
        self.text = _DATE_AND_GAP.sub(rf"\1{self._mark}", text)
        """The text for tomlkit."""

    def lift(self, text: str) -> str:
        """Return a text without the marks."""
        return text.replace(self._mark, "")
