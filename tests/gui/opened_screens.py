"""What opens inside a sheet for a moment: lists, calendars, lines that tell, figures, evidence."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QLoggingCategory, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.gui.entry_screens import TEXTS, entry_of
from tests.gui.form.conftest import EVERYTHING, SCORED
from tests.gui.form.media import URAIAN, a_file, a_sheet
from tests.scenario.dsl import scenario

from bina_desktop.domain.lampiran import Untuk
from bina_desktop.formengine.client import Ref
from bina_desktop.ui.dialogs.progress import ProgressStrip
from bina_desktop.ui.form.entry import FormEntry
from bina_desktop.ui.form.fields.date import DateField
from bina_desktop.ui.form.fields.search import SearchMany, SearchOne
from bina_desktop.ui.form.media.camera import CameraDialog
from bina_desktop.ui.jobs import Lane

if TYPE_CHECKING:
    from tests.gui.screens import Stage

Screens = Iterator[tuple[str, Callable[[], QWidget]]]
_OPENING = """
| survey |
|        | type                 | name    | label                      | appearance           |
|        | select_one kota      | tujuan  | Kota tujuan                | autocomplete         |
|        | date                 | lahir   | Tanggal lahir              |                      |
|        | date                 | bulan   | Bulan laporan              | month-year           |
| choices |
|        | list_name | name | label                       |
|        | kota      | bkl  | Kota Bengkulu               |
|        | kota      | slm  | Kabupaten Seluma            |
|        | kota      | mkm  | Kabupaten Mukomuko          |
"""


def opened_screens(stage: Stage) -> Screens:
    """Yield what opens over a question, and what a sheet tells beside its questions."""
    yield "46_daftar", lambda: _choices(stage)
    yield "46_kalender", lambda: _calendar(stage, "lahir")
    yield "46_bulan", lambda: _calendar(stage, "bulan")
    yield "46_dihapus", lambda: _removed(stage)
    yield "46_nilai", lambda: _figures(stage)
    yield "46_bukti", lambda: _evidence(stage)
    if importlib.util.find_spec("PySide6.QtMultimedia") is not None:
        yield "37_kamera", lambda: _camera(stage)
    yield "81_kemajuan", lambda: _working(stage)


def _entry(stage: Stage, form: str) -> FormEntry:
    made = entry_of(stage, scenario(form).session, TEXTS)
    made.begin()
    assert made.view.sheet is not None
    made.view.sheet.complete()
    stage.settle()
    return made


def _field(made: FormEntry, name: str) -> QWidget:
    sheet = made.view.sheet
    assert sheet is not None
    field = sheet.field(f"/data/{name}")
    assert field is not None
    return field


def _choices(stage: Stage) -> QWidget:
    made = _entry(stage, _OPENING)
    field = _field(made, "tujuan")
    assert isinstance(field, SearchOne | SearchMany)
    field.focus_input()
    QTest.keyClick(field.line, Qt.Key.Key_Down)
    stage.settle()
    return stage.window


def _calendar(stage: Stage, name: str) -> QWidget:
    made = _entry(stage, _OPENING)
    field = _field(made, name)
    assert isinstance(field, DateField)
    made.controller.commit(Ref(f"/data/{name}"), "2026-11-01")
    field.pick()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    stage.stand(popup, popup.close)
    return popup


def _removed(stage: Stage) -> QWidget:
    made = _entry(stage, EVERYTHING)
    made.view.show_section(2)
    made.view.steering.add_row_to("/data/anak")
    stage.settle()
    made.view.steering.remove_row()
    stage.settle()
    return stage.window


def _figures(stage: Stage) -> QWidget:
    made = _entry(stage, SCORED)
    made.controller.commit(Ref("/data/aspek_a/a1"), "4")
    stage.settle()
    return stage.window


def _evidence(stage: Stage) -> QWidget:
    made = a_sheet(stage.jobs)
    stage.place(made.entry)
    made.entry.begin()
    assert made.entry.view.sheet is not None
    made.entry.view.sheet.complete()
    made.attachments.add_file((URAIAN, Untuk.BUKTI), a_file(stage.folder, "papan loket.jpg"))
    stage.settle()
    return stage.window


def _camera(stage: Stage) -> QWidget:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # what the machine has no part of
    try:
        return stage.open(CameraDialog(parent=stage.window))
    finally:
        QLoggingCategory.setFilterRules("")


def _working(stage: Stage) -> QWidget:
    stage.place(QWidget())
    free = Event()

    def work(progress) -> None:
        progress.report(3, 12, "Menyusun Laporan Hasil Penilaian")
        free.wait()

    stage.jobs.run(work, label="Membuat naskah", lane=Lane.LONG)
    strips = stage.window.findChildren(ProgressStrip)
    while not any(strip.isVisible() for strip in strips):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    stage.let_go(free.set)
    return stage.window
