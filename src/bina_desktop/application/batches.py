"""Imports carried out: the list, what an undo would do, the undo itself, the files kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from textwrap import shorten
from typing import Final

from bina_desktop.application.actor import Acting
from bina_desktop.application.batch import ArrivedFile, Batch, BatchState, UndoReport
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.domain.bahasa import format_daftar, format_waktu
from bina_desktop.domain.errors import (
    InvalidValueError,
    NeedsYesError,
    NotAllowedError,
    WrongStateError,
    disk_reason,
)
from bina_desktop.domain.laporan import is_ratified
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.undo import DELETED, Compensation, Kept, WhyKept
from bina_desktop.domain.wilayah import Wilayah

_MEGABYTE: Final = 1_048_576
DEFAULT_ROOM: Final = 200
"""Megabytes for files that came in, until the office says otherwise."""
MOST_ROOM: Final = 100_000
_ROOM: Final = "ruang_berkas_impor"
_SHOWN: Final = 3
_LETTERS: Final = 60
_OFFICIALS: Final = frozenset({Peran.ADMIN, Peran.KASI, Peran.KABID, Peran.KADIS})
_EVERYTHING: Final = Changes.of(*Topic)


class UndoFate(StrEnum):
    """What an undo does with a record."""

    DELETED = "dihapus"
    REVIVED = "dimunculkan"
    RETURNED = "dikembalikan"
    KEPT = "tetap"


@dataclass(frozen=True, slots=True)
class UndoRow:
    """Fate of one record, in words for people."""

    fate: UndoFate
    jenis: str
    nama: str
    rincian: str
    entity: str
    record: str


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do; nothing is stored."""

    batch: Batch
    restores: bool
    """True where an undo would be taken back."""
    rows: tuple[UndoRow, ...]
    ratified: tuple[str, ...] = ()
    """Names of ratified Laporan of visits that it alters: they stand as signed all the same."""

    @property
    def has_effect(self) -> bool:
        """False where everything that came was changed since."""
        return any(row.fate is not UndoFate.KEPT for row in self.rows)


def room_for_files(uow: UnitOfWork) -> int:
    """Return how many bytes of files that came in are kept."""
    return int(uow.settings.get(_ROOM) or DEFAULT_ROOM) * _MEGABYTE


def undone_words(uow: UnitOfWork, uraian: Uraian, sha256: str) -> tuple[str, ...]:
    """Return what must be said of a file whose import was undone; () where none was."""
    same = [batch for batch in uow.batches.all() if batch.sha256 == sha256]
    undone = [batch for batch in same if batch.state is BatchState.UNDONE]
    # Every import of one file but the first brought nothing: the first says how things stand.
    first = next((batch for batch in undone if batch.new_changes), None)
    if first is None or first.state_at is None:
        return ()
    words = (
        f"Impor berkas ini dibatalkan {uraian.siapa(first.state_by)} pada "
        f"{format_waktu(first.state_at)}. Mengimpornya lagi tidak mengembalikan isinya: buka "
        "Riwayat impor, pilih impor itu, lalu Kembalikan."
    )
    return (words,)


