"""The registry of formats: each under its name, and no file in two of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchanged import FOLDER, here
from log_examples import a_log

from catalogue.files.problems import FileProblems
from tui.exchange.export import export_lines
from tui.exchange.format import ImportDefaults
from tui.exchange.import_file import read_file
from tui.exchange.losses import Losses
from tui.exchange.registry import EXPORTS, IMPORTS, format_named


@pytest.mark.parametrize("name", IMPORTS)
def test_a_format_is_registered_under_its_own_name_and_as_what_it_does(name: str) -> None:
    found = format_named(name)
    assert found.name == name
    assert (found.write is not None) == (name in EXPORTS)


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_a_file_is_in_one_format_alone(name: str) -> None:
    own, _ = read_file(FOLDER / name, None, ImportDefaults(here, "kg"))
    path = FOLDER / name
    assert read_file(path, own, ImportDefaults(here, "kg"))[0] == own
    for other in IMPORTS.keys() - {own}:
        with pytest.raises(FileProblems, match=f"is no file of the format {other}"):
            read_file(path, other, ImportDefaults(here, "kg"))


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_recognised_and_has_every_set(name: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("".join(export_lines(name, [a_log()], {}, "kg", Losses())), encoding="utf-8", newline="")
    found, reading = read_file(path, None, ImportDefaults(here, "kg"))
    assert (found, reading.problems) == (name, ())
    sets = [session.sets for session in reading.sessions] + [log.sets for log in reading.logs]
    assert [row.reps for rows in sets for row in rows] == [row.reps for row in a_log().sets]


def test_a_format_that_is_only_read_is_never_written() -> None:
    with pytest.raises(ValueError, match="only read"):
        export_lines("fitnotes", [], {}, "kg", Losses())
