"""The shipped forms, converted once for all processes of a run: each takes seconds."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bina_desktop.application.formulir import FormulirService
from bina_desktop.formengine.engine import load_form
from tests.builders import FORMS

PATIENCE_SECONDS = 300.0


@pytest.fixture(scope="session")
def form_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of the program's, with the forms in it."""
    own = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return own / "cache"  # here a form is converted when a test wants it
    return _shared_among_processes(own.parent)


@pytest.fixture(scope="session")
def formulir(form_cache: Path) -> FormulirService:
    """The service on the shipped forms."""
    return FormulirService(FORMS, form_cache / "forms")


def _shared_among_processes(place: Path) -> Path:
    """Let each process convert what no other has begun with, until all are there."""
    cache, begun = place / "cache", place / "cache-begun"
    begun.mkdir(exist_ok=True)
    forms = sorted(FORMS.glob("*/form.xlsx"))
    for form in forms:
        try:
            (begun / form.parent.name).mkdir()
        except FileExistsError:
            continue
        load_form(form, cache_dir=cache / "forms")
        (begun / form.parent.name / "done").touch()
    until = time.monotonic() + PATIENCE_SECONDS
    for form in forms:
        while not (begun / form.parent.name / "done").exists():
            assert time.monotonic() < until, f"nobody converted {form.parent.name}"
            time.sleep(0.05)
    return cache
