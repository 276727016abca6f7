"""Whatever is in a file, the end is an exercise or a FileProblems that helps."""

import os
import time
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hostile_files import LIMIT, NOT_FILES, UNPARSABLE, exercise
from hypothesis import given
from hypothesis import strategies as st

from catalogue.files.problems import FileProblems, Problem
from catalogue.files.tokens import is_shallow, nests_too_deep
from catalogue.files.toml import parse, read_text
from catalogue.loading import load_catalogue
from catalogue.mistakes.validation import MOST_PROBLEMS, validate
from catalogue.schema.models import Exercise, Routine

RUNAWAY_SECONDS = 20
"""Of the processor: a hundred times what these take, and less than a cost that grows with the square would."""


def is_harmless(line: str) -> bool:
    directions = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return not directions & set(line) and not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(each) for each in line}


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(FileProblems) as caught:
        parse(read_text(path), path)
    return caught.value.problems


@pytest.mark.parametrize("name", UNPARSABLE)
def test_a_harmed_file_ends_in_one_problem_with_its_line_without_running_away(name: str, tmp_path: Path) -> None:
    content, line, words = UNPARSABLE[name]
    path = tmp_path / "harmed.toml"
    path.write_bytes(content)

    began = time.process_time()
    (problem,) = problems_of(path)
    took = time.process_time() - began

    assert (problem.line or 1) == line
    assert words in problem.message
    assert str(problem).startswith(f"{path}:{line}: ")
    assert is_harmless(str(problem))
    assert took < RUNAWAY_SECONDS


@pytest.mark.parametrize("name", NOT_FILES)
def test_what_is_no_file_is_refused_without_waiting_for_it(name: str, tmp_path: Path) -> None:
    make, words = NOT_FILES[name]
    path = tmp_path / "strange.toml"
    make(path)
    (problem,) = problems_of(path)
    assert words in problem.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.write_text("schema = 1")
    path.chmod(0)
    (problem,) = problems_of(path)
    assert "chmod" in problem.message


@pytest.mark.parametrize("name", ["a\0b.toml", "x" * 300 + ".toml"])
def test_a_name_that_no_file_can_have_is_a_problem(name: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / name)
    assert is_harmless(str(problem))


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text("#" * 100)
    assert len(read_text(path, limit=100)) == 100
    with pytest.raises(FileProblems, match="larger"):
        read_text(path, limit=99)


def test_a_file_of_any_size_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "sparse.toml"
    with path.open("wb") as file:
        file.truncate(64 * LIMIT)
    tracemalloc.start()
    try:
        problems_of(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * LIMIT


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b'\xef\xbb\xbfschema = 1\r\nname = "a"\r\n')
    assert parse(read_text(path), path) == {"schema": 1, "name": "a"}


@pytest.mark.parametrize(
    "text",
    [
        'note = """\n=======\n"""',
        "# <<<<<<< not at the start",
        'a = "[[[[[[[[[[[[[[[[[[[[[[["',
        "a = 1 # [[[[[[[[[[[[[[[[[[[[[[[[",
        "a = '''\n[[[[[[[[[[[[[[[[[[[[[[[[\n'''",
        'a = "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19"',
        "a = [" + "1.5, " * 50 + "]",
        "a = [" + "[], " * 50 + "]",
    ],
)
def test_what_only_looks_like_harm_is_read(text: str) -> None:
    assert len(parse(text, "fine.toml")) == ("=" in text.replace("# <<<<<<<", ""))


SLOW_TO_JUDGE = {
    "unknown keys": "".join(f"k{i} = 1\n" for i in range(19_000)),
    "unknown tables": "".join(f"[t{i}]\n" for i in range(9_000)),
    "empty phases": "[[phases]]\n" * 6_000,
    "wrong items": "equipment = [" + "1," * 19_000 + "]",
    "wrong phases": "phases = [" + "1," * 19_000 + "]",
    "aliases": "aliases = [" + '"",' * 19_000 + "]",
    "long key": "k" * (LIMIT - 100) + " = 1",
    "long text": 'name = "' + "n" * (LIMIT - 100) + '"',
    "long id": 'id = "' + "-" * (LIMIT - 100) + '"',
    "braces": "[[setup]]\ntext = '" + "{side}{" * 30_000 + "'",
    "huge number": "[defaults]\nsets = 0x" + "f" * 200_000,
    "huge reps": "[defaults]\nreps = 0x" + "f" * 200_000,
    "huge schema": "schema = 0x" + "f" * 200_000,
    "reps": f"[defaults]\nreps = '{'1' * 200_000}'",
    "tempo": f"[[blocks]]\ntempo = '{'-' * 200_000}'",
    "deep tables": "[[phases]]\nx" + ".x" * 14 + " = 1\n[[phases.x]]\n" * 3_000,
}


@pytest.mark.parametrize("model", [Exercise, Routine])
@pytest.mark.parametrize("name", SLOW_TO_JUDGE)
def test_any_amount_of_mistakes_is_told_without_running_away(name: str, model: type[Exercise | Routine]) -> None:
    text = SLOW_TO_JUDGE[name]
    assert len(text) <= LIMIT
    began = time.process_time()
    with pytest.raises(FileProblems) as caught:
        validate(model, parse(text, "x.toml"), text, "x.toml")
    shown = [str(problem) for problem in caught.value.problems]
    assert time.process_time() - began < RUNAWAY_SECONDS
    assert all(is_harmless(line) and len(line) < 500 for line in shown)


