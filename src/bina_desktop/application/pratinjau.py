"""The preview of an import: what is refused, what must be said, each record's fate in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from bina_desktop.application.duplikat import find_suspects
from bina_desktop.application.journal import AbsorbReport, Fate, RecordFate
from bina_desktop.application.place import visit_of
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.uraian import Uraian, format_perangkat
from bina_desktop.application.workbook import JenisPaket, Refusal, Seal, WorkbookReading
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.journal import NULL, Change, FieldKey, by_field, heads
from bina_desktop.domain.lembar_penilaian import StatusLembar
from bina_desktop.domain.pegawai import StatusKepegawaian, parse_nip


class Mark(StrEnum):
    """What a person should know of a record beside its fate."""

    EARLIER = "kunjungan_terdahulu"
    """Its triwulan is over: it comes along to be read, or changes late."""
    DUPLICATE = "mungkin_ganda"
    """Another record may be the same: to be united, or told apart, after the import."""


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
    marks: frozenset[Mark] = frozenset()
    """What else a person should know of it."""


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
    data: bytes | None = field(default=None, repr=False)
    """The file, where it was read already; else it is read again from `path`."""


_REQUIRED: Final = frozenset({"nama", "status", "kelompok"})
"""What an officer without which would be no officer."""


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What the import of one file did."""

    counts: Mapping[str, int]
    """Number of records by their fate."""
    warnings: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    """Rows and cells that were not taken."""


def taken_file(
    uraian: Uraian,
    report: AbsorbReport,
    reading: WorkbookReading,
    refused: Mapping[str, str],
    *,
    warnings: tuple[str, ...],
) -> TakenFile:
    """Tell in words only what was refused: of the rest nobody asks record by record."""
    bad = [one for one in report.records if one.fate is Fate.REFUSED]
    rows = tuple(preview_rows(uraian, bad, reading, refused))
    counts = Counter(one.fate.value for one in report.records)
    counts[Fate.REFUSED.value] += len(rows) - len(bad)
    return TakenFile(
        counts={fate: count for fate, count in sorted(counts.items()) if count},
        warnings=warnings,
        refusals=tuple(refusals_in(reading, rows)),
    )


def refused_edits(reading: WorkbookReading, *, today: date) -> dict[str, str]:
    """Return why some cells edited in Excel are not taken, by identity of the change."""
    if not reading.edits:
        return {}
    said = _Said(by_field((*reading.changes, *reading.edits)))
    exported = _Said(by_field(reading.changes))
    new = pasted_records(reading)
    refused: dict[str, str] = {}
    for edit in reading.edits:
        is_new = (edit.entity, edit.record) in new
        if fault := _fault(edit, said, exported, today, is_new=is_new):
            refused[edit.id] = fault
    # A row of which one cell cannot be taken is no record; why is said once.
    broken = {(edit.entity, edit.record) for edit in reading.edits if edit.id in refused} & new
    for edit in reading.edits:
        if (edit.entity, edit.record) in broken:
            refused.setdefault(edit.id, "")
    return refused


