"""Runner of `javarosa_xpath_cases.json.gz`: expressions as JavaRosa evaluates them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.compiler import compile_boolean, compile_number, compile_text
from bina_desktop.formengine.xpath.errors import XPathError
from bina_desktop.formengine.xpath.host import Compiled, ItemsTarget, NodeTarget, Outline, PathRef
from tests.conformance.outcome import Outcome, SuiteResult, load_cases
from tests.conformance.xml_form import Live, Session
from tests.conformance.xpath_cases import fits

FILE = "javarosa_xpath_cases.json.gz"
TOLERANCE = 1e-12
"""What the recorded assertions allow."""
_COMPILERS: Mapping[str, Callable[..., Compiled[Any]]] = {
    "boolean": compile_boolean,
    "number": compile_number,
}


class Nowhere:
    """The scope of a bare evaluation: there is no form, and no node to stand on."""

    def_id = 0
    outlines = (Outline("", -1, 0, (), repeat=False, in_repeat=False, numeric=False),)
    relative = False
    aside = False

    def resolve(self, path: PathRef) -> NodeTarget | None:
        return None

    def at(self, def_id: int) -> Nowhere:
        return self

    def items(self, name: str) -> ItemsTarget | None:
        return None


def run(folder: Path) -> list[SuiteResult]:
    """Run all cases; judged are those without a fixture written in Java."""
    bare: list[Outcome] = []
    others: list[Outcome] = []
    for case in load_cases(folder, FILE)["cases"]:
        (others if case.get("context_note") else bare).append(_outcome(case))
    return [
        SuiteResult(FILE, "bare evaluations", bare, 0.98),
        SuiteResult(FILE, "with a fixture in Java", others),
    ]


def _outcome(case: Mapping[str, Any]) -> Outcome:
    text: str = case["expr"]
    wanted = case["type"]
    compiler = _COMPILERS.get(wanted, compile_text)
    try:
        compiled = compiler(f"string({text})" if wanted == "string" else text, Nowhere())
    except XPathError as error:
        return Outcome(case["id"], wanted == "error", "" if wanted == "error" else str(error))
    if wanted == "error":
        # What reads a node that is not there is told to the author as well.
        told = bool(compiled.missing)
        return Outcome(case["id"], told, "" if told else f"{text}: not an error")
    session = Session(Calendar(UTC), datetime(2026, 11, 23, 12, tzinfo=UTC), {})
    value = compiled.bind(session)(Live("", None, 1, session))
    ok = fits(case, value, tolerance=TOLERANCE)
    return Outcome(case["id"], ok, "" if ok else f"{text}: {value!r}, not {case['expected']!r}")
