"""Recommendations as sheets that people read in Excel: what is open, and what a visit found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekomendasi import looked_at
from bina_desktop.application.tindak_lanjut import ALAMAT, STATUS_TINDAK_LANJUT, open_before
from bina_desktop.application.workbook import CellKind, Column, JenisPaket, VisibleSheet
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.temuan import Rekomendasi
from bina_desktop.domain.tindak_lanjut import TindakLanjut
from bina_desktop.domain.wilayah import KodeWilayah

_WHERE: Final = (
    Column("kunjungan", "Kabupaten/kota", readonly=True),
    Column("rekomendasi", "Rekomendasi", readonly=True),
    Column("ditujukan", "Ditujukan kepada", readonly=True),
    Column("penanggung_jawab", "Penanggung jawab", readonly=True),
    Column("tenggat", "Tenggat", CellKind.DATE, readonly=True),
)
_OPEN: Final = (
    *_WHERE,
    Column("triwulan", "Direkomendasikan pada", readonly=True),
    Column("status", "Keadaan terakhir", readonly=True),
    Column("keterangan", "Keterangan terakhir", readonly=True),
)
_SEEN: Final = (
    *_WHERE,
    Column("tanggal", "Diperiksa tanggal", CellKind.DATE, readonly=True),
    Column("status", "Status tindak lanjut", readonly=True),
    Column("keterangan", "Keterangan", readonly=True),
    Column("bukti", "Bukti", readonly=True),
)
_Names = Mapping[KodeWilayah, str]


def rekomendasi_sheets(
    uow: UnitOfWork, visits: Iterable[Spt], names: _Names, jenis: JenisPaket
) -> tuple[VisibleSheet, ...]:
    """Return what is open for a team that goes out, or what it found; () for nothing."""
    if jenis is JenisPaket.PAKET_TUGAS:
        terbuka: dict[str, Mapping[str, str]] = {
            one.rekomendasi.id: {
                **_where(spt, one.rekomendasi, names),
                "triwulan": one.triwulan.label,
                "status": STATUS_TINDAK_LANJUT[one.status],
                "keterangan": one.keterangan,
            }
            for spt in visits
            for one in open_before(uow, spt)
        }
        return _sheet("Rekomendasi terbuka", "temuan", _OPEN, terbuka)
    chosen = {spt.id: spt for spt in visits}
    found: dict[str, Mapping[str, str]] = {
        one.id: _found(chosen[one.spt_id], one, rekomendasi, names)
        for one in uow.tindak_lanjut.all()
        if one.spt_id in chosen and (rekomendasi := looked_at(uow, one)) is not None
    }
    return _sheet("Tindak lanjut", "tindak_lanjut", _SEEN, found)


def _where(spt: Spt, rekomendasi: Rekomendasi, names: _Names) -> dict[str, str]:
    return {
        "kunjungan": names.get(spt.kode_wilayah, spt.kode_wilayah),
        "rekomendasi": rekomendasi.isi,
        "ditujukan": ALAMAT[rekomendasi.ditujukan],
        "penanggung_jawab": rekomendasi.penanggung_jawab,
        "tenggat": rekomendasi.tenggat.isoformat() if rekomendasi.tenggat else "",
    }


def _found(spt: Spt, one: TindakLanjut, rekomendasi: Rekomendasi, names: _Names) -> dict[str, str]:
    return {
        **_where(spt, rekomendasi, names),
        "tanggal": one.tanggal.isoformat(),
        "status": STATUS_TINDAK_LANJUT[one.status],
        "keterangan": one.keterangan,
        "bukti": one.bukti,
    }


def _sheet(
    title: str, entity: str, columns: tuple[Column, ...], rows: Mapping[str, Mapping[str, str]]
) -> tuple[VisibleSheet, ...]:
    """Return the sheet, rows by place and text, or nothing without rows."""
    if not rows:
        return ()
    order = sorted(rows.items(), key=lambda row: (row[1]["kunjungan"], row[1]["rekomendasi"]))
    return (VisibleSheet(title, entity, columns, tuple(order)),)
