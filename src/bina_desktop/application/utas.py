"""Threads of a review as the faces show them; what is said is stored and never altered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4

from bina_desktop.application.actor import NAMA_PERAN, Acting
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import NotAllowedError, WrongStateError
from bina_desktop.domain.laporan import LaporanId, is_ratified, laporan_id_for
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import Pegawai, Peran
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.temuan import TemuanId
from bina_desktop.domain.utas import (
    PENINJAU,
    JenisSasaran,
    Komentar,
    KomentarId,
    Sasaran,
    StatusUtas,
    Tindakan,
    Utas,
    role_of,
    say,
    threads,
)


@dataclass(frozen=True, slots=True)
class KomentarView:
    """One utterance in words for people."""

    siapa: str
    peran: str
    """`Kepala Bidang`, `petugas` …"""
    waktu: datetime
    tindakan: Tindakan
    teks: str
    kutipan: str
    """What stood there when it was said; '' where nothing stood there."""
    is_mine: bool


@dataclass(frozen=True, slots=True)
class UtasView:
    """One thread and what the person who is in may say to it."""

    sasaran: Sasaran
    status: StatusUtas
    komentar: tuple[KomentarView, ...]
    allowed: frozenset[Tindakan]


@dataclass(frozen=True, slots=True)
class TinjauanView:
    """Every thread of a visit or of one record."""

    utas: Mapping[Sasaran, UtasView] = field(default_factory=dict[Sasaran, UtasView])
    may_begin: bool = False
    """True for one who may ask where nobody has asked yet."""
    why: str = ""
    """Sentence that says why nothing can be said here; '' where something can."""
    unsent: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)
    """Words of this person that were written on this PC and not sent yet, by ref of a question."""

    def at(self, sasaran: Sasaran) -> UtasView:
        """Return the thread at a place; an empty one where nobody has asked."""
        begin = frozenset({Tindakan.TANYA}) if self.may_begin else frozenset[Tindakan]()
        return self.utas.get(sasaran) or UtasView(sasaran, StatusUtas.DITUTUP, (), begin)


class UtasService:
    """Reads threads and adds to them."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def of_visit(self, spt_id: SptId) -> TinjauanView:
        """Return every thread of a visit: of its sheets, findings and Laporan."""
        with self._acting.reading() as uow:
            return self._view(uow, uow.spt.get(spt_id))

    def of_lembar(self, lembar_id: LembarId) -> TinjauanView:
        """Return the threads beside the questions of a sheet."""
        with self._acting.reading() as uow:
            spt = uow.spt.get(uow.lembar.get(lembar_id).spt_id)
            kept = uow.settings.get(self._setting_of_unsent(lembar_id)) or "{}"
            view = self._view(uow, spt, record=lembar_id)
        return replace(view, unsent=json.loads(kept))

    def keep_unsent(self, lembar_id: LembarId, words: Mapping[str, str]) -> Changes:
        """Keep what was begun beside the questions of a sheet, on this PC only; {} forgets it."""
        with self._acting.unit() as uow:
            uow.settings.put(self._setting_of_unsent(lembar_id), json.dumps(dict(words)))
            uow.commit()
        return Changes.of()

    def say(
        self, sasaran: Sasaran, tindakan: Tindakan, teks: str, *, kutipan: str = ""
    ) -> tuple[UtasView, Changes]:
        """Add to a thread; returns it as it now stands. Returns only after the commit.

        Raises NotAllowedError, WrongStateError or InvalidValueError, and NotFoundError for a
        record that is not there.
        """
        with self._acting.unit() as uow:
            me = self._acting.require_known(uow)
            spt = uow.spt.get(_visit_of(uow, sasaran))
            _require_not_ratified(uow, spt.id)
            peran = role_of(me, spt)
            found = threads(uow.queries.komentar(spt_id=spt.id, sasaran_id=sasaran.record))
            utas = found.get(sasaran, Utas(sasaran))
            new = say(
                utas,
                tindakan,
                teks,
                key=KomentarId(str(uuid4())),
                spt_id=spt.id,
                pelaku=me.id,
                peran=peran,
                waktu=self._acting.clock.now(),
                kutipan=kutipan,
            )
            uow.komentar.add(new)
            view = _utas_view(uow, threads((*utas.komentar, new))[sasaran], me, peran)
            uow.commit()
        return view, Changes.of(Topic.TINJAUAN, records=frozenset({sasaran.record}))

    def _setting_of_unsent(self, lembar_id: LembarId) -> str:
        return f"tinjauan/{self._acting.nip or self._acting.nama}/{lembar_id}"

    def _view(self, uow: UnitOfWork, spt: Spt, *, record: str | None = None) -> TinjauanView:
        me = self._acting.pegawai(uow)
        peran, why = None, ""
        try:
            me = self._acting.require_known(uow)
            peran = role_of(me, spt)
            _require_not_ratified(uow, spt.id)
        except (NotAllowedError, WrongStateError) as error:
            peran, why = None, error.sentence
        found = threads(uow.queries.komentar(spt_id=spt.id, sasaran_id=record))
        return TinjauanView(
            {key: _utas_view(uow, utas, me, peran) for key, utas in found.items()},
            may_begin=peran in PENINJAU,
            why=why,
        )


def _visit_of(uow: UnitOfWork, sasaran: Sasaran) -> SptId:
    if sasaran.jenis is JenisSasaran.LEMBAR:
        return uow.lembar.get(LembarId(sasaran.record)).spt_id
    if sasaran.jenis is JenisSasaran.TEMUAN:
        return uow.temuan.get(TemuanId(sasaran.record)).spt_id
    return uow.laporan.get(LaporanId(sasaran.record)).spt_id


def _require_not_ratified(uow: UnitOfWork, spt_id: SptId) -> None:
    laporan = uow.laporan.find(laporan_id_for(spt_id))
    if laporan is not None and is_ratified(laporan.status):
        raise WrongStateError(
            "Laporan kunjungan ini sudah disahkan, jadi tinjauannya tinggal dibaca."
        )


def require_reviewer(acting: Acting, uow: UnitOfWork, spt_id: SptId) -> None:
    """Raise unless this person reviews the visit and its Laporan is not ratified.

    Raises NotAllowedError, also for one who made the visit himself, and WrongStateError.
    """
    if role_of(acting.require_known(uow), uow.spt.get(spt_id)) is Peran.TIM:
        raise NotAllowedError(
            "Bukti tinjauan hanya ditambah atau diambil oleh peninjau yang bukan petugas pada SPT "
            "kunjungan ini."
        )
    _require_not_ratified(uow, spt_id)


def _utas_view(uow: UnitOfWork, utas: Utas, me: Pegawai | None, peran: Peran | None) -> UtasView:
    return UtasView(
        sasaran=utas.sasaran,
        status=utas.status,
        komentar=tuple(_komentar_view(uow, one, me) for one in utas.komentar),
        allowed=utas.allowed(peran) if peran is not None else frozenset(),
    )


def _komentar_view(uow: UnitOfWork, komentar: Komentar, me: Pegawai | None) -> KomentarView:
    who = uow.pegawai.find(komentar.pelaku)
    return KomentarView(
        siapa=who.nama if who else "seseorang yang belum terdaftar di sini",
        peran="petugas" if komentar.peran is Peran.TIM else NAMA_PERAN[komentar.peran],
        waktu=komentar.waktu,
        tindakan=komentar.tindakan,
        teks=komentar.teks,
        kutipan=komentar.kutipan,
        is_mine=me is not None and komentar.pelaku == me.id,
    )
