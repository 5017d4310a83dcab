"""Read side: lists as frozen records, one statement each."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from bina_desktop.application.ports import LembarSummary
from bina_desktop.domain.journal import moment_of
from bina_desktop.domain.koreksi import Koreksi
from bina_desktop.domain.lembar_penilaian import LembarId, StatusLembar
from bina_desktop.domain.pegawai import AparaturId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.periksa import Periksa
from bina_desktop.domain.sop import Peristiwa
from bina_desktop.domain.temuan import Temuan, TemuanId
from bina_desktop.domain.tindak_lanjut import TindakLanjut
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.utas import Komentar
from bina_desktop.storage.entities import LEMBAR
from bina_desktop.storage.interning import chunks
from bina_desktop.storage.journal_rows import ActorRow, ChangeRow, RecordRow
from bina_desktop.storage.mapping import IncompleteError, ItemMapping, mapping_of
from bina_desktop.storage.review_rows import KomentarRow, KoreksiRow, PeriksaRow
from bina_desktop.storage.rows import (
    AparaturRow,
    Journalled,
    LembarRow,
    PegawaiRow,
    PeristiwaRow,
    SptRow,
    TemuanRow,
    TindakLanjutRow,
)
from bina_desktop.storage.temuan import TemuanRepository

log = logging.getLogger(__name__)


class SqlQueries:
    """Implements the Queries port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lembar(
        self, *, triwulan: Triwulan | None = None, spt_id: SptId | None = None
    ) -> Sequence[LembarSummary]:
        """Return sheets by name of the officer; respondents, who have none, come first."""
        statement = (
            select(
                LembarRow.id,
                LembarRow.spt_id,
                LembarRow.formulir,
                LembarRow.status,
                LembarRow.aparatur_id,
                AparaturRow.nama,
                AparaturRow.nip,
                AparaturRow.jabatan,
                LembarRow.terjawab,
                LembarRow.nilai_akhir,
                LembarRow.predikat,
                LembarRow.diubah,
                LembarRow.alasan_kembali,
                _OWNER.nama.label("pemilik"),
            )
            .outerjoin(AparaturRow, AparaturRow.id == LembarRow.aparatur_id)
            .outerjoin(_OWNER, _OWNER.id == LembarRow.pemilik)
            .where(
                ~LembarRow.dihapus, LembarRow.spt_id.is_not(None), LembarRow.formulir.is_not(None)
            )
        )
        if spt_id is not None:
            statement = statement.where(LembarRow.spt_id == spt_id)
        if triwulan is not None:
            of_triwulan = select(SptRow.id).where(SptRow.triwulan == str(triwulan))
            statement = statement.where(LembarRow.spt_id.in_(of_triwulan))
        last = self._last_hands(spt_id)
        found = [
            _summary(row, last.get(row.id, ""))
            for row in self._session.execute(statement)
            if row.status in _STATUSES
        ]
        return sorted(found, key=lambda sheet: (sheet.nama, sheet.formulir, sheet.id))

    def _last_hands(self, spt_id: SptId | None) -> dict[str, str]:
        """Return the name of who gave the last answer to each sheet."""
        statement = (
            select(LembarRow.id, ActorRow.code, PegawaiRow.nama)
            .join(RecordRow, (RecordRow.entity == LEMBAR) & (RecordRow.code == LembarRow.id))
            .join(
                ChangeRow,
                (ChangeRow.record_id == RecordRow.id) & (ChangeRow.at == LembarRow.diubah),
            )
            .join(ActorRow, ActorRow.id == ChangeRow.actor_id)
            .outerjoin(PegawaiRow, PegawaiRow.id == ActorRow.code)
            .distinct()
        )
        if spt_id is not None:
            statement = statement.where(LembarRow.spt_id == spt_id)
        found = self._session.execute(statement)
        return {key: nama or actor.rpartition(":")[2] for key, actor, nama in found}

    def peristiwa(self, triwulan: Triwulan) -> Sequence[Peristiwa]:
        """Return events of a triwulan, oldest first."""
        rows = self._session.scalars(
            select(PeristiwaRow)
            .where(~PeristiwaRow.dihapus, PeristiwaRow.triwulan == str(triwulan))
            .order_by(PeristiwaRow.waktu, PeristiwaRow.id)
        )
        return _complete(mapping_of(Peristiwa), rows.all())

    def temuan(self, spt_id: SptId) -> Sequence[Temuan]:
        """Return findings of a visit in order of id."""
        return TemuanRepository(self._session, TemuanRow, Temuan, noun="Temuan").of_visit(spt_id)

    def tindak_lanjut(self, temuan_ids: Collection[TemuanId]) -> Sequence[TindakLanjut]:
        """Return what visits found of these recommendations in order of id."""
        rows: list[TindakLanjutRow] = []
        for chunk in chunks(temuan_ids):
            rows += self._session.scalars(
                select(TindakLanjutRow).where(
                    ~TindakLanjutRow.dihapus, TindakLanjutRow.temuan_id.in_(chunk)
                )
            )
        return _complete(mapping_of(TindakLanjut), sorted(rows, key=lambda row: row.id))

    def komentar(self, *, spt_id: SptId, sasaran_id: str | None = None) -> Sequence[Komentar]:
        """Return what was said about a visit, or about one of its records."""
        statement = select(KomentarRow).where(~KomentarRow.dihapus, KomentarRow.spt_id == spt_id)
        if sasaran_id is not None:
            statement = statement.where(KomentarRow.sasaran_id == sasaran_id)
        return _complete(mapping_of(Komentar), self._session.scalars(statement).all())

    def koreksi(self, spt_id: SptId) -> Sequence[Koreksi]:
        """Return suggestions for the Laporan of a visit, oldest first."""
        rows = self._session.scalars(
            select(KoreksiRow)
            .where(~KoreksiRow.dihapus, KoreksiRow.spt_id == spt_id)
            .order_by(KoreksiRow.waktu, KoreksiRow.id)
        )
        return _complete(mapping_of(Koreksi), rows.all())

    def periksa(self, spt_id: SptId) -> Sequence[Periksa]:
        """Return the points of checklists of a visit, oldest first."""
        rows = self._session.scalars(
            select(PeriksaRow)
            .where(~PeriksaRow.dihapus, PeriksaRow.spt_id == spt_id)
            .order_by(PeriksaRow.waktu, PeriksaRow.id)
        )
        return _complete(mapping_of(Periksa), rows.all())


