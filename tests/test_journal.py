"""The journal's bytes: what is read back whatever happened to them."""

import json
import string
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.logbook.disk.calls import RealDisk
from tui.logbook.journal.journal import Journal, decode, encode

WORDS = st.text(max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)
RECORDS = st.lists(st.dictionaries(WORDS, VALUES, max_size=4), max_size=8)

SESSION: list[dict[str, object]] = [
    {"schema": 1, "kind": "plan", "name": "Hamstrings — zu Hause"},
    {"at": 1200, "do": "count-rep"},
    {"at": 5300, "do": "count-rep"},
    {"at": 9000, "do": "pause"},
]


def lines_of(records: list[dict[str, object]]) -> list[bytes]:
    return [encode(number, record) for number, record in enumerate(records)]


def test_a_line_is_checksum_space_json_newline() -> None:
    line = encode(3, {"do": "count-rep"})
    checksum, body = line[:-1].split(b" ", 1)
    assert line.endswith(b"\n")
    assert checksum == f"{zlib.crc32(body):08x}".encode()
    assert json.loads(body) == [3, {"do": "count-rep"}]


@given(RECORDS)
def test_records_come_back_as_they_were_written(records: list[dict[str, object]]) -> None:
    data = b"".join(lines_of(records))
    assert decode(data) == (records, len(data))


def test_a_journal_cut_at_any_byte_gives_the_whole_lines_before_the_cut() -> None:
    lines = lines_of(SESSION)
    data = b"".join(lines)
    for cut in range(len(data) + 1):
        ends = [len(b"".join(lines[:count])) for count in range(len(lines) + 1)]
        whole = sum(1 for end in ends if end <= cut) - 1
        assert decode(data[:cut]) == (SESSION[:whole], ends[whole])


def test_a_flipped_byte_never_makes_a_record_that_was_not_written() -> None:
    data = b"".join(lines_of(SESSION))
    for place in range(len(data)):
        for flip in (0x01, 0x20, 0x80, 0xFF, data[place] ^ 0x0A, data[place]):
            if not flip:
                continue
            rotten = data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]
            records = decode(rotten).records
            assert records == SESSION[: len(records)]
            assert len(records) < len(SESSION)


def test_what_follows_a_rotten_line_is_not_trusted() -> None:
    lines = lines_of(SESSION)
    lines[1] = lines[1].replace(b"count", b"cOunt")
    assert decode(b"".join(lines)) == (SESSION[:1], len(lines[0]))


@given(st.binary(max_size=200), RECORDS)
def test_any_bytes_can_be_read(noise: bytes, records: list[dict[str, object]]) -> None:
    decode(noise)
    before = b"".join(lines_of(records))
    found = decode(before + noise).records
    assert found[: len(records)] == records


@pytest.mark.parametrize(
    "body", [b"[0]", b"{}", b"[true,{}]", b"[-1,{}]", b"[0.0,{}]", b"[0,[]]", b"nonsense", b"[" * 100_000, b"\xff"]
)
def test_a_line_with_the_right_checksum_and_the_wrong_shape_is_passed_over(body: bytes) -> None:
    line = b"%08x %b\n" % (zlib.crc32(body), body)
    assert decode(line + encode(0, {"a": 1})).records == [{"a": 1}]


TORN = st.sampled_from(["nothing", "half", "zeros", "all but the end", "all"])


@given(st.lists(st.tuples(st.integers(1, 3), st.lists(TORN, max_size=3)), min_size=1, max_size=6), st.data())
def test_records_written_again_after_failed_tries_are_read_once(
    batches: list[tuple[int, list[str]]], data: st.DataObject
) -> None:
    records: list[dict[str, object]] = []
    written = b""
    for size, failures in batches:
        start = len(records)
        records += [{"number": start + extra} for extra in range(size)]
        block = b"".join(lines_of(records)[start:])
        for failure in failures:
            cut = data.draw(st.integers(0, len(block)))
            written += {
                "nothing": b"",
                "half": block[:cut],
                "zeros": bytes(cut) + block[cut:],
                "all but the end": block[:-1],
                "all": block,
            }[failure] + b"\n"
        written += block
        assert decode(written) == (records, len(written))


