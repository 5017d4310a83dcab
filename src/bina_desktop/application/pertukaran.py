"""Files out and in: Paket Tugas, Hasil Lapangan, preview."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.batch import ArrivalState, ArrivedFile
from bina_desktop.application.batches import room_for_files, undone_words
from bina_desktop.application.cakupan import Cakupan, Lingkup, visible_sheets, visits_of
from bina_desktop.application.cleared_cells import blanks_of
from bina_desktop.application.doubts import doubts_of, is_trusted
from bina_desktop.application.earlier_records import earlier_records, standing_of
from bina_desktop.application.filled_surveys import unfinished
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.import_run import ImportRun
from bina_desktop.application.journal import AbsorbReport, Arriving
from bina_desktop.application.lampiran import missing_words, shared_out, store_arrived, travelling
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.pratinjau import (
    ImportPreview,
    TakenFile,
    marked,
    preview_rows,
    refused_edits,
    taken_file,
    warnings_of,
)
from bina_desktop.application.record_fields import FieldRow, field_rows
from bina_desktop.application.rekomendasi_sheet import rekomendasi_sheets
from bina_desktop.application.uraian import Uraian, format_perangkat, setting_of_device
from bina_desktop.application.utas_sheet import review_sheets
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.application.workbook import (
    JenisPaket,
    Refusal,
    Seal,
    WorkbookContent,
    WorkbookReading,
    Workbooks,
)
from bina_desktop.domain.bahasa import format_daftar
from bina_desktop.domain.bundle import beside
from bina_desktop.domain.errors import (
    AlreadyTakenError,
    ImportRefusedError,
    MissingRequirementError,
)
from bina_desktop.domain.journal import Change
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.kantor import THE_KANTOR
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    changes: int
    files: tuple[Path, ...]
    """One workbook; more where the attached files do not fit one."""


_FILE_NAMES = {JenisPaket.PAKET_TUGAS: "Paket-Tugas", JenisPaket.HASIL_LAPANGAN: "Hasil-Lapangan"}
_EVERYTHING = Changes.of(*Topic)


class PertukaranService:
    """Exports, previews and carries out imports."""

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

    def visits(self, lingkup: Lingkup, which: str, triwulan: Triwulan | None) -> Sequence[Spt]:
        """Return the visits of a scope. Raises MissingRequirementError where there are none."""
        with self._acting.reading() as uow:
            found = visits_of(uow.spt.all(), lingkup, which, triwulan, self._names)
        if not found and lingkup is not Lingkup.ALL:
            where = f" “{which}”" if which else ""
            when = f" pada {triwulan.label}" if triwulan else ""
            raise MissingRequirementError(f"Belum ada SPT{where}{when}; tidak ada yang diekspor.")
        return found

    def export(
        self,
        path: Path,
        jenis: JenisPaket,
        spt_ids: Sequence[SptId],
        *,
        progress: Progress,
        whole: bool = False,
        password: str = "",
    ) -> Exported:
        """Write the workbook for these visits; `whole` takes along what belongs to none.

        With a password every file is encrypted under it.

        Attached files that do not fit it go into further ones beside it, `… (2).xlsx`: each holds
        all changes, and taking them in is the same in any order.
        """
        if not spt_ids and not whole:
            raise MissingRequirementError("Pilih sedikitnya satu kunjungan yang akan diekspor.")
        progress.report(0, 3, "Memuat formulir")
        self._formulir.available()
        progress.report(1, 3, "Mengumpulkan data kunjungan")
        with self._acting.reading() as uow:
            content, mine = self._content(uow, jenis, spt_ids, whole=whole)
            parts = shared_out(list(travelling(uow, mine)))
        files: list[Path] = []
        for number, lampiran in enumerate(parts, start=1):
            progress.report(2, 3, "Menulis berkas")
            part = replace(content, lampiran=lampiran, password=password)
            if number > 1:
                part = replace(part, export_id=str(uuid4()), sheets=())
            target = path if number == 1 else path.with_stem(f"{path.stem} ({number})")
            self._workbooks.write(target, part, progress=progress)
            files.append(target)
        return Exported(len(content.changes), tuple(files))

    def preview(
        self, path: Path, *, progress: Progress, password: str = "", nama: str = ""
    ) -> ImportPreview:
        """Tell what importing would do. Raises ImportRefusedError, PasswordRequiredError."""
        self._formulir.available()
        reading = self._workbooks.read(path, progress=progress, password=password)
        reading = replace(reading, nama_berkas=nama or reading.nama_berkas)
        return self.preview_of(path, reading, progress=progress)

    def preview_of(
        self, path: Path, reading: WorkbookReading, *, progress: Progress
    ) -> ImportPreview:
        """Tell the same of a file that was read."""
        with self._acting.unit() as uow:
            known_file = uow.journal.knows_file(reading.sha256)
            trusted = is_trusted(uow, reading)
            refused = self._refused(reading)
            doubts = doubts_of(uow, reading)
            report = self._absorb(uow, reading, refused, progress)
            uraian = Uraian(uow, self._formulir, self._names)
            doubtful = tuple(doubts.words(uraian))
            rows = marked(uow, preview_rows(uraian, report.records, reading, refused))
            lost = missing_words(uow, report.records, reading)
            undone = undone_words(uow, uraian, reading.sha256)
        return ImportPreview(
            path=path,
            reading=reading,
            report=report,
            rows=rows,
            known_file=known_file,
            warnings=(
                *undone,
                *warnings_of(reading, trusted, known_file),
                *doubtful,
                *report.warnings,
                *lost,
            ),
            needs_yes=reading.seal is not Seal.VALID or trusted is not True or bool(doubts),
        )

    def carry_out(self, preview: ImportPreview, *, progress: Progress) -> Changes:
        """Import what was previewed, in one transaction; then refresh figures of touched sheets.

        Trusts the laptop's key from now on (the person has seen its fingerprint). The file is
        kept. Raises ImportRefusedError for a file that is another one since the preview,
        AlreadyTakenError for one that another clerk took in since then.
        """
        run = ImportRun(self._acting)
        run.begin([preview.reading.nama_berkas])
        try:
            with self._acting.unit() as uow:
                uow.journal.take_turn()
                if not preview.known_file and uow.journal.knows_file(preview.reading.sha256):
                    raise AlreadyTakenError(
                        f"Berkas “{preview.reading.nama_berkas}” baru saja diimpor orang lain; "
                        "tidak ada yang perlu dilakukan lagi."
                    )
                self._absorb(uow, preview.reading, self._refused(preview.reading), progress)
                room = room_for_files(uow)
                self._keep(uow, preview.path, preview.reading, preview.data, asal="", room=room)
                uow.arrived.make_room(room)
                run.settle(uow, {0: ArrivalState.TAKEN.value})
                uow.commit()
        finally:
            run.end()
        return self.refresh_figures(progress)

    def needs_yes(self, uow: UnitOfWork, reading: WorkbookReading) -> bool:
        """Tell whether a person must agree: a seal that is none, an unknown laptop, a doubt."""
        known = reading.seal is Seal.VALID and is_trusted(uow, reading) is True
        return not known or bool(doubts_of(uow, reading))

    def take_in(
        self,
        uow: UnitOfWork,
        files: Sequence[tuple[Path, WorkbookReading]],
        *,
        asal: str,
        progress: Progress,
    ) -> list[TakenFile]:
        """Import files that were read, in the caller's transaction; tell what that did.

        None of them is known yet. `asal` tells where files were found that nobody picked. Raises
        ImportRefusedError where one is another one since it was read.
        """
        trusted = [is_trusted(uow, reading) for _, reading in files]
        refused = [self._refused(reading) for _, reading in files]
        arriving = [
            Arriving(self._arriving(reading, bad), reading.nama_berkas, reading.sha256)
            for (_, reading), bad in zip(files, refused, strict=True)
        ]
        reports = uow.journal.absorb_all(arriving, progress=progress)
        room = room_for_files(uow)
        for path, reading in files:
            self._keep(uow, path, reading, None, asal=asal, room=room)
        uow.arrived.make_room(room)
        uraian = Uraian(uow, self._formulir, self._names)
        taken: list[TakenFile] = []
        for (_, reading), known, bad, report in zip(files, trusted, refused, reports, strict=True):
            lost = missing_words(uow, report.records, reading)
            words = (*warnings_of(reading, known, known_file=False), *report.warnings, *lost)
            taken.append(taken_file(uraian, report, reading, bad, warnings=words))
        return taken

    def refresh_figures(self, progress: Progress) -> Changes:
        """Compute the figures of sheets that imports touched; return what may have altered."""
        return _EVERYTHING | self._lembar.refresh_stale(progress.show)

    def _keep(
        self,
        uow: UnitOfWork,
        path: Path,
        reading: WorkbookReading,
        data: bytes | None,
        *,
        asal: str,
        room: int,
    ) -> None:
        """Keep the file, what came attached, and the laptop's key."""
        data = self._workbooks.load(path) if data is None else data
        if hashlib.sha256(data).hexdigest() != reading.sha256:
            raise ImportRefusedError(
                f"Berkas “{reading.nama_berkas}” berubah sesudah ditampilkan, jadi tidak diimpor. "
                "Pilih berkasnya sekali lagi."
            )
        store_arrived(uow, reading)
        if reading.seal is Seal.VALID:
            uow.journal.trust(reading.device, nama=reading.pembuat, public_key=reading.public_key)
            uow.settings.put(setting_of_device(reading.device), reading.pembuat)
        arrived = ArrivedFile(
            reading.sha256,
            reading.nama_berkas,
            len(data),
            self._acting.clock.now(),
            asal,
            ArrivalState.TAKEN,
        )
        uow.arrived.note(arrived, data, limit=room)

    def fields(self, preview: ImportPreview, entity: str, record: str) -> Sequence[FieldRow]:
        """Tell what importing a file would do to one record, field by field; stores nothing."""
        arriving = [
            change
            for change in self._arriving(preview.reading, self._refused(preview.reading))
            if (change.entity, change.record) == (entity, record)
        ]
        with self._acting.unit() as uow:
            known = uow.journal.history(entity=entity, record=record)
            uow.journal.absorb(
                arriving,
                nama_berkas=preview.reading.nama_berkas,
                sha256=preview.reading.sha256,
                progress=Progress(),
            )
            return field_rows(Uraian(uow, self._formulir, self._names), known, arriving)

    def save_refusals(self, path: Path, refusals: Sequence[Refusal]) -> None:
        """Write what is not taken as a workbook that goes back to its sender.

        Raises BinaError when the disk refuses.
        """
        self._workbooks.write_refusals(path, refusals)

    def digest(self) -> str:
        """Return the state digest of the database."""
        with self._acting.reading() as uow:
            return uow.journal.digest()

    def device(self) -> str:
        """Return this installation's fingerprint, as compared by people."""
        with self._acting.reading() as uow:
            return format_perangkat(uow.journal.device())

    def _content(
        self, uow: UnitOfWork, jenis: JenisPaket, spt_ids: Sequence[SptId], *, whole: bool
    ) -> tuple[WorkbookContent, tuple[Change, ...]]:
        """Return what goes into the file, and those of its changes that belong to the visits."""
        me = self._acting.require_known(uow)
        spt = [uow.spt.get(key) for key in spt_ids]
        cakupan = Cakupan.of(spt)
        kantor = uow.kantor.find(THE_KANTOR)
        places = sorted(self._names.get(kode, kode) for kode in cakupan.wilayah)
        quarters = sorted({one.triwulan for one in spt})
        known = uow.journal.changes()
        mine = tuple(known) if whole else cakupan.select(known)
        changes = mine
        if jenis is JenisPaket.PAKET_TUGAS:
            chosen = {(change.entity, change.record) for change in mine}
            changes += standing_of(known, earlier_records(uow, spt) - chosen)
        content = WorkbookContent(
            jenis=jenis,
            export_id=str(uuid4()),
            dibuat_pada=self._acting.clock.now(),
            device=uow.journal.device(),
            public_key=uow.journal.public_key(),
            pembuat=me.nama,
            kantor=kantor.nama if kantor else "",
            keterangan=(
                "Seluruh isi basis data"
                if whole
                else f"{format_daftar([q.label for q in quarters])}: {format_daftar(places)}"
            ),
            digest=uow.journal.digest(),
            changes=changes,
            sheets=(
                *visible_sheets(uow, cakupan, self._formulir, self._names),
                *rekomendasi_sheets(uow, spt, self._names, jenis),
                *review_sheets(uow, spt, Uraian(uow, self._formulir, self._names)),
            ),
            sign=self._sign,
            load=self._load,
        )
        return content, mine

    def _sign(self, message: bytes) -> bytes:
        with self._acting.reading() as uow:
            return uow.journal.sign(message)

    def _load(self, sha256: str) -> bytes:
        with self._acting.reading() as uow:
            return uow.berkas.get(sha256)

    def _refused(self, reading: WorkbookReading) -> dict[str, str]:
        today = self._acting.clock.now().astimezone(WIB).date()
        return refused_edits(reading, today=today) | unfinished(reading, self._formulir)

    def _arriving(self, reading: WorkbookReading, refused: Mapping[str, str]) -> Sequence[Change]:
        """Return all changes of a file but the refused ones."""
        edits = tuple(edit for edit in reading.edits if edit.id not in refused)
        blanks = blanks_of(reading.changes, edits, export_id=reading.export_id)
        return beside(reading.changes, (*edits, *blanks))

    def _absorb(
        self,
        uow: UnitOfWork,
        reading: WorkbookReading,
        refused: dict[str, str],
        progress: Progress,
    ) -> AbsorbReport:
        return uow.journal.absorb(
            self._arriving(reading, refused),
            nama_berkas=reading.nama_berkas,
            sha256=reading.sha256,
            progress=progress,
        )
