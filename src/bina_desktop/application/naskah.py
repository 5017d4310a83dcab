"""The papers of a visit as one list: which there are, which can be drawn now, and drawing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.cetak import CetakService
from bina_desktop.application.dokumen import Naskah
from bina_desktop.application.dokumen_sop import DokumenSop, LembarSop
from bina_desktop.application.dokumen_tinjauan import DokumenKendali
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.kendali import Kendali
from bina_desktop.application.kop import read_kop
from bina_desktop.application.naskah_kunjungan import (
    compose_berita_acara,
    compose_daftar_hadir,
    compose_pemberitahuan,
)
from bina_desktop.application.naskah_rekomendasi import compose_matriks, compose_rekomendasi
from bina_desktop.application.naskah_tinjauan import compose_periksa
from bina_desktop.application.naskah_triwulan import (
    compose_nota_penyampaian,
    compose_nota_perintah,
    compose_rekap,
)
from bina_desktop.application.penugasan import find_perintah, find_sk_tim
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.rekap import read_hasil
from bina_desktop.application.rekomendasi import rekomendasi_of
from bina_desktop.application.tinjauan import find_laporan
from bina_desktop.domain.laporan import is_ratified, langkah_of, laporan_id_for
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
)
from bina_desktop.domain.nomor import OF_TRIWULAN, JenisNomor, nomor_id_for
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.temuan import Alamat


class JenisNaskah(StrEnum):
    """Papers of SOP 10.07.03.021, in the order in which they come about."""

    DISPOSISI = "lembar-disposisi"
    NOTA_PERINTAH = "nota-dinas-perintah"
    SK_TIM = "sk-tim"
    SPT = "spt"
    PEMBERITAHUAN = "surat-pemberitahuan"
    DAFTAR_HADIR = "daftar-hadir"
    BLANGKO_LEMBAR = "blangko-lembar-penilaian"
    BLANGKO_KUESIONER = "blangko-kuesioner-aparatur"
    BLANGKO_SKM = "blangko-kuesioner-skm"
    BERITA_ACARA = "berita-acara"
    LAPORAN = "laporan"
    KOREKSI = "lembar-koreksi"
    VALIDASI = "lembar-validasi"
    NOTA_PENYAMPAIAN = "nota-dinas-penyampaian"
    PENGANTAR = "surat-pengantar"
    REKOMENDASI = "surat-rekomendasi"
    MATRIKS = "matriks-tindak-lanjut"
    KENDALI = "lembar-kendali"
    REKAP = "rekap-provinsi"
    SOP = "lembar-sop"


@dataclass(frozen=True, slots=True)
class BarisNaskah:
    """One line of the list."""

    jenis: JenisNaskah
    judul: str
    langkah: int
    """Step of the SOP that it belongs to; 0 for none."""
    nomor: str = ""
    """Number given by TU; '' while "belum bernomor" or where it bears none."""
    hambatan: str = ""
    """Why it cannot be drawn yet, as a sentence; '' when it can."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What decides whether a paper can be drawn."""

    spt: Spt
    nomor: dict[JenisNaskah, str]
    perintah: bool
    sk: bool
    final: bool
    """True once a Lembar Penilaian is final."""
    laporan: bool
    validated: bool
    to_dirjen: bool
    """True where a recommendation is addressed to the Dirjen."""
    ratified: bool


Needs = Callable[[_Facts], str]


def _always(_facts: _Facts) -> str:
    return ""


def _perintah(facts: _Facts) -> str:
    return "" if facts.perintah else "Menunggu perintah Kepala Dinas (langkah 1)."


def _sk_tim(facts: _Facts) -> str:
    return "" if facts.sk else "Menunggu SK Tim (langkah 2)."


def _sheets(facts: _Facts) -> str:
    return "" if facts.final else "Menunggu lembar penilaian yang final."


def _draft(facts: _Facts) -> str:
    return "" if facts.laporan else "Menunggu draf laporan disusun."


def _validated(facts: _Facts) -> str:
    return "" if facts.validated else "Menunggu draf divalidasi (langkah 5)."


def _ratified(facts: _Facts) -> str:
    return "" if facts.ratified else "Menunggu laporan disahkan (langkah 6)."


def _to_dirjen(facts: _Facts) -> str:
    return "" if facts.to_dirjen else "Tidak ada rekomendasi yang ditujukan kepada Dirjen."


