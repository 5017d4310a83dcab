"""The exchange by hand: one conflict, one batch, a preview with a record of every fate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.gui import sample

from bina_desktop.application.batch import Batch, BatchState
from bina_desktop.application.batches import UndoFate, UndoPreview, UndoRow
from bina_desktop.application.file_fate import FileFate, FileOutcome
from bina_desktop.application.fillable import Offer
from bina_desktop.application.journal import AbsorbReport, Fate
from bina_desktop.application.perbedaan import ConflictView, DecisionView, HeadView
from bina_desktop.application.pertukaran import Exported
from bina_desktop.application.pratinjau import ImportPreview, Mark, PreviewRow
from bina_desktop.application.record_fields import FieldRow
from bina_desktop.application.work import Changes, Topic
from bina_desktop.application.workbook import (
    JenisPaket,
    Refusal,
    Rejection,
    Seal,
    WorkbookReading,
)
from bina_desktop.domain.errors import PasswordRequiredError, WrongPasswordError

DEVICE = "7F3A 91C2 04BE"


class FakePertukaran:
    def __init__(self, world: Any) -> None:
        self.world = world

    def suggested_name(self, jenis: JenisPaket, spt_ids) -> str:
        return f"{jenis.value}.xlsx"

    def export(self, path: Path, jenis, spt_ids, *, progress, password="") -> Exported:
        progress.report(1, 2, "contoh")
        under = {"password": password} if password else {}
        self.world.recorder.note("export", path=path, jenis=jenis, spt_ids=tuple(spt_ids), **under)
        return Exported(1234, (path,))

    def preview(self, path: Path, *, progress, password="") -> ImportPreview:
        self._unlock(path.name, password)
        self.world.recorder.note("preview", path=path)
        return preview_of(path, needs_yes=self.world.needs_yes)

    def fields(self, preview, entity: str, record: str):
        return field_rows_of(record)

    def save_refusals(self, path: Path, refusals) -> None:
        self.world.recorder.note("save_refusals", path=path, refusals=tuple(refusals))

    def _unlock(self, name: str, password: str) -> None:
        if self.world.locked and not password:
            raise PasswordRequiredError(f"Berkas “{name}” dilindungi kata sandi.")
        if self.world.locked != password:
            raise WrongPasswordError(f"Kata sandi untuk “{name}” tidak cocok.")

    def carry_out(self, preview: ImportPreview, *, progress) -> Changes:
        return self.world.recorder.note("carry_out", Topic.PERTUKARAN, path=preview.path)

    def digest(self) -> str:
        return "9c1185a5c5e9fc54612808977ee8f548b2258d31" + "0" * 24

    def device(self) -> str:
        return DEVICE


def field_rows_of(record: str) -> list[FieldRow]:
    """Fields of every fate."""
    c1 = "C1. Menyelesaikan permohonan dalam waktu yang ditetapkan"
    return [
        FieldRow("Nama pegawai", "Contoh Dewi", "Contoh Dewi", Fate.SAME),
        FieldRow(c1, "4 – Baik", "2 – Kurang", Fate.CONFLICT),
        FieldRow(f"{c1} (catatan)", "", f"Antrean panjang pada hari Senin {record}", Fate.NEW),
        FieldRow("jabatan", "Operator", "Operator SIAK", Fate.CHANGED),
    ]


class FakePerbedaan:
    def __init__(self, world: Any) -> None:
        self.world = world

    def conflicts(self):
        return tuple(self.world.conflicts)

    def decided(self):
        return tuple(self.world.decided)

    def settle_all(self, choices) -> Changes:
        for conflict, value in choices:
            self.world.conflicts.remove(conflict)
            known = [*conflict.heads, *([conflict.dasar] if conflict.dasar else ())]
            teks = next((head.teks for head in known if head.value == value), value)
            head = HeadView(value, teks, "Contoh Kabid", "23-11-2026 09.00", "komputer ini")
            self.world.decided.insert(0, DecisionView(conflict, head))
        return self.world.recorder.note(
            "settle", Topic.PERBEDAAN, values=[value for _, value in choices]
        )

    def reopen(self, keys) -> Changes:
        back = [one for one in self.world.decided if one.conflict.key in keys]
        for one in back:
            self.world.decided.remove(one)
            self.world.conflicts.append(one.conflict)
        return self.world.recorder.note("reopen", Topic.PERBEDAAN, keys=len(keys))


class FakeBatches:
    def __init__(self, world: Any) -> None:
        self.world = world

    def list(self):
        return self.world.batches

    def room(self) -> tuple[int, int]:
        return 12_900_000, self.world.room * 1_048_576

    def arrived(self):
        return self.world.arrived

    def set_room(self, megabytes: int) -> Changes:
        self.world.room = megabytes
        return self.world.recorder.note("set_room", Topic.PERTUKARAN, megabytes=megabytes)

    def save_copy(self, sha256: str, target: Path) -> None:
        self.world.recorder.note("save_copy", sha256=sha256, target=target)

    def preview_undo(self, batch_id: str, *, progress) -> UndoPreview:
        self.world.recorder.note("preview_undo", batch_id=batch_id)
        (found,) = (one for one in self.world.batches if one.id == batch_id)
        return undo_preview(found)

    def undo(self, batch_id: str, *, restore, despite_ratified, progress) -> Changes:
        assert despite_ratified  # the dialog has asked
        return self.world.recorder.note(
            "undo", Topic.PERTUKARAN, batch_id=batch_id, restore=restore
        )


class FakeUnattended:
    def __init__(self, world: Any) -> None:
        self.world = world

    def take_interrupted(self):
        found, self.world.interrupted = self.world.interrupted, None
        return found

    def watched_folder(self) -> Path | None:
        return self.world.watched

    def turn_down(self, sha256: str, reason: str) -> Changes:
        return self.world.recorder.note(
            "turn_down", Topic.PERTUKARAN, sha256=sha256, reason=reason
        )

    def watch_folder(self, folder: Path | None) -> Changes:
        self.world.watched = folder
        return self.world.recorder.note("watch_folder", Topic.PERTUKARAN, folder=folder)

    def take_watched(self, paths, folder: Path, *, progress):
        names = sorted(path.name for path in paths)
        if self.world.take_error is not None:
            raise self.world.take_error
        return self.world.taken, self.world.recorder.note(
            "take_watched", Topic.LEMBAR, names=names
        )

    def run(self, paths, *, dry_run: bool = False, accept: bool = False, passwords=(), progress):
        names = [path.name for path in paths]
        self.world.recorder.note("run", names=names, dry_run=dry_run)
        found = {one.path.name: one for one in file_outcomes(paths)}
        for name, lock in self.world.locks.items():
            if lock not in passwords:
                words = (f"Berkas “{name}” dilindungi kata sandi.",)
                found[name] = FileOutcome(
                    found[name].path, FileFate.WAITING, warnings=words, needs_password=True
                )
        if dry_run:
            return list(found.values())
        stopped = self.world.stopped
        return [
            replace(
                found[name],
                fate=FileFate.STOPPED if name in stopped else FileFate.TAKEN,
                counts={} if name in stopped else found[name].counts,
                changes=Changes.of(),
            )
            for name in names
        ]

    def open_waiting(self, sha256: str, *, progress, password="") -> ImportPreview:
        self.world.recorder.note("open_waiting", sha256=sha256)
        return preview_of(Path("menunggu.xlsx"))


def file_outcomes(paths) -> list[FileOutcome]:
    """Files of every kind, by turns: sound, known, of an unknown laptop, unreadable."""
    counts = {"baru": 61, "berubah": 12, "sama": 140}
    found: list[FileOutcome] = []
    for place, path in enumerate(paths):
        number = int("".join(filter(str.isdigit, path.stem)) or place)
        match number % 4:
            case 0:
                one = FileOutcome(path, FileFate.PREVIEWED, f"{number:064}", counts)
            case 1:
                refusal = Refusal(path.name, "Aparatur", "C14", "NIP tersimpan sebagai angka.")
                torn = {**counts, "berbeda": 3, "ditolak": 1}
                one = FileOutcome(path, FileFate.PREVIEWED, "a", torn, refusals=(refusal,))
            case 2:
                words = ("Laptop 22B0 5D11 A90F (Contoh Bambang Suryadi) belum dikenal.",)
                one = FileOutcome(
                    path, FileFate.PREVIEWED, "b", counts, warnings=words, needs_yes=True
                )
            case _:
                reason = f"Berkas “{path.name}” bukan buku kerja Excel: isinya gambar PNG."
                one = FileOutcome(path, FileFate.REFUSED, reason=reason)
        found.append(one)
    return found


def undo_preview(of: Batch) -> UndoPreview:
    """An undo with a record of every fate, or the taking back of one."""
    rows = (
        (UndoFate.DELETED, "Lembar", "Contoh Eko Prasetyo, A.Md. (Kabupaten Seluma)", ""),
        (
            UndoFate.RETURNED,
            "Lembar",
            "Contoh Dewi Anggraini, S.H. (Kabupaten Seluma)",
            "C1 Ketepatan waktu pelayanan: 4 – Baik → 2 – Kurang; Catatan C2: ada → (kosong)",
        ),
        (
            UndoFate.KEPT,
            "Aparatur",
            "Contoh Gunawan Wibisono",
            "Sudah diubah sesudah impor oleh Siti Nurhaliza: jabatan",
        ),
    )
    restores = of.state is BatchState.UNDONE
    if restores:
        rows = ((UndoFate.REVIVED, "Lembar", "Contoh Eko Prasetyo, A.Md.", ""), rows[1])
    told = (UndoRow(*row, "lembar_penilaian", str(n)) for n, row in enumerate(rows))
    return UndoPreview(of, restores, tuple(told))


def conflict() -> ConflictView:
    """Two values for one question."""
    return conflicts()[0]


def conflicts() -> list[ConflictView]:
    """Three questions of two records of which two laptops say different things."""
    siti, bambang = "Contoh Siti Nurhaliza", "Contoh Bambang Suryadi"
    here = {"siapa": siti, "kapan": "12 November 2026 pukul 14.02 WIB"}
    there = {"siapa": bambang, "kapan": "12 November 2026 pukul 13.40 WIB"}
    mine = {**here, "perangkat": "komputer ini", "is_mine": True}
    theirs = {**there, "perangkat": f"laptop {bambang}", "berkas": "Hasil-Lapangan_Seluma.xlsx"}
    before = {**mine, "kapan": "11 November 2026 pukul 09.15 WIB"}
    sheet = {
        "entity": "lembar_penilaian",
        "record": "r1",
        "judul": "Lembar – Contoh Dewi Anggraini, S.H. (Kabupaten Seluma)",
        "jenis": "Lembar Penilaian",
        "tempat": "Kabupaten Seluma",
    }
    return [
        ConflictView(
            **sheet,
            field="/data/aspek_c/c1/skor",
            pertanyaan="C1. Menyelesaikan permohonan dalam waktu yang ditetapkan",
            heads=(
                HeadView('"4"', "4 – Baik", **mine),
                HeadView('"2"', "2 – Kurang", **theirs),
            ),
            dasar=HeadView('"3"', "3 – Cukup", **before),
        ),
        ConflictView(
            **sheet,
            field="/data/aspek_c/c1/skor/@catatan",
            pertanyaan="C1. Menyelesaikan permohonan dalam waktu yang ditetapkan (catatan)",
            heads=(
                HeadView('"a"', "Antrean panjang pada hari Senin; loket kedua tutup.", **theirs),
                HeadView('"b"', "KTP-el rata-rata dua hari, satu permohonan lima hari.", **mine),
            ),
            dasar=None,
            may_rewrite=True,
        ),
        ConflictView(
            entity="aparatur",
            record="r2",
            field="jabatan",
            judul="Aparatur – Contoh Gunawan Wibisono",
            pertanyaan="jabatan",
            heads=(
                HeadView('"Operator SIAK"', "Operator SIAK", **theirs),
                HeadView("null", "(kosong)", **mine),
            ),
            dasar=None,
            jenis="Aparatur",
            tempat="Kota Bengkulu",
            may_rewrite=True,
        ),
    ]


def undone(of: Batch) -> Batch:
    """The same after somebody undid it."""
    at = datetime(2026, 11, 13, 2, 20, tzinfo=UTC)
    return replace(of, state=BatchState.UNDONE, state_by="Contoh Kasi Siti Nurhaliza", state_at=at)


def batch() -> Batch:
    """One import carried out."""
    return Batch(
        "b1",
        "hasil-lapangan_17.01_2026-T4_7F3A_2026-11-12.xlsx",
        "9c1185a5c5e9fc54612808977ee8f548b2258d31" + "0" * 24,
        datetime(2026, 11, 12, 8, 10, tzinfo=UTC),
        "Contoh Kabid Marlina Oktaviani",
        1482,
        36,
        1,
        kept_bytes=2_400_000,
    )


_MARKS = {3: frozenset({Mark.EARLIER})}


def preview_of(path: Path, *, needs_yes: bool = True) -> ImportPreview:
    """A file with one record of every fate, a warning and a rejected cell."""
    rows = (
        ("Lembar Penilaian", "Contoh Dewi Anggraini, S.H.", Fate.CHANGED, "Skor C1, catatan C2"),
        ("Lembar Penilaian", "Contoh Eko Prasetyo, A.Md.", Fate.NEW, "48 isian"),
        ("Lembar Penilaian", "Contoh Gunawan Wibisono", Fate.CONFLICT, "Skor C1: 4 dan 2"),
        ("Aparatur", "Contoh Fitri", Fate.SAME, ""),
        ("Aparatur", "Contoh Hasan", Fate.REFUSED, "NIP tersimpan sebagai angka di Excel."),
    )
    reading = WorkbookReading(
        path.name,
        "bb",
        JenisPaket.HASIL_LAPANGAN,
        "e1",
        datetime(2026, 11, 12, 7, 55, tzinfo=UTC),
        "22B0 5D11 A90F",
        b"",
        "Contoh Petugas Bambang Suryadi",
        "Hasil Lapangan Kabupaten Bengkulu Selatan, Triwulan IV Tahun 2026",
        Seal.VALID,
        (),
        (),
        (Rejection("Aparatur", "C14", "NIP harus berupa teks 18 angka, bukan bilangan Excel."),),
    )
    return ImportPreview(
        path,
        reading,
        AbsorbReport("b2", (), 61, 4),
        tuple(
            PreviewRow(jenis, nama, fate, detail, jenis, str(n), _MARKS.get(n, frozenset()))
            for n, (jenis, nama, fate, detail) in enumerate(rows)
        ),
        known_file=False,
        warnings=("Laptop 22B0 5D11 A90F belum dikenal. Cocokkan sidiknya dengan pemiliknya.",),
        needs_yes=needs_yes,
    )


OFFERS = (
    Offer("lembar_penilaian", "Lembar Penilaian Aparatur", aparatur=sample.APARATUR),
    Offer("skm", "Survei Kepuasan Masyarakat", rows=True),
    Offer("capaian", "Data Capaian", why_not="Lembar ini sudah dimulai; ekspor kunjungannya."),
)


class FakeFillable:
    """Two forms: one for the officers of the sample, one for respondents."""

    def __init__(self, world: Any) -> None:
        self._world = world

    def offers(self, spt_id: str) -> tuple[Offer, ...]:
        return OFFERS

    def suggested_name(self, spt_id: str, form_id: str) -> str:
        return f"Buku-Isian_{form_id}.xlsx"

    def write(self, path, spt_id, form_id, *, aparatur=(), rows=0, progress) -> int:
        self._world.recorder.note(
            "write fillable", path=path, spt_id=spt_id, form_id=form_id,
            aparatur=tuple(aparatur), rows=rows,
        )  # fmt: skip
        return len(aparatur) or rows
