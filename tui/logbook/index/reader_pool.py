"""Reading many logs: in child processes, which leave this one free to draw, or here if there are few.

A child ends when its pipe closes, so none outlives the program. What a child can't do is done here.
"""

from __future__ import annotations

import json
import marshal
import os
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Final

from tui.logbook.index.values import Job, LogReading

if TYPE_CHECKING:
    import subprocess

FEW: Final = 200
"""Up to so many files are read sooner than a child has started."""

Chunk = list[tuple[Job, LogReading | None]]

_CHUNK: Final = 32
_MOST_CHILDREN: Final = 8
_LENGTH: Final = 8
_PATIENCE: Final = 0.1
"""Seconds without an answer after which the caller is asked whether to go on."""

# -P keeps the working folder off sys.path, so that a json.py lying there is not taken for Python's.
_BEGIN: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.stdin.buffer.readline()); "
    "from tui.logbook.index.reader_pool import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
)

_Jobs = Sequence[Job]
_Answer = tuple[_Jobs, bytes | None] | None
"""Jobs and what a child made of them; no bytes if it could not; None when a child is done."""


def read_many(jobs: _Jobs, children: int | None = None) -> Generator[Chunk]:
    """Yield what came of reading the files, some at a time and in any order.

    A chunk may be empty, so that the caller can stop in time; closing the iterator ends the children. `children`
    is how many there are to be; None for as many as do good.
    """
    if children is None:
        children = min(_processors(), _MOST_CHILDREN) if len(jobs) > FEW else 0
    chunks: SimpleQueue[_Jobs] = SimpleQueue()
    for begin in range(0, len(jobs), _CHUNK):
        chunks.put(jobs[begin : begin + _CHUNK])
    yield from _by_children(chunks, children)
    yield from _here(chunks)


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until there is no more to read: what a child does."""
    from tui.logbook.index.extraction import read  # in the child
    from tui.logbook.index.plain_toml import PlainToml  # in the child

    plain = PlainToml()
    while (jobs := _receive(asked)) is not None:
        found = [read(job, plain) for job in marshal.loads(jobs)]
        _send(answers, marshal.dumps([None if each is None else tuple(each) for each in found]))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _next(chunks: SimpleQueue[_Jobs]) -> _Jobs | None:
    try:
        return chunks.get_nowait()
    except Empty:
        return None


def _here(chunks: SimpleQueue[_Jobs]) -> Iterator[Chunk]:
    if chunks.empty():
        return
    from tui.logbook.index.extraction import read  # where something changed
    from tui.logbook.index.plain_toml import PlainToml  # where something changed

    plain = PlainToml()
    while (jobs := _next(chunks)) is not None:
        yield [(job, read(job, plain)) for job in jobs]


def _by_children(chunks: SimpleQueue[_Jobs], count: int) -> Iterator[Chunk]:
    children = [child for child in (_start() for _ in range(count)) if child is not None]
    answers: SimpleQueue[_Answer] = SimpleQueue()
    threads = [Thread(target=_keep_busy, args=(child, chunks, answers), daemon=True) for child in children]
    try:
        for thread in threads:
            thread.start()
        yield from _answered(len(children), answers, chunks)
    finally:
        for child in children:
            child.kill()
        for thread in threads:
            thread.join()
        for child in children:
            _bury(child)


def _answered(working: int, answers: SimpleQueue[_Answer], chunks: SimpleQueue[_Jobs]) -> Iterator[Chunk]:
    while working:
        try:
            answer = answers.get(timeout=_PATIENCE)
        except Empty:
            yield []
            continue
        if answer is None:
            working -= 1
        elif answer[1] is None:
            chunks.put(answer[0])
        else:
            found = marshal.loads(answer[1])
            yield [
                (job, None if raw is None else LogReading(*raw)) for job, raw in zip(answer[0], found, strict=True)
            ]


def _start() -> subprocess.Popen[bytes] | None:
    if not sys.executable:
        return None
    import subprocess  # for many logs

    command = [sys.executable, "-P", "-c", _BEGIN]
    pipe = subprocess.PIPE
    try:
        # What goes wrong in a child goes wrong here again, where it is told.
        child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    except (OSError, ValueError):
        return None
    assert child.stdin is not None
    with suppress(OSError):
        child.stdin.write(json.dumps(list(map(str, sys.path))).encode() + b"\n")
    return child


def _keep_busy(child: subprocess.Popen[bytes], chunks: SimpleQueue[_Jobs], answers: SimpleQueue[_Answer]) -> None:
    assert child.stdin is not None and child.stdout is not None
    answer: bytes | None = b""
    while answer is not None and (jobs := _next(chunks)) is not None:
        try:
            _send(child.stdin, marshal.dumps(list(jobs)))
            answer = _receive(child.stdout)
        except OSError:
            answer = None
        answers.put((jobs, answer))
    answers.put(None)


def _bury(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        assert pipe is not None
        with suppress(OSError):
            pipe.close()
    child.wait()


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """Return the next message; None if the other end is gone."""
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    data = pipe.read(int.from_bytes(length, "big"))
    return data if len(data) == int.from_bytes(length, "big") else None
