"""Drawing, signing and photographing: pictures that are made in the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from tests.gui.form.media import Sheet, a_file, a_picture, words

from bina_desktop.formengine.presentation import UploadStyle
from bina_desktop.ui.form.media import camera, pictures
from bina_desktop.ui.form.media.drawing_dialog import DrawingDialog
from bina_desktop.ui.panels import EmptyState

Key = Qt.Key


def test_a_signature_is_drawn_with_keys_only_and_cut_to_its_ink(sheet: Sheet) -> None:
    QTest.keyClick(sheet.field("paraf").ways[0], Key.Key_Space)
    dialog = sheet.field("paraf").findChild(DrawingDialog)
    assert isinstance(dialog, DrawingDialog)
    assert not dialog.use_button.isEnabled()
    for key in (Key.Key_Space, *[Key.Key_Right] * 9, Key.Key_Up, Key.Key_Space):
        QTest.keyClick(dialog.board, key)
    QTest.keyClick(dialog.use_button, Key.Key_Space)
    sheet.settle()
    one = sheet.field("paraf").lampiran
    assert one is not None
    size = pictures.size_of(sheet.service.open(one.sha256))
    assert 60 < size.width() < 120
    assert size.height() < 60


def test_a_mark_is_drawn_over_a_photograph(sheet: Sheet, tmp_path: Path) -> None:
    before = sheet.attach("denah", a_file(tmp_path))
    field = sheet.field("denah")
    field.annotate()
    sheet.settle()
    dialog = field.findChild(DrawingDialog)
    assert isinstance(dialog, DrawingDialog)
    assert dialog.board.size_in_dots == a_picture().size()
    board = dialog.board
    QTest.mousePress(board, Qt.MouseButton.LeftButton, pos=QPoint(50, 60))
    QTest.mouseMove(board, QPoint(120, 90))
    QTest.mouseRelease(board, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
    dialog.accept()
    sheet.settle()
    assert field.lampiran is not None
    assert field.lampiran != before


def test_strokes_are_taken_back_one_by_one(qtbot: QtBot) -> None:
    dialog = DrawingDialog(UploadStyle.DRAW)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    board = dialog.board
    blank, middle = board.picture(), board.rect().center()
    for y in (-20, 20):
        QTest.mousePress(board, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, y))
        QTest.mouseMove(board, middle + QPoint(60, y))
        QApplication.processEvents()
        QTest.mouseRelease(board, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, y))
    two = board.picture()
    QTest.keyClick(board, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert board.picture() not in (two, blank)
    dialog.clear_button.click()
    assert board.picture() == blank
    assert not dialog.use_button.isEnabled()


def test_without_the_camera_extra_a_new_picture_is_chosen(
    show_sheet: Callable[..., Sheet], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(camera, "find_spec", lambda _name: None)
    path = a_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    sheet = show_sheet()
    field = sheet.field("diri")
    assert [one.isVisible() for one in field.ways] == [True, False]
    field.begin()
    sheet.settle()
    assert field.lampiran is not None


def test_a_new_picture_says_that_it_is_taken_and_may_be_chosen(
    show_sheet: Callable[..., Sheet], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(camera, "find_spec", lambda _name: object())
    path = a_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    sheet = show_sheet()
    assert [one.text() for one in sheet.field("diri").ways] == ["Ambil foto…", "Pilih gambar…"]
    assert [one.text() for one in sheet.field("foto").ways] == ["Pilih gambar…", "Kamera…"]
    sheet.field("diri").ways[1].click()
    sheet.settle()
    assert sheet.field("diri").lampiran is not None


needs_camera_extra = pytest.mark.skipif(
    not camera.is_available(), reason="the extra `camera` is not installed"
)


@needs_camera_extra
@pytest.mark.qt_log_ignore("")  # FFmpeg names each library of the system that it misses
def test_without_a_camera_the_window_says_what_to_do(qtbot: QtBot) -> None:
    from PySide6.QtMultimedia import QMediaDevices

    if QMediaDevices.videoInputs():
        pytest.skip("this computer has a camera")
    dialog = camera.CameraDialog(front=True)
    qtbot.addWidget(dialog)
    empty = dialog.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    assert "Sambungkan kamera" in empty.text
    assert not dialog.shutter.isEnabled()


def test_a_camera_that_lacks_a_library_is_said_where_it_was_wished(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_how: object) -> None:
        raise ImportError("libpulse.so.0")

    monkeypatch.setattr(camera, "CameraDialog", broken)
    monkeypatch.setattr(camera, "find_spec", lambda _name: object())
    sheet.field("diri").begin()
    assert "Kamera tidak dapat dipakai" in words(sheet, "diri")
