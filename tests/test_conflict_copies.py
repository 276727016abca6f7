"""Copies that sync and merge tools leave are told from a person's own files, in every folder by the same names."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.files.conflict_copies import is_conflict_copy
from catalogue.files.folders import toml_files
from tui.logbook.log.tree import walk

COPIES = [
    "legs.sync-conflict-20261122-190000-ABCDEFG.toml",
    "legs.SYNC-CONFLICT-20261122-190000-ABCDEFG.toml",
    "legs (conflicted copy 2026-11-22 190000).toml",
    "legs (Ann's conflicted copy 2026-11-22).toml",
    "legs (Ann's Conflicted Copy).toml",
    "legs conflicted copy.toml",
    "legs (SFConflict ann@example.org 2026-11-22-19-00-00).toml",
    "legs (Case Conflict).toml",
    "legs_conflict-20261122-190000.toml",
    "legs-CONFLICT.toml",
    "legs.CONFLICT.toml",
    "legs.Conflict.toml",
    "legs_LOCAL_123.toml",
    "legs_BASE_123.toml",
]
OWN = ["legs.toml", "inner-conflict.toml", "2026-11-22_1805_conflict-1.toml", "conflict.toml", "local-1.toml"]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_named_and_not_read_among_exercises_and_logs_alike(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    (tmp_path / "legs.toml").touch()
    listing, met = toml_files(tmp_path), walk(tmp_path)
    assert (listing.files, list(met.files)) == ((tmp_path / "legs.toml",), ["legs.toml"])
    assert listing.problems == met.problems
    assert [problem.path for problem in met.problems] == [str(tmp_path / name)]


@pytest.mark.parametrize("name", OWN)
def test_a_file_of_a_persons_own_is_read_among_exercises_and_logs_alike(name: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    assert toml_files(tmp_path).files == (tmp_path / name,)
    assert list(walk(tmp_path).files) == [name]


@pytest.mark.parametrize("name", ["legs.toml.orig", "legs.toml.rej"])
def test_what_a_merge_tool_leaves_beside_a_file_is_a_copy(name: str) -> None:
    assert is_conflict_copy(name)
