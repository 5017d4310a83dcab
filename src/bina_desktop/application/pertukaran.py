"""Files out and in: Paket Tugas, Hasil Lapangan, preview, conflicts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.cakupan import Cakupan, visible_sheets
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.ports import (
    AbsorbReport,
    Batch,
    Conflict,
    Fate,
    Head,
    JenisPaket,
    RecordFate,
    Seal,
    UnitOfWork,
    WorkbookContent,
    WorkbookReading,
    Workbooks,
)
from bina_desktop.application.uraian import Uraian, format_perangkat, setting_of_device
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.domain.bahasa import format_daftar, format_waktu
from bina_desktop.domain.errors import InvalidValueError, MissingRequirementError
from bina_desktop.domain.journal import Change, heads
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.kantor import THE_KANTOR
from bina_desktop.domain.lembar_penilaian import StatusLembar
from bina_desktop.domain.pegawai import Peran, StatusKepegawaian, parse_nip
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.wilayah import Wilayah


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """Fate of one record, in words for people."""

    jenis: str
    """`Lembar Penilaian`, `Pegawai` …"""
    nama: str
    """What the record is called: name of officer, number of SPT …"""
    fate: Fate
    rincian: str
    """Which fields, or why refused."""
    entity: str
    record: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; nothing is stored."""

    path: Path
    reading: WorkbookReading
    report: AbsorbReport
    rows: tuple[PreviewRow, ...]
    known_file: bool
    """These very bytes were taken in before."""
    warnings: tuple[str, ...]
    """Sentences: unknown laptop, broken seal, clocks ahead, edited cells."""
    needs_yes: bool
    """The seal is broken, missing or unknown: a person must agree."""


