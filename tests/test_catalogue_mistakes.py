"""However many mistakes of whatever kind a file has, all are told at once."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Final, NamedTuple

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from catalogue.files.problems import FileProblems
from catalogue.loading import check_file, load_catalogue
from catalogue.mistakes.drafts import draft
from catalogue.mistakes.references import faults_of_routine
from catalogue.mistakes.validation import Rules, validate
from catalogue.schema.models import Exercise, Routine
from catalogue.schema.rules import BrokenRule, RuleError, Unknown, Wrong, found_in
from catalogue.schema.rules import given as is_given

ROUTINE_TEXT: Final = """\
schema = 1
id = "mein"
name = ""
[[blocks]]
exercise = "stif-leg-deadlift"
reps = "12-8"
amrap = true
tempo = "3-1-2-2"
rounds = 2
foo = 3
[[blocks]]
exercise = "plank"
load = "5"
stes = 90
reps = true
[[blocks]]
rounds = 0
load = 3
superset = [
{ exercise = "Extended Lunge", reps = 0, seconds = 3, tempo = "3-1-2-2" },
{ exrcise = "nope" },
3,
]
"""

EXERCISE_TEXT: Final = """\
schema = 1
id = "plank"
name = "Plank"
level = "begginer"
patern = "hing"
[sides]
switch_every = 300
mode = "bilateral"
[[setup]]
text = "a {leg} and {side}"
again = "x"
[defaults]
reps = 5
seconds = "x"
[[phases]]
kind = "hold"
cue = ""
text = "{side}"
seconds = 700
pose = "b"
[[phases]]
kind = "concentric"
cue = "x"
text = "x"
pose = "c"
seconds = 7
[poses.a]
near_shank = 300
near_thigh = "x"
far_arm = 200
"""


def told(text: str, path: Path) -> list[tuple[int, str, str]]:
    """The line, field and first words of each problem of a person's file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    problems = [each for each in load_catalogue(path.parents[1]).problems if each.path == str(path)]
    assert problems == sorted(problems, key=lambda each: each.line or 0)
    return [(each.line or 0, each.field, each.message) for each in problems]


def agrees(found: list[tuple[int, str, str]], wanted: list[tuple[int, str, str]]) -> bool:
    assert [each[:2] for each in found] == [each[:2] for each in wanted]
    return all(words in message for (_, _, message), (_, _, words) in zip(found, wanted, strict=True))


def test_a_routine_with_mistakes_of_every_kind_is_told_all_of_them(tmp_path: Path) -> None:
    told(EXERCISE_TEXT, tmp_path / "exercises/plank.toml")
    assert agrees(
        told(ROUTINE_TEXT, tmp_path / "routines/mine.toml"),
        [
            (2, "id", "the file is called"),
            (3, "name", "the text is blank"),
            (5, "blocks[1].exercise", 'did you mean "stiff-leg-deadlift"'),
            (6, "blocks[1].reps", 'write the smaller number first: "8-12"'),
            (7, "blocks[1].amrap", "found reps and amrap"),
            (8, "blocks[1].tempo", "has no pause"),
            (9, "blocks[1].rounds", "only for a superset"),
            (10, "blocks[1].foo", "not a known key"),
            (12, "blocks[2].exercise", "mend it first"),
            (13, "blocks[2].load", "take the quotes away"),
            (13, "blocks[2].load", "without a load"),
            (14, "blocks[2].stes", 'did you mean "sets"'),
            (14, "blocks[2].stes", "found 90; a whole number from 1 to 50"),
            (15, "blocks[2].reps", "found true; reps are a whole number"),
            (17, "blocks[3].rounds", "found 0; a whole number from 1 to 50"),
            (18, "blocks[3].load", "write it inside the superset's items"),
            (20, "blocks[3].superset[1].reps", "found 0; reps are"),
            (20, "blocks[3].superset[1].exercise", 'try "extended-lunge"'),
            (20, "blocks[3].superset[1].seconds", "found reps and seconds"),
            (20, "blocks[3].superset[1].tempo", "extended-lunge has no pause"),
            (21, "blocks[3].superset[2].exrcise", 'did you mean "exercise"'),
            (21, "blocks[3].superset[2].exrcise", "no exercise of that id"),
            (22, "blocks[3].superset[3]", "a table of keys and values is wanted"),
        ],
    )


