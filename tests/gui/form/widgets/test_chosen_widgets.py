"""Choices are drawn as the form asks, chosen with the keyboard and read back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QDesktopServices, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import FormPage
from tests.gui.form.widgets.sections import (
    CHOICES,
    TABLE,
    TEXTS,
    TICKS,
    cells,
    value,
)

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.choices.picture_rows import PictureRow
from bina_desktop.ui.form.choices.rows import ChoiceTile
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.matrix import MatrixHead, MatrixLine
from bina_desktop.ui.form.media.picture_dialog import PictureDialog
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.theme import scaled

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


# --- tables --------------------------------------------------------------------------------------


def test_a_table_has_one_head_and_its_columns_stand_below_each_other(
    at: Callable[[int], FormPage],
) -> None:
    page = at(TABLE)
    page.view.grab()
    head = page.fields()[0]
    assert isinstance(head, MatrixHead)
    words = [one for one in head.editor.findChildren(QLabel) if one.text()]
    assert [one.text() for one in words][:2] == ["Tidak puas", "Kurang puas"]
    for name in ("t1", "t2", "t3"):
        assert isinstance(page.field(name), MatrixLine)
        for word, cell in zip(words, cells(page, name), strict=True):
            shift = word.mapTo(page.view, word.rect().center()) - cell.mapTo(
                page.view, cell.rect().center()
            )
            assert abs(shift.x()) <= 1


def test_digits_choose_in_a_line_and_arrows_change_it(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(TABLE)
    page.enter("t1").type("4").press(Key.Key_Down)
    assert page.here == "t2"
    page.press(Key.Key_Space).press(Key.Key_Left).press(Key.Key_Down)
    assert (value(page, session, "t1"), value(page, session, "t2")) == ("4", "4")
    assert page.here == "t3"
    page.type("1").press(Key.Key_Up).press(Key.Key_Up).press(Key.Key_Up)
    assert page.here == "t1"
    assert value(page, session, "t3") == "1"
    page.press(Key.Key_Return)
    assert page.here == "t2"


def test_the_head_of_a_table_is_never_asked(at: Callable[[int], FormPage]) -> None:
    page = at(TICKS)
    assert page.here == "loket"
    page.type("1").press(Key.Key_Down).type("1").press(Key.Key_Down, CONTROL)
    assert page.here != "kepala"
    assert page.view.sections[TABLE].label == "Tabel"


def test_a_line_of_many_is_ticked(at: Callable[[int], FormPage], session: Session) -> None:
    page = at(TICKS)
    page.enter("loket").type("13").press(Key.Key_Down).type("2")
    assert (value(page, session, "loket"), value(page, session, "arsip")) == ("ac apar", "kursi")


def test_a_closed_table_still_shows_every_column(
    session: Session, jobs: Jobs, show: Callable[[FormController], FormView]
) -> None:
    session.set_value(Ref("/data/tabel/t1"), "2")
    page = FormPage(show(FormController(session, jobs, record=None)))
    page.view.show_section(TABLE)
    assert page.rows("t1") == {"1": False, "2": True, "3": False, "4": False, "other": False}
    page.enter("t1").type("4")
    assert value(page, session, "t1") == "2"


# --- columns, pictures, ranking ------------------------------------------------------------------


def test_columns_are_as_many_as_the_form_asks(at: Callable[[int], FormPage]) -> None:
    page = at(CHOICES)
    page.view.grab()
    left = {name: {cell.x() for cell in cells(page, name)} for name in ("dua", "padat")}
    assert len(left["dua"]) == 2
    assert len(left["padat"]) == 5


def test_arrows_walk_a_grid_of_choices_by_line(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(CHOICES)
    page.view.grab()
    page.enter("dua").press(Key.Key_Down).press(Key.Key_Right).press(Key.Key_Space)
    assert value(page, session, "dua") == "bs"
    page.press(Key.Key_Up).press(Key.Key_Space)
    assert value(page, session, "dua") == "slm"


def test_choices_have_pictures_that_are_enlarged(
    at: Callable[[int], FormPage], session: Session, view: FormView
) -> None:
    page = at(CHOICES)
    page.enter("rambu").type("2")
    assert value(page, session, "rambu") == "2"
    page.type("+")
    dialog = view.findChild(PictureDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.picture is not None
    fitted = dialog.picture.zoom
    QTest.keyClick(dialog, Key.Key_Plus)
    assert dialog.picture.zoom > fitted
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert value(page, session, "rambu") == "2"


def test_sounds_open_in_the_players_of_the_system(
    at: Callable[[int], FormPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.fileName())) or True
    )
    page = at(CHOICES)
    tile = cells(page, "rambu")[3]
    assert isinstance(tile, PictureRow)
    tile.open_media()
    page = at(TEXTS)
    buttons = page.field("suara").findChildren(QPushButton)
    assert [one.accessibleName() for one in buttons] == ["Putar suara: salam.wav"]
    buttons[0].click()
    assert opened == ["salam.wav", "salam.wav"]


def test_a_picture_that_is_missing_is_said(
    session: Session, jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    view = show(FormController(session, jobs, record=disk.record))
    view.show_section(TEXTS)
    told = " ".join(FormPage(view).texts("baca"))
    assert "Berkas “denah.png” dari formulir ini tidak ada pada komputer ini." in told


def test_the_picture_of_a_note_is_reached_and_enlarged_by_key(
    at: Callable[[int], FormPage], view: FormView
) -> None:
    page = at(TEXTS)
    (picture,) = page.field("baca").tab_stops()
    picture.setFocus()
    page.press(Key.Key_Space)
    dialog = view.findChild(PictureDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()


def test_a_ranking_is_dragged(at: Callable[[int], FormPage], session: Session) -> None:
    page = at(CHOICES)
    page.enter("urut")
    listed = page.field("urut").findChild(QListWidget)
    assert isinstance(listed, QListWidget)
    model = listed.model()
    assert model.moveRow(model.index(-1, -1), 0, model.index(-1, -1), 3)
    assert value(page, session, "urut") == "selasa rabu senin kamis jumat"
    assert [model.index(row, 0).data() for row in (0, 2)] == ["1.  Selasa", "3.  Senin"]


def test_another_choice_asks_for_words(at: Callable[[int], FormPage], session: Session) -> None:
    page = at(CHOICES)
    assert "lain_other" not in page.names
    page.enter("lain").press(Key.Key_Left).press(Key.Key_Space)
    assert value(page, session, "lain") == "other"
    page.enter("lain_other").type("Radio").press(Key.Key_Return)
    assert value(page, session, "lain_other") == "Radio"


def test_a_tile_has_room_for_its_words_in_bold(at: Callable[[int], FormPage]) -> None:
    page = at(CHOICES)
    (*_, tile) = cells(page, "skala")
    assert isinstance(tile, ChoiceTile)
    bold = QFontMetrics(scaled(tile.font(), 1.0, bold=True))
    wrapped = int(Qt.TextFlag.TextWordWrap)
    for width in range(90, 240):
        words = bold.boundingRect(QRect(0, 0, width - 20, 999), wrapped, tile.wording.name)
        assert tile.heightForWidth(width) >= words.height() + tile.mark_size
