"""Files of this version, kept for later ones: `.venv/bin/python tests/make_data.py VERSION` fills tests/data/VERSION.

Run it with the code that is released, once. Later versions must read, mend, carry on and count what it made.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

from catalogue.loading import load_catalogue
from tui.cli.group import repcue
from tui.logbook.disk.calls import RealDisk
from tui.logbook.journal.codec import recorded
from tui.logbook.journal.journal import decode
from tui.logbook.log.store import read_log
from tui.machine.paths import Paths
from tui.runtime.running_session import RunningSession, save_recovered
from tui.runtime.selection import plan_for
from tui.session import (
    AdjustLoad,
    CountRep,
    EditSet,
    End,
    FinishSet,
    NotNow,
    Pause,
    Redo,
    Resume,
    SetPace,
    Skip,
    SwitchSide,
    Undo,
)
from tui.session.commands import Command
from tui.session.resolve import Wishes
from tui.session.state import Work
from tui.settings import load_settings

DATA: Final = Path(__file__).with_name("data")
HOME: Final = "HOME"
"""Stands in what is expected for the folder that everything is in."""
FOLDERS: Final = ("config", "data", "state", "cache")

SETTINGS: Final = """\
# Written by hand.
unit = "kg"
pace = "self-paced"
get_ready = 5
rest = 75
first = "weaker"
load_step = 2.5
theme = "light"
motion = false
sound = false
volume = 0.4
voice = false
voice_rate = 1.2
notify = false
goal_sessions_a_week = 3

[sounds]
phase = false

[week]
mon = "short-legs"
thu = "split-squat"

[hooks]
session-end = ["true"]

[keymap]
"session.undo" = "u,left"
"""
EXERCISE: Final = """\
schema = 1
id = "split-squat"
name = "Split Squat"
aliases = ["Bulgarian"]
summary = "One foot ahead, one behind."
level = "beginner"
pattern = "squat"
optional_equipment = ["dumbbells"]
load_counts = "per-hand"
muscles = { primary = ["quadriceps"], secondary = ["glutes"] }
cautions = ["Keep the front heel down."]
notes = ["Slowly."]

[sides]
mode = "unilateral"
first = "right"
switch_every = 5
switch_seconds = 5

[defaults]
sets = 3
reps = 10
rest = 60

[[setup]]
text = "Step forward with your {side} foot."
seconds = 5

[[phases]]
kind = "eccentric"
cue = "Down"
text = "Sink until your {other} knee is just off the floor."
seconds = 3
breathe = "in"
pose = "low"

[[phases]]
kind = "concentric"
cue = "Up"
text = "Push the floor away."
seconds = 2
breathe = "out"
pose = "standing"

[poses.standing]
near_arm = 6

[poses.low]
near_thigh = 91
near_shank = -9
far_thigh = -26
far_shank = -102
far_foot = -62
"""
HOLD: Final = """\
schema = 1
id = "wall-sit"
name = "Wall Sit"
level = "beginner"
pattern = "squat"

[defaults]
sets = 2
seconds = 30
rest = 30

[[phases]]
kind = "hold"
cue = "Sit"
text = "Sit against the wall."
seconds = 1
"""
ROUTINE: Final = """\
schema = 1
id = "short-legs"
name = "Short legs"
summary = "Something before lunch."

[[blocks]]
exercise = "stiff-leg-deadlift"
sets = 3
reps = "8-12"
rest = 60
load = 5.0
tempo = "3-1-2-0"
warmup = 1

[[blocks]]
exercise = "wall-sit"
sets = 1

[[blocks]]
exercise = "extended-lunge"
sets = 1
amrap = true

[[blocks]]
rounds = 2
rest = 90
superset = [{ exercise = "split-squat", reps = 4 }, { exercise = "single-leg-deadlift", reps = 4 }]
"""
BY_HAND: Final = """\
# Mended by hand: comments, layout and words of one's own stay.
schema = 1
id    = "my-own"          # anything at all
name  = "Evening \\u2014 by hand"
started = 2026-10-01 19:30:00Z
finished = 2026-10-01 20:05:00Z
outcome = "completed"
active_seconds = 2100.0
unit = "lb"
note = '''
Two lines,
the second one.'''
mood = "good"
sets = [
  { exercise = "chin-up", name = "Chin-up", set = 1, reps = 6, load = -20.0, load_counts = "total", shoes = true },
  { exercise = "chin-up", set = 2, kind = "amrap", target = 5, reps = 7, rpe = 9.5 },
]
"""
STRONG: Final = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-09-01 18:00:00,"Leg day",45m,"Stiff-Leg Deadlift",1,40,10,0,0,"","From elsewhere",8
2026-09-01 18:00:00,"Leg day",45m,"Stiff-Leg Deadlift",2,40,9,0,0,"","From elsewhere",8.5
"""


