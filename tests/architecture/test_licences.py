"""Each dependency of the program, direct or not, has a licence that docs/licences.md allows."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from tests.architecture.tree import ROOT, parsed, python_files

LICENCES = ROOT / "docs" / "licences.md"
EXTRAS = ("postgresql", "camera", "preview")

OLD_NAMES = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
"""How licences were named before SPDX expressions."""

READ_IN_THE_WHEEL = {"pyxform": "BSD-2-Clause", "sqlcipher3": "Zlib"}
"""Packages that declare nothing; taken from the licence text that they carry."""


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def dependencies() -> dict[str, Distribution]:
    """Return what is installed for the program itself, without tools of development."""
    found: dict[str, Distribution] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [("bina-desktop", EXTRAS)]
    while waiting:
        name, extras = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # optional for another system, such as tzdata
            continue
        for line in found[name].requires or ():
            wanted = Requirement(line)
            marker = wanted.marker
            if marker is None or any(marker.evaluate({"extra": e}) for e in ("", *extras)):
                waiting.append((_canonical(wanted.name), tuple(wanted.extras)))
    return found


@cache
def allowed() -> frozenset[str]:
    """Return the licences of the first table of docs/licences.md."""
    section = LICENCES.read_text(encoding="utf-8").split("\n## Allowed\n")[1].split("\n## ")[0]
    return frozenset(re.findall(r"^\| `([\w.-]+)` \|", section, re.MULTILINE))


def licence_of(package: Distribution) -> str:
    """Return an SPDX expression, '' where a package says nothing that can be read."""
    head = package.metadata
    if expression := head.get("License-Expression"):
        return expression
    stated = [head.get("License") or ""]
    stated += [
        value.rpartition("::")[2].strip()
        for value in head.get_all("Classifier") or ()
        if value.startswith("License ::")
    ]
    names = [OLD_NAMES.get(text.lower(), text) for text in stated if text]
    known = [name for name in names if is_allowed(name)]
    return next(iter(known or names), READ_IN_THE_WHEEL.get(_canonical(head["Name"]), ""))


def is_allowed(expression: str) -> bool:
    """Judge an SPDX expression of AND and OR (no brackets occur)."""
    choices = [choice.split(" AND ") for choice in expression.split(" OR ")]
    return any(all(name.strip() in allowed() for name in choice) for choice in choices)


def test_every_dependency_has_an_allowed_licence() -> None:
    found = dependencies()
    assert {"pyside6-essentials", "sqlalchemy", "reportlab"} <= set(found)
    refused = {
        name: licence_of(package) or "says nothing"
        for name, package in found.items()
        if not is_allowed(licence_of(package))
    }
    assert refused == {}


def test_an_unknown_or_a_strong_licence_is_refused() -> None:
    assert not is_allowed("")
    assert not is_allowed("GPL-3.0-only")
    assert not is_allowed("MIT AND GPL-3.0-only")
    assert is_allowed("LGPL-3.0-only OR GPL-3.0-only")


def test_every_direct_dependency_is_told_of() -> None:
    table = LICENCES.read_text(encoding="utf-8").lower()
    direct = {Requirement(line).name for line in distribution("bina-desktop").requires or ()}
    assert direct
    assert [name for name in sorted(direct) if _canonical(name) not in table] == []


def test_only_qt_modules_under_the_lgpl_are_imported() -> None:
    allowed_modules = {
        *("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtTest"),
        *("QtMultimedia", "QtMultimediaWidgets"),
        *("QtPdf", "QtPdfWidgets", "QtPrintSupport"),
    }
    used = {
        node.module.split(".")[1]
        for path in python_files("src")
        if "PySide6." in path.read_text(encoding="utf-8")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6.")
    }
    assert used <= allowed_modules
