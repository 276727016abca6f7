"""What every screen has: bindings from the one table of keys, the key bar, and a notice when there is no room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.screens.left_once import TopScreen
from tui.settings.keys import BY_ID, KEYS, Key, Where
from tui.widgets.key_bar import Hint, KeyBar
from tui.widgets.lines import Line, Lines, centred, plain

if TYPE_CHECKING:
    from tui.screens.host import Host

LEAST_COLUMNS, LEAST_ROWS = 60, 16


def bindings_of(where: Where) -> list[BindingType]:
    """Return the bindings of a place, as the one table of keys has them.

    Nothing in a session has the focus, so no widget need be offered its keys first: the tally is painted sooner.
    """
    first = where in ("session", "today")
    return [
        Binding(key.keys, key.action, key.label, show=False, priority=first, id=key.id, tooltip=key.help)
        for key in KEYS
        if key.where == where
    ]


class RepcueScreen(TopScreen[None]):
    """A screen with a key bar at its foot; `works` decides which keys work now."""

    where: Where = "everywhere"

    DEFAULT_CSS = """
    RepcueScreen { layers: base notice; }
    RepcueScreen #too-small { display: none; layer: notice; width: 100%; height: 100%; background: $background; }
    RepcueScreen.-too-small #too-small { display: block; }
    RepcueScreen.-too-small KeyBar { display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.key_bar = KeyBar()

    @cached_property
    def repcue(self) -> Host:
        """The app; a thread of a screen that has gone meanwhile would look for it in vain."""
        return cast("Host", self.app)

    def compose(self) -> ComposeResult:
        yield from self.body()
        yield self.key_bar
        yield Lines(_too_small, id="too-small")

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen, without key bar and notice."""
        yield from ()

    def hand_over(self, call: Callable[..., object], *values: object) -> None:
        """Run a call on the event loop, from a thread; nothing comes of it where this screen is gone by then."""
        if self.is_attached:
            self.repcue.hand_over(lambda: call(*values) if self.is_attached else None)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed here that is in no file yet."""
        return False

    def action_leave(self) -> None:
        """Go back; where something is not saved, ask first."""
        self.dismiss(None)

    def spelt(self, id_: str) -> str:
        """Return the first key of a command, as one would write it."""
        return self.repcue.keys_spelt(BY_ID[id_])[0]

    def stray_capital(self, event: events.Key) -> str:
        """Return a message about a capital that does nothing here, if its small letter does; else nothing."""
        letter = event.character or ""
        if not (len(letter) == 1 and letter.isalpha() and letter.isupper()):
            return ""
        here = [key for key in KEYS if key.where in (*self.places, "everywhere")]
        meant = next((key for key in here if letter.lower() in self.repcue.keys_spelt(key)), None)
        if meant is None:
            return ""
        now = next((key for key in here if letter in self.repcue.keys_spelt(key)), None)
        if now is not None and self.works(now):
            return ""
        said = f"{letter} ({now.label}) does nothing now" if now else f"{letter} does nothing"
        return f"{said}; {letter.lower()} is {meant.label}. Is caps lock on?"

    @property
    def places(self) -> tuple[Where, ...]:
        """The places of the table whose keys are bound here; the first that have the keyboard come first."""
        return (self.where,)

    def works(self, key: Key) -> bool:
        """Whether the key does something now."""
        return True

    def in_bar(self, key: Key) -> bool:
        """Whether the key bar names a key that works now."""
        return key.in_bar

    def label(self, key: Key) -> str:
        """Return the word for what the key does now."""
        return key.label

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Textual asks before it runs an action. A key that does nothing now is not bound now.
        key = next((key for key in KEYS if key.where in self.places and key.action == action), None)
        return True if key is None else self.works(key)

    def active_keys(self) -> Iterable[Key]:
        """Yield the keys that work now, this screen's first."""
        for place in self.places:
            yield from (key for key in KEYS if key.where == place and self.works(key))
        yield from (key for key in KEYS if key.where == "everywhere")

    def refresh_keys(self) -> None:
        """Show in the key bar what works now."""
        hints = [self._hint(key) for key in self.active_keys() if self.in_bar(key) and key.id != "app.help"]
        helper = next(key for key in KEYS if key.id == "app.help")
        self.key_bar.show([*hints, self._hint(helper)])

    def _hint(self, key: Key) -> Hint:
        namespace = "app" if key.where == "everywhere" else "screen"
        return Hint(self.repcue.key_shown(key), self.label(key), f"{namespace}.{key.action}")

    async def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        # The second click of two is not meant for the screen that the first one opened.
        if self.on_top:
            await self.run_action(message.action)

    def on_resize(self, event: events.Resize) -> None:
        small = event.size.width < LEAST_COLUMNS or event.size.height < LEAST_ROWS
        self.set_class(small, "-too-small")


def _too_small(width: int, height: int) -> list[Line]:
    words = [
        f"{width} x {height} is too small",
        f"repcue needs {LEAST_COLUMNS} x {LEAST_ROWS}",
        "keys go on working",
    ]
    above = max(0, (height - len(words)) // 2)
    return [plain("")] * above + [centred(plain(word, "warn"), width) for word in words]
