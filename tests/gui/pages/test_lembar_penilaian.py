"""The tab Lembar Penilaian on a real database, with the shipped forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.gui.form.form_page import focus
from tests.gui.pages.lembar_tab import (
    BENGKULU,
    OPERATOR,
    SELUMA,
    Tab,
    pdf_of,
    send_out,
    status,
)
from tests.laptops import TRIWULAN, Laptop

from bina_desktop.application.actor import Acting
from bina_desktop.application.contoh import KASI, TIM
from bina_desktop.application.utas import UtasService
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    LembarId,
    StatusLembar,
)
from bina_desktop.domain.utas import JenisSasaran, Sasaran, Tindakan
from bina_desktop.formengine.client import Ref
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.form.entry import FormEntry
from bina_desktop.ui.look import look
from bina_desktop.ui.table_model import TwoLineDelegate


def second_line(tab: Tab, row: int) -> str:
    table = tab.page.daftar.table
    delegate = table.itemDelegateForColumn(0)
    assert isinstance(delegate, TwoLineDelegate)
    return delegate.line_of(table.model().index(row, 0))


def test_without_a_visit_it_says_what_to_do(open_tab: Callable[..., Tab], qtbot: QtBot) -> None:
    tab = open_tab()
    assert "Belum ada kunjungan pada triwulan ini" in tab.page.daftar.empty_text
    for word, key in (("Penugasan", "penugasan"), ("Pertukaran", "pertukaran")):
        with qtbot.waitSignal(tab.page.jumped) as jumped:
            next(b for b in tab.page.findChildren(QPushButton) if word in b.text()).click()
        assert jumped.args == [key, None]


def test_a_sheet_is_printed_as_it_stands(tab: Tab, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: seen.append(Path(url.toLocalFile()))
    )
    printing = tab.page.daftar.print_button
    tab.page.daftar.table.selectRow(0)
    assert not printing.isEnabled()
    assert printing.toolTip().startswith("Belum ada isian yang dapat dicetak")
    tab.page.start(FORM_LEMBAR_PENILAIAN, OPERATOR.id)
    tab.settle()
    assert tab.page.entry is not None
    tab.page.entry.leave()
    tab.settle()
    (sheet,) = tab.lembar.lembar(SELUMA)
    tab.page.daftar.select(sheet.id)
    printing.click()
    tab.settle()
    assert seen[0].read_bytes() == pdf_of(sheet.id)


def test_visits_and_officers_without_a_sheet_are_listed(tab: Tab) -> None:
    picker = tab.page.daftar.visits
    assert sorted(picker.itemText(i) for i in range(picker.count())) == [
        "Kabupaten Seluma · 23–24 November 2026",
        "Kota Bengkulu · 23–24 November 2026",
    ]
    assert [row[0] for row in tab.rows()] == [
        "Feri Irawan",
        "Ratna Dewi, A.Md",
        "Zulkifli Effendi, S.E.",
    ]
    assert second_line(tab, 0) == "Tanpa NIP"
    assert second_line(tab, 1) == "19900312 201402 2 002"
    assert {row[2] for row in tab.rows()} == {"Belum dimulai"}


def test_another_visit_is_picked(tab: Tab) -> None:
    picker = tab.page.daftar.visits
    picker.setCurrentIndex(picker.findData(BENGKULU))
    picker.activated.emit(picker.currentIndex())
    tab.settle()
    assert "Marlina Sari, S.Sos" in tab.rows()[1][0]


def test_a_sheet_is_started_with_its_identity_and_saved_as_it_is_filled(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    session = tab.entry.controller.session
    assert session.node(Ref("/data/identitas/nama")).value == OPERATOR.nama
    assert OPERATOR.nama in tab.words
    tab.entry.view.go_to("/data/aspek_a/indikator_a1/a1")
    QTest.keyClicks(focus(), "4")
    tab.settle()
    (sheet,) = tab.lembar.lembar(SELUMA)
    reopened = tab.lembar.open(sheet.id)
    assert reopened.session.node(Ref("/data/aspek_a/indikator_a1/a1")).value == "4"
    assert tab.entry.save_line.text.startswith("Tersimpan")


def test_a_sheet_opens_at_the_question_where_it_was_left(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.entry.view.go_to("/data/aspek_c/indikator_c1/c1")
    tab.entry.leave()
    tab.settle()
    assert tab.page.entry is None
    assert tab.rows()[0][2] == "Draf"
    tab.press_main()
    current = tab.entry.view.current
    assert current is not None
    assert current.ref == "/data/aspek_c/indikator_c1/c1"


def test_problems_keep_a_sheet_open(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.entry.finalise_button.click()
    tab.settle()
    assert tab.entry.problems.isVisible()
    assert status(tab) is StatusLembar.DRAF


def test_a_sheet_is_finalised_and_read(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.fill()
    tab.entry.finalise_button.click()
    tab.settle()
    assert status(tab) is StatusLembar.FINAL
    assert "Lembar sudah final: nilai" in tab.page.banner.text
    row = tab.rows()[0]
    assert row[2] == "Final"
    assert row[4] not in {"", "–"}
    tab.press_main()
    assert not tab.entry.controller.writable
    assert "sudah final" in tab.words


def finalised(tab: Tab) -> LembarId:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.fill()
    tab.entry.finalise_button.click()
    tab.settle()
    (sheet,) = tab.lembar.lembar(SELUMA)
    return sheet.id


def test_a_note_and_what_a_reviewer_asks_come_back_with_the_sheet(
    tab: Tab, laptop: Laptop
) -> None:
    tab.page.start(FORM_LEMBAR_PENILAIAN, OPERATOR.id)
    tab.settle()
    ref = "/data/aspek_a/indikator_a1/a1"
    tab.entry.view.go_to(ref)
    QTest.keyClick(focus(), Qt.Key.Key_F2)
    QTest.keyClicks(focus(), "Cek ulang.")
    (sheet,) = tab.lembar.lembar(SELUMA)
    tab.entry.leave()
    tab.settle()
    kasi = UtasService(Acting(laptop.begin, laptop.clock, KASI.nama, KASI.nip))
    here = Sasaran(JenisSasaran.LEMBAR, sheet.id, ref)
    kasi.say(here, Tindakan.TANYA, "Bukti mana?")
    tab.page.open(sheet.id)
    tab.settle()
    assert tab.entry.beside is not None
    aside = tab.entry.beside.aside
    assert aside.is_open  # as it was left, also after another start
    assert look().aside == "note"
    assert aside.note.text.toPlainText() == "Cek ulang."
    QTest.keyClick(focus(), Qt.Key.Key_F3)
    assert aside.talk.words == ("Bukti mana?",)
    QTest.keyClicks(focus(), "Terlampir.")
    aside.talk.send.click()
    tab.settle()
    words = [one.teks for one in kasi.of_lembar(sheet.id).at(here).komentar]
    assert words == ["Bukti mana?", "Terlampir."]


def test_a_final_sheet_is_opened_again_with_a_reason(tab: Tab) -> None:
    tab.page.open(finalised(tab))
    tab.settle()
    again = next(b for b in tab.entry.findChildren(QPushButton) if "kembali" in b.text())

    def give_reason() -> None:
        dialog = tab.page.findChild(ReasonDialog)
        assert dialog is not None
        dialog.reason.setPlainText("Bukti dukung A3 belum cukup.")
        dialog.accept()

    QTimer.singleShot(0, give_reason)
    again.click()
    tab.settle()
    assert tab.entry.controller.writable
    assert "Dikembalikan untuk diperbaiki: Bukti dukung A3 belum cukup." in tab.words
    tab.entry.leave()
    tab.settle()
    assert tab.rows()[0][2] == "Dikembalikan"


def test_opening_again_may_be_thought_better_of(tab: Tab) -> None:
    tab.page.open(finalised(tab))
    tab.settle()
    QTimer.singleShot(0, lambda: [d.reject() for d in tab.page.findChildren(ReasonDialog)])
    next(b for b in tab.entry.findChildren(QPushButton) if "kembali" in b.text()).click()
    tab.settle()
    assert status(tab) is StatusLembar.FINAL


def test_a_second_press_begins_no_second_respondent(tab: Tab) -> None:
    tab.page.start(FORM_SKM, None)
    tab.page.start(FORM_SKM, None)
    tab.settle()
    assert len(tab.lembar.lembar(SELUMA)) == 1
    tab.entry.leave()
    tab.settle()
    tab.page.start(FORM_SKM, None)
    tab.settle()
    assert len(tab.lembar.lembar(SELUMA)) == 2


def test_opening_twice_never_replaces_a_sheet_that_is_being_filled(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.page.start(FORM_SKM, None)
    tab.settle()
    tab.entry.leave()
    tab.settle()
    (sheet,) = tab.lembar.lembar(SELUMA)
    begun: list[FormEntry] = []
    monkeypatch.setattr(FormEntry, "begin", lambda entry, *_where: begun.append(entry))
    tab.page.open(sheet.id)
    tab.page.open(sheet.id)
    tab.settle()
    assert begun == [tab.page.entry]


def test_nothing_is_typed_into_a_sheet_that_is_being_closed(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.fill()
    entry, enabled = tab.entry, []
    tab.settle()
    entry.finalise_wished.connect(lambda: enabled.append(entry.isEnabled()))
    entry.finalise_button.click()
    tab.settle()
    assert enabled == [False]
    assert status(tab) is StatusLembar.FINAL


def test_respondents_are_counted_and_stay_nameless(tab: Tab) -> None:
    tab.page.daftar.sections.show_section(2)
    assert "Belum ada responden" in tab.page.daftar.empty_text
    tab.page.daftar.new_button.click()
    tab.settle()
    assert not tab.entry.figures.isVisible()
    tab.fill()
    tab.entry.finalise_button.click()
    tab.settle()
    assert "Terima kasih" in tab.page.banner.text
    assert tab.page.daftar.form == FORM_SKM
    assert [row[:2] for row in tab.rows()] == [("Responden 1", "Final")]


def test_the_kiosk_is_opened_and_left_from_the_list(tab: Tab) -> None:
    daftar = tab.page.daftar
    assert not daftar.kiosk_button.isVisible()
    daftar.sections.show_section(2)
    daftar.kiosk_button.click()
    tab.settle()
    kiosk = tab.page.kiosk
    assert kiosk is not None
    kiosk.welcome.start.click()
    tab.settle()
    QTest.keyClicks(focus(), "1")
    kiosk.lock.tried.emit("benar")
    tab.qtbot.waitUntil(lambda: tab.page.kiosk is None)
    tab.settle()
    assert daftar.respondents.text() == (
        "Kabupaten Seluma: 0 responden dihitung. "
        "1 isian belum lengkap disimpan, tetapi tidak dihitung."
    )
    (row,) = tab.rows()
    assert row[1] == "Belum lengkap"
    assert row[3] == "23 November 2026"


def test_an_officer_answers_the_questionnaire_without_a_name(tab: Tab) -> None:
    tab.page.daftar.sections.show_section(1)
    assert "Belum ada kuesioner aparatur" in tab.page.daftar.empty_text
    tab.page.daftar.new_button.click()
    tab.settle()
    assert "Kuesioner Aparatur" in tab.words


def test_an_open_sheet_is_left_only_after_it_is_saved(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.entry.view.go_to("/data/penutup/kekuatan")
    QTest.keyClicks(focus(), "Teliti")
    tab.page.show_spt(BENGKULU)
    tab.settle()
    assert tab.page.entry is None
    assert "Marlina Sari, S.Sos" in tab.rows()[1][0]
    (sheet,) = tab.lembar.lembar(SELUMA)
    assert tab.lembar.open(sheet.id).session.node(Ref("/data/penutup/kekuatan")).value == "Teliti"


def test_another_triwulan_leaves_the_sheet(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.page.set_triwulan(TRIWULAN.sebelum)
    tab.settle()
    assert tab.page.entry is None
    assert tab.page.daftar.empty_text


def test_what_is_typed_is_handed_over_when_the_window_closes(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.entry.view.go_to("/data/penutup/kekuatan")
    QTest.keyClicks(focus(), "Teliti")
    tab.page.flush()
    tab.jobs.shutdown()
    (sheet,) = tab.lembar.lembar(SELUMA)
    assert tab.lembar.open(sheet.id).session.node(Ref("/data/penutup/kekuatan")).value == "Teliti"


def test_someone_outside_the_roster_only_reads(
    laptop: Laptop, open_tab: Callable[..., Tab]
) -> None:
    send_out(laptop)
    tab = open_tab(TIM[2])
    assert not tab.page.daftar.open_button.isEnabled()
    assert "Hanya petugas" in tab.page.daftar.open_button.toolTip()
    assert "hanya dapat membaca" in tab.words
    tab.page.daftar.table.activated.emit(tab.page.daftar.table.currentIndex())
    assert not tab.jobs.running


def test_a_refusal_is_told_in_the_window(laptop: Laptop, open_tab: Callable[..., Tab]) -> None:
    send_out(laptop)
    tab = open_tab(TIM[2])
    tab.page.start(FORM_LEMBAR_PENILAIAN, OPERATOR.id)
    tab.settle()
    assert tab.page.banner.text
    tab.page.open(LembarId("hilang"))
    tab.settle()
    assert "tidak" in tab.page.banner.text


def test_keys_alone_open_and_score(tab: Tab) -> None:
    table = tab.page.daftar.table
    tab.choose(OPERATOR.nama)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    tab.settle()
    tab.entry.view.go_to("/data/aspek_a/indikator_a1/a1")
    for _ in range(6):
        QTest.keyClicks(focus(), "4")
        for _ in range(3):
            QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            if "catatan" in current_name(tab):
                QTest.keyClick(
                    focus(),
                    Qt.Key.Key_Return,
                    Qt.KeyboardModifier.ControlModifier,
                )
                break
    session = tab.entry.controller.session
    scores = [session.node(Ref(f"/data/aspek_a/indikator_a{i}/a{i}")).value for i in range(1, 7)]
    assert scores == ["4"] * 6
    assert tab.entry.figures.nilai.text() == "85,00"


def current_name(tab: Tab) -> str:
    current = tab.entry.view.current
    return current.ref if current is not None else ""
