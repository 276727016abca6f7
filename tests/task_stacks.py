"""Where each task of the running event loop waits: a thread's stack ends in the loop and doesn't say."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Generator, Iterator
from types import FrameType

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_timeout_set_timer() -> Generator[None, object, object]:
    """Print what the tasks wait for before a test that hangs is failed."""
    done = yield
    limit = signal.getsignal(signal.SIGALRM)

    def reached(number: int, frame: FrameType | None) -> None:
        print(_task_stacks())
        if callable(limit):
            limit(number, frame)

    signal.signal(signal.SIGALRM, reached)
    return done


def _task_stacks() -> str:
    """Return the tasks of this thread's event loop, each with what it awaits, outermost first; empty without one."""
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:
        return ""
    return "".join(f"Task {task.get_name()}\n{''.join(_frames(task.get_coro()))}" for task in tasks)


def _frames(waiting: object) -> Iterator[str]:
    """Yield a line for each coroutine in the chain; it ends in a future, which has no frame."""
    while frame := getattr(waiting, "cr_frame", None) or getattr(waiting, "gi_frame", None):
        code = frame.f_code
        yield f'  File "{code.co_filename}", line {frame.f_lineno}, in {code.co_name}\n'
        waiting = getattr(waiting, "cr_await", None) or getattr(waiting, "gi_yieldfrom", None)
