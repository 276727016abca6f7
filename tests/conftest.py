"""What every test stands on: folders of its own, and examples that a busy machine can't make fail."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run what is named from a single file in this process: workers take longer to start than most files to run."""
    named = {argument.partition("::")[0] for argument in config.args}
    return 0 if len(named) == 1 and Path(named.pop()).is_file() else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder."""
    config.stash[_FOLDER].cleanup()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Give a folder for REPCUE_HOME that is this test's alone."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder
