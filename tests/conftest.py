"""What every test stands on: folders of its own, and examples that a busy machine can't make fail."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import settings
from task_stacks import pytest_timeout_set_timer

from tui.machine.paths import Paths

__all__ = ["pytest_timeout_set_timer"]

settings.register_profile("repcue", deadline=None)
settings.load_profile("repcue")

_FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests, and the programs they start, away from the person's own settings, logs and loudspeaker."""
    folder = tempfile.TemporaryDirectory(prefix="repcue-tests-")
    config.stash[_FOLDER] = folder
    os.environ["REPCUE_HOME"] = folder.name
    # Over SSH no sound device is looked for: no test is heard, or waits for one, where the extra for sound is there.
    os.environ["SSH_TTY"] = "/dev/null"
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run what is named from a single file in this process: workers take longer to start than most files to run."""
    named = {argument.partition("::")[0] for argument in config.args}
    return 0 if len(named) == 1 and Path(named.pop()).is_file() else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder."""
    config.stash[_FOLDER].cleanup()


@pytest.fixture(scope="session", autouse=True)
def _signals_reach_children() -> Iterator[None]:
    """Let the programs that tests start be ended by the signals that the runner was told to ignore.

    A job in the background of a script ignores SIGINT and SIGQUIT, one under nohup SIGHUP, and what they start
    inherits that. A handler isn't inherited.
    """

    def ignored(number: int, frame: FrameType | None) -> None:
        """As before, but here alone."""

    stopping = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP)
    here = [number for number in stopping if signal.getsignal(number) is signal.SIG_IGN]
    for number in here:
        signal.signal(number, ignored)
    yield
    for number in here:
        signal.signal(number, signal.SIG_IGN)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder for REPCUE_HOME that is this test's alone."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def paths(home: Path) -> Paths:
    """Give the folders under that home; none is made yet."""
    return Paths.under(home)
