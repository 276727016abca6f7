"""A value's line is found wherever TOML lets it stand."""

import datetime
import time
from collections.abc import Iterator

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from catalogue.files.positions import Location, Positions
from catalogue.files.tokens import is_plain, nests_too_deep

TEXT = '''\
# a remark with [brackets] and "quotes
schema = 1
name = "a # b = [c]"
story = """
[[phases]]
kind = "not here"
""" # and on

"odd key" = 1
"\\u0061bc" = 2
path.to.it = 3
list = [ # of three
  1,
  "two ] , =",
  { a = 1, b = [
    5,
    6 ] },
]
inline = { x = 1, y.z = 2 }

[sides]
  mode = "bilateral"
[ sides . deep ]
a = 1

[[phases]]
kind = "hold"
seconds = 1.5

[[phases]] # the second
kind = "hold"
  [phases.extra]
  when = 18:06:10
[[phases.sub]]
x = 1
[[phases.sub]]
x = 2
'''


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("schema",), 2),
        (("story",), 4),
        (("odd key",), 9),
        (("abc",), 10),
        (("path", "to", "it"), 11),
        (("path",), 11),
        (("list",), 12),
        (("list", 0), 13),
        (("list", 1), 14),
        (("list", 2), 15),
        (("list", 2, "b", 0), 16),
        (("list", 2, "b", 1), 17),
        (("inline", "y", "z"), 19),
        (("sides",), 21),
        (("sides", "mode"), 22),
        (("sides", "deep"), 23),
        (("sides", "deep", "a"), 24),
        (("phases",), 26),
        (("phases", 0), 26),
        (("phases", 0, "seconds"), 28),
        (("phases", 1), 30),
        (("phases", 1, "kind"), 31),
        (("phases", 1, "extra", "when"), 33),
        (("phases", 1, "sub", 0, "x"), 35),
        (("phases", 1, "sub", 1, "x"), 37),
    ],
)
def test_every_kind_of_place_has_its_line(location: Location, line: int) -> None:
    assert Positions(TEXT).line(location) == line


@pytest.mark.parametrize(
    ("location", "line"),
    [(("missing",), 1), (("sides", "first"), 21), (("phases", 1, "cue"), 30), (("phases", 5), 26), ((), 1)],
)
def test_what_is_missing_has_the_line_of_what_is_around_it(location: Location, line: int) -> None:
    assert Positions(TEXT).line(location) == line


def test_windows_line_ends_count_once() -> None:
    assert Positions(TEXT.replace("\n", "\r\n")).line(("phases", 1, "kind")) == 31


names = st.text(max_size=8)
leaves = st.integers(10**6, 10**9)
documents = st.dictionaries(
    names,
    st.recursive(
        leaves | st.text(alphabet="ab[]{}=#.,\"'\\\n", max_size=10) | st.just(datetime.time(18, 6, 10)),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
        max_leaves=20,
    ),
    max_size=6,
)


def numbers(value: object, at: Location = ()) -> Iterator[tuple[Location, int]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, (*at, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from numbers(inner, (*at, position))
    elif isinstance(value, int):
        yield at, value


@given(document=documents, several_lines=st.booleans())
def test_the_line_of_any_number_in_any_document_shows_that_number(
    document: dict[str, object], several_lines: bool
) -> None:
    text = tomli_w.dumps(document, multiline_strings=several_lines)
    lines = Positions(text)
    for location, number in numbers(document):
        assert str(number) in text.split("\n")[lines.line(location) - 1]


@pytest.mark.parametrize("text", ["a." * 130_000, '"' * 262_144, "[" * 262_144, "{a=" * 87_000, "[[a]]\n" * 40_000])
def test_even_a_text_that_is_no_toml_is_searched_in_linear_time(text: str) -> None:
    # Linear time is a third of a second here; quadratic time would be minutes.
    began = time.process_time()
    assert Positions(text).line(("a",)) == 1
    assert time.process_time() - began < 20


@given(text=st.text(alphabet="[]{}=.\"'#\n\\, ab1\r", max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    assert Positions(text).line(("a", 0, "b")) <= text.count("\n") + 1


@given(text=st.text(alphabet="[]{}=.\"'#\n\\ ab", max_size=60))
def test_a_text_called_plain_nests_nothing(text: str) -> None:
    if is_plain(text):
        assert nests_too_deep(text) is None


@pytest.mark.parametrize("text", ['a = """', "a = '''", "a = [", "a.b = 1", "a = {", "[a.b]", 'a = """"', "a = 1 }"])
def test_a_text_that_may_nest_is_not_called_plain(text: str) -> None:
    assert not is_plain(text)


def test_a_log_is_plain() -> None:
    assert is_plain('schema = 1 # x\n\n[[sets]]\nnote = "say \\"[[[\\" ="\nstarted = 18:06:10\nx = \'a\'\r\n')