@dataclass
class Hands:
    """A clock, and somebody who trains by it."""

    moment: datetime
    ms: int = 1_000_000

    def now(self) -> int:
        return self.ms

    def wall(self) -> datetime:
        return self.moment

    def wait(self, ms: int) -> None:
        self.ms += ms
        self.moment += timedelta(milliseconds=ms)

    def begin(self, paths: Paths, token: str, *ids: str, wishes: Wishes | None = None) -> RunningSession:
        plan = plan_for(ids, load_catalogue(paths.config), wishes or Wishes())
        return RunningSession.start(plan, paths, RealDisk(), self, token, lambda status: None)

    def do(self, running: RunningSession, *commands: Command) -> None:
        """Each command after what a rep takes; what makes no sense then is left out."""
        for command in commands:
            self.wait(4_300)
            running.tick()
            try:
                running.do(command)
            except NotNow:
                continue

    def finish(self, running: RunningSession, reps: int = 9) -> None:
        """Train to the end: in the work a rep or two, then the rest of them outright; all else is passed."""
        while not running.state.is_over:
            working = isinstance(running.state.live.segment, Work)
            self.do(running, *((CountRep(), CountRep(), FinishSet(reps)) if working else (Skip(),)))


def evening(day: int, hours: int = 1) -> Hands:
    return Hands(datetime(2026, 10, day, 18, 5, 33, tzinfo=timezone(timedelta(hours=hours))))


def train(paths: Paths) -> None:
    """Sessions of all shapes, the newest two cut short."""
    hands = evening(5)
    whole = hands.begin(paths, "0001", "short-legs", wishes=Wishes(last_loads={"split-squat": 6.0}))
    hands.do(whole, Skip(), CountRep(), CountRep(), Undo(), Redo(), Pause(), Resume(), AdjustLoad(2.5))
    hands.do(whole, FinishSet(11), EditSet(0, reps=12, rpe=8.0))
    hands.finish(whole)
    whole.save(paths, RealDisk())

    hands = evening(6, hours=-7)
    short = hands.begin(paths, "0002", "single-leg-deadlift", wishes=Wishes(load=20.0, unit="lb", first="left"))
    hands.do(short, Skip(), CountRep(), SwitchSide(), CountRep(), CountRep(), End())
    short.save(paths, RealDisk())

    for day, (right, left) in enumerate([(10, 8), (10, 8), (11, 9)], 7):
        hands = evening(day)
        lopsided = hands.begin(paths, "0003", "extended-lunge", wishes=Wishes(sets=2, load=None))
        while not lopsided.state.is_over:
            side = lopsided.state.live.side
            working = isinstance(lopsided.state.live.segment, Work)
            hands.do(lopsided, FinishSet(right if side == "right" else left) if working else Skip())
        lopsided.save(paths, RealDisk())

    hands = evening(10)
    paced = hands.begin(paths, "0004", "single-leg-deadlift", wishes=Wishes(pace="paced", sets=1, load=8.0))
    hands.do(paced, Skip())
    while not paced.state.is_over:
        hands.wait(500)
        paced.tick()
    paced.save(paths, RealDisk())

    hands = evening(11)
    dropped = hands.begin(paths, "0005", "desk-break")
    hands.do(dropped, Skip(), CountRep())
    dropped.discard(paths, RealDisk())

    hands = evening(12)
    broken_off = hands.begin(paths, "0006", "short-legs", wishes=Wishes(last_loads={"split-squat": 6.0}))
    hands.do(broken_off, Skip(), FinishSet(12), Skip(), CountRep(), CountRep(), SetPace("paced"))
    hands.wait(9_000)
    broken_off.tick()
    hands.do(broken_off, Pause())
    broken_off.leave(5.0)

    hands = evening(13)
    torn = hands.begin(paths, "0007", "extended-lunge")
    hands.do(torn, Skip(), *[CountRep()] * 6, Undo(), CountRep(), CountRep())
    torn.leave(5.0)
    (journal,) = paths.journals.glob("2026-10-13*")
    journal.write_bytes(journal.read_bytes()[:-17])

    hands = evening(14)
    again = hands.begin(paths, "0008", "split-squat", wishes=Wishes(sets=1, load=10.0))
    hands.do(again, Skip(), *[CountRep()] * 3)
    again.leave(5.0)
    (journal,) = paths.journals.glob("2026-10-14*")
    save_recovered(recorded(decode(journal.read_bytes()).records), journal, paths, RealDisk())


