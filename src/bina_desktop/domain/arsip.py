"""What is kept of a Laporan on paper and as files: to be signed, signed, scanned, received.

The record travels and merges, and is never altered; the bytes stand once, by their SHA-256.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.domain.penugasan import SptId

ArsipId = NewType("ArsipId", str)


class MacamArsip(StrEnum):
    """What a file is to its Laporan."""

    SIAP = "siap"
    """Drawn and frozen, to be signed by several or elsewhere."""
    BERPARAF = "berparaf"
    """The same with the signature of the Kasi, or of Kasi and Kabid."""
    CUPLIKAN = "cuplikan"
    """The facts from which it was drawn."""
    DISAHKAN = "disahkan"
    """Ratified."""
    PINDAIAN = "pindaian"
    """Scan of the paper that was signed in ink."""
    TANDA_TERIMA = "tanda_terima"
    """Scan of the receipt by the Ditjen."""


class CaraTandaTangan(StrEnum):
    """How a Laporan is signed."""

    BASAH = "basah"
    """In ink, on paper."""
    SERTIFIKAT = "sertifikat"
    """With a certificate file, by the Kepala Dinas alone."""
    BERSAMA = "bersama"
    """With certificate files, by Kasi, Kabid and Kepala Dinas in turn."""
    LAYANAN = "layanan"
    """Elsewhere, by a certified service."""


@dataclass(frozen=True, slots=True)
class Arsip:
    """One file of a Laporan."""

    id: ArsipId
    spt_id: SptId
    laporan_id: LaporanId
    macam: MacamArsip
    nama: str
    """Name of the file, with the ending of its type."""
    sha256: str
    ukuran: int
    """Bytes."""
    jenis: str
    """Media type by content: `application/pdf`."""
    induk: str
    """SHA-256 of the file that it belongs to: a scan to the ratified PDF, that to its facts."""
    pelaku: PegawaiId
    """Who made or attached it."""
    waktu: datetime
    nomor: str = ""
    """Number of the Laporan at that time."""
    tanggal: date | None = None
    """Date of the Laporan; of a receipt, the day on which it was received."""
    keterangan: str = ""
    """How it is signed, by whom it was received: what its kind asks for."""


def arsip_id_for(laporan_id: LaporanId, macam: MacamArsip, sha256: str, induk: str) -> ArsipId:
    """Return the one id that every laptop gives this file."""
    return ArsipId(
        str(uuid5(NAMESPACE_URL, f"urn:bina:{laporan_id}/arsip/{macam}/{sha256}/{induk}"))
    )


def newest_of(
    arsip: Iterable[Arsip], *macam: MacamArsip, induk: str | None = None
) -> Arsip | None:
    """Return the last file of these kinds; of those that belong to `induk`, if given."""
    found = [one for one in arsip if one.macam in macam and induk in (None, one.induk)]
    return max(found, key=lambda one: (one.waktu, one.id), default=None)


def replaced_by(arsip: Iterable[Arsip], berkas_sha256: str) -> Arsip | None:
    """Return the ratified Laporan that the one with this file replaces; None for a first one."""
    return newest_of((one for one in arsip if one.sha256 != berkas_sha256), MacamArsip.DISAHKAN)


def way_of(arsip: Sequence[Arsip], berkas_sha256: str) -> CaraTandaTangan | None:
    """Return how the file of a ratified Laporan was signed; None where nobody recorded it."""
    for one in arsip:
        if one.macam is MacamArsip.DISAHKAN and one.sha256 == berkas_sha256:
            return CaraTandaTangan(one.keterangan)
    return None


def require_scan(arsip: Sequence[Arsip], berkas_sha256: str) -> None:
    """Refuse a Laporan on paper whose signed copy nobody scanned: it has no output of step 6.

    Raises MissingRequirementError.
    """
    if way_of(arsip, berkas_sha256) is not CaraTandaTangan.BASAH:
        return
    if newest_of(arsip, MacamArsip.PINDAIAN, induk=berkas_sha256) is None:
        raise MissingRequirementError(
            "Laporan ini ditandatangani dengan tinta, tetapi pindaiannya belum dilampirkan. "
            "Pindai laporan yang sudah ditandatangani, lalu lampirkan di bagian Tanda tangan."
        )
