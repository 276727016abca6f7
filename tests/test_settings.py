"""Settings: what they say is taken, what is wrong is named with its line, and nothing stops the program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tui.settings import Settings, load_settings, wishes
from tui.settings.keys import KEYS
from tui.settings.settings_file import week_problems
from tui.settings.table import SETTINGS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def load(file: Path, text: str) -> tuple[Settings, list[str]]:
    """The settings, and the problems without the file's path."""
    file.write_text(text, encoding="utf-8")
    settings, problems = load_settings(file)
    return settings, [str(problem).removeprefix(f"{file}:") for problem in problems]


def test_no_file_is_the_defaults(file: Path) -> None:
    assert load_settings(file) == (Settings(), ())


def test_every_setting_is_taken(file: Path) -> None:
    settings, problems = load(
        file,
        """
        unit = "lb"
        pace = "paced"
        get_ready = 5
        rest = 45
        first = "weaker"
        goal_sessions_a_week = 3
        load_step = 2.5
        theme = "light"
        sound = false
        volume = 1
        voice = true
        voice_rate = 1.5
        [sounds]
        rest-over = false
        [hooks]
        switch = ["notify-send", "go"]
        [week]
        mon = "hamstrings-at-home"
        sun = "desk-break"
        [keymap]
        "session.undo" = "f7, ctrl+y"
        """,
    )
    assert problems == []
    assert settings == Settings(
        unit="lb",
        pace="paced",
        get_ready=5,
        rest=45,
        first="weaker",
        goal_sessions_a_week=3,
        week={"mon": "hamstrings-at-home", "sun": "desk-break"},
        load_step=2.5,
        theme="light",
        sound=False,
        volume=1,
        sounds={"rest-over": False},
        voice=True,
        voice_rate=1.5,
        hooks={"switch": ("notify-send", "go")},
        keymap={"session.undo": "f7,ctrl+y"},
    )


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("sound = 1", "1: sound: found 1; allowed: true or false"),
        ("volume = 1.1", "1: volume: found 1.1; a number from 0 to 1 is wanted"),
        ("sounds = true", "1: sounds: found true; write a table [sounds]"),
        ("[sounds]\nphaze = false", "2: sounds.phaze: is not one of phase, rep, "),
        ("[sounds]\nphase = 0", "2: sounds.phase: found 0; allowed: true or false"),
        ("[hooks]\nswitched = ['true']", "2: hooks.switched: is not one of session-start, switch, "),
        ("[hooks]\nswitch = 'beep'", '2: hooks.switch: found "beep"; write the command and its arguments'),
        ("[hooks]\nswitch = []", "2: hooks.switch: found "),
        ("[hooks]\nswitch = ['']", "2: hooks.switch: found "),
        ("[hooks]\nswitch = ['a', 1]", "2: hooks.switch: found "),
        ("[hooks]\nswitch = ['a', \"\\u0000\"]", "2: hooks.switch: found "),
    ],
)
def test_a_broken_sound_or_hook_is_named_and_left_out(file: Path, document: str, message: str) -> None:
    settings, problems = load(file, document)
    assert settings == Settings()
    assert len(problems) == 1 and problems[0].startswith(message)


def test_one_broken_hook_leaves_the_others(file: Path) -> None:
    settings, problems = load(file, "[hooks]\nswitch = 3\nset-done = ['true']\n")
    assert dict(settings.hooks) == {"set-done": ("true",)}
    assert [problem[:2] for problem in problems] == ["2:"]


def test_wishes_are_in_the_engines_units() -> None:
    wished = wishes(Settings(unit="lb", pace="paced", get_ready=2.5, rest=45, first="left", load_step=5))
    assert (wished.get_ready, wished.usual_rest, wished.first) == (2500, 45_000, "left")
    assert (wished.unit, wished.pace, wished.load_step) == ("lb", "paced", 5)


