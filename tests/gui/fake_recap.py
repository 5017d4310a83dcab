"""The recap by hand: what it was asked for is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bina_desktop.application.rekap_content import RekapWritten
from bina_desktop.domain.triwulan import Triwulan


class FakeRekapitulasi:
    """A recap of two triwulan."""

    def __init__(self, world: Any) -> None:
        self.world = world

    def triwulan(self):
        return [Triwulan(2026, 4), Triwulan(2026, 3)]

    def suggested_name(self, scope) -> str:
        return "Rekap.xlsx"

    def write(self, path: Path, scope, *, password="", progress) -> RekapWritten:
        progress.report(1, 2, "contoh")
        self.world.recorder.note("recap", path=path, scope=scope, password=password)
        return RekapWritten(12, 1234, 56789)
