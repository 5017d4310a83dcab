"""The triwulan at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bina_desktop.application.actor import Acting
from bina_desktop.application.penugasan import find_perintah, find_sk_tim, kab_kota, spt_of
from bina_desktop.application.ports import LembarSummary, UnitOfWork
from bina_desktop.domain.bahasa import format_rentang
from bina_desktop.domain.jam_langkah import JamLangkah, KeadaanLangkah, measure
from bina_desktop.domain.kalender import WIB, KalenderKerja
from bina_desktop.domain.kantor import THE_KANTOR, Kantor
from bina_desktop.domain.laporan import (
    Laporan,
    StatusLaporan,
    langkah_of,
    laporan_id_for,
)
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    StatusLembar,
    is_set_aside,
)
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran
from bina_desktop.domain.penugasan import Perintah, SkTim, Spt, SptId
from bina_desktop.domain.sop import Peristiwa, Sop, current_step
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah, Wilayah


@dataclass(frozen=True, slots=True)
class LangkahState:
    """One step of one run of the SOP, with its clock."""

    langkah: int
    judul: str
    keadaan: KeadaanLangkah
    mulai: datetime | None
    selesai: datetime | None
    terpakai: timedelta
    """Working time used."""
    mutu_baku: timedelta
    mutu_baku_teks: str
    pelaku: str
    """Name of who did it last; '' when nobody yet."""
    output: str = ""
    dikembalikan: int = 0
    """How often it was returned."""


@dataclass(frozen=True, slots=True)
class WilayahState:
    """One kab/kota in the triwulan."""

    kode: KodeWilayah
    nama: str
    spt_id: SptId | None
    langkah: int
    """Current SOP step 1–7; 8 = closed."""
    langkah_state: tuple[LangkahState, ...]
    """Steps 3 to 7."""
    lembar: int
    lembar_final: int
    jadwal: str
    """`23–24 November 2026`; '' without SPT."""


@dataclass(frozen=True, slots=True)
class Tugas:
    """Something that waits for the person who is in."""

    teks: str
    """Whole sentence."""
    halaman: str
    """Page to open: `penugasan`, `lembar_penilaian`, `pengesahan`, `pertukaran`."""
    spt_id: SptId | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """All that Beranda shows."""

    triwulan: Triwulan
    kantor: Kantor | None
    saya: Pegawai | None
    langkah_awal: tuple[LangkahState, ...]
    """Steps 1 and 2, which run once for the triwulan."""
    wilayah: tuple[WilayahState, ...]
    tugas: tuple[Tugas, ...]
    perbedaan: int
    """Number of open conflicts."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was read, before it is put into words."""

    saya: Pegawai | None
    perintah: Perintah | None
    sk_tim: SkTim | None
    spt: tuple[Spt, ...]
    laporan: dict[SptId, Laporan]
    lembar: dict[SptId, list[LembarSummary]]
    events: Sequence[Peristiwa]
    names: dict[PegawaiId, str]
    kantor: Kantor | None
    perbedaan: int


