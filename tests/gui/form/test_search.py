"""Choices found by typing: one or many, out of three or out of eighty thousand."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.gui.form.form_page import FormPage
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Choice, Ref, Session
from bina_desktop.ui.form.choices.index import ChoiceIndex
from bina_desktop.ui.form.choices.search_line import SearchLine
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.search import SearchMany, SearchOne
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
FORM = """
| survey |
|        | type                 | name   | label        | appearance   |
|        | begin group          | g      | Kota         |              |
|        | select_one kota      | kota   | Kota         | minimal      |
|        | select_one kota      | cepat  | Kota cepat   | quick minimal |
|        | select_multiple kota | pernah | Pernah ke    | autocomplete |
|        | text                 | akhir  | Penutup      |              |
|        | end group            |        |              |              |
| choices |
|        | list_name | name | label                 |
|        | kota      | bkl  | Kota Bengkulu         |
|        | kota      | slm  | Kabupaten **Seluma**  |
|        | kota      | mkm  | Kabupaten Mukomuko    |
|        | kota      | bs   | Kabupaten Bengkulu Selatan |
"""


@pytest.fixture
def session() -> Session:
    return scenario(FORM).session


@pytest.fixture
def page(view: FormView) -> FormPage:
    return FormPage(view)


def value(session: Session, name: str) -> str:
    return session.node(Ref(f"/data/g/{name}")).value


def line(page: FormPage, name: str) -> SearchLine:
    field = page.field(name)
    assert isinstance(field, SearchOne | SearchMany)
    return field.line


def seen(page: FormPage, name: str) -> list[str]:
    popup = line(page, name).popup
    assert popup is not None
    assert popup.isVisible()
    model = popup.table.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def test_typing_any_part_of_a_choice_and_enter_take_it(page: FormPage, session: Session) -> None:
    page.enter("kota").type("muko")
    assert seen(page, "kota") == ["Kabupaten Mukomuko"]
    page.press(Key.Key_Return)
    assert value(session, "kota") == "mkm"
    assert line(page, "kota").text() == "Kabupaten Mukomuko"
    assert page.here == "cepat"


def test_words_are_found_in_any_order_and_the_beginning_comes_first(page: FormPage) -> None:
    page.enter("kota").type("selatan kab")
    assert seen(page, "kota") == ["Kabupaten Bengkulu Selatan"]
    page.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier).type("kota")
    assert seen(page, "kota") == ["Kota Bengkulu"]


def test_arrows_walk_the_list_and_enter_takes(page: FormPage, session: Session) -> None:
    page.enter("kota").press(Key.Key_F4)
    assert seen(page, "kota")[1] == "Kabupaten Seluma"
    page.press(Key.Key_Down).press(Key.Key_Down).press(Key.Key_Return)
    assert value(session, "kota") == "slm"


def test_escape_puts_the_list_away_and_changes_nothing(page: FormPage, session: Session) -> None:
    page.enter("kota").type("muko").press(Key.Key_Escape)
    assert not line(page, "kota").is_open
    assert value(session, "kota") == ""


def test_what_is_not_offered_is_told_and_the_answer_comes_back(
    page: FormPage, session: Session, controller: FormController
) -> None:
    controller.commit(Ref("/data/g/kota"), "slm")
    page.enter("kota").press(Key.Key_A, Qt.KeyboardModifier.ControlModifier).type("Jakarta")
    popup = line(page, "kota").popup
    assert popup is not None
    assert popup.told == "Tidak ada pilihan yang memuat “Jakarta”."
    page.enter("akhir")
    assert value(session, "kota") == "slm"
    assert line(page, "kota").text() == "Kabupaten Seluma"


def test_leaving_an_emptied_line_takes_the_answer_back(
    page: FormPage, session: Session, controller: FormController
) -> None:
    controller.commit(Ref("/data/g/kota"), "slm")
    page.enter("kota").press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.press(Key.Key_Delete).press(Key.Key_Tab)
    assert value(session, "kota") == ""


def test_a_click_opens_the_list_and_a_click_in_it_takes(page: FormPage, session: Session) -> None:
    where = line(page, "kota")
    QTest.mouseClick(where, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    popup = where.popup
    assert popup is not None
    table = popup.table
    spot = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert value(session, "kota") == "mkm"
    assert not popup.isVisible()


def test_quick_goes_on_by_itself(page: FormPage, session: Session) -> None:
    page.enter("cepat").type("selu").press(Key.Key_Return)
    assert value(session, "cepat") == "slm"
    assert page.here == "pernah"


def test_many_are_found_ticked_and_taken_back(page: FormPage, session: Session) -> None:
    page.enter("pernah").type("muko").press(Key.Key_Return)
    page.type("selu").press(Key.Key_Return)
    assert value(session, "pernah") == "mkm slm"
    field = page.field("pernah")
    assert isinstance(field, SearchMany)
    assert [chip.text() for chip in field.chips] == ["Kabupaten Mukomuko", "Kabupaten Seluma"]
    assert page.here == "pernah"
    page.press(Key.Key_Backspace)
    assert value(session, "pernah") == "mkm"
    field.chips[0].click()
    assert value(session, "pernah") == ""
    page.press(Key.Key_Return)
    assert page.here == "akhir"


def test_chosen_ones_are_ticked_in_the_list(page: FormPage) -> None:
    page.enter("pernah").type("muko").press(Key.Key_Return).press(Key.Key_Down, ALT)
    page.press(Key.Key_Down, ALT)
    popup = line(page, "pernah").popup
    assert popup is not None
    model = popup.table.model()
    role = Qt.ItemDataRole.CheckStateRole
    ticks = [model.data(model.index(row, 0), role) for row in range(model.rowCount())]
    assert [tick == Qt.CheckState.Checked for tick in ticks] == [False, False, True, False]


def test_a_closed_sheet_shows_the_words_only(
    session: Session, jobs: Jobs, show: Callable[[FormController], FormView]
) -> None:
    session.set_value(Ref("/data/g/kota"), "slm")
    session.set_value(Ref("/data/g/pernah"), "slm mkm")
    page = FormPage(show(FormController(session, jobs, record=None)))
    assert page.texts("kota") == ["Kota", "Kabupaten Seluma"]
    assert page.texts("pernah") == ["Pernah ke", "Kabupaten Seluma; Kabupaten Mukomuko"]


VILLAGES = tuple(
    Choice(f"{n:010}", f"Desa {n % 977} Kecamatan {n // 977} Provinsi {n % 34}")
    for n in range(80_000)
)


def test_eighty_thousand_choices_are_filtered_within_a_tenth_of_a_second(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 500)
    where = SearchLine(window, many=False)
    where.setGeometry(10, 10, 400, 30)
    window.show()
    where.set_choices(VILLAGES)
    QTest.keyClicks(where, "d")
    qtbot.waitUntil(lambda: where.is_open)
    took = []
    for letter in "esa 12 kecamatan 4":
        begin = process_time()
        QTest.keyClicks(where, letter)
        window.grab()
        took.append(process_time() - begin)
    popup = where.popup
    assert popup is not None
    assert 0 < popup.table.model().rowCount() < 2_000
    assert sorted(took)[len(took) // 2] < 0.1


def test_a_narrowed_search_finds_what_a_fresh_one_finds() -> None:
    index = ChoiceIndex(VILLAGES[:3_000])
    for typed in ("k", "ke", "kec", "kecamatan 1", "k", "provinsi 3 desa 4", "", "zzz"):
        assert list(index.find(typed)) == list(ChoiceIndex(VILLAGES[:3_000]).find(typed))


def test_a_long_list_is_prepared_between_frames(qtbot: QtBot) -> None:
    where = SearchLine(None, many=False)
    qtbot.addWidget(where)
    where.set_choices(VILLAGES)
    with qtbot.waitExposed(where):
        where.show()
    where.activateWindow()
    where.setFocus()
    QTest.keyClicks(where, "desa 12")
    assert where.index.place(VILLAGES[-1].value) == len(VILLAGES) - 1
    turns, took = 0, []
    while not where.index.ready:
        assert not where.is_open
        begin = process_time()
        QApplication.processEvents()
        took.append(process_time() - begin)
        turns += 1
    assert turns > 20
    assert sorted(took)[turns // 2] < 0.016
    qtbot.waitUntil(lambda: where.is_open)
    assert where.index.place(VILLAGES[-1].value) == len(VILLAGES) - 1


def test_a_search_that_was_left_opens_no_list(qtbot: QtBot) -> None:
    where = SearchLine(None, many=False)
    qtbot.addWidget(where)
    where.set_choices(VILLAGES[:9_000])
    with qtbot.waitExposed(where):
        where.show()
    where.activateWindow()
    where.setFocus()
    QTest.keyClicks(where, "desa")
    where.clearFocus()
    qtbot.waitUntil(lambda: where.index.ready)
    QApplication.processEvents()
    assert not where.is_open
