"""The filled sheets of one form as sheets for people: a row each, a column for every question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bina_desktop.application.catatan import note_name, notes_in
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.isi_lembar import plain_label
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.repeat_sheet import Filled, RepeatGroup, repeat_sheets
from bina_desktop.application.visit_answers import VisitAnswers
from bina_desktop.application.workbook import OWN_KEY, CellKind, Column, VisibleSheet, key_of
from bina_desktop.domain.lembar_penilaian import (
    FORM_TINDAK_LANJUT,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.formengine.asked import Asked, AskedRepeat, Pairs
from bina_desktop.formengine.client import DataType, NodeKind
from bina_desktop.formengine.engine import asked

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
_KEY: Final = Column(OWN_KEY, "Kunci lembar", readonly=True)
IDENTITY: Final = frozenset(
    {"triwulan", "tahun", "kode_wilayah", "nama", "nip", "kelompok", "nomor_spt", "tim_penilai"}
)
"""Questions that say whose sheet it is: shown in Excel, changed only in the program."""
_ID_QUESTIONS: Final = frozenset({"nip"})
_NUMBERS: Final = frozenset({DataType.INTEGER, DataType.DECIMAL})
_SEVERAL: Final = frozenset({NodeKind.SELECT_MULTIPLE, NodeKind.RANK})
_Names = Mapping[KodeWilayah, str]


def form_sheets(
    uow: UnitOfWork,
    formulir: FormulirService,
    form_id: str,
    lembar: Sequence[LembarPenilaian],
    names: _Names,
) -> tuple[VisibleSheet, ...]:
    """Return the sheet of one form and one per repeat group in it.

    Each version that was filled has its questions there. What a visit gives to open sheets is
    shown and cannot be changed: it stands elsewhere.
    """
    visit = VisitAnswers(formulir)
    stored = {one.id: uow.lembar.answers(one.id) for one in lembar}
    given = {one.id: visit.given(uow, one) for one in lembar}
    installed = formulir.form(form_id).info
    versions = installed.version, *_other_versions(formulir, form_id, lembar)
    forms = {version: formulir.version_of(form_id, version) for version in versions}
    told = {version: asked(form) for version, form in forms.items()}
    questions = {version: each for version, (each, _) in told.items()}
    columns = columns_of(questions)
    places = {version: {node.path for node in form.nodes} for version, form in forms.items()}
    for one in lembar:
        columns |= _unasked(stored[one.id], columns, places.get(one.versi, ()))
    fixed = {ref for refs in given.values() for ref in refs}
    noted = {ref for answers in stored.values() for ref in notes_in(answers)}
    rows: list[tuple[str, Mapping[str, str]]] = []
    filled: list[Filled] = []
    for one in lembar:
        aparatur = uow.aparatur.find(one.aparatur_id) if one.aparatur_id else None
        kode = uow.spt.get(one.spt_id).kode_wilayah
        known = {
            "kunjungan": names.get(kode, kode),
            "aparatur": aparatur.nama if aparatur else "",
            "status": STATUS_LEMBAR[one.status],
            OWN_KEY: key_of(one.id),
        }
        rows.append((one.id, {**stored[one.id], **given[one.id], **known}))
        who = ", ".join(filter(None, (known["aparatur"], known["kunjungan"])))
        filled.append(Filled(one.id, who, stored[one.id], given[one.id], one.is_open))
    rows.sort(key=lambda row: (row[1]["kunjungan"], row[1]["aparatur"].casefold(), row[0]))
    groups = repeat_groups((r for _, each in told.values() for r in each), questions, form_id)
    repeats = repeat_sheets(groups, filled)
    head = (*_HEAD, _KEY) if repeats else _HEAD
    with_notes = _with_notes(columns.values(), fixed, noted)
    title = sheet_title(installed.title)
    first = VisibleSheet(title, "lembar_penilaian", (*head, *with_notes), tuple(rows))
    return (first, *repeats)


def _other_versions(
    formulir: FormulirService, form_id: str, lembar: Sequence[LembarPenilaian]
) -> Sequence[str]:
    """Return the versions besides the installed one that sheets have and this computer keeps."""
    installed = formulir.form(form_id).info.version
    found = sorted({one.versi for one in lembar} - {installed}, reverse=True)
    return [version for version in found if formulir.has_version(form_id, version)]


def columns_of(forms: Mapping[str, Sequence[Asked]], repeat: str = "") -> dict[str, Column]:
    """Return a column per question of any of these versions, by field; the first leads.

    A question that only another version asks stands where it stands there, and says of which.
    `repeat` asks for those in a repeat, whose fields are counted from its instance.
    """
    columns: dict[str, Column] = {}
    order: list[str] = []
    for number, (version, questions) in enumerate(forms.items()):
        after = -1
        for question in questions:
            if question.repeat != repeat:
                continue
            column = question_column(question)
            known = columns.get(column.field)
            if known is None:
                if number:
                    column = replace(column, label=f"{column.label} (formulir versi {version})")
                order.insert(after + 1, column.field)
                columns[column.field] = column
            elif known.choices != column.choices:
                merged = dict(column.choices) | dict(known.choices)
                columns[column.field] = replace(known, choices=tuple(merged.items()))
            after = order.index(column.field)
    return {name: columns[name] for name in order}


def _unasked(
    answers: Mapping[str, str], known: Collection[str], places: Collection[str]
) -> dict[str, Column]:
    """Return columns for answers that no version here asks for any more, or that none knows."""
    return {
        ref: Column(ref, f"{ref.rpartition('/')[2]} (formulir versi lain)", readonly=True)
        for ref in answers
        if ref not in known and ref not in places and "[" not in ref and "/@" not in ref
    }


def repeat_groups(
    repeats: Iterable[AskedRepeat], questions: Mapping[str, Sequence[Asked]], form_id: str
) -> Iterator[RepeatGroup]:
    """Yield the repeats, each with the columns that its questions have in any version."""
    found: dict[str, AskedRepeat] = {}
    for one in repeats:
        found.setdefault(one.path, one)
    for path, one in found.items():
        outer = max((p for p in found if path.startswith(f"{p}/")), key=len, default="")
        addable = not one.given and form_id != FORM_TINDAK_LANJUT
        columns = columns_of(questions, path)
        yield RepeatGroup(path, outer, plain_label(one.label), columns, addable)


def _with_notes(
    columns: Iterable[Column], fixed: Collection[str], noted: Collection[str]
) -> Iterator[Column]:
    """Yield the columns, and one behind each on which any sheet has a note."""
    for column in columns:
        yield replace(column, readonly=column.readonly or column.field in fixed)
        if column.field in noted:
            yield Column(note_name(column.field), f"Catatan: {column.label}")


def question_column(question: Asked) -> Column:
    """Return the column of a question; in a repeat its field is counted from the instance."""
    kind = CellKind.TEXT
    if question.name in _ID_QUESTIONS:
        kind = CellKind.ID
    elif question.data_type in _NUMBERS:
        kind = CellKind.NUMBER
    elif question.data_type is DataType.DATE:
        kind = CellKind.DATE
    return Column(
        field=question.path.removeprefix(question.repeat),
        label=plain_label(question.label),
        kind=kind,
        choices=_plain(question.choices),
        multiple=question.kind in _SEVERAL,
        ordered=question.kind is NodeKind.RANK,
        readonly=(
            question.readonly
            or question.kind is NodeKind.UPLOAD
            or (question.name in IDENTITY and not question.repeat)
        ),
        other_labels=_plain(question.other_choices),
        hint=plain_label(question.hint),
        whole=question.data_type is DataType.INTEGER,
        least=question.least,
        greatest=question.greatest,
        required=question.required and not question.conditional,
        multiline=question.multiline,
        sections=tuple(plain_label(section.label) for section in question.sections),
    )


def _plain(pairs: Pairs) -> Pairs:
    return tuple((value, plain_label(label)) for value, label in pairs)


def sheet_title(title: str) -> str:
    """Return a title that Excel takes as the name of a sheet: 31 characters, no marks."""
    clean = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)
    return clean[:31].strip()
