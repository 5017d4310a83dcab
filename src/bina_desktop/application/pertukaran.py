"""Files out and in: Paket Tugas, Hasil Lapangan, preview, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.ports import (
    AbsorbReport,
    Batch,
    Fate,
    JenisPaket,
    WorkbookReading,
    Workbooks,
)
from bina_desktop.application.work import Changes, Progress
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
        self._wilayah = wilayah

    def suggested_name(self, jenis: JenisPaket, spt_ids: Sequence[SptId]) -> str:
        """Return a file name that tells what it is: kind, kab/kota, triwulan, laptop, date."""
        raise NotImplementedError

    def export(
        self, path: Path, jenis: JenisPaket, spt_ids: Sequence[SptId], *, progress: Progress
    ) -> int:
        """Write the workbook for these visits; returns the number of changes in it."""
        raise NotImplementedError

    def preview(self, path: Path, *, progress: Progress) -> ImportPreview:
        """Read a file and tell what importing it would do, record by record; stores nothing."""
        raise NotImplementedError

    def carry_out(self, preview: ImportPreview, *, progress: Progress) -> Changes:
        """Import what was previewed, in one transaction; then refresh figures of touched sheets.

        Trusts the laptop's key from now on (the person has seen its fingerprint).
        """
        raise NotImplementedError

    def batches(self) -> Sequence[Batch]:
        """Return imports carried out, newest first."""
        raise NotImplementedError

    def conflicts(self) -> Sequence[ConflictView]:
        """Return open conflicts."""
        raise NotImplementedError

    def settle(self, conflict: ConflictView, value: str) -> Changes:
        """Choose a value (JSON text of one of the heads); the decision is a change and travels."""
        raise NotImplementedError

    def digest(self) -> str:
        """Return the state digest of the database."""
        raise NotImplementedError

    def device(self) -> str:
        """Return this installation's fingerprint, as compared by people."""
        raise NotImplementedError
