"""SOP step 6: freeze what a Laporan is made from, draw, sign and store it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from bina_desktop.application.actor import Acting
from bina_desktop.application.arsip import FileToKeep, keep
from bina_desktop.application.cetak import CetakService
from bina_desktop.application.cuplikan import freeze
from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.gerbang import require_clear
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.register import require_number
from bina_desktop.application.signature import Credential, Signer, SignerIdentity
from bina_desktop.application.tinjauan import Tinjauan, read_laporan
from bina_desktop.domain import laporan as rules
from bina_desktop.domain.arsip import CaraTandaTangan, MacamArsip
from bina_desktop.domain.errors import MissingRequirementError, WrongStateError
from bina_desktop.domain.laporan import Laporan, LaporanId
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.sop import Sop


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is about to be drawn and signed."""

    laporan: Laporan
    spt: Spt
    pengesah: Pegawai
    dokumen: DokumenLaporan
    tanggal: date
    """Day of its number."""


@dataclass(frozen=True, slots=True)
class PengesahanLaporan:
    """Ratifies in three parts: a short reading, slow work with nothing open, a short writing."""

    acting: Acting
    sop: Sop
    cetak: CetakService
    signer: Signer
    tinjauan: Tinjauan

    def ratify(
        self,
        laporan_id: LaporanId,
        *,
        nomor: str,
        tanggal: date,
        credential: Credential | None,
        keterlambatan: str = "",
    ) -> None:
        """Freeze, draw, sign (with a `credential`) and store.

        Raises SigningError, NotAllowedError, MissingRequirementError, and WrongStateError where
        anything changed while the document was drawn and signed; then nothing was stored.
        """
        if credential is not None and not nomor.strip():
            raise MissingRequirementError(
                "Nomor laporan wajib diisi sebelum ditandatangani elektronik, karena sesudahnya "
                "tidak dapat ditulis lagi."
            )
        self.cetak.susunan.warm()
        at = self.acting.clock.now()
        elektronik = credential is not None
        with self.acting.reading() as uow:
            stored, spt, me = self.checked(uow, laporan_id)
            self.tinjauan.require_reason(uow, spt, 6, keterlambatan)
            require_number(uow, JenisNomor.LAPORAN, nomor, tanggal, of=spt.id)
            laporan = rules.prepare_ratification(
                self.sop, stored, nomor=nomor, tanggal=tanggal, pada=at
            )
            dokumen = self.cetak.susunan.dokumen(
                uow, laporan, elektronik=elektronik, pengesah=me.id
            )
        prepared = Prepared(laporan, spt, me, dokumen, tanggal)
        pdf = self.cetak.draw_laporan(dokumen)
        if credential is not None:
            pdf = self.sign(pdf, prepared, credential=credential, at=at)
        cara = CaraTandaTangan.SERTIFIKAT if elektronik else CaraTandaTangan.BASAH
        self.store(prepared, pdf, cara, keterlambatan)

    def checked(self, uow: UnitOfWork, laporan_id: LaporanId) -> tuple[Laporan, Spt, Pegawai]:
        laporan, spt = read_laporan(uow, laporan_id)
        me = self.tinjauan.require_step(uow, laporan, spt, 6)
        require_clear(uow, self.sop, spt, laporan, 6)
        return laporan, spt, me

    def sign(
        self, pdf: bytes, prepared: Prepared, *, credential: Credential, at: datetime
    ) -> bytes:
        me = prepared.pengesah
        return self.signer.sign(
            pdf,
            credential=credential,
            identity=SignerIdentity(me.nama, me.nip, prepared.dokumen.pengesahan.pengesah.jabatan),
            reason=f"Pengesahan Laporan Hasil Penilaian {prepared.spt.triwulan.label}",
            location=prepared.dokumen.kantor.kota,
            at=at,
        )

    def store(
        self, prepared: Prepared, pdf: bytes, cara: CaraTandaTangan, keterlambatan: str = ""
    ) -> None:
        """Freeze and keep what was signed, and close step 6.

        Raises WrongStateError where data changed meanwhile, or the number was taken.
        """
        snapshot = freeze(prepared.dokumen)
        number = prepared.laporan.nomor
        with self.acting.unit() as uow:
            stored, spt, me = self.checked(uow, prepared.laporan.id)
            require_number(uow, JenisNomor.LAPORAN, number, prepared.tanggal, of=spt.id, held=True)
            ratified = rules.ratify(
                self.sop,
                stored,
                prepared.laporan,
                cuplikan_sha256=hashlib.sha256(snapshot).hexdigest(),
                berkas_sha256=hashlib.sha256(pdf).hexdigest(),
            )
            now = self.cetak.susunan.dokumen(
                uow,
                prepared.laporan,
                elektronik=prepared.dokumen.elektronik,
                paraf=prepared.dokumen.paraf,
                pengesah=prepared.pengesah.id,
            )
            if freeze(now) != snapshot:
                raise WrongStateError(
                    "Data kunjungan berubah selagi laporan ditandatangani, sehingga tidak ada "
                    "yang disahkan. Periksa laporan, lalu sahkan kembali."
                )
            name = f"laporan-{spt.kode_wilayah}-{spt.triwulan}"
            file = keep(
                uow,
                ratified,
                me,
                MacamArsip.CUPLIKAN,
                FileToKeep(snapshot, f"{name}.json", "application/json"),
                waktu=self.acting.clock.now(),
            )
            keep(
                uow,
                ratified,
                me,
                MacamArsip.DISAHKAN,
                FileToKeep(pdf, f"{name}.pdf", "application/pdf"),
                waktu=self.acting.clock.now(),
                induk=file.sha256,
                keterangan=cara,
            )
            output = f"Laporan Hasil Penilaian {ratified.nomor}".strip()
            self.tinjauan.close_step(
                uow, ratified, spt, 6, me, output=output, keterlambatan=keterlambatan
            )
