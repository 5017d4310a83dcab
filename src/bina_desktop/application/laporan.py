"""Laporan Hasil Penilaian: compose, review, ratify, sign, deliver (SOP steps 3b to 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bina_desktop.application.actor import Acting
from bina_desktop.application.cetak import CetakService
from bina_desktop.application.dasar_temuan import BahanTemuan, bahan_temuan
from bina_desktop.application.gerbang import is_elsewhere, require_clear, require_final
from bina_desktop.application.kendali import Kendali
from bina_desktop.application.lembar_penilaian import sort_lembar
from bina_desktop.application.pengesahan import PengesahanLaporan
from bina_desktop.application.penugasan import spt_of
from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.application.register import require_number
from bina_desktop.application.signature import Credential, PdfVerification, Signer
from bina_desktop.application.temuan import propose
from bina_desktop.application.tinjauan import (
    Actions,
    Tinjauan,
    find_laporan,
    read_laporan,
    step_of,
)
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain import laporan as rules
from bina_desktop.domain.arsip import require_scan
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.errors import (
    InvalidValueError,
    NotFoundError,
    WrongStateError,
)
from bina_desktop.domain.frasa import Frasa
from bina_desktop.domain.kalender import KalenderKerja
from bina_desktop.domain.laporan import Laporan, LaporanId, is_ratified, laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, StatusLembar, is_set_aside
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, Sop, events_of
from bina_desktop.domain.temuan import Temuan, sort_temuan
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah


@dataclass(frozen=True, slots=True)
class LaporanSummary:
    """One line of the review list; a visit without a Laporan yet has `laporan` None."""

    spt: Spt
    wilayah: Wilayah
    laporan: Laporan | None
    langkah: int
    lembar: int
    lembar_final: int
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class LaporanDetail:
    """A Laporan with all it is made from."""

    spt: Spt
    wilayah: Wilayah
    laporan: Laporan
    lembar: tuple[LembarSummary, ...]
    temuan: tuple[Temuan, ...]
    riwayat: tuple[Peristiwa, ...]
    nama_pelaku: dict[str, str]
    """Names by Pegawai id, for the history."""
    actions: Actions
    bahan: BahanTemuan = field(default_factory=BahanTemuan)


class LaporanService:
    """Moves a Laporan along the SOP; each step checks actor and requirement, stamps the clock."""

    def __init__(
        self,
        acting: Acting,
        sop: Sop,
        wilayah: tuple[Wilayah, ...],
        cetak: CetakService,
        signer: Signer,
        *,
        frasa: tuple[Frasa, ...],
        kalender: KalenderKerja,
    ) -> None:
        self._acting = acting
        self._sop = sop
        self._wilayah = {w.kode: w for w in wilayah}
        self._cetak = cetak
        self._signer = signer
        self._frasa = frasa
        self._tinjauan = Tinjauan(acting, sop, Kendali(sop, kalender, wilayah))
        self._pengesahan = PengesahanLaporan(acting, sop, cetak, signer, self._tinjauan)

    def list(self, triwulan: Triwulan) -> Sequence[LaporanSummary]:
        """Return one line per visit of the triwulan."""
        with self._acting.reading() as uow:
            return [self._summary(uow, spt) for spt in spt_of(uow, triwulan)]

    def compose(self, spt_id: SptId) -> Changes:
        """Make (or refresh) the draft from final sheets; proposes texts and findings where blank.

        A proposed finding that the team deleted is not proposed again.
        Raises MissingRequirementError when a sheet of the visit is not final or there is none.
        """
        self._cetak.susunan.warm()
        with self._acting.unit() as uow:
            spt = uow.spt.get(spt_id)
            known = find_laporan(uow, spt) or Laporan(laporan_id_for(spt_id), spt_id)
            self._tinjauan.require_step(uow, known, spt, 3)
            require_final(uow.queries.lembar(spt_id=spt_id))
            propose(uow, spt, self._frasa)
            temuan = uow.queries.temuan(spt_id)
            texts = self._cetak.susunan.propose_texts(uow, known, spt, temuan)
            uow.laporan.save(
                replace(known, gambaran_umum=texts[0], pembahasan=texts[1], kesimpulan=texts[2])
            )
            uow.commit()
        return _changed(known.id)

    def detail(self, spt_id: SptId) -> LaporanDetail:
        """Return the Laporan of a visit. Raises NotFoundError before compose."""
        formulir = self._cetak.susunan.formulir
        with (
            formulir.reading(FORM_LEMBAR_PENILAIAN, {}) as form,
            self._acting.reading() as uow,
        ):
            spt = uow.spt.get(spt_id)
            laporan = find_laporan(uow, spt)
            if laporan is None:
                raise NotFoundError(
                    "Laporan kunjungan ini belum disusun. Susun dari lembar yang sudah final."
                )
            rows = tuple(sort_lembar(uow.queries.lembar(spt_id=spt_id)))
            return LaporanDetail(
                spt=spt,
                wilayah=self._wilayah_of(spt.kode_wilayah),
                laporan=laporan,
                lembar=rows,
                temuan=sort_temuan(uow.queries.temuan(spt_id)),
                riwayat=events_of(uow.queries.peristiwa(spt.triwulan), spt.kode_wilayah),
                nama_pelaku={str(p.id): p.nama for p in uow.pegawai.all()},
                actions=self._tinjauan.actions(uow, laporan, spt),
                bahan=bahan_temuan(uow, spt_id, self._frasa, form),
            )

    def save_texts(
        self, laporan_id: LaporanId, *, gambaran_umum: str, pembahasan: str, kesimpulan: str
    ) -> Changes:
        """Edit the texts; the Tim while it is theirs. Later they change by koreksi only."""
        with self._acting.unit() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            self._tinjauan.require_writing(uow, laporan, spt)
            uow.laporan.save(
                replace(
                    laporan,
                    gambaran_umum=gambaran_umum.strip(),
                    pembahasan=pembahasan.strip(),
                    kesimpulan=kesimpulan.strip(),
                )
            )
            uow.commit()
        return _changed(laporan_id)

    def submit(self, laporan_id: LaporanId, *, keterlambatan: str = "") -> Changes:
        """Step 3 done: the Tim hands the draft to the Kasi.

        `keterlambatan` says why where the step is over its mutu baku, here and below.
        """
        with self._acting.unit() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            me = self._tinjauan.require_step(uow, laporan, spt, 3)
            require_clear(uow, self._sop, spt, laporan, 3)
            submitted = rules.submit(self._sop, laporan)
            return self._close_step(uow, submitted, spt, 3, me, keterlambatan=keterlambatan)

    def correct(
        self, laporan_id: LaporanId, *, catatan: str = "", keterlambatan: str = ""
    ) -> Changes:
        """Step 4 done: the Kasi passes the corrected draft to the Kabid."""
        with self._acting.unit() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            me = self._tinjauan.require_step(uow, laporan, spt, 4)
            require_clear(uow, self._sop, spt, laporan, 4)
            corrected = rules.correct(self._sop, laporan, catatan=catatan)
            return self._close_step(
                uow,
                corrected,
                spt,
                4,
                me,
                alasan=catatan.strip(),
                keterlambatan=keterlambatan,
            )

    def validate(self, laporan_id: LaporanId, *, keterlambatan: str = "") -> Changes:
        """Step 5 done: the Kabid passes it to the Kepala Dinas."""
        with self._acting.unit() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            me = self._tinjauan.require_step(uow, laporan, spt, 5)
            require_clear(uow, self._sop, spt, laporan, 5)
            validated = rules.validate(self._sop, laporan)
            return self._close_step(uow, validated, spt, 5, me, keterlambatan=keterlambatan)

    def return_laporan(
        self, laporan_id: LaporanId, *, alasan: str, ke_langkah: int = 3
    ) -> Changes:
        """Return the draft to an earlier step with a reason of at least 10 characters."""
        with self._acting.unit(reason=alasan.strip()) as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            now = rules.langkah_of(laporan.status)
            returned = rules.return_to(self._sop, laporan, langkah=ke_langkah, alasan=alasan)
            me = self._tinjauan.require_step(uow, laporan, spt, now)
            uow.laporan.save(returned)
            event = self._tinjauan.event(uow, spt, now, JenisPeristiwa.KEMBALI, me)
            uow.peristiwa.save(replace(event, alasan=alasan.strip(), ke_langkah=ke_langkah))
            uow.commit()
        return _changed(laporan_id)

    def ratify(
        self,
        laporan_id: LaporanId,
        *,
        nomor: str,
        tanggal: date,
        credential: Credential | None,
        keterlambatan: str = "",
    ) -> Changes:
        """Step 6: freeze, draw and sign.

        With a `credential` the PDF is signed electronically; without it the PDF is made for wet
        ink (room for signature and stamp) and stored unsigned.

        Nobody ratifies what he or she made. Raises SigningError, NotAllowedError, WrongStateError.
        """
        self._pengesahan.ratify(
            laporan_id,
            nomor=nomor,
            tanggal=tanggal,
            credential=credential,
            keterlambatan=keterlambatan,
        )
        return _changed(laporan_id)

    def deliver(
        self,
        laporan_id: LaporanId,
        *,
        nomor_pengantar: str,
        tanggal: date,
        keterlambatan: str = "",
    ) -> Changes:
        """Step 7: the Kabid sends it to the Ditjen with a Surat Pengantar."""
        with self._acting.unit() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            me = self._tinjauan.require_step(uow, laporan, spt, 7)
            require_scan(uow.arsip.of(laporan_id), laporan.berkas_sha256)
            if laporan.tanggal is not None and tanggal < laporan.tanggal:
                raise InvalidValueError(
                    "Tanggal surat pengantar tidak boleh sebelum tanggal laporan "
                    f"({format_tanggal(laporan.tanggal)})."
                )
            require_number(uow, JenisNomor.PENGANTAR, nomor_pengantar, tanggal, of=spt.id)
            sent = rules.deliver(
                self._sop, laporan, nomor_pengantar=nomor_pengantar, tanggal=tanggal
            )
            output = f"Surat Pengantar {sent.nomor_pengantar}".strip()
            return self._close_step(
                uow, sent, spt, 7, me, output=output, keterlambatan=keterlambatan
            )

    def final_pdf(self, laporan_id: LaporanId) -> bytes:
        """Return the frozen PDF of a ratified Laporan.

        Raises WrongStateError before, NotFoundError where this installation lacks the file.
        """
        with self._acting.reading() as uow:
            laporan = uow.laporan.get(laporan_id)
            if not is_ratified(laporan.status):
                raise WrongStateError(
                    "Laporan ini belum disahkan, jadi belum ada berkas akhirnya."
                )
            if not uow.berkas.has(laporan.berkas_sha256):
                raise NotFoundError(
                    "Berkas laporan yang disahkan tidak tersimpan pada pemasangan ini; mintalah "
                    "dari komputer kantor tempat laporan disahkan."
                )
            return uow.berkas.get(laporan.berkas_sha256)

    def verify(self, pdf: bytes) -> PdfVerification:
        """Check the signatures of a PDF and whether it is one this database froze."""
        found = self._signer.verify(pdf)
        with self._acting.reading() as uow:
            known = uow.berkas.has(found.sha256)
        note = (
            "Berkas ini sama persis dengan yang dibekukan di basis data ini."
            if known
            else "Berkas ini bukan salah satu yang dibekukan di basis data ini."
        )
        return replace(found, explanation=f"{found.explanation} {note}".strip())

    def _close_step(
        self,
        uow: UnitOfWork,
        laporan: Laporan,
        spt: Spt,
        langkah: int,
        me: Pegawai,
        *,
        alasan: str = "",
        output: str = "",
        keterlambatan: str = "",
    ) -> Changes:
        self._tinjauan.close_step(
            uow,
            laporan,
            spt,
            langkah,
            me,
            alasan=alasan,
            output=output,
            keterlambatan=keterlambatan,
        )
        return _changed(laporan.id)

    def _summary(self, uow: UnitOfWork, spt: Spt) -> LaporanSummary:
        laporan = find_laporan(uow, spt)
        found = uow.queries.lembar(spt_id=spt.id)
        rows = [row for row in found if not is_set_aside(row.formulir, row.status)]
        draft = laporan or Laporan(laporan_id_for(spt.id), spt.id)
        may = self._tinjauan.actions(uow, draft, spt)
        return LaporanSummary(
            spt=spt,
            wilayah=self._wilayah_of(spt.kode_wilayah),
            laporan=laporan,
            langkah=step_of(laporan),
            lembar=len(rows),
            lembar_final=sum(row.status is StatusLembar.FINAL for row in rows),
            waits_for_me=may.meja > 0 and not any(is_elsewhere(one) for one in may.halangan),
        )

    def _wilayah_of(self, kode: KodeWilayah) -> Wilayah:
        return self._wilayah.get(kode) or Wilayah(kode, f"Wilayah {kode}")


def _changed(laporan_id: LaporanId) -> Changes:
    return Changes.of(Topic.LAPORAN, Topic.TEMUAN, records=frozenset({laporan_id}))
