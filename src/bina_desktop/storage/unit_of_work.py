"""One session, one transaction, one with-block."""

from __future__ import annotations

from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bina_desktop.application.ports import Actor, Clock
from bina_desktop.domain.duplikat import Duplikat, DuplikatId
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.kantor import Kantor, KantorId
from bina_desktop.domain.koreksi import Koreksi, KoreksiId
from bina_desktop.domain.laporan import Laporan, LaporanId
from bina_desktop.domain.nomor import NomorId, NomorNaskah, Templat, TemplatId
from bina_desktop.domain.pegawai import Aparatur, AparaturId, Pegawai, PegawaiId
from bina_desktop.domain.pelimpahan import Pelimpahan, PelimpahanId
from bina_desktop.domain.penugasan import Perintah, PerintahId, SkTim, Spt
from bina_desktop.domain.periksa import Periksa, PeriksaId
from bina_desktop.domain.sop import Peristiwa, PeristiwaId
from bina_desktop.domain.temuan import Temuan
from bina_desktop.domain.tindak_lanjut import TindakLanjut, TindakLanjutId
from bina_desktop.storage.answers_text import OpenSheet
from bina_desktop.storage.arrived import SqlArrivedFiles
from bina_desktop.storage.arsip import SqlArsipRepository
from bina_desktop.storage.batches import SqlBatches
from bina_desktop.storage.capture import JournalledSession
from bina_desktop.storage.database import failure_sentence
from bina_desktop.storage.identity import DeviceIdentity
from bina_desktop.storage.interning import Interning, Names
from bina_desktop.storage.journal import SqlJournal
from bina_desktop.storage.lampiran import SqlLampiranRepository
from bina_desktop.storage.lembar import SqlLembarRepository
from bina_desktop.storage.local import SqlBerkasStore, SqlSettingStore
from bina_desktop.storage.number_rows import NomorNaskahRow, TemplatRow
from bina_desktop.storage.pen import Pen, Revision
from bina_desktop.storage.queries import SqlQueries
from bina_desktop.storage.repositories import (
    RowRepository,
    SkTimRepository,
    SptRepository,
    SqlKomentarStore,
)
from bina_desktop.storage.review_rows import KoreksiRow, PeriksaRow
from bina_desktop.storage.rows import (
    AparaturRow,
    DuplikatRow,
    KantorRow,
    LaporanRow,
    PegawaiRow,
    PelimpahanRow,
    PerintahRow,
    PeristiwaRow,
    SkTimRow,
    SptRow,
    TemuanRow,
    TindakLanjutRow,
)
from bina_desktop.storage.temuan import TemuanRepository