def test_the_weaker_leg_is_for_the_logs_to_say() -> None:
    assert wishes(Settings(first="weaker")).first is None


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("first = 'right leg'", '1: first: found "right leg"; allowed: "left" or "right" or "weaker"'),
        ("first_side = 'left'", '1: first_side: is not a setting; did you mean "first"?'),
        ("goal_sessions_a_week = 22", "1: goal_sessions_a_week: found 22; a whole number from 0 to 21 is wanted"),
        ("goal_sessions_a_week = 2.5", "1: goal_sessions_a_week: found 2.5; a whole number"),
        ("goal_sessions_a_week = true", "1: goal_sessions_a_week: found true; a whole number"),
        ("week = 'gym'", '1: week: found "gym"; write a table [week]'),
        (
            "[week]\nmonday = 'gym'",
            '2: week.monday: is not one of mon, tue, wed, thu, fri, sat, sun; did you mean "mon"',
        ),
        ("[week]\nmon = 3", "2: week.mon: found 3; write the id of a routine or exercise"),
        ("[week]\nmon = 'Desk break'", '2: week.mon: found "Desk break"; an id has small letters'),
    ],
)
def test_a_broken_leg_goal_or_week_is_named_and_left_out(file: Path, document: str, message: str) -> None:
    settings, problems = load(file, document)
    assert settings == Settings()
    assert len(problems) == 1 and problems[0].startswith(message)


def test_a_week_may_name_only_what_there_is(file: Path) -> None:
    settings, _ = load(file, "[week]\nmon = 'gym'\ntue = 'desk-brake'\nwed = 'nothing-like-it'\n")
    problems = week_problems(settings, file, ["gym", "desk-break"])
    assert [(problem.line, problem.field, problem.message) for problem in problems] == [
        (3, "week.tue", 'there is no routine or exercise "desk-brake"; did you mean "desk-break"?'),
        (4, "week.wed", 'there is no routine or exercise "nothing-like-it"'),
    ]
    assert week_problems(settings, file, ["gym", "desk-brake", "nothing-like-it"]) == ()
    file.unlink()
    assert week_problems(Settings(), file, []) == ()


def test_without_a_rest_of_their_own_the_exercise_decides() -> None:
    assert wishes(Settings()).usual_rest is None


def test_a_broken_key_keeps_its_default_and_the_others_hold(file: Path) -> None:
    settings, problems = load(file, 'pace = "pased"\nunit = "lb"\nget_ready = 61\n')
    assert (settings.pace, settings.unit, settings.get_ready) == ("self-paced", "lb", 3)
    assert problems == [
        '1: pace: found "pased"; allowed: "self-paced" or "paced"; did you mean "paced"?',
        "3: get_ready: found 61; a number from 0 to 60 is wanted",
    ]


def test_a_misspelt_key_is_told_the_nearest(file: Path) -> None:
    _, problems = load(file, "\nlode_step = 2\n")
    assert problems == ['2: lode_step: is not a setting; did you mean "load_step"?']


@pytest.mark.parametrize("value", ["true", '"3"', "nan", "inf", "-1", "[]", "1" + "0" * 400, "2026-11-22"])
def test_what_is_no_number_in_range_is_named(file: Path, value: str) -> None:
    settings, problems = load(file, f"get_ready = {value}\n")
    assert settings.get_ready == 3
    assert len(problems) == 1 and problems[0].startswith("1: get_ready: found ")


def test_a_file_that_cannot_be_parsed_is_all_defaults(file: Path) -> None:
    settings, problems = load(file, 'unit = "lb"\npace = \n')
    assert settings == Settings()
    assert [problem[:2] for problem in problems] == ["2:"]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nowhere"), Path.touch])
def test_what_is_no_settings_file_is_a_problem_not_a_crash(file: Path, make: object) -> None:
    assert callable(make)
    make(file)
    settings, problems = load_settings(file)
    assert settings == Settings() and len(problems) == 1


def test_an_id_without_quotes_means_the_same(file: Path) -> None:
    settings, problems = load(file, '[keymap]\nsession.undo = "f7"\napp.help = "f1"\n')
    assert problems == []
    assert dict(settings.keymap) == {"session.undo": "f7", "app.help": "f1"}


@pytest.mark.parametrize(
    ("written", "key"),
    [("?", "question_mark"), ("+", "plus"), ("/", "slash"), ("é", "é"), ("exclamation_mark", "exclamation_mark")],
)
def test_a_character_becomes_the_name_that_textual_has_for_it(file: Path, written: str, key: str) -> None:
    settings, problems = load(
        file,
        f'keymap = {{ "choosing.up" = "{written}", "app.help" = "f1",'
        ' "choosing.search" = "f2", "choosing.problems" = "f3" }\n',
    )
    assert problems == []
    assert settings.keymap["choosing.up"] == key


