"""Runner of `pyxform_forms.json.gz`: each form loads, or is refused with the right author error.

The forms come without their attached files, so each gets a folder with empty ones. An error is
right where a second opinion shares it: libxml2 refuses the formula too, or the formulas of the
circle that is told do name each other. Any other error counts as failed and is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from bina_desktop.formengine.client import AuthorMessage, FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform
from tests.conformance.outcome import Outcome, SuiteResult, load_cases

FILE = "pyxform_forms.json.gz"
GROUP = "load, or tell the right author error"
_SOURCE = re.compile(r'src="jr://file(?:-csv)?/([^"/]+)"')
_EMPTY_FILES = {
    "csv": "name,label\n",
    "xml": "<root/>",
    "geojson": '{"type": "FeatureCollection", "features": []}',
}
_FORMULAS = frozenset(
    {"calculate", "constraint", "count", "nodeset", "readonly", "relevant", "required", "value"}
)
_PREFIXES = {"jr": "j", "odk": "o", "orx": "x", "entities": "e"}


def run(folder: Path) -> list[SuiteResult]:
    """Load every form of the file in `folder`."""
    forms = load_cases(folder, FILE)["forms"]
    return [SuiteResult(FILE, GROUP, [load(form["test"], form["xml"]) for form in forms], 1.0)]


def load(name: str, xform: str) -> Outcome:
    """Load one form; tell what was refused without good reason."""
    with TemporaryDirectory() as folder:
        attach_empty_files(xform, Path(folder))
        try:
            read_xform(xform, media=Path(folder))
        except FormDefinitionError as error:
            wrong = [m.message for m in error.messages if not is_right(m, xform)]
            return Outcome(name, ok=not wrong, detail="; ".join(wrong))
        except Exception as error:  # one broken form must not hide the others
            return Outcome(name, ok=False, detail=f"{type(error).__name__}: {error}")
    return Outcome(name, ok=True)


def attach_empty_files(xform: str, folder: Path) -> None:
    """Put an empty file into `folder` for each that the form names."""
    for file in _SOURCE.findall(xform):
        content = _EMPTY_FILES.get(file.rpartition(".")[2], "")
        (folder / file).write_text(content, encoding="utf-8")


def is_right(message: AuthorMessage, xform: str) -> bool:
    """Tell whether an author error has a reason that others see as well."""
    try:
        root = etree.fromstring(xform.encode())
    except etree.XMLSyntaxError:
        return True
    circle = re.search(r"melingkar: (.*?);", message.message)
    if circle:
        names = [step.partition(" (")[0] for step in circle.group(1).split(" → ")]
        return all(
            _is_read(root, reader, read) or _is_read(root, read, reader)
            for reader, read in pairwise(names)
        )
    return any(
        not _is_xpath(text) for text in _formulas(root, message.question.rpartition("/")[2])
    )


def _is_read(root: Any, reader: str, read: str) -> bool:
    return any(re.search(rf"\b{re.escape(read)}\b", text) for text in _formulas(root, reader))


def _formulas(root: Any, question: str) -> Iterator[str]:
    """Yield the formulas of a question: of its rules, and those in its body element."""
    for element in root.iter():
        place = element.get("nodeset") or element.get("ref") or ""
        if place.strip().rpartition("/")[2] != question:
            continue
        for inner in element.iter():
            for attribute, text in inner.attrib.items():
                if attribute.rpartition("}")[2] in _FORMULAS:
                    yield text


def _is_xpath(text: str) -> bool:
    try:
        etree.XPath(text, namespaces=_PREFIXES)
    except etree.XPathSyntaxError:
        return False
    return True
