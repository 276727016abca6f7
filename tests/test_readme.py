"""The pages say what is true: their tables come from the program, their examples load, what they name exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import tomli
from click.testing import CliRunner
from json_fields import MAKERS
from pydantic import BaseModel
from readme_tables import PAGES, ROOT, keys_table, settings_table, with_tables

from catalogue.loading import load_catalogue
from catalogue.schema.models import Exercise, Routine
from tui.cli.group import repcue
from tui.logbook.log.store import read_log
from tui.session.resolve import Wishes, resolve
from tui.settings import load_settings
from tui.settings.keys import KEYS

README = (ROOT / "README.md").read_text()
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text() for path in PAGES}

SET_UP = "python3 -m venv .venv && .venv/bin/pip install -q uv && "
START = f"{SET_UP}.venv/bin/uv run --no-dev repcue"
TESTS = f"{SET_UP}.venv/bin/uv run pytest"


def example(name: str) -> str:
    (found,) = re.findall(rf"<!-- example: {name} -->\n```toml\n(.*?)```", "\n".join(TEXTS.values()), re.DOTALL)
    assert isinstance(found, str)
    return found


def test_the_first_page_is_short_and_there_is_one_for_each_room_that_needs_it() -> None:
    assert len(README.splitlines()) <= 150
    assert {"README.md", "CONTRIBUTING.md", "catalogue/README.md", "tui/README.md", "tests/README.md"} <= set(TEXTS)


def test_the_two_commands_stand_on_the_first_page_and_the_checks_run_the_second() -> None:
    assert f"```sh\n{START}\n```" in README and f"```sh\n{TESTS}\n```" in README
    (line,) = (line for line in (ROOT / ".ci/run").read_text().splitlines() if "README.md" in line and line[0] != "#")
    pattern = re.search(r"grep -m 1 '(.+?)' README.md", line)
    assert pattern and [each for each in README.splitlines() if re.search(pattern[1], each)] == [TESTS]


def test_the_tables_of_the_pages_are_the_programs_own() -> None:
    assert keys_table() and settings_table()
    assert [key.id for key in KEYS if f"`{key.id}`" not in keys_table()] == []
    assert [name for name, text in TEXTS.items() if with_tables(text) != text] == [], "run tests/readme_tables.py"


def test_every_table_that_the_program_makes_is_on_some_page() -> None:
    marks = re.findall(r"<!-- /(.+?) -->", "\n".join(TEXTS.values()))
    wanted = ["keys", "ten keys", "settings", *(f"fields: {name}" for name in MAKERS)]
    assert sorted(set(marks) - {"bench"}) == sorted(wanted) and len(marks) == len(wanted) + 1


def test_the_examples_of_an_exercise_and_a_routine_load(tmp_path: Path) -> None:
    for kind, name in (("exercises", "split-squat"), ("routines", "short-legs")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"{name}.toml").write_text(example(kind[:-1]))
    catalogue = load_catalogue(tmp_path)
    assert catalogue.problems == ()
    assert "split-squat" in catalogue.exercises and "short-legs" in catalogue.routines


def test_the_example_of_sets_one_by_one_is_done_as_the_page_says(tmp_path: Path) -> None:
    path = tmp_path / "routines" / "heavy-hinge.toml"
    path.parent.mkdir()
    path.write_text(example("sets"))
    catalogue = load_catalogue(tmp_path)
    assert catalogue.problems == ()
    plan = resolve([catalogue.routines["heavy-hinge"]], catalogue.exercises, Wishes(e1rms={"seated-leg-curl": 60.0}))
    assert [(one.kind, one.load, one.rest) for one in plan.sets[:9]] == [
        ("warmup", 32.0, 45_000),
        ("warmup", 48.0, 45_000),
        ("warmup", 64.0, 120_000),
        ("warmup", 40.0, 45_000),
        ("working", 80.0, 120_000),
        ("amrap", 80.0, 0),
        ("drop", 64.0, 120_000),
        ("rest-pause", 80.0, 120_000),
        ("working", 45.0, 60_000),
    ]
    assert [one.every for one in plan.sets[8:]] == [60_000] * 6


def test_the_example_of_a_figure_is_a_figure_that_can_stand(tmp_path: Path) -> None:
    text = example("exercise").replace('breathe = "in" ', 'pose = "hinged"\nbreathe = "in" ') + example("figure")
    path = tmp_path / "exercises" / "split-squat.toml"
    path.parent.mkdir()
    path.write_text(text)
    catalogue = load_catalogue(tmp_path)
    assert catalogue.problems == () and set(catalogue.exercises["split-squat"].poses) == {"standing", "hinged"}


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


@pytest.mark.parametrize("page", TEXTS)
def test_every_test_that_a_page_names_is_there(page: str) -> None:
    for name in re.findall(r"`(test_[\w*]+\.py)`", TEXTS[page]):
        assert list((ROOT / "tests").glob(name)), name


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", TEXTS[page]):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.is_file(), target
        headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
        assert not anchor or anchor in [heading.lower().replace(" ", "-") for heading in headings], target


def test_every_file_that_a_page_for_developers_names_is_there() -> None:
    for page in ("CONTRIBUTING.md", "tests/README.md", "tui/README.md"):
        names = re.findall(r"`((?:\.ci|tui|tests|catalogue)/[\w./-]+)`", TEXTS[page])
        assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_key_of_a_file_is_on_the_catalogues_page() -> None:
    names = {*keys_of(Exercise), *keys_of(Routine)}
    page = TEXTS["catalogue/README.md"]
    limbs = {name for name in names if name.startswith(("near_", "far_"))}
    assert [name for name in sorted(names - limbs) if not re.search(rf"\b{name}\b", page)] == []
    assert {limb.partition("_")[2] for limb in limbs} <= set(re.findall(r"\w+", page))


def keys_of(model: object) -> Iterator[str]:
    """Yield the keys of a table and of the tables in it."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, field in model.model_fields.items():
            yield field.alias or name
            yield from keys_of(field.annotation)
    for inner in get_args(model):
        yield from keys_of(inner)


def test_the_sdist_has_every_page_and_the_long_description_no_link_that_leads_nowhere() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text())
    assert "](" not in project["project"]["readme"]["text"]
    packed = project["tool"]["hatch"]["build"]["targets"]["sdist"]["only-include"]
    assert [name for name in TEXTS if name.split("/")[0] not in packed] == []
    assert [name for name in packed if not (ROOT / name).exists()] == []


def test_the_version_is_the_newest_of_the_changelog() -> None:
    version = tomli.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert first and first[1] == version
