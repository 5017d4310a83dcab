"""Keeps the files of a Laporan, each with what it belongs to: paper that was scanned, receipts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.signature import Signer
from bina_desktop.application.tinjauan import read_laporan
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.arsip import Arsip, MacamArsip, arsip_id_for
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    WrongStateError,
)
from bina_desktop.domain.kode_cek import kode_cek
from bina_desktop.domain.lampiran import media_type, safe_name
from bina_desktop.domain.laporan import Laporan, LaporanId, StatusLaporan, is_ratified
from bina_desktop.domain.pegawai import Pegawai, Peran

SCANS: Final = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""What a scan may be."""


@dataclass(frozen=True, slots=True)
class FileToKeep:
    """The bytes of a file, with its name and media type."""

    data: bytes
    nama: str
    jenis: str


def keep(
    uow: UnitOfWork,
    laporan: Laporan,
    me: Pegawai,
    macam: MacamArsip,
    file: FileToKeep,
    *,
    waktu: datetime,
    induk: str = "",
    tanggal: date | None = None,
    keterangan: str = "",
) -> Arsip:
    """Store a file of a Laporan and its record; the same file twice is one. Does not commit."""
    sha256 = uow.berkas.put(file.data, nama=file.nama, jenis=file.jenis)
    key = arsip_id_for(laporan.id, macam, sha256, induk)
    known = uow.arsip.find(key)
    if known is not None:
        return known
    arsip = Arsip(
        id=key,
        spt_id=laporan.spt_id,
        laporan_id=laporan.id,
        macam=macam,
        nama=file.nama,
        sha256=sha256,
        ukuran=len(file.data),
        jenis=file.jenis,
        induk=induk,
        pelaku=me.id,
        waktu=_after(uow.arsip.of(laporan.id), waktu),
        nomor=laporan.nomor,
        tanggal=tanggal or laporan.tanggal,
        keterangan=keterangan,
    )
    uow.arsip.save(arsip)
    return arsip


def _after(known: Sequence[Arsip], waktu: datetime) -> datetime:
    """Return a moment after all that is kept already: the order of files is that of the acts.

    With a clock that was turned back a new document would stand before the one it replaces, and
    a signature before what it signs.
    """
    last = max((one.waktu for one in known), default=None)
    return waktu if last is None or waktu > last else last + timedelta(microseconds=1)


def require_official(acting: Acting, uow: UnitOfWork) -> Pegawai:
    """Return who is in if he or she is one of the three officials. Raises NotAllowedError."""
    return acting.require(uow, Peran.KASI, Peran.KABID, Peran.KADIS)


@dataclass(frozen=True, slots=True)
class ArsipService:
    """Takes in scans; each face asks for the password before."""

    acting: Acting
    signer: Signer

    def attach_scan(self, laporan_id: LaporanId, data: bytes, nama: str) -> Changes:
        """Bind the scan of the paper that was signed in ink to the ratified Laporan.

        Raises InvalidValueError for what is no scan or shows another document's check code,
        WrongStateError before ratification, NotAllowedError.
        """
        file = self._scan(data, nama)
        with self.acting.unit() as uow:
            laporan, _ = read_laporan(uow, laporan_id)
            me = require_official(self.acting, uow)
            if not is_ratified(laporan.status):
                raise WrongStateError(
                    "Laporan ini belum disahkan, jadi belum ada pindaian yang dapat dilampirkan."
                )
            self._refuse_other_paper(data, kode_cek(laporan.cuplikan_sha256))
            keep(
                uow,
                laporan,
                me,
                MacamArsip.PINDAIAN,
                file,
                waktu=self.acting.clock.now(),
                induk=laporan.berkas_sha256,
            )
            uow.commit()
        return _changed(laporan_id)

    def record_receipt(
        self, laporan_id: LaporanId, *, tanggal: date, penerima: str, data: bytes, nama: str
    ) -> Changes:
        """Record that the Ditjen received the Laporan: when, who, and the scan of the receipt.

        Raises InvalidValueError, MissingRequirementError, WrongStateError, NotAllowedError.
        """
        if not penerima.strip():
            raise MissingRequirementError("Nama penerima pada tanda terima wajib diisi.")
        file = self._scan(data, nama)
        with self.acting.unit() as uow:
            laporan, _ = read_laporan(uow, laporan_id)
            me = require_official(self.acting, uow)
            if laporan.status is not StatusLaporan.DISAMPAIKAN:
                raise WrongStateError(
                    "Tanda terima dicatat sesudah laporan disampaikan ke Ditjen (langkah 7)."
                )
            sent = laporan.tanggal_pengantar
            if sent is not None and tanggal < sent:
                raise InvalidValueError(
                    "Tanggal diterima tidak boleh sebelum tanggal surat pengantar."
                )
            keep(
                uow,
                laporan,
                me,
                MacamArsip.TANDA_TERIMA,
                file,
                waktu=self.acting.clock.now(),
                induk=laporan.berkas_sha256,
                tanggal=tanggal,
                keterangan=penerima.strip(),
            )
            uow.commit()
        return _changed(laporan_id)

    def open(self, arsip: Arsip) -> bytes:
        """Return the bytes. Raises NotFoundError for a file that did not arrive here."""
        with self.acting.reading() as uow:
            return uow.berkas.get(arsip.sha256)

    def _scan(self, data: bytes, nama: str) -> FileToKeep:
        jenis = media_type(data)
        if jenis not in SCANS:
            raise InvalidValueError(
                f"Berkas “{nama}” bukan pindaian. Pilih berkas PDF, JPG, atau PNG."
            )
        return FileToKeep(data, safe_name(nama, jenis), jenis)

    def _refuse_other_paper(self, data: bytes, kode: str) -> None:
        codes = self.signer.check_codes(data)
        if codes and kode not in codes:
            raise InvalidValueError(
                f"Kode cek pada pindaian ini ({codes[0]}) bukan milik laporan ini ({kode}). "
                "Pilih pindaian laporan yang benar."
            )


def _changed(laporan_id: LaporanId) -> Changes:
    return Changes.of(Topic.LAPORAN, records=frozenset({laporan_id}))
