"""The filled sheets of one form as a sheet for people: a row each, a column for every question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bina_desktop.application.catatan import note_name, notes_in
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.application.workbook import CellKind, Column, VisibleSheet
from bina_desktop.domain.lembar_penilaian import LembarPenilaian, StatusLembar
from bina_desktop.formengine.client import DataType, Node, NodeKind, Ref, Session

STATUS_LEMBAR: Final = {
    StatusLembar.DRAF: "Draf",
    StatusLembar.FINAL: "Final",
    StatusLembar.DIKEMBALIKAN: "Dikembalikan",
}
_HEAD: Final = (
    Column("kunjungan", "Kabupaten/kota", readonly=True),
    Column("aparatur", "Aparatur", readonly=True),
    Column("status", "Status lembar", readonly=True),
)
_IDENTITY: Final = frozenset(
    {"triwulan", "tahun", "kode_wilayah", "nama", "nip", "kelompok", "nomor_spt", "tim_penilai"}
)
"""Questions that say whose sheet it is: shown in Excel, changed only in the program."""
_ID_QUESTIONS: Final = frozenset({"nip"})
_NUMBERS: Final = frozenset({DataType.INTEGER, DataType.DECIMAL})


def form_sheet(
    uow: UnitOfWork, formulir: FormulirService, form_id: str, lembar: Sequence[LembarPenilaian]
) -> VisibleSheet:
    """Return the sheet of one form; each version that was filled has its questions in it.

    What a visit gives to open sheets is shown and cannot be changed there: it stands elsewhere.
    """
    visit = VisitAnswers(formulir)
    stored = {one.id: uow.lembar.answers(one.id) for one in lembar}
    given = {one.id: visit.given(uow, one) for one in lembar}
    versions = formulir.form(form_id).info.version, *_other_versions(formulir, form_id, lembar)
    sessions = {v: formulir.session(form_id, {}, version=v)[0] for v in versions}
    columns = columns_of(sessions)
    for one in lembar:
        columns |= _unasked(stored[one.id], columns, sessions.get(one.versi))
    fixed = {ref for refs in given.values() for ref in refs}
    noted = {ref for answers in stored.values() for ref in notes_in(answers)}
    rows: list[tuple[str, Mapping[str, str]]] = []
    for one in lembar:
        aparatur = uow.aparatur.find(one.aparatur_id) if one.aparatur_id else None
        known = {
            "kunjungan": uow.spt.get(one.spt_id).kode_wilayah,
            "aparatur": aparatur.nama if aparatur else "",
            "status": STATUS_LEMBAR[one.status],
        }
        rows.append((one.id, {**stored[one.id], **given[one.id], **known}))
    rows.sort(key=lambda row: (row[1]["kunjungan"], row[1]["aparatur"].casefold(), row[0]))
    title = sessions[versions[0]].info.title
    questions = _with_notes(columns.values(), fixed, noted)
    return VisibleSheet(_sheet_title(title), "lembar_penilaian", (*_HEAD, *questions), tuple(rows))


def _other_versions(
    formulir: FormulirService, form_id: str, lembar: Sequence[LembarPenilaian]
) -> Sequence[str]:
    """Return the versions besides the installed one that sheets have and this computer keeps."""
    installed = formulir.form(form_id).info.version
    found = sorted({one.versi for one in lembar} - {installed}, reverse=True)
    return [version for version in found if formulir.has_version(form_id, version)]


def columns_of(sessions: Mapping[str, Session]) -> dict[str, Column]:
    """Return a column per question of any of these versions, by ref; the first leads.

    A question that only another version asks stands where it stands there, and says of which.
    """
    columns: dict[str, Column] = {}
    order: list[str] = []
    for number, (version, session) in enumerate(sessions.items()):
        after = -1
        for node in question_nodes(session):
            column = question_column(node)
            known = columns.get(node.ref)
            if known is None:
                if number:
                    column = replace(column, label=f"{column.label} (formulir versi {version})")
                order.insert(after + 1, node.ref)
                columns[node.ref] = column
            elif known.choices != column.choices:
                merged = dict(column.choices) | dict(known.choices)
                columns[node.ref] = replace(known, choices=tuple(merged.items()))
            after = order.index(node.ref)
    return {ref: columns[ref] for ref in order}


def _unasked(
    answers: Mapping[str, str], known: Collection[str], session: Session | None
) -> dict[str, Column]:
    """Return columns for answers that no version here asks for any more, or that none knows."""
    return {
        ref: Column(ref, f"{ref.rpartition('/')[2]} (formulir versi lain)", readonly=True)
        for ref in answers
        if ref not in known and "[" not in ref and "/@" not in ref and not _lives(session, ref)
    }


def _lives(session: Session | None, ref: str) -> bool:
    if session is None:
        return False
    try:
        session.node(Ref(ref))
    except KeyError:
        return False
    return True


def _with_notes(
    columns: Iterable[Column], fixed: Collection[str], noted: Collection[str]
) -> Iterator[Column]:
    """Yield the columns, and one behind each on which any sheet has a note."""
    for column in columns:
        yield replace(column, readonly=column.readonly or column.field in fixed)
        if column.field in noted:
            yield Column(note_name(column.field), f"Catatan: {column.label}")


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
    """Return the column of a question."""
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


def _sheet_title(title: str) -> str:
    """Return a title that Excel takes as the name of a sheet: 31 characters, no marks."""
    clean = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)
    return clean[:31].strip()