@dataclass(frozen=True, slots=True)
class HeadView:
    """One of the values to choose from, in words for people."""

    value: str
    """Canonical JSON text, to hand back to `settle`."""
    teks: str
    """As a person reads it: the choice's label, a date in Indonesian."""
    siapa: str
    kapan: str
    perangkat: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict in words for people."""

    entity: str
    record: str
    field: str
    judul: str
    """Record in words: `Lembar Penilaian – Siti Aminah`."""
    pertanyaan: str
    """Label of the question or name of the field."""
    heads: tuple[HeadView, ...]
    dasar: HeadView | None


_FILE_NAMES = {JenisPaket.PAKET_TUGAS: "Paket-Tugas", JenisPaket.HASIL_LAPANGAN: "Hasil-Lapangan"}
_CONTENT = frozenset({"lembar_penilaian", "laporan", "temuan", "peristiwa"})
_EVERYTHING = Changes.of(*Topic)


class PertukaranService:
    """Exports, previews and carries out imports, settles conflicts."""

    def __init__(
        self,
        acting: Acting,
        workbooks: Workbooks,
        formulir: FormulirService,
        lembar: LembarService,
        wilayah: tuple[Wilayah, ...],
    ) -> None:
        self._acting = acting
        self._workbooks = workbooks
        self._formulir = formulir
        self._lembar = lembar
        self._names = {w.kode: w.nama for w in wilayah}

    def suggested_name(self, jenis: JenisPaket, spt_ids: Sequence[SptId]) -> str:
        """Return a file name that tells what it is: kind, kab/kota, triwulan, laptop, date."""
        with self._acting.reading() as uow:
            spt = [uow.spt.get(key) for key in spt_ids]
            device = uow.journal.device()
        places = sorted({self._names.get(one.kode_wilayah, one.kode_wilayah) for one in spt})
        where = "-".join(places) if len(places) < 3 else f"{len(places)}-kabupaten-kota"
        when = self._acting.clock.now().astimezone(WIB)
        parts = (
            _FILE_NAMES[jenis],
            where.replace(" ", "-"),
            "-".join(sorted({str(one.triwulan) for one in spt})),
            device[:8],
            f"{when:%Y%m%d-%H%M}",
        )
        return "_".join(part for part in parts if part) + ".xlsx"

    def export(
        self, path: Path, jenis: JenisPaket, spt_ids: Sequence[SptId], *, progress: Progress
    ) -> int:
        """Write the workbook for these visits; returns the number of changes in it."""
        if not spt_ids:
            raise MissingRequirementError("Pilih sedikitnya satu kunjungan yang akan diekspor.")
        progress.report(0, 3, "Memuat formulir")
        self._formulir.available()
        progress.report(1, 3, "Mengumpulkan data kunjungan")
        with self._acting.reading() as uow:
            content = self._content(uow, jenis, spt_ids)
        progress.report(2, 3, "Menulis berkas")
        self._workbooks.write(path, content, progress=progress)
        return len(content.changes)

    def preview(self, path: Path, *, progress: Progress) -> ImportPreview:
        """Read a file and tell what importing it would do, record by record; stores nothing."""
        self._formulir.available()
        reading = self._workbooks.read(path, progress=progress)
        with self._acting.unit() as uow:
            known_file = uow.journal.knows_file(reading.sha256)
            trusted = self._trust(uow, reading)
            refused = self._refused_edits(reading)
            report = self._absorb(uow, reading, refused, progress)
            uraian = Uraian(uow, self._formulir, self._names)
            rows = tuple(_rows(uraian, report.records, reading, refused))
        return ImportPreview(
            path=path,
            reading=reading,
            report=report,
            rows=rows,
            known_file=known_file,
            warnings=(*_warnings(reading, trusted, known_file), *report.warnings),
            needs_yes=reading.seal is not Seal.VALID or trusted is not True,
        )

    def carry_out(self, preview: ImportPreview, *, progress: Progress) -> Changes:
        """Import what was previewed, in one transaction; then refresh figures of touched sheets.

        Trusts the laptop's key from now on (the person has seen its fingerprint).
        """
        reading = preview.reading
        with self._acting.unit() as uow:
            self._absorb(uow, reading, self._refused_edits(reading), progress)
            if reading.seal is Seal.VALID:
                uow.journal.trust(
                    reading.device, nama=reading.pembuat, public_key=reading.public_key
                )
                uow.settings.put(setting_of_device(reading.device), reading.pembuat)
            uow.commit()
        return _EVERYTHING | self._lembar.refresh_stale()

    def batches(self) -> Sequence[Batch]:
        """Return imports carried out, newest first."""
        with self._acting.reading() as uow:
            found = uow.journal.batches()
        return sorted(found, key=lambda batch: batch.waktu, reverse=True)

    def conflicts(self) -> Sequence[ConflictView]:
        """Return open conflicts."""
        with self._acting.reading() as uow:
            uraian = Uraian(uow, self._formulir, self._names)
            return [_conflict_view(uraian, conflict) for conflict in uow.journal.conflicts()]

    def settle(self, conflict: ConflictView, value: str) -> Changes:
        """Choose a value (JSON text of one of the heads); the decision is a change and travels.

        What was assessed or reported is decided by team and officials, not by an administrator.
        """
        if value not in {head.value for head in conflict.heads}:
            raise InvalidValueError("Pilih salah satu nilai yang berbeda itu.")
        with self._acting.unit(reason="memilih di antara nilai yang berbeda") as uow:
            peran = (Peran.TIM, Peran.KASI, Peran.KABID, Peran.KADIS)
            if conflict.entity not in _CONTENT:
                peran = (*peran, Peran.ADMIN)
            self._acting.require(uow, *peran)
            uow.journal.settle(
                entity=conflict.entity,
                record=conflict.record,
                field=conflict.field,
                value=value,
            )
            uow.commit()
        return _EVERYTHING | self._lembar.refresh_stale()

    def digest(self) -> str:
        """Return the state digest of the database."""
        with self._acting.reading() as uow:
            return uow.journal.digest()

    def device(self) -> str:
        """Return this installation's fingerprint, as compared by people."""
        with self._acting.reading() as uow:
            return format_perangkat(uow.journal.device())

    def _content(
        self, uow: UnitOfWork, jenis: JenisPaket, spt_ids: Sequence[SptId]
    ) -> WorkbookContent:
        me = self._acting.require_known(uow)
        spt = [uow.spt.get(key) for key in spt_ids]
        cakupan = Cakupan.of(spt)
        kantor = uow.kantor.find(THE_KANTOR)
        places = sorted(self._names.get(kode, kode) for kode in cakupan.wilayah)
        quarters = sorted({one.triwulan for one in spt})
        return WorkbookContent(
            jenis=jenis,
            export_id=str(uuid4()),
            dibuat_pada=self._acting.clock.now(),
            device=uow.journal.device(),
            public_key=uow.journal.public_key(),
            pembuat=me.nama,
            kantor=kantor.nama if kantor else "",
            keterangan=f"{format_daftar([q.label for q in quarters])}: {format_daftar(places)}",
            digest=uow.journal.digest(),
            changes=cakupan.select(uow.journal.changes()),
            sheets=visible_sheets(uow, cakupan, self._formulir),
            sign=self._sign,
        )

    def _sign(self, message: bytes) -> bytes:
        with self._acting.reading() as uow:
            return uow.journal.sign(message)

    def _trust(self, uow: UnitOfWork, reading: WorkbookReading) -> bool | None:
        """Return True for a known key, None for an unknown laptop, False for a changed key."""
        if reading.device == uow.journal.device():
            return reading.public_key == uow.journal.public_key()
        known = uow.journal.trusted(reading.device)
        return None if known is None else known == reading.public_key

    def _absorb(
        self,
        uow: UnitOfWork,
        reading: WorkbookReading,
        refused: dict[str, str],
        progress: Progress,
    ) -> AbsorbReport:
        edits = tuple(edit for edit in reading.edits if edit.id not in refused)
        return uow.journal.absorb(
            (*reading.changes, *edits),
            nama_berkas=reading.nama_berkas,
            sha256=reading.sha256,
            progress=progress,
        )

    def _refused_edits(self, reading: WorkbookReading) -> dict[str, str]:
        """Return why some cells edited in Excel are not taken, by identity of the change."""
        closed = _final_sheets(reading.changes)
        refused: dict[str, str] = {}
        for edit in reading.edits:
            if edit.entity == "lembar_penilaian" and edit.record in closed:
                refused[edit.id] = (
                    "Lembar ini sudah final ketika diekspor, jadi suntingan di Excel tidak dipakai."
                )
            elif edit.field == "nip" and (fault := self._nip_fault(reading, edit)):
                refused[edit.id] = fault
        return refused

    def _nip_fault(self, reading: WorkbookReading, edit: Change) -> str:
        nip: str | None = json.loads(edit.value)
        said = _value_of((*reading.changes, *reading.edits), edit.entity, edit.record, "status")
        status = StatusKepegawaian(said) if said else StatusKepegawaian.PNS
        if not nip and status is StatusKepegawaian.NON_ASN:
            return ""
        today = self._acting.clock.now().astimezone(WIB).date()
        try:
            parse_nip(nip or "", status=status, today=today)
        except InvalidValueError as error:
            return error.sentence
        return ""


