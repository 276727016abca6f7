"""Numbers with their units: loads, times, reps, and words that follow a number."""

from __future__ import annotations

from tui.session.plan import Ms


def load_text(load: float | None, unit: str, counts: str) -> str:
    """Return the load with what it counts: `8 kg each hand`; empty if there is none."""
    if load is None or counts == "none":
        return ""
    weight = f"{load:g} {unit}"
    return {
        "per-hand": f"{weight} each hand",
        "per-side": f"{weight} each side",
        "stack": f"{weight} on the stack",
    }.get(counts, weight)


def reps_text(low: int | None, high: int | None) -> str:
    """Return a target as `10`, `8-12` or, without an upper end, `8+`; empty if there is none."""
    if low is None:
        return ""
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def clock(ms: Ms) -> str:
    """Return a countdown as `0:41`, rounded up, so that it reads 0:00 only when it is over."""
    seconds = -(-ms // 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"


def short_seconds(ms: Ms) -> str:
    """Return a time as `30 s` or `7.5 s`."""
    return f"{round(ms / 1000, 1):g} s"


def seconds_text(ms: Ms) -> str:
    """Return a time as `1 second` or `2.5 seconds`."""
    return counted(round(ms / 1000, 1), "second")


def span(seconds: float) -> str:
    """Return a longer time as `12 min 5 s`, or `41 s`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def about(ms: Ms) -> str:
    """Return a rough length as `about 6 min`, rounded up."""
    return f"about {-(-ms // 60_000)} min"


def counted(number: float, word: str) -> str:
    """Return `1 set` or `3 sets`."""
    return f"{number:g} {word}{'' if number == 1 else 's'}"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
