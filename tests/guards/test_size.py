"""Files and functions stay short enough to be read in one go. ESLint holds JavaScript to the same."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.source import files, name, tree

FILE = 200  # lines
FUNCTION = 25  # lines, without the docstring

#: Files that may be longer, each with its reason.
LONGER: dict[str, str] = {}


def _functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
            docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_no_file_is_long() -> None:
    looked_at = files("app", ".py") + files("tests", ".py") + files("static", ".css") + files("static", ".js")
    long = {name(file): lines for file in looked_at if (lines := len(file.read_text().splitlines())) > FILE}
    assert {file: lines for file, lines in long.items() if file not in LONGER} == {}
    assert set(LONGER) <= set(long), "an exception that is no longer needed"


def test_no_function_is_long() -> None:
    looked_at = [(file, *function) for file in files("app", ".py") + files("tests", ".py") for function in _functions(file)]
    assert len(looked_at) > 100
    assert [f"{name(file)}: {function} has {lines} lines" for file, function, lines in looked_at if lines > FUNCTION] == []
