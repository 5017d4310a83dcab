"""What goes into a file that travels: the changes of some visits, and sheets for people."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Final

from bina_desktop.application.form_sheet import form_sheets
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.new_rows import aparatur_rows, lembar_rows
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.workbook import CellKind, Column, VisibleSheet
from bina_desktop.domain.journal import Change
from bina_desktop.domain.pegawai import Aparatur, Kelompok, Pegawai, StatusKepegawaian
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah

STATUS_KEPEGAWAIAN: Final = {
    StatusKepegawaian.PNS: "PNS",
    StatusKepegawaian.PPPK: "PPPK",
    StatusKepegawaian.NON_ASN: "Non-ASN",
}
KELOMPOK: Final = {
    Kelompok.PEJABAT: "P – Pejabat struktural",
    Kelompok.FUNGSIONAL: "F – Jabatan fungsional ADB/Operator SIAK",
    Kelompok.OPERATOR: "O – Petugas/operator layanan",
}


class Lingkup(StrEnum):
    """How much an export takes along."""

    VISIT = "visit"
    KAB_KOTA = "kab-kota"
    ALL = "all"


def visits_of(
    known: Iterable[Spt],
    lingkup: Lingkup,
    which: str,
    triwulan: Triwulan | None,
    names: Mapping[KodeWilayah, str],
) -> list[Spt]:
    """Return the visits that a scope means, oldest first.

    `which` is the number or id of an SPT, or the name or code of a kab/kota.
    """

    def is_meant(spt: Spt) -> bool:
        if lingkup is Lingkup.ALL:
            return True
        if triwulan is not None and spt.triwulan != triwulan:
            return False
        if lingkup is Lingkup.KAB_KOTA:
            named = (spt.kode_wilayah, names.get(spt.kode_wilayah, "").casefold())
            return which.casefold() in named
        return not which or which in (spt.id, spt.nomor)

    return sorted(filter(is_meant, known), key=lambda spt: (spt.mulai, spt.id))


@dataclass(frozen=True, slots=True)
class Cakupan:
    """Some visits and everything that belongs to them."""

    spt_ids: frozenset[SptId]
    triwulan: frozenset[str]
    wilayah: frozenset[KodeWilayah]

    @classmethod
    def of(cls, spt: Iterable[Spt]) -> Cakupan:
        """Return the scope of these visits."""
        chosen = tuple(spt)
        return cls(
            spt_ids=frozenset(one.id for one in chosen),
            triwulan=frozenset(str(one.triwulan) for one in chosen),
            wilayah=frozenset(one.kode_wilayah for one in chosen),
        )

    def select(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Return the whole history of every record in scope, deleted ones too.

        Office and people go along whole; officers, sheets, reports, findings and events only of
        these visits. A record belongs here if any value it ever had says so.
        """
        said: dict[tuple[str, str], dict[str, set[str]]] = {}
        for change in changes:
            values = said.setdefault((change.entity, change.record), {})
            values.setdefault(change.field, set()).add(_text(change.value))
        wanted = {key for key, values in said.items() if self._holds(*key, values)}
        wanted |= {key for key, values in said.items() if _is_about(wanted, key[0], values)}
        return tuple(change for change in changes if (change.entity, change.record) in wanted)

    def _holds(self, entity: str, record: str, said: Mapping[str, set[str]]) -> bool:
        nothing: set[str] = set()
        if entity in ("kantor", "pegawai", "pelimpahan", "templat", "nomor_naskah"):
            return True
        if entity == "spt":
            return record in self.spt_ids
        if entity == "aparatur":
            return bool(said.get("kode_wilayah", nothing) & self.wilayah)
        if entity in ("perintah", "sk_tim"):
            return bool(said.get("triwulan", nothing) & self.triwulan)
        if entity == "peristiwa":
            region = said.get("kode_wilayah", nothing) - {""}
            here = not region or bool(region & self.wilayah)
            return here and bool(said.get("triwulan", nothing) & self.triwulan)
        return bool(said.get("spt_id", nothing) & self.spt_ids)


