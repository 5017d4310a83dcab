"""Documents: gathers what a print needs and has it drawn.

Each method reads in one short unit of work and draws with none open.
"""

from __future__ import annotations

from dataclasses import replace

from bina_desktop.application.actor import Acting
from bina_desktop.application.blangko import compose_blangko_kuesioner, compose_blangko_lembar
from bina_desktop.application.dasar_hukum import DasarHukum, dasar_hukum_for
from bina_desktop.application.dokumen import (
    BarisPengantar,
    Documents,
    DokumenDisposisi,
    DokumenPengantar,
    DokumenSkTim,
    DokumenSpt,
)
from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import identity_values, prefill
from bina_desktop.application.isi_lembar import compose_lembar
from bina_desktop.application.kop import Kop, read_kop
from bina_desktop.application.orang import BarisTim
from bina_desktop.application.penugasan import find_perintah, find_sk_tim
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.susun_laporan import Susunan, wib_date
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.laporan import LaporanId
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, LembarId
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import AparaturId, Peran
from bina_desktop.domain.penugasan import SkTim, Spt, SptId
from bina_desktop.domain.sop import Sop
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah


class CetakService:
    """Makes PDFs; each method returns the bytes of a whole document."""

    def __init__(
        self,
        acting: Acting,
        documents: Documents,
        *,
        sop: Sop,
        wilayah: tuple[Wilayah, ...],
        formulir: FormulirService,
        dasar_hukum: tuple[DasarHukum, ...],
    ) -> None:
        self._acting = acting
        self._sop = sop
        self._wilayah = wilayah
        self._formulir = formulir
        self._visit = VisitAnswers(formulir)
        self._dasar_hukum = dasar_hukum
        self.documents = documents
        self.susunan = Susunan(formulir, wilayah, dasar_hukum)

    def disposisi(self, triwulan: Triwulan) -> bytes:
        """Lembar Disposisi of step 1. Raises MissingRequirementError before the order."""
        with self._acting.reading() as uow:
            kop = read_kop(uow, self._wilayah)
            perintah = find_perintah(uow, triwulan)
        if perintah is None:
            raise MissingRequirementError(f"Belum ada perintah untuk {triwulan.label}.")
        dokumen = DokumenDisposisi(
            kantor=kop.kantor,
            provinsi=kop.provinsi,
            triwulan=triwulan,
            dari=kop.penandatangan(
                perintah.dari, Peran.KADIS, wib_date(perintah.diterbitkan_pada)
            ),
            kepada=kop.orang(perintah.kepada),
            isi=perintah.isi,
            tanggal=wib_date(perintah.diterbitkan_pada),
            batas=perintah.batas,
        )
        return self.documents.disposisi(dokumen)

    def sk_tim(self, triwulan: Triwulan) -> bytes:
        """SK Tim with its Lampiran. Raises MissingRequirementError before the team is formed."""
        with self._acting.reading() as uow:
            kop = read_kop(uow, self._wilayah)
            sk = _require_sk(uow, triwulan)
        kasi = kop.orang(kop.holder(Peran.KASI)).jabatan
        dokumen = DokumenSkTim(
            kantor=kop.kantor,
            provinsi=kop.provinsi,
            triwulan=triwulan,
            nomor=sk.nomor,
            tanggal=sk.tanggal,
            penetap=kop.penandatangan(sk.ditetapkan_oleh, Peran.KADIS, sk.tanggal),
            anggota=tuple(BarisTim(kop.orang(a.pegawai_id), a.kedudukan) for a in sk.anggota),
            mengingat=dasar_hukum_for("sk_tim", self._dasar_hukum),
            anggaran=sk.anggaran,
            nomor_sop=self._sop.nomor,
            tanggal_sop=self._sop.disahkan,
            nomor_kosong=kop.nomor_kosong(JenisNomor.SK_TIM, sk.tanggal),
            tembusan=kop.tembusan(JenisNomor.SK_TIM),
        )
        if kasi:
            dokumen = replace(dokumen, jabatan_kasi=kasi)
        return self.documents.sk_tim(dokumen)

    def spt(self, spt_id: SptId) -> bytes:
        """Surat Perintah Tugas."""
        with self._acting.reading() as uow:
            kop = read_kop(uow, self._wilayah)
            spt = uow.spt.get(spt_id)
            sk = uow.sk_tim.find(spt.sk_tim_id)
        wilayah = kop.wilayah_of(spt.kode_wilayah)
        dokumen = DokumenSpt(
            kantor=kop.kantor,
            provinsi=kop.provinsi,
            triwulan=spt.triwulan,
            nomor=spt.nomor,
            tanggal=spt.tanggal,
            dasar=self._grounds(kop, spt, sk),
            petugas=tuple(kop.orang(key) for key in spt.petugas),
            wilayah=wilayah.nama,
            nama_dinas=wilayah.nama_dinas,
            mulai=spt.mulai,
            selesai=spt.selesai,
            penetap=kop.penandatangan(spt.ditetapkan_oleh, Peran.KADIS, spt.tanggal),
            anggaran=spt.anggaran,
            nomor_kosong=kop.nomor_kosong(JenisNomor.SPT, spt.tanggal),
            tembusan=kop.tembusan(JenisNomor.SPT, wilayah),
        )
        return self.documents.spt(dokumen)

    def lembar(self, lembar_id: LembarId) -> bytes:
        """Filled Lembar Penilaian or Kuesioner, relevant questions only."""
        with self._acting.reading() as uow:
            kop = read_kop(uow, self._wilayah)
            lembar = uow.lembar.get(lembar_id)
            answers = self._visit.of(uow, lembar)
            spt = uow.spt.get(lembar.spt_id)
            aparatur = uow.aparatur.find(lembar.aparatur_id) if lembar.aparatur_id else None
        with self._formulir.reading(lembar.formulir, answers, version=lembar.versi) as session:
            dokumen = compose_lembar(kop, lembar, spt, aparatur, session)
        return self.documents.lembar(dokumen)

    def blangko(
        self, spt_id: SptId, formulir: str, aparatur_id: AparaturId | None = None
    ) -> bytes:
        """Return a form of a visit to be filled with a pen.

        A Lembar Penilaian asks what is asked of this officer, or everything where none is named.
        """
        with self._acting.reading() as uow:
            kop = read_kop(uow, self._wilayah)
            spt = uow.spt.get(spt_id)
            aparatur = uow.aparatur.get(aparatur_id) if aparatur_id else None
            petugas = [one for key in spt.petugas if (one := uow.pegawai.find(key))]
        known = dict(identity_values(spt, aparatur, petugas, today=self._acting.today()))
        del known["tanggal"]
        with self._formulir.reading(formulir, {}) as session:
            if formulir == FORM_LEMBAR_PENILAIAN:
                prefill(session, known)
                return self.documents.lembar(compose_blangko_lembar(kop, spt, aparatur, session))
            return self.documents.lembar(compose_blangko_kuesioner(kop, spt, session, known))

    def laporan(self, laporan_id: LaporanId) -> bytes:
        """Laporan Hasil Penilaian; with watermark DRAF until ratified, then the frozen file."""
        self.susunan.warm()
        with self._acting.reading() as uow:
            laporan = uow.laporan.get(laporan_id)
            if laporan.berkas_sha256 and uow.berkas.has(laporan.berkas_sha256):
                return uow.berkas.get(laporan.berkas_sha256)
            dokumen = self.susunan.dokumen(uow, laporan, on=self._acting.today())
        return self.draw_laporan(dokumen)

    def draw_laporan(self, dokumen: DokumenLaporan) -> bytes:
        """Draw a composed Laporan with the photographs that this installation keeps."""
        return self.documents.laporan(dokumen, self._file)

    def _file(self, sha256: str) -> bytes | None:
        with self._acting.reading() as uow:
            return uow.berkas.get(sha256) if uow.berkas.has(sha256) else None

    def surat_pengantar(self, laporan_id: LaporanId) -> bytes:
        """Surat Pengantar to the Ditjen, with the receipt part."""
        with self._acting.reading() as uow:
            kop = read_kop(uow, self._wilayah)
            laporan = uow.laporan.get(laporan_id)
            spt = uow.spt.get(laporan.spt_id)
        wilayah = kop.wilayah_of(spt.kode_wilayah)
        number = f" Nomor {laporan.nomor}" if laporan.nomor else ""
        day = laporan.tanggal_pengantar or self._acting.today()
        dokumen = DokumenPengantar(
            kantor=kop.kantor,
            provinsi=kop.provinsi,
            nomor=laporan.nomor_pengantar,
            tanggal=day,
            baris=(
                BarisPengantar(
                    f"Laporan Hasil Penilaian Kinerja Pejabat Dinas Dukcapil {wilayah.nama} "
                    f"{spt.triwulan.label}{number}"
                ),
            ),
            pengirim=kop.pejabat(Peran.KADIS, day, otherwise=spt.ditetapkan_oleh),
            nomor_kosong=kop.nomor_kosong(JenisNomor.PENGANTAR, day),
            yth=kop.yth(JenisNomor.PENGANTAR),
            tembusan=kop.tembusan(JenisNomor.PENGANTAR, wilayah),
        )
        return self.documents.surat_pengantar(dokumen)

    def _grounds(self, kop: Kop, spt: Spt, sk: SkTim | None) -> tuple[str, ...]:
        grounds = [item.teks for item in dasar_hukum_for("spt", self._dasar_hukum)]
        if sk is not None:
            number = f" Nomor {sk.nomor}" if sk.nomor else ""
            grounds.append(
                f"Keputusan Kepala Dinas Kependudukan dan Pencatatan Sipil {kop.provinsi}{number} "
                f"tanggal {format_tanggal(sk.tanggal)} tentang Pembentukan Tim Pembinaan Aparatur "
                f"yang Membidangi Pendaftaran Penduduk {spt.triwulan.label}"
            )
        if spt.anggaran:
            grounds.append(spt.anggaran)
        return tuple(grounds)


def _require_sk(uow: UnitOfWork, triwulan: Triwulan) -> SkTim:
    sk = find_sk_tim(uow, triwulan)
    if sk is None:
        raise MissingRequirementError(f"Belum ada SK Tim untuk {triwulan.label}.")
    return sk
