"""Stand-ins for what reviewers leave behind: checklists, corrections, threads, clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.builders import the_sop
from tests.gui import sample

from bina_desktop.application.periksa import ButirView, DaftarPeriksa
from bina_desktop.application.work import Topic

_AT = datetime(2026, 11, 23, 3, 15, tzinfo=UTC)


class FakePeriksa:
    """The checklist of the Kabid, half done, below that of the Kasi."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.done = {"jadwal", "predikat"}

    def of_visit(self, _spt_id: str) -> tuple[DaftarPeriksa, ...]:
        kasi, kabid = the_sop().step(4), the_sop().step(5)
        return (
            DaftarPeriksa(
                4,
                kasi.judul,
                tuple(
                    ButirView(4, butir, sesuai=True, siapa=sample.KABID.nama, waktu=_AT)
                    for butir in kasi.periksa
                ),
            ),
            DaftarPeriksa(
                5,
                kabid.judul,
                tuple(self._point(butir) for butir in kabid.periksa),
                may_tick=self.world.may,
            ),
        )

    def _point(self, butir: Any) -> ButirView:
        if butir.kode not in self.done:
            return ButirView(5, butir, sesuai=False)
        return ButirView(5, butir, sesuai=True, siapa=sample.KABID.nama, waktu=_AT)

    def tick(self, key: str, *, butir: str, sesuai: bool) -> Any:
        self.done = self.done | {butir} if sesuai else self.done - {butir}
        return self.world.recorder.note(
            "tick", Topic.TINJAUAN, key=key, butir=butir, sesuai=sesuai
        )