def command(home: Path, *words: str) -> str:
    """Run a command and return what it printed; it must go well, or find a problem in files."""
    result = CliRunner().invoke(repcue, list(words), env={"REPCUE_HOME": str(home)})
    assert result.exit_code in (0, 1), (words, result.output)
    return result.stdout


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def fill(home: Path) -> None:
    """Make every kind of file there is."""
    paths = Paths.under(home)
    put(paths.settings, SETTINGS)
    put(paths.config / "exercises/split-squat.toml", EXERCISE)
    put(paths.config / "exercises/wall-sit.toml", HOLD)
    put(paths.config / "routines/short-legs.toml", ROUTINE)
    train(paths)
    put(paths.logs / "2026/2026-10-01_1930_by-hand.toml", BY_HAND)
    command(home, "log", "import", str(put(home / "strong.csv", STRONG)), "--unit", "kg", "--yes")
    (home / "strong.csv").unlink()
    done = "stiff-leg-deadlift: w 10@5 3x12 @ 20", "wall-sit: 30s 1:30", "extended-lunge: L 10 9 R 10 14+"
    options = [word for each in done for word in ("--done", each)]
    command(home, "log", "add", *options, "--date", "2026-10-03", "--time", "07:00", "--minutes", "40")
    command(home, "log", "edit", "2026-10-07_1805_extended-lunge", "--effort", "7.5", "--note", "Knee fine.")
    command(home, "log", "edit", "2026-10-08_1805_extended-lunge", "--set", "1", "--side", "left", "--reps", "7")
    command(home, "log", "delete", "2026-10-09_1805_extended-lunge", "--yes")
    (log,) = paths.logs.rglob("2026-10-10*.toml")
    put(log.with_name(f"{log.stem} (conflicted copy 2026-10-10).toml"), log.read_text())
    put(paths.logs / "2026/2026-10-02_1200_torn.toml", log.read_text()[:150])
    put(
        paths.config / "import-names.toml",
        '"Romanian Deadlift (Barbell)" = "stiff-leg-barbell-deadlift"\n"Treadmill" = "skip"\n',
    )


def read_back(home: Path) -> dict[str, Any]:
    """Return what this version makes of the files in a folder, journals saved last of all."""
    paths = Paths.under(home)
    settings, problems = load_settings(paths.settings)
    assert problems == ()
    listed = json.loads(command(home, "log", "list", "--json"))
    ids = [log["id"] for log in listed["logs"]]
    overview = json.loads(command(home, "log", "stats", "--json"))
    catalogue = json.loads(command(home, "list", "--json"))
    own = [each for kind in ("exercises", "routines") for each in catalogue[kind] if each["origin"] != "bundled"]
    trained = [each["id"] for each in overview["exercises"]]
    found = {
        "settings": {field.name: getattr(settings, field.name) for field in fields(settings)},
        "own": own,
        "shown": {each["id"]: json.loads(command(home, "show", each["id"], "--json")) for each in own},
        "logs": listed["logs"],
        "problems": [[problem["path"], problem["line"]] for problem in listed["problems"]],
        "log": {each: json.loads(command(home, "log", "show", each, "--json")) for each in ids},
        "totals": overview["totals"],
        "exercises": overview["exercises"],
        "exercise": {each: json.loads(command(home, "log", "stats", each, "--json")) for each in trained},
        "csv": command(home, "log", "export").splitlines(),
        "recovered": recovered(paths),
    }
    return json.loads(json.dumps(found, default=_plain).replace(str(home), HOME))  # type: ignore[no-any-return]


def _plain(value: object) -> object:
    match value:
        case Mapping():
            return dict(value)
        case Set():
            return sorted(value)
    raise TypeError(value)


def recovered(paths: Paths) -> dict[str, object]:
    """Save every session that was cut short, and return its log by its journal's name."""
    found: dict[str, object] = {}
    for journal in sorted(paths.journals.glob("*.journal")):
        told = recorded(decode(journal.read_bytes()).records)
        found[journal.name] = read_log(save_recovered(told, journal, paths, RealDisk())).log.as_json()
    return found


def main(version: str) -> None:
    """Fill the folder of a version."""
    target = DATA / version
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / "home"
        fill(home)
        command(home, "log", "list")
        target.mkdir(parents=True)
        for folder in FOLDERS:
            shutil.copytree(home / folder, target / folder)
        expected = json.dumps(read_back(home), indent=1, ensure_ascii=False)
    (target / "expected.json").write_text(f"{expected}\n")


if __name__ == "__main__":
    main(sys.argv[1])
