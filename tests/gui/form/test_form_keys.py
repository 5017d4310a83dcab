"""The keys of a form: where they lead, what they take back, and a cheat sheet that cannot lie."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.gui.form.form_page import FormPage, focus
from tests.gui.form.test_navigation import many
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.cheat_sheet import CheatSheet, key_words
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.jump import jump_targets, matching, number_of
from bina_desktop.ui.form.navigation import sections
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

FAMILIES = """
| survey |
|        | type         | name    | label          | bind::bina:warning | bind::bina:warningMsg |
|        | begin group  | desa    | Desa           |           |               |
|        | text         | nama    | Nama desa      |           |               |
|        | begin repeat | rumah   | Rumah          |           |               |
|        | text         | kepala  | Kepala         |           |               |
|        | begin repeat | anak    | Anak           |           |               |
|        | integer      | usia    | Usia anak      | . < 60    | Tidak lazim.  |
|        | end repeat   |         |                |           |               |
|        | date         | pindah  | Tanggal pindah |           |               |
|        | end repeat   |         |                |           |               |
|        | text         | catatan | Catatan        |           |               |
|        | end group    |         |                |           |               |
| settings |
|        | namespaces |
|        | bina="urn:bina:xlsform" |
"""


@pytest.fixture
def page(view: FormView) -> FormPage:
    return FormPage(view)


@pytest.fixture
def families(
    jobs: Jobs, disk: Disk, show: Callable[[FormController], FormView]
) -> tuple[FormPage, Session]:
    session = scenario(FAMILIES).session
    return FormPage(show(FormController(session, jobs, record=disk.record))), session


def form_shortcuts(page: FormPage) -> list[QShortcut]:
    """Return what the form binds; every window has keys for the size of text besides."""
    of_window = {"Ctrl++", "Ctrl+-", "Ctrl+0"}
    found = page.view.findChildren(QShortcut)
    return [one for one in found if one.key().toString() not in of_window]


def told(page: FormPage, qtbot: QtBot, key: Key, modifier: Qt.KeyboardModifier) -> str:
    """Return what is said when a key is pressed."""
    with qtbot.waitSignal(page.view.told) as signal:
        page.press(key, modifier)
    assert signal.args is not None
    return signal.args[0]


# --- going places -----------------------------------------------------------------------------


def test_previous_open_question_is_found_round_the_start(page: FormPage) -> None:
    page.enter("umur").type("20").enter("berat").press(Key.Key_Up, CONTROL)
    assert page.here == "nama"
    page.press(Key.Key_Up, CONTROL)
    assert page.here == "kerja"


def test_first_and_last_question(page: FormPage) -> None:
    page.press(Key.Key_End, CONTROL)
    assert page.here == "panggilan"
    page.press(Key.Key_Home, CONTROL)
    assert page.here == "nama"


def test_in_long_text_the_ends_are_those_of_the_text(page: FormPage) -> None:
    page.enter("alamat").type("Jalan").press(Key.Key_Home, CONTROL)
    assert page.here == "alamat"
    page.type("1 ")
    page.view.commit_edits()
    assert page.view.controller.session.node(Ref("/data/satu/alamat")).value == "1 Jalan"


def test_page_keys_turn_pages_also_from_a_text(page: FormPage) -> None:
    page.press(Key.Key_PageDown)
    assert page.here == "skor"
    page.press(Key.Key_PageUp)
    assert page.here == "nama"


def test_the_next_problem_after_here_comes_first_and_takes_the_cursor(page: FormPage) -> None:
    page.enter("berat").press(Key.Key_E, CONTROL)
    assert page.here == "skor"
    page.type("4").press(Key.Key_E, CONTROL)
    assert page.here == "nama"
    assert focus() is page.field("nama").editor


def test_an_unusual_answer_is_led_to_its_reason(
    families: tuple[FormPage, Session],
) -> None:
    page, session = families
    usia = Ref("/data/desa/rumah[1]/anak[1]/usia")
    page.enter("usia").type("70").enter("nama").press(Key.Key_E, CONTROL)
    assert page.here == "usia"
    page.type("Anak angkat").press(Key.Key_Return)
    warning = session.node(usia).warning
    assert warning is not None
    assert warning.explanation == "Anak angkat"
    assert page.here == "pindah"


# --- jumping ----------------------------------------------------------------------------------


def test_words_number_or_code_lead_to_a_question(page: FormPage, session: Session) -> None:
    page.press(Key.Key_G, CONTROL)
    palette = page.view.targets
    assert palette.isVisible()
    assert len(palette.shown) == len(jump_targets(session, page.view.sections))
    page.type("lahir")
    assert [one.words for one in palette.shown] == ["Tanggal lahir"]
    page.press(Key.Key_Return)
    assert page.here == "lahir"
    assert not palette.isVisible()
    page.press(Key.Key_G, CONTROL).type("pernah").press(Key.Key_Return)
    assert page.here == "pernah"
    number = number_of(session, page.view.sections, Ref("/data/satu/berat"))
    page.press(Key.Key_G, CONTROL).type(str(number)).press(Key.Key_Return)
    assert page.here == "berat"


def test_a_section_is_a_target_too_and_arrows_choose(page: FormPage) -> None:
    page.press(Key.Key_G, CONTROL).type("bagian dua")
    assert page.view.targets.shown[0].number == 0
    page.press(Key.Key_Down).press(Key.Key_Return)
    assert page.here == "skor"


def test_escape_and_nothing_found_leave_the_cursor_where_it_was(page: FormPage) -> None:
    page.enter("berat").press(Key.Key_G, CONTROL).type("tidak ada ini").press(Key.Key_Return)
    assert page.view.targets.isVisible()
    page.press(Key.Key_Escape)
    assert not page.view.targets.isVisible()
    assert page.here == "berat"
    assert focus() is page.field("berat").editor


def test_the_number_comes_before_words_that_hold_it() -> None:
    session = many(60)
    targets = jump_targets(session, sections(session))
    assert [one.code for one in matching(targets, "q59")] == ["q59"]
    assert matching(targets, "7")[0].number == 7
    assert len(matching(targets, "")) == len(targets)


# --- undo and redo ----------------------------------------------------------------------------


def test_undo_takes_back_the_answer_and_goes_there(page: FormPage, session: Session) -> None:
    page.enter("nama").type("Ani").press(Key.Key_Return)
    page.view.show_section(1)
    page.enter("skor").type("4").press(Key.Key_Z, CONTROL)
    assert session.node(Ref("/data/dua/a1/skor")).value == ""
    assert page.here == "skor"
    page.press(Key.Key_Z, CONTROL)
    assert page.here == "nama"
    assert session.node(Ref("/data/satu/nama")).value == ""
    line = focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == ""
    page.press(Key.Key_Y, CONTROL)
    assert line.text() == "Ani"
    page.press(Key.Key_Z, CONTROL | SHIFT)
    assert page.here == "skor"
    assert session.node(Ref("/data/dua/a1/skor")).value == "4"


def test_undo_first_undoes_what_is_being_typed(page: FormPage, session: Session) -> None:
    page.enter("nama").type("Ani").press(Key.Key_Return).enter("nama").type("Budi")
    page.press(Key.Key_Z, CONTROL)
    line = focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == "Ani"
    assert session.node(Ref("/data/satu/nama")).value == "Ani"
    page.press(Key.Key_Z, CONTROL)
    assert session.node(Ref("/data/satu/nama")).value == ""


def test_it_says_when_nothing_can_be_undone_or_done_again(page: FormPage, qtbot: QtBot) -> None:
    assert "dibatalkan" in told(page, qtbot, Key.Key_Z, CONTROL)
    assert "diulangi" in told(page, qtbot, Key.Key_Y, CONTROL)


# --- rows of repeats --------------------------------------------------------------------------


def rows_of(session: Session) -> list[str]:
    return [row.children[0].value for row in session.node(Ref("/data/desa/rumah")).children]


def test_rows_are_added_moved_removed_and_brought_back_by_keys(
    families: tuple[FormPage, Session], qtbot: QtBot
) -> None:
    page, session = families
    page.enter("kepala").type("Ani").press(Key.Key_Insert)
    assert (page.here, rows_of(session)) == ("kepala", ["Ani", ""])
    page.type("Budi").press(Key.Key_Up, ALT)
    assert rows_of(session) == ["Budi", "Ani"]
    assert page.view.current is not None
    assert session.node(page.view.current.ref).value == "Budi"
    assert "pertama" in told(page, qtbot, Key.Key_Up, ALT)
    page.press(Key.Key_Down, ALT)
    assert rows_of(session) == ["Ani", "Budi"]
    page.press(Key.Key_Delete, ALT)
    assert rows_of(session) == ["Ani"]
    assert page.here == "kepala"
    page.press(Key.Key_Z, CONTROL)
    assert rows_of(session) == ["Ani", "Budi"]
    page.press(Key.Key_Return, CONTROL)
    assert rows_of(session) == ["Ani", "Budi", ""]


def test_a_date_in_a_row_keeps_its_calendar_key(families: tuple[FormPage, Session]) -> None:
    page, session = families
    page.enter("kepala").type("Ani").press(Key.Key_Insert).type("Budi")
    page.enter("pindah")
    before = rows_of(session)
    assert page.field("pindah").takes_alt_arrows
    page.press(Key.Key_Up, ALT)
    assert rows_of(session) == before


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_calendar_has_all_keys_while_it_is_open(
    families: tuple[FormPage, Session], qtbot: QtBot
) -> None:
    page, session = families
    page.enter("pindah").press(Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    calendar = QApplication.activePopupWidget()
    assert calendar is not None
    bound = form_shortcuts(page)
    try:
        qtbot.waitUntil(lambda: not any(one.isEnabled() for one in bound))
    finally:
        calendar.close()
    qtbot.waitUntil(page.view.isActiveWindow)
    page.enter("kepala")
    qtbot.waitUntil(lambda: all(one.isEnabled() for one in bound))
    page.press(Key.Key_Insert)
    assert len(rows_of(session)) == 2


def test_inner_rows_stand_in_their_outer_row_and_the_rest_follows(
    families: tuple[FormPage, Session],
) -> None:
    page, _ = families
    page.enter("usia").type("4").press(Key.Key_Insert).type("9")
    assert page.names == ["nama", "kepala", "usia", "usia", "pindah", "catatan"]
    tops = [field.mapTo(page.view, field.rect().topLeft()).y() for field in page.fields()]
    page.view.grab()
    tops = [field.mapTo(page.view, field.rect().topLeft()).y() for field in page.fields()]
    assert tops == sorted(tops)


def test_an_empty_repeat_is_filled_from_its_button(
    families: tuple[FormPage, Session],
) -> None:
    page, session = families
    page.enter("kepala").press(Key.Key_Delete, ALT)
    assert rows_of(session) == []
    page.enter("nama").press(Key.Key_Tab)
    assert isinstance(focus(), QPushButton)
    page.press(Key.Key_Insert)
    assert (page.here, rows_of(session)) == ("kepala", [""])


def test_outside_of_repeats_it_says_so(page: FormPage, qtbot: QtBot) -> None:
    assert "tidak ada isian berulang" in told(page, qtbot, Key.Key_Insert, Qt.KeyboardModifier(0))
    assert "tidak ada isian berulang" in told(page, qtbot, Key.Key_Delete, ALT)


# --- the cheat sheet --------------------------------------------------------------------------


def close(qtbot: QtBot, page: FormPage, key: Key) -> None:
    """Close the sheet that is open."""
    (sheet,) = page.view.findChildren(CheatSheet)
    qtbot.waitUntil(sheet.isActiveWindow)
    with qtbot.waitSignal(sheet.finished):
        QTest.keyClick(sheet, key)


def test_question_mark_is_text_in_a_text_and_opens_the_sheet_elsewhere(
    page: FormPage, qtbot: QtBot
) -> None:
    page.enter("nama").type("?")
    assert not page.view.findChildren(CheatSheet)
    page.view.show_section(1)
    page.enter("skor").press(Key.Key_Question)
    close(qtbot, page, Key.Key_Escape)


@pytest.mark.parametrize(("key", "modifier"), [(Key.Key_F1, SHIFT), (Key.Key_Slash, CONTROL)])
def test_everywhere_other_keys_open_it(
    page: FormPage, qtbot: QtBot, key: Key, modifier: Qt.KeyboardModifier
) -> None:
    page.enter("nama").press(key, modifier)
    close(qtbot, page, Key.Key_Question)


def test_the_sheet_shows_every_key_that_is_bound_and_no_other(page: FormPage) -> None:
    sheet = CheatSheet(page.view.keys.actions, page.view)
    bound = {shortcut.key().toString() for shortcut in form_shortcuts(page)}
    acting = [action for action in page.view.keys.actions if action.act is not None]
    listed = {QKeySequence(key).toString() for action in acting for key in action.keys}
    of_every_window = {"Ctrl++", "Ctrl+-", "Ctrl+0"}
    assert listed == bound - of_every_window
    assert of_every_window <= {key for action in page.view.keys.actions for key in action.keys}
    assert sheet.lines == tuple(
        (" / ".join(key_words(action.keys)), action.words) for action in page.view.keys.actions
    )
    sheet.close()


def test_no_key_means_two_things(page: FormPage) -> None:
    keys = [s.key().toString() for s in form_shortcuts(page)]
    assert len(keys) == len(set(keys))
