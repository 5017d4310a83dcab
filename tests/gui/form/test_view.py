"""A form page by page: keys lead on, only what changed is repainted, repeats come and go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import FormPage
from tests.gui.form.test_navigation import many

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.basic import LineField
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.theme import colours

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(view: FormView) -> FormPage:
    return FormPage(view)


def pressed(page: FormPage, text: str) -> None:
    """Press a button that is in sight."""
    button = next(
        b
        for b in page.view.findChildren(QPushButton)
        if b.isVisible() and text in b.text().replace("&", "")
    )
    button.click()


def test_enter_goes_on_within_and_beyond_the_section(page: FormPage) -> None:
    seen = [page.here, *(page.press(Key.Key_Return).here for _ in range(4))]
    assert seen == ["nama", "umur", "berat", "penduduk", "lahir"]
    page.press(Key.Key_Return).press(Key.Key_Return, CONTROL)
    assert page.here == "skor"
    assert page.view.section == 1


def test_question_appears_and_goes_where_it_belongs(page: FormPage) -> None:
    page.view.show_section(1)
    assert page.names[:2] == ["skor", "likert"]
    page.enter("skor").type("5")
    assert page.names[:3] == ["skor", "bukti", "likert"]
    page.press(Key.Key_Tab)
    assert page.here == "bukti"
    page.press(Key.Key_Tab)
    assert page.here == "likert"
    page.enter("skor").type("4")
    assert page.names[:2] == ["skor", "likert"]


def test_answers_rebuild_no_widget(page: FormPage) -> None:
    page.view.show_section(1)
    sheet = page.view.sheet
    assert sheet is not None
    before = {field.ref: field for field in page.fields()}
    page.enter("skor").type("4").enter("likert").type("2")
    assert page.view.sheet is sheet
    assert {field.ref: field for field in page.fields()} == before


def test_next_open_question(page: FormPage) -> None:
    page.enter("alamat").press(Key.Key_Down, CONTROL)
    assert page.here == "skor"
    page.type("4").press(Key.Key_Down, CONTROL)
    assert page.here == "likert"


def test_next_problem_is_shown_with_its_sentence(page: FormPage) -> None:
    page.enter("umur").type("200").press(Key.Key_E, CONTROL)
    assert page.here == "skor"
    assert page.field("skor").problem_text
    page.type("4").press(Key.Key_E, CONTROL)
    assert page.here == "nama"
    page.press(Key.Key_E, CONTROL)
    assert page.here == "umur"
    assert page.field("umur").problem_text == "Umur di bawah 100."


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_it_says_when_nothing_is_wrong_or_open(qtbot: QtBot, page: FormPage) -> None:
    page.enter("nama").type("Ani")
    page.view.show_section(1)
    page.enter("skor").type("4")
    with qtbot.waitSignal(page.view.told) as told:
        page.press(Key.Key_E, CONTROL)
    assert told.args == ["Tidak ada yang perlu diperbaiki."]
    for name in ("umur", "berat", "penduduk", "lahir", "alamat"):
        page.view.go_to(f"/data/satu/{name}")
        page.type("1-1-1990" if name == "lahir" else "12")
    page.view.go_to("/data/dua/likert")
    page.type("1").enter("pernah").type("1").enter("paham").press(Key.Key_Space)
    page.enter("kota").type("Kota Bengkulu")
    page.view.go_to("/data/anak[1]/panggilan")
    with qtbot.waitSignal(page.view.told) as told:
        page.type("Budi").press(Key.Key_Down, CONTROL)
    assert told.args == ["Semua pertanyaan sudah dijawab."]


def test_section_that_is_not_relevant_is_passed_by(page: FormPage) -> None:
    page.view.show_section(2)
    page.press(Key.Key_PageDown, CONTROL)
    assert page.view.section == 2
    page.view.go_to("/data/satu/umur")
    page.type("20").press(Key.Key_Return)
    page.view.show_section(2)
    page.press(Key.Key_PageDown, CONTROL)
    assert page.here == "kerja"
    page.press(Key.Key_PageUp, CONTROL)
    assert page.here == "panggilan"


def test_jump_to_a_group_a_place_elsewhere_or_nowhere(page: FormPage) -> None:
    assert page.view.go_to("/data/anak[1]/panggilan")
    assert page.here == "panggilan"
    assert not page.view.go_to("/data/dua/a1")
    assert page.here == "skor"
    assert not page.view.go_to("/data/hilang")
    assert not page.view.go_to("/data/dua/a1/bukti")


def test_instances_are_added_removed_and_brought_back(page: FormPage, session: Session) -> None:
    page.view.show_section(2)
    page.enter("panggilan").type("Ani")
    pressed(page, "Tambah Anak")
    assert page.names == ["panggilan", "panggilan"]
    page.type("Budi").press(Key.Key_Return)
    children = session.node(Ref("/data/anak")).children
    assert [c.children[0].value for c in children] == ["Ani", "Budi"]
    pressed(page, "Hapus")
    assert page.names == ["panggilan"]
    pressed(page, "Kembalikan")
    children = session.node(Ref("/data/anak")).children
    assert [c.children[0].value for c in children] == ["Ani", "Budi"]
    assert page.names == ["panggilan", "panggilan"]


def test_all_sentences_are_shown_after_a_try_to_finalise(page: FormPage) -> None:
    assert page.field("nama").problem_text == ""
    page.view.reveal_problems()
    assert page.field("nama").problem_text
    page.view.show_section(1)
    assert page.field("skor").problem_text


def test_the_place_where_the_person_is_is_stored(
    qtbot: QtBot, page: FormPage, controller: FormController, disk: Disk
) -> None:
    with qtbot.waitSignal(controller.saved):
        page.enter("berat").type("3").press(Key.Key_Return)
    assert disk.batches[-1] == ({"/data/satu/berat": "3"}, "/data/satu/penduduk")


def test_widgets_do_not_grow_with_the_form(
    jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    record = disk.record
    small = show(FormController(many(100), jobs, record=record))
    large = show(FormController(many(900), jobs, record=record))
    for view in (small, large):
        assert view.sheet is not None
        view.sheet.complete()
    assert len(large.findChildren(QWidget)) == len(small.findChildren(QWidget))


def test_a_page_is_in_sight_before_all_of_it_is_built(
    qtbot: QtBot, jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    view = show(FormController(many(60), jobs, record=disk.record))
    sheet = view.sheet
    assert sheet is not None
    view.go_to("/data/g/q59")
    assert view.current is not None
    assert view.current.ref == "/data/g/q59"
    qtbot.waitUntil(lambda: len(sheet.findChildren(LineField)) == 60)


def test_what_is_not_in_sight_comes_later_and_moves_nothing(
    qtbot: QtBot, jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    view = show(FormController(many(200), jobs, record=disk.record))
    FormPage(view).press(Key.Key_PageDown, CONTROL)
    sheet, here = view.sheet, view.current
    assert sheet is not None
    assert here is not None
    before = sheet.findChildren(LineField)
    assert len(before) < 30
    qtbot.waitUntil(lambda: len(sheet.findChildren(LineField)) > len(before))  # it was painted
    places = [field.geometry() for field in before]
    qtbot.waitUntil(lambda: len(sheet.findChildren(LineField)) == 90)
    assert [field.geometry() for field in before] == places
    assert view.current is here
    tops = [field.y() for field in sheet.fields()]
    assert tops == sorted(set(tops))


def test_tab_reaches_what_is_not_built_yet(
    jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    view = show(FormController(many(200), jobs, record=disk.record))
    page = FormPage(view)
    page.press(Key.Key_PageDown, CONTROL)
    assert view.sheet is not None
    last = view.sheet.findChildren(LineField)[-1]
    last.focus_input()
    page.press(Key.Key_Tab)
    assert page.here == f"q{int(last.ref.rpartition('q')[2]) + 1}"


def test_pages_of_a_long_section_are_turned(
    jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> None:
    view = show(FormController(many(200), jobs, record=disk.record))
    page = FormPage(view)
    first = page.names[0]
    page.press(Key.Key_PageDown, CONTROL)
    assert page.names[0] != first
    page.press(Key.Key_PageUp, CONTROL)
    assert page.here == first
    assert view.go_to("/data/g/q199")
    assert page.here == "q199"


def test_language_is_switched_while_filling(page: FormPage, controller: FormController) -> None:
    page.view.show_section(1)
    page.enter("skor").type("4")
    controller.set_language("English (en)")
    assert any("Score" in text for text in page.texts("skor"))
    assert page.rows("skor")["4"]
    assert page.here == "skor"


def test_a_line_whose_enter_turns_the_page_outlives_its_key(page: FormPage) -> None:
    page.enter("umur").type("20").press(Key.Key_Return)
    page.view.show_section(2)
    line = page.field("panggilan").findChild(QLineEdit)
    assert line is not None
    finished: list[str] = []
    line.editingFinished.connect(lambda: finished.append(page.here))
    page.enter("panggilan").press(Key.Key_Return)
    assert page.here == "kerja"
    assert finished[-1] == "kerja"  # Qt says so after Enter has done all it does


def test_the_ground_of_a_page_is_painted(page: FormPage) -> None:
    assert page.view.sheet is not None
    picture = page.view.sheet.parentWidget().grab().toImage()
    assert picture.pixelColor(4, 4) == QColor(colours().ground)
