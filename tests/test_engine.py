"""The engine, move by move: what a set of each kind looks like and what each command does."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from plans import BOTH_LEGS, LUNGE, PHASES, SINGLE_LEG, STEP_UP, after, plan_of, working

from tui.session import (
    AdjustLoad,
    AdjustRest,
    Command,
    CountRep,
    EditSet,
    End,
    FinishSet,
    NotNow,
    Pause,
    Plan,
    Proceed,
    Redo,
    Resume,
    SetPace,
    Skip,
    State,
    SwitchSide,
    Undo,
    advance,
    begin,
)
from tui.session.cues import CueKind
from tui.session.plan import Movement
from tui.session.state import Done, GetReady, Rest, Setup, Switch, Work, tally


def done(state: State) -> list[tuple[str | None, int]]:
    return [(row.side, row.reps) for row in state.live.rows]


def reps(count: int) -> tuple[Command, ...]:
    return (CountRep(),) * count


def test_a_bilateral_set_is_set_up_then_work_then_rest() -> None:
    state = working(plan_of(BOTH_LEGS, reps=3))
    assert isinstance(state.live.segment, Work)
    state = after(state, *reps(3))
    assert isinstance(state.live.segment, Rest)
    assert done(state) == [(None, 3)]


def test_set_up_waits_for_the_person_when_self_paced() -> None:
    state = begin(plan_of(BOTH_LEGS), 0)
    assert state.deadline is None
    state = after(state, Proceed())
    assert state.live.segment == Setup(1, None)
    assert isinstance(after(state, Proceed()).live.segment, Work)


def test_a_lunge_does_all_reps_then_switches_and_sets_up_again_in_short() -> None:
    state = after(working(plan_of(LUNGE, reps=2)), *reps(2))
    assert isinstance(state.live.segment, Switch)
    assert state.live.side == "left"
    state, cues = advance(state, state.now + 5000)
    assert isinstance(state.live.segment, Setup) and state.live.segment.short
    assert [cue.kind for cue in cues] == ["count", "count", "count", "setup"]
    state, _ = advance(state, state.now + 5000)
    assert isinstance(state.live.segment, Work)
    state = after(state, *reps(2))
    assert done(state) == [("right", 2), ("left", 2)]
    assert isinstance(state.live.segment, Rest)


def between_the_legs(plan: Plan) -> list[tuple[CueKind, int | None]]:
    """What is told from the change of legs to the beginning of the work, the session running by itself."""
    _, cues = advance(begin(plan, 0), 3_600_000)
    told = [(cue.kind, cue.number) for cue in cues]
    start = told.index(("switch", None))
    return told[start : told.index(("work", None), start) + 1]


COUNT_IN: list[tuple[CueKind, int | None]] = [("count", 3), ("count", 2), ("count", 1), ("work", None)]


@pytest.mark.parametrize("lasts", [None, 30_000])
def test_work_that_runs_by_itself_is_counted_in_after_the_set_up_in_short_and_once_alone(lasts: int | None) -> None:
    plan = plan_of(LUNGE, sets=1, reps=None if lasts else 2, lasts=lasts, pace="paced")
    assert between_the_legs(plan) == [("switch", None), ("setup", 1), ("ready", None), *COUNT_IN]


def test_without_a_set_up_in_short_the_change_of_legs_itself_counts_paced_work_in() -> None:
    assert between_the_legs(plan_of(SINGLE_LEG, sets=1, pace="paced")) == [("switch", None), *COUNT_IN]


def test_where_no_countdown_is_wanted_the_change_of_legs_keeps_its_own() -> None:
    plan = replace(plan_of(LUNGE, sets=1, pace="paced"), get_ready=0)
    assert between_the_legs(plan) == [("switch", None), *COUNT_IN[:-1], ("setup", 1), ("work", None)]


def test_legs_switch_every_five_reps_until_both_have_ten() -> None:
    state = working(plan_of(SINGLE_LEG, sets=1, reps=10))
    turns = []
    while not state.is_over:
        if isinstance(state.live.segment, Switch):
            turns.append((state.live.side, tally(state.live)))
            state = after(state, Proceed())
        state = after(state, CountRep())
    assert [side for side, _ in turns] == ["left", "right", "left"]
    assert done(state) == [("right", 10), ("left", 10)]


def test_an_alternating_set_names_the_leg_before_every_rep() -> None:
    state = working(plan_of(STEP_UP, sets=1, reps=5))
    sides = []
    while not state.is_over:
        sides.append(state.live.side)
        state = after(state, CountRep())
    assert sides == ["right", "left", "right", "left", "right"]
    assert done(state) == [("right", 3), ("left", 2)]


def test_a_timed_set_runs_by_the_clock_on_each_side() -> None:
    state = begin(plan_of(LUNGE, sets=1, reps=None, lasts=30_000), 0)
    state = after(state, Skip())
    assert isinstance(state.live.segment, GetReady)
    with pytest.raises(NotNow):
        after(state, CountRep())
    state, _ = advance(state, state.now + 3000 + 30_000 + 5000 + 5000 + 3000 + 30_000)
    assert state.live.segment == Done("completed")
    assert [(row.side, row.held) for row in state.live.rows] == [("right", 30_000), ("left", 30_000)]


def test_ending_a_timed_set_early_keeps_the_time_held() -> None:
    state = begin(plan_of(BOTH_LEGS, sets=1, reps=None, lasts=30_000), 0)
    state = after(state, Skip(), Proceed())
    state = after(state, FinishSet(), every=12_000)
    assert [row.held for row in state.live.rows] == [12_000]


def test_paced_work_counts_each_rep_when_its_last_phase_ends() -> None:
    state = begin(replace(plan_of(BOTH_LEGS, sets=1, reps=2), pace="paced"), 0)
    state, cues = advance(state, 9_000 + 3_000 + 12_000)
    assert state.is_over
    assert [cue.at for cue in cues if cue.kind == "rep"] == [18_000, 24_000]
    assert [cue.number for cue in cues if cue.kind == "phase"] == [1, 2, 3, 1, 2, 3]


def test_counting_ahead_of_the_tempo_starts_the_next_rep_at_once() -> None:
    state = begin(replace(plan_of(BOTH_LEGS, sets=1, reps=3), pace="paced"), 0)
    state = after(state, Skip(), Skip())
    state = after(state, CountRep(), every=4000)
    assert tally(state.live) == 1
    assert state.live.segment == Work(2000, state.live_now, 0, state.live_now + 3000)


def test_changing_the_pace_keeps_the_tally() -> None:
    state = after(working(plan_of(BOTH_LEGS)), *reps(3), SetPace("paced"))
    assert isinstance(state.live.segment, GetReady)
    state, _ = advance(state, state.now + 3000 + 6000)
    assert tally(state.live) == 4
    state = after(state, SetPace("self-paced"))
    assert tally(state.live) == 4 and state.deadline is None


def test_finishing_with_nothing_counted_means_the_whole_target() -> None:
    assert done(after(working(plan_of(BOTH_LEGS)), FinishSet())) == [(None, 10)]


def test_finishing_early_keeps_what_was_counted() -> None:
    assert done(after(working(plan_of(BOTH_LEGS)), *reps(4), FinishSet())) == [(None, 4)]


@pytest.mark.parametrize("said", [0, 7, 13, 250])
def test_reps_said_outright_are_never_clamped(said: int) -> None:
    state = after(working(plan_of(BOTH_LEGS)), *reps(2), FinishSet(said))
    assert done(state) == [(None, said)]
    assert len(state.live.rows[0].rep_times) == min(2, said)


def test_reps_said_in_a_turn_are_added_to_the_turns_before() -> None:
    state = working(plan_of(SINGLE_LEG, sets=1, reps=10))
    for _ in range(4):
        state = after(state, FinishSet(5))
        if isinstance(state.live.segment, Switch):
            state = after(state, Proceed())
    assert done(state) == [("right", 10), ("left", 10)]


def test_finishing_a_turn_early_ends_that_side_and_the_other_does_its_rest_in_one_go() -> None:
    state = after(working(plan_of(SINGLE_LEG, sets=1, reps=10)), *reps(3), FinishSet(), Proceed(), *reps(9))
    assert done(state) == [("right", 3), ("left", 9)]
    assert isinstance(state.live.segment, Work)
    assert after(state, CountRep()).is_over


def test_reps_beyond_the_low_end_of_a_range_still_count() -> None:
    state = after(working(plan_of(BOTH_LEGS, sets=1, reps=8, reps_max=12)), *reps(11))
    assert isinstance(state.live.segment, Work)
    assert after(state, CountRep()).is_over


def test_an_amrap_set_ends_when_the_person_says_so() -> None:
    plan = plan_of(BOTH_LEGS, sets=1, reps=None, kind="amrap")
    state = working(plan)
    with pytest.raises(NotNow, match="no target"):
        after(state, FinishSet())
    assert done(after(state, *reps(23), FinishSet())) == [(None, 23)]


def test_skipping_a_set_leaves_no_row_and_no_rest() -> None:
    state = after(working(plan_of(BOTH_LEGS, LUNGE)), Skip())
    assert not any(row.closed for row in state.live.rows)
    assert isinstance(state.live.segment, Work) and state.live.at == 1


def test_skipping_a_set_under_way_loses_no_rep() -> None:
    assert done(after(working(plan_of(BOTH_LEGS)), *reps(6), Skip())) == [(None, 6)]


def test_switching_legs_early_comes_back_for_the_reps_that_are_left() -> None:
    state = after(working(plan_of(LUNGE, sets=1, reps=4)), CountRep(), SwitchSide())
    assert isinstance(state.live.segment, Switch) and state.live.side == "left"
    state = after(state, Skip(), Skip(), *reps(4))
    assert isinstance(state.live.segment, Switch) and state.live.side == "right"
    state = after(state, Skip(), *reps(3))
    assert state.is_over
    assert sorted(done(state)) == [("left", 4), ("right", 4)]


def test_a_bilateral_exercise_has_no_legs_to_switch() -> None:
    with pytest.raises(NotNow):
        after(working(plan_of(BOTH_LEGS)), SwitchSide())


def test_rest_can_be_made_longer_shorter_and_cut() -> None:
    state = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    rest = state.live.segment
    assert isinstance(rest, Rest)
    longer = after(state, AdjustRest(15_000)).live.segment
    assert longer == replace(rest, ends=rest.ends + 15_000)
    assert isinstance(after(state, AdjustRest(-90_000)).live.segment, Work)
    state = after(state, Proceed(), every=20_000)
    assert state.live.rows[0].rest == 20_000


def test_no_rest_comes_after_the_very_last_set() -> None:
    assert after(working(plan_of(BOTH_LEGS, sets=1, reps=1)), CountRep()).is_over


def loads(state: State) -> tuple[float | None, ...]:
    return tuple(planned.load for planned in state.live.sets)


def test_load_changes_this_set_and_those_of_the_exercise_that_follow() -> None:
    state = after(working(plan_of(BOTH_LEGS, SINGLE_LEG, reps=1)), AdjustLoad(2.0))
    assert loads(state) == (10.0, 10.0, 8.0, 8.0)
    state = after(state, CountRep(), AdjustLoad(-1.0))
    assert state.live.rows[0].load == 10.0
    assert loads(state) == (10.0, 9.0, 8.0, 8.0)


def test_load_cannot_go_below_nothing() -> None:
    state = after(working(plan_of(BOTH_LEGS)), AdjustLoad(-50.0))
    assert loads(state)[0] is None
    with pytest.raises(NotNow):
        after(state, AdjustLoad(-1.0))


def test_any_set_already_done_can_be_corrected_and_the_correction_undone() -> None:
    state = after(working(plan_of(BOTH_LEGS, sets=3, reps=1)), CountRep(), Proceed(), CountRep())
    state = after(state, EditSet(0, reps=12, load=9.5, rpe=8.5))
    assert (state.live.rows[0].reps, state.live.rows[0].load, state.live.rows[0].rpe) == (12, 9.5, 8.5)
    assert after(state, Undo()).live.rows[0].reps == 1
    with pytest.raises(NotNow):
        after(state, EditSet(7, reps=1))


def test_undo_reaches_back_across_a_rest_and_gives_the_rest_back_with_redo() -> None:
    state = after(working(plan_of(BOTH_LEGS, reps=2)), *reps(2))
    state, _ = advance(state, state.now + 60_000)
    state = after(state, CountRep())
    state = after(state, Undo(), Undo())
    assert (state.live.at, tally(state.live)) == (0, 1)
    state = after(state, Redo())
    assert isinstance(state.live.segment, Work) and state.live.at == 1


def test_undo_gives_a_cut_rest_the_time_it_had_left() -> None:
    state = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    state, _ = advance(state, state.now + 20_000)
    state = after(state, Proceed(), every=0)
    state = after(state, Undo(), every=7_000)
    assert state.deadline is not None
    assert isinstance(state.live.segment, Rest)
    assert state.live.segment.ends - state.live_now == 40_000


def test_undoing_a_paced_rep_plays_it_again_from_its_first_phase() -> None:
    state = begin(replace(plan_of(BOTH_LEGS, sets=1), pace="paced"), 0)
    state, _ = advance(state, 12_000 + 6_000 + 500)
    assert tally(state.live) == 1
    state = after(state, Undo(), every=0)
    assert tally(state.live) == 0
    state, cues = advance(state, state.now + 6_000)
    assert tally(state.live) == 1
    assert cues[-1].number == 1


def test_a_pause_stops_every_clock_and_undo_does_not_end_it() -> None:
    state = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep(), Pause())
    state, cues = advance(state, state.now + 3_600_000)
    assert cues == () and state.deadline is None
    with pytest.raises(NotNow):
        after(state, Proceed())
    assert after(state, Undo()).paused_at is not None
    state = after(state, Resume(), every=0)
    assert state.deadline == state.now + 59_000 - 3_000
    assert state.paused_total == 3_600_000


def test_resuming_paced_work_counts_in_before_the_rep_starts_again() -> None:
    state = begin(replace(plan_of(BOTH_LEGS, sets=1), pace="paced"), 0)
    state, _ = advance(state, 14_000)
    state = after(state, Pause(), Resume())
    assert isinstance(state.live.segment, GetReady)


def test_ending_early_keeps_the_reps_of_the_set_under_way() -> None:
    state = after(working(plan_of(BOTH_LEGS)), *reps(3), End())
    assert state.live.segment == Done("ended-early")
    assert done(state) == [(None, 3)]
    assert done(after(state, Undo(), CountRep())) == [(None, 4)]


def test_a_second_countdown_never_follows_one_that_has_just_run_out() -> None:
    state = begin(replace(plan_of(LUNGE, SINGLE_LEG, sets=2, reps=2, rest=10_000), pace="paced"), 0)
    kinds = []
    while not state.is_over:
        assert state.deadline is not None
        state, cues = advance(state, state.deadline)
        kinds += [cue.kind for cue in cues]
    assert kinds.count("ready") == 4  # after each set-up alone: two in whole, two of the lunge's in short
    pairs = set(pairwise(kinds))
    assert ("switch", "ready") not in pairs and ("rest-over", "ready") not in pairs


def test_long_phases_are_counted_down_and_short_ones_are_not() -> None:
    slow = replace(BOTH_LEGS, phases=(replace(PHASES[0], lasts=6000), *PHASES[1:]), setup=())
    state = begin(replace(plan_of(slow, sets=1, reps=1), pace="paced", get_ready=0), 0)
    _, cues = advance(state, 9_000)
    assert [(cue.number, cue.at) for cue in cues if cue.kind == "count"] == [(3, 3000), (2, 4000), (1, 5000)]


def test_a_superset_goes_from_one_exercise_to_the_other_before_it_rests() -> None:
    plan = plan_of(BOTH_LEGS, LUNGE, sets=2, reps=1)
    a1, a2, b1, b2 = plan.sets
    plan = replace(plan, sets=(replace(a1, rest=0), b1, replace(a2, rest=0), b2))
    state = after(begin(plan, 0), Skip(), CountRep())
    assert isinstance(state.live.segment, Setup) and state.live.at == 1
    state = after(state, Skip(), CountRep(), Skip(), Skip(), CountRep())
    assert isinstance(state.live.segment, Rest)


@pytest.mark.parametrize("lasts", [(), (100,)])
def test_a_rep_too_fast_to_pace_is_refused_by_the_plan(lasts: tuple[int, ...]) -> None:
    phases = tuple(replace(PHASES[0], lasts=ms) for ms in lasts)
    if phases:
        with pytest.raises(ValueError, match="least"):
            Movement("fast", "Fast", "bilateral", "none", phases)
    else:
        assert Movement("still", "Still", "bilateral", "none", phases).rep_lasts == 0


def test_reps_said_during_a_countdown_in_mid_set_replace_those_counted() -> None:
    state = after(working(plan_of(BOTH_LEGS)), *reps(3), SetPace("paced"))
    assert isinstance(state.live.segment, GetReady)
    assert done(after(state, FinishSet(5))) == [(None, 5)]


def test_load_keys_keep_the_steps_between_the_sets_that_follow() -> None:
    plan = plan_of(BOTH_LEGS, sets=3)
    light, *others = plan.sets
    plan = replace(plan, sets=(replace(light, kind="warmup", load=4.0), *others))
    assert loads(after(working(plan), AdjustLoad(1.0))) == (5.0, 9.0, 9.0)


def test_reps_said_after_a_change_of_the_first_leg_go_to_the_leg_that_did_them() -> None:
    state = after(working(plan_of(STEP_UP, sets=1, reps=8)), SwitchSide(), CountRep(), FinishSet(1))
    assert sorted(done(state), key=str) == [("left", 1), ("right", 0)]


def test_an_rpe_that_a_log_can_not_hold_is_refused() -> None:
    state = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    with pytest.raises(NotNow, match="halves"):
        after(state, EditSet(0, rpe=8.3))


def test_a_session_that_is_over_stays_at_the_time_at_which_it_ended() -> None:
    state = after(working(plan_of(BOTH_LEGS, sets=1, reps=1)), CountRep())
    later, cues = advance(state, state.now + 3_600_000)
    assert later == state and cues == ()


def test_taking_the_end_back_much_later_gives_the_clocks_of_before() -> None:
    state = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    back = after(after(state, End()), Undo(), every=600_000)
    assert isinstance(back.live.segment, Rest)
    assert back.live.segment.ends - back.live_now == 59_000


HOLD = plan_of(LUNGE, sets=1, reps=None, lasts=30_000)


@pytest.mark.parametrize(
    "command", [End(), Skip(), SwitchSide(), FinishSet()], ids=lambda command: type(command).__name__
)
def test_a_hold_cut_short_in_any_way_keeps_its_seconds(command: Command) -> None:
    state = after(begin(HOLD, 0), Skip(), Proceed())
    assert isinstance(state.live.segment, Work)
    state = after(state, command, every=12_000)
    assert [(row.side, row.held) for row in state.live.rows][:1] == [("right", 12_000)]


def at_work(state: State) -> State:
    while not isinstance(state.live.segment, Work):
        state = after(state, Proceed())
    return state


def test_a_hold_that_is_gone_back_to_goes_on_where_it_was_and_ends_early_with_all_its_seconds() -> None:
    state = after(at_work(begin(HOLD, 0)), SwitchSide(), every=12_000)
    state = at_work(after(at_work(state), SwitchSide()))
    assert state.live.side == "right" and isinstance(state.live.segment, Work)
    assert state.live.segment.ends == state.live_now + 18_000
    state = after(state, FinishSet(), every=5_000)
    assert ("right", 17_000) in [(row.side, row.held) for row in state.live.rows]


def test_the_load_keys_leave_the_leg_that_is_done_as_it_was() -> None:
    state = at_work(after(working(plan_of(SINGLE_LEG, sets=2, reps=2)), *reps(2)))
    state = after(state, CountRep(), AdjustLoad(1.0), CountRep())
    assert [(row.side, row.load) for row in state.live.rows] == [("right", 8.0), ("left", 9.0)]
    state = after(state, AdjustLoad(1.0))
    assert [(row.side, row.load) for row in state.live.rows] == [("right", 8.0), ("left", 9.0)]


@pytest.mark.parametrize("lasts", [None, 30_000], ids=["paced", "timed"])
def test_what_was_undone_is_gone_once_the_clock_has_counted(lasts: int | None) -> None:
    plan = plan_of(BOTH_LEGS, sets=2, reps=None if lasts else 5, lasts=lasts, pace="paced")
    state = after(begin(plan, 0), Skip(), Proceed(), AdjustLoad(1.0), Undo(), every=100)
    assert state.future
    state, cues = advance(state, state.now + 35_000)
    assert "rep" in [cue.kind for cue in cues] or lasts
    assert not state.future
    with pytest.raises(NotNow, match="nothing to redo"):
        after(state, Redo())
