"""Measures repcue beside a bare Textual app and prints a table.

.venv/bin/uv run --directory tests python -m bench
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from bench import measures
from bench.generate_logs import generate_logs
from bench.history import History, history
from bench.measures import Pair

HEAD = "| what | repcue | bare app | ratio | budget |\n| --- | --- | --- | --- | --- |"


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each program is started (default 9)")
    parser.add_argument("--presses", type=int, default=100, help="keys in each round of key to paint (default 100)")
    parser.add_argument("--seconds", type=float, default=30, help="how long processor time is measured (default 30)")
    parser.add_argument("--minutes", type=float, default=3, help="how long a paced set is watched (default 3)")
    parser.add_argument("--logs", type=int, default=10_000, help="how many logs are generated (default 10,000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="repcue-bench-") as folder:
        print(HEAD)
        for row in rows(Path(folder), options):
            print("| " + " | ".join(row) + " |", flush=True)


def rows(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, str, str, str, str]]:
    """Give the table's rows, each as soon as it is measured."""
    many = folder / "many"
    said("writing the logs")
    generate_logs(many / "data" / "logs", options.logs)

    said("starting")
    yield compared("start, no logs", measures.start(folder / "none", options.rounds), "1.35 x")
    yield compared(f"start, {options.logs:,} logs", measures.start(many, options.rounds), "1.35 x")
    yield compared("start to an exercise's figure", measures.start_to_figure(folder / "none", options.rounds), "")

    said("indexing")
    yield from indexing(history(many, min(options.rounds, 5)))

    said("looking back")
    looked = measures.looking_back(many, options.logs, options.rounds)
    yield ("history, from its key to the sessions, median", ms(median(looked.opened)), "", "", "300 ms")
    yield ("history, from its key to the sessions, slowest", ms(max(looked.opened)), "", "", "")
    yield ("history, from a letter of a search to the list", ms(median(looked.searched)), "", "", "")
    yield ("memory, in the history", mib(looked.memory), "", "", "120 MiB")

    said("counting reps")
    keys = measures.key_to_paint(folder / "keys", 3, options.presses)
    yield compared("key to painted tally, median", keys, "1.5 x")
    slow = ms(p99(keys.ours)), ms(p99(keys.bare)), f"{p99(keys.ours) / p99(keys.bare):.2f}"
    yield ("key to painted tally, p99", *slow, "50 ms")

    said("resting and pacing")
    idle = measures.idling(options.seconds)
    rest = measures.resting(folder / "rest", options.seconds)
    pace = measures.pacing(folder / "pace", options.seconds)
    yield ("processor, resting", f"{rest.cpu:.2%}", f"{idle.cpu:.2%}", "", "1.5 %")
    yield ("processor, pacing, the figure moving", f"{pace.cpu:.2%}", f"{idle.cpu:.2%}", "", "8 %")
    still = measures.pacing_still(folder / "still", options.seconds)
    yield ("processor, pacing, the figure still", f"{still.cpu:.2%}", f"{idle.cpu:.2%}", "", "")
    count = measures.counting(folder / "count", options.seconds)
    yield ("processor, counting by key, the figure moving", f"{count.cpu:.2%}", f"{idle.cpu:.2%}", "", "8 %")
    yield ("memory, in a session", mib(pace.memory), mib(idle.memory), f"{pace.memory / idle.memory:.2f}", "70 MiB")

    said(f"pacing for {options.minutes:g} minutes")
    yield from lateness("paced phases and reps", measures.lateness(folder / "late", 60 * options.minutes))
    said(f"listening for {options.minutes:g} minutes")
    yield from lateness("bells", measures.lateness_of_bells(folder / "bells", 60 * options.minutes))
    yield from lateness("tones, handed to the device", measures.lateness_of_tones(300))


def indexing(took: History) -> Iterator[tuple[str, str, str, str, str]]:
    """Give the rows of the index; beside the first one is tomli's bare parse of the same files."""
    yield ("index, cold", ms(took.cold), ms(took.parse), f"{took.cold / took.parse:.2f}", "1.5 x")
    yield ("index, nothing changed", ms(took.warm), "", "", "")
    yield ("index, one file changed", ms(took.one_changed), "", "", "")
    yield ("index, all sessions", ms(took.all_sessions), "", "", "")
    yield ("index, a search", ms(took.search), "", "", "")
    yield ("index, the days of the heat map", ms(took.days), "", "", "")
    yield ("index, all sets of an exercise", ms(took.sets), "", "", "")
    yield ("memory, all sessions", mib(took.memory), "", "", "")


def lateness(what: str, late: list[float]) -> Iterator[tuple[str, str, str, str, str]]:
    """Give the rows of how late something was."""
    yield (f"lateness of {len(late)} {what}, p50", ms(median(late)), "", "", "")
    yield (f"lateness of {what}, p99", ms(p99(late)), "", "", "50 ms")
    yield (f"lateness of {what}, worst", ms(max(late)), "", "", "")


def compared(what: str, pair: Pair, budget: str) -> tuple[str, str, str, str, str]:
    """Give a row of medians."""
    ours, bare = median(pair.ours), median(pair.bare)
    return what, ms(ours), ms(bare), f"{ours / bare:.2f}", budget


def p99(values: list[float]) -> float:
    """Return the value that one in a hundred exceeds."""
    return quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]


def ms(seconds: float) -> str:
    """Write seconds as milliseconds."""
    return f"{1000 * seconds:.1f} ms"


def mib(size: float) -> str:
    """Write a size."""
    return f"{size:.0f} MiB"


def said(what: str) -> None:
    """Say on stderr what goes on, as it takes minutes."""
    print(f"... {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
