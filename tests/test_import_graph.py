"""Which module names which, read from the source text: names of types and imports inside functions included."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]

Import = ast.Import | ast.ImportFrom


@cache
def sources() -> dict[str, str]:
    """Return the text of each module by its name."""
    found = {}
    for room in ("tui", "catalogue"):
        for path in sorted((PROJECT / room).rglob("*.py")):
            name = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = path.read_text(encoding="utf-8")
    return found


def imports(tree: ast.AST) -> Iterator[Import]:
    return (node for node in ast.walk(tree) if isinstance(node, Import))


def named(node: Import) -> set[str]:
    """Return our own modules that an import names."""
    if isinstance(node, ast.Import):
        names = {alias.name for alias in node.names}
    else:
        module = node.module or ""
        # `from tui.logbook import disk` names the module, `from tui.settings import Settings` the package.
        names = {full if (full := f"{module}.{alias.name}") in sources() else module for alias in node.names}
    return names & sources().keys()


def inside_functions(tree: ast.AST) -> Iterator[Import]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports(function)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {
        name: set().union(*(named(node) for node in imports(ast.parse(text)))) - {name}
        for name, text in sources().items()
    }
    assert len(graph) > 200
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_an_import_inside_a_function_says_why_in_a_few_words() -> None:
    silent = []
    for name, text in sources().items():
        lines = text.splitlines()
        for node in inside_functions(ast.parse(text)):
            end = lines[(node.end_lineno or node.lineno) - 1]
            reason = end.rpartition("#")[2].split() if "#" in end else []
            if not 2 <= len(reason) <= 4:
                silent.append(f"{name}:{node.lineno}: {end.strip()}")
    assert silent == []
