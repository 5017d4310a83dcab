"""The forms at hand: shipped, of the scenario tests, of the oracle's corpus; read twice."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.oracle.forms_functions import FUNCTIONS
from tests.oracle.forms_logic import LOGIC
from tests.oracle.forms_repeats import REPEATS
from tests.oracle.forms_types import TYPES, XFORMS

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.from_xlsform import convert
from bina_desktop.formengine.definition.model import FormDefinition
from bina_desktop.formengine.xpath.compiler import Backend

ROOT = Path(__file__).parents[2]
SHIPPED = tuple(sorted((ROOT / "forms").glob("*/form.xlsx")))
CORPUS = {**LOGIC, **REPEATS, **FUNCTIONS, **TYPES}


class Twins(NamedTuple):
    """One form, its expressions compiled by each backend."""

    generated: FormDefinition
    closures: FormDefinition


def read_twice(xform: str, media: Path | None = None) -> Twins | None:
    """Compile a form with both backends; None where both refuse it, for the same reasons.

    Raises AssertionError where they do not judge alike.
    """
    one, other = (_read(xform, backend, media) for backend in Backend)
    if isinstance(one, FormDefinition) and isinstance(other, FormDefinition):
        return Twins(one, other)
    assert one == other, f"generated Python: {one}; closures: {other}"
    return None


def _read(
    xform: str, backend: Backend, media: Path | None
) -> FormDefinition | Sequence[AuthorMessage]:
    try:
        return read_xform(xform, backend=backend, media=media)
    except FormDefinitionError as error:
        return error.messages


def converted(markdown: str) -> str:
    """Return the XForm of a Markdown table; '' where the table is no form."""
    return convert(markdown.encode(), file_type=".md").xform


def shipped(path: Path) -> str:
    """Return the XForm of a shipped workbook."""
    return convert(path.read_bytes(), file_type=".xlsx").xform


def corpus() -> Iterator[tuple[str, str]]:
    """Yield name and XForm of the forms that are held against JavaRosa."""
    for name, markdown in CORPUS.items():
        yield name, converted(markdown)
    yield from XFORMS.items()


def scenario_tables() -> dict[str, str]:
    """Return the tables that stand in the scenario tests, by file and line."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "tests" / "scenario").glob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        for node in texts:
            if isinstance(node.value, str) and node.value.lstrip().startswith("| survey"):
                found[f"{path.name}:{node.lineno}"] = node.value
    return found