J = JenisNaskah
_KINDS: Final[dict[JenisNaskah, tuple[str, int, Needs]]] = {
    J.DISPOSISI: ("Lembar disposisi", 1, _perintah),
    J.NOTA_PERINTAH: ("Nota dinas perintah", 1, _perintah),
    J.SK_TIM: ("SK Tim dengan lampiran", 2, _sk_tim),
    J.SPT: ("Surat Perintah Tugas", 3, _always),
    J.PEMBERITAHUAN: ("Surat pemberitahuan kunjungan", 3, _always),
    J.DAFTAR_HADIR: ("Daftar hadir", 3, _always),
    J.BLANGKO_LEMBAR: ("Blangko Lembar Penilaian", 3, _always),
    J.BLANGKO_KUESIONER: ("Blangko Kuesioner Aparatur", 3, _always),
    J.BLANGKO_SKM: ("Blangko Kuesioner SKM", 3, _always),
    J.BERITA_ACARA: ("Berita Acara hasil penilaian", 3, _sheets),
    J.LAPORAN: ("Laporan Hasil Penilaian", 3, _draft),
    J.KOREKSI: ("Lembar koreksi", 4, _draft),
    J.VALIDASI: ("Lembar validasi", 5, _draft),
    J.NOTA_PENYAMPAIAN: ("Nota dinas penyampaian draf", 5, _validated),
    J.PENGANTAR: ("Surat pengantar dengan tanda terima", 7, _ratified),
    J.REKOMENDASI: ("Surat rekomendasi kepada Dirjen", 7, _to_dirjen),
    J.MATRIKS: ("Matriks tindak lanjut", 7, _always),
    J.KENDALI: ("Lembar kendali SOP", 0, _always),
    J.REKAP: ("Rekap provinsi triwulan ini", 0, _always),
    J.SOP: ("Lembar SOP dengan alur", 0, _always),
}
_OF_TRIWULAN: Final = frozenset({J.DISPOSISI, J.NOTA_PERINTAH, J.SK_TIM, J.REKAP, J.SOP})
"""Papers that are the same for every visit of a triwulan."""
_BLANGKO: Final = {
    J.BLANGKO_LEMBAR: FORM_LEMBAR_PENILAIAN,
    J.BLANGKO_KUESIONER: FORM_KUESIONER_APARATUR,
    J.BLANGKO_SKM: FORM_SKM,
}
"""Forms to be filled with a pen."""
_ELSEWHERE: Final = frozenset({J.DISPOSISI, J.SK_TIM, J.SPT, J.LAPORAN, J.PENGANTAR})
"""Papers that other tabs print, too."""