def test_the_list_of_problems_is_capped_and_says_how_many_more_there_are() -> None:
    text = exercise("many") + "".join(f"k{i} = 1\n" for i in range(MOST_PROBLEMS + 7))
    with pytest.raises(FileProblems) as caught:
        validate(Exercise, parse(text, "many.toml"), text, "many.toml")
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert "7 more problems" in caught.value.problems[-1].message


@pytest.mark.parametrize(
    "harm",
    [
        "\\u001b[2J",
        "\\u001b]52;c;Zm9v\\u0007",
        "\\u009b2J",
        "\\u007f",
        "\\t",
        "\\n",
        "\\r",
        "a\u202eb",
        "a\u2066b",
        "a\u200fb",
        "a\u061cb",
        "a\u2028b",
        "a\u200bb",
        "a\u2060b",
        "a\ufeffb",
        "a\u00adb",
        "\u3164",
        "a\U000e0041b",
        "a\ufffeb",
        "",
        "  ",
        "\u200d",
        "\u00a0",
        "\u2800",
    ],
)
def test_text_that_could_drive_a_terminal_or_hide_is_refused_and_shown_harmless(harm: str) -> None:
    harm = f"a{harm}b" if harm.startswith("\\") else harm
    text = exercise("harm", ("Calf Raise", harm))
    with pytest.raises(FileProblems) as caught:
        validate(Exercise, parse(text, "harm.toml"), text, "harm.toml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (3, "name")
    assert is_harmless(str(problem))


@pytest.mark.parametrize(
    "name",
    ["[/]", "[@click=app.quit]x[/]", "{side}", "a % b $c \\\\x", "کتاب\u200cها", "Übung №1", "👩\u200d🦰 lunge", "é"],
)
def test_text_that_is_only_unusual_is_kept_as_it_is(name: str) -> None:
    text = exercise("unusual", ("Calf Raise", name))
    kept = validate(Exercise, parse(text, "unusual.toml"), text, "unusual.toml").name
    assert kept == name.replace("\\\\", "\\")


values = st.recursive(
    st.none().map(lambda _: True)
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.sampled_from(["hinge", "beginner", "hold", "unilateral", "left", "8-12", "3-1-2-0", "in", 1, 5]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "schema", "id", "name", "level", "pattern", "sides", "mode", "first", "switch_every", "defaults",
                    "sets", "reps", "seconds", "rest", "setup", "text", "again", "phases", "kind", "cue",
                    "breathe", "pose", "poses", "muscles", "primary", "blocks", "exercise", "superset", "rounds",
                    "tempo", "load", "amrap", "warmup",
                ]
            )
            | st.text(max_size=6),
            inner,
            max_size=8,
        )
    ),
    max_leaves=30,
)  # fmt: skip


documents = st.dictionaries(st.text(max_size=5), values, max_size=4) | values.filter(lambda v: isinstance(v, dict))


@given(document=documents)
def test_any_document_ends_in_a_model_or_an_error_that_can_be_printed(document: dict[str, object]) -> None:
    for model in (Exercise, Routine):
        try:
            validate(model, document, "", "any.toml")
        except FileProblems as error:
            assert all(is_harmless(str(problem)) for problem in error.problems)


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_end_in_a_document_or_an_error(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        parse(read_text(path), path)
    except FileProblems as error:
        assert str(error)


@given(
    where=st.integers(0, 300),
    length=st.integers(0, 40),
    new=st.text(alphabet="[]{}=.\"'#\n\\, -ax1\x1b\u202e", max_size=30),
)
def test_a_sound_file_with_any_piece_changed_ends_in_an_exercise_or_an_error(
    where: int, length: int, new: str
) -> None:
    sound = exercise("changed")
    text = sound[:where] + new + sound[where + length :]
    try:
        validate(Exercise, parse(text, "changed.toml"), text, "changed.toml")
    except FileProblems as error:
        last = text.count("\n") + 1
        assert all(1 <= (problem.line or 1) <= last for problem in error.problems)
        assert all(is_harmless(str(problem)) for problem in error.problems)


def test_every_nasty_file_at_once_leaves_the_catalogue_whole(tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    for name, (content, _, _) in UNPARSABLE.items():
        (folder / f"{name.replace(' ', '-')}.toml").write_bytes(content)
    for name, (make, _) in NOT_FILES.items():
        make(folder / f"{name.replace(' ', '-')}.toml")
    (folder / os.fsdecode(b"\xff\x1b[2J.toml")).write_text("x")
    (folder / "calf-raise.toml").write_text(exercise("calf-raise"))

    catalogue = load_catalogue(tmp_path)

    assert set(catalogue.exercises) == {*load_catalogue(None).exercises, "calf-raise"}
    assert len(catalogue.problems) == len(UNPARSABLE) + len(NOT_FILES)
    assert all(is_harmless(str(problem)) for problem in catalogue.problems)


@given(st.text(alphabet='[]{}.\n=a"1 ', max_size=200))
def test_the_quick_count_never_passes_what_the_thorough_one_refuses(text: str) -> None:
    assert not (is_shallow(text) and nests_too_deep(text))
