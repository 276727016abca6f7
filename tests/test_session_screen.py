"""The live session: what each key does, what is shown, and what ends up on disk."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

from pilots import logs, program
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, plan_of

from tui.logbook.disk.calls import RealDisk
from tui.screens.ask import Ask
from tui.screens.summary.screen import SummaryScreen


async def test_space_alone_runs_a_set_and_the_log_holds_every_rep(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, sets=1, reps=4)) as at:
        await at.sees("set-up 1 of 2", "RIGHT leg")
        await at.press("n", *["space"] * 4)
        await at.sees("SWITCH LEGS", "LEFT LEG")
        await at.press("space", *["space"] * 4)
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        await at.sees("RIGHT 4", "LEFT 4", "Log:")
    (log,) = logs(home)
    assert [(row.side, row.reps, row.set) for row in log.sets] == [("right", 4, 1), ("left", 4, 1)]
    assert log.outcome == "completed"


async def test_the_plain_line_says_what_digits_dots_and_arrows_say(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG)) as at:
        await at.press("n", "space", "space", "space")
        await at.sees("set 1 of 2 · RIGHT leg · rep 3 / 10", "●●●○○○○○○○", "Next: switch to LEFT after 2 more")
        await at.press("space", "space")
        await at.sees("SWITCH LEGS · set 1 of 2 · LEFT leg · 0:05")


async def test_a_paced_session_needs_no_key_and_counts_each_rep_once(home: Path) -> None:
    async with program(home, plan=plan_of(LUNGE, sets=1, reps=2, pace="paced")) as at:
        await at.time(9_000 + 3_000 + 12_000 + 5_000 + 5_000 + 3_000 + 12_000, step=700)
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    (log,) = logs(home)
    assert [(row.side, row.reps, row.rep_seconds) for row in log.sets] == [
        ("right", 2, "6.0 6.0"),
        ("left", 2, "6.0 6.0"),
    ]


async def test_paced_work_shows_the_phase_its_seconds_and_the_breathing(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, pace="paced")) as at:
        await at.press("n", "n")
        await at.time(600, step=600)
        await at.sees("LOWER · breathe in", "Step 1 of 3: Tip forward.")


async def test_digits_then_enter_say_the_reps_outright(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1)) as at:
        await at.press("n", "space", "1", "4")
        await at.sees("14 reps")
        await at.press("backspace", "3", "enter")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.reps for row in logs(home)[0].sets] == [13]


async def test_escape_forgets_digits_before_it_ends_anything(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "7", "escape")
        await at.until(lambda: "7 reps" not in at.text)
        assert at.app.screen is at.session


async def test_undo_and_redo_move_the_tally(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space", "space", "space", "u", "u")
        await at.sees("rep 1 / 10")
        await at.press("ctrl+r")
        await at.sees("rep 2 / 10")


async def test_a_key_that_makes_no_sense_now_says_why_and_changes_nothing(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, sets=1, reps=None, lasts=20_000)) as at:
        await at.press("n")
        await at.sees("get ready 0:03")
        await at.press("space", "space")
        await at.sees("The clock counts this one")


async def test_the_last_set_is_corrected_during_the_rest(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=2)) as at:
        await at.press("n", "space", "space")
        await at.sees("rest 1:00", "Done: 2 @ 8 kg each hand")
        await at.press("e")
        await at.until(lambda: at.app.screen is not at.session)
        await at.press("backspace", "5", "tab", "backspace", "9", "tab", "8", "enter")
        await at.sees("Done: 5 @ 9 kg each hand RPE 8")


async def test_rest_counts_down_and_can_be_stretched(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1)) as at:
        await at.press("n", "space")
        await at.time(20_000)
        await at.sees("rest 0:40")
        await at.press("right_square_bracket")
        await at.sees("rest 0:55")
        await at.time(55_000)
        await at.sees("set 2 of 2 · rep 0 / 1")


async def test_load_goes_up_and_down_by_key(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "plus", "plus", "minus")
        await at.sees("9 kg each hand")


async def test_escape_asks_and_saves_what_was_done(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space", "space", "escape")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("s")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    (log,) = logs(home)
    assert (log.outcome, log.sets[0].reps) == ("ended-early", 2)


async def test_asking_how_to_end_stops_the_clock_and_carrying_on_starts_it(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1)) as at:
        await at.press("n", "space", "escape")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        session = at.session
        await at.time(8_000)
        await at.press("escape")
        await at.until(lambda: at.app.screen is session)
        await at.sees("rest 1:00")


async def test_discarding_moves_the_journal_to_the_trash(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space", "escape", "d")
        await at.until(lambda: at.app.session is None)
    assert logs(home) == []
    assert len(list((home / "data" / "trash").iterdir())) == 1


async def test_effort_and_note_are_put_into_the_log_after_it_is_saved(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=1)) as at:
        await at.press("n", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        assert logs(home)[0].effort is None
        await at.press("7", "full_stop", "5", "tab", "h", "i", "enter")
        await at.until(lambda: logs(home)[0].note)
    assert (logs(home)[0].effort, logs(home)[0].note) == (7.5, "hi")


async def test_an_effort_out_of_range_is_refused_with_the_reason(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=1)) as at:
        await at.press("n", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        await at.press("1", "1", "enter")
        await at.sees("RPE goes from 1 to 10")


async def test_a_gap_in_time_is_asked_about_and_nothing_is_counted_meanwhile(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, pace="paced")) as at:
        await at.press("n", "n")
        await at.time(6_500, step=500)
        await at.sees("rep 1 / 10")
        session = at.session
        at.clock.move(3_600_000)
        session.wake()
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("Nothing was seen for 60:0")
        await at.press("space")
        await at.until(lambda: at.app.screen is session)
        await at.sees("get ready 0:03")
        await at.press("n")
        await at.sees("rep 1 / 10")


async def test_a_gap_in_a_rest_may_count_as_rest(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1)) as at:
        await at.press("n", "space")
        session = at.session
        at.clock.move(50_000)
        session.wake()
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("r")
        await at.sees("rest 0:10")


class FullDisk(RealDisk):
    """A disk without room until it is given some."""

    full = True

    def write(self, handle: int, data: bytes) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(handle, data)


async def test_a_full_disk_is_shown_with_its_reason_and_retrying_saves_everything(home: Path) -> None:
    disk = FullDisk()
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=3), disk=disk) as at:
        await at.press("n", "space", "space")
        await at.sees("NOT SAVED: ", "disk")
        await at.press("space")
        await at.until(lambda: at.session.running is not None and at.session.running.state.is_over)
        await at.sees("NOT SAVED: ")
        disk.full = False
        await at.press("w")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.reps for row in logs(home)[0].sets] == [3]


async def test_the_key_bar_shows_only_what_works_now(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS), size=(120, 36)) as at:
        await at.sees("space next step")
        assert "undo" not in at.text and "redo" not in at.text and "switch leg" not in at.text
        await at.press("n", "space")
        await at.sees("space rep", "u undo", "enter finish set")
        await at.press("u")
        await at.sees("U redo")


async def test_a_click_on_the_key_bar_does_what_the_key_does(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS), size=(120, 36)) as at:
        await at.press("n")
        await at.sees("space rep")
        await at.pilot.click("KeyBar", offset=(3, 0))
        await at.sees("rep 1 / 10")


async def test_a_window_too_small_says_so_and_keys_go_on_counting(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n")
        await at.pilot.resize_terminal(40, 10)
        await at.sees("40 x 10 is too small")
        await at.press("space", "space")
        await at.pilot.resize_terminal(80, 24)
        await at.sees("rep 2 / 10")


async def test_names_from_files_are_shown_to_the_letter(home: Path) -> None:
    nasty = replace(BOTH_LEGS, name="[/] [red]x[/] [@click=app.quit]y[/]")
    async with program(home, plan=plan_of(nasty), size=(120, 36)) as at:
        await at.sees("[/] [red]x[/] [@click=app.quit]y[/]")


async def test_digits_typed_for_one_leg_are_forgotten_when_the_legs_switch(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, sets=1, reps=4)) as at:
        await at.press("n", "space", "space", "space", "1", "space")
        await at.sees("SWITCH LEGS")
        assert "1 reps" not in at.text
        await at.press("enter", "space", "enter")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [(row.side, row.reps) for row in logs(home)[0].sets] == [("right", 4), ("left", 4)]


async def test_digits_in_a_later_turn_say_what_they_will_add_up_to(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, sets=1, reps=10)) as at:
        await at.press("n", "enter", "space", "enter", "space", "4")
        await at.sees("4 more reps: 9")


async def test_no_clock_runs_on_behind_the_correction_of_a_set(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1, rest=5_000, pace="paced")) as at:
        await at.press("n", "n", "space")
        await at.sees("rest 0:05")
        await at.press("e")
        await at.until(lambda: at.app.screen is not at.session)
        session = at.session
        await at.time(9_000)
        await at.press("escape")
        await at.until(lambda: at.app.screen is session)
        await at.sees("rest 0:05")


async def test_the_summary_comes_even_if_the_help_is_open_when_the_session_ends(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=1, pace="paced")) as at:
        await at.press("n", "n", "question_mark")
        await at.until(lambda: at.app.screen is not at.session)
        await at.time(6_500)
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        assert at.app.session is None


async def test_a_gap_found_by_a_key_is_asked_about_before_the_key_does_anything(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=2, rest=20_000, pace="paced")) as at:
        await at.press("n", "n", "space", "space")
        await at.sees("rest 0:20")
        at.clock.move(3_600_000)
        await at.press("n")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("r")
        await at.sees("rest 0:05")


async def test_after_a_gap_escape_asks_one_question(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        session = at.session
        await at.press("n")
        at.clock.move(60_000)
        await at.press("escape")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("Where were you?")
        await at.press("space")
        await at.until(lambda: at.app.screen is session)


async def test_leaving_after_a_failed_save_can_save_again_or_keep_the_session(home: Path) -> None:
    disk = FullDisk()
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=1), disk=disk) as at:
        await at.press("n", "space")
        await at.sees("NOT SAVED: ")
        disk.full = False
        await at.press("q")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("leave it; the next start offers it again")
        await at.press("s")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert len(logs(home)) == 1


async def test_taking_back_the_end_of_a_session_that_could_not_be_saved_goes_on_and_saves(home: Path) -> None:
    disk = FullDisk()
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=2), disk=disk) as at:
        await at.press("n", "space", "space")
        await at.sees("NOT SAVED: ")
        disk.full = False
        await at.press("u")
        await at.sees("rep 1 / 2")
        await at.until(lambda: "NOT SAVED" not in at.text)
        await at.press("space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.reps for row in logs(home)[0].sets] == [2]


async def test_a_trash_that_can_not_be_written_keeps_the_session_for_the_next_start(home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "trash").write_text("in the way")
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space", "escape", "d")
        await at.until(lambda: at.app.session is None)
    assert len(list((home / "state" / "journals").iterdir())) == 1


async def test_in_a_rest_the_load_keys_are_for_the_exercise_to_come(home: Path) -> None:
    async with program(home, plan=plan_of(LUNGE, BOTH_LEGS, sets=1, reps=1), size=(120, 36)) as at:
        await at.press("n", "space", "n", "n", "space")
        await at.sees("rest 1:00", "+ - load")
        await at.press("plus")
        await at.sees("9 kg each hand")


async def test_a_set_corrected_on_the_summary_is_mended_in_the_log(home: Path) -> None:
    plan = plan_of(BOTH_LEGS, sets=1, reps=1)
    plan = replace(plan, sets=(replace(plan.sets[0], load=None),))
    async with program(home, plan=plan) as at:
        await at.press("n", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        await at.press("ctrl+e", "backspace", "9", "tab", "2", "0", "enter")
        await at.until(lambda: logs(home)[0].sets[0].reps == 9)
    row = logs(home)[0].sets[0]
    assert (row.load, row.load_counts) == (20.0, "per-hand")


async def test_the_very_last_rep_can_be_taken_back_on_the_summary(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=2)) as at:
        await at.press("n", "space", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        assert len(logs(home)) == 1
        at.clock.move(60_000)
        await at.press("ctrl+u")
        await at.begun()
        await at.sees("rep 1 / 2")
        assert logs(home) == []
        assert len(list((home / "state" / "journals").iterdir())) == 1
        await at.press("2", "enter")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.reps for row in logs(home)[0].sets] == [2]


async def test_a_corrected_log_is_not_taken_back(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=1)) as at:
        await at.press("n", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        await at.press("ctrl+e", "backspace", "9", "enter")
        await at.until(lambda: logs(home)[0].sets[0].reps == 9)
        await at.press("ctrl+u")
        await at.sees("The log has been changed")


async def test_enter_does_nothing_in_a_rest(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=3)) as at:
        await at.press("n", "enter", "enter")
        await at.sees("rest 1:00", "No set is being worked")


async def test_digits_in_a_rest_point_to_the_correction(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=3)) as at:
        await at.press("n", "enter", "7")
        await at.sees("The set is done: e corrects it.")


async def test_enter_in_the_question_how_to_end_carries_on(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        session = at.session
        await at.press("n", "space", "escape")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("enter")
        await at.until(lambda: at.app.screen is session)
        await at.sees("rep 1 / 10")


async def test_a_journal_changed_by_another_program_is_said_once_and_is_saved_all_the_same(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=5)) as at:
        await at.press("n", "space")
        await at.sees("saved ✓")
        (journal,) = (home / "state" / "journals").iterdir()
        journal.write_bytes(b"another program was here\n")
        await at.press("space")
        await at.sees("Another program changed the journal", "trash", "saved ✓")
        await at.press("space")
        await at.until(lambda: "Another program" not in at.text)
        await at.sees("saved ✓")
        (kept,) = (home / "data" / "trash").iterdir()
        assert kept.read_bytes().startswith(b"another program was here\n")


async def test_a_journal_that_another_program_keeps_changing_is_not_saved_with_the_reason(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=9)) as at:
        await at.press("n")
        for _ in range(3):
            await at.sees("saved ✓")
            (journal,) = (home / "state" / "journals").iterdir()
            journal.unlink()
            await at.press("space")
            await at.until(journal.exists)
        await at.sees("NOT SAVED: another program keeps changing")
        await at.press("space")
        await at.sees("saved ✓")


async def test_a_session_that_begins_as_the_program_ends_does_no_harm(home: Path) -> None:
    async with program(home) as at:
        await at.until(lambda: at.app.sessions)
        assert at.app.sessions is not None
        at.app.sessions.run(plan_of(BOTH_LEGS, sets=1))
        at.app.exit(0)
        await at.until(lambda: not at.app.is_running)
    assert at.app.return_code == 0
