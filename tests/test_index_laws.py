"""Whatever is done to the folder of logs, in any order, the index says what one made from scratch would say."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from log_examples import LOGS
from log_folder import keep, log_of, says_what_is_there

from tui.logbook.index.cache_file import NAME
from tui.logbook.index.index import Index
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import log_text
from tui.machine.paths import Paths

FOLDERS = st.sampled_from(["", "2025/", "2026/", "2026/deep/", "2026-11/"])
FILES = st.sampled_from(
    ["2026-11-22_1805_a", "2026-11-22_1805_a-2", "2026-11-22_1805_b", "2026-11-23_0700_a", "a", "b", "é", "２０"]
)
NAMES = st.builds(lambda folder, file: f"{folder}{file}.toml", FOLDERS, FILES)
BAD = st.sampled_from([b"", b"\0" * 20, b"<<<<<<< HEAD\n", b"schema = 1\n", b"\xff", b"schema = 99\n"])


class Folder(RuleBasedStateMachine):
    """A folder of logs, and two that look at it."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="repcue-index-"))
        self.paths = Paths.under(self.home)
        self.one = Index.open(self.paths)
        self.other = Index.open(self.paths)

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.one.close()
            self.other.close()
            shutil.rmtree(self.home)

    def path(self, name: str) -> Path:
        return self.paths.logs / name

    @rule(name=NAMES, log=LOGS)
    def write(self, name: str, log: Log) -> None:
        keep(self.paths, name, log_text(log))

    @rule(name=NAMES, day=st.integers(0, 1), note=st.sampled_from(["", "a", "b"]))
    def write_again(self, name: str, day: int, note: str) -> None:
        keep(self.paths, name, log_text(log_of(day, note=note)))

    @rule(name=NAMES, data=BAD)
    def spoil(self, name: str, data: bytes) -> None:
        keep(self.paths, name, data)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        self.path(name).unlink(missing_ok=True)

    @rule(name=NAMES, to=NAMES)
    def rename(self, name: str, to: str) -> None:
        if self.path(name).exists():
            self.path(to).parent.mkdir(parents=True, exist_ok=True)
            self.path(name).rename(self.path(to))

    @rule(name=NAMES)
    def conflict(self, name: str) -> None:
        keep(self.paths, name.replace(".toml", ".sync-conflict-20261122-190000-ABCDEFG.toml"), b"")

    @rule()
    def refresh_the_other(self) -> None:
        self.other.refresh()

    @rule()
    def stop_at_once(self) -> None:
        self.one.refresh(stop=lambda: True)

    @rule()
    def start_again(self) -> None:
        self.one.close()
        self.one = Index.open(self.paths)

    @rule()
    def rebuild(self) -> None:
        self.one.rebuild()

    @rule(share=st.floats(0, 1))
    def damage(self, share: float) -> None:
        self.one.close()
        self.other.close()
        data = (self.paths.cache / NAME).read_bytes()
        (self.paths.cache / NAME).write_bytes(data[: int(len(data) * share)])
        self.one = Index.open(self.paths)
        self.other = Index.open(self.paths)

    @invariant()
    def agrees(self) -> None:
        if hasattr(self, "home"):
            before = self.one.sessions(), self.one.problems()
            changed = self.one.refresh()
            says_what_is_there(self.one, self.paths)
            if not self.one.in_file:
                # It left a damaged file to the other, which has it open.
                self.other.refresh()
            says_what_is_there(self.other, self.paths)
            assert changed or before == (self.one.sessions(), self.one.problems())
            assert not self.one.refresh()


Folder.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestFolder = Folder.TestCase