def _final_sheets(changes: Sequence[Change]) -> frozenset[str]:
    records = {c.record for c in changes if c.entity == "lembar_penilaian"}
    return frozenset(
        record
        for record in records
        if _value_of(changes, "lembar_penilaian", record, "status") == StatusLembar.FINAL
    )


def _value_of(changes: Sequence[Change], entity: str, record: str, field: str) -> str:
    """Return the winning text of one field among some changes; '' where there is none."""
    mine = [c for c in changes if (c.entity, c.record, c.field) == (entity, record, field)]
    tops = heads(mine)
    return json.loads(tops[0].value) or "" if tops else ""


def _warnings(reading: WorkbookReading, trusted: bool | None, known_file: bool) -> Iterator[str]:
    device = format_perangkat(reading.device)
    if known_file:
        yield "Berkas yang sama persis sudah pernah diimpor; mengimpornya lagi tidak mengubah apa pun."
    if reading.seal is Seal.BROKEN:
        yield "Segel berkas rusak: bagian mesinnya berubah sesudah diekspor. Tanyakan pengirimnya."
    elif reading.seal is Seal.MISSING:
        yield "Berkas tidak bersegel, jadi asalnya tidak dapat dipastikan."
    if trusted is False:
        yield (
            f"Kunci laptop {device} berbeda dari yang dikenal. Jangan lanjutkan sebelum "
            "menghubungi pengirimnya."
        )
    elif trusted is None:
        yield (
            f"Laptop {device} ({reading.pembuat}) belum dikenal. Bandingkan sidik jarinya dengan "
            "pengirim sebelum melanjutkan."
        )
    if reading.edits:
        yield f"{len(reading.edits)} sel disunting di Excel sesudah diekspor."
    if reading.rejections:
        yield f"{len(reading.rejections)} bagian berkas tidak dapat dipakai; lihat daftarnya."


def _rows(
    uraian: Uraian,
    records: Sequence[RecordFate],
    reading: WorkbookReading,
    refused: dict[str, str],
) -> Iterator[PreviewRow]:
    for one in records:
        yield PreviewRow(
            jenis=uraian.jenis(one.entity),
            nama=uraian.nama(one.entity, one.record),
            fate=one.fate,
            rincian=one.reason or uraian.rincian(one.entity, one.record, one.fields),
            entity=one.entity,
            record=one.record,
        )
    for edit in reading.edits:
        if edit.id in refused:
            yield PreviewRow(
                jenis=uraian.jenis(edit.entity),
                nama=uraian.nama(edit.entity, edit.record),
                fate=Fate.REFUSED,
                rincian=f"{uraian.bidang(edit.entity, edit.record, edit.field)}: "
                f"{refused[edit.id]}",
                entity=edit.entity,
                record=edit.record,
            )
    for rejection in reading.rejections:
        yield PreviewRow(
            jenis="Sel Excel",
            nama=f"{rejection.sheet}!{rejection.cell}",
            fate=Fate.REFUSED,
            rincian=rejection.reason,
            entity="",
            record="",
        )


def _conflict_view(uraian: Uraian, conflict: Conflict) -> ConflictView:
    def view(head: Head) -> HeadView:
        return HeadView(
            value=head.value,
            teks=uraian.nilai(conflict.entity, conflict.record, conflict.field, head.value),
            siapa=uraian.siapa(head.actor),
            kapan=format_waktu(head.at),
            perangkat=uraian.perangkat(head.device),
        )

    return ConflictView(
        entity=conflict.entity,
        record=conflict.record,
        field=conflict.field,
        judul=uraian.judul(conflict.entity, conflict.record),
        pertanyaan=uraian.bidang(conflict.entity, conflict.record, conflict.field),
        heads=tuple(view(head) for head in conflict.heads),
        dasar=view(conflict.base) if conflict.base else None,
    )
