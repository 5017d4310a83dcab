"""Recommendations of earlier visits that are still open: asked in the next visit, and recorded.

A visit has one sheet for them, with a row for each. The rows are given by the records and not
typed; when the sheet is final, what it found is written beside each recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.stored_form import ORDER
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    StatusTindakLanjut,
    Temuan,
    TemuanId,
    sort_temuan,
)
from bina_desktop.domain.tindak_lanjut import (
    TERBUKA,
    TindakLanjut,
    latest,
    tindak_lanjut_id_for,
)
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.formengine.client import Node, Ref, Session

ALAMAT: Final[Mapping[Alamat | None, str]] = {
    None: "",
    Alamat.KADIS_KAB_KOTA: "Kepala Dinas Dukcapil kabupaten/kota",
    Alamat.KEPALA_DAERAH: "Bupati/Wali Kota",
    Alamat.PROVINSI: "Dinas Dukcapil Provinsi",
    Alamat.DIRJEN: "Direktur Jenderal Dukcapil",
}
STATUS_TINDAK_LANJUT: Final = {
    StatusTindakLanjut.BELUM_DITINDAKLANJUTI: "Belum ditindaklanjuti",
    StatusTindakLanjut.BELUM_SESUAI: "Proses: belum sesuai rekomendasi",
    StatusTindakLanjut.SESUAI: "Selesai: sesuai rekomendasi",
    StatusTindakLanjut.TIDAK_DAPAT: "Tidak dapat ditindaklanjuti",
}
_ROWS: Final = Ref("/data/tindak_lanjut")
"""The repeat of the form: the key of a row is the id of the recommendation."""
_NO_ROWS: Final = "0"
"""As a session tells a repeat without instances; untold it would begin with a blank one."""
_KEY: Final = re.compile(r"[^\[\]/\s]+")
"""What may be the key of a row; the id of a recommendation comes from a file."""


@dataclass(frozen=True, slots=True)
class RekomendasiLalu:
    """A recommendation of an earlier visit, and how it stands before this one."""

    temuan: Temuan
    rekomendasi: Rekomendasi
    triwulan: Triwulan
    """Of the visit that recommended it."""
    status: StatusTindakLanjut
    keterangan: str = ""
    """What the last visit that looked at it wrote."""


def visits_before(uow: UnitOfWork, spt: Spt) -> Sequence[Spt]:
    """Return the visits to the same kab/kota in earlier triwulan, newest first."""
    found = [
        one
        for one in uow.spt.all()
        if one.kode_wilayah == spt.kode_wilayah and one.triwulan < spt.triwulan
    ]
    return sorted(found, key=lambda one: (one.triwulan, one.mulai, one.id), reverse=True)


def open_before(uow: UnitOfWork, spt: Spt) -> tuple[RekomendasiLalu, ...]:
    """Return what earlier visits left open: newest visit first, the heaviest first in each."""
    found: list[RekomendasiLalu] = []
    visits = visits_before(uow, spt)
    newest_first = [visit.id for visit in visits]
    for visit in visits:
        temuan = sort_temuan(uow.queries.temuan(visit.id))
        seen = seen_of(uow, temuan)
        for one in temuan:
            for rekomendasi in one.rekomendasi:
                last = latest(seen.get(rekomendasi.id, ()), newest_first)
                status = last.status if last else one.status
                if status in TERBUKA:
                    keterangan = last.keterangan if last else ""
                    found.append(
                        RekomendasiLalu(one, rekomendasi, visit.triwulan, status, keterangan)
                    )
    return tuple(found)


def seen_of(
    uow: UnitOfWork, temuan: Iterable[Temuan]
) -> Mapping[RekomendasiId, Sequence[TindakLanjut]]:
    """Return what visits found, by recommendation, in no order."""
    seen: dict[RekomendasiId, list[TindakLanjut]] = {}
    for one in uow.queries.tindak_lanjut([t.id for t in temuan]):
        seen.setdefault(one.about, []).append(one)
    return seen


def rows_of(found: Sequence[RekomendasiLalu], stored: Iterable[str] = ()) -> dict[str, str]:
    """Return the rows of the sheet as answers to its readonly questions, in this order.

    '' for what is `stored` of recommendations that are not asked about any more.
    """
    asked = [one for one in found if _KEY.fullmatch(one.rekomendasi.id)]
    rows: dict[str, str] = {}
    for one in asked:
        rekomendasi = one.rekomendasi
        told = {
            "rekomendasi": rekomendasi.isi,
            "kondisi": one.temuan.kondisi,
            "ditujukan": _addressee(rekomendasi),
            "tenggat": rekomendasi.tenggat.isoformat() if rekomendasi.tenggat else "",
            "sebelumnya": _state(one),
        }
        place = f"{_ROWS}[{rekomendasi.id}]"
        rows |= {f"{place}/{name}": text for name, text in told.items()}
    order = f"{_ROWS}{ORDER}"
    places = tuple(f"{_ROWS}[{one.rekomendasi.id}]/" for one in asked)
    for ref in stored:
        if ref in (_ROWS, order) or (ref.startswith(f"{_ROWS}[") and not ref.startswith(places)):
            rows[ref] = ""
    if not asked:
        return rows | {_ROWS: _NO_ROWS}
    return rows | {order: " ".join(one.rekomendasi.id for one in asked)}


def _addressee(rekomendasi: Rekomendasi) -> str:
    """Return to whom it is addressed and who carries it out, as far as both are known."""
    told = [ALAMAT[rekomendasi.ditujukan]]
    if rekomendasi.penanggung_jawab:
        told.append(f"penanggung jawab: {rekomendasi.penanggung_jawab}")
    return "; ".join(part for part in told if part)


def _state(one: RekomendasiLalu) -> str:
    text = f"{one.triwulan.label}. {STATUS_TINDAK_LANJUT[one.status]}."
    return f"{text} {one.keterangan}" if one.keterangan else text


def record_found(uow: UnitOfWork, spt_id: SptId, session: Session) -> None:
    """Write what a final sheet says beside the recommendations it asks about.

    What this visit said before and does not say any more is taken back.
    """
    tanggal = next(node.value for node in session.walk() if node.name == "tanggal")
    known = {
        rekomendasi.id: temuan.id
        for visit in visits_before(uow, uow.spt.get(spt_id))
        for temuan in uow.queries.temuan(visit.id)
        for rekomendasi in temuan.rekomendasi
    }
    said = [
        _found(known[key], key, spt_id, row, date.fromisoformat(tanggal))
        for row in session.node(_ROWS).children
        if (key := RekomendasiId(row.ref[len(_ROWS) + 1 : -1])) in known
    ]
    for one in said:
        uow.tindak_lanjut.save(one)
    kept = {one.id for one in said}
    for one in uow.tindak_lanjut.all():
        if one.spt_id == spt_id and one.id not in kept:
            uow.tindak_lanjut.delete(one.id)


def take_back(uow: UnitOfWork, spt_id: SptId) -> None:
    """Take back what a visit found: its sheet is open again."""
    for one in uow.tindak_lanjut.all():
        if one.spt_id == spt_id:
            uow.tindak_lanjut.delete(one.id)


def _found(
    temuan_id: TemuanId, key: RekomendasiId, spt_id: SptId, row: Node, tanggal: date
) -> TindakLanjut:
    said: Mapping[str, str] = {node.name: node.value for node in row.children if node.relevant}
    return TindakLanjut(
        id=tindak_lanjut_id_for(key, spt_id),
        temuan_id=temuan_id,
        spt_id=spt_id,
        status=StatusTindakLanjut(said["status"]),
        tanggal=tanggal,
        keterangan=said.get("keterangan", ""),
        bukti=said.get("bukti", ""),
        rekomendasi_id=None if key == temuan_id else key,
    )
