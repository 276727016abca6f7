"""What text from a file may contain, and how text of any kind is made safe to print.

Square brackets are ordinary characters here: text is data, and nothing may read it as markup.
"""

import re
from datetime import date, datetime, time
from functools import cache
from typing import Final

ID_LENGTH: Final = 64
CUE_LENGTH: Final = 24
WORD_LENGTH: Final = 40
NAME_LENGTH: Final = 80
SUMMARY_LENGTH: Final = 300
TEXT_LENGTH: Final = 400
NOTE_LENGTH: Final = 4000

HUGE: Final = 10**15
"""Whole numbers from here on are not written out in messages."""

PLACEHOLDERS: Final = ("{side}", "{other}")

# One class string a kind, so that a message can say which kind was found.
_KINDS: Final = {
    "a control character": "\x00-\x1f\x7f-\x9f",
    "a character that turns the direction of writing": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "an invisible line break": "\u2028\u2029",
    "an invisible character": "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff",
    "half of a surrogate pair": "\ud800-\udfff",
    "a code that is no character": "\ufdd0-\ufdef"
    + "".join(chr((plane << 16) + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)),
}
_SHOWN_AS_NOTHING: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Refused characters that Python counts as printable; all the others it does not."""
# The joiners are letters' business in Persian, Hindi or a family emoji, but alone they show nothing.
_BLANK: Final = re.compile("[\\s\u200c\u200d\u2800\ufe00-\ufe0f\U000e0100-\U000e01ef]*")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_KEPT_IDS: Final = frozenset({"next", "last"})
"""Words that commands take in the place of an id."""
_NAMED: Final = {
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a carriage return",
    "\x1b": "an escape character",
}
_BRACES: Final = re.compile(r"\{[^{}]*\}?|\}")


def one_line(text: str, limit: int) -> str:
    """Return `text` without the space around it; it must be one line of at most `limit` characters.

    Raises ValueError with a sentence for the person when it is blank, too long or holds a character that
    could drive a terminal or hide from the eye.
    """
    return _sound(text, limit, newlines=False)


def prose(text: str, limit: int) -> str:
    """Return `text` as `one_line` does, but let it have line breaks. Raises ValueError."""
    return _sound(text, limit, newlines=True)


def folded(text: str, limit: int) -> str:
    """Return `prose` with its lines joined into one, as it is wrapped anyway. Raises ValueError."""
    return re.sub(r" *\n *", " ", prose(text, limit))


def identifier(text: str) -> str:
    """Return `text` if it can be an id. Raises ValueError, saying what would do."""
    if _ID.fullmatch(text):
        return text
    likely = likely_id(text)
    hint = f'; try "{likely}"' if likely else ""
    raise ValueError(
        f"found {quoted(text)}; an id has small letters a to z, digits and hyphens, "
        f"begins with a letter or digit and is at most {ID_LENGTH} long{hint}"
    )


def runnable_id(text: str) -> str:
    """Return `text` if an exercise or a routine can have it as its id. Raises ValueError, saying what would do."""
    found = identifier(text)
    if found in _KEPT_IDS:
        raise ValueError(f'found {quoted(text)}; commands have a meaning of their own for it; try "{found}-one"')
    if not any(letter.isalpha() for letter in found):
        raise ValueError(f'found {quoted(text)}; an id holds at least one letter; try "x-{found[: ID_LENGTH - 2]}"')
    return found


def likely_id(text: str) -> str:
    """Return the id that was probably meant by a text that is none; empty if there is nothing to go by."""
    return re.sub(r"[^a-z0-9]+", "-", text[:200].lower()).strip("-")[:ID_LENGTH].strip("-")


def step_text(text: str, limit: int) -> str:
    """Return `folded` text whose only braces are the placeholders {side} and {other}. Raises ValueError."""
    whole = folded(text, limit)
    for found in _BRACES.findall(whole):
        if found not in PLACEHOLDERS:
            raise ValueError(
                f"found {quoted(found)}; the only words in braces are {{side}} (the working leg) "
                "and {other}; write round brackets for anything else"
            )
    return whole


def no_braces(text: str, limit: int) -> str:
    """Return `one_line` text that holds no brace at all. Raises ValueError."""
    line = one_line(text, limit)
    if "{" in line or "}" in line:
        raise ValueError(f"found {quoted(line)}; braces are only for the texts of steps; take them out")
    return line


def has_placeholder(text: str) -> bool:
    """Whether `text` names a leg by a placeholder."""
    return any(placeholder in text for placeholder in PLACEHOLDERS)


def printable(text: str, limit: int | None = None) -> str:
    """Return `text` safe to print: refused characters as escapes, cut to about `limit` characters."""
    cut = text if limit is None or len(text) <= limit else text[: limit - 1] + "…"
    if _is_harmless(cut):
        return cut
    return _refused().sub(lambda match: _escape(match.group()), cut)


def quoted(text: str, limit: int = 60) -> str:
    """Return `text` in double quotes, safe to print and cut to about `limit` characters."""
    return f'"{printable(text, limit)}"'


def describe(value: object) -> str:
    """Return a value from a TOML file as one would speak of it, short and safe to print."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return quoted(value)
        case int() if abs(value) >= HUGE:
            return "a huge number"
        case int() | float():
            return f"{value}"
        case dict():
            return "a table"
        case list() | tuple():
            return "a list"
        case datetime():
            return f"the date and time {value.isoformat()}"
        case date():
            return f"the date {value.isoformat()}"
        case time():
            return f"the time {value.isoformat()}"
        case _:
            return quoted(repr(value))


def _is_harmless(text: str) -> bool:
    """Whether nothing in the text is refused, found without the large pattern in most cases."""
    return text.isprintable() and _SHOWN_AS_NOTHING.isdisjoint(text)


@cache
def _refused(newlines: bool = False) -> re.Pattern[str]:
    """Any refused character, but for newlines if they are allowed; made at its first use, as making it takes long."""
    but_newlines = "(?!\n)" if newlines else ""
    return re.compile(f"{but_newlines}[{''.join(_KINDS.values())}]")


def _sound(text: str, limit: int, *, newlines: bool) -> str:
    bad = None if _is_harmless(text) else _refused(newlines).search(text)
    if bad:
        raise ValueError(
            f"found {_describe(bad.group())} at character {bad.start() + 1}; take it out and type that place again"
        )
    if _BLANK.fullmatch(text):
        raise ValueError("the text is blank; write something, or leave the key out if it may be left out")
    stripped = text.strip()
    if len(stripped) > limit:
        raise ValueError(
            f"found {len(stripped)} characters ({quoted(stripped, 30)}); at most {limit} are allowed; shorten it"
        )
    return stripped


def _describe(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    kind = next(kind for kind, span in _KINDS.items() if re.match(f"[{span}]", character))
    return f"{kind} (U+{ord(character):04X})"


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
