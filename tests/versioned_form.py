"""A small form of which versions are installed one after the other."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from bina_desktop.application.formulir import FormulirService

Questions = Sequence[tuple[str, ...]]
"""Name, label and perhaps default of each; all of them are text."""
Install = Callable[[str, Questions], FormulirService]


@pytest.fixture
def install(tmp_path: Path, form_cache: Path) -> Install:
    """Write the form `surat` of a version where forms are installed, and start anew."""

    def installed(version: str, questions: Questions) -> FormulirService:
        form = tmp_path / "forms" / "surat" / "form.xlsx"
        form.parent.mkdir(parents=True, exist_ok=True)
        form.write_bytes(_workbook(version, tuple(questions)))
        return FormulirService(tmp_path / "forms", form_cache / "forms", tmp_path / "formulir")

    return installed


@cache  # the same file each time, so that it is converted once
def _workbook(version: str, questions: tuple[tuple[str, ...], ...]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    survey, settings = book.worksheets[0], book.create_sheet("settings")
    survey.title = "survey"
    for line in (("type", "name", "label", "default"), *(("text", *one) for one in questions)):
        survey.append(line)
    settings.append(("form_id", "version"))
    settings.append(("surat", version))
    book.save(file)
    return file.getvalue()
