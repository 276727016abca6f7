"""The README says what is true: its tables come from the program, its examples load, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from readme_tables import keys_table, settings_table, with_tables

from catalogue.loading import load_catalogue
from tui.cli.group import repcue
from tui.keys import KEYS
from tui.logbook.store import read_log
from tui.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def example(name: str) -> str:
    found = re.search(rf"<!-- example: {name} -->\n```toml\n(.*?)```", README, re.DOTALL)
    assert found, f"the README has an example of a {name}"
    return found.group(1)


def test_the_tables_of_keys_and_settings_are_the_programs_own() -> None:
    assert keys_table() and settings_table()
    assert [key.id for key in KEYS if f"`{key.id}`" not in keys_table()] == []
    assert with_tables(README) == README, "run tests/readme_tables.py"


def test_the_examples_of_an_exercise_and_a_routine_load(tmp_path: Path) -> None:
    for kind, name in (("exercises", "split-squat"), ("routines", "short-legs")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"{name}.toml").write_text(example(kind[:-1]))
    catalogue = load_catalogue(tmp_path)
    assert catalogue.problems == ()
    assert "split-squat" in catalogue.exercises and "short-legs" in catalogue.routines


def test_the_example_of_a_log_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "log.toml"
    path.write_text(example("log"))
    log = read_log(path).log
    assert (log.sets[0].reps, log.effort, log.model_extra, log.sets[0].model_extra) == (10, 7.5, {}, {})


def test_the_example_of_the_settings_has_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(example("settings"))
    settings, problems = load_settings(path)
    assert problems == ()
    assert settings.keymap["session.undo"] == "u,left"


def commands() -> list[list[str]]:
    block = README.split("## Command line")[1].split("```")[1]
    lines = [line.split("#")[0].split() for line in block.splitlines()[1:]]
    return [words[1:] for words in lines if len(words) > 1]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_of_the_readme_exists_with_its_options(words: list[str]) -> None:
    asked = CliRunner().invoke(repcue, [*words, "--help"])
    assert asked.exit_code == 0, asked.output


def test_every_file_that_the_readme_names_is_there() -> None:
    for name in re.findall(r"`(test_\w+\.py)`", README):
        assert (ROOT / "tests" / name).is_file(), name
    for name in re.findall(r"\]\((tests/[^)]+)\)", README):
        assert (ROOT / name).is_file(), name
