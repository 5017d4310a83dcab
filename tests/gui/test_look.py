"""Names, light start, tables, news: what holds for every screen."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from shiboken6 import isValid
from tests.gui import sample, sample_steps
from tests.gui.contrast import contrast

from bina_desktop.domain.jam_langkah import KeadaanLangkah
from bina_desktop.ui.last_resort import CrashHook
from bina_desktop.ui.messages import Banner, CrashDialog
from bina_desktop.ui.pickers import TriwulanPicker
from bina_desktop.ui.steps import StepMark, shade
from bina_desktop.ui.table_model import Column, RecordTable
from bina_desktop.ui.theme import colours, icon

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "pyhanko", "cryptography", "pyxform")


@pytest.mark.parametrize("keadaan", list(KeadaanLangkah))
def test_marks_of_steps_stand_out_and_differ_in_shape(qtbot, keadaan: KeadaanLangkah) -> None:
    assert contrast(shade(keadaan), colours().surface) >= 4.5
    pictures = set()
    for other in KeadaanLangkah:
        mark = StepMark()
        qtbot.addWidget(mark)
        mark.show_step(sample_steps.langkah(4, "Koreksi", other, 0.4))
        mark.resize(mark.sizeHint())
        grey = mark.grab().toImage().convertToFormat(QPixmap().toImage().Format.Format_Mono)
        pictures.add(bytes(grey.copy(0, 0, 20, 22).constBits()))
        assert mark.accessibleName().startswith("Koreksi: ")
    assert len(pictures) == len(KeadaanLangkah)


def test_every_control_has_a_name(workspace, settle) -> None:
    nameless: list[str] = []
    kinds = (QPushButton, QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QAbstractItemView)
    for key in ("beranda", "penugasan", "pengesahan", "pertukaran", "pengaturan"):
        workspace.jump(key)
        settle()
        page = workspace.page(key)
        for kind in kinds:
            for control in page.findChildren(kind):
                inner = control.objectName().startswith("qt_") or isinstance(control, QHeaderView)
                popup = (
                    isinstance(control.parent(), QComboBox)
                    or control.window() is not page.window()
                )
                if not (control.accessibleName() or inner or popup):
                    nameless.append(f"{key}: {control} in {control.parent()}")
    assert nameless == []


def test_start_is_light() -> None:
    code = "import sys, bina_desktop.ui.app; print([m for m in sys.argv[1:] if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_an_unknown_icon_is_empty() -> None:
    assert icon("tidak-ada").isNull()
    assert not icon("check").isNull()


@pytest.mark.long
def test_good_news_fades_and_bad_news_stays(qtbot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("Tersimpan.", "good")
    with qtbot.waitSignal(banner.closed, timeout=10_000):
        pass
    assert banner.text == ""
    banner.tell("Gagal.", "bad")
    assert banner.text == "Gagal."
    banner.findChild(QPushButton).click()
    assert banner.text == ""


def test_what_nobody_caught_is_shown_once(window, qtbot) -> None:
    hook = CrashHook(window)
    for _ in range(2):
        error = ValueError("aneh")
        hook.report(ValueError, error, None)
    dialogs = [w for w in window.findChildren(CrashDialog) if w.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].close()
    qtbot.waitUntil(lambda: not isValid(dialogs[0]))
    hook.report(ValueError, ValueError("lagi"), None)
    again = next(w for w in window.findChildren(CrashDialog) if w.isVisible())
    again.close()
    qtbot.waitUntil(lambda: not isValid(again))


def test_the_wheel_does_not_change_what_is_not_in_use(qtbot) -> None:
    picker = TriwulanPicker()
    qtbot.addWidget(picker)
    picker.offer(sample.TRIWULAN)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPointF(0, -120).toPoint(),
        QPointF(0, -120).toPoint(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picker, event)
    assert event.type() == QEvent.Type.Wheel
    assert picker.triwulan == sample.TRIWULAN


def test_a_table_sorts_filters_and_keeps_its_choice(qtbot) -> None:
    table = RecordTable(
        [
            Column[tuple[str, int]]("Nama", lambda r: r[0]),
            Column[tuple[str, int]](
                "Jumlah", lambda r: str(r[1]), right=True, sort=lambda r: r[1]
            ),
        ],
        name="Contoh",
        checkable=True,
    )
    qtbot.addWidget(table)
    table.show_records([("b", 10), ("a", 9), ("c", 100)])
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    model = table.model()
    assert [model.index(r, 1).data() for r in range(3)] == ["100", "10", "9"]
    assert table.select(lambda r: r[0] == "a")
    table.show_records([("b", 10), ("a", 9), ("c", 100)])
    assert table.selected == ("a", 9)
    assert not table.select(lambda r: r[0] == "z")
    table.filter_text("b")
    assert model.rowCount() == 1
    box = model.index(0, 0)
    assert model.setData(box, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert table.records.checked == (("b", 10),)
    model.setData(box, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert table.records.checked == ()
    assert not model.setData(box, "x", Qt.ItemDataRole.EditRole)