_OWNER: Final = aliased(PegawaiRow)
"""Once: SQLAlchemy remembers a statement for every alias that was ever made."""
_STATUSES = frozenset(map(str, StatusLembar))


def _summary(row: Row[*tuple[Any, ...]], pengisi: str) -> LembarSummary:
    return LembarSummary(
        id=LembarId(row.id),
        spt_id=SptId(row.spt_id),
        formulir=row.formulir,
        status=StatusLembar(row.status),
        aparatur_id=None if row.aparatur_id is None else AparaturId(row.aparatur_id),
        nama=row.nama or "",
        nip=row.nip or "",
        jabatan=row.jabatan or "",
        terjawab=row.terjawab,
        nilai_akhir=None if row.nilai_akhir is None else Decimal(row.nilai_akhir),
        predikat=row.predikat,
        diubah=None if row.diubah is None else moment_of(row.diubah),
        alasan_kembali=row.alasan_kembali,
        pengisi=pengisi,
        pemilik=row.pemilik or "",
    )


def _complete(
    mapping: ItemMapping[Any],
    rows: Sequence[Journalled],
) -> list[Any]:
    found: list[Any] = []
    for row in rows:
        try:
            found.append(mapping.item(row))
        except IncompleteError as error:
            log.warning("%s %s is incomplete: %s", row.__journal__, row.id, error)
    return found