def test_an_exercise_with_mistakes_of_every_kind_is_told_all_of_them(tmp_path: Path) -> None:
    assert agrees(
        told(EXERCISE_TEXT, tmp_path / "exercises/plank.toml"),
        [
            (4, "level", 'did you mean "beginner"'),
            (5, "patern", 'did you mean "pattern"'),
            (5, "patern", 'did you mean "hinge"'),
            (7, "sides.switch_every", "a whole number from 1 to 100"),
            (7, "sides.switch_every", "has no meaning"),
            (10, "setup[1].text", 'found "{leg}"'),
            (10, "setup[1].text", "says {side} or {other}"),
            (11, "setup[1].again", "true or false"),
            (11, "setup[1].again", "only for a unilateral exercise"),
            (13, "defaults.reps", "found both"),
            (14, "defaults.seconds", 'found "x"'),
            (17, "phases[1].cue", "blank"),
            (18, "phases[1].text", "says {side}"),
            (19, "phases[1].seconds", "from 0 to 120"),
            (20, "phases[1].pose", "the poses of this file"),
            (25, "phases[2].pose", "the poses of this file"),
            (28, "poses.a.near_shank", "would bend"),
            (29, "poses.a.near_thigh", 'found "x"'),
            (30, "poses.a.far_arm", "would bend"),
        ],
    )


def test_check_says_of_one_file_what_it_says_of_all(tmp_path: Path) -> None:
    told(EXERCISE_TEXT, tmp_path / "exercises/plank.toml")
    found = told(ROUTINE_TEXT, tmp_path / "routines/mine.toml")
    problems = check_file(tmp_path / "routines/mine.toml", load_catalogue(tmp_path))
    assert [(each.line, each.field, each.message) for each in problems] == found


def test_a_broken_routine_of_ones_own_leaves_the_bundled_one(tmp_path: Path) -> None:
    told(ROUTINE_TEXT.replace("mein", "desk-break"), tmp_path / "routines/desk-break.toml")
    assert load_catalogue(tmp_path).routine_origins["desk-break"] == "bundled"


@pytest.mark.parametrize(
    ("blocks", "fields"),
    [
        ("exercise = 3\nsuperset = 4", ["blocks[1].exercise", "blocks[1].superset", "blocks[1].superset"]),
        ('exercise = "extended-lunge"\namrap = false\nreps = "x"', ["blocks[1].reps"]),
        ('rounds = 2\nsuperset = [{ exercise = "x y" }]', ["blocks[1].superset", "blocks[1].superset[1].exercise"]),
        ('exrcise = "extended-lunge"', ["blocks[1].exrcise"]),
    ],
)
def test_what_is_there_but_wrong_is_not_called_missing(blocks: str, fields: list[str], tmp_path: Path) -> None:
    head = 'schema = 1\nid = "it"\nname = "It"\n[[blocks]]\n'
    found = told(f"{head}{blocks}\n", tmp_path / "routines/it.toml")
    assert sorted({field for _, field, _ in found}) == sorted(set(fields))
    assert not any("missing" in message or "neither" in message for _, _, message in found)
    assert len(set(found)) == len(found)


def test_a_misspelt_warm_up_is_not_told_what_only_a_working_set_may_not_have(tmp_path: Path) -> None:
    head = 'schema = 1\nid = "it"\nname = "It"\n[[blocks]]\nexercise = "stiff-leg-deadlift"\nevery = 60\n'
    sets = 'sets = [{ kind = "warm-up", reps = 5, rest = 45 }, { reps = 5 }]\n'
    ((_, field, message),) = told(head + sets, tmp_path / "routines/it.toml")
    assert field == "blocks[1].sets[1].kind" and 'did you mean "warmup"?' in message


def test_too_many_items_hide_no_mistake_in_them(tmp_path: Path) -> None:
    block = '[[blocks]]\nexercise = "extended-lunge"\n'
    head = f'schema = 1\nid = "it"\nname = "It"\n{block}reps = 0\n'
    found = told(head + block * 50, tmp_path / "routines/it.toml")
    assert [field for _, field, _ in found] == ["blocks", "blocks[1].reps"]


def test_a_wrong_value_can_be_seen_and_asked_nothing() -> None:
    wrong = Wrong("x")
    assert is_given(wrong) and found_in(wrong) == "x" and found_in(3) == 3
    asks = (
        bool,
        str,
        len,
        iter,
        hash,
        lambda it: it == 1,
        lambda it: it < 1,
        lambda it: it.seconds,
        lambda it: it + 1,
    )
    for ask in asks:
        with pytest.raises(Unknown):
            ask(wrong)


# --- mending one mistake brings no other to light

Place = tuple[str | int, ...]
Document = dict[str, object]
GONE: Final = object()


