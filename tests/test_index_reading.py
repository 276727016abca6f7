"""Reading many logs: the short cut says what the parser says, and children say what this process would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hostile_files import UNPARSABLE
from hypothesis import example, given, settings
from hypothesis import strategies as st
from log_examples import LOGS, a_log, a_set
from log_folder import keep, log_of

from catalogue.files.problems import FileProblems
from catalogue.files.toml import parse
from tui.logbook.index.extraction import read
from tui.logbook.index.plain_toml import PlainToml
from tui.logbook.index.reader_pool import FEW, read_many
from tui.logbook.index.values import Job, LogReading
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import log_text
from tui.machine.paths import Paths


def parsed(text: str) -> str:
    """What the parser makes of a text, or that it refuses it; as text, for NaN is not equal to itself."""
    try:
        return repr(parse(text, "log"))
    except FileProblems:
        return "refused"


LINES = st.lists(
    st.sampled_from(
        [
            *(
                "schema = 1",
                "schema = 2",
                'name = "A"',
                "name = 'A'",
                'name = "\\u0041"',
                'name = "Übung"',
                "[[sets]]",
            ),
            *("[sets]", "[other]", "[[other]]", "sets = 1", "sets = []", "sets.x = 1", "a.b = 1", '"a" = 1', "a = 1"),
            *("a = [1, 2]", "a = [", "]", "a = { b = 1 }", 'a = """', '"""', "a = '''", "'''", "# remark", "#\x01"),
            *(
                "",
                "  ",
                "\t",
                "a = 1 # remark",
                " a = 1",
                "a = nan",
                "a = 2026-11-22",
                "a = 18:05:33",
                "a = 24:00:00",
                "a = 1.50",
                "a = 01.5",
                "a = 1.",
                "a = -0.0",
                "a = 1_0.0",
                "a = 1\r",
            ),
            *(
                "a = 2026-11-22 18:05:33",
                'a = "x" "y"',
                'a = "',
                "a =",
                "= 1",
                "<<<<<<< HEAD",
                "=======",
                ">>>>>>> x",
            ),
            *('rep_seconds = "4.1 5.2"', 'rep_seconds = "a\x7fb"', 'rep_seconds = "a\tb"', "[[sets]] # remark"),
            *(" [[sets]]", "[[ sets ]]", "[[sets]]]", "x = " + "[" * 40, "x = " + "1." * 40, "y" * 300 + " = 1"),
        ]
    ),
    max_size=12,
)


@given(st.lists(LINES, min_size=1, max_size=3))
@example([["sets = 1", "[[sets]]"]])
@example([["[[sets]]", "a = 1", "a = 1"]])
def test_the_short_cut_takes_no_text_otherwise_than_the_parser(texts: list[list[str]]) -> None:
    plain = PlainToml()
    for lines in texts:
        text = "\n".join(lines)
        found = plain.document(text)
        assert found is None or repr(found) == parsed(text)


@settings(max_examples=40)
@given(st.lists(LOGS, min_size=1, max_size=3))
def test_the_short_cut_reads_any_log_as_the_parser_does(logs: list[Log]) -> None:
    plain = PlainToml()
    for log in logs:
        text = log_text(log)
        found = plain.document(text)
        # As texts, for a value of a person's own may be nan, which equals nothing.
        assert found is None or log_text(Log.model_validate(found)) == log_text(
            Log.model_validate(parse(text, "log"))
        )


@pytest.mark.parametrize("name", UNPARSABLE)
def test_the_short_cut_leaves_mistakes_to_the_parser(name: str) -> None:
    text = UNPARSABLE[name][0].decode("utf-8", "replace")
    found = PlainToml().document(text)
    assert found is None or repr(found) == parsed(text)


def test_a_usual_log_takes_the_short_cut() -> None:
    text = log_text(a_log(*(a_set(set=number + 1, rep_seconds="4.1 5.2") for number in range(30))))
    assert repr(PlainToml().document(text)) == parsed(text)


def test_lines_that_are_remembered_are_bounded() -> None:
    plain = PlainToml()
    for number in range(3):
        plain.document("\n".join(f"a{each} = 1{number}{each}" for each in range(1000)))
    assert len(plain._lines) == 3000
    for number in range(50):
        plain.document("\n".join(f"b{each} = {number}{each}" for each in range(1000)))
    assert len(plain._lines) <= 40_000


def jobs_for(paths: Paths, count: int) -> list[Job]:
    """Write logs, one of them bad, and return the jobs of reading them; one of them is known."""
    files = [keep(paths, f"{day:03}.toml", log_text(log_of(day))) for day in range(count)]
    files[1].write_bytes(b"\xff")
    files[2].write_text("schema = 99")
    known = read((str(files[3]), None), PlainToml())
    assert known is not None
    return [(str(file), known.digest if at == 3 else None) for at, file in enumerate(files)]


def read_all(jobs: list[Job], children: int | None) -> dict[Job, LogReading | None]:
    with closing(read_many(jobs, children)) as chunks:
        return {job: reading for chunk in chunks for job, reading in chunk}


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


def test_children_read_as_this_process_does(paths: Paths) -> None:
    jobs = jobs_for(paths, 100)
    here = read_all(jobs, 0)
    assert list(here) == jobs
    assert here[jobs[3]] is None and here[jobs[4]] is not None
    assert read_all(jobs, 2) == here


def children_of_this_process() -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    return [pid for pid in map(int, listed.stdout.split()) if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_what_a_child_that_dies_leaves_is_read_here(paths: Paths) -> None:
    jobs = jobs_for(paths, 300)
    before = children_of_this_process()
    found: dict[Job, LogReading | None] = {}
    with closing(read_many(jobs, 2)) as chunks:
        for chunk in chunks:
            for child in set(children_of_this_process()) - set(before):
                os.kill(child, signal.SIGKILL)
            found |= dict(chunk)
    assert found == read_all(jobs, 0)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_no_child_is_left_when_reading_is_given_up(paths: Paths) -> None:
    jobs = jobs_for(paths, 300)
    before = children_of_this_process()
    with closing(read_many(jobs, 2)) as chunks:
        next(chunks)
    assert set(children_of_this_process()) <= set(before)


def test_a_child_ends_with_the_pipe_it_is_asked_through(paths: Paths) -> None:
    command = [sys.executable, "-c", "import sys; from tui.logbook.index.reader_pool import serve; "
               "serve(sys.stdin.buffer, sys.stdout.buffer)"]  # fmt: skip
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, input=b"\0\0\0", capture_output=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_modules_that_lie_in_the_working_folder_are_not_run_by_children(paths: Paths, tmp_path: Path) -> None:
    jobs = jobs_for(paths, FEW + 1)
    for name in ("json", "marshal", "encodings"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    code = (
        "import sys, ast; sys.path[:] = ast.literal_eval(sys.argv[1]); "
        "from tui.logbook.index.reader_pool import read_many; "
        "print(sum(len(chunk) for chunk in read_many(ast.literal_eval(sys.argv[2]), 2)))"
    )
    path = [str(Path(__file__).parents[1]), *filter(None, sys.path)]
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, repr(path), repr(jobs)], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == (f"{len(jobs)}\n", "")
    assert not (tmp_path / "ran").exists()
