"""Likely duplicates: found, shown side by side, united or told apart, and taken apart again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, cast

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.place import place_of
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.unite import (
    part_again,
    reason_of,
    repository,
    unite_records,
)
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.duplikat import (
    Duplikat,
    Putusan,
    Sebab,
    Suspect,
    suspect_people,
    suspect_sheets,
    suspect_visits,
)
from bina_desktop.domain.errors import WrongStateError
from bina_desktop.domain.journal import NULL, json_text
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah

_EVERYTHING: Final = Changes.of(*Topic)
_OFFICIALS: Final = (Peran.TIM, Peran.KASI, Peran.KABID, Peran.KADIS)


_BLANK: Final = frozenset({NULL, '""'})


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of both records, in words for people."""

    field: str
    nama: str
    utama: str
    lain: str
    differs: bool
    """False where both say the same."""
    blank: bool = False
    """True where the kept record says nothing: the other one's value is proposed."""


@dataclass(frozen=True, slots=True)
class DuplikatView:
    """Two records that may be one, or on which somebody decided, in words for people."""

    suspect: Suspect
    jenis: str
    nama: str
    nama_lain: str
    """'' for one that was united with the other."""
    tempat: str
    putusan: Putusan = Putusan.OPEN


_KINDS: Final = frozenset({"aparatur", "pegawai", "spt", "lembar_penilaian"})


def find_suspects(
    uow: UnitOfWork,
    kinds: Collection[str] = _KINDS,
    spt_ids: Collection[SptId] | None = None,
) -> list[Suspect]:
    """Return the pairs of these kinds that may be one and on which nobody decided.

    Sheets are looked at in these visits only; None for all.
    """
    if not _KINDS.intersection(kinds):
        return []
    known = uow.duplikat.all()
    decided = {one.id for one in known if one.putusan is Putusan.DISTINCT}
    people: list[Suspect] = []
    if {"aparatur", "lembar_penilaian"}.intersection(kinds):
        people += suspect_people("aparatur", uow.aparatur.all())
    if "pegawai" in kinds:
        people += suspect_people("pegawai", uow.pegawai.all())
    found = [one for one in people if one.id not in decided]
    if "spt" in kinds:
        found += suspect_visits(uow.spt.all())
    if "lembar_penilaian" in kinds:
        lembar = [
            one
            for spt_id in ([None] if spt_ids is None else sorted(spt_ids))
            for one in uow.queries.lembar(spt_id=spt_id)
        ]
        found += suspect_sheets(lembar, found)
        with_sheets = {one.aparatur_id for one in lembar}
        found += [
            _as_suspect(one)
            for one in known
            # Something arrived for an officer after he was united with another.
            if one.putusan is Putusan.UNITED and one.lain in with_sheets
        ]
    return [one for one in found if one.id not in decided]