class BatchService:
    """Lists imports, undoes them, and gives files back that came in."""

    def __init__(
        self,
        acting: Acting,
        formulir: FormulirService,
        lembar: LembarService,
        wilayah: tuple[Wilayah, ...],
    ) -> None:
        self._acting = acting
        self._formulir = formulir
        self._lembar = lembar
        self._names = {w.kode: w.nama for w in wilayah}

    def list(self) -> Sequence[Batch]:
        """Return imports, newest first, with names for those who imported and undid."""
        with self._acting.reading() as uow:
            uraian = self._uraian(uow)
            return [_named(uraian, batch) for batch in uow.batches.all()]

    def get(self, batch_id: str) -> Batch:
        """Return one import, with names. Raises NotFoundError."""
        with self._acting.reading() as uow:
            return _named(self._uraian(uow), uow.batches.get(batch_id))

    def preview_undo(self, batch_id: str, *, progress: Progress) -> UndoPreview:
        """Tell what undoing an import (or, of one that is undone, bringing it back) would do."""
        self._formulir.available()
        with self._acting.reading() as uow:
            report = uow.batches.plan_undo(batch_id, progress=progress)
            uraian = self._uraian(uow)
            rows = tuple(_rows(uraian, report))
            ratified = tuple(_ratified(uow, uraian, report))
            return UndoPreview(_named(uraian, report.batch), report.restores, rows, ratified)

    def undo(
        self,
        batch_id: str,
        *,
        restore: bool = False,
        despite_ratified: bool = False,
        progress: Progress,
    ) -> Changes:
        """Undo an import, or `restore` an undone one, in one transaction; this travels, too.

        Where that was done already, nothing happens. `despite_ratified`: a person knows that a
        ratified Laporan tells of what will change, and that it stays as signed. Raises
        NotFoundError, NotAllowedError, NeedsYesError without that, and WrongStateError where
        nothing can be undone.
        """
        with self._acting.reading() as uow:
            batch = uow.batches.get(batch_id)
            self._require_right(uow, batch)
        what = "pembatalan impor dicabut" if restore else "impor dibatalkan"
        with self._acting.unit(reason=f"{what}: {batch.nama_berkas}") as uow:
            uow.journal.take_turn()
            if (uow.batches.get(batch_id).state is BatchState.UNDONE) is not restore:
                return Changes.of()
            report = uow.batches.undo(batch_id, progress=progress)
            ratified = () if despite_ratified else tuple(_ratified(uow, self._uraian(uow), report))
            if ratified:
                raise NeedsYesError(ratified_words(ratified))
            if not report.plan.compensations:
                raise WrongStateError(_nothing_to_do(batch))
            uow.commit()
        return _EVERYTHING | self._lembar.refresh_stale()

    def arrived(self) -> Sequence[ArrivedFile]:
        """Return the files that came in, newest first."""
        with self._acting.reading() as uow:
            return uow.arrived.all()

    def save_copy(self, sha256: str, target: Path) -> None:
        """Write a file that came in, byte by byte as it came.

        Raises NotFoundError, DatabaseUnfitError, InvalidValueError for a target that refuses.
        """
        with self._acting.reading() as uow:
            data = uow.arrived.data(sha256)
        part = target.with_name(f".{target.name}.part")
        try:
            part.write_bytes(data)
            part.replace(target)  # a full disk leaves the file that stood there
        except OSError as error:
            raise InvalidValueError(
                f"Salinan tidak dapat ditulis ke {target}: {disk_reason(error)}."
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def room(self) -> tuple[int, int]:
        """Return the bytes of files kept, and how many may be."""
        with self._acting.reading() as uow:
            return uow.arrived.kept_bytes(), room_for_files(uow)

    def set_room(self, megabytes: int) -> Changes:
        """Let so many megabytes of files be kept; the next import makes room."""
        if not 0 <= megabytes <= MOST_ROOM:
            raise InvalidValueError(f"Ruang salinan berkas harus 0 sampai {MOST_ROOM} MB.")
        with self._acting.unit() as uow:
            uow.settings.put(_ROOM, str(megabytes))
            uow.commit()
        return Changes.of(Topic.PERTUKARAN)

    def _require_right(self, uow: UnitOfWork, batch: Batch) -> None:
        me = self._acting.pegawai(uow)
        mine = (f"pengguna:{self._acting.nama}", me.id if me else "")
        if batch.pelaku in mine or (me is not None and me.peran & _OFFICIALS):
            return
        raise NotAllowedError(
            "Impor hanya dapat dibatalkan oleh yang mengimpornya, administrator, Kepala Seksi, "
            "Kepala Bidang, atau Kepala Dinas."
        )

    def _uraian(self, uow: UnitOfWork) -> Uraian:
        return Uraian(uow, self._formulir, self._names)


def _named(uraian: Uraian, batch: Batch) -> Batch:
    by = uraian.siapa(batch.state_by) if batch.state_by else ""
    return replace(batch, pelaku=uraian.siapa(batch.pelaku), state_by=by)


def _ratified(uow: UnitOfWork, uraian: Uraian, report: UndoReport) -> Iterator[str]:
    """Yield the names of ratified Laporan of visits that an undo alters."""
    for laporan in uow.laporan.all():
        if is_ratified(laporan.status) and laporan.spt_id in report.visits:
            yield uraian.nama("laporan", laporan.id) or laporan.nomor


def ratified_words(names: Sequence[str]) -> str:
    """Return what a person must know before what a ratified Laporan tells of is altered."""
    return (
        f"Sudah disahkan: Laporan {format_daftar(list(names))}. Laporan itu tetap seperti yang "
        "ditandatangani; yang berubah di sini tercatat sebagai perubahan sesudah pengesahan. Bila "
        "isi Laporan harus ikut berubah, buat Laporan baru yang menggantikannya."
    )


def _nothing_to_do(batch: Batch) -> str:
    if not batch.new_changes:
        return "Impor ini tidak membawa perubahan baru, jadi tidak ada yang dapat dibatalkan."
    return (
        "Semua yang dibawa impor ini sudah diubah sesudahnya atau tidak boleh ditarik, jadi tidak "
        "ada yang dapat dikembalikan."
    )


def _rows(uraian: Uraian, report: UndoReport) -> Iterator[UndoRow]:
    fields: dict[tuple[str, str], list[Compensation]] = {}
    for one in report.plan.compensations:
        fields.setdefault((one.key.entity, one.key.record), []).append(one)
    for (entity, record), found in fields.items():
        fate = _fate(found)
        words = "" if fate is UndoFate.DELETED else _values(uraian, found)
        yield _row(uraian, fate, entity, record, words)
    for kept in report.plan.kept:
        yield _row(uraian, UndoFate.KEPT, kept.entity, kept.record, _why(uraian, kept))


def _row(uraian: Uraian, fate: UndoFate, entity: str, record: str, rincian: str) -> UndoRow:
    nama = uraian.nama(entity, record)
    return UndoRow(fate, uraian.jenis(entity), nama, rincian, entity, record)


def _fate(found: Sequence[Compensation]) -> UndoFate:
    deletions = [one for one in found if one.key.field == DELETED]
    if not deletions:
        return UndoFate.RETURNED
    return UndoFate.DELETED if deletions[0].value == "true" else UndoFate.REVIVED


def _values(uraian: Uraian, found: Sequence[Compensation]) -> str:
    told = [one for one in found if one.key.field != DELETED]
    words = [_value(uraian, one) for one in told[:_SHOWN]]
    if len(told) > _SHOWN:
        words.append(f"dan {len(told) - _SHOWN} isian lain")
    return "; ".join(words)


def _value(uraian: Uraian, one: Compensation) -> str:
    """Return field, value now and value after."""
    name = shorten(uraian.bidang(*one.key), _LETTERS, placeholder=" …")
    now, after = uraian.nilai(*one.key, one.before), uraian.nilai(*one.key, one.value)
    return f"{name}: {now} → {after}"


def _why(uraian: Uraian, kept: Kept) -> str:
    if kept.why is WhyKept.WRITTEN_ONCE:
        return "Perkataan dalam tinjauan tidak pernah ditarik."
    if kept.why is WhyKept.RATIFIED:
        return "Laporan yang sudah disahkan tetap; koreksinya laporan baru."
    by = format_daftar([uraian.siapa(actor) for actor in kept.actors])
    fields = uraian.rincian(kept.entity, kept.record, kept.fields)
    return f"Sudah diubah sesudah impor oleh {by}: {fields}"
