"""Which keys are offered in a session: a pure function of what is shown."""

from __future__ import annotations

from dataclasses import replace

from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, plan_of

from tui.screens.session.actions import SessionActions
from tui.screens.session.offered import Offer, named, offered
from tui.session import CountRep, End, Pause, Skip, begin, handle
from tui.session.agenda import agenda
from tui.session.snapshot import snapshot
from tui.settings.keys import KEYS

STATE = begin(plan_of(SINGLE_LEG, LUNGE, reps=2), 0)
WORKING = handle(STATE, Skip(), 1000)[0]


def test_every_offered_action_is_one_of_the_screen_and_of_the_table() -> None:
    row = agenda(STATE)[0]
    for offer in (Offer(snapshot(WORKING)), Offer(snapshot(WORKING), row=row), Offer(snapshot(WORKING), typed="1")):
        for action in offered(offer):
            assert callable(getattr(SessionActions, f"action_{action}", None)) or action in {
                "main", "finish", "undo", "redo", "end", "skip", "edit", "mute", "voice", "retry",
            }  # fmt: skip
            assert any(key.action == action for key in KEYS)
        assert named(offer) <= set(offered(offer))


def test_a_line_being_typed_takes_every_key() -> None:
    assert offered(Offer(snapshot(WORKING), typing=True)) == {}


def test_the_main_key_says_what_it_does() -> None:
    assert offered(Offer(snapshot(STATE)))["main"] == "next step"
    assert offered(Offer(snapshot(WORKING)))["main"] == "rep"
    paused, _ = handle(WORKING, Pause(), 2000)
    assert offered(Offer(snapshot(paused)))["main"] == "carry on"
    assert "pause" not in named(Offer(snapshot(paused)))


def test_keys_of_a_rest_and_of_sets_done_come_with_them() -> None:
    before = offered(Offer(snapshot(WORKING)))
    assert not {"more_rest", "edit", "rate"} & set(before)
    state = WORKING
    for _ in range(5):
        working = snapshot(state).doing == "work"
        state, _ = handle(state, CountRep() if working else Skip(), state.now + 1000)
    assert snapshot(state).doing == "rest"
    assert {"more_rest", "edit", "rate", "load", "today", "note"} <= set(offered(Offer(snapshot(state))))


def test_an_exercise_without_a_load_has_no_steps_and_still_takes_one_that_is_said() -> None:
    offer = Offer(snapshot(begin(plan_of(LUNGE), 0)))
    assert "more_load" not in offered(offer) and "load" in offered(offer)


def test_the_list_offers_what_the_row_can_do_beside_the_keys_that_act_everywhere() -> None:
    open_row, done_row = agenda(WORKING)[0], replace(agenda(WORKING)[0], items=())
    on_open = offered(Offer(snapshot(WORKING), can_undo=True, row=open_row))
    assert {"main", "undo", "pause", "distance", "list_go", "list_drop", "list_replace", "list_add"} <= set(on_open)
    assert not {"switch", "load", "end", "finish", "skip"} & set(on_open)
    on_done = offered(Offer(snapshot(WORKING), row=done_row))
    assert "list_add" in on_done and not {"list_go", "list_drop", "list_replace", "list_later"} & set(on_done)


def test_a_session_that_is_over_offers_its_undo_alone() -> None:
    over, _ = handle(handle(begin(plan_of(BOTH_LEGS), 0), Skip(), 1000)[0], End(), 2000)
    assert set(offered(Offer(snapshot(over), can_undo=True))) == {"undo"}
