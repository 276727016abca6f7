"""Folders that other users may write to are named, with the remedy, by every command and on the first screen."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from commands import invoke
from pilots import program

from tui.logbook.disk.exposure import exposed
from tui.machine.paths import Paths


@pytest.fixture
def paths(home: Path) -> Paths:
    paths = Paths.under(home)
    home.chmod(0o700)
    for folder in (paths.config, paths.data, paths.state, paths.cache):
        folder.mkdir(mode=0o700)
    return paths


def test_private_folders_are_fine_and_so_are_those_that_are_not_there(paths: Paths, tmp_path: Path) -> None:
    assert exposed(paths) == ()
    assert exposed(Paths.under(tmp_path / "nowhere")) == ()


@pytest.mark.parametrize("mode", [0o777, 0o720, 0o702, 0o775])
@pytest.mark.parametrize("which", ["home", "config", "data", "state", "cache"])
def test_a_folder_that_others_may_write_to_is_named_with_the_remedy(
    which: str, mode: int, paths: Paths, home: Path
) -> None:
    folder = home if which == "home" else home / which
    folder.chmod(mode)
    (problem,) = exposed(paths)
    assert problem.path == str(folder)
    assert problem.message == f"other users may change what is kept there; shut them out (chmod go-w {folder})"


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o1777])
def test_reading_is_no_harm_and_in_a_sticky_folder_only_owners_rename(mode: int, paths: Paths) -> None:
    paths.data.chmod(mode)
    assert exposed(paths) == ()


def test_a_folder_of_another_user_is_named(paths: Paths) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give a folder away")
    os.chown(paths.state, 12345, -1)
    (problem,) = exposed(paths)
    assert problem.path == str(paths.state)
    assert f"chown {os.geteuid()} {paths.state}" in problem.message


def test_the_folder_above_is_looked_at_only_where_all_four_share_it(paths: Paths, home: Path, tmp_path: Path) -> None:
    home.chmod(0o777)
    elsewhere = tmp_path / "elsewhere" / "cache"
    elsewhere.mkdir(parents=True)
    assert exposed(replace(paths, cache=elsewhere)) == ()


def test_every_command_says_it_once_on_stderr_and_goes_on(paths: Paths, home: Path) -> None:
    paths.data.chmod(0o777)
    for command in (("list",), ("log", "list"), ("check",), ("paths", "--json")):
        result = invoke(home, *command)
        assert result.stderr.count(f"chmod go-w {paths.data}") == 1
        assert "chmod" not in result.stdout
        assert result.exit_code == 0


async def test_the_first_screen_says_it(paths: Paths, home: Path) -> None:
    paths.data.chmod(0o777)
    async with program(home, size=(120, 36)) as at:
        await at.sees("! 1 problem in your files")
        await at.press("!")
        await at.sees("chmod go-w")
