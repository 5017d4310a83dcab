"""The whole screen of a sheet: figures, outline, save line, problems, finalising, leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import EVERYTHING, SCORED, Disk
from tests.gui.form.form_page import FormPage, focus
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.standing import Standing
from bina_desktop.ui.jobs import Jobs


@pytest.fixture
def open_entry(qtbot: QtBot, jobs: Jobs, disk: Disk) -> Callable[..., tuple[FormEntry, FormPage]]:
    def opened(
        session: Session,
        *,
        writable: bool = True,
        texts: EntryTexts | None = None,
        position: str = "",
        width: int = 1366,
    ) -> tuple[FormEntry, FormPage]:
        controller = FormController(session, jobs, record=disk.record if writable else None)
        entry = FormEntry(controller, texts or EntryTexts("Ani"))
        qtbot.addWidget(entry)
        entry.resize(width, 700)
        with qtbot.waitExposed(entry):
            entry.show()
        entry.activateWindow()
        entry.begin(position)
        return entry, FormPage(entry.view)

    return opened


Open = Callable[..., tuple[FormEntry, FormPage]]


def in_sight(entry: FormEntry) -> str:
    return " | ".join(x.text() for x in entry.findChildren(QLabel) if x.isVisible())


def test_figures_follow_every_score(open_entry: Open) -> None:
    entry, page = open_entry(scenario(SCORED).session)
    assert (entry.figures.nilai.text(), entry.figures.predikat.text()) == ("–", "–")
    page.enter("a1").type("4")
    assert entry.figures.nilai.text() == "85,00"
    assert entry.figures.predikat.text() == "Baik"
    assert entry.figures.bobot.text() == "1 dari 2"
    assert "Nilai sementara" in in_sight(entry)
    page.enter("a2").type("3")
    assert entry.figures.nilai.text() == "77,50"
    assert "Nilai akhir" in in_sight(entry)
    assert entry.outline.entries.entry(0).figure == "77,50"


def test_words_above_the_form_take_room_only_while_they_stand(
    open_entry: Open, session: Session, qtbot: QtBot
) -> None:
    entry, _ = open_entry(session)
    before = entry.view.y()
    entry.banner.tell("Dibuka kembali.")
    qtbot.waitUntil(lambda: entry.view.y() > before + entry.banner.height())
    entry.banner.clear()
    qtbot.waitUntil(lambda: entry.view.y() == before)
    head = entry.findChild(QWidget, "entryHead")
    assert head is not None
    assert before == head.geometry().bottom() + 1


def test_forms_without_figures_show_none(open_entry: Open, session: Session) -> None:
    entry, _ = open_entry(session)
    assert not entry.figures.isVisible()


def test_outline_and_count_follow_every_answer(open_entry: Open, session: Session) -> None:
    entry, page = open_entry(session)
    total = session.progress().total
    assert f"0 dari {total} terisi, 2 wajib belum" in in_sight(entry)
    assert entry.outline.isRowHidden(3)
    page.enter("nama").type("Ani").enter("umur").type("20").press(Qt.Key.Key_Return)
    assert f"2 dari {total + 1} terisi, 1 wajib belum" in in_sight(entry)
    assert entry.outline.entries.entry(0).standing == Standing(2, 6, 1, 1, 0)
    assert not entry.outline.isRowHidden(3)


def test_save_line_claims_nothing_before_the_commit(
    qtbot: QtBot, open_entry: Open, session: Session, disk: Disk
) -> None:
    entry, page = open_entry(session)
    assert entry.save_line.text == "Setiap jawaban disimpan begitu diisi."
    disk.hold()
    page.enter("nama").type("Ani").press(Qt.Key.Key_Return)
    assert entry.save_line.text == "Menyimpan…"
    with qtbot.waitSignal(entry.controller.saved):
        disk.release()
    assert entry.save_line.text.startswith("Tersimpan ")


def test_save_line_says_why_storing_fails(
    qtbot: QtBot, open_entry: Open, session: Session, disk: Disk
) -> None:
    entry, page = open_entry(session)
    disk.full = True
    page.enter("nama").type("Ani").press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Penyimpanan penuh." in entry.save_line.text)
    assert "akan dicoba lagi" in entry.save_line.text


def test_finalising_lists_every_problem_with_the_way_to_it(
    open_entry: Open, session: Session
) -> None:
    entry, page = open_entry(session)
    page.enter("umur").type("200")
    entry.finalise_button.click()
    assert entry.problems.isVisible()
    assert "3 isian perlu diperbaiki" in in_sight(entry)
    assert "Jawaban: 200" in in_sight(entry)
    assert "Umur di bawah 100." in in_sight(entry)
    QTest.keyClick(entry.problems.rows[0], Qt.Key.Key_Down)
    QTest.keyClick(entry.problems.rows[0], Qt.Key.Key_Return)
    assert page.here == "nama"
    QTest.mouseClick(entry.problems.rows[2], Qt.MouseButton.LeftButton)
    assert page.here == "skor"
    page.type("4")
    assert "2 isian perlu diperbaiki" in in_sight(entry)


def test_finalising_is_wished_only_when_all_is_right_and_durable(
    qtbot: QtBot, open_entry: Open, disk: Disk
) -> None:
    entry, page = open_entry(scenario(SCORED).session)
    wished: list[bool] = []
    entry.finalise_wished.connect(lambda: wished.append(True))
    page.enter("a1").type("4")
    entry.finalise_button.click()
    assert not wished
    disk.hold()
    page.enter("a2").type("4")
    entry.finalise_button.click()
    assert not entry.problems.isVisible()
    assert not wished
    with qtbot.waitSignal(entry.finalise_wished):
        disk.release()
    assert disk.answers == {"/data/aspek_a/a1": "4", "/data/aspek_a/a2": "4"}


def test_problems_take_the_place_of_the_outline_in_a_small_window(
    open_entry: Open, session: Session
) -> None:
    entry, _ = open_entry(session, width=900)
    assert entry.outline.isVisible()
    entry.finalise_button.click()
    assert not entry.outline.isVisible()
    entry.problems.closed.emit()
    assert entry.outline.isVisible()


def test_leaving_waits_for_what_was_typed(
    qtbot: QtBot, open_entry: Open, session: Session, disk: Disk
) -> None:
    entry, page = open_entry(session)
    page.enter("nama").type("Ani")
    with qtbot.waitSignal(entry.left):
        entry.leave()
    assert disk.answers == {"/data/satu/nama": "Ani"}


def test_what_is_typed_while_the_sheet_waits_to_be_left_is_stored_first(
    qtbot: QtBot, open_entry: Open, session: Session, disk: Disk
) -> None:
    entry, page = open_entry(session)
    disk.hold()
    page.enter("nama").type("Ani")
    with qtbot.waitSignal(entry.left):
        entry.leave()
        page.type(" Lestari")
        disk.release()
    assert disk.answers == {"/data/satu/nama": "Ani Lestari"}


def test_a_sheet_opens_where_it_was_left(open_entry: Open, session: Session) -> None:
    entry, page = open_entry(session, position="/data/dua/likert")
    assert page.here == "likert"
    assert entry.banner.text == "Dibuka kembali di pertanyaan 8, “Setuju?”."
    page.type("1")
    assert entry.banner.text == ""


def test_the_line_says_when_the_last_answer_was_stored(open_entry: Open, session: Session) -> None:
    entry, _ = open_entry(session)
    saved = datetime.now(tz=UTC) - timedelta(days=3)
    entry.begin("/data/satu/berat", saved)
    assert entry.banner.text == (
        "Dibuka kembali di pertanyaan 3, “Berat”. Jawaban terakhir tersimpan 3 hari lalu."
    )


def test_a_question_that_does_not_apply_any_more_opens_the_first_page(
    open_entry: Open, session: Session
) -> None:
    entry, page = open_entry(session, position="/data/tiga/kerja")
    assert page.here == "nama"
    assert entry.banner.text == ""


def test_the_list_of_problems_is_opened_and_left_by_keys(
    open_entry: Open, session: Session
) -> None:
    entry, page = open_entry(session)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page.enter("berat").press(Qt.Key.Key_E, both)
    assert entry.problems.isVisible()
    assert focus() is entry.problems.rows[0]
    before = entry.problems.rows
    page.press(Qt.Key.Key_Return)
    assert page.here == "nama"
    assert entry.problems.rows == before
    entry.problems.focus_first()
    page.press(Qt.Key.Key_Escape)
    assert not entry.problems.isVisible()
    assert focus() is page.field("nama").editor


def test_a_place_that_is_gone_opens_the_first_page(open_entry: Open, session: Session) -> None:
    _, page = open_entry(session, position="/data/hilang")
    assert page.here == "nama"


def test_reasons_stand_on_top(open_entry: Open, session: Session) -> None:
    texts = EntryTexts("Ani", returned="Lengkapi bukti.", read_only="Sudah final.", unplaced=2)
    entry, _ = open_entry(session, writable=False, texts=texts)
    for words in ("Lengkapi bukti.", "Sudah final.", "2 jawaban lama"):
        assert words in in_sight(entry)
    assert not entry.finalise_button.isVisible()
    assert not entry.save_line.isVisible()


def test_outline_jumps(open_entry: Open, session: Session) -> None:
    entry, page = open_entry(session)
    entry.outline.jumped.emit(1)
    assert page.here == "skor"
    assert entry.outline.currentIndex().row() == 1
    entry.back_button.click()
    assert page.here == "nama"
    entry.next_button.click()
    assert page.here == "skor"


def test_language_of_the_questions_is_switched(
    qtbot: QtBot, open_entry: Open, session: Session
) -> None:
    entry, page = open_entry(session)
    box = entry.language
    assert [box.itemText(i) for i in range(box.count())] == ["Indonesia", "English"]
    box.setCurrentIndex(1)
    with qtbot.waitSignal(entry.language_chosen) as chosen:
        box.activated.emit(1)
    assert chosen.args == ["English (en)"]
    assert page.here == "nama"
    assert any("Name" in text for text in page.texts("nama"))
    assert entry.outline.entries.entry(1).label == "Part two"


def test_a_form_of_one_language_offers_no_choice(open_entry: Open) -> None:
    entry, _ = open_entry(scenario(SCORED).session)
    assert not any(box.isVisible() for box in entry.findChildren(QComboBox))


def test_a_page_may_add_its_own_action(qtbot: QtBot, open_entry: Open, session: Session) -> None:
    entry, _ = open_entry(session, writable=False)
    action = QPushButton("Buka kembali")
    entry.add_action(action)
    qtbot.waitUntil(action.isVisible)
    assert entry.isAncestorOf(action)


def test_every_control_has_a_name(open_entry: Open) -> None:
    session = scenario(EVERYTHING).session
    session.set_values({Ref("/data/satu/umur"): "20", Ref("/data/dua/a1/skor"): "5"})
    entry, page = open_entry(session)
    for index in range(4):
        entry.view.show_section(index)
        stops = [stop for field in page.fields() for stop in field.stops()]
        assert stops
        assert not [stop for stop in stops if not stop.accessibleName()]
    for button in entry.findChildren(QPushButton):
        assert button.accessibleName() or button.text()


def test_tab_comes_into_a_page_whose_first_question_is_answered(
    open_entry: Callable[..., tuple[FormEntry, FormPage]], session: Session
) -> None:
    skor = Ref("/data/dua/a1/skor")
    session.set_value(skor, "4")
    entry, page = open_entry(session)
    entry.view.show_section(1)
    entry.outline.setFocus()
    page.press(Qt.Key.Key_Tab)
    assert page.here == "skor"
    entry.check()  # orders Tab anew
    page.enter("skor").type("3").press(Qt.Key.Key_Tab)
    assert page.here == "likert"
    page.press(Qt.Key.Key_Backtab).press(Qt.Key.Key_Backtab)
    assert focus() is entry.outline
