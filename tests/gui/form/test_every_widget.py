"""Every appearance is drawn in its own way, filled with the keyboard and read back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.gui.form.every_widget import EVERY_WIDGET, draw_media
from tests.gui.form.form_page import FormPage, focus
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.calendar_popup import MonthPopup
from bina_desktop.ui.form.choice_list import ChoiceList
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields_basic import LineField
from bina_desktop.ui.form.fields_matrix import MatrixHead, MatrixLine
from bina_desktop.ui.form.fields_place import PointsField
from bina_desktop.ui.form.fields_range import ListedNumber, RatingField, SliderField
from bina_desktop.ui.form.label_media import PictureDialog
from bina_desktop.ui.form.picture_rows import PictureRow
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_GRAB = pytest.mark.qt_log_ignore("does not support (grabbing|raise)", extend=True)
CHOICES, TABLE, TICKS, NUMBERS, TIMES, TEXTS, PEOPLE = range(7)

MAP = """
| survey |
|        | type                 | name     | label    | appearance | media::image |
|        | select_one kota      | wilayah  | Wilayah  | image-map  | peta.svg     |
|        | select_multiple kota | beberapa | Beberapa | image-map  | peta.svg     |
| choices |
|        | list_name | name | label            |
|        | kota      | bkl  | Kota Bengkulu    |
|        | kota      | slm  | Kabupaten Seluma |
"""


@pytest.fixture
def session() -> Session:
    return scenario(EVERY_WIDGET).session


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_media(tmp_path_factory.mktemp("media"))


@pytest.fixture
def controller(session: Session, jobs: Jobs, disk: Disk, media: Path) -> FormController:
    return FormController(session, jobs, record=disk.record, media_folder=media)


@pytest.fixture
def at(view: FormView) -> Callable[[int], FormPage]:
    """Show a section."""

    def show_section(number: int) -> FormPage:
        view.show_section(number)
        return FormPage(view)

    return show_section


def value(page: FormPage, session: Session, name: str) -> str:
    return session.node(page.field(name).ref).value


def line(page: FormPage, name: str) -> QLineEdit:
    field = page.field(name)
    assert isinstance(field, LineField)
    return field.line


def latitudes(field: PointsField) -> list[str]:
    model = field.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cells(page: FormPage, name: str) -> list[QWidget]:
    return list(page.field(name).stops())


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
    listed = page.field("urut").editor.focusProxy()
    assert listed is not None
    model = listed.model()  # type: ignore[attr-defined]
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


def test_a_map_becomes_a_list_and_says_so(
    jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    session = scenario(MAP).session
    page = FormPage(show(FormController(session, jobs, record=disk.record)))
    assert "Petanya tidak dapat diklik di sini; pilih dari daftar ini." in page.texts("wilayah")
    page.enter("wilayah").type("2")
    page.enter("beberapa").type("12")
    assert value(page, session, "wilayah") == "slm"
    assert value(page, session, "beberapa") == "bkl slm"


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
