"""Fills a sheet with keys only: Ctrl+Down to what is open, a digit for a score, Enter to go on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from tests.e2e.robot import Robot, RobotError

from bina_desktop.formengine.client import DataType, NodeKind, Ref
from bina_desktop.ui.form.entry import FormEntry
from bina_desktop.ui.form.fields.field import Field

MOST_QUESTIONS = 400
TYPED = {DataType.INTEGER: "90", DataType.DECIMAL: "90", DataType.DATE: "31-01-2020"}
USUAL = {
    "nomor_lembar": "001/LP/TW-IV/2026",
    "nomor_spt": "belum bernomor",
    "atasan_langsung": "Kepala Dinas Dukcapil kab/kota",
    "bukti": "Laporan bulanan, wawancara pemohon, uji petik berkas",
    "catatan": "Dilaksanakan sesuai standar; dokumen lengkap saat diperiksa.",
    "kekuatan": "Petugas memahami aturan dan melayani dengan ramah.",
    "perbaikan": "Arsip digital belum lengkap; jadwal jemput bola belum tetap.",
    "rekomendasi": "Lengkapi arsip digital dan tetapkan jadwal jemput bola.",
    "d1_pembilang": "92000",
    "d1_penyebut": "100000",
    "d2_pembilang": "18400",
    "d2_penyebut": "20000",
    "d3_pembilang": "9200",
    "d3_penyebut": "10000",
    "d1_target": "95",
    "d2_target": "95",
    "d3_target": "95",
    "d4_pembilang": "92",
    "d4_penyebut_1": "60",
    "d4_penyebut_2": "40",
    "d5_pembilang": "96",
    "d5_penyebut": "100",
    "d7_pembilang": "97",
    "d7_penyebut": "100",
}
"""Keys by question name, or by what the form says a question is (`bina:peran`)."""


def fill(robot: Robot, entry: FormEntry, plan: Mapping[str, str]) -> int:
    """Answer everything that is open; `plan` gives the keys by question name. Returns how many."""
    entry.view.setFocus()
    answered = 0
    before: Ref | None = None
    for _ in range(MOST_QUESTIONS):
        press_keys(entry, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
        field = entry.view.current
        if field is None or field.ref == before:
            break
        answer(entry, field, plan)
        before = field.ref
        answered += 1
    robot.settle()
    return answered


def answer(entry: FormEntry, field: Field, plan: Mapping[str, str]) -> None:
    """Type one answer with the keys a person would use."""
    node = entry.controller.session.node(field.ref)
    known = USUAL | plan
    keys = known.get(node.name) or known.get(node.attributes.get("peran", ""), "")
    if node.kind in {NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE}:
        _choose(field, keys)
    elif node.kind is NodeKind.ACKNOWLEDGE:
        press_keys(entry, Qt.Key.Key_Space)
    else:
        widget = QApplication.focusWidget()
        if widget is None:
            raise RobotError(f"no cursor in {field.ref}")
        QTest.keyClicks(widget, keys or TYPED.get(node.data_type, "Sesuai dokumen"))
    field.commit_edit()


def _choose(field: Field, keys: str) -> None:
    combo = field.findChild(QComboBox)
    widget = QApplication.focusWidget()
    if combo is not None:
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        QTest.keyClick(combo, Qt.Key.Key_Return)
    elif widget is not None:
        QTest.keyClicks(widget, keys) if keys else QTest.keyClick(widget, Qt.Key.Key_Space)


def press_keys(
    entry: FormEntry,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the cursor is."""
    widget = QApplication.focusWidget()
    if widget is None or not entry.isAncestorOf(widget):
        widget = entry.view
    QTest.keyClick(widget, key, modifier)
    QApplication.processEvents()
