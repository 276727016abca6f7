"""The version of the program."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path


def version() -> str:
    """Return the installed version, or in a source tree that of its pyproject.toml."""
    try:
        return installed_version("repcue")
    except PackageNotFoundError:
        return _source_version(Path(__file__).resolve().parents[2] / "pyproject.toml")


def _source_version(project: Path) -> str:

    import tomli  # in source trees

    try:
        found = tomli.loads(project.read_text(encoding="utf-8"))["project"]
        return str(found["version"]) if found["name"] == "repcue" else "unknown"
    except (OSError, ValueError, LookupError, TypeError):
        return "unknown"
