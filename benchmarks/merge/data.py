"""The exports of a quarter, written by our own exporter from made-up changes.

514 offices send 30 sheets of 50 answers each. Two neighbouring files each tell of one officer whom
both know, and differ in his post: a conflict that must be found.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from zlib import crc32

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import (
    Column,
    JenisPaket,
    VisibleSheet,
    WorkbookContent,
)
from bina_desktop.domain.journal import Change, clock_at, fingerprint, json_text, sealed
from bina_desktop.exchange.manifest import FORMAT
from bina_desktop.exchange.workbook import XlsxWorkbooks

FILES: Final = 514
SHEETS: Final = 30
SCORES: Final = 40
NOTES: Final = 10
ANSWERS: Final = SCORES + NOTES
TITLE: Final = "Lembar"
KEY: Final = bytes(range(32))
"""Of the encrypted databases."""
_MADE: Final = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
_CHOICES: Final = (
    ("1", "1 – Sangat kurang"),
    ("2", "2 – Kurang"),
    ("3", "3 – Cukup"),
    ("4", "4 – Baik"),
    ("5", "5 – Sangat baik"),
)
_WORDS: Final = ("berkas", "lengkap", "antrean", "loket", "rapi", "jelas", "ramah", "arsip")
SCORE_REFS: Final = tuple(f"/data/aspek_{'abcd'[n // 10]}/a{n + 1}" for n in range(SCORES))
NOTE_REFS: Final = tuple(f"/data/catatan/c{n + 1}" for n in range(NOTES))
REFS: Final = (*SCORE_REFS, *NOTE_REFS)
COLUMNS: Final = (
    *(
        Column(ref, f"Indikator {ref.rpartition('/')[2].upper()}", choices=_CHOICES)
        for ref in SCORE_REFS
    ),
    *(Column(ref, f"Catatan {ref.rpartition('/')[2].upper()}") for ref in NOTE_REFS),
)
_SCORED: Final = frozenset(SCORE_REFS)


@dataclass(frozen=True, slots=True)
class Office:
    """One sender in one quarter."""

    number: int
    quarter: int

    @property
    def key(self) -> Ed25519PrivateKey:
        """The key of its laptop: the same in every quarter."""
        return Ed25519PrivateKey.from_private_bytes(
            hashlib.sha256(f"laptop {self.number}".encode()).digest()
        )

    def id(self, what: str) -> str:
        """Return the identity of one of its records."""
        return str(uuid5(NAMESPACE_URL, f"{self.quarter}/{self.number}/{what}"))

    def answers(self, sheet: int) -> Iterator[tuple[str, str]]:
        """Yield question and answer."""
        base = self.number * 31 + sheet * 7 + self.quarter
        for place, ref in enumerate(SCORE_REFS):
            yield ref, str((base + place * place) % 5 + 1)
        for place, ref in enumerate(NOTE_REFS):
            words = [_WORDS[(base >> shift) + place & 7] for shift in range(4)]
            yield ref, f"Temuan {base % 997 + place}: {' '.join(words)}"


def changes_of(office: Office) -> list[Change]:
    """Return its journal, in the order it was written."""
    public = office.key.public_key().public_bytes_raw()
    device = fingerprint(public)
    earlier_changes = changes_of(_before(office)) if office.quarter else []
    clock = clock_at(_MADE + timedelta(days=91 * office.quarter))
    actor = office.id("petugas")
    drafts = [(*draft, (json_text(value))) for *draft, value in _drafts(office)]
    made: list[Change] = []
    # A laptop goes on counting: what it wrote in earlier quarters came with their exports.
    earlier = len(drafts) * office.quarter
    previous = earlier_changes[-1].hash if earlier_changes else ""
    for number, (entity, record, field, value) in enumerate(drafts, start=1):
        change = Change(
            device=device,
            seq=earlier + number,
            at=clock + (number << 26),
            actor=actor,
            entity=entity,
            record=record,
            field=field,
            value=value,
        )
        made.append(sealed(change, previous=previous))
        previous = made[-1].hash
    return made


def _before(office: Office) -> Office:
    return Office(office.number, office.quarter - 1)


def _drafts(office: Office) -> Iterator[tuple[str, str, str, Any]]:
    spt = office.id("spt")
    for field, value in (
        ("triwulan", f"2026-TW{office.quarter + 1}"),
        ("kode_wilayah", "17.71"),
        ("tanggal", "2026-10-01"),
        ("mulai", "2026-10-05"),
        ("selesai", "2026-10-07"),
        ("nomor", f"094/{office.number}/{office.quarter}"),
    ):
        yield "spt", spt, field, value
    shared = Office(office.number // 2, office.quarter).id("aparatur bersama")
    yield "aparatur", shared, "nama", "Ratna Dewi"
    yield "aparatur", shared, "kode_wilayah", "17.71"
    yield "aparatur", shared, "jabatan", f"Operator {office.number % 2}"
    for sheet in range(SHEETS):
        record = office.id(f"lembar {sheet}")
        yield "lembar_penilaian", record, "spt_id", spt
        yield "lembar_penilaian", record, "formulir", "ukuran"
        yield "lembar_penilaian", record, "versi", "1"
        yield "lembar_penilaian", record, "status", "draf"
        for ref, text in office.answers(sheet):
            yield "lembar_penilaian", record, ref, text


def _content(office: Office) -> WorkbookContent:
    key = office.key
    public = key.public_key().public_bytes_raw()
    rows = tuple(
        (office.id(f"lembar {sheet}"), dict(office.answers(sheet))) for sheet in range(SHEETS)
    )
    return WorkbookContent(
        jenis=JenisPaket.HASIL_LAPANGAN,
        export_id=office.id("ekspor"),
        dibuat_pada=_MADE + timedelta(days=91 * office.quarter + 7),
        device=fingerprint(public),
        public_key=public,
        pembuat="Rahmat Hidayat",
        kantor="Dinas Kependudukan dan Pencatatan Sipil",
        keterangan=f"Triwulan {office.quarter + 1}: kantor {office.number}",
        digest="0" * 64,
        changes=tuple(changes_of(office)),
        sheets=(VisibleSheet(TITLE, "lembar_penilaian", COLUMNS, rows),),
        sign=key.sign,
    )


def changes_in(files: int) -> int:
    """Return how many changes so many files hold."""
    return files * len(list(_drafts(Office(0, 0))))


def checksum(answers: Iterable[tuple[str, str, str]]) -> tuple[int, int]:
    """Return how many answers (sheet, question, text) there are, and a sum over what they say.

    A label counts as the choice it stands for.
    """
    count = total = 0
    for sheet, ref, text in answers:
        said = text[0] if ref in _SCORED else text
        total = (total + crc32(f"{sheet}|{ref}|{said}".encode())) % 2**61
        count += 1
    return count, total


def _write(folder: Path, office: Office) -> Path:
    path = folder / f"Hasil-Lapangan_TW{office.quarter + 1}_{office.number:05}.xlsx"
    if not path.exists():
        XlsxWorkbooks().write(path, _content(office), progress=Progress())
    return path


def write_exports(cache: Path, *, files: int, quarter: int) -> Sequence[Path]:
    """Return the exports of a quarter; those that the cache holds are not written again."""
    folder = cache / FORMAT.replace("/", "-") / f"triwulan-{quarter + 1}"
    folder.mkdir(parents=True, exist_ok=True)
    offices = [Office(number, quarter) for number in range(files)]
    paths: list[Path] = []
    with ProcessPoolExecutor() as workers:
        for path in workers.map(partial(_write, folder), offices, chunksize=8):
            paths.append(path)
            if len(paths) % 100 == 0:
                print(f"exports: {len(paths)} of {files}", file=sys.stderr, flush=True)
    return paths
