"""The gate of a step: what still stands in the way of closing it, each with the place to go to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.koreksi import undecided
from bina_desktop.domain.laporan import Laporan
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_LEMBAR_PENILAIAN,
    FORM_TINDAK_LANJUT,
    StatusLembar,
    is_set_aside,
)
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.periksa import putaran_of, unchecked
from bina_desktop.domain.sop import Sop, events_of
from bina_desktop.domain.temuan import incomplete_words, sort_temuan
from bina_desktop.domain.utas import StatusUtas, Tindakan, Utas, threads

_VISIT_SHEETS: Final = {
    FORM_CAPAIAN: "data capaian",
    FORM_TINDAK_LANJUT: "tindak lanjut rekomendasi",
}
LAST_REVIEW: Final = 6
"""After the ratification nothing of the content is open any more."""
_DESKS: Final = {Peran.KASI: 4, Peran.KABID: 5, Peran.KADIS: 6}


class Tempat(StrEnum):
    """Where somebody goes to clear a hindrance away."""

    LEMBAR = "lembar_penilaian"
    PERTUKARAN = "pertukaran"
    NILAI = "nilai"
    TEMUAN = "temuan"
    NASKAH = "naskah"
    TINJAUAN = "tinjauan"
    PERIKSA = "periksa"


@dataclass(frozen=True, slots=True)
class Halangan:
    """One thing that keeps a step from being closed."""

    teks: str
    """Whole sentence: what, and how to clear it away."""
    tempat: Tempat


def is_elsewhere(halangan: Halangan) -> bool:
    """Tell whether it is cleared away outside of the review: in sheets or in differences."""
    return halangan.tempat in (Tempat.LEMBAR, Tempat.PERTUKARAN)


def hindrances(
    uow: UnitOfWork, sop: Sop, spt: Spt, laporan: Laporan, langkah: int
) -> tuple[Halangan, ...]:
    """Return everything that stands in the way of closing a step, what to do first comes first."""
    if langkah > LAST_REVIEW:
        return ()
    rows = uow.queries.lembar(spt_id=spt.id)
    return (
        *open_sheets(rows),
        *_disputes(uow, spt, laporan, rows),
        *_incomplete(uow, spt, langkah),
        *_missing_output(laporan),
        *_open_threads(uow, spt, langkah),
        *_undecided(uow, spt),
        *_unfinished_checklist(uow, sop, spt, langkah),
    )


def require_clear(uow: UnitOfWork, sop: Sop, spt: Spt, laporan: Laporan, langkah: int) -> None:
    """Raise MissingRequirementError unless nothing stands in the way of closing a step."""
    found = hindrances(uow, sop, spt, laporan, langkah)
    if found:
        raise MissingRequirementError(first_words(found))


def first_words(found: Sequence[Halangan]) -> str:
    """Return the first hindrance as a sentence, and how many more there are."""
    more = len(found) - 1
    return found[0].teks + (f" Masih ada {more} hal lain sesudahnya." if more > 0 else "")


def require_final(rows: Sequence[LembarSummary]) -> None:
    """Raise MissingRequirementError unless sheets are there and every one is final."""
    for one in open_sheets(rows):
        raise MissingRequirementError(one.teks)


def open_sheets(rows: Sequence[LembarSummary]) -> Iterator[Halangan]:
    """Yield that sheets are missing or not final: the requirement of step 3."""
    still_open = [
        row
        for row in rows
        if row.status is not StatusLembar.FINAL and not is_set_aside(row.formulir, row.status)
    ]
    if not any(row.formulir == FORM_LEMBAR_PENILAIAN for row in rows):
        yield Halangan(
            "Belum ada lembar penilaian pada kunjungan ini. Isi dan finalkan lembar lebih dahulu.",
            Tempat.LEMBAR,
        )
    elif still_open:
        names = ", ".join(sorted({_called(row) for row in still_open})[:3])
        yield Halangan(
            f"Masih ada {len(still_open)} lembar yang belum final ({names}). "
            "Finalkan atau hapus lembar itu lebih dahulu.",
            Tempat.LEMBAR,
        )


def _called(row: LembarSummary) -> str:
    return row.nama or _VISIT_SHEETS.get(row.formulir, "kuesioner tanpa nama")


def _disputes(
    uow: UnitOfWork, spt: Spt, laporan: Laporan, rows: Sequence[LembarSummary]
) -> Iterator[Halangan]:
    mine = {("laporan", str(laporan.id)), *(("lembar_penilaian", str(row.id)) for row in rows)}
    mine |= {("temuan", temuan.id) for temuan in uow.queries.temuan(spt.id)}
    mine |= {("koreksi", one.id) for one in uow.queries.koreksi(spt.id)}
    mine |= {("periksa", one.id) for one in uow.queries.periksa(spt.id)}
    open_ones = [c for c in uow.journal.conflicts() if (c.entity, c.record) in mine]
    if open_ones:
        yield Halangan(
            f"Masih ada {len(open_ones)} perbedaan isian dari beberapa laptop pada kunjungan ini. "
            "Pilih dahulu nilai yang benar di tab Pertukaran.",
            Tempat.PERTUKARAN,
        )


def _incomplete(uow: UnitOfWork, spt: Spt, langkah: int) -> Iterator[Halangan]:
    """Yield findings that lack a part, as long as somebody may still write them."""
    text = incomplete_words(sort_temuan(uow.queries.temuan(spt.id))) if langkah in (3, 4) else ""
    if text:
        yield Halangan(text, Tempat.TEMUAN)


def _missing_output(laporan: Laporan) -> Iterator[Halangan]:
    if not laporan.kesimpulan.strip():
        yield Halangan(
            "Kesimpulan laporan masih kosong. Isi kesimpulan lebih dahulu, lalu ajukan lagi.",
            Tempat.NASKAH,
        )


def _open_threads(uow: UnitOfWork, spt: Spt, langkah: int) -> Iterator[Halangan]:
    found = threads(uow.queries.komentar(spt_id=spt.id)).values()
    unanswered = sum(one.status is StatusUtas.TERBUKA for one in found)
    if unanswered:
        yield Halangan(
            f"{unanswered} tinjauan belum dijawab tim. "
            + (
                "Jawab dahulu, di tempat tinjauan itu ditulis."
                if langkah == 3
                else "Kembalikan laporan kepada tim, atau tutup tinjauannya."
            ),
            Tempat.TINJAUAN,
        )
    answered = sum(waits_for_desk(one, langkah) for one in found)
    if answered:
        yield Halangan(
            f"{answered} tinjauan sudah dijawab dan menunggu ditutup. Baca jawabannya, lalu tutup "
            "atau tanyakan lagi.",
            Tempat.TINJAUAN,
        )


def waits_for_desk(utas: Utas, langkah: int) -> bool:
    """Tell whether an answered thread is to be closed at this step or was at an earlier one.

    What a later desk asked waits for that desk; the Tim, who answers, closes nothing.
    """
    if utas.status is not StatusUtas.DIJAWAB:
        return False
    asked = [one.peran for one in utas.komentar if one.tindakan is Tindakan.TANYA]
    return bool(asked) and _DESKS.get(asked[-1], langkah) <= langkah


def _undecided(uow: UnitOfWork, spt: Spt) -> Iterator[Halangan]:
    waiting = undecided(uow.queries.koreksi(spt.id))
    if waiting:
        yield Halangan(
            f"{len(waiting)} koreksi naskah belum diputuskan. Terima atau tolak dahulu; "
            "pengusulnya dapat juga menariknya.",
            Tempat.TINJAUAN,
        )


def _unfinished_checklist(uow: UnitOfWork, sop: Sop, spt: Spt, langkah: int) -> Iterator[Halangan]:
    step = sop.step(langkah)
    if not step.periksa:
        return
    events = events_of(uow.queries.peristiwa(spt.triwulan), spt.kode_wilayah)
    left = unchecked(step, uow.queries.periksa(spt.id), putaran_of(events))
    if left:
        yield Halangan(
            f"Daftar periksa langkah {langkah} belum selesai: {len(left)} dari "
            f"{len(step.periksa)} butir belum dinyatakan sesuai.",
            Tempat.PERIKSA,
        )
