"""A log in the person's own editor is looked at before it takes the place of the old one."""

from pathlib import Path

import pytest
from log_examples import a_log

from tui.logbook.changes.hand_edit import Clash, HandEdit, Invalid, NoEditor, SavedEdit, TakenBack, Unchanged, editor
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import read_log, save
from tui.machine.paths import Paths

ENVIRON = {"EDITOR": "my-editor --wait"}


def found(name: str) -> str | None:
    return f"/bin/{name}"


@pytest.fixture
def log(paths: Paths) -> Path:
    return save(a_log(), paths, RealDisk())


def opened(log: Path, paths: Paths, token: str = "a") -> HandEdit:
    edit = HandEdit(log, paths, RealDisk(), token)
    assert edit.open(ENVIRON, found) == ["my-editor", "--wait", str(edit.copy)]
    return edit


def in_edits(paths: Paths) -> list[Path]:
    return [path for path in (paths.state / "edits").rglob("*") if path.is_file()]


def test_the_copy_is_private_and_has_the_name_and_the_text_of_the_log(log: Path, paths: Paths) -> None:
    edit = opened(log, paths)
    assert edit.copy.name == log.name
    assert edit.copy.read_bytes() == log.read_bytes()
    assert edit.copy.stat().st_mode & 0o777 == 0o600


def test_a_text_left_as_it_was_is_said_to_be(log: Path, paths: Paths) -> None:
    assert opened(log, paths).check() == Unchanged()
    assert in_edits(paths) == []


def test_a_sound_text_takes_the_place_of_the_old_one(log: Path, paths: Paths) -> None:
    log.chmod(0o640)
    edit = opened(log, paths)
    edit.copy.write_text(log.read_text() + "# mine\nmood = 3\n".replace("mood", "[my]\nmood"))
    assert edit.check() == SavedEdit(log)
    assert log.read_text().endswith("mood = 3\n") and log.stat().st_mode & 0o777 == 0o640
    assert in_edits(paths) == []


def test_every_problem_of_a_broken_text_is_named_with_its_line_and_nothing_is_in_place(
    log: Path, paths: Paths
) -> None:
    before = log.read_text()
    edit = opened(log, paths)
    edit.copy.write_text(before.replace("reps = 10", "reps = -1").replace("reps = 9", 'reps = "x"'))
    outcome = edit.check()
    assert isinstance(outcome, Invalid)
    lines = before.splitlines()
    assert [lines[(problem.line or 0) - 1] for problem in outcome.problems] == ["reps = 10", "reps = 9"]
    assert {problem.path for problem in outcome.problems} == {str(log)}
    assert log.read_text() == before


def test_a_broken_text_can_be_edited_again_from_where_it_was(log: Path, paths: Paths) -> None:
    edit = opened(log, paths)
    edit.copy.write_text("schema = [\n")
    assert isinstance(edit.check(), Invalid)
    edit.open(ENVIRON, found)
    assert edit.copy.read_text() == "schema = [\n"
    edit.copy.write_text(log.read_text().replace("reps = 9", "reps = 8"))
    assert edit.check() == SavedEdit(log)
    assert read_log(log).log.sets[1].reps == 8


def test_a_broken_text_can_be_kept(log: Path, paths: Paths) -> None:
    edit = opened(log, paths)
    edit.copy.write_bytes(b"\0")
    outcome = edit.check()
    assert isinstance(outcome, Invalid) and outcome.problems[0].path == str(log)
    assert edit.keep() == SavedEdit(log)
    assert log.read_bytes() == b"\0"


def test_a_broken_text_can_be_taken_back(log: Path, paths: Paths) -> None:
    before = log.read_bytes()
    edit = opened(log, paths)
    edit.copy.write_text("")
    assert isinstance(edit.check(), Invalid)
    assert edit.take_back() == TakenBack()
    assert log.read_bytes() == before and in_edits(paths) == []


def test_a_log_that_cannot_be_read_can_be_mended(log: Path, paths: Paths) -> None:
    sound = log.read_text()
    log.write_text(sound.replace("reps = 9", "reps = "))
    edit = opened(log, paths)
    edit.copy.write_text(sound)
    assert edit.check() == SavedEdit(log)


@pytest.mark.parametrize("broken", [False, True])
def test_a_log_changed_meanwhile_is_not_written_over_and_the_persons_text_is_kept(
    broken: bool, log: Path, paths: Paths
) -> None:
    edit = opened(log, paths)
    mine = "" if broken else log.read_text().replace("reps = 9", "reps = 8")
    edit.copy.write_text(mine)
    theirs = log.read_text() + "# synced\n"
    log.write_text(theirs)
    if broken:
        assert isinstance(edit.check(), Invalid)
    assert (edit.keep() if broken else edit.check()) == Clash(edit.copy)
    assert log.read_text() == theirs and edit.copy.read_text() == mine


def test_an_editor_that_fails_changes_nothing_and_loses_nothing(log: Path, paths: Paths) -> None:
    before = log.read_text()
    assert opened(log, paths).check(exit_code=1) == TakenBack()
    edit = opened(log, paths)
    edit.copy.write_text(before.replace("reps = 9", "reps = 8"))
    assert edit.check(exit_code=1) == TakenBack(edit.copy)
    assert log.read_text() == before and "reps = 8" in edit.copy.read_text()


def test_two_edits_of_one_log_have_copies_of_their_own(log: Path, paths: Paths) -> None:
    first, second = opened(log, paths, "a"), opened(log, paths, "b")
    assert first.copy != second.copy


def test_a_link_to_a_log_stays_one(log: Path, paths: Paths, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(log)
    edit = opened(link, paths)
    edit.copy.write_text(log.read_text().replace("reps = 9", "reps = 8"))
    assert edit.check() == SavedEdit(link)
    assert link.is_symlink() and read_log(log).log.sets[1].reps == 8


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "'my editor' -x; rm"}, ["my editor", "-x;", "rm"]),
        ({}, ["nano"]),
    ],
)
def test_the_editor_is_the_persons(environ: dict[str, str], command: list[str]) -> None:
    assert editor(environ, found) == command


def test_where_nothing_is_set_the_first_usual_editor_there_is_is_taken() -> None:
    assert editor({}, lambda name: found(name) if name == "vi" else None) == ["vi"]


@pytest.mark.parametrize("environ", [{}, {"VISUAL": "gone"}, {"EDITOR": "'open"}])
def test_no_editor_is_said_with_what_to_set(environ: dict[str, str], log: Path, paths: Paths) -> None:
    with pytest.raises(NoEditor, match="set"):
        HandEdit(log, paths, RealDisk(), "a").open(environ, lambda name: None)
    assert in_edits(paths) == []