def test_lines_after_a_hole_count_once_the_missing_ones_are_written_again() -> None:
    lines = lines_of(SESSION)
    hole = lines[0] + bytes(len(lines[1])) + lines[2]
    assert decode(hole).records == SESSION[:1]
    assert decode(hole + b"\n" + lines[1]).records == SESSION[:2]
    assert decode(hole + b"\n" + lines[1] + lines[2]).records == SESSION[:3]


def test_a_session_carried_on_from_an_earlier_record_wins_over_what_came_after_it() -> None:
    lines = lines_of(SESSION)
    other = encode(2, {"do": "skip"})
    assert decode(b"".join(lines) + other).records == [*SESSION[:2], {"do": "skip"}]


def test_what_json_cannot_hold_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.journal", RealDisk())
    for wrong in ({"a": float("nan")}, {"a": float("inf")}, {"a": {1, 2}}):
        with pytest.raises((ValueError, TypeError)):
            journal.append(wrong)
    journal.append({"a": 1})
    journal.close()
    assert decode(journal.path.read_bytes()).records == [{"a": 1}]


def test_a_journal_is_private_and_never_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journals" / "x.journal"
    path.parent.mkdir(parents=True)
    path.write_text("somebody's")
    journal = Journal(path, RealDisk())
    journal.append({"a": 1})
    journal.close()
    assert path.read_text() == "somebody's"
    assert journal.path.name == "x-2.journal"
    assert journal.path.stat().st_mode & 0o777 == 0o600


def test_a_journal_deleted_under_a_running_session_is_written_again_whole(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journals" / "x.journal", RealDisk())
    journal.append({"a": 1})
    journal.path.unlink()
    journal.path.parent.rmdir()
    journal.append({"a": 2})
    journal.close()
    assert decode(journal.path.read_bytes()).records == [{"a": 1}, {"a": 2}]


def test_a_journal_put_back_as_an_older_copy_gets_all_records_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "x.journal", RealDisk())
    journal.append({"a": 1})
    journal.append({"a": 2})
    journal.close()
    journal.path.unlink()
    journal.path.write_bytes(encode(0, {"a": 1})[:-3])
    journal.append({"a": 3})
    journal.close()
    assert decode(journal.path.read_bytes()).records == [{"a": 1}, {"a": 2}, {"a": 3}]


@given(st.integers(0, 200), st.binary(max_size=20))
def test_a_torn_journal_is_carried_on_without_cutting_anything_off(
    tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes
) -> None:
    path = tmp_path_factory.mktemp("journal") / "x.journal"
    left = b"".join(lines_of(SESSION))[:cut] + junk
    path.write_bytes(left)
    journal, found = Journal.carry_on(path, RealDisk())
    journal.append({"do": "resume"})
    journal.close()
    data = path.read_bytes()
    assert data.startswith(left)
    assert decode(data).records == [*found, {"do": "resume"}]
    assert found == SESSION[: len(found)]


def test_one_record_costs_one_write_and_one_fsync(tmp_path: Path) -> None:
    class Counting(RealDisk):
        def __init__(self) -> None:
            self.seen: list[str] = []

        def write(self, handle: int, data: bytes) -> int:
            self.seen.append("write")
            return super().write(handle, data)

        def fsync(self, handle: int) -> None:
            self.seen.append("fsync")
            super().fsync(handle)

    disk = Counting()
    journal = Journal(tmp_path / "x.journal", disk)
    journal.append({"a": 1})
    disk.seen.clear()
    journal.append({"a": 2})
    journal.close()
    assert disk.seen == ["write", "fsync"]


def test_lines_are_ascii_so_that_no_text_can_break_one() -> None:
    line = encode(0, {"name": "a\nb\u2028\ud800" + string.printable})
    assert line.isascii()
    assert line.count(b"\n") == 1
