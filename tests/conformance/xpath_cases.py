"""Runner of `xpath_cases.json.gz`: expressions that ODK Web Forms evaluates, and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from math import copysign, floor, isclose, isfinite, isnan
from pathlib import Path
from typing import Any

from bina_desktop.formengine.xpath.calendar import Calendar
from bina_desktop.formengine.xpath.closures.program import DocumentExpression
from bina_desktop.formengine.xpath.closures.xml_nodes import XmlDocument
from bina_desktop.formengine.xpath.compiler import compile_boolean, compile_number, compile_text
from bina_desktop.formengine.xpath.errors import XPathError
from tests.conformance.outcome import Outcome, SuiteResult, load_cases
from tests.conformance.xml_form import PeerCalendar, Session, XmlForm, parsed, texts_of
from tests.conformance.xml_places import element_at, located, place_of

FILE = "xpath_cases.json.gz"
ZONE = timezone(timedelta(hours=-7), "America/Phoenix")
PREFIXES = {
    "": "http://www.w3.org/2002/xforms",
    "ev": "http://some-namespace.com/nss",
    "h": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xf": "http://www.w3.org/2002/xforms",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xsd": "http://www.w3.org/2001/XMLSchema",
}
"""What the recorded engine takes prefixes for where the document declares none."""
WHOLE_DAYS = "a date is a whole number of local days (ours), not a moment in UTC"
BLANK_DATE = "what is no date is blank"
FULL_MATCH = "regex() is a full match"
KNOWN_SUM = "sum() counts blanks as nothing"

Case = Mapping[str, Any]


def run(folder: Path) -> list[SuiteResult]:
    """Run all cases; judged are those that pass in the engine they were recorded from.

    Numbers of dates are recorded in days of UTC, so these cases run with that calendar; what our
    own calendar says otherwise is told in a group of its own.
    """
    content = load_cases(folder, FILE)
    documents: Mapping[str, str] = content["documents"]
    groups: dict[tuple[str, str], list[Outcome]] = {}
    own: list[Outcome] = []
    for case in content["cases"]:
        outcome = _outcome(case, documents, PeerCalendar(ZONE))
        status = case["status"]
        groups.setdefault((case["mode"], "pass" if status == "pass" else status), []).append(
            outcome
        )
        if case["mode"] == "xforms" and status == "pass":
            own.append(_in_own_days(_outcome(case, documents, Calendar(ZONE)), outcome))
    thresholds = {("xforms", "pass"): 0.98, ("xpath10", "pass"): 0.95}
    results = [
        SuiteResult(FILE, f"{mode}, {status}", outcomes, thresholds.get((mode, status), 0.0))
        for (mode, status), outcomes in sorted(groups.items())
    ]
    return [*results, SuiteResult(FILE, "xforms, pass, with our own calendar", own)]


def _in_own_days(own: Outcome, peer: Outcome) -> Outcome:
    if peer.ok and not own.ok:
        return Outcome(own.case, own.ok, own.detail, WHOLE_DAYS)
    return own


def _outcome(case: Case, documents: Mapping[str, str], calendar: Calendar) -> Outcome:
    name: str = case["id"]
    try:
        value = Evaluation(case, documents[case["doc"]], calendar).value()
    except XPathError as error:
        if case["type"] == "error":
            return Outcome(name, ok=True)
        return Outcome(name, ok=False, detail=f"{case['expr']}: {error}")
    if case["type"] == "error":
        return Outcome(name, ok=False, detail=f"{case['expr']}: {value!r}, not an error")
    ok = fits(case, value)
    detail = "" if ok else f"{case['expr']}: {value!r}, not {case['expected']!r}"
    return Outcome(name, ok, detail, "" if ok else _decision(case, value))


def _decision(case: Case, value: object) -> str:
    if case["expected"] == "Invalid Date" and value == "":
        return BLANK_DATE
    if "regex(" in case["expr"] and case["expected"] is True:
        return FULL_MATCH
    if case["expected"] == "NaN" and "sum(" in case["expr"] and isinstance(value, float):
        return KNOWN_SUM
    return ""


class Evaluation:
    """One case."""

    def __init__(self, case: Case, text: str, calendar: Calendar) -> None:
        self._case = case
        self._text: str = case["expr"]
        self._wanted: str = case["type"]
        self._root = parsed(text)
        now = datetime.fromtimestamp(case["now_ms"] / 1000, tz=UTC)
        self._session = Session(calendar, now, texts_of(self._root))

    def value(self) -> object:
        """Return the value in the type that the case asks for. Raises XPathError."""
        if self._case["mode"] == "xforms" and self._wanted not in {"node", "nodeset"}:
            value = self._in_form()
            if value is not None:
                return value
        return self._in_document()

    def _in_form(self) -> object:
        """Evaluate as a form does; None where the case needs more than a form has."""
        if "@" in self._text:
            return None
        top = self._case.get("root")
        root = self._root if top is None else element_at(self._root, f"{top}/*[1]")
        form = XmlForm(root, self._session)
        element = element_at(self._root, self._case["context"])
        standing = form.node(element)
        at = root if standing is None else element
        scope = form.scope(at)
        turn: dict[str, tuple[Callable[..., Any], str]] = {
            "boolean": (compile_boolean, self._text),
            "number": (compile_number, self._text),
        }
        compiler, text = turn.get(self._wanted, (compile_text, f"string({self._text})"))
        try:
            compiled = compiler(text, scope)
        except XPathError:
            return None
        if compiled.missing or (standing is None and scope.relative):
            return None
        return compiled.bind(self._session)(form.node(at))

    def _in_document(self) -> object:
        document = XmlDocument(self._root, namespaces=PREFIXES)
        expression = DocumentExpression(self._text)
        node = located(document.node, self._case["context"])
        top = self._case.get("root")
        root = None if top is None else located(document.node, top)
        turn: dict[str, Callable[..., Any]] = {
            "boolean": expression.boolean,
            "number": expression.number,
            "node": expression.evaluate,
            "nodeset": expression.evaluate,
        }
        value = turn.get(self._wanted, expression.text)(node, self._session, root=root)
        if self._wanted in {"node", "nodeset"} and isinstance(value, list):
            return [place_of(one) for one in value]
        return value


def fits(case: Case, value: Any, tolerance: float = 0.0) -> bool:
    """Tell whether a value is the expected one; numbers may differ by the tolerance."""
    expected: Any = case["expected"]
    match case["type"]:
        case "number":
            if tolerance and isclose(value, float(expected), rel_tol=0.0, abs_tol=tolerance):
                return True
            return _same_number(value, float(expected), case.get("roundFactor"))
        case "string-matches":
            return re.search(expected, value) is not None
        case "string-length":
            return len(value) == expected
        case "node":
            return value[:1] == [expected]
        case "nodeset" if _is_random(case["expr"]):
            return sorted(value) == sorted(expected)
        case _:
            return value == expected


def _is_random(expression: str) -> bool:
    """Tell whether the order of nodes is left to chance: `randomize()` without a seed."""
    arguments = re.fullmatch(r"randomize\((.*)\)", expression.strip())
    return arguments is not None and "," not in arguments[1]


def _same_number(value: float, expected: float, factor: float | None) -> bool:
    if isnan(expected) or isnan(value):
        return isnan(expected) and isnan(value)
    if factor and isfinite(value):
        return isclose(floor(value * factor + 0.5) / factor, expected, rel_tol=1e-12)
    if expected == 0.0:
        return value == 0.0 and (copysign(1.0, expected) > 0 or copysign(1.0, value) < 0)
    return isclose(value, expected, rel_tol=1e-12)
