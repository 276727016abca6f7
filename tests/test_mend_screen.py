"""Mending on the screen: only what was changed is written, at once, and every write can be taken back."""

from __future__ import annotations

import difflib
import errno
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from log_examples import a_log, a_set
from pilots import Driver, program

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import LogSet
from tui.logbook.log.store import read_log, save
from tui.machine.paths import Paths
from tui.screens.ask import Ask
from tui.screens.mend.choice_field import Choice
from tui.screens.mend.row_list import MendList
from tui.screens.mend.screen import MendScreen
from tui.screens.undo_step import UndoStep

ROWS = (
    a_set(exercise="stiff-leg-deadlift", kind="warmup", reps=8, load=5.0, load_counts="total"),
    a_set(exercise="stiff-leg-deadlift", reps=12, load=10.0, load_counts="total"),
    a_set(set=1, side="right"),
    a_set(set=1, side="left", reps=9),
    a_set(set=2, side="right"),
)


@dataclass
class Mending:
    """The screen with a log that has a comment and a key of the person's own."""

    at: Driver
    path: Path
    undos: list[UndoStep]
    before: str

    @property
    def screen(self) -> MendScreen:
        return next(one for one in self.at.app.screen_stack if isinstance(one, MendScreen))

    @property
    def rows(self) -> tuple[LogSet, ...]:
        return read_log(self.path).log.sets

    def changed(self) -> list[str]:
        """The lines that were taken out and put in."""
        lines = difflib.ndiff(self.before.splitlines(), self.path.read_text().splitlines())
        return [line for line in lines if line[0] in "+-"]

    async def press(self, *keys: str) -> None:
        await self.at.press(*keys)

    async def goes_to(self, row: int) -> None:
        await self.press(*["down"] * (row + 1))
        await self.at.sees(f"{row + 1} of {len(self.rows)}")


@asynccontextmanager
async def mending(
    home: Path, rows: Sequence[LogSet] = ROWS, disk: RealDisk | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Mending]:
    path = save(a_log(*rows, note="Fine."), Paths.under(home), RealDisk())
    path.write_text("# mine\n" + path.read_text() + "knee = 'sore'   # not repcue's\n")
    async with program(home, disk=disk, size=size) as at:
        assert at.app.catalogue is not None
        undos: list[UndoStep] = []
        screen = MendScreen(path, at.app.catalogue.exercises, undos.append)
        at.app.push_screen(screen)
        await at.sees("The session: name")
        yield Mending(at, path, undos, path.read_text())


