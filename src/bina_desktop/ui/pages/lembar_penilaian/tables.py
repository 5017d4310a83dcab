"""The tables of the list of sheets, and what is said while one of them is empty."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    FORMS_KUNJUNGAN,
)
from bina_desktop.ui.pages.lembar_penilaian.lines import (
    Line,
    about_line_of,
    diubah_moment_of,
    diubah_of,
    diubah_tip_of,
    glyph_of,
    hari_of,
    jabatan_of,
    nama_of,
    nilai_number_of,
    nilai_of,
    nip_line_of,
    pemilik_of,
    pemilik_tip_of,
    predikat_of,
    shade_of,
    share_of,
    status_of,
    terisi_of,
    terisi_tip_of,
    tip_of,
)
from bina_desktop.ui.pages.lembar_penilaian.share import ShareDelegate
from bina_desktop.ui.panels import EmptyState
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.theme import px

_tr = QCoreApplication.translate
_ONE_LINE, _TWO_LINES = 34, 50
_NARROW = 1120
"""Below this width the post and who filled it in make room for names."""


def table_of(form: str, name: str) -> RecordTable[Line]:
    """Make the table of the sheets of a form; officers stand in it with their post and figures."""
    people, visit = form == FORM_LEMBAR_PENILAIAN, form in FORMS_KUNJUNGAN
    title = _tr("daftar lembar", "Nama dan NIP") if people else _tr("daftar lembar", "Responden")
    if visit:
        title = _tr("daftar lembar", "Lembar untuk seluruh kunjungan")
    columns: list[Column[Line]] = [Column(title, nama_of, stretch=True)]
    if people:
        columns.append(Column(_tr("daftar lembar", "Jabatan"), jabatan_of, stretch=True))
    columns += [
        Column(
            _tr("daftar lembar", "Status"),
            status_of,
            width=132,
            colour=shade_of,
            glyph=glyph_of,
            tip=tip_of,
        ),
        Column(
            _tr("daftar lembar", "Terisi"), terisi_of, width=116, sort=share_of, tip=terisi_tip_of
        ),
    ]
    if people:
        columns += [
            Column(
                _tr("daftar lembar", "Nilai"), nilai_of, width=68, right=True, sort=nilai_number_of
            ),
            Column(_tr("daftar lembar", "Predikat"), predikat_of, width=112),
        ]
    columns += [
        Column(_tr("daftar lembar", "Tanggal"), hari_of, width=170, sort=diubah_moment_of)
        if form == FORM_SKM
        else Column(_tr("daftar lembar", "Pemilik"), pemilik_of, width=150, tip=pemilik_tip_of),
    ]
    if form != FORM_SKM:
        columns.append(
            Column(
                _tr("daftar lembar", "Diubah"),
                diubah_of,
                width=116,
                sort=diubah_moment_of,
                tip=diubah_tip_of,
            )
        )
    height = _TWO_LINES if people or visit else _ONE_LINE
    table = RecordTable(columns, name=name, row_height=height)
    table.setWordWrap(people)
    if people:
        table.setItemDelegateForColumn(0, TwoLineDelegate(nip_line_of, table))
    if visit:
        table.setItemDelegateForColumn(0, TwoLineDelegate(about_line_of, table))
    terisi = next(i for i, one in enumerate(columns) if one.text is terisi_of)
    table.setItemDelegateForColumn(terisi, ShareDelegate(table))
    return table


def fit_columns(table: RecordTable[Line], width: int) -> None:
    """Leave out what is only convenient where names would be cut short."""
    for number, column in enumerate(table.records.columns):
        if column.text in {jabatan_of, pemilik_of}:
            table.show_column(number, width >= px(_NARROW))


def empty_of(form: str) -> EmptyState:
    """Say what to do where a visit has no sheet of a form yet."""
    if form == FORM_LEMBAR_PENILAIAN:
        return EmptyState(
            _tr("daftar lembar", "Belum ada aparatur untuk dinilai"),
            _tr(
                "daftar lembar",
                "Catat dahulu aparatur kabupaten/kota ini di tab Tim & Penugasan "
                "atau impor Paket Tugas.",
            ),
            glyph="person",
        )
    if form == FORM_SKM:
        return EmptyState(
            _tr("daftar lembar", "Belum ada responden"),
            _tr(
                "daftar lembar",
                "Pengguna layanan mengisi tanpa nama. Tekan “Mode kios” agar mereka mengisi "
                "sendiri satu demi satu, atau “Responden baru” untuk memasukkan dari kertas.",
            ),
            glyph="edit",
        )
    return EmptyState(
        _tr("daftar lembar", "Belum ada kuesioner aparatur"),
        _tr("daftar lembar", "Aparatur mengisi tanpa nama. Tekan “Kuesioner baru” untuk memulai."),
        glyph="edit",
    )
