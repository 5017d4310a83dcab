"""Small files, empty packages, no attic, nothing of one machine in what all of us share."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, committed, parsed, python_files, shown, text_of

LONGEST = 400
ATTIC = {"common", "helper", "helpers", "misc", "util", "utils"}

# A path of somebody's machine; /home/contoh is the machine of the sample pictures.
MACHINE_PATH = re.compile(r"(?<![\w.~/)\]}-])/(?:work|tmp|root|home|Users)/(?!contoh/)")
ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+)")
PRIVATE_HOST = re.compile(r"^\d+\.\d+\.\d+\.\d+$|^[^.]+$|\.(?:corp|internal|intra|lan|local)$")
PUBLIC_REGISTRIES = {"pypi.org", "files.pythonhosted.org"}

SOURCES = python_files("src", "tests")
PACKAGES = tuple(path for path in SOURCES if path.name == "__init__.py")


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_no_file_is_longer_than_a_reader_keeps_in_mind(folder: str) -> None:
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(folder)
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_packages_hold_a_docstring_and_nothing_else() -> None:
    assert PACKAGES
    assert [shown(path) for path in PACKAGES if not _only_docstring(parsed(path))] == []


def _only_docstring(tree: ast.Module) -> bool:
    return len(tree.body) == 1 and ast.get_docstring(tree) is not None


def test_no_module_is_an_attic() -> None:
    attics = [
        shown(path) for path in SOURCES if ATTIC & {path.stem, *path.relative_to(ROOT).parts}
    ]
    assert attics == []


def test_no_committed_file_knows_a_machine_or_a_private_host() -> None:
    if not committed():
        pytest.skip("not a git checkout: nothing is committed from here")
    assert [found for path in committed() for found in _private_places(path)] == []


def _private_places(path: Path) -> list[str]:
    if path == Path(__file__):  # names the folders it looks for
        return []
    found: list[str] = []
    for number, line in enumerate((text_of(path) or "").splitlines(), start=1):
        hosts = ADDRESS.findall(line)
        if MACHINE_PATH.search(line) or any(PRIVATE_HOST.search(host) for host in hosts):
            found.append(f"{shown(path)}:{number}: {line.strip()[:100]}")
    return found


def test_locked_packages_come_from_the_public_index() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(ADDRESS.findall(lock)) == PUBLIC_REGISTRIES


def test_every_instrument_goes_along_with_the_installed_program() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    sent = build["build"]["targets"]["wheel"]["force-include"]
    made = {path.relative_to(ROOT).as_posix() for path in (ROOT / "forms").glob("*/form.xlsx")}
    assert made == {path for path in sent if path.startswith("forms/")}
