"""The tab Lembar Penilaian on a real database, with the shipped forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.gui.form.form_page import focus
from tests.gui.pages.lembar_tab import BENGKULU, SELUMA, Tab, answer_for, send_out
from tests.laptops import TRIWULAN, Laptop, a_laptop, make_template

from bina_desktop.application.actor import Acting
from bina_desktop.application.contoh import APARATUR, TIM, fill_sample
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.riwayat import RiwayatService
from bina_desktop.application.services import Services
from bina_desktop.application.utas import UtasService
from bina_desktop.domain.lembar_penilaian import (
    FORM_LEMBAR_PENILAIAN,
    FORM_SKM,
    LembarId,
    StatusLembar,
)
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.wilayah import parse_wilayah
from bina_desktop.formengine.client import Ref
from bina_desktop.settings import load_settings
from bina_desktop.ui.dialogs.reason import ReasonDialog
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pages.lembar_penilaian.page import LembarPenilaianPage
from bina_desktop.ui.table_model import TwoLineDelegate

OPERATOR = next(
    a for a in APARATUR if a.kode_wilayah == "17.05" and a.kelompok is Kelompok.OPERATOR
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def formulir(tmp_path_factory: pytest.TempPathFactory) -> FormulirService:
    forms = load_settings(data_dir=tmp_path_factory.mktemp("data")).forms_dir
    return FormulirService(forms, tmp_path_factory.mktemp("cache"))


@pytest.fixture
def laptop(template: Path, tmp_path: Path) -> Iterator[Laptop]:
    made = a_laptop(template, tmp_path / "laptop.db")
    fill_sample(made.begin)
    yield made
    made.close()


@pytest.fixture
def open_tab(
    qtbot: QtBot, jobs: Jobs, laptop: Laptop, formulir: FormulirService
) -> Callable[..., Tab]:
    def opened(person: object = TIM[0]) -> Tab:
        settings = load_settings(data_dir=Path("tidak-dipakai"))
        wilayah = parse_wilayah(
            (settings.resources_dir / "wilayah.csv").read_text(encoding="utf-8")
        )
        nama, nip = getattr(person, "nama"), getattr(person, "nip")  # noqa: B009
        acting = Acting(laptop.begin, laptop.clock, nama, nip)
        service = LembarService(acting, formulir, wilayah)
        services = cast(
            "Services",
            SimpleNamespace(
                lembar=service,
                cetak=SimpleNamespace(lembar=_pdf_of),
                utas=UtasService(acting),
                riwayat=RiwayatService(acting, formulir, wilayah),
            ),
        )
        page = LembarPenilaianPage(services, jobs)
        qtbot.addWidget(page)
        jobs.changed.connect(lambda _changes: page.refresh())
        page.resize(1366, 690)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        tab = Tab(page, service, jobs, qtbot)
        page.set_triwulan(TRIWULAN)
        tab.settle()
        return tab

    return opened


@pytest.fixture
def tab(laptop: Laptop, open_tab: Callable[..., Tab]) -> Tab:
    send_out(laptop)
    made = open_tab()
    made.page.show_spt(SELUMA)
    made.settle()
    return made


def _pdf_of(lembar_id: LembarId) -> bytes:
    return f"%PDF-1.7 {lembar_id}".encode()


def second_line(tab: Tab, row: int) -> str:
    table = tab.page.daftar.table
    delegate = table.itemDelegateForColumn(0)
    assert isinstance(delegate, TwoLineDelegate)
    return delegate.line_of(table.model().index(row, 0))


def status(tab: Tab) -> StatusLembar:
    (sheet,) = tab.lembar.lembar(SELUMA)
    return sheet.status


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
    assert seen[0].read_bytes() == _pdf_of(sheet.id)


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


def test_the_list_shows_progress_owner_and_age(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    tab.entry.view.go_to("/data/aspek_c/indikator_c1/c1")
    QTest.keyClicks(focus(), "4")
    whole = tab.entry.controller.session.progress()
    tab.entry.leave()
    tab.settle()
    row = tab.rows()[0]
    assert row[3] == f"{whole.answered} dari {whole.total}"
    assert row[6] == TIM[0].nama
    assert row[7].endswith("lalu") or row[7].startswith(("hari ini", "kemarin"))
    tab.press_main()
    assert tab.entry.banner.text.startswith("Dibuka kembali di pertanyaan")
    assert "Semua jawaban tersimpan" in tab.entry.banner.text


def test_the_list_is_filtered_by_typing(tab: Tab) -> None:
    daftar = tab.page.daftar
    QTest.keyClick(daftar.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focus(), "19900312")
    assert [row[0] for row in tab.rows()] == ["Ratna Dewi, A.Md"]
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is daftar.table
    daftar.search.setText("tidak ada nama ini")
    assert "Tidak ada lembar yang memuat “tidak ada nama ini”" in daftar.empty_text
    assert not daftar.open_button.isVisible()
    daftar.search.clear()
    assert len(tab.rows()) == 3


def test_a_language_is_remembered_for_the_person(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    box = tab.entry.language
    box.setCurrentIndex(box.findData("English (en)"))
    box.activated.emit(box.currentIndex())
    tab.settle()
    tab.entry.leave()
    tab.settle()
    tab.press_main()
    assert tab.entry.controller.session.language == "English (en)"
    assert tab.entry.language.currentText() == "English"


def test_a_sheet_is_filled_and_finalised_without_the_mouse(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    QTest.keyClick(tab.page.daftar.table, Qt.Key.Key_Return)
    tab.settle()
    session = tab.entry.controller.session
    ctrl = Qt.KeyboardModifier.ControlModifier
    scored = 0
    for _ in range(400):
        QTest.keyClick(focus(), Qt.Key.Key_Down, ctrl)
        current = tab.entry.view.current
        assert current is not None
        node = session.node(current.ref)
        if node.value:
            break
        scored += node.attributes.get("peran") == "skor"
        text = answer_for(node.kind, node.data_type, node.choices)
        QTest.keyClicks(focus(), text)
        tab.entry.view.commit_edits()
        assert session.node(node.ref).value, node.ref
    assert scored >= 20
    for problem in tab.entry.controller.problems():
        QTest.keyClick(focus(), Qt.Key.Key_E, ctrl)
        node = session.node(problem.ref)
        assert tab.entry.view.current is not None
        assert tab.entry.view.current.ref == problem.ref
        QTest.keyClick(focus(), Qt.Key.Key_Delete)  # what is wrong is marked to be replaced
        if node.name != "nip":  # of a person without one
            QTest.keyClicks(focus(), answer_for(node.kind, node.data_type, node.choices))
    QTest.keyClick(tab.entry.finalise_button, Qt.Key.Key_Space)
    tab.settle()
    assert not (tab.page.entry and tab.entry.controller.problems())
    assert status(tab) is StatusLembar.FINAL


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