def test_the_default_keys_are_keys_and_clash_nowhere(file: Path) -> None:
    lines = "".join(f'"{key.id}" = "{key.keys}"\n' for key in KEYS)
    settings, problems = load(file, f"[keymap]\n{lines}")
    assert problems == []
    assert dict(settings.keymap) == {key.id: key.keys for key in KEYS}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('"session.undoo" = "z"', 'is not the id of a command; did you mean "session.undo"?'),
        ('"session.undo" = 3', 'found 3; write keys in quotes, such as "u" or "u,backspace"'),
        ('"session.undo" = "bakspace"', 'found "bakspace", which is no key; did you mean "backspace"?'),
        ('"session.undo" = "cntrl+u"', 'found "cntrl+u", which is no key'),
        ('"session.undo" = ""', 'found "", which is no key'),
        ('"session.undo" = "z,,"', 'found "", which is no key'),
        ('"session.undo" = "4"', 'found "4"; digits say how many reps were done; take another key'),
        ('"session.undo" = "p"', '"session.pause" has the key "p" already; give one of the two another key'),
        ('"session.undo" = "q"', '"app.quit" has the key "q" already; give one of the two another key'),
    ],
)
def test_a_remapping_that_cannot_be_is_named_and_the_default_stays(file: Path, line: str, message: str) -> None:
    settings, problems = load(file, f'[keymap]\n{line}\n"session.redo" = "y"\n')
    assert dict(settings.keymap) == {"session.redo": "y"}
    assert len(problems) == 1
    assert problems[0].startswith("2: keymap.session.undo") and message in problems[0]


def test_keys_may_change_places(file: Path) -> None:
    settings, problems = load(file, '[keymap]\n"session.undo" = "p"\n"session.pause" = "u"\n')
    assert problems == []
    assert dict(settings.keymap) == {"session.undo": "p", "session.pause": "u"}


def test_of_two_that_ask_for_the_same_key_the_first_has_it(file: Path) -> None:
    settings, problems = load(file, '[keymap]\n"session.undo" = "y"\n"session.pause" = "y"\n')
    assert dict(settings.keymap) == {"session.undo": "y"}
    assert [problem[:2] for problem in problems] == ["3:"]


def test_a_remapping_that_relied_on_a_broken_one_falls_with_it(file: Path) -> None:
    settings, problems = load(file, '[keymap]\n"session.undo" = "p"\n"session.pause" = "x"\n')
    assert dict(settings.keymap) == {}
    assert [problem[:2] for problem in problems] == ["2:", "3:"]


def test_a_key_may_serve_two_places_that_are_never_shown_together(file: Path) -> None:
    _, problems = load(file, '[keymap]\n"session.undo" = "s"\n')
    assert problems == []


def test_every_setting_is_a_field_with_its_documented_default() -> None:
    defaults = Settings()
    assert {setting.name for setting in SETTINGS} | {"keymap"} == set(Settings.__dataclass_fields__)
    for setting in SETTINGS:
        value = getattr(defaults, setting.name)
        if value is None or isinstance(value, Mapping):
            assert " " in setting.default, "said in words"
        else:
            assert tomli.loads(f"value = {setting.default}") == {"value": value}


@given(st.text(max_size=60))
def test_no_value_raises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any-settings.toml"
    for document in (text, f"get_ready = {text}", f'[keymap]\n"session.undo" = "{text}"'):
        file.write_bytes(document.encode("utf-8", "surrogatepass"))
        settings, _ = load_settings(file)
        assert settings.get_ready <= 60


def test_textual_understands_every_key_that_the_settings_let_through(file: Path) -> None:
    from textual.keys import _character_to_key

    for character in "?+/-_@\\!#$%&()*.:;<=>[]^`{|}~'":
        settings, _ = load(
            file,
            f"[keymap]\n'choosing.up' = '''{character}'''\n'choosing.search' = 'f9'\n"
            "'choosing.problems' = 'f8'\n'app.help' = 'f7'\n",
        )
        assert settings.keymap["choosing.up"] == _character_to_key(character)