class Misspelt(NamedTuple):
    """A key written so instead, and its value."""

    key: str
    value: object


EXERCISE: Final[Document] = {
    "schema": 1,
    "id": "it",
    "name": "It",
    "level": "beginner",
    "pattern": "hinge",
    "sides": {"mode": "unilateral", "switch_every": 5},
    "defaults": {"reps": 10, "sets": 3},
    "setup": [{"text": "Stand on your {side} leg."}, {"text": "Breathe."}],
    "load_counts": "total",
    "load": {"steps": [1, 2, 3]},
    "alternatives": ["other"],
    "phases": [
        {"kind": "eccentric", "cue": "Lower", "text": "Lower.", "seconds": 3, "pose": "down"},
        {"kind": "concentric", "cue": "Rise", "text": "Rise.", "seconds": 2, "pose": "up"},
    ],
    "poses": {"down": {"trunk": 60}, "up": {"trunk": 0}},
}

ROUTINE: Final[Document] = {
    "schema": 1,
    "id": "it",
    "name": "It",
    "blocks": [
        {"exercise": "stiff-leg-deadlift", "reps": 10},
        {"exercise": "no-load", "sets": 3},
        {"rounds": 3, "superset": [{"exercise": "extended-lunge", "reps": 8}, {"exercise": "no-load"}]},
        {
            "exercise": "stiff-leg-deadlift",
            "every": 60,
            "sets": [
                {"kind": "warmup", "reps": 5, "load": "50%", "rest": 45},
                {"reps": "8+", "rpe": 8},
                {"kind": "drop", "load": "-20%", "reps": "max"},
                {"kind": "rest-pause", "reps": 5, "times": 3, "pause": 15},
            ],
        },
    ],
}

# Left out: a rule that compares two numbers says nothing while one of them is unknown, as nobody can know.
EXERCISE_MISTAKES: Final[Mapping[Place, object]] = {
    ("name",): " ",
    ("level",): "begginer",
    ("pattern",): Misspelt("patern", "hing"),
    ("sides", "switch_every"): 0,
    ("sides", "mode"): "both",
    ("defaults", "reps"): "12-8",
    ("defaults", "seconds"): "30",
    ("defaults", "sets"): "3",
    ("defaults", "rset"): 9,
    ("setup", 0, "text"): "{leg} {side}",
    ("setup", 1, "text"): GONE,
    ("setup", 1, "again"): True,
    ("phases", 0, "kind"): "lower",
    ("phases", 0, "cue"): "{side}",
    ("phases", 0, "seconds"): 900,
    ("phases", 0, "pose"): "nowhere",
    ("phases", 1, "pose"): 3,
    ("phases", 1, "breathe"): "deep",
    ("load", "steps", 1): 0.5,
    ("load", "step"): "x",
    ("alternatives", 0): "it",
    ("short",): "x" * 25,
    ("poses", "up", "near_thigh"): 200,
    ("poses", "down", "head"): "x",
    ("poses", "down", "far_arm"): 250,
}

ROUTINE_MISTAKES: Final[Mapping[Place, object]] = {
    ("name",): 3,
    ("summary",): [],
    ("blocks", 0, "exercise"): "stif-leg-deadlift",
    ("blocks", 0, "reps"): "12-8",
    ("blocks", 0, "amrap"): True,
    ("blocks", 0, "tempo"): "3-1-2-2",
    ("blocks", 0, "rounds"): "x",
    ("blocks", 1, "exercise"): "No Load",
    ("blocks", 1, "load"): "5",
    ("blocks", 1, "stes"): 3,
    ("blocks", 1, "warmup"): 99,
    ("blocks", 2, "rounds"): GONE,
    ("blocks", 2, "sets"): 90,
    ("blocks", 2, "superset", 0, "exercise"): "Extended Lunge",
    ("blocks", 2, "superset", 0, "seconds"): 0,
    ("blocks", 2, "superset", 0, "tempo"): "3-1-2-2",
    ("blocks", 2, "superset", 1, "load"): 5,
    ("blocks", 2, "superset", 1, "reps"): "x",
    ("blocks", 2, "superset", 1, "warmup"): "ramp",
    ("blocks", 2, "superset", 1, "rest"): 20,
    ("blocks", 3, "every"): 0,
    ("blocks", 3, "rest"): 30,
    ("blocks", 3, "warmup"): "ramps",
    ("blocks", 3, "sets", 0, "reps"): "5+",
    ("blocks", 3, "sets", 0, "load"): "50 kg",
    ("blocks", 3, "sets", 0, "times"): 2,
    ("blocks", 3, "sets", 1, "rpe"): 8.3,
    ("blocks", 3, "sets", 1, "rest"): 30,
    ("blocks", 3, "sets", 1, "seconds"): 30,
    ("blocks", 3, "sets", 2, "load"): "80%",
    ("blocks", 3, "sets", 3, "seconds"): "x",
    ("blocks", 3, "sets", 3, "paus"): 3,
}