class SqlUnitOfWork:
    """Implements the UnitOfWork port; usable only inside its with-block."""

    def __init__(
        self,
        engine: Engine,
        identity: DeviceIdentity,
        clock: Clock,
        *,
        names: Names,
        revision: Revision,
        open_sheet: OpenSheet,
        actor: Actor,
        reason: str,
    ) -> None:
        self._engine = engine
        self._identity = identity
        self._clock = clock
        self._names = names
        self._revision = revision
        self._open_sheet = open_sheet
        self._actor = actor
        self._reason = reason

    def __enter__(self) -> Self:
        # Reading takes BEGIN IMMEDIATE as writing does: units of work take turns, none is refused
        # halfway because another wrote in between.
        self._session = JournalledSession(self._engine, expire_on_commit=False)
        self._interning = Interning(self._session, self._names)
        self._pen = self._session.pen = Pen(
            self._interning,
            self._revision,
            device=self._identity.device,
            reason=self._reason,
            now=self._clock.now,
        )
        try:
            self._pen.actor = self._actor if isinstance(self._actor, str) else self._actor(self)
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()
        if isinstance(error, DBAPIError):
            known = failure_sentence(str(error.orig))
            if known is not None:
                raise known from error

    def commit(self) -> None:
        """Make everything durable; the block may only be left after it."""
        self._session.commit()
        self._interning.keep()

    @property
    def kantor(self) -> RowRepository[Kantor, KantorId, KantorRow]:
        """The office."""
        return RowRepository(self._session, KantorRow, Kantor, noun="Data kantor")

    @property
    def pegawai(self) -> RowRepository[Pegawai, PegawaiId, PegawaiRow]:
        """People of the Dinas."""
        return RowRepository(self._session, PegawaiRow, Pegawai, noun="Pegawai")

    @property
    def aparatur(self) -> RowRepository[Aparatur, AparaturId, AparaturRow]:
        """Assessed officers."""
        return RowRepository(self._session, AparaturRow, Aparatur, noun="Aparatur")

    @property
    def perintah(self) -> RowRepository[Perintah, PerintahId, PerintahRow]:
        """Orders of step 1."""
        return RowRepository(self._session, PerintahRow, Perintah, noun="Perintah")

    @property
    def sk_tim(self) -> SkTimRepository:
        """Teams of step 2."""
        return SkTimRepository(self._session, SkTimRow, SkTim, noun="SK Tim")

    @property
    def duplikat(self) -> RowRepository[Duplikat, DuplikatId, DuplikatRow]:
        """What was decided about likely duplicates."""
        return RowRepository(self._session, DuplikatRow, Duplikat, noun="Keputusan duplikat")

    @property
    def spt(self) -> SptRepository:
        """Travel orders of step 3."""
        return SptRepository(self._session, SptRow, Spt, noun="SPT")

    @property
    def lembar(self) -> SqlLembarRepository:
        """Sheets."""
        return SqlLembarRepository(self._session, self._pen, self._open_sheet)

    @property
    def lampiran(self) -> SqlLampiranRepository:
        """Files attached to sheets."""
        return SqlLampiranRepository(self._session)

    @property
    def arsip(self) -> SqlArsipRepository:
        """Files of reports."""
        return SqlArsipRepository(self._session)

    @property
    def laporan(self) -> RowRepository[Laporan, LaporanId, LaporanRow]:
        """Reports."""
        return RowRepository(self._session, LaporanRow, Laporan, noun="Laporan")

    @property
    def peristiwa(self) -> RowRepository[Peristiwa, PeristiwaId, PeristiwaRow]:
        """Events of the SOP."""
        return RowRepository(self._session, PeristiwaRow, Peristiwa, noun="Peristiwa")

    @property
    def temuan(self) -> TemuanRepository:
        """Findings."""
        return TemuanRepository(self._session, TemuanRow, Temuan, noun="Temuan")

    @property
    def tindak_lanjut(self) -> RowRepository[TindakLanjut, TindakLanjutId, TindakLanjutRow]:
        """What later visits found of findings' recommendations."""
        return RowRepository(self._session, TindakLanjutRow, TindakLanjut, noun="Tindak lanjut")

    @property
    def koreksi(self) -> RowRepository[Koreksi, KoreksiId, KoreksiRow]:
        """Suggestions for the texts of a Laporan."""
        return RowRepository(self._session, KoreksiRow, Koreksi, noun="Koreksi")

    @property
    def periksa(self) -> RowRepository[Periksa, PeriksaId, PeriksaRow]:
        """Checklists of the steps."""
        return RowRepository(self._session, PeriksaRow, Periksa, noun="Butir periksa")

    @property
    def pelimpahan(self) -> RowRepository[Pelimpahan, PelimpahanId, PelimpahanRow]:
        """Who acts for a post, and when."""
        return RowRepository(self._session, PelimpahanRow, Pelimpahan, noun="Pelimpahan")

    @property
    def templat(self) -> RowRepository[Templat, TemplatId, TemplatRow]:
        """How papers of a kind are numbered."""
        return RowRepository(self._session, TemplatRow, Templat, noun="Templat")

    @property
    def nomor_naskah(self) -> RowRepository[NomorNaskah, NomorId, NomorNaskahRow]:
        """Numbers of papers without a record, and those reserved or void."""
        return RowRepository(self._session, NomorNaskahRow, NomorNaskah, noun="Nomor")

    @property
    def komentar(self) -> SqlKomentarStore:
        """What was said in reviews."""
        return SqlKomentarStore(self._session)

    @property
    def berkas(self) -> SqlBerkasStore:
        """Frozen files."""
        return SqlBerkasStore(self._session)

    @property
    def settings(self) -> SqlSettingStore:
        """Small local values."""
        return SqlSettingStore(self._session)

    @property
    def queries(self) -> SqlQueries:
        """Lists."""
        return SqlQueries(self._session)

    @property
    def journal(self) -> SqlJournal:
        """The journal."""
        return SqlJournal(
            self._session,
            self._interning,
            self._pen,
            self._revision,
            identity=self._identity,
            actor=self._pen.actor,
            now=self._clock.now,
        )

    @property
    def batches(self) -> SqlBatches:
        """Imports and their undo."""
        return SqlBatches(self._session, self._interning, self._pen, now=self._clock.now)

    @property
    def arrived(self) -> SqlArrivedFiles:
        """Files that came in."""
        return SqlArrivedFiles(self._session)


class SqlBegin:
    """Implements the Begin port for one open database."""

    def __init__(self, engine: Engine, identity: DeviceIdentity, clock: Clock) -> None:
        self._engine = engine
        self._identity = identity
        self._clock = clock
        self._names = Names()
        self._revision = Revision()
        self._open_sheet = OpenSheet()

    def __call__(self, *, actor: Actor, reason: str = "", day_only: bool = False) -> SqlUnitOfWork:
        """Return a unit of work, to be used with `with`."""
        clock = _Days(self._clock) if day_only else self._clock
        return SqlUnitOfWork(
            self._engine,
            self._identity,
            clock,
            names=self._names,
            revision=self._revision,
            open_sheet=self._open_sheet,
            actor=actor,
            reason=reason,
        )


class _Days:
    """A clock that stands at the beginning of the day.

    Changes still get ascending clock values, which continue those that are there already.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """Return midnight in Bengkulu."""
        today = self._clock.now().astimezone(WIB)
        return today.replace(hour=0, minute=0, second=0, microsecond=0)
