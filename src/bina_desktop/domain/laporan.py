"""Laporan Hasil Penilaian of one visit and its way through SOP steps 3 to 7."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.errors import (
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.sop import CLOSED, Sop, require_step

LaporanId = NewType("LaporanId", str)


class StatusLaporan(StrEnum):
    """Whose desk the Laporan is on."""

    DRAF = "draf"
    """With the Tim (step 3)."""
    DIAJUKAN = "diajukan"
    """With the Kasi for correction (step 4)."""
    DIKOREKSI = "dikoreksi"
    """With the Kabid for validation (step 5)."""
    DIVALIDASI = "divalidasi"
    """With the Kepala Dinas for ratification (step 6)."""
    DISAHKAN = "disahkan"
    """Ratified and signed; with the Kabid for delivery (step 7)."""
    DISAMPAIKAN = "disampaikan"
    """Delivered to the Ditjen: the cycle of this visit is closed."""
    DIKEMBALIKAN = "dikembalikan"
    """Back with the Tim (step 3), with a reason."""


@dataclass(frozen=True, slots=True)
class Laporan:
    """The report of one visit. Figures are composed from final sheets; texts are the authors'."""

    id: LaporanId
    spt_id: SptId
    status: StatusLaporan = StatusLaporan.DRAF
    nomor: str = ""
    tanggal: date | None = None
    gambaran_umum: str = ""
    """BAB II, as text with blank lines between paragraphs."""
    pembahasan: str = ""
    """BAB IV beside the table of findings."""
    kesimpulan: str = ""
    """BAB V."""
    catatan: str = ""
    """Correction notes of the last reviewer; '' when none."""
    disahkan_pada: datetime | None = None
    cuplikan_sha256: str = ""
    """Hash of the frozen snapshot from which the ratified PDF was made."""
    berkas_sha256: str = ""
    """Hash of the signed (or scanned) PDF."""
    nomor_pengantar: str = ""
    tanggal_pengantar: date | None = None
    """Date of the Surat Pengantar of step 7."""


def laporan_id_for(spt_id: SptId) -> LaporanId:
    """Return the one id of the Laporan of this visit."""
    return LaporanId(str(uuid5(NAMESPACE_URL, f"urn:bina:{spt_id}/laporan")))


ALASAN_MINIMUM: Final = 10
"""Characters of a reason that is worth reading."""

_LANGKAH: Final = {
    StatusLaporan.DRAF: 3,
    StatusLaporan.DIKEMBALIKAN: 3,
    StatusLaporan.DIAJUKAN: 4,
    StatusLaporan.DIKOREKSI: 5,
    StatusLaporan.DIVALIDASI: 6,
    StatusLaporan.DISAHKAN: 7,
    StatusLaporan.DISAMPAIKAN: CLOSED,
}
_STATUS_KEMBALI: Final = {
    3: StatusLaporan.DIKEMBALIKAN,
    4: StatusLaporan.DIAJUKAN,
    5: StatusLaporan.DIKOREKSI,
}


def langkah_of(status: StatusLaporan) -> int:
    """Return the SOP step on whose desk a Laporan of this status lies (8 = closed)."""
    return _LANGKAH[status]


def is_ratified(status: StatusLaporan) -> bool:
    """Return True once nothing of what was signed may change."""
    return status in (StatusLaporan.DISAHKAN, StatusLaporan.DISAMPAIKAN)


def require_at(sop: Sop, laporan: Laporan, langkah: int) -> None:
    """Raise WrongStateError unless the Laporan lies on the desk of this step."""
    require_step(sop, due=langkah_of(laporan.status), wanted=langkah)


def require_not_own_work(
    pelaku: PegawaiId, *, petugas: Collection[PegawaiId], sebelumnya: Collection[PegawaiId]
) -> None:
    """Refuse a reviewer who made the visit or did an earlier step on this draft.

    `sebelumnya` are those who did the steps since it was composed. Raises NotAllowedError.
    """
    if pelaku in petugas:
        raise NotAllowedError(
            "Anda petugas pada SPT kunjungan ini, jadi laporannya tidak dapat Anda periksa "
            "sendiri. Minta pejabat lain melakukannya."
        )
    if pelaku in sebelumnya:
        raise NotAllowedError(
            "Langkah sebelumnya pada laporan ini Anda sendiri yang mengerjakan, jadi langkah ini "
            "harus dikerjakan orang lain."
        )


def submit(sop: Sop, laporan: Laporan) -> Laporan:
    """Hand the draft to the Kasi (end of step 3).

    Raises WrongStateError, or MissingRequirementError for a draft without a conclusion, which is
    the output of this step.
    """
    require_at(sop, laporan, 3)
    if not laporan.kesimpulan.strip():
        raise MissingRequirementError(
            "Kesimpulan laporan masih kosong. Isi kesimpulan lebih dahulu, lalu ajukan lagi."
        )
    return replace(laporan, status=StatusLaporan.DIAJUKAN)


