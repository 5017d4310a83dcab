"""The two tabs of the officials as each of them sees it, in every state of a visit, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtWidgets import QWidget
from tests.gui import sample
from tests.gui.fake_services import ACTIONS, FakeLaporan, FakePenugasan

from bina_desktop.application.actor import NAMA_PERAN
from bina_desktop.application.laporan import Actions, LaporanDetail, LaporanSummary
from bina_desktop.domain.laporan import StatusLaporan
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran

if TYPE_CHECKING:
    from tests.gui.screens import Stage

STATES: Final = ("terkirim", "sah", "divalidasi", "dikoreksi", "diajukan", "kembali")
"""Of the visits of the sample, in their order."""
_DESK: Final = {
    StatusLaporan.DIKEMBALIKAN: Peran.TIM,
    StatusLaporan.DIAJUKAN: Peran.KASI,
    StatusLaporan.DIKOREKSI: Peran.KABID,
    StatusLaporan.DIVALIDASI: Peran.KADIS,
    StatusLaporan.DISAHKAN: Peran.KABID,
}
_STEPS: Final = {Peran.TIM: 3, Peran.KASI: 4, Peran.KABID: 5, Peran.KADIS: 6}
_TU: Final = replace(
    sample.KABID,
    id=PegawaiId("tu"),
    nama="Contoh Staf Tata Usaha Hendra",
    jabatan="Pengadministrasi Umum",
    peran=frozenset({Peran.ADMIN}),
)
PEOPLE: Final = {
    "kadis": sample.PEGAWAI[0],
    "kabid": sample.KABID,
    "kasi": sample.PEGAWAI[2],
    "tim": sample.PEGAWAI[3],
    "tu": _TU,
}


class _Laporan(FakeLaporan):
    """Offers what the person who is in may do, and tells the others whom the visit waits for."""

    def __init__(self, world: Any, *, late: bool) -> None:
        super().__init__(world)
        self._late = late

    def detail(self, spt_id: Any) -> LaporanDetail:
        detail = super().detail(spt_id)
        return replace(detail, actions=self._allowed(detail.laporan.status))

    def _summary(self, n: int) -> LaporanSummary:
        made = super()._summary(n)
        desk = _DESK.get(made.laporan.status) if made.laporan else Peran.TIM
        return replace(made, waits_for_me=desk in self.world.saya.peran)

    def _allowed(self, status: StatusLaporan) -> Actions:
        desk = _DESK.get(status)
        if desk is None:
            return ACTIONS[status]
        if desk not in self.world.saya.peran:
            return Actions(
                explanation=f"Menunggu {NAMA_PERAN[desk]}: langkah {_STEPS[desk]}. Langkah ini "
                f"hanya dapat dikerjakan oleh {NAMA_PERAN[desk]}."
            )
        late = "Langkah ini melewati mutu baku 30 menit dengan 2 jam 45 menit."
        allowed = replace(ACTIONS[status], halangan=())
        return replace(allowed, terlambat=late) if self._late else allowed


class _Penugasan(FakePenugasan):
    """Lets each do what the SOP gives the post."""

    def state(self, triwulan: Any) -> Any:
        posts = self.world.saya.peran
        return replace(
            super().state(triwulan),
            may_order=Peran.KADIS in posts,
            may_form=Peran.KABID in posts,
            may_issue_spt=Peran.KABID in posts,
        )


def role_screens(stage: Stage) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Yield names and what shows them, one person after the other."""
    for role, person in PEOPLE.items():
        for number, name in enumerate(("perintah", "sk_tim", "spt")):
            yield f"{role}_{name}", partial(_penugasan, stage, person, number)
            yield f"{role}_{name}_kosong", partial(_penugasan, stage, person, number, empty=True)
        for number, state in enumerate(STATES):
            yield f"{role}_{state}", partial(_pengesahan, stage, person, number)
        yield f"{role}_terlambat", partial(_pengesahan, stage, person, 4, late=True)


def enter(stage: Stage, person: Pegawai, *, late: bool = False) -> Any:
    """Let this person in; returns the workspace."""
    stage.world.saya = person
    services = replace(
        stage.world.services(),
        user=person.nama,
        laporan=cast("Any", _Laporan(stage.world, late=late)),
        penugasan=cast("Any", _Penugasan(stage.world)),
    )
    stage.window.enter(services)
    stage.settle()
    assert stage.window.workspace is not None
    return stage.window.workspace


def _penugasan(stage: Stage, person: Pegawai, number: int, *, empty: bool = False) -> QWidget:
    workspace = enter(stage, person)
    workspace.jump("penugasan")
    if empty:
        workspace.show_triwulan(replace(sample.TRIWULAN, ke=2))
    stage.settle()
    workspace.page("penugasan").sections.show_section(number)
    stage.settle()
    return stage.window


def _pengesahan(stage: Stage, person: Pegawai, number: int, *, late: bool = False) -> QWidget:
    workspace = enter(stage, person, late=late)
    workspace.jump("pengesahan")
    stage.settle()
    workspace.page("pengesahan").show_spt(sample.SPT[number].id)
    stage.settle()
    return stage.window
