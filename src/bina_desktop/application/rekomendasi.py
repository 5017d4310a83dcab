"""Recommendations as letters and matrices list them.

`rekomendasi_of` gives those of one visit, also those to one addressee (the Surat Rekomendasi);
`matriks_tindak_lanjut` gives those of a kab/kota over the triwulan, with what became of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.tindak_lanjut import seen_of
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    StatusTindakLanjut,
    Temuan,
    sort_temuan,
)
from bina_desktop.domain.tindak_lanjut import TindakLanjut
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah, kepala_daerah


@dataclass(frozen=True, slots=True)
class RekomendasiTemuan:
    """A recommendation beside the finding that it answers."""

    temuan: Temuan
    rekomendasi: Rekomendasi


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How a recommendation stood when a later visit looked."""

    triwulan: Triwulan
    status: StatusTindakLanjut
    tanggal: date
    keterangan: str = ""
    bukti: str = ""
    """Name of the attached file; '' for none."""


@dataclass(frozen=True, slots=True)
class BarisMatriks:
    """One line of the matriks tindak lanjut."""

    spt: Spt
    """The visit that recommended it."""
    temuan: Temuan
    rekomendasi: Rekomendasi
    kemajuan: tuple[Kemajuan, ...]
    """Oldest first; () where no visit has looked yet."""

    @property
    def status(self) -> StatusTindakLanjut:
        """How it stands by the last visit that looked."""
        return self.kemajuan[-1].status if self.kemajuan else self.temuan.status


def rekomendasi_of(
    uow: UnitOfWork, spt_id: SptId, alamat: Alamat | None = None
) -> tuple[RekomendasiTemuan, ...]:
    """Return the recommendations of a visit in the order of print; of one addressee if named."""
    return tuple(
        RekomendasiTemuan(temuan, one)
        for temuan in sort_temuan(uow.queries.temuan(spt_id))
        for one in temuan.rekomendasi
        if alamat in (None, one.ditujukan)
    )


def matriks_tindak_lanjut(
    uow: UnitOfWork,
    kode_wilayah: KodeWilayah,
    *,
    sampai: Triwulan,
    sejak: Triwulan | None = None,
) -> tuple[BarisMatriks, ...]:
    """Return what was recommended to a kab/kota from `sejak` on, and what was seen of it.

    Nothing later than `sampai` counts. The oldest visit comes first, the order of print in each.
    """
    visits = sorted(
        (
            one
            for one in uow.spt.all()
            if one.kode_wilayah == kode_wilayah and one.triwulan <= sampai
        ),
        key=lambda one: (one.triwulan, one.mulai, one.id),
    )
    order = {one.id: (number, one.triwulan) for number, one in enumerate(visits)}
    rows: list[BarisMatriks] = []
    for spt in visits:
        if sejak is not None and spt.triwulan < sejak:
            continue
        temuan = sort_temuan(uow.queries.temuan(spt.id))
        seen = seen_of(uow, temuan)
        for one in temuan:
            for rekomendasi in one.rekomendasi:
                looked = [s for s in seen.get(rekomendasi.id, ()) if s.spt_id in order]
                looked.sort(key=lambda s: (order[s.spt_id][0], s.tanggal, s.id))
                kemajuan = tuple(_kemajuan(s, order[s.spt_id][1]) for s in looked)
                rows.append(BarisMatriks(spt, one, rekomendasi, kemajuan))
    return tuple(rows)


def _kemajuan(seen: TindakLanjut, triwulan: Triwulan) -> Kemajuan:
    return Kemajuan(triwulan, seen.status, seen.tanggal, seen.keterangan, seen.bukti)


def looked_at(uow: UnitOfWork, seen: TindakLanjut) -> Rekomendasi | None:
    """Return the recommendation that a visit looked at; None where it is gone."""
    temuan = uow.temuan.find(seen.temuan_id)
    found = temuan.rekomendasi if temuan else ()
    return next((one for one in found if one.id == seen.about), None)


def nama_penerima(alamat: Alamat | None, wilayah: Wilayah, provinsi: str) -> str:
    """Return to whom a recommendation is addressed, as a title; '' while nobody is chosen.

    `provinsi`: `Provinsi Bengkulu`.
    """
    names = {
        None: "",
        Alamat.KADIS_KAB_KOTA: f"Kepala {wilayah.nama_dinas}",
        Alamat.KEPALA_DAERAH: kepala_daerah(wilayah.nama),
        Alamat.PROVINSI: f"Kepala Dinas Kependudukan dan Pencatatan Sipil {provinsi}",
        Alamat.DIRJEN: "Direktur Jenderal Kependudukan dan Pencatatan Sipil",
    }
    return names[alamat]
