"""Ports: what the use cases ask of storage, exchange, pdf and the clock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import TracebackType
from typing import Protocol, Self, TypeVar

from bina_desktop.application.batch import ArrivedFiles, Batches
from bina_desktop.application.journal import Journal
from bina_desktop.domain.arsip import Arsip, ArsipId
from bina_desktop.domain.duplikat import Duplikat, DuplikatId
from bina_desktop.domain.kantor import Kantor, KantorId
from bina_desktop.domain.koreksi import Koreksi, KoreksiId
from bina_desktop.domain.lampiran import Lampiran, LampiranId
from bina_desktop.domain.laporan import Laporan, LaporanId
from bina_desktop.domain.lembar_penilaian import (
    HasilLembar,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.nomor import NomorId, NomorNaskah, Templat, TemplatId
from bina_desktop.domain.pegawai import Aparatur, AparaturId, Pegawai, PegawaiId
from bina_desktop.domain.pelimpahan import Pelimpahan, PelimpahanId
from bina_desktop.domain.penugasan import Perintah, PerintahId, SkTim, SkTimId, Spt, SptId
from bina_desktop.domain.periksa import Periksa, PeriksaId
from bina_desktop.domain.sop import Peristiwa, PeristiwaId
from bina_desktop.domain.temuan import Temuan, TemuanId
from bina_desktop.domain.tindak_lanjut import TindakLanjut, TindakLanjutId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.utas import Komentar, KomentarId

T = TypeVar("T")
K_contra = TypeVar("K_contra", contravariant=True)


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the aware time in UTC."""
        ...


# --- write side --------------------------------------------------------------------------------


class Repository(Protocol[T, K_contra]):
    """One kind of record, within the unit of work that gave it."""

    def get(self, key: K_contra) -> T:
        """Raises NotFoundError."""
        ...

    def find(self, key: K_contra) -> T | None: ...
    def save(self, item: T) -> None:
        """Insert or update; only fields that differ are written and journalled."""
        ...

    def delete(self, key: K_contra) -> None:
        """Mark deleted (`dihapus`); nothing ever leaves the journal."""
        ...

    def all(self) -> Sequence[T]:
        """Every record not deleted; for kinds of which a database holds few."""
        ...


class PeopleRepository(Repository[T, K_contra], Protocol):
    """People, of whom a table brings hundreds at once."""

    def save_all(self, items: Iterable[T]) -> None:
        """Save them: as one after another, but journalled together, which is much faster."""
        ...


class LembarRepository(Repository[LembarPenilaian, LembarId], Protocol):
    """Sheets, answers (journalled per question), derived results (not journalled)."""

    def answers(self, key: LembarId) -> dict[str, str]:
        """Return canonical answers by ref (`/data/aspek_a/a1/skor`); blank ones are absent."""
        ...

    def save_answers(
        self, key: LembarId, answers: Mapping[str, str], *, position: str = ""
    ) -> None:
        """Write answers; '' clears one. Only those that differ are journalled.

        `position` is the question at which the sheet was left, kept locally; '' keeps the old one.
        """
        ...

    def save_hasil(self, key: LembarId, hasil: HasilLembar | None) -> None: ...
    def hasil(self, key: LembarId) -> HasilLembar | None:
        """Return derived figures; None where an import changed answers since."""
        ...

    def stale(self) -> Sequence[LembarId]:
        """Return final sheets whose figures must be computed again."""
        ...

    def position(self, key: LembarId) -> str: ...


class LampiranRepository(Repository[Lampiran, LampiranId], Protocol):
    """Which file stands at which question; the bytes are in the store of files."""

    def of(self, lembar_ids: Collection[LembarId]) -> Sequence[Lampiran]:
        """Return the files of these sheets that are not removed, by sheet, question and name."""
        ...


class ArsipRepository(Repository[Arsip, ArsipId], Protocol):
    """Files of reports; the bytes are in the store of files."""

    def of(self, laporan_id: LaporanId) -> Sequence[Arsip]:
        """Return the files of a Laporan, oldest first."""
        ...


class KomentarStore(Protocol):
    """What was said in a review: added to, never altered, never deleted."""

    def find(self, key: KomentarId) -> Komentar | None: ...
    def add(self, komentar: Komentar) -> None:
        """Raises WrongStateError for an identity that is taken."""
        ...


class BerkasStore(Protocol):
    """Frozen files (signed PDFs, snapshots, attachments) by SHA-256; immutable."""

    def put(self, data: bytes, *, nama: str, jenis: str) -> str:
        """Store and return the hex SHA-256; the same bytes twice are stored once."""
        ...

    def get(self, sha256: str) -> bytes:
        """Raises NotFoundError."""
        ...

    def has(self, sha256: str) -> bool: ...