async def test_only_the_value_that_was_edited_differs_afterwards(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(3)
        await it.press("1", "1", "enter")
        await it.at.sees("Saved.", "11 of 10")
        assert it.changed() == ["- reps = 9", "+ reps = 11"]


async def test_fields_of_several_sets_and_of_the_session_are_one_write(home: Path) -> None:
    async with mending(home) as it:
        await it.press(*"Legs", "tab", "tab", "7", ".", "5")
        await it.goes_to(2)
        await it.press("tab", "1", "0", ",", "5", "tab", "8", "down", "9")
        await it.at.until(lambda: it.at.text.count("not saved") == 3)
        assert it.changed() == []
        await it.press("enter")
        await it.at.sees("Saved.")
        log = read_log(it.path).log
        assert (log.name, log.effort) == ("Legs", 7.5)
        assert [(row.load, row.rpe) for row in log.sets[2:4]] == [(10.5, 8.0), (8.0, 9.0)]
        assert len(it.undos) == 1 and "not saved" not in it.at.text


async def test_a_save_can_be_taken_back_to_the_very_bytes(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(1)
        await it.press("1", "3", "enter")
        await it.at.sees("Saved.")
        await it.press("1", "4", "enter")
        await it.at.until(lambda: len(it.undos) == 2)
        assert it.undos.pop().run() == it.path and it.rows[1].reps == 13
        assert it.undos.pop().run() == it.path
        assert it.path.read_text() == it.before


async def test_a_value_that_is_not_valid_is_named_and_nothing_typed_is_lost(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(2)
        await it.press("7", "tab", "tab", "1", "1", "up", "enter")
        await it.at.sees('found "11"; a number from 1 to 10 is wanted', "3 of 5")
        focused = it.screen.focused
        assert focused is not None and focused.id == "rpe"
        assert it.changed() == []
        await it.press("backspace", "backspace", "8", "enter")
        await it.at.sees("Saved.")
        assert (it.rows[2].reps, it.rows[2].rpe) == (7, 8.0)


async def test_faults_of_every_kind_of_field_are_told(home: Path) -> None:
    async with mending(home) as it:
        await it.press("tab", *"soon", "ctrl+s")
        await it.at.sees('found "soon"; write day and time')
        await it.press("ctrl+r", *["backspace"] * 30, *"2026-11-22 17:00", "shift+tab", *["backspace"] * 30, "ctrl+s")
        await it.at.sees("a session needs a name")
        await it.press(*"A", "down", "x", "enter")
        await it.at.sees("write reps, such as 10")
        assert it.changed() == []


async def test_a_start_moves_and_keeps_the_offset_of_the_log(home: Path) -> None:
    async with mending(home) as it:
        await it.press("tab", *"2026-11-22 17:30", "enter")
        await it.at.sees("Saved.")
        assert it.changed()[1] == "+ started = 2026-11-22 17:30:00+01:00"


async def test_a_note_may_have_lines_and_a_note_left_alone_is_left_alone(home: Path) -> None:
    async with mending(home) as it:
        await it.press("tab", "tab", "tab", "enter", *"Cold.", "ctrl+s")
        await it.at.sees("Saved.")
        assert read_log(it.path).log.note == "Fine.\nCold."
        await it.press("ctrl+s")
        await it.at.sees("Nothing was changed.")
        assert len(it.undos) == 1


async def test_kind_and_side_are_chosen_not_typed(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(4)
        it.screen.set_focus(it.screen.query_one("#kind"))
        await it.press("right", "tab", "left", "enter")
        await it.at.sees("Saved.", "warm-up")
        assert (it.rows[4].kind, it.rows[4].side) == ("warmup", "left")
        await it.press("up", "up", "up")
        await it.at.sees("2 of 5")
        assert it.screen.query_one("#side", Choice).value == "", "both legs at once have no side to choose"


async def test_a_forgotten_leg_completes_the_set_under_the_cursor(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(4)
        await it.press("ctrl+n")
        await it.at.sees("a set that was forgotten")
        await it.press("8", "enter")
        await it.at.sees("Added and saved.", "6 of 6")
        new = it.rows[5]
        assert (new.set, new.side, new.reps, new.load, new.load_counts) == (2, "left", 8, 8.0, "per-hand")
        assert not [line for line in it.changed() if line[0] == "-"]
        it.undos[0].run()
        assert it.path.read_text() == it.before


async def test_another_exercise_is_named_by_id_or_name_with_the_nearest_told(home: Path) -> None:
    async with mending(home) as it:
        await it.press("ctrl+n")
        it.screen.set_focus(it.screen.query_one("#exercise"))
        await it.press(*["backspace"] * 30, *"extended lunje")
        await it.at.sees('did you mean "extended-lunge"?')
        await it.press("tab", "8", "enter")
        await it.at.sees('there is no exercise "extended lunje"')
        await it.press(*"Extended lunge", "tab", "tab", "backspace", "enter")
        await it.at.sees("Added and saved.", "Extended Lunge")
        assert (it.rows[5].exercise, it.rows[5].set, it.rows[5].side) == ("extended-lunge", 1, "left")


async def test_a_new_set_can_be_dropped_and_what_was_typed_elsewhere_stays(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(2)
        await it.press("7", "ctrl+n", "5", "escape")
        await it.at.until(lambda: "forgotten" not in it.at.text)
        await it.press("enter")
        await it.at.sees("Saved.")
        assert it.changed() == ["- reps = 10", "+ reps = 7"]


async def test_what_was_typed_stays_with_its_set_when_one_is_added_before_it(home: Path) -> None:
    rows = (*ROWS[:3], ROWS[4], ROWS[3].model_copy(update={"set": 2}))
    async with mending(home, rows) as it:
        await it.goes_to(4)
        await it.press("7", "up", "up")
        await it.at.sees("3 of 5")
        await it.press("ctrl+n", "8", "enter")
        await it.at.sees("Added and saved.", "4 of 6")
        await it.press("enter")
        await it.at.sees("Saved.")
        done = [(row.set, row.side, row.reps) for row in it.rows[2:]]
        assert done == [(1, "right", 10), (1, "left", 8), (2, "right", 10), (2, "left", 7)]


async def test_a_set_is_taken_out_and_comes_back_by_undo(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(3)
        await it.press("7", "up", "ctrl+o")
        await it.at.sees("Taken out", "2 of 4")
        assert [(row.side, row.reps) for row in it.rows] == [(None, 8), (None, 12), ("left", 9), ("right", 10)]
        await it.press("enter")
        await it.at.sees("Saved.")
        assert it.rows[2].reps == 7, "what was typed went with its set"
        for undo in reversed(it.undos):
            undo.run()
        assert it.path.read_text() == it.before


async def test_a_log_changed_by_another_program_is_not_overwritten_and_can_be_read_again(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(3)
        await it.press("1", "1")
        theirs = it.before.replace('name = "Hamstrings at home"', 'name = "Theirs"')
        it.path.write_text(theirs)
        await it.press("enter")
        await it.at.sees("changed by another program since it was read; ^r reads it again")
        assert it.path.read_text() == theirs and it.undos == []
        await it.press("ctrl+r")
        await it.at.sees("Read again.", "Theirs", "not saved")
        await it.press("enter")
        await it.at.sees("Saved.")
        assert it.rows[3].reps == 11 and read_log(it.path).log.name == "Theirs"


async def test_a_log_that_is_gone_is_said_to_be(home: Path) -> None:
    async with mending(home) as it:
        it.path.unlink()
        await it.press("ctrl+r")
        await it.at.sees("The log is not there any more")


async def test_a_disk_that_refuses_is_told_and_nothing_is_lost(home: Path) -> None:
    async with mending(home, disk=ReadOnly()) as it:
        await it.goes_to(3)
        await it.press("1", "1", "enter")
        await it.at.sees("Not saved:", "not saved")
        assert it.changed() == []


async def test_a_new_set_keeps_what_was_typed_when_the_log_is_read_again(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(3)
        await it.press("ctrl+n", *"9", "tab", *"7.5")
        it.path.write_text(it.before + "# theirs\n")
        await it.press("enter")
        await it.at.sees("^r reads it again")
        await it.press("ctrl+r")
        await it.at.sees("Read again.", "a set that was forgotten")
        await it.press("enter")
        await it.at.sees("Added and saved.")
        assert [(row.reps, row.load) for row in it.rows if row.load == 7.5] == [(9, 7.5)]


async def test_leaving_the_program_asks_if_something_is_not_saved(home: Path) -> None:
    async with mending(home) as it:
        await it.goes_to(2)
        await it.press("7", "ctrl+q")
        await it.at.until(lambda: isinstance(it.at.app.screen, Ask))
        await it.press("escape")
        await it.at.until(lambda: it.at.app.screen is it.screen)
        await it.at.sees("not saved")


class ReadOnly(RealDisk):
    """A disk on which nothing can be put anywhere."""

    def replace(self, source: Path, target: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")


async def test_leaving_asks_only_if_something_is_not_saved(home: Path) -> None:
    async with mending(home) as it:
        screen = it.screen
        await it.goes_to(3)
        await it.press("1", "1", "escape")
        await it.at.until(lambda: isinstance(it.at.app.screen, Ask))
        await it.press("escape")
        await it.at.until(lambda: it.at.app.screen is screen)
        await it.press("escape", "enter")
        await it.at.sees("Saved.")
        await it.press("escape")
        await it.at.until(lambda: it.at.app.screen is not screen)
        assert it.rows[3].reps == 11


async def test_clicks_choose_sets_and_fields(home: Path) -> None:
    async with mending(home) as it:
        await it.at.pilot.click(MendList, offset=(10, 6))
        await it.at.sees("3 of 5")
        await it.at.pilot.click("#kind")
        await it.at.sees("not saved")
        assert it.screen.query_one("#kind", Choice).value == "warmup"


async def test_text_of_the_log_is_only_text(home: Path) -> None:
    name = "[/] [@click=app.quit]x[/] [bold]"
    async with mending(home, [a_set(exercise="mine", name=name)], size=(120, 36)) as it:
        await it.at.sees(name)
        await it.goes_to(0)
        await it.press("1", "2", "enter")
        await it.at.sees("Saved.")


async def test_a_log_without_sets_can_get_one(home: Path) -> None:
    async with mending(home) as it:
        for row in range(5, 0, -1):
            await it.press("down", "ctrl+o")
            await it.at.until(lambda row=row: len(it.rows) == row - 1)  # type: ignore[misc]  # a default is its type
            await it.at.sees("Taken out")
        await it.press("ctrl+n", *"stiff-leg-deadlift", "tab", "1", "2", "enter")
        await it.at.sees("Added and saved.")
        assert [(row.exercise, row.reps) for row in it.rows] == [("stiff-leg-deadlift", 12)]


async def test_from_the_history_a_key_mends_the_chosen_session_and_undo_takes_it_back(home: Path) -> None:
    path = save(a_log(*ROWS), Paths.under(home), RealDisk())
    before = path.read_bytes()
    async with program(home, size=(120, 36)) as at:
        await at.press("h")
        await at.sees("1 of 1", "Single-Leg Deadlift")
        await at.press("m")
        await at.until(lambda: isinstance(at.app.screen, MendScreen))
        await at.sees("The session: name")
        await at.press(*["down"] * 5, *"3", "enter")
        await at.sees("Saved.")
        await at.press("escape")
        await at.sees("Saved. u takes it back.", "3 −7")
        await at.press("u")
        await at.sees("As it was before.", "10 ✓")
        assert path.read_bytes() == before
        await at.press("m")
        await at.until(lambda: isinstance(at.app.screen, MendScreen))
        await at.sees("The session: name")
        await at.press("down", *"9", "enter")
        await at.sees("Saved.")
        await at.press("escape")
        await at.sees("u takes it back")
        path.write_bytes(path.read_bytes() + b"# theirs\n")
        await at.press("u")
        await at.sees("Not taken back: the log was changed by another program since.")
        assert path.read_bytes().endswith(b"# theirs\n")


async def test_a_value_that_changes_no_sum_is_seen_in_the_history_too(home: Path) -> None:
    save(a_log(a_set(side="right", rest=60.0), a_set(side="left", rest=60.0)), Paths.under(home), RealDisk())
    async with program(home, size=(120, 36)) as at:
        await at.press("h")
        await at.sees("1 of 1", "rest")
        await at.press("m")
        await at.until(lambda: isinstance(at.app.screen, MendScreen))
        await at.sees("The session: name")
        await at.press("down", "tab", "tab", *"9.5", "enter")
        await at.sees("Saved.")
        await at.press("escape")
        await at.sees("Saved. u takes it back.", "@9.5")


async def test_keys_of_the_program_do_not_leave_while_something_is_not_saved(home: Path) -> None:
    async with mending(home) as it:
        screen = it.screen
        await it.goes_to(2)
        await it.press("7")
        for field in ("amount", "kind", "side", "rest"):
            screen.set_focus(screen.query_one(f"#{field}"))
            await it.press("h", "q", "question_mark")
            assert it.at.app.screen is screen
        assert not list(screen.active_keys()), "the palette offers what these do"
