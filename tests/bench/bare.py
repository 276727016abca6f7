"""The least that a Textual app can be, as the measure of what repcue adds: one Static, and a key that counts."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static


class Bare(App[None]):
    """Shows `rep N`; space adds one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "count", "Count")]

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("rep 0")

    def action_count(self) -> None:
        self.count += 1
        self.query_one(Static).update(f"rep {self.count}")


if __name__ == "__main__":
    Bare().run()