_BARE: Final = {key: value for key, value in EXERCISE.items() if key not in ("load", "load_counts")}
NO_LOAD: Final = Exercise.model_validate({**_BARE, "id": "no-load", "name": "No Load"})
KNOWN: Final = {**load_catalogue(None).exercises, "no-load": NO_LOAD}


def rules(routine: Routine) -> Iterator[BrokenRule]:
    return faults_of_routine(routine, KNOWN)


def with_mistakes(sound: Document, mistakes: Mapping[Place, object]) -> Document:
    document = deepcopy(sound)
    for (*around, last), value in mistakes.items():
        table: object = document
        for step in around:
            table = table[step]  # type: ignore[index]  # the tables are known to be there
        if value is GONE or isinstance(value, Misspelt):
            table.pop(last)  # type: ignore[attr-defined]  # a table
        if isinstance(value, Misspelt):
            last, value = value
        if value is not GONE:
            table[last] = value  # type: ignore[index]  # a table
    return document


def problems(model: type[BaseModel], document: Document, more: Rules[BaseModel] | None) -> set[tuple[str, str]]:
    try:
        validate(model, document, tomli_w.dumps(document), "it.toml", more)
    except FileProblems as error:
        found = [(each.field, each.message) for each in error.problems]
        assert len(set(found)) == len(found), "nothing is told twice"
        return set(found)
    return set()


KINDS: Final = [
    (Exercise, EXERCISE, EXERCISE_MISTAKES, None),
    (Routine, ROUTINE, ROUTINE_MISTAKES, rules),
]


@pytest.mark.parametrize(("model", "sound", "mistakes", "more"), KINDS)
def test_each_mistake_alone_is_told(
    model: type[BaseModel], sound: Document, mistakes: Mapping[Place, object], more: Rules[BaseModel] | None
) -> None:
    assert not problems(model, sound, more)
    for place, value in mistakes.items():
        assert problems(model, with_mistakes(sound, {place: value}), more), place


@pytest.mark.parametrize(("model", "sound", "mistakes", "more"), KINDS)
@given(data=st.data())
def test_mending_one_mistake_brings_no_other_to_light(
    model: type[BaseModel],
    sound: Document,
    mistakes: Mapping[Place, object],
    more: Rules[BaseModel] | None,
    data: st.DataObject,
) -> None:
    places = data.draw(st.sets(st.sampled_from(list(mistakes)), min_size=1))
    made = {place: value for place, value in mistakes.items() if place in places}
    mended = data.draw(st.sampled_from(list(made)))
    before = problems(model, with_mistakes(sound, made), more)
    rest = {place: value for place, value in made.items() if place != mended}
    assert problems(model, with_mistakes(sound, rest), more) <= before


VALUES: Final = st.sampled_from([3, -1, 0.5, True, "x", "", "hold", "{side}", [], [1], [{}], {}, {"a": 1}])


@pytest.mark.parametrize(("model", "sound", "mistakes"), [kind[:3] for kind in KINDS])
@given(data=st.data())
def test_a_draft_finds_every_wrong_value_that_the_model_refuses(
    model: type[BaseModel], sound: Document, mistakes: Mapping[Place, object], data: st.DataObject
) -> None:
    places = list(mistakes) + list({place[:end] for place in mistakes for end in range(1, len(place))})
    # One place at a time, innermost first: a later value may do away with an earlier one, never with its place.
    chosen = sorted(data.draw(st.sets(st.sampled_from(places), max_size=6)), key=len, reverse=True)
    document = with_mistakes(sound, {place: data.draw(VALUES) for place in chosen})
    made = draft(model, document)
    places_found = {each.at for each in made.mistakes} | {each.at for each in made.faults()}
    try:
        model.model_validate(document)
    except ValidationError as error:
        refused = error.errors()
        fields = {
            each["loc"]
            for each in refused
            # pydantic counts a list's items without those that have errors of their own.
            if not isinstance(each.get("ctx", {}).get("error"), RuleError) and each["type"] != "too_short"
        }
        assert fields - made.written.keys() <= places_found
        assert places_found
    else:
        assert not places_found
