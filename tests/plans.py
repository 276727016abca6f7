"""Plans to test with: a few by name, and hypothesis strategies for any plan and any input."""

from __future__ import annotations

from hypothesis import strategies as st

from tui.session.commands import (
    AddExercise,
    AddSet,
    AdjustLoad,
    AdjustRest,
    Command,
    CountRep,
    DropExercise,
    EditSet,
    End,
    FinishSet,
    GoTo,
    MoveEarlier,
    MoveLater,
    Note,
    Pause,
    Proceed,
    Rate,
    Redo,
    ReplaceExercise,
    Resume,
    SetLoad,
    SetPace,
    Skip,
    StepLoad,
    SwitchSide,
    Undo,
)
from tui.session.engine import begin, handle
from tui.session.plan import Mode, Movement, Ms, Pace, Part, Phase, Plan, PlannedSet, SetKind, Step
from tui.session.state import State

PHASES = (
    Phase("eccentric", "Lower", "Tip forward.", 3000, "in"),
    Phase("hold", "Hold", "Stay.", 1000),
    Phase("concentric", "Rise", "Stand up.", 2000, "out"),
)
SETUP = (Step("Stand tall.", 5000), Step("Brace.", 4000))

BOTH_LEGS = Movement("deadlift", "Deadlift", "bilateral", "per-hand", PHASES, SETUP)
LUNGE = Movement("lunge", "Lunge", "unilateral", "none", PHASES, SETUP, short_setup=SETUP[:1])
SINGLE_LEG = Movement("single", "Single-leg", "unilateral", "per-hand", PHASES, SETUP, switch_every=5)
STEP_UP = Movement("step-up", "Step-up", "alternating", "per-hand", PHASES, SETUP)


ADDED = PlannedSet(0, 1, 1, "working", 6, 6, load=4.0, first="left", rest=30_000)
"""A set of an exercise that comes in the course of a session."""


def plan_of(
    *movements: Movement,
    sets: int = 2,
    reps: int | None = 10,
    reps_max: int | None = None,
    rest: int = 60_000,
    lasts: int | None = None,
    kind: SetKind = "working",
    pace: Pace = "self-paced",
) -> Plan:
    """Some sets of each movement, all alike."""
    planned = tuple(
        PlannedSet(
            movement=index,
            number=number,
            of=sets,
            kind=kind,
            reps=reps,
            reps_max=reps_max or reps,
            lasts=lasts,
            load=None if movement.load_counts == "none" else 8.0,
            first=None if movement.mode == "bilateral" else "right",
            rest=rest,
        )
        for index, movement in enumerate(movements)
        for number in range(1, sets + 1)
    )
    return Plan("Test", None, planned, movements, pace=pace)


@st.composite
def movements(draw: st.DrawFn) -> Movement:
    modes: list[Mode] = ["bilateral", "unilateral", "alternating"]
    mode = draw(st.sampled_from(modes))
    lasts = draw(st.lists(st.integers(100, 6000), min_size=1, max_size=4))
    phases = tuple(Phase("hold", "Hold", "Stay.", ms + 100) for ms in lasts)
    steps = tuple(Step("Stand.", ms) for ms in draw(st.lists(st.integers(0, 6000), max_size=3)))
    unilateral = mode == "unilateral"
    return Movement(
        "any",
        "Any",
        mode,
        draw(st.sampled_from(["none", "total", "per-hand"])),
        phases,
        steps,
        short_setup=steps[:1] if unilateral and draw(st.booleans()) else (),
        switch_every=draw(st.none() | st.integers(1, 6)) if unilateral else None,
        switch_lasts=draw(st.integers(0, 6000)),
    )


@st.composite
def planned_sets(draw: st.DrawFn, movement: Movement, index: int, number: int, of: int) -> PlannedSet:
    aim = draw(st.sampled_from(["reps", "range", "time", "amrap", "parts", "open hold"]))
    if aim == "parts":
        return draw(sets_in_parts(movement, index, number, of))
    low = draw(st.integers(1, 12))
    high = low + draw(st.integers(1, 4)) if aim == "range" else low
    return PlannedSet(
        movement=index,
        number=number,
        of=of,
        kind="amrap" if aim in ("amrap", "open hold") else draw(st.sampled_from(["working", "warmup"])),
        reps=low if aim in ("reps", "range") else None,
        reps_max=high if aim in ("reps", "range") else None,
        lasts=draw(st.integers(1, 40)) * 1000 if aim in ("time", "open hold") else None,
        load=draw(st.none() | st.integers(1, 200).map(float)),
        first=None if movement.mode == "bilateral" else draw(st.sampled_from(["left", "right"])),
        rest=draw(st.integers(0, 90)) * 1000,
        every=draw(st.none() | st.just(60_000)),
    )


