"""Registers with numbers, gaps, a reserved one and papers that wait."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.gui.fake_pelimpahan import FakePelimpahan, history

from bina_desktop.application.istilah import JUDUL_NOMOR
from bina_desktop.application.nomor import Registers, RegisterView
from bina_desktop.application.work import Topic
from bina_desktop.domain.nomor import JenisNomor, StatusNomor, Tercatat, usual, write_nomor

_DAY = date(2026, 11, 9)


def _line(jenis: JenisNomor, urut: int | None, naskah: str) -> Tercatat:
    text = write_nomor(usual(jenis), unit="DUKCAPIL", tanggal=_DAY, urut=urut) if urut else ""
    return Tercatat(text, urut, StatusNomor.DIPAKAI, naskah, _DAY, f"{jenis}-{naskah}")


class FakeNomor:
    """Every act is remembered."""

    def __init__(self, world: Any) -> None:
        self.world = world

    def registers(self, tahun: int) -> Registers:
        views = tuple(self._view(jenis) for jenis in JenisNomor)
        return Registers(tahun, views, may_edit=self.world.may)

    def _view(self, jenis: JenisNomor) -> RegisterView:
        title = JUDUL_NOMOR[jenis]
        entries: tuple[Tercatat, ...] = (
            _line(jenis, None, f"{title} Kabupaten Bengkulu Tengah Triwulan IV Tahun 2026"),
            Tercatat("9", 9, StatusNomor.DICADANGKAN, "SPT Sekretaris", None, "cadangan"),
            _line(jenis, 7, f"{title} Kabupaten Seluma Triwulan IV Tahun 2026"),
            _line(jenis, 5, f"{title} Kota Bengkulu Triwulan IV Tahun 2026"),
        )
        full = jenis is not JenisNomor.SPT
        following = write_nomor(usual(jenis), unit="DUKCAPIL", tanggal=_DAY, urut=10)
        shown = entries[2:] if full else entries
        gaps = (6,) if full else (6, 8)
        return RegisterView(jenis, title, usual(jenis), shown, following, gaps, ())

    def __getattr__(self, name: str) -> Any:
        def act(*given: Any, **said: Any) -> Any:
            return self.world.recorder.note(name, Topic.PENUGASAN, given=given, **said)

        return act


def officials(world: Any) -> dict[str, Any]:
    """Return what officials set beside the steps, and the histories of it."""
    return {
        "pelimpahan": FakePelimpahan(world),
        "nomor": FakeNomor(world),
        "riwayat": SimpleNamespace(answer=lambda _key, _ref: (), record=history),
    }
