"""Lines of text painted straight onto the screen: no markup, no layout, only the rows that changed.

Everything the program shows goes through here or through `literal`, so text from files can't style, act or escape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region, Spacing
from textual.strip import Strip
from textual.widget import Widget

from catalogue.files.text import printable

Span = tuple[str, str]
"""Text and the name of its style: one of `STYLES`, or empty for the plain one."""
Line = tuple[Span, ...]
Painter = Callable[[int, int], Sequence[Line]]
"""Makes the lines for a width and a height."""

SCREENFULS = 4
"""So many times its height are the rows that a widget keeps as they were drawn: many come back, digits above all."""
NO_PADDING = Spacing()

STYLES = ("strong", "dim", "big", "phase", "side", "good", "warn", "bad", "frame", "key", "bar", "cursor")


def literal(text: str) -> Content:
    """Return text from anywhere as content that is only itself: no markup, no control characters."""
    return Content(printable(text))


def plain(text: str, style: str = "") -> Line:
    """Return a line of one style."""
    return ((text, style),)


@lru_cache(512)  # most lines of a pane are those of the painting before
def width_of(line: Line) -> int:
    """Return the number of cells that the line takes."""
    return sum(cell_len(text) for text, _ in line)


@lru_cache(512)
def fitted(line: Line, width: int) -> Line:
    """Return the line cut, with an ellipsis, or padded to exactly `width` cells."""
    room, spans = width, list[Span]()
    for text, style in line:
        size = cell_len(text)
        if size > room:
            spans.append((set_cell_size(text, max(0, room - 1)) + "…" if room > 0 else "", style))
            room = 0
            break
        spans.append((text, style))
        room -= size
    return (*spans, (" " * room, "")) if room else tuple(spans)


def apart(left: Line, right: Line, width: int) -> Line:
    """Return one line at the left edge and one at the right; the left one gives way."""
    if not right:
        return fitted(left, width)
    space = width - width_of(right) - 1
    if space < 4:
        return fitted(left, width)
    return (*fitted(left, space), (" ", ""), *right)


def centred(line: Line, width: int) -> Line:
    """Return the line in the middle of `width` cells."""
    return fitted(((" " * max(0, (width - width_of(line)) // 2), ""), *line), width)


def wrapped(text: str, width: int, style: str = "", hang: int = 0) -> list[Line]:
    """Return the text in lines of at most `width` cells, the ones after the first indented by `hang`."""
    return [plain(line, style) for line in _broken(text, width, hang)]


@lru_cache(128)
def _broken(text: str, width: int, hang: int) -> tuple[str, ...]:
    lines, current = list[str](), ""
    for word in _words(text, max(1, width - hang)):
        indent = " " * hang if lines else ""
        longer = f"{current} {word}" if current else indent + word
        if current and cell_len(longer) > width:
            lines.append(current)
            longer = " " * hang + word
        current = longer
    return (*lines, current)


def _words(text: str, width: int) -> Iterable[str]:
    """Yield the words; one that is wider than a line in pieces."""
    for word in text.split():
        while cell_len(word) > width:
            piece = set_cell_size(word, width).rstrip() or word[0]  # a wide character goes even where it doesn't fit
            yield piece
            word = word[len(piece) :]
        if word:
            yield word


def framed(
    body: Sequence[Line], width: int, height: int, title: str, right: str = "", done: float | None = None
) -> list[Line]:
    """Frame the lines in this size, one column of air at each side; `done` (0 to 1) runs along its foot."""
    inner = max(0, width - 4)
    head = fitted(plain(title), min(cell_len(title), max(0, inner - cell_len(right) - 3)))
    rule = inner - width_of(head) - (cell_len(right) + 2 if right else 0)
    top: Line = (("┌ ", "frame"), *((text, "strong") for text, _ in head), (" " + "─" * max(0, rule - 1), "frame"))
    tail: Line = (("─ ", "frame"), (right, ""), (" ┐", "frame")) if right else (("──┐"[-2:], "frame"),)
    rows = [fitted(line, inner) for line in body[: max(0, height - 2)]]
    rows += [plain(" " * inner)] * (height - 2 - len(rows))
    sides: list[Line] = [(("│ ", "frame"), *row, (" │", "frame")) for row in rows]
    return [_exactly((*top, *tail), width), *sides, _foot(width, done)]


def _exactly(line: Line, width: int) -> Line:
    """Make up with rule for what rounding left between the title and the corner."""
    missing = width - width_of(line)
    return (*line[:-1], ("─" * missing, "frame"), line[-1]) if missing > 0 else line


def _foot(width: int, done: float | None) -> Line:
    inner = max(0, width - 2)
    if done is None:
        return (("└" + "─" * inner + "┘", "frame"),)
    label = f" {round(done * 100)} % "
    track = max(0, inner - len(label) - 1)
    full = round(track * done)
    return (("└", "frame"), ("━" * full, "bar"), ("─" * (track - full), "frame"), (label, ""), ("─┘", "frame"))


def _changes(old: Sequence[Line], new: Sequence[Line], width: int) -> Iterator[Region]:
    """Yield what has to be drawn anew: of each row that differs, the part between the spans that are the same."""
    for y in range(max(len(old), len(new))):
        before, after = old[y] if y < len(old) else (), new[y] if y < len(new) else ()
        if before != after:
            left = width_of(tuple(span for span, _ in takewhile(_same, zip(before, after, strict=False))))
            ends = zip(reversed(before), reversed(after), strict=False)
            right = width_of(tuple(span for span, _ in takewhile(_same, ends)))
            whole = width_of(before) != width_of(after) or left + right >= width
            yield Region(0, y, width, 1) if whole else Region(left, y, width - left - right, 1)


def _same(spans: tuple[Span, Span]) -> bool:
    return spans[0] == spans[1]


class Lines(Widget):
    """Lines that a painter makes for whatever size there is."""

    COMPONENT_CLASSES = {f"lines--{name}" for name in STYLES}
    DEFAULT_CSS = """
    Lines {
        & > .lines--strong { text-style: bold; }
        & > .lines--dim { color: $text-muted; }
        & > .lines--big { color: $text-accent; text-style: bold; }
        & > .lines--phase { color: $text-primary; text-style: bold; }
        & > .lines--side { color: $text-warning; text-style: bold; }
        & > .lines--good { color: $text-success; }
        & > .lines--warn { color: $text-warning; text-style: bold; }
        & > .lines--bad { color: $text-error; text-style: bold; }
        & > .lines--frame { color: $foreground-muted; }
        & > .lines--key { color: $text-accent; text-style: bold; }
        & > .lines--bar { color: $accent; }
        & > .lines--cursor { text-style: reverse; }
    }
    """

    def __init__(self, painter: Painter | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._painter = painter
        self._lines: tuple[Line, ...] = ()
        self._made_for = (0, 0)
        self._styles_by_name: dict[str, Style] = {}
        self._strips: dict[Line, Strip] = {}

    @property
    def text(self) -> str:
        """What is shown, as plain text."""
        return "\n".join("".join(text for text, _ in line) for line in self._lines)

    def paint(self, painter: Painter | None = None) -> None:
        """Paint anew, with a new painter if one is given; only rows that differ are drawn."""
        if painter is not None:
            self._painter = painter
        old, size = self._lines, self._made_for
        if not self._make():
            return
        if size != self._made_for:
            self.refresh()
            return
        changed = tuple(_changes(old, self._lines, self.size.width))
        if changed:
            self.refresh(*changed)

    def _make(self) -> bool:
        """Have the painter make the lines for the present size, if there is one of each."""
        width, height = self.size
        if self._painter is None or not width or not height:
            return False
        self._made_for = (width, height)
        self._lines = tuple(self._painter(width, height)[:height])
        return True

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles_by_name = {}
        self._strips = {}
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        # Textual's own way looks up every style of the widget for each painting.
        if self.styles.padding != NO_PADDING:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        width = self.size.width
        return strips if crop.column_span == (0, width) else [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        size = self.size
        if self._made_for != size:
            self._make()
        line = self._lines[y] if y < len(self._lines) else ()
        strip = self._strips.get(line)
        if strip is None or strip.cell_length != size.width:
            if len(self._strips) >= SCREENFULS * max(1, size.height):
                self._strips = {}
            strip = self._strips[line] = self._strip(line, size.width)
        return strip

    def _strip(self, line: Line, width: int) -> Strip:
        background = self.background_colors[1]
        segments = [Segment(printable(text), self._style(style)) for text, style in line if text]
        strip = Strip(segments).adjust_cell_length(width, self._style(""))
        for only in self.get_line_filters():
            strip = strip.apply_filter(only, background)
        return strip

    def _style(self, name: str) -> Style:
        if name not in self._styles_by_name:
            style = self.get_component_rich_style(f"lines--{name}") if name else self.rich_style
            self._styles_by_name[name] = style
        return self._styles_by_name[name]
