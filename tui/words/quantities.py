"""Numbers with their units: loads, times, reps, and words that follow a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the first painting has quantities, and no engine
    from tui.session.plan import Ms

MANY: Final = "as many as you can"
MANY_REPS: Final = "as many reps as you can"
BIG_NUMBER: Final = 1e9
"""From here on a number is written with an exponent."""


def number_text(number: float) -> str:
    """Return a number that may be long: `1,234.5`."""
    if abs(number) >= BIG_NUMBER:
        return f"{number:.3g}"
    return f"{number:,.1f}".removesuffix(".0")


def counted(number: float, word: str) -> str:
    """Return `1 set` or `3 sets`."""
    return f"{number_text(number)} {plural(number, word)}"


def plural(number: float, word: str) -> str:
    """Return the word as it follows a number, `set` or `sets`."""
    return word if number == 1 else f"{word}s"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def weight_text(load: float, unit: str) -> str:
    """Return a weight as `8 kg`."""
    return f"{load:g} {unit}"


def load_text(load: float | None, unit: str, counts: str | None) -> str:
    """Return the load with what it counts: `8 kg each hand`; empty if there is none."""
    if load is None or counts == "none":
        return ""
    if counts == "bodyweight":
        return "body weight" + (f" {'+' if load > 0 else '-'} {weight_text(abs(load), unit)}" if load else "")
    weight = weight_text(load, unit)
    return {
        "per-hand": f"{weight} each hand",
        "per-side": f"{weight} each side",
        "stack": f"{weight} on the stack",
    }.get(counts or "total", weight)


def volume_text(volume: float, unit: str) -> str:
    """Return a volume load as `volume load 1,234.5 kg`."""
    return f"volume load {number_text(volume)} {unit}"


def rpe_text(rpe: float | None) -> str:
    """Return how hard a set was as `RPE 8.5`; empty if that was not said."""
    return "" if rpe is None else f"RPE {rpe:g}"


def reps_text(low: int | None, high: int | None) -> str:
    """Return a target as `10` or `8-12`; empty if there is none."""
    if low is None:
        return ""
    return str(low) if high is None or low == high else f"{low}-{high}"


def goal_text(low: int | None, high: int | None) -> str:
    """Return the target of a planned set: `10`, `8-12`, `8+` for at least 8; empty if there is none."""
    return f"{low}+" if low is not None and high is None else reps_text(low, high)


def reps_asked(low: int | None, high: int | None) -> str:
    """Return a target as `1 rep`, `10 reps` or `8-12 reps`; empty if there is none."""
    target = reps_text(low, high)
    return target and f"{target} {'rep' if target == '1' else 'reps'}"


def a_side(unilateral: bool) -> str:
    """Return what follows the amount of a set that each leg does: ` a side`."""
    return " a side" if unilateral else ""


def clock_up(ms: Ms) -> str:
    """Return a time that counts up as `0:41`, rounded down."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02d}"


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
    """Return a longer time as `41 s`, `12 min 5 s` or `1 h 20 min`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, left = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {left} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def times(active_seconds: float, paused_seconds: float) -> list[str]:
    """Return the time of a session as `23 min 8 s active`, and `2 min 21 s paused` if it was."""
    active = f"{span(active_seconds)} active"
    return [active, f"{span(paused_seconds)} paused"] if paused_seconds else [active]


def minutes_text(seconds: float) -> str:
    """Return how long something took as a number of minutes for a column, to the nearest."""
    return f"{round(seconds / 60):,}"


def whole_minutes(ms: Ms) -> int:
    """Return a length in minutes, rounded up."""
    return -(-ms // 60_000)


def about(ms: Ms) -> str:
    """Return a rough length as `about 6 min`, rounded up."""
    return f"about {whole_minutes(ms)} min"


def about_left(ms: Ms) -> str:
    """Return a rough rest of a session as `about 6 min left`."""
    return f"{about(ms)} left" if whole_minutes(ms) > 1 else "under a minute left"
