"""Numbers, dates, places and texts are typed as people write them, and read back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.gui.form.form_page import FormPage, focus
from tests.gui.form.widgets.sections import (
    NUMBERS,
    PEOPLE,
    TEXTS,
    TIMES,
    latitudes,
    line,
    value,
)

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.choices.listing import ChoiceList
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.calendar_popup import MonthPopup
from bina_desktop.ui.form.fields.place import PointsField
from bina_desktop.ui.form.fields.range import ListedNumber, RatingField, SliderField
from bina_desktop.ui.form.view import FormView

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_GRAB = pytest.mark.qt_log_ignore("does not support (grabbing|raise)", extend=True)


# --- ranges and numbers --------------------------------------------------------------------------


def test_a_slider_is_typed_stepped_and_set_by_mouse(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(NUMBERS)
    field = page.field("geser")
    assert isinstance(field, SliderField)
    assert "Belum dijawab" in page.texts("geser")
    page.enter("geser").type("21,5").press(Key.Key_Up)
    assert value(page, session, "geser") == "22"
    page.press(Key.Key_Down)
    assert value(page, session, "geser") == "21.5"
    page.view.grab()
    slider = field.slider
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 14, 14))
    assert value(page, session, "geser") == "30"
    assert line(page, "geser").text() == "30"
    assert "Belum dijawab" not in page.texts("geser")


def test_an_arrow_accepts_the_place_of_the_handle_first(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(NUMBERS)
    page.enter("tegak").press(Key.Key_Up)
    assert value(page, session, "tegak") == "0"
    page.press(Key.Key_Up)
    assert value(page, session, "tegak") == "1"


def test_stars_take_digits_and_are_told_in_words(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(NUMBERS)
    assert isinstance(page.field("bintang"), RatingField)
    page.enter("bintang").type("4")
    assert value(page, session, "bintang") == "4"
    assert "4 dari 5 bintang" in page.texts("bintang")
    assert "4 dari 5 bintang" in focus().accessibleName()
    page.press(Key.Key_Delete)
    assert value(page, session, "bintang") == ""


def test_a_number_is_picked_from_a_list(at: Callable[[int], FormPage], session: Session) -> None:
    page = at(NUMBERS)
    assert isinstance(page.field("daftar"), ListedNumber)
    page.enter("daftar").type("7")
    assert value(page, session, "daftar") == "7"
    page.press(Key.Key_Delete)
    assert value(page, session, "daftar") == ""
    page.press(Key.Key_Return)
    assert page.here == "penduduk"


def test_dots_between_thousands_go_while_it_is_typed(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(NUMBERS)
    page.enter("penduduk").type("2032942").press(Key.Key_Tab)
    assert line(page, "penduduk").text() == "2.032.942"
    page.enter("penduduk")
    assert line(page, "penduduk").text() == "2032942"
    page.press(Key.Key_End).type("1").press(Key.Key_Tab)
    assert value(page, session, "penduduk") == "20329421"


def test_a_counter_counts(at: Callable[[int], FormPage], session: Session) -> None:
    page = at(NUMBERS)
    page.enter("hitung").press(Key.Key_Up).press(Key.Key_Up).press(Key.Key_Down)
    assert value(page, session, "hitung") == "1"
    less = page.field("hitung").findChildren(QPushButton)[0]
    less.click()
    assert (value(page, session, "hitung"), line(page, "hitung").text()) == ("0", "0")


# --- dates and times -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "stored_shown"),
    [
        ("tanggal", "17 Agustus 2026", ("2026-08-17", "17-08-2026")),
        ("tanggal", "17-8-26", ("2026-08-17", "17-08-2026")),
        ("bulan", "9/2026", ("2026-09-01", "09-2026")),
        ("tahun", "2026", ("2026-01-01", "2026")),
        ("jam", "1430", ("14:30:00.000", "14.30")),
        ("saat", "17-8-26 7.05", ("2026-08-17T07:05:00.000", "17-08-2026 07.05")),
    ],
)
def test_dates_and_times_are_typed_as_people_write_them(
    at: Callable[[int], FormPage],
    session: Session,
    name: str,
    typed: str,
    stored_shown: tuple[str, str],
) -> None:
    page = at(TIMES)
    page.enter(name).type(typed).press(Key.Key_Return)
    assert value(page, session, name).startswith(stored_shown[0])
    assert line(page, name).text() == stored_shown[1]


@NO_GRAB
def test_the_calendar_opens_by_key_and_keeps_the_time(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(TIMES)
    page.enter("saat").type("17-8-2026 7.05").press(Key.Key_F4)
    calendar = page.field("saat").findChild(QCalendarWidget)
    assert calendar is not None
    calendar.activated.emit(QDate(2026, 8, 18))
    assert value(page, session, "saat").startswith("2026-08-18T07:05")


@NO_GRAB
def test_a_month_is_picked_with_the_arrows(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(TIMES)
    page.enter("bulan").type("9-2026").press(Key.Key_Down, ALT)
    popup = page.field("bulan").findChild(
        QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    del popup
    popup = page.field("bulan").findChild(MonthPopup)
    assert popup is not None
    QTest.keyClick(popup, Key.Key_Right)
    QTest.keyClick(popup, Key.Key_PageDown)
    with suppress(RuntimeError):  # it deletes itself between press and release
        QTest.keyClick(popup, Key.Key_Return)
    assert value(page, session, "bulan") == "2027-10-01"


def test_now_is_a_key_away(at: Callable[[int], FormPage], session: Session) -> None:
    page = at(TIMES)
    page.enter("jam").press(Key.Key_F4)
    assert line(page, "jam").text()
    assert session.node(page.field("jam").ref).violation is None


# --- places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["-3,7928 102,2608", "102.2608, -3.7928", "3°47'34,08\"LS 102°15'38,88\"BT"]
)
def test_a_place_is_read_back_in_both_ways(
    at: Callable[[int], FormPage], session: Session, typed: str
) -> None:
    page = at(TIMES)
    page.enter("titik").type(typed).press(Key.Key_Return)
    assert value(page, session, "titik").startswith("-3.7928 102.2608")
    told = " ".join(page.texts("titik"))
    assert "3°47'34,1\" LS (-3,7928)" in told
    assert "102°15'38,9\" BT (102,2608)" in told


def test_points_of_a_line_are_added_changed_and_removed(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(TIMES)
    field = page.field("jalur")
    assert isinstance(field, PointsField)
    page.enter("jalur").type("-3,79 102,26").press(Key.Key_Return)
    page.type("-3,80 102,27; -3,81 102,28").press(Key.Key_Return)
    assert value(page, session, "jalur").count(";") == 2
    assert session.node(field.ref).violation is None
    assert latitudes(field) == ["-3,79", "-3,8", "-3,81"]
    field.table.setCurrentCell(1, 0)
    field.table.setFocus()
    page.press(Key.Key_F2)
    assert page.type(" ").here == "jalur"
    page.press(Key.Key_Return)
    assert latitudes(field) == ["-3,79", "-3,81", "-3,8"]
    field.table.setFocus()
    page.press(Key.Key_Delete)
    assert field.table.rowCount() == 2
    page.enter("jalur").press(Key.Key_Return)
    assert page.here == "batas"


def test_a_border_closes_itself(at: Callable[[int], FormPage], session: Session) -> None:
    page = at(TIMES)
    page.enter("batas").type("-3,79 102,26; -3,80 102,27; -3,81 102,26").press(Key.Key_Return)
    points = value(page, session, "batas").split(";")
    assert points[0] == points[-1]
    field = page.field("batas")
    assert isinstance(field, PointsField)
    assert field.table.rowCount() == 3


# --- texts ---------------------------------------------------------------------------------------


def test_a_scanner_types_goes_on_and_a_second_scan_replaces(
    at: Callable[[int], FormPage], session: Session
) -> None:
    page = at(TEXTS)
    page.enter("kode").type("8991234567890").press(Key.Key_Return)
    assert page.here == "nik"
    page.enter("kode").type("0075678164125").press(Key.Key_Return)
    assert value(page, session, "kode") == "0075678164125"


def test_a_secret_is_hidden_and_shown_on_request(at: Callable[[int], FormPage]) -> None:
    page = at(TEXTS)
    page.enter("rahasia").type("sandi")
    assert line(page, "rahasia").displayText() != "sandi"
    line(page, "rahasia").actions()[0].trigger()
    assert line(page, "rahasia").displayText() == "sandi"


def test_digits_keep_their_zeros_and_addresses_are_opened(
    at: Callable[[int], FormPage], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    page = at(TEXTS)
    page.enter("nik").type("0017").press(Key.Key_Return)
    assert value(page, session, "nik") == "0017"
    page.enter("laman").type("https://dukcapil.go.id").press(Key.Key_Return)
    page.field("laman").findChildren(QPushButton)[0].click()
    assert opened == ["https://dukcapil.go.id"]


# --- lines of several questions ------------------------------------------------------------------


def test_questions_share_a_line_and_stand_below_each_other_where_it_is_narrow(
    at: Callable[[int], FormPage], qtbot: QtBot
) -> None:
    page = at(PEOPLE)
    page.view.resize(1366, 700)
    page.view.grab()

    def heights() -> set[int]:
        tops = (page.field(name).mapTo(page.view, QPoint(0, 0)).y() for name in ("nama", "usia"))
        return set(tops)

    assert len(heights()) == 1
    page.view.resize(420, 700)
    qtbot.waitUntil(lambda: len(heights()) == 2)


def test_a_second_instance_has_lines_of_its_own(
    at: Callable[[int], FormPage], controller: FormController, session: Session
) -> None:
    page = at(PEOPLE)
    controller.add_repeat(Ref("/data/petugas"))
    names = [field for field in page.fields() if field.ref.endswith("/nama")]
    assert len(names) == 2
    names[1].focus_input()
    page.type("Ani").press(Key.Key_Return).type("31").press(Key.Key_Return)
    assert session.node(names[1].ref).value == "Ani"


def test_every_control_says_its_question(at: Callable[[int], FormPage], view: FormView) -> None:
    for number in range(len(view.sections)):
        page = at(number)
        for field in page.fields():
            for stop in field.tab_stops():
                assert stop.accessibleName(), field.ref
            assert not field.findChildren(ChoiceList) or field.stops()
