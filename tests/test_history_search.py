"""What is typed into the search becomes words and days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.logbook.index.rows import Filter
from tui.screens.history.search_query import HELP, HINT, search


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("since:2026-08", date(2026, 8, 1), None),
        ("until:2026-09-15", None, date(2026, 9, 15)),
        ("until:2026-02", None, date(2026, 2, 28)),
        ("in:2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2026-8-7", date(2026, 8, 7), date(2026, 8, 7)),
        ("in:2026 since:2026-03", date(2026, 3, 1), date(2026, 12, 31)),
        ("SINCE:2026-03", date(2026, 3, 1), None),
    ],
)
def test_days_months_and_years(text: str, since: date | None, until: date | None) -> None:
    assert search(text).asked == Filter(since=since, until=until)


def test_everything_else_is_words_a_number_alone_too() -> None:
    found = search("  Deadlift [bold] 2025 knee-pain in:2024 ")
    assert found.asked == Filter(
        since=date(2024, 1, 1), until=date(2024, 12, 31), words=("Deadlift", "[bold]", "2025", "knee-pain")
    )
    assert found.fault == ""


@pytest.mark.parametrize("text", ["since:", "in:20", "until:2026-13", "since:2026-02-30", "in:last-year", "in:0000"])
def test_what_is_no_date_is_left_out_and_told(text: str) -> None:
    found = search(f"lunge {text}")
    assert found.asked == Filter(words=("lunge",))
    assert text.partition(":")[0] in found.fault


@given(text=st.text())
def test_nothing_that_is_typed_can_stop_it(text: str) -> None:
    search(text)


def test_the_examples_that_it_gives_are_understood() -> None:
    for words in (*HINT.split(" · ")[1:], "since:2026-08", "until:2026-09-15", "in:2025", "2026-08"):
        assert search(words).fault == "" and search(words).asked.words == (), words
        assert words in HINT + HELP
