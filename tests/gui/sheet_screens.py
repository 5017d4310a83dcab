"""What opens over and beside a sheet: files, drawing, keys, jumping, notes, threads, history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.builders import MONDAY
from tests.gui.form.media import a_file, a_picture, a_sheet, written
from tests.scenario.dsl import scenario

from bina_desktop.application.riwayat import PerubahanJawaban
from bina_desktop.application.utas import KomentarView, TinjauanView, UtasView
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.lampiran import Lampiran, LampiranId, Untuk
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.utas import JenisSasaran, Sasaran, StatusUtas, Tindakan
from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.presentation import UploadStyle
from bina_desktop.ui.form.around import Around, AroundDoors
from bina_desktop.ui.form.aside.marks import Part
from bina_desktop.ui.form.cheat_sheet import CheatSheet
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.media.drawing_dialog import DrawingDialog
from bina_desktop.ui.form.media.picture_dialog import FullView
from bina_desktop.ui.form.overview import Overview

if TYPE_CHECKING:
    from tests.gui.screens import Stage

Screens = Iterator[tuple[str, Callable[[], QWidget]]]
_TEXTS = EntryTexts("Pelayanan Disdukcapil", "Kabupaten Bengkulu Utara · Triwulan IV 2026")
_ASKED = "/data/satu/umur"
_ONE_QUESTION = """
| survey |
|        | type        | name | label            | hint                    |
|        | begin group | satu | Petugas pelayanan |                         |
|        | integer     | umur | Jumlah petugas   | Pada hari kunjungan.    |
|        | end group   |      |                  |                         |
"""
"""The aside follows the cursor; here it stays where it is."""
_HASH = "3f7a9c1e" * 8


def sheet_screens(stage: Stage) -> Screens:
    """Yield upload questions with and without files, dialogs of the entry, and the aside."""
    yield "36_unggah_kosong", lambda: _uploads(stage, filled=False)
    yield "36_unggah_terisi", lambda: _uploads(stage, filled=True)
    yield "36_unggah_galat", lambda: _uploads(stage, filled=True, at="/data/bukti/surat")
    yield "37_gambar", lambda: stage.open(DrawingDialog(UploadStyle.DRAW, None, stage.window))
    yield "37_tanda_tangan", partial(_signature, stage)
    yield "37_penuh", lambda: stage.open(_full_view(stage, "foto loket.jpg", "image/jpeg"))
    yield "37_penuh_berkas", lambda: stage.open(_full_view(stage, "SK.pdf", "application/pdf"))
    yield "38_tombol", lambda: stage.open(CheatSheet(_desk(stage).view.keys.actions, stage.window))
    yield "38_ringkasan", lambda: stage.open(_overview(stage))
    yield "38_menuju", lambda: _jump(stage)
    for name, part in (
        ("catatan", Part.NOTE),
        ("tinjauan", Part.THREAD),
        ("riwayat", Part.HISTORY),
    ):
        yield f"39_{name}", lambda part=part: _aside(stage, part)


def _overview(stage: Stage) -> Overview:
    view = _desk(stage).view
    return Overview(view.controller.session, view, finishing=True, parent=stage.window)


def _uploads(stage: Stage, *, filled: bool, at: str = "") -> QWidget:
    made = a_sheet(stage.jobs, batas=2_000_000)
    stage.place(made.entry)
    made.entry.begin()
    page = made.entry.view.sheet
    assert page is not None
    page.complete()
    if filled:
        files = {
            "foto": a_file(stage.folder, "ruang layanan.jpg"),
            "denah": a_file(stage.folder, "denah.jpg", written(a_picture(480, 640))),
            "surat": a_file(stage.folder, "surat.txt", b"bukan PDF"),
        }
        for name, path in files.items():
            ref = made.field(name).ref
            upload = made.session.node(ref).presentation.upload
            made.attachments.add_file((ref, Untuk.JAWABAN), path, upload)
        stage.settle()
    if at:
        made.entry.view.go_to(at)
    stage.settle()
    return stage.window


def _signature(stage: Stage) -> QWidget:
    dialog = DrawingDialog(UploadStyle.SIGNATURE, None, stage.window)
    stage.open(dialog)
    for key in (Qt.Key.Key_Space, *[Qt.Key.Key_Right] * 20, *[Qt.Key.Key_Up] * 6):
        QTest.keyClick(dialog.board, key)
    return dialog


def _full_view(stage: Stage, nama: str, jenis: str) -> FullView:
    data = written(a_picture(1200, 900)) if jenis.startswith("image/") else b"%PDF-1.7"
    lampiran = Lampiran(
        LampiranId("b1"),
        SptId("p1"),
        LembarId("l1"),
        "/data/bukti/foto",
        Untuk.JAWABAN,
        nama,
        _HASH,
        len(data),
        jenis,
    )
    return FullView(lampiran, data, stage.window)


def _desk(stage: Stage) -> FormEntry:
    """Put a sheet with a note, a thread and a history into the window."""
    session = scenario(_ONE_QUESTION).session
    controller = FormController(
        session, stage.jobs, record=lambda _answers, _position: Changes.of(Topic.LEMBAR)
    )
    controller.commit(Ref(_ASKED), "44")
    sasaran = Sasaran(JenisSasaran.LEMBAR, "l1", _ASKED)
    utas = UtasView(sasaran, StatusUtas.DIJAWAB, _SAID, frozenset({Tindakan.TANYA}))
    tinjauan = TinjauanView(utas={sasaran: utas})
    around = Around(
        controller,
        stage.jobs,
        AroundDoors(
            read=lambda: tinjauan,
            say=lambda *_: (utas, Changes.of(Topic.TINJAUAN)),
            history=lambda _ref: _HISTORY,
        ),
        record="l1",
        notes={_ASKED: "Angka dari papan pengumuman kantor, bukan dari laporan."},
        tinjauan=tinjauan,
    )
    made = FormEntry(controller, _TEXTS, around)
    stage.place(made)
    made.begin(_ASKED)
    stage.settle()
    return made


def _jump(stage: Stage) -> QWidget:
    _desk(stage).view.show_targets()
    stage.settle()
    return stage.window


def _aside(stage: Stage, part: Part) -> QWidget:
    made = _desk(stage)
    assert made.beside is not None
    made.beside.open_at(part)
    while part is Part.HISTORY and not made.beside.aside.history.restore_buttons:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    stage.settle()
    return stage.window


def _said(siapa: str, jabatan: str, hours: int, act: Tindakan, teks: str) -> KomentarView:
    waktu = MONDAY + timedelta(hours=hours)
    return KomentarView(siapa, jabatan, waktu, act, teks, "40", siapa.startswith("Budi"))


_SAID = (
    _said(
        "Bambang Suryanto, S.Sos., M.Si.",
        "Kepala Seksi Identitas Penduduk",
        0,
        Tindakan.TANYA,
        "Angka ini lebih rendah daripada triwulan lalu. Dari dokumen mana angka ini diambil?",
    ),
    _said("Budi Santoso, S.Kom.", "Anggota Tim", 3, Tindakan.JAWAB, "Dari laporan bulan Oktober."),
)


def _changed(hours: int, before: str, after: str, *, now: bool = False) -> PerubahanJawaban:
    waktu = MONDAY + timedelta(hours=hours)
    device = "komputer ini" if now else "laptop Rahmat"
    return PerubahanJawaban("Budi Santoso", waktu, device, before, after, after, "", now)


_HISTORY = (
    _changed(4, "40", "44", now=True),
    _changed(2, "", "40"),
)
