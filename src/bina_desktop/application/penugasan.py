"""SOP steps 1 to 3a: order, SK Tim, SPT."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.application.actor import Acting
from bina_desktop.application.keterlambatan import late_words, told_reason
from bina_desktop.application.kop import signer_on
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.register import require_number
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.bahasa import format_daftar, format_rentang
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    WrongStateError,
)
from bina_desktop.domain.jam_langkah import measure
from bina_desktop.domain.kalender import WIB, KalenderKerja
from bina_desktop.domain.laporan import is_ratified, laporan_id_for
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pegawai import PegawaiId, Peran, StatusKepegawaian, parse_nip
from bina_desktop.domain.penugasan import (
    AnggotaTim,
    Kedudukan,
    Perintah,
    PerintahId,
    SkTim,
    SkTimId,
    Spt,
    SptId,
)
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, Sop, peristiwa_id_for
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah


@dataclass(frozen=True, slots=True)
class PenugasanState:
    """What the tab Tim & Penugasan shows for a triwulan."""

    triwulan: Triwulan
    perintah: Perintah | None
    sk_tim: SkTim | None
    spt: tuple[Spt, ...]
    """By kode wilayah."""
    may_order: bool
    """The person who is in may issue the order (Kepala Dinas)."""
    may_form: bool
    """May form the team (Kabid)."""
    may_issue_spt: bool
    """May issue an SPT (Kabid prepares, Kepala Dinas signs on paper)."""
    terlambat: str = ""
    """Says by how much forming the team is over its mutu baku, so that its reason is asked."""


class PenugasanService:
    """Issues the order, forms the team, sends it out."""

    def __init__(
        self, acting: Acting, sop: Sop, wilayah: tuple[Wilayah, ...], kalender: KalenderKerja
    ) -> None:
        self._acting = acting
        self._sop = sop
        self._kalender = kalender
        self._wilayah = kab_kota(wilayah)

    def wilayah(self) -> tuple[Wilayah, ...]:
        """Return the kab/kota of the province, in code order."""
        return self._wilayah

    def state(self, triwulan: Triwulan) -> PenugasanState:
        """Return order, SK and SPT of a triwulan."""
        with self._acting.reading() as uow:
            me = self._acting.pegawai(uow)
            perintah = find_perintah(uow, triwulan)
            sk_tim = find_sk_tim(uow, triwulan)
            spt = spt_of(uow, triwulan)
            late = "" if sk_tim else self._lateness(uow, triwulan)
        peran = me.peran if me else frozenset[Peran]()
        kabid = Peran.KABID in peran
        return PenugasanState(
            triwulan=triwulan,
            perintah=perintah,
            sk_tim=sk_tim,
            spt=spt,
            may_order=Peran.KADIS in peran and sk_tim is None,
            may_form=kabid and perintah is not None,
            may_issue_spt=kabid and sk_tim is not None,
            terlambat=late,
        )

    def issue_perintah(
        self, triwulan: Triwulan, *, kepada: PegawaiId, isi: str, batas: date | None
    ) -> Changes:
        """Step 1: the Kepala Dinas orders the Kabid to form a team; starts the clock of step 2.

        Calling it again edits the order, as long as no team was formed.
        """
        now = self._acting.clock.now()
        if not isi.strip():
            raise InvalidValueError("Isi perintah wajib diisi.")
        with self._acting.unit() as uow:
            me = self._acting.require(uow, Peran.KADIS)
            kabid = uow.pegawai.get(kepada)
            if Peran.KABID not in kabid.peran or not kabid.aktif:
                raise InvalidValueError(
                    f"{kabid.nama} bukan Kepala Bidang yang aktif; perintah ini ditujukan kepada "
                    "Kepala Bidang yang membidangi bina aparatur."
                )
            if find_sk_tim(uow, triwulan) is not None:
                raise WrongStateError(
                    f"Tim untuk {triwulan.label} sudah dibentuk, jadi perintahnya tidak dapat "
                    "diubah lagi."
                )
            known = find_perintah(uow, triwulan)
            issued = known.diterbitkan_pada if known else now
            if batas is not None and batas < issued.astimezone(WIB).date():
                raise InvalidValueError("Batas waktu tidak boleh sebelum tanggal perintah.")
            perintah = Perintah(
                id=known.id if known else PerintahId(_once(triwulan, "perintah")),
                triwulan=triwulan,
                dari=me.id,
                kepada=kepada,
                isi=isi.strip(),
                diterbitkan_pada=issued,
                batas=batas,
            )
            uow.perintah.save(perintah)
            self._happened(uow, triwulan, langkah=1, pelaku=me.id)
            uow.commit()
        return Changes.of(Topic.PENUGASAN, records=frozenset({perintah.id}))

    def form_team(
        self,
        triwulan: Triwulan,
        *,
        tanggal: date,
        nomor: str,
        anggaran: str,
        anggota: Sequence[AnggotaTim],
        keterlambatan: str = "",
    ) -> Changes:
        """Step 2: the Kabid forms the team (SK Tim). Needs the order, a Ketua, and checked NIPs.

        `keterlambatan` says why where the step is over its mutu baku. Calling it again edits the
        SK (number from TU, other members).
        """
        with self._acting.unit() as uow:
            me = self._acting.require(uow, Peran.KABID)
            perintah = find_perintah(uow, triwulan)
            if perintah is None:
                raise MissingRequirementError(
                    f"Belum ada perintah Kepala Dinas untuk {triwulan.label}. "
                    "Tim dibentuk setelah langkah 1 selesai."
                )
            self._check_members(uow, anggota)
            self._refuse_stranding(uow, triwulan, {a.pegawai_id for a in anggota})
            known = find_sk_tim(uow, triwulan)
            told = "" if known else told_reason(self._lateness(uow, triwulan), keterlambatan)
            require_number(uow, JenisNomor.SK_TIM, nomor, tanggal, of=str(triwulan))
            places = list(Kedudukan)
            sk = SkTim(
                id=known.id if known else SkTimId(_once(triwulan, "sk-tim")),
                triwulan=triwulan,
                tanggal=tanggal,
                ditetapkan_oleh=signer_on(uow, tanggal, known) or perintah.dari,
                anggota=tuple(sorted(anggota, key=lambda a: places.index(a.kedudukan))),
                nomor=nomor.strip(),
                anggaran=anggaran.strip(),
            )
            uow.sk_tim.save(sk)
            self._happened(uow, triwulan, langkah=2, pelaku=me.id, keterlambatan=told)
            uow.commit()
        return Changes.of(Topic.PENUGASAN, records=frozenset({sk.id}))

    def issue_spt(
        self,
        triwulan: Triwulan,
        *,
        kode_wilayah: KodeWilayah,
        tanggal: date,
        mulai: date,
        selesai: date,
        petugas: Sequence[PegawaiId],
        nomor: str,
        anggaran: str,
        spt_id: SptId | None = None,
    ) -> Changes:
        """Step 3, requirement: send members of the team to one kab/kota; starts its clock.

        Refused: petugas outside the team, dates in the wrong order, a person in two places on one
        day, a second SPT for the same kab/kota (unless `spt_id` edits it), a change after the
        Laporan was ratified.
        """
        wilayah = self._known_wilayah(kode_wilayah)
        _check_dates(tanggal, mulai, selesai)
        with self._acting.unit() as uow:
            me = self._acting.require(uow, Peran.KABID)
            sk = find_sk_tim(uow, triwulan)
            if sk is None:
                raise MissingRequirementError(
                    f"Belum ada SK Tim untuk {triwulan.label}. "
                    "Bentuk tim lebih dahulu (langkah 2)."
                )
            key = self._spt_id(uow, triwulan, wilayah, spt_id)
            known = uow.spt.find(key)
            spt = Spt(
                id=key,
                sk_tim_id=sk.id,
                triwulan=triwulan,
                kode_wilayah=kode_wilayah,
                tanggal=tanggal,
                mulai=mulai,
                selesai=selesai,
                ditetapkan_oleh=signer_on(uow, tanggal, known) or sk.ditetapkan_oleh,
                petugas=_in_order_of_sk(sk, petugas),
                nomor=nomor.strip(),
                anggaran=anggaran.strip(),
            )
            self._check_petugas(uow, sk, spt)
            require_number(uow, JenisNomor.SPT, spt.nomor, tanggal, of=key)
            uow.spt.save(spt)
            self._happened(uow, triwulan, langkah=3, pelaku=me.id, kode=kode_wilayah)
            uow.commit()
        return Changes.of(Topic.PENUGASAN, records=frozenset({spt.id}))

    def _happened(
        self,
        uow: UnitOfWork,
        triwulan: Triwulan,
        *,
        langkah: int,
        pelaku: PegawaiId,
        kode: KodeWilayah | None = None,
        keterlambatan: str = "",
    ) -> None:
        """Record what happens once; an edit later does not move it.

        Steps 1 and 2 are done by issuing their paper; step 3 only starts with its SPT.
        """
        jenis = JenisPeristiwa.SELESAI if kode is None else JenisPeristiwa.MULAI
        output = self._sop.step(langkah).output if kode is None else "SPT"
        key = peristiwa_id_for(triwulan, kode, langkah, jenis)
        if uow.peristiwa.find(key) is None:
            now = self._acting.clock.now()
            event = Peristiwa(key, triwulan, kode, langkah, jenis, pelaku, now, output=output)
            uow.peristiwa.save(replace(event, keterlambatan=keterlambatan))

    def _lateness(self, uow: UnitOfWork, triwulan: Triwulan) -> str:
        """Return that forming the team takes longer than its mutu baku; '' else."""
        clocks = measure(
            self._sop,
            uow.queries.peristiwa(triwulan),
            KodeWilayah(""),
            kalender=self._kalender,
            now=self._acting.clock.now(),
            opens={},
        )
        return late_words(self._sop.step(2), clocks[1].terpakai, self._kalender)

    def _check_members(self, uow: UnitOfWork, anggota: Sequence[AnggotaTim]) -> None:
        today = self._acting.clock.now().astimezone(WIB).date()
        if [a.kedudukan for a in anggota].count(Kedudukan.KETUA) != 1:
            raise MissingRequirementError("Tim harus memiliki tepat satu Ketua.")
        keys = [a.pegawai_id for a in anggota]
        for key in keys:
            pegawai = uow.pegawai.get(key)
            if keys.count(key) > 1:
                raise InvalidValueError(f"{pegawai.nama} tercantum lebih dari sekali dalam tim.")
            if not pegawai.aktif:
                raise InvalidValueError(f"{pegawai.nama} sudah tidak aktif.")
            if pegawai.nip or pegawai.status is not StatusKepegawaian.NON_ASN:
                parse_nip(pegawai.nip, status=pegawai.status, today=today)

    def _refuse_stranding(
        self, uow: UnitOfWork, triwulan: Triwulan, members: Collection[PegawaiId]
    ) -> None:
        for spt in spt_of(uow, triwulan):
            for key in spt.petugas:
                if key not in members:
                    raise WrongStateError(
                        f"{uow.pegawai.get(key).nama} tidak dapat dikeluarkan dari tim karena "
                        "masih menjadi petugas pada SPT. Ubah SPT-nya lebih dahulu."
                    )

    def _known_wilayah(self, kode: KodeWilayah) -> Wilayah:
        for wilayah in self._wilayah:
            if wilayah.kode == kode:
                return wilayah
        raise InvalidValueError(f"Kode wilayah {kode} bukan kabupaten/kota di provinsi ini.")

    def _spt_id(
        self, uow: UnitOfWork, triwulan: Triwulan, wilayah: Wilayah, spt_id: SptId | None
    ) -> SptId:
        if spt_id is not None:
            known = uow.spt.get(spt_id)
            laporan = uow.laporan.find(laporan_id_for(spt_id))
            if laporan is not None and is_ratified(laporan.status):
                raise WrongStateError(
                    "Laporan kunjungan ini sudah disahkan, jadi SPT-nya tidak dapat diubah."
                )
            if known.kode_wilayah != wilayah.kode:
                raise InvalidValueError(
                    "Tujuan SPT tidak dapat diganti ke kabupaten/kota lain. "
                    f"Terbitkan SPT baru untuk {wilayah.nama}."
                )
            return known.id
        if any(spt.kode_wilayah == wilayah.kode for spt in spt_of(uow, triwulan)):
            raise WrongStateError(
                f"{wilayah.nama} sudah memiliki SPT untuk {triwulan.label}. Sunting SPT itu."
            )
        return SptId(_once(triwulan, f"spt/{wilayah.kode}"))

    def _check_petugas(self, uow: UnitOfWork, sk: SkTim, spt: Spt) -> None:
        if not spt.petugas:
            raise MissingRequirementError("Pilih sedikitnya satu petugas.")
        members = {a.pegawai_id for a in sk.anggota}
        for key in spt.petugas:
            if key not in members:
                raise NotAllowedError(
                    f"{uow.pegawai.get(key).nama} bukan anggota tim pada SK Tim "
                    f"{spt.triwulan.label}."
                )
        for other in uow.spt.all():
            both = [key for key in spt.petugas if key in other.petugas]
            apart = other.selesai < spt.mulai or spt.selesai < other.mulai
            if other.id != spt.id and both and not apart:
                names = format_daftar([uow.pegawai.get(key).nama for key in both])
                raise InvalidValueError(
                    f"{names} sudah bertugas pada {format_rentang(other.mulai, other.selesai)} "
                    "di kabupaten/kota lain. Ganti petugas atau tanggalnya."
                )


def kab_kota(wilayah: Sequence[Wilayah]) -> tuple[Wilayah, ...]:
    """Return the kab/kota of a list that also holds the province, in code order."""
    return tuple(sorted((w for w in wilayah if "." in w.kode), key=lambda w: w.kode))


def find_perintah(uow: UnitOfWork, triwulan: Triwulan) -> Perintah | None:
    """Return the order of a triwulan."""
    return next((p for p in uow.perintah.all() if p.triwulan == triwulan), None)


def find_sk_tim(uow: UnitOfWork, triwulan: Triwulan) -> SkTim | None:
    """Return the SK of a triwulan."""
    return next((sk for sk in uow.sk_tim.all() if sk.triwulan == triwulan), None)


def spt_of(uow: UnitOfWork, triwulan: Triwulan) -> tuple[Spt, ...]:
    """Return the SPT of a triwulan, by kode wilayah."""
    found = (spt for spt in uow.spt.all() if spt.triwulan == triwulan)
    return tuple(sorted(found, key=lambda spt: spt.kode_wilayah))


def _once(triwulan: Triwulan, what: str) -> str:
    """Return the id that every installation gives what exists once in a triwulan."""
    return str(uuid5(NAMESPACE_URL, f"urn:bina:{triwulan}/{what}"))


def _check_dates(tanggal: date, mulai: date, selesai: date) -> None:
    if mulai > selesai:
        raise InvalidValueError("Tanggal mulai kunjungan harus sebelum atau sama dengan selesai.")
    if tanggal > mulai:
        raise InvalidValueError(
            "Tanggal SPT tidak boleh sesudah kunjungan dimulai; SPT terbit sebelum berangkat."
        )


def _in_order_of_sk(sk: SkTim, petugas: Sequence[PegawaiId]) -> tuple[PegawaiId, ...]:
    """Order petugas as the SK lists them; whoever is not in it comes last and is refused later."""
    order = [a.pegawai_id for a in sk.anggota]
    unique = dict.fromkeys(petugas)
    return tuple(sorted(unique, key=lambda k: order.index(k) if k in order else len(order)))