def pasted_records(reading: WorkbookReading) -> set[tuple[str, str]]:
    """Return entity and record of rows that were pasted in Excel: only cells speak of them."""
    if not reading.edits:
        return set()
    edited = {(edit.entity, edit.record) for edit in reading.edits}
    return edited - {(change.entity, change.record) for change in reading.changes}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says of a field, found without reading the whole journal for every cell."""

    changes: Mapping[FieldKey, Sequence[Change]]

    def text(self, entity: str, record: str, field: str) -> str:
        """Return the winning text; '' where there is none."""
        tops = heads(self.changes.get(FieldKey(entity, record, field), ()))
        value: object = json.loads(tops[0].value) if tops else None
        return value if isinstance(value, str) else ""


def _fault(edit: Change, said: _Said, exported: _Said, today: date, *, is_new: bool) -> str:
    if edit.entity == "lembar_penilaian":
        if exported.text(edit.entity, edit.record, "status") == StatusLembar.FINAL:
            return "Lembar ini sudah final ketika diekspor, jadi suntingan di Excel tidak dipakai."
    elif edit.field == "nip" or (is_new and _lacks_nip(edit, said)):
        return _nip_fault(edit, said, today)
    elif edit.field in _REQUIRED and edit.value == NULL:
        return "Isian ini wajib, jadi tidak dapat dikosongkan di Excel."
    return ""


def _lacks_nip(edit: Change, said: _Said) -> bool:
    return edit.field == "nama" and not said.text(edit.entity, edit.record, "nip")


def _nip_fault(edit: Change, said: _Said, today: date) -> str:
    nip = said.text(edit.entity, edit.record, "nip")
    try:
        status = StatusKepegawaian(said.text(edit.entity, edit.record, "status"))
    except ValueError:
        status = StatusKepegawaian.PNS
    if not nip and status is StatusKepegawaian.NON_ASN:
        return ""
    try:
        parse_nip(nip, status=status, today=today)
    except InvalidValueError as error:
        return error.sentence
    return ""


def _edited(reading: WorkbookReading) -> Iterator[str]:
    """Yield what happened to a file after it was exported: how much was written in Excel."""
    if reading.lost_password:
        yield (
            "Berkas ini diekspor dengan kata sandi tetapi kembali tanpa kata sandi: seseorang "
            "menyimpannya ulang tanpa perlindungan. Tanyakan siapa saja yang sempat membacanya."
        )
    if reading.jenis is JenisPaket.BUKU_ISIAN:
        count = len({(edit.entity, edit.record) for edit in reading.edits})
        if count:
            yield f"{count} lembar diisi di Excel, tanpa BINA Desktop."
        return
    pasted = pasted_records(reading)
    cells = sum(1 for edit in reading.edits if (edit.entity, edit.record) not in pasted)
    if cells:
        yield f"{cells} sel disunting di Excel sesudah diekspor."
    if pasted:
        yield f"{len(pasted)} baris ditambahkan di Excel; masing-masing menjadi catatan baru."


def warnings_of(reading: WorkbookReading, trusted: bool | None, known_file: bool) -> Iterator[str]:
    """Yield what a person must know before saying yes.

    `trusted` is True for a known key, None for an unknown laptop, False for a changed key.
    """
    device = format_perangkat(reading.device)
    if known_file:
        yield "Berkas yang sama persis sudah pernah diimpor; mengimpornya lagi percuma."
    if reading.seal is Seal.BROKEN:
        yield "Segel berkas rusak: bagian mesinnya berubah sesudah diekspor. Tanyakan pengirimnya."
    elif reading.seal is Seal.FOREIGN:
        yield (
            f"Kunci segel berkas ini bukan milik laptop {device} yang disebut sebagai "
            "pengirimnya. Jangan lanjutkan sebelum menghubungi pengirimnya."
        )
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
    yield from _edited(reading)
    if reading.rejections:
        yield f"{len(reading.rejections)} bagian berkas tidak dapat dipakai; lihat daftarnya."


def preview_rows(
    uraian: Uraian,
    records: Sequence[RecordFate],
    reading: WorkbookReading,
    refused: Mapping[str, str],
) -> Iterator[PreviewRow]:
    """Yield the fate of records, then of cells that are not taken."""
    pasted = pasted_records(reading)
    for one in records:
        rincian = one.reason or _details(uraian, one)
        if (one.entity, one.record) in pasted:
            rincian = f"baris baru dari Excel: {rincian}"
        yield PreviewRow(
            jenis=uraian.jenis(one.entity),
            nama=uraian.nama(one.entity, one.record),
            fate=one.fate,
            rincian=rincian,
            entity=one.entity,
            record=one.record,
        )
    names = {
        one.record: str(json.loads(one.value)) for one in reading.edits if one.field == "nama"
    }
    for edit in reading.edits:
        reason = refused.get(edit.id)
        if not reason:
            continue
        if (edit.entity, edit.record) in pasted:  # it is nowhere yet, so only its cells name it
            nama, rincian = names.get(edit.record, edit.record), f"baris baru dari Excel: {reason}"
        else:
            nama = uraian.nama(edit.entity, edit.record)
            rincian = f"{uraian.bidang(edit.entity, edit.record, edit.field)}: {reason}"
        yield PreviewRow(
            jenis=uraian.jenis(edit.entity),
            nama=nama,
            fate=Fate.REFUSED,
            rincian=rincian,
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


def _details(uraian: Uraian, one: RecordFate) -> str:
    """Return how much a new record brings, or which fields of a known one change."""
    if one.fate is Fate.NEW:
        if "dihapus" in one.fields:
            return "sudah dihapus di tempat asalnya"
        return f"{len(one.fields)} isian"
    return uraian.rincian(one.entity, one.record, one.fields)


def marked(uow: UnitOfWork, rows: Iterable[PreviewRow]) -> tuple[PreviewRow, ...]:
    """Return the rows; what belongs to an earlier triwulan, or may be a duplicate, is marked.

    Earlier than the newest one with a visit, in the file or in the data folder: a file may hold
    nothing but late changes of a triwulan that is over. `uow` must see the records as they will
    be.
    """
    told = list(rows)
    visits = [visit_of(uow, row.entity, row.record) for row in told]
    newest = max((spt.triwulan for spt in uow.spt.all()), default=None)
    suspects = find_suspects(
        uow,
        {row.entity for row in told if row.fate is Fate.NEW},
        {visit.id for visit in visits if visit},
    )
    double = {(one.jenis, key) for one in suspects for key in (one.utama, one.lain)}
    found: list[PreviewRow] = []
    for row, visit in zip(told, visits, strict=True):
        marks = set(row.marks)
        if visit is not None and newest is not None and visit.triwulan < newest:
            marks.add(Mark.EARLIER)
        if (row.entity, row.record) in double:
            marks.add(Mark.DUPLICATE)
        found.append(replace(row, marks=frozenset(marks)))
    return tuple(found)


def refusals_of(preview: ImportPreview) -> list[Refusal]:
    """Return what of a file is not taken: cells with their place, then records with their name."""
    return refusals_in(preview.reading, preview.rows)


def refusals_in(reading: WorkbookReading, rows: Iterable[PreviewRow]) -> list[Refusal]:
    """Return the same of a file and the rows that tell its refused records."""
    name = reading.nama_berkas
    cells = [Refusal(name, one.sheet, one.cell, one.reason) for one in reading.rejections]
    records = [
        Refusal(name, row.jenis, row.nama, row.rincian)
        for row in rows
        if row.fate is Fate.REFUSED and row.entity
    ]
    return cells + records
