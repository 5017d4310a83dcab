"""Findings: proposed from scores and the phrase bank, then written by the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from bina_desktop.application.actor import Acting
from bina_desktop.application.dasar_temuan import scores_of
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.tinjauan import Tinjauan, find_laporan
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import InvalidValueError
from bina_desktop.domain.frasa import Frasa, propose_temuan, temuan_of
from bina_desktop.domain.laporan import Laporan, laporan_id_for
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.temuan import (
    Rekomendasi,
    RekomendasiId,
    Temuan,
    TemuanId,
    sort_temuan,
)


class TemuanService:
    """Writes findings of a visit; the Tim while the draft is theirs, the Kasi while correcting."""

    def __init__(self, acting: Acting, tinjauan: Tinjauan, frasa: tuple[Frasa, ...]) -> None:
        self._acting = acting
        self._tinjauan = tinjauan
        self._frasa = frasa

    def save(self, temuan: Temuan) -> Changes:
        """Add (id '') or edit a finding with its recommendations; one that was deleted is back.

        Raises InvalidValueError, WrongStateError, NotAllowedError.
        """
        kept = written(temuan)
        with self._acting.unit() as uow:
            self._require_editing(uow, uow.spt.get(temuan.spt_id))
            uow.temuan.save(kept)
            uow.commit()
        return _changed(kept.id)

    def delete(self, temuan_id: TemuanId) -> Changes:
        """Mark a finding deleted; it is not proposed again."""
        with self._acting.unit() as uow:
            self._require_editing(uow, uow.spt.get(uow.temuan.get(temuan_id).spt_id))
            uow.temuan.delete(temuan_id)
            uow.commit()
        return _changed(temuan_id)

    def move(self, temuan_id: TemuanId, by: int) -> Changes:
        """Print a finding `by` places later (earlier where negative), as far as there are places.

        From then on the findings of this visit stand where people put them; what is added later
        stands behind them.
        """
        with self._acting.unit() as uow:
            spt_id = uow.temuan.get(temuan_id).spt_id
            self._require_editing(uow, uow.spt.get(spt_id))
            order = list(sort_temuan(uow.queries.temuan(spt_id)))
            here = next(n for n, one in enumerate(order) if one.id == temuan_id)
            one = order.pop(here)
            order.insert(min(max(here + by, 0), len(order)), one)
            for number, each in enumerate(order, 1):
                if each.urutan != number:
                    uow.temuan.save(replace(each, urutan=number))
            uow.commit()
        return _changed(temuan_id)

    def propose(self, spt_id: SptId) -> Changes:
        """Propose what the scores call for by now; what people wrote or deleted stays as it is.

        The records of the Changes are the findings that are new or were completed.
        """
        with self._acting.unit() as uow:
            spt = uow.spt.get(spt_id)
            self._require_editing(uow, spt)
            found = propose(uow, spt, self._frasa)
            uow.commit()
        return _changed(*found)

    def _require_editing(self, uow: UnitOfWork, spt: Spt) -> None:
        laporan = find_laporan(uow, spt) or Laporan(laporan_id_for(spt.id), spt.id)
        self._tinjauan.require_editing(uow, laporan, spt)


def propose(uow: UnitOfWork, spt: Spt, bank: Sequence[Frasa]) -> tuple[TemuanId, ...]:
    """Store proposals for this visit, and what the bank knows of parts nobody has written yet."""
    scores = scores_of(uow, spt.id)
    phrases = {frasa.kode: frasa for frasa in bank}
    found: list[TemuanId] = []
    for known in uow.queries.temuan(spt.id):
        if known.kode in phrases:
            told = uow.journal.history(entity="temuan", record=known.id)
            phrase = temuan_of(phrases[known.kode], scores, spt_id=spt.id, dari=spt.selesai)
            whole = _completed(known, phrase, frozenset(one.field for one in told))
            if whole != known:
                uow.temuan.save(whole)
                found.append(whole.id)
    for temuan in propose_temuan(bank, scores, spt_id=spt.id, dari=spt.selesai):
        if not uow.journal.history(entity="temuan", record=temuan.id):
            uow.temuan.save(temuan)
            found.append(temuan.id)
    return tuple(found)


def _completed(known: Temuan, phrase: Temuan, told: frozenset[str]) -> Temuan:
    """Return a finding with the parts of the phrase that were never written, not even cleared."""
    parts: Mapping[str, str] = {
        name: getattr(phrase, name)
        for name in ("kriteria", "sebab", "akibat")
        if name not in told and not getattr(known, name)
    }
    owners = {one.id: one.penanggung_jawab for one in phrase.rekomendasi}
    rekomendasi = tuple(
        replace(one, penanggung_jawab=owners[one.id])
        if one.id in owners and "penanggung_jawab" not in told and not one.penanggung_jawab
        else one
        for one in known.rekomendasi
    )
    return replace(known, rekomendasi=rekomendasi, **parts)


def written(temuan: Temuan) -> Temuan:
    """Return a finding as it is stored: no blanks around texts, an id for what is new.

    A recommendation without words is left out. Raises InvalidValueError where nothing is found.
    """
    kondisi = temuan.kondisi.strip()
    if not kondisi:
        raise InvalidValueError("Kondisi temuan wajib diisi.")
    key = temuan.id or TemuanId(str(uuid4()))
    first = RekomendasiId("" if temuan.id else key)
    rekomendasi: list[Rekomendasi] = []
    for one in temuan.rekomendasi:
        if isi := one.isi.strip():
            made = one.id or first or RekomendasiId(str(uuid4()))
            first = RekomendasiId("")
            rekomendasi.append(
                replace(one, id=made, isi=isi, penanggung_jawab=one.penanggung_jawab.strip())
            )
    return replace(
        temuan,
        id=key,
        kondisi=kondisi,
        kriteria=temuan.kriteria.strip(),
        sebab=temuan.sebab.strip(),
        akibat=temuan.akibat.strip(),
        bukti=temuan.bukti.strip(),
        rekomendasi=tuple(rekomendasi),
    )


def _changed(*records: TemuanId) -> Changes:
    return Changes.of(Topic.TEMUAN, Topic.LAPORAN, records=frozenset(records))