class NaskahService:
    """Lists and draws the papers of one visit, with those of its triwulan."""

    def __init__(
        self,
        acting: Acting,
        cetak: CetakService,
        *,
        kendali: Kendali,
        formulir: FormulirService,
        lembar_sop: LembarSop,
    ) -> None:
        self._acting = acting
        self._cetak = cetak
        self._kendali = kendali
        self._formulir = formulir
        self._lembar_sop = lembar_sop

    def list(self, spt_id: SptId) -> Sequence[BarisNaskah]:
        """Return every paper in the order of the SOP. Raises NotFoundError."""
        with self._acting.reading() as uow:
            facts = _read_facts(uow, uow.spt.get(spt_id))
        return [
            BarisNaskah(jenis, judul, langkah, facts.nomor.get(jenis, ""), needs(facts))
            for jenis, (judul, langkah, needs) in _KINDS.items()
        ]

    def suggested_name(self, spt_id: SptId, jenis: JenisNaskah) -> str:
        """Return a file name that sorts by step: `3-berita-acara-17.05-2026-T4.pdf`."""
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
        _, langkah, _ = _KINDS[jenis]
        place = "" if jenis in _OF_TRIWULAN else spt.kode_wilayah
        parts = (str(langkah) if langkah else "", jenis, place, str(spt.triwulan))
        return "-".join(part for part in parts if part) + ".pdf"

    def draw(self, spt_id: SptId, jenis: JenisNaskah) -> bytes:
        """Return the PDF. Raises MissingRequirementError while it cannot be drawn."""
        if jenis in _BLANGKO:
            return self._cetak.blangko(spt_id, _BLANGKO[jenis])
        if jenis in _ELSEWHERE:
            return self._drawn_elsewhere(spt_id, jenis)
        if jenis is J.REKAP:
            self._cetak.susunan.warm()
        with self._acting.reading() as uow:
            dokumen = self._compose(uow, uow.spt.get(spt_id), jenis)
        return self._cetak.documents.naskah(dokumen)

    def _compose(self, uow: UnitOfWork, spt: Spt, jenis: JenisNaskah) -> Naskah:
        sop, wilayah, now = self._kendali.sop, self._kendali.wilayah, self._acting.clock.now()
        kop = read_kop(uow, wilayah)
        by_kind: dict[JenisNaskah, Callable[[], Naskah]] = {
            J.NOTA_PERINTAH: lambda: compose_nota_perintah(uow, kop, spt, sop.nomor),
            J.PEMBERITAHUAN: lambda: compose_pemberitahuan(uow, kop, spt),
            J.DAFTAR_HADIR: lambda: compose_daftar_hadir(uow, kop, spt),
            J.BERITA_ACARA: lambda: compose_berita_acara(uow, kop, spt),
            J.KOREKSI: lambda: compose_periksa(uow, kop, spt, sop, 4, now=now),
            J.VALIDASI: lambda: compose_periksa(uow, kop, spt, sop, 5, now=now),
            J.NOTA_PENYAMPAIAN: lambda: compose_nota_penyampaian(uow, kop, spt, now),
            J.REKOMENDASI: lambda: compose_rekomendasi(uow, kop, spt, now),
            J.MATRIKS: lambda: compose_matriks(uow, kop, spt, now),
            J.KENDALI: lambda: DokumenKendali(
                kop.kantor,
                kop.provinsi,
                self._kendali.compose(uow, spt, now),
                kop.pejabat(Peran.KABID, self._acting.today()),
            ),
            J.REKAP: lambda: compose_rekap(
                uow, kop, spt.triwulan, now, formulir=self._formulir, wilayah=wilayah
            ),
            J.SOP: lambda: DokumenSop(kop.kantor, kop.provinsi, sop, self._lembar_sop),
        }
        return by_kind[jenis]()

    def _drawn_elsewhere(self, spt_id: SptId, jenis: JenisNaskah) -> bytes:
        """Draw what other tabs draw, too."""
        with self._acting.reading() as uow:
            spt = uow.spt.get(spt_id)
            laporan = laporan_id_for(spt_id)
        by_kind: dict[JenisNaskah, Callable[[], bytes]] = {
            J.DISPOSISI: lambda: self._cetak.disposisi(spt.triwulan),
            J.SK_TIM: lambda: self._cetak.sk_tim(spt.triwulan),
            J.SPT: lambda: self._cetak.spt(spt_id),
            J.LAPORAN: lambda: self._cetak.laporan(laporan),
            J.PENGANTAR: lambda: self._cetak.surat_pengantar(laporan),
        }
        return by_kind[jenis]()


def _read_facts(uow: UnitOfWork, spt: Spt) -> _Facts:
    sk = find_sk_tim(uow, spt.triwulan)
    laporan = find_laporan(uow, spt)
    known = {one.id: one.nomor for one in uow.nomor_naskah.all()}
    numbers: dict[JenisNaskah, str] = {}
    for jenis in JenisNomor:
        of = str(spt.triwulan) if jenis in OF_TRIWULAN else spt.id
        numbers[JenisNaskah(jenis)] = known.get(nomor_id_for(jenis, of), "")
    numbers |= {J.SK_TIM: sk.nomor if sk else "", J.SPT: spt.nomor}
    if laporan is not None:
        numbers |= {J.LAPORAN: laporan.nomor, J.PENGANTAR: laporan.nomor_pengantar}
    return _Facts(
        spt=spt,
        nomor=numbers,
        perintah=find_perintah(uow, spt.triwulan) is not None,
        sk=sk is not None,
        final=bool(read_hasil(uow, spt.id).aparatur),
        laporan=laporan is not None,
        to_dirjen=bool(rekomendasi_of(uow, spt.id, Alamat.DIRJEN)),
        validated=laporan is not None and langkah_of(laporan.status) > 5,
        ratified=laporan is not None and is_ratified(laporan.status),
    )
