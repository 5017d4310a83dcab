"""The window comes first: nothing heavy is imported before it was painted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.e2e.installation import Installation

from bina_desktop.application.contoh import TIM

HEAVY = {
    "alembic",
    "cryptography",
    "lxml",
    "openpyxl",
    "psycopg",
    "pyhanko",
    "python_calamine",
    "pyxform",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
    "xlsxwriter",
}


def start(folder: Path) -> tuple[set[str], str]:
    """Start the program; return the packages that were there when it had painted, and the rest."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bina_desktop", "--data", folder, "--smoke"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=True,
    )
    before, painted, after = run.stdout.partition("painted\n")
    assert painted
    modules = re.findall(r"^import time: +\d+ \| +\d+ \| +([\w.]+)$", before, re.MULTILINE)
    return {module.partition(".")[0] for module in modules}, after


@pytest.mark.parametrize("kind", ["new", "locked"])
def test_neither_the_wizard_nor_the_password_question_waits_for_anything_heavy(
    new_folder: Installation, kind
):
    if kind == "locked":
        new_folder.laptop_of(TIM[0])
        new_folder.leave()
    imported, after = start(new_folder.gate.folder)
    assert {"PySide6", "bina_desktop"} <= imported
    assert imported & HEAVY == set()
    assert "Traceback" not in after
    assert new_folder.gate.is_new() == (kind == "new")