def correct(sop: Sop, laporan: Laporan, *, catatan: str) -> Laporan:
    """Pass the corrected draft to the Kabid (step 4). Raises WrongStateError."""
    require_at(sop, laporan, 4)
    return replace(laporan, status=StatusLaporan.DIKOREKSI, catatan=catatan.strip())


def validate(sop: Sop, laporan: Laporan) -> Laporan:
    """Pass the validated draft to the Kepala Dinas (step 5). Raises WrongStateError."""
    require_at(sop, laporan, 5)
    return replace(laporan, status=StatusLaporan.DIVALIDASI, catatan="")


def return_to(sop: Sop, laporan: Laporan, *, langkah: int, alasan: str) -> Laporan:
    """Return the draft from where it lies to an earlier step, with a reason.

    Raises WrongStateError where the SOP has no such road, MissingRequirementError without a
    reason that can be read.
    """
    now = langkah_of(laporan.status)
    roads = sop.step(now).kembali_ke if now < CLOSED else ()
    if langkah not in roads:
        raise WrongStateError(
            f"Laporan ini tidak dapat dikembalikan ke langkah {langkah}; "
            + (
                f"dari langkah {now} dapat dikembalikan ke langkah "
                f"{' atau '.join(str(road) for road in roads)}."
                if roads
                else "pada keadaan ini tidak ada yang dapat dikembalikan."
            )
        )
    if len(alasan.strip()) < ALASAN_MINIMUM:
        raise MissingRequirementError(
            f"Alasan pengembalian wajib diisi, sekurang-kurangnya {ALASAN_MINIMUM} huruf, "
            "agar penerima tahu apa yang harus diperbaiki."
        )
    return replace(laporan, status=_STATUS_KEMBALI[langkah], catatan=alasan.strip())


def prepare_ratification(
    sop: Sop, laporan: Laporan, *, nomor: str, tanggal: date, pada: datetime
) -> Laporan:
    """Return the Laporan as it will be printed and frozen; its files are not made yet.

    Raises WrongStateError.
    """
    require_at(sop, laporan, 6)
    return replace(
        laporan,
        status=StatusLaporan.DISAHKAN,
        nomor=nomor.strip(),
        tanggal=tanggal,
        catatan="",
        disahkan_pada=pada,
    )


def ratify(
    sop: Sop, laporan: Laporan, prepared: Laporan, *, cuplikan_sha256: str, berkas_sha256: str
) -> Laporan:
    """Close step 6 with the frozen files.

    `prepared` was drawn and signed; `laporan` is what is stored now. Raises WrongStateError where
    anything changed while it was being drawn and signed.
    """
    require_at(sop, laporan, 6)
    same = replace(
        prepared,
        status=laporan.status,
        nomor=laporan.nomor,
        tanggal=laporan.tanggal,
        catatan=laporan.catatan,
        disahkan_pada=laporan.disahkan_pada,
    )
    if same != laporan:
        raise WrongStateError(
            "Isi laporan berubah selagi ditandatangani, sehingga tidak ada yang disahkan. "
            "Periksa laporan, lalu sahkan kembali."
        )
    return replace(prepared, cuplikan_sha256=cuplikan_sha256, berkas_sha256=berkas_sha256)


def reopen(laporan: Laporan, *, alasan: str) -> Laporan:
    """Begin a revised Laporan: back with the Tim, without what ratification gave it.

    What was signed stays as it is in the archive. Raises WrongStateError before ratification,
    MissingRequirementError without a reason that can be read.
    """
    if not is_ratified(laporan.status):
        raise WrongStateError(
            "Laporan ini belum disahkan. Selama belum disahkan, kembalikan saja drafnya."
        )
    if len(alasan.strip()) < ALASAN_MINIMUM:
        raise MissingRequirementError(
            f"Alasan perubahan wajib diisi, sekurang-kurangnya {ALASAN_MINIMUM} huruf."
        )
    return replace(
        laporan,
        status=StatusLaporan.DIKEMBALIKAN,
        nomor="",
        tanggal=None,
        catatan=alasan.strip(),
        disahkan_pada=None,
        cuplikan_sha256="",
        berkas_sha256="",
        nomor_pengantar="",
        tanggal_pengantar=None,
    )


def deliver(sop: Sop, laporan: Laporan, *, nomor_pengantar: str, tanggal: date) -> Laporan:
    """Close the cycle: sent to the Ditjen (step 7). Raises WrongStateError."""
    require_at(sop, laporan, 7)
    return replace(
        laporan,
        status=StatusLaporan.DISAMPAIKAN,
        nomor_pengantar=nomor_pengantar.strip(),
        tanggal_pengantar=tanggal,
    )
