"""Likely duplicates: who or what may be in the database twice, and what was decided about it.

Which of two records is kept is never a person's choice but follows from their ids, so that two
offices that unite the same pair apart from each other keep the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final, NewType, Protocol
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.lembar_penilaian import FORM_SKM, LembarId
from bina_desktop.domain.pegawai import Aparatur, AparaturId, Pegawai
from bina_desktop.domain.penugasan import Spt, SptId

DuplikatId = NewType("DuplikatId", str)

_TITLES: Final = re.compile(r"\b(?:prof|dr|drs|dra|ir|h|hj|kh|sdr|sdri|bpk|ibu)\.?\s+")
_NO_LETTER: Final = re.compile(r"[^\w\s]|_")


class Putusan(StrEnum):
    """What was decided about a pair."""

    OPEN = ""
    """Nothing, or it was taken back."""
    UNITED = "satu"
    DISTINCT = "bukan"


class Sebab(StrEnum):
    """Why two records may be one."""

    NIP = "nip"
    NAME = "nama"
    VISIT = "kunjungan"
    SHEET = "lembar"


@dataclass(frozen=True, slots=True)
class Duplikat:
    """A pair on which somebody decided; it travels, and refers from the other to the kept one."""

    id: DuplikatId
    jenis: str
    """Entity of both, as the journal names it."""
    utama: str
    """The one that is kept."""
    lain: str
    putusan: Putusan = Putusan.OPEN


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two records that may be one."""

    jenis: str
    utama: str
    lain: str
    sebab: Sebab

    @property
    def id(self) -> DuplikatId:
        """Identity of the pair, the same on every laptop."""
        return pair_id(self.jenis, self.utama, self.lain)


class PersonalSheet(Protocol):
    """A sheet, as far as it tells of whom it is."""

    @property
    def id(self) -> LembarId: ...
    @property
    def spt_id(self) -> SptId: ...
    @property
    def formulir(self) -> str: ...
    @property
    def aparatur_id(self) -> AparaturId | None: ...


def pair_id(jenis: str, one: str, other: str) -> DuplikatId:
    """Return the one id that every laptop gives to what is decided about two records."""
    kept, gone = sorted((one, other))
    return DuplikatId(str(uuid5(NAMESPACE_URL, f"urn:bina:duplikat/{jenis}/{kept}/{gone}")))


def copy_id(key: str, utama: str) -> str:
    """Return the one id that every laptop gives to the copy of a record that moves along."""
    return str(uuid5(NAMESPACE_URL, f"urn:bina:salinan/{key}/{utama}"))


def plain_name(nama: str) -> str:
    """Return a name as it is compared: without titles, signs, and letters' size."""
    name = _TITLES.sub(" ", nama.split(",", maxsplit=1)[0].casefold())
    return " ".join(_NO_LETTER.sub(" ", name).split())


def is_same_person(one: Aparatur | Pegawai, other: Aparatur | Pegawai) -> Sebab | None:
    """Tell why two people may be one; None where their NIP or their names tell them apart."""
    if one.nip and other.nip:
        return Sebab.NIP if one.nip == other.nip else None
    if _office(one) != _office(other):
        return None
    name = plain_name(one.nama)
    return Sebab.NAME if name and name == plain_name(other.nama) else None


def _office(person: Aparatur | Pegawai) -> str:
    return person.kode_wilayah if isinstance(person, Aparatur) else ""


def suspect_people(jenis: str, people: Iterable[Aparatur | Pegawai]) -> Iterator[Suspect]:
    """Yield pairs of people who may be one."""
    groups: dict[str, list[Aparatur | Pegawai]] = {}
    for person in people:
        keys = {f"nama/{_office(person)}/{plain_name(person.nama)}"}
        if person.nip:
            keys.add(f"nip/{person.nip}")
        for key in keys:
            groups.setdefault(key, []).append(person)
    seen: set[DuplikatId] = set()
    for group in groups.values():
        for one, other in combinations(group, 2):
            sebab = is_same_person(one, other)
            if sebab is not None:
                suspect = _pair(jenis, one.id, other.id, sebab)
                if suspect.id not in seen:
                    seen.add(suspect.id)
                    yield suspect


def suspect_visits(visits: Iterable[Spt]) -> Iterator[Suspect]:
    """Yield pairs of visits to one kab/kota in one triwulan."""
    groups: dict[tuple[str, str], list[str]] = {}
    for spt in visits:
        groups.setdefault((spt.kode_wilayah, str(spt.triwulan)), []).append(spt.id)
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield _pair("spt", one, other, Sebab.VISIT)


def suspect_sheets(
    lembar: Iterable[PersonalSheet], people: Sequence[Suspect]
) -> Iterator[Suspect]:
    """Yield pairs of sheets of one visit and form about one person, or about a pair of people."""
    same = {person.lain: person.utama for person in people if person.jenis == "aparatur"}
    groups: dict[tuple[str, str, str], list[str]] = {}
    for one in lembar:
        if one.formulir != FORM_SKM and one.aparatur_id is not None:
            who = same.get(one.aparatur_id, one.aparatur_id)
            groups.setdefault((one.spt_id, one.formulir, who), []).append(one.id)
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield _pair("lembar_penilaian", one, other, Sebab.SHEET)


def _pair(jenis: str, one: str, other: str, sebab: Sebab) -> Suspect:
    kept, gone = sorted((one, other))
    return Suspect(jenis, kept, gone, sebab)
