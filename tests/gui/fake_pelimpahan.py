"""Two delegations: a Plh. in force, and a Plt. that is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.gui import sample

from bina_desktop.application.pelimpahan import PelimpahanView
from bina_desktop.application.riwayat import PerubahanCatatan
from bina_desktop.application.work import Topic
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import JenisPelimpahan, Pelimpahan, PelimpahanId
from bina_desktop.ui.wording import local_today

_AT = datetime(2026, 11, 20, 2, 5, tzinfo=UTC)


def in_force() -> Pelimpahan:
    """Return a Plh. that began yesterday."""
    today = local_today()
    return Pelimpahan(
        PelimpahanId("plh"),
        sample.KABID.id,
        Peran.KADIS,
        JenisPelimpahan.PLH,
        "Surat Perintah Gubernur Nomor 800/1187/BKD/2026 tanggal 19 November 2026",
        today - timedelta(days=1),
        today + timedelta(days=3),
    )


OVER = Pelimpahan(
    PelimpahanId("plt"),
    sample.PEGAWAI[3].id,
    Peran.KASI,
    JenisPelimpahan.PLT,
    "Surat Perintah Kepala Dinas Nomor 800/77/DUKCAPIL/2026",
    date(2026, 3, 2),
    date(2026, 5, 29),
)


class FakePelimpahan:
    """Every act is remembered."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.known = [in_force(), OVER]

    def all(self) -> list[PelimpahanView]:
        names = {one.id: one for one in sample.PEGAWAI}
        return [
            PelimpahanView(
                one,
                names[one.pegawai_id].nama,
                names[one.pegawai_id].jabatan,
                berlaku=one is not OVER,
                lewat=one is OVER,
            )
            for one in self.known
        ]

    def may_edit(self) -> bool:
        return self.world.may

    def preview(self, one: Pelimpahan) -> tuple[str, ...]:
        return (
            "Plh. Kepala Dinas Kependudukan dan Pencatatan Sipil Provinsi Contoh",
            sample.KABID.jabatan,
            sample.KABID.nama,
        )

    def __getattr__(self, name: str) -> Any:
        def act(key: Any, **said: Any) -> Any:
            return self.world.recorder.note(name, Topic.PENUGASAN, key=key, **said)

        return act


def history(_entity: str, _record: str) -> tuple[PerubahanCatatan, ...]:
    return (
        PerubahanCatatan(
            "Contoh Kabid Marlina Oktaviani, S.Sos., M.Si.",
            _AT,
            "komputer ini",
            ("pegawai: Contoh Kabid Marlina Oktaviani", "jenis: Plh.", "mulai: 20 November 2026"),
        ),
    )