def _is_about(
    wanted: Collection[tuple[str, str]], entity: str, said: Mapping[str, set[str]]
) -> bool:
    """Tell whether a decision about duplicates is about a record in scope."""
    if entity != "duplikat":
        return False
    nothing: set[str] = set()
    pair = said.get("utama", nothing) | said.get("lain", nothing)
    return any((jenis, one) in wanted for jenis in said.get("jenis", nothing) for one in pair)


def _text(value: str) -> str:
    """Return a journalled value as plain text; '' where it is cleared or no text."""
    plain: object = json.loads(value)
    return plain if isinstance(plain, str) else ""


def visible_sheets(
    uow: UnitOfWork,
    cakupan: Cakupan,
    formulir: FormulirService,
    names: Mapping[KodeWilayah, str],
) -> tuple[VisibleSheet, ...]:
    """Return the sheets for people: those of each form, then the team and the officers."""
    lembar = [one for one in uow.lembar.all() if one.spt_id in cakupan.spt_ids]
    sheets: list[VisibleSheet] = []
    for info in formulir.available():
        mine = [one for one in lembar if one.formulir == info.form_id]
        if mine:
            rule = lembar_rows(uow, formulir, info.form_id, cakupan.spt_ids, names)
            made = form_sheets(uow, formulir, info.form_id, mine, names)
            sheets += [replace(made[0], new_rows=rule), *made[1:]]
    sheets.append(_team_sheet(uow.pegawai.all()))
    sheets.append(_aparatur_sheet(uow.aparatur.all(), cakupan.wilayah, names))
    return tuple(sheets)


_PERSON: Final = (
    Column("nama", "Nama"),
    Column("nip", "NIP/NI PPPK", CellKind.ID),
    Column(
        "status",
        "Status kepegawaian",
        choices=tuple((k.value, v) for k, v in STATUS_KEPEGAWAIAN.items()),
    ),
    Column("pangkat", "Pangkat"),
    Column("golongan", "Golongan"),
    Column("jabatan", "Jabatan"),
)
_APARATUR: Final = (
    Column("kunjungan", "Kabupaten/kota", readonly=True),
    *_PERSON,
    Column("kelompok", "Kelompok", choices=tuple((k.value, v) for k, v in KELOMPOK.items())),
    Column("tmt_jabatan", "TMT jabatan", CellKind.DATE),
    Column("pendidikan", "Pendidikan"),
    Column("atasan", "Atasan langsung"),
)


def _team_sheet(pegawai: Iterable[Pegawai]) -> VisibleSheet:
    columns = tuple(Column(c.field, c.label, c.kind, c.choices, readonly=True) for c in _PERSON)
    people = sorted(pegawai, key=lambda p: (p.nama.casefold(), p.id))
    return VisibleSheet("Tim", "pegawai", columns, tuple((p.id, _plain(p)) for p in people))


def _aparatur_sheet(
    aparatur: Iterable[Aparatur],
    wilayah: Collection[KodeWilayah],
    names: Mapping[KodeWilayah, str],
) -> VisibleSheet:
    people = sorted(
        (a for a in aparatur if a.kode_wilayah in wilayah),
        key=lambda a: (a.kode_wilayah, a.nama.casefold(), a.id),
    )
    rows = tuple(
        (a.id, {**_plain(a), "kunjungan": names.get(a.kode_wilayah, a.kode_wilayah)})
        for a in people
    )
    rule = aparatur_rows({kode: names.get(kode, kode) for kode in wilayah})
    return VisibleSheet("Aparatur", "aparatur", _APARATUR, rows, new_rows=rule)


def _plain(person: Pegawai | Aparatur) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in fields(person):
        value = getattr(person, one.name)
        if isinstance(value, StrEnum):
            found[one.name] = value.value
        elif isinstance(value, date):
            found[one.name] = value.isoformat()
        elif isinstance(value, str):
            found[one.name] = value
    return found
