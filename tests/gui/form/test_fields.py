"""Each kind of question takes answers from the keyboard and shows what stands there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from tests.gui.form.form_page import FormPage, focus

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.line import group_thousands
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key


@pytest.fixture
def page(view: FormView) -> FormPage:
    return FormPage(view)


@pytest.fixture
def second(page: FormPage) -> FormPage:
    page.view.show_section(1)
    return page


def value(page: FormPage, session: Session, name: str) -> str:
    return session.node(page.field(name).ref).value


def line(page: FormPage, name: str) -> QLineEdit:
    found = page.field(name).findChild(QLineEdit)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "typed", "stored_shown"),
    [
        ("nama", "Ani", ("Ani", "Ani")),
        ("umur", "017", ("17", "17")),
        ("berat", "12,50", ("12.5", "12,5")),
        ("berat", "12.5", ("12.5", "12,5")),
        ("penduduk", "1234567", ("1234567", "1.234.567")),
        ("lahir", "23-11-1990", ("1990-11-23", "23-11-1990")),
        ("lahir", "23111990", ("1990-11-23", "23-11-1990")),
        ("lahir", "3/2/1990", ("1990-02-03", "03-02-1990")),
    ],
)
def test_typed_text_is_understood_and_shown_again(
    page: FormPage, session: Session, name: str, typed: str, stored_shown: tuple[str, str]
) -> None:
    page.enter(name).type(typed).press(Key.Key_Return)
    assert (value(page, session, name), line(page, name).text()) == stored_shown


def test_text_that_is_no_number_stays_and_says_so_after_leaving(
    page: FormPage, session: Session
) -> None:
    page.enter("berat").type("dua")
    assert page.field("berat").problem_text == ""
    page.press(Key.Key_Tab)
    assert value(page, session, "berat") == "dua"
    assert line(page, "berat").text() == "dua"
    assert "bilangan" in page.field("berat").problem_text
    assert page.field("berat").problem_text in line(page, "berat").accessibleDescription()
    page.enter("berat").press(Key.Key_A, Qt.KeyboardModifier.ControlModifier).type("2")
    page.press(Key.Key_Return)
    assert page.field("berat").problem_text == ""


def test_required_is_told_in_words_and_after_leaving(page: FormPage) -> None:
    assert any("wajib" in text for text in page.texts("nama"))
    assert line(page, "nama").accessibleName() == "Nama, wajib diisi"
    assert page.field("nama").problem_text == ""
    page.enter("nama").enter("umur")
    assert page.field("nama").problem_text != ""


def test_constraint_message_is_shown_in_full(page: FormPage) -> None:
    page.enter("umur").type("150").press(Key.Key_Return)
    assert page.field("umur").problem_text == "Umur di bawah 100."


def test_a_rest_commits_without_leaving(qtbot: QtBot, page: FormPage, session: Session) -> None:
    page.enter("nama").type("An")
    qtbot.waitUntil(lambda: value(page, session, "nama") == "An")
    page.type("i")
    assert line(page, "nama").text() == "Ani"
    qtbot.waitUntil(lambda: value(page, session, "nama") == "Ani")


def test_an_answer_that_arrives_meanwhile_does_not_rewrite_the_line(
    page: FormPage, controller: FormController
) -> None:
    page.enter("nama").type("An")
    controller.set_language("English (en)")
    assert line(page, "nama").text() == "An"
    assert "Name" in "".join(page.texts("nama"))


def test_multiline_text_grows_and_tab_goes_on(page: FormPage, session: Session) -> None:
    box = page.field("alamat").findChild(QPlainTextEdit)
    assert box is not None
    height = box.height()
    page.enter("alamat")
    for text in ("satu", "dua", "tiga", "empat"):
        page.type(text).press(Key.Key_Return)
    assert box.height() > height
    page.press(Key.Key_Tab)
    assert value(page, session, "alamat") == "satu\ndua\ntiga\nempat\n"


def test_control_enter_leaves_multiline_text(page: FormPage) -> None:
    page.enter("alamat").type("x")
    page.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.here == "skor"


def test_readonly_question_is_shown_and_not_typed_into(page: FormPage) -> None:
    assert page.texts("nomor") == ["Nomor", "7"]
    page.enter("alamat").press(Key.Key_Tab)
    assert not page.field("nomor").isAncestorOf(focus())


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_date_is_picked_from_the_calendar(page: FormPage, session: Session) -> None:
    page.enter("lahir").type("23-11-1990")
    page.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = page.field("lahir").findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(1990, 11, 23)
    calendar.activated.emit(QDate(1990, 11, 24))
    assert value(page, session, "lahir") == "1990-11-24"
    assert line(page, "lahir").text() == "24-11-1990"


def test_digits_and_letters_choose_a_score(second: FormPage, session: Session) -> None:
    second.enter("skor").type("4")
    assert value(second, session, "skor") == "4"
    assert second.rows("skor") == {"3": False, "4": True, "5": False, "tb": False}
    second.type("t")
    assert value(second, session, "skor") == "tb"
    second.type("9")
    assert value(second, session, "skor") == "tb"


def test_arrows_walk_and_space_or_enter_choose(second: FormPage, session: Session) -> None:
    second.enter("skor").press(Key.Key_Down)
    assert value(second, session, "skor") == ""
    second.press(Key.Key_Space)
    assert value(second, session, "skor") == "4"
    second.press(Key.Key_Up).press(Key.Key_Up).press(Key.Key_Return)
    assert value(second, session, "skor") == "tb"
    assert second.here == "likert"


def test_enter_without_walking_only_goes_on(second: FormPage, session: Session) -> None:
    second.enter("skor").press(Key.Key_Return)
    assert value(second, session, "skor") == ""
    assert second.here == "likert"


def test_delete_takes_a_choice_back(second: FormPage, session: Session) -> None:
    second.enter("skor").type("4").press(Key.Key_Delete)
    assert value(second, session, "skor") == ""
    assert not any(second.rows("skor").values())


def test_tab_stops_once_in_a_list(second: FormPage) -> None:
    second.enter("skor").type("4").press(Key.Key_Tab)
    assert second.here == "likert"
    second.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert second.here == "skor"


def test_a_click_anywhere_in_the_row_chooses(second: FormPage, session: Session) -> None:
    row = second.field("skor").stops()[1]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 5, 5))
    assert value(second, session, "skor") == "4"
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert second.rows("skor")["4"]


def test_likert_takes_digits(second: FormPage, session: Session) -> None:
    second.enter("likert").type("2")
    assert value(second, session, "likert") == "2"


def test_screen_readers_hear_the_question_with_each_choice(second: FormPage) -> None:
    row = second.field("skor").stops()[0]
    question = "Skor, wajib diisi"
    choice = "3 – Cukup: sebagian besar standar terpenuhi"
    assert row.accessibleName() == f"{choice} — {question}"


def test_several_choices_are_ticked_by_place(second: FormPage, session: Session) -> None:
    second.enter("pernah").type("13")
    assert value(second, session, "pernah") == "bkl mkm"
    second.press(Key.Key_Space)
    assert value(second, session, "pernah") == "bkl"


def test_acknowledgement_is_ticked_and_left_with_enter(second: FormPage, session: Session) -> None:
    second.enter("paham").press(Key.Key_Space)
    assert value(second, session, "paham") == "OK"
    box = second.field("paham").findChild(QCheckBox)
    assert box is not None
    assert box.isChecked()
    second.press(Key.Key_Space)
    assert value(second, session, "paham") == ""
    second.press(Key.Key_Return)
    assert second.here == "panggilan"


def test_note_follows_what_it_quotes(second: FormPage) -> None:
    second.enter("skor").type("5")
    (text,) = second.texts("catatan")
    assert "Skor 5 <i>penting</i>" in text


def test_guidance_comes_and_goes(page: FormPage) -> None:
    page.enter("nama").press(Key.Key_F1)
    assert "Seperti pada KTP." in page.texts("nama")
    page.press(Key.Key_F1)
    assert "Seperti pada KTP." not in page.texts("nama")
    page.enter("umur").press(Key.Key_F1)
    assert "Tidak ada petunjuk untuk pertanyaan ini." in page.texts("umur")


def test_a_click_beside_the_control_leads_into_it(page: FormPage) -> None:
    field = page.field("umur")
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert focus() is line(page, "umur")


def test_a_closed_sheet_shows_answers_and_only_them(
    session: Session, jobs: Jobs, show: Callable[[FormController], FormView]
) -> None:
    for name, text in {
        "satu/nama": "Ani",
        "satu/lahir": "1990-11-23",
        "dua/a1/skor": "4",
        "dua/kota": "slm",
        "dua/paham": "OK",
    }.items():
        session.set_value(Ref(f"/data/{name}"), text)
    page = FormPage(show(FormController(session, jobs, record=None)))
    assert page.texts("nama") == ["Nama", "Ani"]
    assert page.texts("umur") == ["Umur", "–"]
    assert not page.field("nama").findChildren(QLineEdit)
    page.view.show_section(1)
    assert page.rows("skor") == {"4": True}
    assert page.texts("kota") == ["Kota", "Kabupaten Seluma"]
    assert "Tidak dijawab." in page.texts("likert")
    page.enter("skor").type("5")
    assert session.node(Ref("/data/dua/a1/skor")).value == "4"


@pytest.mark.parametrize(
    ("number", "grouped"),
    [("1", "1"), ("1234", "1.234"), ("-1234567,5", "-1.234.567,5"), ("123", "123")],
)
def test_thousands_are_grouped_with_dots(number: str, grouped: str) -> None:
    assert group_thousands(number) == grouped
