"""Groups and rows that are folded away: by pointer, by keys, and opened where one is led."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.form.form_page import FormPage
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.folds import Folds
from bina_desktop.ui.form.headings import Fold
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
FOLDED = """
| survey |
|  | type         | name    | label         | appearance | required | relevant       |
|  | begin group  | kantor  | Kantor        |            |          |                |
|  | text         | nama    | Nama          |            |          |                |
|  | begin group  | rinci   | Rincian       | compact    |          |                |
|  | text         | alamat  | Alamat        |            | yes      |                |
|  | begin group  | dalam   | Lebih dalam   |            |          |                |
|  | integer      | lantai  | Lantai        |            |          |                |
|  | text         | sebab   | Sebab         |            |          | ${lantai} > 10 |
|  | end group    |         |               |            |          |                |
|  | end group    |         |               |            |          |                |
|  | text         | akhir   | Akhir         |            |          |                |
|  | end group    |         |               |            |          |                |
|  | begin repeat | orang   | Orang         | compact    |          |                |
|  | text         | sapaan  | Sapaan        |            |          |                |
|  | end repeat   |         |               |            |          |                |
"""
RINCI = Ref("/data/kantor/rinci")
LANTAI = Ref("/data/kantor/rinci/dalam/lantai")


@pytest.fixture
def session() -> Session:
    return scenario(FOLDED).session


@pytest.fixture
def page(view: FormView) -> FormPage:
    return FormPage(view)


def sign(page: FormPage, ref: str) -> Fold:
    assert page.view.sheet is not None
    return next(one for one in page.view.sheet.findChildren(Fold) if one.ref == ref)


def told(page: FormPage, ref: str) -> str:
    found = sign(page, ref)
    return found.told.text() if not found.told.isHidden() else ""


def test_a_compact_group_is_closed_at_first_and_tells_what_it_holds(page: FormPage) -> None:
    assert page.names == ["nama", "akhir"]
    assert told(page, RINCI) == "0 dari 2 terisi, 1 wajib belum"
    QTest.mouseClick(sign(page, RINCI), Qt.MouseButton.LeftButton)
    assert page.names == ["nama", "alamat", "lantai", "akhir"]
    assert told(page, RINCI) == ""


def test_a_click_on_the_words_folds_and_unfolds(page: FormPage) -> None:
    words = sign(page, RINCI).parentWidget()
    for expected in (4, 2, 4):
        QTest.mouseClick(words, Qt.MouseButton.LeftButton)
        assert len(page.names) == expected
    QTest.mouseClick(words, Qt.MouseButton.RightButton)
    assert len(page.names) == 4


def test_tab_stops_at_what_is_folded_and_a_key_goes_in(page: FormPage) -> None:
    page.enter("nama").press(Key.Key_Tab)
    assert QApplication.focusWidget() is sign(page, RINCI)
    page.press(Key.Key_Return)
    assert page.here == "alamat"
    page.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.here == "nama"  # what is open is no stop: its questions are


def test_enter_passes_by_what_is_folded(page: FormPage) -> None:
    page.enter("nama").press(Key.Key_Return)
    assert page.here == "akhir"


def test_a_key_folds_the_group_around_the_cursor_and_opens_it_again(page: FormPage) -> None:
    page.view.go_to(LANTAI)
    page.type("3").press(Key.Key_L, CONTROL)
    assert page.names == ["nama", "alamat", "akhir"]
    assert told(page, "/data/kantor/rinci/dalam") == "1 dari 1 terisi"
    page.press(Key.Key_L, CONTROL)
    assert page.here == "lantai"


def test_outside_of_groups_the_key_says_so(page: FormPage) -> None:
    heard: list[str] = []
    page.view.told.connect(heard.append)
    page.enter("nama").press(Key.Key_L, CONTROL)
    assert heard[-1] == "Pertanyaan ini tidak berada dalam kelompok yang dapat dilipat."


def test_being_led_to_a_question_opens_what_is_around_it(page: FormPage) -> None:
    page.enter("nama").type("Ani").press(Key.Key_Down, CONTROL)  # next without an answer
    assert page.here == "alamat"


def test_what_is_wrong_inside_is_told_and_opened_when_all_is_checked(
    page: FormPage, controller: FormController
) -> None:
    controller.commit(LANTAI, "tiga")
    assert told(page, RINCI) == "1 dari 2 terisi, 1 wajib belum, 1 perlu diperbaiki"
    page.view.reveal_problems()
    assert page.names == ["nama", "alamat", "lantai", "akhir"]
    assert page.field("lantai").problem_text


def test_what_becomes_relevant_in_a_folded_group_stays_folded(
    page: FormPage, controller: FormController
) -> None:
    controller.commit(LANTAI, "12")
    assert page.names == ["nama", "akhir"]
    page.view.folds.toggle(RINCI)
    assert "sebab" in page.names


def test_rows_of_a_compact_repeat_are_closed_except_the_one_that_is_added(
    page: FormPage,
) -> None:
    page.view.show_section(1)
    assert page.names == []
    page.press(Key.Key_Insert)
    assert page.here == "sapaan"
    assert len(page.names) == 1


def test_folds_stay_while_the_sheet_is_open(page: FormPage) -> None:
    page.view.folds.toggle(RINCI)
    page.view.show_section(1)
    page.view.show_section(0)
    assert "alamat" in page.names


def test_a_group_that_goes_on_on_the_next_page_is_not_folded(session: Session) -> None:
    folds = Folds(session)
    folds.begin_page(LANTAI)
    folds.meet(session.node(RINCI))
    assert not folds.hides(LANTAI)
    folds.begin_page("")
    assert folds.may_fold(RINCI)


def test_a_sheet_that_is_only_read_is_folded_too(
    session: Session, show: Callable[[FormController], FormView], jobs: Jobs
) -> None:
    page = FormPage(show(FormController(session, jobs, record=None)))
    assert page.names == ["nama", "akhir"]
