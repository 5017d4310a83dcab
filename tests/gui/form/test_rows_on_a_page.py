"""Rows of a repeat come, go and move on the page in sight: the questions of the others stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import FormPage
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
REPEAT = Ref("/data/petugas")

OFFICERS = """
| survey |
|        | type         | name    | label         | appearance |
|        | begin repeat | petugas | Petugas       |            |
|        | text         | nama    | Nama          |            |
|        | integer      | usia    | Usia          | w2         |
|        | text         | tugas   | Tugas         | w2         |
|        | end repeat   |         |               |            |
"""


@pytest.fixture
def session() -> Session:
    made = scenario(OFFICERS).session
    for _ in range(len(made.node(REPEAT).children), 4):
        made.add_repeat(REPEAT)
    for number, row in enumerate(made.node(REPEAT).children, start=1):
        made.set_value(row.children[0].ref, f"Petugas {number}")
    return made


@pytest.fixture
def page(
    session: Session, jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> FormPage:
    return FormPage(show(FormController(session, jobs, record=disk.record)))


def names(page: FormPage) -> list[str]:
    """Return what stands in the names of the rows, from top to bottom of the page."""
    return [one.editor.property("text") for one in page.fields() if one.ref.endswith("/nama")]


def tops(page: FormPage) -> list[int]:
    fields = page.fields()
    assert page.view.sheet is not None
    return [one.mapTo(page.view.sheet, one.rect().topLeft()).y() for one in fields]


def cards(page: FormPage) -> list[QFrame]:
    """Return the cards that are shown, once what left has gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.view.sheet is not None
    found = page.view.sheet.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [one for one in found if not one.isHidden()]


def button(page: FormPage, name: str) -> QPushButton:
    page.fields()  # all of them are built
    return next(
        one
        for one in page.view.findChildren(QPushButton)
        if one.accessibleName() == name and one.isVisible()
    )


def test_a_row_that_is_added_leaves_the_other_questions_alone(page: FormPage) -> None:
    sheet, before = page.view.sheet, page.fields()
    page.press(Key.Key_Insert)
    assert page.view.sheet is sheet
    assert page.fields()[: len(before)] == before
    assert page.view.current is page.fields()[len(before)]
    assert names(page)[-1] == ""
    assert tops(page) == sorted(tops(page))
    assert len(cards(page)) == 6


def test_tab_goes_through_a_new_row_and_on_to_the_button(page: FormPage) -> None:
    page.press(Key.Key_Insert)
    row = page.fields()[-3:]
    assert page.view.current is row[0]
    page.press(Key.Key_Tab)
    assert page.view.current is row[1]
    page.press(Key.Key_Tab)
    assert page.view.current is row[2]
    page.press(Key.Key_Tab)
    at = page.view.focusWidget()
    assert isinstance(at, QPushButton)
    assert at.text() == "Tambah Petugas"
    page.press(Key.Key_Backtab)
    assert page.view.current is row[2]


def test_a_row_that_is_removed_takes_only_itself_along(page: FormPage, session: Session) -> None:
    before = page.fields()
    before[4].focus_input()
    page.type("3").press(Key.Key_Delete, ALT)
    assert page.fields() == before[:3] + before[6:]
    assert page.view.current is before[6]
    assert names(page) == ["Petugas 1", "Petugas 3", "Petugas 4"]
    assert len(cards(page)) == 4
    assert tops(page) == sorted(tops(page))
    page.press(Key.Key_Z, CONTROL)
    assert names(page) == ["Petugas 1", "Petugas 2", "Petugas 3", "Petugas 4"]
    assert page.fields()[:3] == before[:3]
    assert page.fields()[3] is not before[3]
    page.enter("nama").press(Key.Key_Tab).type("7")
    assert session.node(REPEAT).children[0].children[1].value == ""
    page.press(Key.Key_Return)
    assert session.node(REPEAT).children[0].children[1].value == "7"


def test_a_row_that_is_moved_goes_with_its_questions_and_the_cursor(page: FormPage) -> None:
    before = page.fields()
    before[3].focus_input()
    page.press(Key.Key_Down, ALT)
    assert page.fields() == before[:3] + before[6:9] + before[3:6] + before[9:]
    assert page.view.current is before[3]
    assert names(page) == ["Petugas 1", "Petugas 3", "Petugas 2", "Petugas 4"]
    assert tops(page) == sorted(tops(page))
    before[8].focus_input()
    page.press(Key.Key_Tab)
    assert page.view.current is before[3]


def test_headings_tell_where_each_row_stands_now(page: FormPage) -> None:
    assert not button(page, "Turunkan Petugas 4").isEnabled()
    page.press(Key.Key_Insert)
    assert button(page, "Turunkan Petugas 4").isEnabled()
    assert not button(page, "Turunkan Petugas 5").isEnabled()
    button(page, "Hapus Petugas 1").click()
    assert not button(page, "Naikkan Petugas 1").isEnabled()
    for _ in range(3):
        button(page, "Hapus Petugas 1").click()
    assert names(page) == [""]
    assert page.view.sheet is not None
    shown = [one for one in page.view.sheet.findChildren(QPushButton) if one.isVisible()]
    assert sorted(one.text() for one in shown) == ["Hapus", "Tambah Petugas"]


def test_the_page_does_not_scroll_when_a_row_in_sight_comes(page: FormPage) -> None:
    page.view.resize(900, 2400)
    page.view.grab()
    before = tops(page)
    page.press(Key.Key_Insert)
    page.view.grab()
    assert tops(page)[: len(before)] == before
    area = page.view.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().value() == 0


def test_a_row_that_fills_the_page_is_drawn_on_the_next(page: FormPage, session: Session) -> None:
    for _ in range(12):
        page.press(Key.Key_Insert)
    assert len(session.node(REPEAT).children) == 16
    assert len(names(page)) == 1
    page.press(Key.Key_PageUp, CONTROL)
    assert len(names(page)) == 15
    page.fields()[0].focus_input()
    page.press(Key.Key_Delete, ALT)
    assert len(names(page)) == 15
    assert names(page)[0] == "Petugas 2"


def test_a_form_of_one_repeat_opens_when_all_its_rows_are_gone(
    session: Session, jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    for row in reversed(session.node(REPEAT).children):
        session.remove_repeat(row.ref)
    view = show(FormController(session, jobs, record=disk.record))
    assert [one.key for one in view.sections] == [REPEAT]
    view.steering.add_row_to(REPEAT)
    assert len(session.node(REPEAT).children) == 1