class DuplikatService:
    """Finds pairs, shows them side by side, and carries out what a person decides."""

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

    def list(self) -> Sequence[DuplikatView]:
        """Return pairs that wait for a decision, people first."""
        with self._acting.reading() as uow:
            uraian = Uraian(uow, self._formulir, self._names)
            found = [self._view(uraian, one) for one in find_suspects(uow)]
        return sorted(found, key=lambda one: (one.jenis, one.tempat, one.nama.casefold()))

    def decided(self) -> Sequence[DuplikatView]:
        """Return pairs on which somebody decided."""
        with self._acting.reading() as uow:
            uraian = Uraian(uow, self._formulir, self._names)
            return [
                self._view(uraian, _as_suspect(one), one.putusan)
                for one in uow.duplikat.all()
                if one.putusan is not Putusan.OPEN
            ]

    def compare(self, suspect: Suspect) -> Sequence[Pair]:
        """Return both records field by field, those that differ first."""
        with self._acting.reading() as uow:
            uraian = Uraian(uow, self._formulir, self._names)
            values = [_values(uow, suspect.jenis, key) for key in (suspect.utama, suspect.lain)]
            mine, theirs = values
            names = dict.fromkeys([*mine, *theirs])
            pairs = [_pair(uraian, suspect, name, mine, theirs) for name in names]
        return sorted(pairs, key=lambda one: not one.differs)

    def unite(self, suspect: Suspect, taken: Collection[str]) -> Changes:
        """Keep one record; it takes these fields from the other, on which nothing hangs any more.

        Raises WrongStateError for a final sheet, a submitted Laporan, a visit with sheets.
        """
        with self._acting.unit(reason=reason_of(suspect)) as uow:
            self._require_right(uow, suspect)
            unite_records(uow, suspect, taken)
            self._decide(uow, suspect, Putusan.UNITED)
            uow.commit()
        return _EVERYTHING | self._lembar.refresh_stale()

    def tell_apart(self, suspect: Suspect) -> Changes:
        """Remember that two records are not one; nobody is asked again, here or elsewhere."""
        with self._acting.unit(reason="bukan catatan ganda") as uow:
            self._require_right(uow, suspect)
            self._decide(uow, suspect, Putusan.DISTINCT)
            uow.commit()
        return _EVERYTHING

    def take_back(self, suspect: Suspect) -> Changes:
        """Take a decision back: what was united is two records again."""
        with self._acting.unit(reason="penyatuan catatan ganda dibatalkan") as uow:
            self._require_right(uow, suspect)
            known = uow.duplikat.find(suspect.id)
            if known is None or known.putusan is Putusan.OPEN:
                raise WrongStateError(
                    "Keputusan ini sudah dicabut. Muat ulang daftar catatan ganda."
                )
            part_again(uow, suspect)
            self._decide(uow, suspect, Putusan.OPEN)
            uow.commit()
        return _EVERYTHING | self._lembar.refresh_stale()

    def _decide(self, uow: UnitOfWork, suspect: Suspect, putusan: Putusan) -> None:
        uow.duplikat.save(
            Duplikat(suspect.id, suspect.jenis, suspect.utama, suspect.lain, putusan)
        )

    def _require_right(self, uow: UnitOfWork, suspect: Suspect) -> None:
        if suspect.jenis == "pegawai":
            self._acting.require(uow, Peran.ADMIN)
        elif suspect.jenis == "aparatur":
            self._acting.require(uow, Peran.ADMIN, *_OFFICIALS)
        else:
            self._acting.require(uow, *_OFFICIALS)

    def _view(
        self, uraian: Uraian, suspect: Suspect, putusan: Putusan = Putusan.OPEN
    ) -> DuplikatView:
        kode = place_of(uraian.uow, suspect.jenis, suspect.utama)
        other = uraian.nama(suspect.jenis, suspect.lain)
        return DuplikatView(
            suspect,
            uraian.jenis(suspect.jenis),
            uraian.nama(suspect.jenis, suspect.utama),
            "" if other == suspect.lain else other,
            uraian.wilayah.get(kode, kode),
            putusan,
        )


def _as_suspect(one: Duplikat) -> Suspect:
    sebab = {"spt": Sebab.VISIT, "lembar_penilaian": Sebab.SHEET}.get(one.jenis, Sebab.NAME)
    return Suspect(one.jenis, one.utama, one.lain, sebab)


def _values(uow: UnitOfWork, jenis: str, key: str) -> dict[str, str]:
    """Return canonical JSON text by field: answers of a sheet, what is known of a person."""
    if jenis == "lembar_penilaian":
        return {ref: json_text(text) for ref, text in uow.lembar.answers(LembarId(key)).items()}
    found = repository(uow, jenis).find(key)
    if found is None:
        return {}
    names = [one.name for one in fields(found) if one.name != "id"]
    return {name: json_text(_plain(getattr(found, name))) for name in names}


def _plain(value: Any) -> object:
    match value:
        case date():
            return value.isoformat()
        case Triwulan():
            return value.label
        case tuple() | frozenset():
            return sorted(map(str, cast("Iterable[object]", value)))
        case _:
            return value


def _pair(
    uraian: Uraian,
    suspect: Suspect,
    name: str,
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
) -> Pair:
    def told(record: str, values: Mapping[str, str]) -> str:
        return uraian.nilai(suspect.jenis, record, name, values.get(name, NULL))

    return Pair(
        name,
        uraian.bidang(suspect.jenis, suspect.utama, name),
        told(suspect.utama, mine),
        told(suspect.lain, theirs),
        differs=mine.get(name, NULL) != theirs.get(name, NULL),
        blank=mine.get(name, NULL) in _BLANK,
    )