@st.composite
def sets_in_parts(draw: st.DrawFn, movement: Movement, index: int, number: int, of: int) -> PlannedSet:
    """A drop or rest-pause set."""
    reps = draw(st.none() | st.integers(1, 8))
    part = st.builds(Part, st.just(reps), st.sampled_from([0, 5000, 15_000]), st.sampled_from([1.0, 0.8]))
    return PlannedSet(
        movement=index,
        number=number,
        of=of,
        kind=draw(st.sampled_from(["drop", "rest-pause"])),
        reps=reps,
        reps_max=reps,
        parts=tuple(draw(st.lists(part, min_size=1, max_size=3))),
        load=draw(st.none() | st.integers(1, 200).map(float)),
        first=None if movement.mode == "bilateral" else draw(st.sampled_from(["left", "right"])),
        rest=draw(st.integers(0, 90)) * 1000,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    chosen = tuple(draw(st.lists(movements(), min_size=1, max_size=3)))
    sets: list[PlannedSet] = []
    for index, movement in enumerate(chosen):
        of = draw(st.integers(1, 3))
        sets += [draw(planned_sets(movement, index, number, of)) for number in range(1, of + 1)]
    return Plan(
        "Any",
        None,
        tuple(sets),
        chosen,
        pace=draw(st.sampled_from(["self-paced", "paced"])),
        get_ready=draw(st.integers(0, 4000)),
        even_turns=draw(st.booleans()),
    )


def list_changes() -> st.SearchStrategy[Command]:
    """Any change of today's list; many name what isn't there."""
    index = st.integers(0, 4)
    return st.one_of(
        st.builds(GoTo, st.integers(0, 12)),
        st.builds(MoveLater, index),
        st.builds(MoveEarlier, index),
        st.builds(AddSet, index),
        st.builds(DropExercise, index),
        st.builds(AddExercise, st.just(LUNGE), st.integers(0, 2).map(lambda sets: (ADDED,) * sets), index),
        st.builds(
            ReplaceExercise, index, st.just(LUNGE), st.lists(st.just(ADDED), min_size=1, max_size=3).map(tuple)
        ),
    )


def commands() -> st.SearchStrategy[Command]:
    """Any command, the ones that count and move on being the likeliest."""
    often: list[Command] = [CountRep(), Proceed(), CountRep(), Undo(), Redo()]
    return st.one_of(
        st.sampled_from(often),
        st.sampled_from(often),
        st.builds(FinishSet, st.none() | st.integers(0, 20)),
        st.sampled_from([Skip(), SwitchSide(), Pause(), Resume(), End()]),
        st.builds(SetPace, st.sampled_from(["self-paced", "paced"])),
        st.builds(AdjustLoad, st.sampled_from([-2.5, 1.0, 5.0])),
        st.builds(SetLoad, st.none() | st.sampled_from([20.0, 42.5])),
        st.builds(StepLoad, st.booleans()),
        st.builds(Rate, st.sampled_from([6.5, 10.0])),
        st.builds(Note, st.sampled_from(["easy", "seat 4"]), st.booleans(), st.none() | st.just("seat 3")),
        st.builds(FinishSet, st.integers(0, 20), st.sampled_from([0.0, 40.0]), rpe=st.none() | st.just(9.0)),
        st.builds(AdjustRest, st.sampled_from([-15_000, 15_000])),
        list_changes(),
        st.builds(
            EditSet,
            st.integers(0, 5),
            st.none() | st.integers(0, 20),
            st.none() | st.integers(0, 60),
            st.none() | st.sampled_from([0.0, 12.5]),
            st.none() | st.sampled_from([6.5, 10.0]),
        ),
    )


def inputs() -> st.SearchStrategy[list[tuple[Command | None, int]]]:
    """Commands, or None for time passing alone, each with the milliseconds since the one before."""
    gap = st.one_of(st.just(0), st.integers(0, 3000), st.integers(0, 120_000))
    return st.lists(st.tuples(st.one_of(st.none(), commands(), commands()), gap), max_size=40)


def after(state: State, *commands: Command, every: Ms = 1000) -> State:
    """The state after these commands, one each `every` milliseconds."""
    for command in commands:
        state, _ = handle(state, command, state.now + every)
    return state


def working(plan: Plan) -> State:
    """A session of the plan with the set-up passed."""
    return after(begin(plan, 0), Skip())
