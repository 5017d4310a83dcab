"""Forms on disk, and who reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.unit.formengine.definition.snapshots_at_hand import HAND_MADE

from bina_desktop.formengine import engine
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import FormDefinition


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "form.xml"
    path.write_text(HAND_MADE, encoding="utf-8")
    return path


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of the forms that were really read."""
    read: list[str] = []

    def watched(text: str, **options: Any) -> FormDefinition:
        read.append(options["title"])
        return read_xform(text, **options)

    monkeypatch.setattr(engine, "read_xform", watched)
    return read
