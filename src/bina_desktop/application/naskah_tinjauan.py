"""Composes the Lembar Koreksi (step 4) and the Lembar Validasi (step 5) from what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bina_desktop.application.dokumen_tinjauan import (
    BarisKoreksi,
    BarisPeriksa,
    DokumenPeriksa,
)
from bina_desktop.application.kop import Kop
from bina_desktop.application.orang import Orang
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.susun_laporan import wib_date
from bina_desktop.application.tinjauan import find_laporan
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.paragraf import parse_bagian
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.sop import JenisPeristiwa, Langkah, Peristiwa, Sop, events_of
from bina_desktop.domain.utas import JenisSasaran, StatusUtas, Tindakan, Utas, threads

_ROLE: Final = {4: Peran.KASI, 5: Peran.KABID}
_TEXTS: Final = {
    "gambaran_umum": "BAB II, Gambaran umum",
    "pembahasan": "BAB IV, Pembahasan",
    "kesimpulan": "BAB V, Kesimpulan",
}
_STATUS: Final = {
    StatusUtas.TERBUKA: "Terbuka",
    StatusUtas.DIJAWAB: "Dijawab",
    StatusUtas.DITUTUP: "Ditutup",
}


def compose_periksa(
    uow: UnitOfWork, kop: Kop, spt: Spt, sop: Sop, langkah: int, *, now: datetime
) -> DokumenPeriksa:
    """Return the sheet of step 4 or 5, as far as its desk has come.

    Raises MissingRequirementError before the draft.
    """
    laporan = find_laporan(uow, spt)
    if laporan is None:
        raise MissingRequirementError("Laporan kunjungan ini belum disusun.")
    done = _last(events_of(uow.queries.peristiwa(spt.triwulan), spt.kode_wilayah), langkah)
    role = _ROLE[langkah]
    day = wib_date(done.waktu if done else now)
    reviewer = done.pelaku if done else kop.signer(role, day)
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    decision = ""
    if done is not None:
        decision = "dikembalikan" if done.jenis is JenisPeristiwa.KEMBALI else "diteruskan"
    return DokumenPeriksa(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        langkah=langkah,
        wilayah=wilayah.nama,
        nama_dinas=wilayah.nama_dinas,
        nomor_spt=spt.nomor,
        mulai=spt.mulai,
        selesai=spt.selesai,
        penyusun=kop.orang(spt.petugas[0]) if spt.petugas else Orang(""),
        pemeriksa=kop.penandatangan(reviewer, role, day),
        periksa=tuple(_points(uow, spt, sop.step(langkah))),
        koreksi=tuple(_corrections(uow, spt, role)),
        tinjauan=tuple(_remarks(uow, spt, role)),
        putusan=decision,
        alasan=done.alasan if done else "",
        tanggal=day if done else None,
    )


def _last(events: Sequence[Peristiwa], langkah: int) -> Peristiwa | None:
    """Return how this step last ended."""
    ended = (JenisPeristiwa.SELESAI, JenisPeristiwa.KEMBALI)
    mine = [one for one in events if one.langkah == langkah and one.jenis in ended]
    return mine[-1] if mine else None


def _points(uow: UnitOfWork, spt: Spt, step: Langkah) -> Iterator[BarisPeriksa]:
    """Yield the checklist of a step as its last round found it."""
    mine = [one for one in uow.queries.periksa(spt.id) if one.langkah == step.nomor]
    said = {one.butir: one for one in mine if one.putaran == mine[-1].putaran}
    for point in step.periksa:
        found = said.get(point.kode)
        if found is None:
            yield BarisPeriksa(point.butir)
        else:
            yield BarisPeriksa(point.butir, found.sesuai, found.catatan)


def _corrections(uow: UnitOfWork, spt: Spt, role: Peran) -> Iterator[BarisKoreksi]:
    """Yield what this desk suggested (semula, menjadi), and what became of it."""
    for one in uow.queries.koreksi(spt.id):
        if one.peran is role:
            told = (one.status.value.capitalize(), one.keterangan or one.alasan)
            yield BarisKoreksi(
                f"{_TEXTS[one.naskah]}, paragraf {one.paragraf}",
                one.semula,
                one.menjadi,
                ". ".join(part for part in told if part),
            )


def _remarks(uow: UnitOfWork, spt: Spt, role: Peran) -> Iterator[BarisKoreksi]:
    """Yield the threads that this desk opened, with the answer of the Tim and where they stand."""
    names = {str(row.id): row.nama for row in uow.queries.lembar(spt_id=spt.id)}
    found = threads(uow.queries.komentar(spt_id=spt.id)).values()
    for utas in sorted(found, key=lambda one: (one.komentar[0].waktu, one.komentar[0].id)):
        asked = [
            one.teks
            for one in utas.komentar
            if one.tindakan is Tindakan.TANYA and one.peran is role
        ]
        if asked:
            answers = [one.teks for one in utas.komentar if one.tindakan is Tindakan.JAWAB]
            told = (answers[-1] if answers else "", f"({_STATUS[utas.status]})")
            yield BarisKoreksi(
                _place(utas, names),
                utas.komentar[0].kutipan,
                "\n".join(asked),
                " ".join(part for part in told if part),
            )


def _place(utas: Utas, names: dict[str, str]) -> str:
    where = utas.sasaran
    what = {
        JenisSasaran.LEMBAR: f"Lembar {names.get(where.record, '')}".strip(),
        JenisSasaran.TEMUAN: "Temuan",
        JenisSasaran.LAPORAN: "Naskah laporan",
    }[where.jenis]
    naskah, nomor = parse_bagian(where.bagian)
    if naskah:
        return f"{_TEXTS[naskah]}, paragraf {nomor}"
    part = where.bagian.rpartition("/data/")[2]
    return f"{what}, {part}" if part else what
