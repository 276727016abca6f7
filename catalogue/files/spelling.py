"""Finding the word that somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 80


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` most like `word`, capital letters and hyphens aside, or None if none is near."""
    if len(word) > _LONGEST:
        return None
    folded = {_fold(each): each for each in words}
    found = get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return `; did you mean "X"?` for the nearest of `words`, or nothing."""
    found = nearest(word, words)
    return f'; did you mean "{found}"?' if found else ""


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")
