"""Signing of a Laporan by several, elsewhere or in ink, and the files that come of it.

A document that is signed in turn or elsewhere is drawn once, frozen, and signed as it is: what
changes meanwhile makes it worthless, and it is drawn anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bina_desktop.application.actor import Acting
from bina_desktop.application.arsip import FileToKeep, keep, require_official
from bina_desktop.application.cetak import CetakService
from bina_desktop.application.cuplikan import freeze
from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.application.kop import read_kop
from bina_desktop.application.pengesahan import PengesahanLaporan, Prepared
from bina_desktop.application.perubahan import changes_after
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.register import require_number
from bina_desktop.application.signature import (
    FIELDS,
    KABID,
    KASI,
    Credential,
    Signer,
    SignerIdentity,
)
from bina_desktop.application.signing_state import ReadyDocument, TandaTangan
from bina_desktop.application.susun_laporan import latest_actor
from bina_desktop.application.tinjauan import Tinjauan, read_laporan
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain import laporan as rules
from bina_desktop.domain.arsip import Arsip, CaraTandaTangan, MacamArsip, newest_of, way_of
from bina_desktop.domain.errors import (
    MissingRequirementError,
    NotAllowedError,
    SigningError,
    WrongStateError,
)
from bina_desktop.domain.kode_cek import kode_cek
from bina_desktop.domain.laporan import Laporan, LaporanId, StatusLaporan, is_ratified
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.sop import JenisPeristiwa, Sop

_STEPS = {KASI: 4, KABID: 5}
"""Step whose actor signs in a field."""


@dataclass(frozen=True, slots=True)
class TandaTanganService:
    """Carries out the acts; each face asks for the password before."""

    acting: Acting
    sop: Sop
    cetak: CetakService
    signer: Signer
    tinjauan: Tinjauan

    @property
    def _pengesahan(self) -> PengesahanLaporan:
        return PengesahanLaporan(self.acting, self.sop, self.cetak, self.signer, self.tinjauan)

    def read(self, laporan_id: LaporanId) -> TandaTangan:
        """Return how far it is; reads the whole visit, so it takes a moment."""
        self.cetak.susunan.warm()
        with self.acting.reading() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            files = uow.arsip.of(laporan_id)
            me = self.acting.pegawai(uow)
            people = {str(one.id): one.nama for one in uow.pegawai.all()}
            official = me is not None and bool(me.peran & {Peran.KASI, Peran.KABID, Peran.KADIS})
            shown = TandaTangan(tuple(reversed(files)), people)
            if is_ratified(laporan.status):
                return self._ratified(uow, laporan, shown, official=official)
            if laporan.status is not StatusLaporan.DIVALIDASI:
                return shown
            ready = self._ready(uow, laporan, files)
            actions = self.tinjauan.actions(uow, laporan, spt)
            ratifies = (
                actions.ratify
                and ready is not None
                and ready.due not in _STEPS
                and me is not None
                and me.id == ready.pengesah
            )
            return TandaTangan(
                shown.files,
                people,
                ready=ready,
                pengesah=self._signers(uow),
                may_prepare=official,
                may_sign=ready is not None and self._signs(uow, spt, ready.due, me),
                may_ratify=ratifies,
                terlambat=actions.terlambat if ratifies else "",
            )

    def _ratified(
        self, uow: UnitOfWork, laporan: Laporan, shown: TandaTangan, *, official: bool
    ) -> TandaTangan:
        dokumen = self.cetak.susunan.dokumen(uow, laporan)
        cara = way_of(shown.files, laporan.berkas_sha256)
        return TandaTangan(
            shown.files,
            shown.nama_pelaku,
            kode=kode_cek(laporan.cuplikan_sha256) if laporan.cuplikan_sha256 else "",
            cara=cara,
            may_scan=official and cara in (CaraTandaTangan.BASAH, None),
            may_receive=official and laporan.status is StatusLaporan.DISAMPAIKAN,
            may_pack=official and uow.berkas.has(laporan.berkas_sha256),
            may_reopen=official,
            perubahan=changes_after(uow, laporan, dokumen),
            menggantikan=dokumen.menggantikan,
        )

    # --- a document that is signed in turn or elsewhere ------------------------------------------

    def prepare(
        self,
        laporan_id: LaporanId,
        *,
        cara: CaraTandaTangan,
        nomor: str,
        tanggal: date,
        pengesah: PegawaiId | None = None,
    ) -> Changes:
        """Draw and freeze the Laporan for being signed by three, or by a service.

        `pengesah` signs as the last; None is who does by rule today: a Plt. or Plh. of the
        Kepala Dinas, who signs in the name, or the Kepala Dinas.
        Raises MissingRequirementError without a number, NotAllowedError (also where `pengesah`
        does not act for the Kepala Dinas today), WrongStateError.
        """
        if not nomor.strip():
            raise MissingRequirementError(
                "Nomor laporan wajib diisi sebelum naskah disiapkan, karena sesudahnya tidak "
                "dapat ditulis lagi."
            )
        self.cetak.susunan.warm()
        with self.acting.reading() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            self._official(uow)
            if pengesah not in (None, *(key for key, _ in self._signers(uow))):
                raise NotAllowedError(
                    "Yang dipilih tidak bertindak sebagai Kepala Dinas hari ini. Catat "
                    "pelimpahannya di tab Tim & Penugasan, atau pilih yang lain."
                )
            require_number(uow, JenisNomor.LAPORAN, nomor, tanggal, of=spt.id)
            numbered = self._numbered(laporan, nomor=nomor, tanggal=tanggal)
            dokumen = self._dokumen(uow, numbered, cara, pengesah)
        pdf = self.cetak.draw_laporan(dokumen)
        snapshot = freeze(dokumen)
        name = f"laporan-{spt.kode_wilayah}-{spt.triwulan}-siap"
        with self.acting.unit() as uow:
            stored, _ = read_laporan(uow, laporan_id)
            me = self._official(uow)
            require_number(uow, JenisNomor.LAPORAN, nomor, tanggal, of=spt.id, held=True)
            again = self._numbered(stored, nomor=nomor, tanggal=tanggal)
            if freeze(self._dokumen(uow, again, cara, pengesah)) != snapshot:
                raise WrongStateError(
                    "Data kunjungan berubah selagi naskah disiapkan. Siapkan sekali lagi."
                )
            facts = hashlib.sha256(snapshot).hexdigest()
            keep(
                uow,
                numbered,
                me,
                MacamArsip.SIAP,
                FileToKeep(pdf, f"{name}.pdf", "application/pdf"),
                waktu=self.acting.clock.now(),
                induk=facts,
                keterangan=cara,
            )
            uow.commit()
        return _changed(laporan_id)

    def sign(self, laporan_id: LaporanId, *, credential: Credential) -> Changes:
        """Sign the prepared document in the field that is due: as Kasi, or as Kabid.

        Raises SigningError, NotAllowedError, WrongStateError.
        """
        self.cetak.susunan.warm()
        with self.acting.reading() as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            ready = self._require_ready(uow, laporan, CaraTandaTangan.BERSAMA)
            me = self.acting.require_known(uow)
            if not self._signs(uow, spt, ready.due, me):
                raise NotAllowedError(
                    f"Sekarang giliran {ready.due} yang memeriksa laporan ini untuk "
                    "menandatangani. Tanda tangan dibubuhkan berurutan."
                )
            pdf = uow.berkas.get(ready.arsip.sha256)
        signed = self.signer.sign(
            pdf,
            credential=credential,
            identity=SignerIdentity(me.nama, me.nip, me.jabatan),
            reason=f"Paraf {ready.due} pada Laporan Hasil Penilaian",
            location="",
            at=self.acting.clock.now(),
            field=ready.due,
        )
        with self.acting.unit() as uow:
            laporan, _ = read_laporan(uow, laporan_id)
            now = self._require_ready(uow, laporan, CaraTandaTangan.BERSAMA)
            if now.arsip.sha256 != ready.arsip.sha256:
                raise WrongStateError(
                    "Naskah ini baru saja ditandatangani orang lain. Muat ulang, lalu coba lagi."
                )
            keep(
                uow,
                self._numbered(laporan, nomor=now.arsip.nomor, tanggal=_day(now.arsip)),
                self.acting.require_known(uow),
                MacamArsip.BERPARAF,
                FileToKeep(signed, ready.arsip.nama, "application/pdf"),
                waktu=self.acting.clock.now(),
                induk=ready.arsip.induk,
                keterangan=ready.due,
            )
            uow.commit()
        return _changed(laporan_id)

    def ratify(
        self, laporan_id: LaporanId, *, credential: Credential, keterlambatan: str = ""
    ) -> Changes:
        """Sign as Kepala Dinas, the last of three, and ratify.

        Raises SigningError, NotAllowedError, WrongStateError, and MissingRequirementError where
        it is late and nobody says why.
        """
        prepared, pdf = self._take_up(laporan_id, CaraTandaTangan.BERSAMA, keterlambatan)
        signed = self._pengesahan.sign(
            pdf, prepared, credential=credential, at=self.acting.clock.now()
        )
        self._pengesahan.store(prepared, signed, CaraTandaTangan.BERSAMA, keterlambatan)
        return _changed(laporan_id)

    def take_returned(
        self, laporan_id: LaporanId, returned: bytes, *, keterlambatan: str = ""
    ) -> Changes:
        """Ratify with the document that came back signed from a certified service.

        Raises SigningError where it is another one, altered, not signed, or not by the one who
        ratifies; NotAllowedError, WrongStateError, and MissingRequirementError where it is late
        and nobody says why.
        """
        prepared, sent = self._take_up(laporan_id, CaraTandaTangan.LAYANAN, keterlambatan)
        me = prepared.pengesah
        verdict = self.signer.verify_returned(
            sent, returned, by=SignerIdentity(me.nama, me.nip, me.jabatan)
        )
        if not verdict.ok:
            raise SigningError(verdict.explanation)
        self._pengesahan.store(prepared, returned, CaraTandaTangan.LAYANAN, keterlambatan)
        return _changed(laporan_id)

    def ready_pdf(self, laporan_id: LaporanId) -> bytes:
        """Return the prepared document with the signatures so far, to be sent or looked at.

        Raises WrongStateError where there is none.
        """
        with self.acting.reading() as uow:
            laporan, _ = read_laporan(uow, laporan_id)
            return uow.berkas.get(self._require_ready(uow, laporan).arsip.sha256)

    # --- after signing ---------------------------------------------------------------------------

    def reopen(self, laporan_id: LaporanId, *, alasan: str) -> Changes:
        """Begin a revised Laporan; the ratified one stays in the archive and is named by it.

        Raises WrongStateError, MissingRequirementError, NotAllowedError.
        """
        with self.acting.unit(reason=alasan.strip()) as uow:
            laporan, spt = read_laporan(uow, laporan_id)
            me = self._official(uow)
            uow.laporan.save(rules.reopen(laporan, alasan=alasan))
            event = self.tinjauan.event(uow, spt, 7, JenisPeristiwa.KEMBALI, me)
            uow.peristiwa.save(replace(event, alasan=alasan.strip(), ke_langkah=3))
            uow.commit()
        return _changed(laporan_id)

    # --- what they share -------------------------------------------------------------------------

    def _official(self, uow: UnitOfWork) -> Pegawai:
        return require_official(self.acting, uow)

    def _numbered(self, laporan: Laporan, *, nomor: str, tanggal: date) -> Laporan:
        at = self.acting.clock.now()
        return rules.prepare_ratification(self.sop, laporan, nomor=nomor, tanggal=tanggal, pada=at)

    def _dokumen(
        self,
        uow: UnitOfWork,
        numbered: Laporan,
        cara: CaraTandaTangan,
        pengesah: PegawaiId | None = None,
    ) -> DokumenLaporan:
        together = cara is CaraTandaTangan.BERSAMA
        return self.cetak.susunan.dokumen(
            uow, numbered, elektronik=together, paraf=together, pengesah=pengesah
        )

    def _signers(self, uow: UnitOfWork) -> tuple[tuple[PegawaiId, str], ...]:
        kop, today = read_kop(uow, self.cetak.susunan.wilayah), self.acting.today()
        people = kop.signers(Peran.KADIS, today)
        shown = {key: kop.penandatangan(key, Peran.KADIS, today) for key in people}
        return tuple((key, f"{one.nama}, {one.sebutan}") for key, one in shown.items())

    def _last_signer(
        self, uow: UnitOfWork, numbered: Laporan, cara: CaraTandaTangan, facts: str
    ) -> PegawaiId | None:
        """Return in whose name a document with these facts is; None where they are others now."""
        susunan, today = self.cetak.susunan, self.acting.today()
        dokumen = self._dokumen(uow, numbered, cara)
        for key, _ in self._signers(uow):
            named = susunan.signed_by(uow, dokumen, key, today)
            if hashlib.sha256(freeze(named)).hexdigest() == facts:
                return key
        return None

    def _ready(
        self, uow: UnitOfWork, laporan: Laporan, files: Sequence[Arsip]
    ) -> ReadyDocument | None:
        ready = newest_of(files, MacamArsip.SIAP)
        if ready is None:
            return None
        cara = CaraTandaTangan(ready.keterangan)
        numbered = self._numbered(laporan, nomor=ready.nomor, tanggal=_day(ready))
        pengesah = self._last_signer(uow, numbered, cara, ready.induk)
        if pengesah is None:
            return None
        later = [
            one
            for one in files
            if one.macam is MacamArsip.BERPARAF
            and one.induk == ready.induk
            and one.waktu >= ready.waktu
        ]
        later.sort(key=lambda one: FIELDS.index(one.keterangan))
        last = later[-1] if later else ready
        if not uow.berkas.has(last.sha256):
            return None
        return ReadyDocument(last, cara, pengesah, tuple(one.keterangan for one in later))

    def _require_ready(
        self, uow: UnitOfWork, laporan: Laporan, cara: CaraTandaTangan | None = None
    ) -> ReadyDocument:
        ready = None
        if laporan.status is StatusLaporan.DIVALIDASI:
            ready = self._ready(uow, laporan, uow.arsip.of(laporan.id))
        if ready is None or cara not in (None, ready.cara):
            raise WrongStateError(
                "Belum ada naskah yang siap ditandatangani dengan cara ini, atau datanya sudah "
                "berubah sejak naskah disiapkan. Siapkan naskah kembali."
            )
        return ready

    def _take_up(
        self, laporan_id: LaporanId, cara: CaraTandaTangan, keterlambatan: str
    ) -> tuple[Prepared, bytes]:
        """Return what the Kepala Dinas ratifies, and its bytes so far."""
        self.cetak.susunan.warm()
        with self.acting.reading() as uow:
            laporan, spt, me = self._pengesahan.checked(uow, laporan_id)
            ready = self._require_ready(uow, laporan, cara)
            if ready.due in _STEPS:
                raise MissingRequirementError(
                    f"{ready.due} belum menandatangani. Kepala Dinas menandatangani terakhir."
                )
            self.tinjauan.require_reason(uow, spt, 6, keterlambatan)
            nomor, day = ready.arsip.nomor, _day(ready.arsip)
            require_number(uow, JenisNomor.LAPORAN, nomor, day, of=spt.id, held=True)
            numbered = self._numbered(laporan, nomor=nomor, tanggal=day)
            dokumen = self._dokumen(uow, numbered, cara, ready.pengesah)
            if me.id != ready.pengesah:
                printed = dokumen.pengesahan.pengesah.nama
                raise WrongStateError(
                    f"Naskah ini disiapkan atas nama {printed}, jadi tidak dapat disahkan orang "
                    "lain. Siapkan naskah kembali atas nama yang mengesahkan."
                )
            return Prepared(numbered, spt, me, dokumen, day), uow.berkas.get(ready.arsip.sha256)

    def _signs(self, uow: UnitOfWork, spt: Spt, field: str, me: Pegawai | None) -> bool:
        if me is None or field not in _STEPS:
            return False
        event = latest_actor(uow.queries.peristiwa(spt.triwulan), spt, _STEPS[field])
        return event is not None and event.pelaku == me.id


def _day(arsip: Arsip) -> date:
    return arsip.tanggal or arsip.waktu.date()


def _changed(laporan_id: LaporanId) -> Changes:
    return Changes.of(Topic.LAPORAN, records=frozenset({laporan_id}))