class BerandaService:
    """Reads the overview; changes nothing."""

    def __init__(
        self, acting: Acting, sop: Sop, wilayah: tuple[Wilayah, ...], kalender: KalenderKerja
    ) -> None:
        self._acting = acting
        self._sop = sop
        self._wilayah = kab_kota(wilayah)
        self._kalender = kalender

    def triwulan_now(self) -> Triwulan:
        """Return the triwulan of today."""
        return Triwulan.of(self._acting.clock.now().astimezone(WIB).date())

    def overview(self, triwulan: Triwulan) -> Overview:
        """Return the state of every kab/kota and what waits for this person."""
        with self._acting.reading() as uow:
            facts = self._facts(uow, triwulan)
        start = self._clocks(facts, self._wilayah[0].kode, None) if self._wilayah else ()
        spt = {one.kode_wilayah: one for one in facts.spt}
        return Overview(
            triwulan=triwulan,
            kantor=facts.kantor,
            saya=facts.saya,
            langkah_awal=tuple(s for s in start if not self._sop.step(s.langkah).per_wilayah),
            wilayah=tuple(self._region(facts, w, spt.get(w.kode)) for w in self._wilayah),
            tugas=tuple(self._tasks(facts, triwulan)),
            perbedaan=facts.perbedaan,
        )

    def _facts(self, uow: UnitOfWork, triwulan: Triwulan) -> _Facts:
        spt = spt_of(uow, triwulan)
        lembar: dict[SptId, list[LembarSummary]] = {one.id: [] for one in spt}
        for row in uow.queries.lembar(triwulan=triwulan):
            lembar.setdefault(row.spt_id, []).append(row)
        laporan = {one.id: uow.laporan.find(laporan_id_for(one.id)) for one in spt}
        return _Facts(
            saya=self._acting.pegawai(uow),
            perintah=find_perintah(uow, triwulan),
            sk_tim=find_sk_tim(uow, triwulan),
            spt=spt,
            laporan={key: one for key, one in laporan.items() if one is not None},
            lembar=lembar,
            events=uow.queries.peristiwa(triwulan),
            names={p.id: p.nama for p in uow.pegawai.all()},
            kantor=uow.kantor.find(THE_KANTOR),
            perbedaan=len(uow.journal.conflicts()),
        )

    def _region(self, facts: _Facts, wilayah: Wilayah, spt: Spt | None) -> WilayahState:
        found = facts.lembar[spt.id] if spt else []
        rows = [row for row in found if not is_set_aside(row.formulir, row.status)]
        laporan = facts.laporan.get(spt.id) if spt else None
        step = langkah_of(laporan.status) if laporan else current_step(facts.events, wilayah.kode)
        clocks = self._clocks(facts, wilayah.kode, spt)
        return WilayahState(
            kode=wilayah.kode,
            nama=wilayah.nama,
            spt_id=spt.id if spt else None,
            langkah=step,
            langkah_state=tuple(s for s in clocks if self._sop.step(s.langkah).per_wilayah),
            lembar=len(rows),
            lembar_final=sum(row.status is StatusLembar.FINAL for row in rows),
            jadwal=format_rentang(spt.mulai, spt.selesai) if spt else "",
        )

    def _clocks(
        self, facts: _Facts, kode: KodeWilayah, spt: Spt | None
    ) -> tuple[LangkahState, ...]:
        clocks = measure(
            self._sop,
            facts.events,
            kode,
            kalender=self._kalender,
            now=self._acting.clock.now(),
            opens={3: self._kalender.opening(spt.mulai)} if spt else {},
        )
        return tuple(self._state(facts, clock) for clock in clocks)

    def _state(self, facts: _Facts, clock: JamLangkah) -> LangkahState:
        step = self._sop.step(clock.langkah)
        return LangkahState(
            langkah=clock.langkah,
            judul=step.judul,
            keadaan=clock.keadaan(step.mutu_baku),
            mulai=clock.mulai,
            selesai=clock.selesai,
            terpakai=clock.terpakai,
            mutu_baku=step.mutu_baku,
            mutu_baku_teks=step.mutu_baku_teks,
            pelaku=facts.names.get(clock.pelaku, "") if clock.pelaku else "",
            output=clock.output,
            dikembalikan=clock.dikembalikan,
        )

    def _tasks(self, facts: _Facts, triwulan: Triwulan) -> Iterator[Tugas]:
        if facts.saya is None:
            yield Tugas(
                "Nama Anda belum tercatat sebagai pegawai. Impor Paket Tugas dari kantor.",
                "pertukaran",
            )
            return
        yield from self._assignment_tasks(facts, facts.saya, triwulan)
        names = {w.kode: w.nama for w in self._wilayah}
        for spt in facts.spt:
            nama = names.get(spt.kode_wilayah, spt.kode_wilayah)
            yield from _visit_tasks(facts, facts.saya, spt, nama)
            yield from _review_tasks(facts, facts.saya, spt, nama)
        if facts.perbedaan:
            yield Tugas(
                f"{facts.perbedaan} perbedaan isian dari beberapa laptop menunggu keputusan.",
                "pertukaran",
            )

    def _assignment_tasks(
        self, facts: _Facts, saya: Pegawai, triwulan: Triwulan
    ) -> Iterator[Tugas]:
        if facts.perintah is None:
            if Peran.KADIS in saya.peran:
                yield Tugas(
                    f"Perintahkan pembentukan tim pembinaan {triwulan.label}.", "penugasan"
                )
        elif Peran.KABID in saya.peran:
            missing = len(self._wilayah) - len(facts.spt)
            if facts.sk_tim is None:
                yield Tugas(f"Bentuk tim pembinaan {triwulan.label} (SK Tim).", "penugasan")
            elif missing:
                yield Tugas(f"{missing} kabupaten/kota belum memiliki SPT.", "penugasan")


def _visit_tasks(facts: _Facts, saya: Pegawai, spt: Spt, nama: str) -> Iterator[Tugas]:
    laporan = facts.laporan.get(spt.id)
    if saya.id not in spt.petugas:
        return
    rows = facts.lembar[spt.id]
    returned = [row for row in rows if row.status is StatusLembar.DIKEMBALIKAN]
    if returned:
        yield Tugas(
            f"{len(returned)} lembar {nama} dikembalikan untuk diperbaiki.",
            "lembar_penilaian",
            spt.id,
        )
    if laporan is not None and langkah_of(laporan.status) != 3:
        return
    if laporan is not None and laporan.status is StatusLaporan.DIKEMBALIKAN:
        yield Tugas(f"Laporan {nama} dikembalikan: {laporan.catatan}", "pengesahan", spt.id)
        return
    sheets = [row for row in rows if row.formulir == FORM_LEMBAR_PENILAIAN]
    still_open = [
        row
        for row in rows
        if row.status is not StatusLembar.FINAL and not is_set_aside(row.formulir, row.status)
    ]
    if not sheets:
        yield Tugas(f"Isi lembar penilaian {nama}.", "lembar_penilaian", spt.id)
    elif still_open:
        if len(still_open) > len(returned):
            yield Tugas(
                f"{len(still_open)} lembar {nama} belum final.", "lembar_penilaian", spt.id
            )
    else:
        yield Tugas(f"Susun dan ajukan laporan {nama} ke Kasi.", "pengesahan", spt.id)


_REVIEW = {
    4: (Peran.KASI, "Koreksi draf laporan {}."),
    5: (Peran.KABID, "Validasi draf laporan {}."),
    6: (Peran.KADIS, "Sahkan laporan {}."),
    7: (Peran.KABID, "Sampaikan laporan {} ke Ditjen Dukcapil."),
}


def _review_tasks(facts: _Facts, saya: Pegawai, spt: Spt, nama: str) -> Iterator[Tugas]:
    laporan = facts.laporan.get(spt.id)
    role, text = _REVIEW.get(langkah_of(laporan.status) if laporan else 0, (None, ""))
    if role in saya.peran:
        yield Tugas(text.format(nama), "pengesahan", spt.id)
