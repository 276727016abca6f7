"""How many processes the tests run in when nobody says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from conftest import pytest_xdist_auto_num_workers

HERE = Path(__file__)
OTHER = str(HERE.with_name("test_readme.py"))


@dataclass
class Asked:
    """As much of pytest's configuration as is looked at."""

    args: list[str]


@pytest.mark.parametrize("args", [[str(HERE)], [f"{HERE}::test_a"], [f"{HERE}::test_a", f"{HERE}::test_b[x]"]])
def test_what_is_named_from_one_file_runs_in_this_process(args: list[str]) -> None:
    assert pytest_xdist_auto_num_workers(cast("pytest.Config", Asked(args))) == 0


@pytest.mark.parametrize("args", [[str(HERE.parent)], [str(HERE), OTHER], [str(HERE), str(HERE.parent)], []])
def test_all_else_runs_in_as_many_as_there_are_processors(args: list[str]) -> None:
    assert pytest_xdist_auto_num_workers(cast("pytest.Config", Asked(args))) is None


def test_a_file_is_looked_for_where_the_run_began(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE.parent)
    assert pytest_xdist_auto_num_workers(cast("pytest.Config", Asked([os.path.relpath(HERE)]))) == 0
