"""Files of other programs for tests: the made-up ones, and a fixed place where times of day are."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from tui.exchange.format import ImportDefaults
from tui.exchange.import_file import read_file
from tui.exchange.session_record import Reading
from tui.logbook.log.log_model import Unit

FOLDER = Path(__file__).parent / "exchange"

HERE = timezone(timedelta(hours=2))


def here(moment: datetime) -> datetime:
    """Give a time of day the one offset there is."""
    return moment.replace(tzinfo=HERE)


def at(text: str) -> datetime:
    """Return a time of day of the tests' place."""
    return here(datetime.fromisoformat(text))


def reading_of(name: str, unit: Unit | None = None) -> Reading:
    """Read one of the made-up files, its format found out; what can't be read in it fails the test."""
    found, reading = read_file(FOLDER / name, None, ImportDefaults(here, unit))
    assert found == name.replace(".", "_").partition("_")[0]
    assert reading.problems == ()
    return reading


def reading_of_text(text: str, folder: Path, unit: Unit | None = None) -> Reading:
    """Read a text as a file."""
    path = folder / "in"
    path.write_text(text, encoding="utf-8", newline="")
    return read_file(path, None, ImportDefaults(here, unit))[1]
