"""Every key, once: the binding, the key bar, the palette and the help come from here; the settings may change keys.

No textual here: the settings are checked against these ids by commands that never draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Where = Literal["everywhere", "choosing", "session", "today", "summary", "history", "exercise"]

_PLACES: Final[dict[str, Where]] = {
    "app": "everywhere",
    "choosing": "choosing",
    "session": "session",
    "today": "today",
    "summary": "summary",
    "history": "history",
    "exercise": "exercise",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A binding: `id` is its name in the settings' keymap, `action` what textual runs."""

    id: str
    keys: str
    """Comma-separated, as textual spells them."""
    action: str
    label: str
    """For the key bar: a word or two."""
    help: str
    """For the help and the palette: one sentence."""
    where: Where
    shown: str = ""
    """How the key bar writes the key, where its own name is long."""
    in_bar: bool = True


def _key(id_: str, keys: str, label: str, help_: str, *, shown: str = "", in_bar: bool = True) -> Key:
    where, action = id_.split(".")
    action = f"list-{action}" if where == "today" else action
    return Key(id_, keys, action.replace("-", "_"), label, help_, _PLACES[where], shown, in_bar)


KEYS: Final = (
    _key("app.help", "question_mark", "help", "Show what every key does.", shown="?"),
    _key("app.command-palette", "ctrl+p", "palette", "Find any command by its name.", in_bar=False),
    _key("app.theme", "ctrl+t", "theme", "Change between the dark and the light theme.", in_bar=False),
    _key("app.suspend", "ctrl+z", "suspend", "Back to the shell; a session pauses.", in_bar=False),
    _key("app.history", "h", "history", "Look at past sessions; one that runs goes on meanwhile."),
    _key("app.quit", "q", "quit", "Leave; asks while a session runs."),
    _key("choosing.start", "enter", "start", "Start the highlighted routine or exercise."),
    _key("choosing.add-or-drop", "space", "add to today", "Add it to today's session, or drop it."),
    _key("choosing.start-today", "s", "start today", "Start today's session, in the order shown."),
    _key("choosing.exercise", "x", "progress", "Show the highlighted exercise over time: charts, balance, records."),
    _key("choosing.search", "slash", "search", "Search by name.", shown="/"),
    _key("choosing.down", "j,down", "down", "Move down.", shown="j", in_bar=False),
    _key("choosing.up", "k,up", "up", "Move up.", shown="k", in_bar=False),
    _key("choosing.later", "J", "later", "Move it later in today's session."),
    _key("choosing.earlier", "K", "earlier", "Move it earlier in today's session."),
    _key("choosing.clear", "escape", "clear", "Clear the search.", shown="esc"),
    _key("choosing.problems", "exclamation_mark", "problems", "Show the files that have problems.", shown="!"),
    _key("session.main", "space", "rep", "The main action: count a rep, next set-up step, start now, skip rest."),
    _key("session.finish", "enter", "finish set", "Finish the set: reps so far, or the whole target if none."),
    _key("session.undo", "u,backspace", "undo", "Undo the last thing done, whatever it was."),
    _key("session.redo", "U,ctrl+r", "redo", "Take the last undo back."),
    _key("session.pause", "p", "pause", "Stop every clock, or let them run again."),
    _key("session.end", "escape", "end", "End the session: save, discard or carry on.", shown="esc"),
    _key("session.skip", "n", "skip", "Skip the set-up, the countdown, the rest, or what is left of the set."),
    _key("session.switch", "x", "switch leg", "Go on with the other leg."),
    _key("session.pace", "t", "pace", "Change between counting by key and the tempo player."),
    _key("session.load", "l", "say load", "Say the load: 60, +2.5, bw-20, last; 8@60 r9 ends the set with it."),
    _key("session.today", "tab", "today's list", "Work on today's list: go to, move, add, replace, drop."),
    _key("session.more-load", "plus,equals_sign", "load", "More load, by a step.", shown="+ -"),
    _key("session.less-load", "minus", "load", "Less load, by a step.", shown="-", in_bar=False),
    _key("session.rate", "r", "rate", "Say the RPE of the set done last, such as 8.5."),
    _key("session.more-rest", "right_square_bracket", "rest", "15 seconds more rest.", shown="] ["),
    _key("session.less-rest", "left_square_bracket", "rest", "15 seconds less rest.", shown="[", in_bar=False),
    _key("session.edit", "e", "edit", "Correct a set already done; the last one comes first."),
    _key("session.note", "N", "note", "Write a note for the set; ! before it pins it to the exercise.", in_bar=False),
    _key("session.mute", "m", "mute", "Silence tones, bell and voice, or let them be heard again.", in_bar=False),
    _key("session.voice", "v", "voice", "Turn the spoken cues on or off.", in_bar=False),
    _key("session.distance", "z", "distance view", "Fill the screen with what matters now, to read across a room."),
    _key("session.retry", "w", "write again", "Try at once to write what could not be saved."),
    _key("today.go", "enter", "go to it now", "Go to the exercise or set under the cursor now."),
    _key("today.back", "escape,tab", "back", "Back to the pane.", shown="esc"),
    _key("today.down", "j,down", "move", "The next row.", shown="j k"),
    _key("today.up", "k,up", "up", "The row before.", shown="k", in_bar=False),
    _key("today.later", "J", "later, earlier", "Move the exercise later in the session.", shown="J K"),
    _key("today.earlier", "K", "earlier", "Move the exercise earlier in the session.", in_bar=False),
    _key("today.more", "a", "one more set", "Add one more set of the exercise."),
    _key("today.add", "A", "add exercise", "Add an exercise after the one under the cursor."),
    _key("today.replace", "r", "replace", "Do another exercise instead of what is left of this one."),
    _key("today.drop", "d", "drop", "Leave out what is left of the exercise today."),
    _key("summary.save", "enter", "save", "Put effort and note into the log, and go back."),
    _key("summary.note", "tab", "note", "To the note, and back to the effort."),
    _key("summary.edit", "e,ctrl+e", "fix a set", "Correct a set; the log is mended.", shown="e"),
    _key("summary.undo", "u,ctrl+u", "undo the end", "The session goes on where it was.", shown="u"),
    _key("summary.copy", "c", "copy", "Copy the summary as text, where the terminal lets programs copy."),
    _key("summary.down", "j,down", "scroll", "Further down in the summary.", shown="j k"),
    _key("summary.up", "k,up", "up", "Further up in the summary.", shown="k", in_bar=False),
    _key("summary.page-down", "pagedown", "page down", "A page down.", in_bar=False),
    _key("summary.page-up", "pageup", "page up", "A page up.", in_bar=False),
    _key("summary.leave", "escape", "leave", "Leave it at that: nothing more goes into the log.", shown="esc"),
    _key("history.back", "escape", "back", "Back to the list, out of the search, out of the history.", shown="esc"),
    _key("history.read", "enter,tab", "read", "Read the chosen session: moving scrolls it; once more for the list."),
    _key("history.search", "slash", "search", "Search by words and by days, such as lunge since:2026-08.", shown="/"),
    _key("history.down", "j,down", "down", "Move down.", shown="j", in_bar=False),
    _key("history.up", "k,up", "up", "Move up.", shown="k", in_bar=False),
    _key("history.page-down", "pagedown", "page down", "Move down by a page.", in_bar=False),
    _key("history.page-up", "pageup", "page up", "Move up by a page.", in_bar=False),
    _key("history.first", "home", "first", "Go to the newest session, or to the top.", in_bar=False),
    _key("history.last", "end", "last", "Go to the oldest session, or to the end.", in_bar=False),
    _key("history.older", "J", "older session", "The session before it, also while reading.", shown="J K"),
    _key("history.newer", "K", "newer session", "The session after it, also while reading.", in_bar=False),
    _key("history.earlier-year", "left_square_bracket", "years", "The map of the year before.", shown="[ ]"),
    _key("history.later-year", "right_square_bracket", "years", "The map of the year after.", in_bar=False),
    _key("history.edit", "e", "edit", "Open the session's log in your editor, and look at it afterwards."),
    _key("history.mend", "m", "mend", "Change the session's name, start, effort, note or sets; add a forgotten set."),
    _key("history.add", "a", "add", "Enter a session that was done away from the program."),
    _key("history.delete", "d", "delete", "Move the session's log to the trash."),
    _key("history.exercise", "x", "exercise", "Show an exercise of the session over time: charts, balance, records."),
    _key("history.undo", "u", "undo", "Take back what was deleted, mended, edited or added last."),
    _key("history.problems", "exclamation_mark", "problems", "Show the logs that can't be read.", shown="!"),
    _key("exercise.back", "escape", "back", "Back to where it was opened.", shown="esc"),
    _key(
        "exercise.next-chart", "right", "chart", "The next chart; its number goes straight to a chart.", shown="← →"
    ),
    _key("exercise.previous-chart", "left", "chart", "The chart before.", shown="←", in_bar=False),
    _key("exercise.numbers", "tab", "numbers", "Change between charts and numbers, where the window is small."),
    _key("exercise.session", "enter", "session", "Go to the session that holds the record under the cursor."),
    _key("exercise.down", "j,down", "records", "The next record.", shown="j k"),
    _key("exercise.up", "k,up", "up", "The record before.", shown="k", in_bar=False),
    _key("exercise.page-down", "pagedown", "balance", "Earlier sessions of the balance.", in_bar=False),
    _key("exercise.page-up", "pageup", "page up", "Later sessions of the balance.", in_bar=False),
)

THUMB: Final = ("session.main", "session.finish", "session.skip")
"""The keys that count or skip: those that a thumb presses once too often."""

BY_ID: Final = {key.id: key for key in KEYS}