class SettingStore(Protocol):
    """Small local values by key (never journalled): names of laptops, logins."""

    def get(self, key: str) -> str | None: ...
    def put(self, key: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class LembarSummary:
    """One line of a list of sheets."""

    id: LembarId
    spt_id: SptId
    formulir: str
    status: StatusLembar
    aparatur_id: AparaturId | None
    nama: str
    """Name of the officer; '' for respondents."""
    nip: str
    jabatan: str
    terjawab: int
    """Number of stored answers."""
    nilai_akhir: Decimal | None
    predikat: str
    diubah: datetime | None
    """When the last answer was given, on any laptop."""
    alasan_kembali: str = ""
    pengisi: str = ""
    """Who gave the last answer; '' where nobody is known."""
    pemilik: str = ""
    """To whom it was handed; '' where it was not."""


class Queries(Protocol):
    """Read side: lists as frozen records."""

    def lembar(
        self, *, triwulan: Triwulan | None = None, spt_id: SptId | None = None
    ) -> Sequence[LembarSummary]: ...
    def peristiwa(self, triwulan: Triwulan) -> Sequence[Peristiwa]:
        """Oldest first."""
        ...

    def temuan(self, spt_id: SptId) -> Sequence[Temuan]: ...
    def tindak_lanjut(self, temuan_ids: Collection[TemuanId]) -> Sequence[TindakLanjut]:
        """Return what visits found of these recommendations; in no order."""
        ...

    def komentar(self, *, spt_id: SptId, sasaran_id: str | None = None) -> Sequence[Komentar]:
        """Return what was said about a visit, or about one of its records; in no order."""
        ...

    def koreksi(self, spt_id: SptId) -> Sequence[Koreksi]:
        """Return suggestions for the Laporan of a visit, oldest first."""
        ...

    def periksa(self, spt_id: SptId) -> Sequence[Periksa]:
        """Return the points of checklists of a visit, oldest first."""
        ...


class UnitOfWork(Protocol):
    """One transaction; left without `commit()` it rolls back."""

    @property
    def kantor(self) -> Repository[Kantor, KantorId]: ...
    @property
    def pegawai(self) -> PeopleRepository[Pegawai, PegawaiId]: ...
    @property
    def aparatur(self) -> PeopleRepository[Aparatur, AparaturId]: ...
    @property
    def perintah(self) -> Repository[Perintah, PerintahId]: ...
    @property
    def sk_tim(self) -> Repository[SkTim, SkTimId]: ...
    @property
    def spt(self) -> Repository[Spt, SptId]: ...
    @property
    def duplikat(self) -> Repository[Duplikat, DuplikatId]: ...
    @property
    def lembar(self) -> LembarRepository: ...
    @property
    def lampiran(self) -> LampiranRepository: ...
    @property
    def arsip(self) -> ArsipRepository: ...
    @property
    def laporan(self) -> Repository[Laporan, LaporanId]: ...
    @property
    def peristiwa(self) -> Repository[Peristiwa, PeristiwaId]: ...
    @property
    def temuan(self) -> Repository[Temuan, TemuanId]: ...
    @property
    def tindak_lanjut(self) -> Repository[TindakLanjut, TindakLanjutId]: ...
    @property
    def koreksi(self) -> Repository[Koreksi, KoreksiId]: ...
    @property
    def periksa(self) -> Repository[Periksa, PeriksaId]: ...
    @property
    def templat(self) -> Repository[Templat, TemplatId]: ...
    @property
    def nomor_naskah(self) -> Repository[NomorNaskah, NomorId]: ...
    @property
    def pelimpahan(self) -> Repository[Pelimpahan, PelimpahanId]: ...
    @property
    def komentar(self) -> KomentarStore: ...
    @property
    def berkas(self) -> BerkasStore: ...
    @property
    def settings(self) -> SettingStore: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def batches(self) -> Batches: ...
    @property
    def arrived(self) -> ArrivedFiles: ...
    @property
    def queries(self) -> Queries: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    def commit(self) -> None: ...


Actor = str | Callable[[UnitOfWork], str]
"""Who acts, or how the unit of work itself tells it once it is open."""


class Begin(Protocol):
    """Opens a unit of work in the name of an actor; `reason` is journalled with each change.

    `day_only` journals the day instead of the moment: for what must stay anonymous.
    """

    def __call__(
        self, *, actor: Actor, reason: str = "", day_only: bool = False
    ) -> UnitOfWork: ...
