"""What goes into a file that travels: the changes of some visits, and sheets for people."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Final

from bina_desktop.application.catatan import note_name, notes_in
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.workbook import CellKind, Column, VisibleSheet
from bina_desktop.domain.journal import Change
from bina_desktop.domain.lembar_penilaian import LembarPenilaian, StatusLembar
from bina_desktop.domain.pegawai import Aparatur, Kelompok, Pegawai, StatusKepegawaian
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.formengine.client import DataType, Node, NodeKind, Session

STATUS_LEMBAR: Final = {
    StatusLembar.DRAF: "Draf",
    StatusLembar.FINAL: "Final",
    StatusLembar.DIKEMBALIKAN: "Dikembalikan",
}
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

_IDENTITY: Final = frozenset(
    {"triwulan", "tahun", "kode_wilayah", "nama", "nip", "kelompok", "nomor_spt", "tim_penilai"}
)
"""Questions that say whose sheet it is: shown in Excel, changed only in the program."""
_ID_QUESTIONS: Final = frozenset({"nip"})
_NUMBERS: Final = frozenset({DataType.INTEGER, DataType.DECIMAL})


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
        return tuple(change for change in changes if (change.entity, change.record) in wanted)

    def _holds(self, entity: str, record: str, said: Mapping[str, set[str]]) -> bool:
        nothing: set[str] = set()
        if entity in ("kantor", "pegawai"):
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


def _text(value: str) -> str:
    """Return a journalled value as plain text; '' where it is cleared or no text."""
    plain: object = json.loads(value)
    return plain if isinstance(plain, str) else ""


def visible_sheets(
    uow: UnitOfWork, cakupan: Cakupan, formulir: FormulirService
) -> tuple[VisibleSheet, ...]:
    """Return the sheets for people: one per form, then the team and the officers."""
    lembar = [one for one in uow.lembar.all() if one.spt_id in cakupan.spt_ids]
    sheets: list[VisibleSheet] = []
    for info in formulir.available():
        mine = [one for one in lembar if one.formulir == info.form_id]
        if mine:
            session, _ = formulir.session(info.form_id, {})
            sheets.append(_form_sheet(uow, session, mine))
    sheets.append(_team_sheet(uow.pegawai.all()))
    sheets.append(_aparatur_sheet(uow.aparatur.all(), cakupan.wilayah))
    return tuple(sheets)


def _form_sheet(
    uow: UnitOfWork, session: Session, lembar: Sequence[LembarPenilaian]
) -> VisibleSheet:
    head = (
        Column("kunjungan", "Kabupaten/kota", readonly=True),
        Column("aparatur", "Aparatur", readonly=True),
        Column("status", "Status lembar", readonly=True),
    )
    stored = {one.id: uow.lembar.answers(one.id) for one in lembar}
    noted = {ref for answers in stored.values() for ref in notes_in(answers)}
    questions = tuple(_question_columns(session, noted))
    rows: list[tuple[str, Mapping[str, str]]] = []
    for one in lembar:
        aparatur = uow.aparatur.find(one.aparatur_id) if one.aparatur_id else None
        known = {
            "kunjungan": uow.spt.get(one.spt_id).kode_wilayah,
            "aparatur": aparatur.nama if aparatur else "",
            "status": STATUS_LEMBAR[one.status],
        }
        rows.append((one.id, {**stored[one.id], **known}))
    rows.sort(key=lambda row: (row[1]["kunjungan"], row[1]["aparatur"].casefold(), row[0]))
    return VisibleSheet(
        _sheet_title(session.info.title), "lembar_penilaian", head + questions, tuple(rows)
    )


def _question_columns(session: Session, noted: Collection[str]) -> Iterator[Column]:
    """Yield a column for each question, and one behind it where any sheet has a note on it."""
    for node in question_nodes(session):
        column = question_column(node)
        yield column
        if node.ref in noted:
            yield Column(note_name(node.ref), f"Catatan: {column.label}")


def question_nodes(session: Session) -> Iterator[Node]:
    """Yield the questions outside repeats, in form order."""
    for node in session.walk():
        if node.kind in ANSWERED and not _is_repeated(node):
            yield node


def _is_repeated(node: Node) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.kind is NodeKind.REPEAT:
            return True
        parent = parent.parent
    return False


def question_column(node: Node) -> Column:
    kind = CellKind.TEXT
    if node.name in _ID_QUESTIONS:
        kind = CellKind.ID
    elif node.data_type in _NUMBERS:
        kind = CellKind.NUMBER
    elif node.data_type is DataType.DATE:
        kind = CellKind.DATE
    return Column(
        field=node.ref,
        label=plain_label(node.label),
        kind=kind,
        choices=_column_choices(node),
        multiple=node.kind in (NodeKind.SELECT_MULTIPLE, NodeKind.RANK),
        readonly=node.readonly or node.name in _IDENTITY or node.kind is NodeKind.UPLOAD,
    )


def _column_choices(node: Node) -> tuple[tuple[str, str], ...]:
    """Return what the cells may hold; the choices of a range are only marks on its scale."""
    if node.kind is NodeKind.RANGE:
        return ()
    return tuple((choice.value, plain_label(choice.label)) for choice in node.choices)


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
    Column("kode_wilayah", "Kode wilayah", readonly=True),
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
    aparatur: Iterable[Aparatur], wilayah: Collection[KodeWilayah]
) -> VisibleSheet:
    people = sorted(
        (a for a in aparatur if a.kode_wilayah in wilayah),
        key=lambda a: (a.kode_wilayah, a.nama.casefold(), a.id),
    )
    return VisibleSheet(
        "Aparatur", "aparatur", _APARATUR, tuple((a.id, _plain(a)) for a in people)
    )


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


def _sheet_title(title: str) -> str:
    """Return a title that Excel takes as the name of a sheet: 31 characters, no marks."""
    clean = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)
    return clean[:31].strip()
