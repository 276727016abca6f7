"""What reaches a print: nothing that could drive the terminal, columns that line up, and no crash."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.machine.printing import encodable, safe, say_json, table, width, write_line


@given(st.text())
def test_no_control_character_is_printed_but_our_own_newlines(text: str) -> None:
    shown = safe(text)
    assert all(letter == "\n" or letter.isprintable() or letter.isspace() for letter in shown if ord(letter) < 0xA0)
    assert "\x1b" not in shown and "\x9b" not in shown and "\u202e" not in shown
    assert shown.count("\n") == text.count("\n")


def test_text_is_never_markup() -> None:
    assert safe("[bold]x[/] [@click=app.quit]y[/]") == "[bold]x[/] [@click=app.quit]y[/]"


def test_what_an_encoding_lacks_is_put_plainer() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert encodable("a · b…é", stream) == "a - b...?"
    write_line(stream, "set 1 of 3 · rep 4")
    assert stream.buffer.getvalue() == b"set 1 of 3 - rep 4\n"


def test_columns_line_up_whatever_is_in_them() -> None:
    rows = [("a", "x"), ("深蹲", "y"), ("e\u0301", "z"), ("\x1b[0m", "w")]
    lines = table(rows).splitlines()
    assert len({width(line[:-1]) for line in lines}) == 1


def test_lines_of_a_table_end_without_blanks() -> None:
    assert table([("a", ""), ("bcd", "e")], indent="") == "a\nbcd  e"


def test_json_holds_no_character_beyond_plain_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"name": "\x7f\x1b\u202e深"})
    out = capsys.readouterr().out
    assert out.replace("\n", "").isprintable() and out.isascii()
    assert json.loads(out) == {"name": "\x7f\x1b\u202e深"}
