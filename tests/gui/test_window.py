"""The shell: tabs, freshness, triwulan, locking, a quiet way out."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from tests.gui import sample

from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.errors import BinaError
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.ui.dialogs.first_run import FirstRunPanel
from bina_desktop.ui.dialogs.progress import ProgressStrip
from bina_desktop.ui.dialogs.unlock import UnlockPanel
from bina_desktop.ui.jobs import Lane
from bina_desktop.ui.main_window import MainWindow
from bina_desktop.ui.tabs import all_tabs


def test_a_new_folder_is_set_up_first(qtbot, gate, jobs) -> None:
    gate.new = True
    window = MainWindow(gate, jobs)
    qtbot.addWidget(window)
    assert isinstance(window.centralWidget(), FirstRunPanel)


def test_the_password_opens_the_tabs(window: MainWindow, qtbot) -> None:
    panel = window.centralWidget()
    assert isinstance(panel, UnlockPanel)
    panel.enter_password("benar")
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace.current == "beranda"


def test_six_tabs_are_offered(gate) -> None:
    assert [tab.key for tab in all_tabs(gate)] == [
        "beranda",
        "penugasan",
        "lembar_penilaian",
        "pengesahan",
        "pertukaran",
        "pengaturan",
    ]


def test_ctrl_and_a_figure_open_a_tab(window, workspace, qtbot, settle) -> None:
    window.activateWindow()
    for number, tab in enumerate(all_tabs(None), start=1):
        qtbot.keyClick(window, Qt.Key.Key_0 + number, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert workspace.current == tab.key


def test_a_page_is_refreshed_when_shown_and_stale_only(workspace, jobs, settle) -> None:
    workspace.jump("lembar_penilaian")
    page = workspace.page("lembar_penilaian")
    assert page.asked == [sample.TRIWULAN, "refresh"]
    jobs.run(lambda _p: Changes.of(Topic.LEMBAR))
    settle()
    assert page.asked.count("refresh") == 2
    workspace.jump("beranda")
    jobs.run(lambda _p: Changes.of(Topic.LEMBAR))
    jobs.run(lambda _p: Changes.of(Topic.PEGAWAI))
    settle()
    assert page.asked.count("refresh") == 2
    workspace.jump("lembar_penilaian")
    assert page.asked.count("refresh") == 3
    workspace.jump("beranda")
    workspace.jump("lembar_penilaian")
    assert page.asked.count("refresh") == 3


def test_leaving_a_tab_hands_over_its_entry(workspace) -> None:
    workspace.jump("lembar_penilaian")
    workspace.jump("beranda")
    assert workspace.page("lembar_penilaian").asked[-1] == "flush"


def test_a_jump_brings_a_visit_into_view(workspace, settle) -> None:
    workspace.page("beranda").jumped.emit("lembar_penilaian", sample.SPT[2].id)
    settle()
    assert workspace.current == "lembar_penilaian"
    assert sample.SPT[2].id in workspace.page("lembar_penilaian").asked


def test_the_triwulan_is_one_for_all(workspace, settle) -> None:
    workspace.jump("lembar_penilaian")
    workspace.picker.setCurrentIndex(2)
    workspace.picker.activated.emit(2)
    settle()
    assert workspace.triwulan == Triwulan(2026, 3)
    assert workspace.page("lembar_penilaian").asked[-2:] == [Triwulan(2026, 3), "refresh"]
    workspace.show_triwulan(Triwulan(2020, 1))
    settle()
    assert workspace.triwulan == Triwulan(2020, 1)


def test_f5_rereads(window, workspace, qtbot, settle) -> None:
    workspace.jump("lembar_penilaian")
    page = workspace.page("lembar_penilaian")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    settle()
    assert page.asked.count("refresh") == 2


def test_the_status_line_tells_who_and_what(workspace, jobs, settle) -> None:
    assert "Belum ada perubahan" in workspace.status.text
    assert "CONTOH" in workspace.status.text
    assert sample.KABID.nama in workspace.status.text
    assert "Administrator, Kepala Bidang" in workspace.status.text
    jobs.run(lambda _p: Changes.of(Topic.LEMBAR))
    settle()
    assert "Tersimpan " in workspace.status.text


def test_a_user_without_pegawai_is_told_so(workspace, world, jobs, settle) -> None:
    world.saya, world.kantor = None, None
    jobs.run(lambda _p: Changes.of(Topic.PEGAWAI))
    settle()
    assert "belum tercatat sebagai pegawai" in workspace.status.text
    assert "CONTOH" not in workspace.status.text


def test_an_unhandled_refusal_is_a_line_in_the_window(workspace, jobs, settle) -> None:
    jobs.run(refuse)
    settle()
    assert workspace.banner.text == "Folder penuh."


def refuse(_progress) -> None:
    raise BinaError("Folder penuh.")


def test_locking_saves_and_asks_for_the_password(window, workspace, gate, qtbot) -> None:
    workspace.jump("lembar_penilaian")
    page = workspace.page("lembar_penilaian")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.workspace is None)
    assert gate.locked == 1
    assert page.asked[-1] == "flush"
    assert isinstance(window.centralWidget(), UnlockPanel)


@pytest.mark.usefixtures("workspace")
def test_closing_waits_for_what_is_under_way(window, jobs, gate, qtbot) -> None:
    go = threading.Event()
    jobs.run(lambda _p: go.wait(10))
    window.close()
    assert window.isVisible()
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert gate.locked == 1


@pytest.mark.usefixtures("workspace")
def test_a_save_that_fails_keeps_the_window_open(window, jobs, gate, settle) -> None:
    go = threading.Event()

    def work(_progress) -> None:
        go.wait(10)
        refuse(_progress)

    jobs.run(work, failed=lambda _e: None)
    window.close()
    go.set()
    settle()
    assert window.isVisible()
    assert gate.locked == 0


def test_what_is_typed_while_the_window_waits_to_close_is_handed_over(
    window, workspace, jobs, gate, qtbot
) -> None:
    workspace.jump("lembar_penilaian")
    page = workspace.page("lembar_penilaian")
    go, stored = threading.Event(), []
    jobs.run(lambda _p: go.wait(10))
    window.close()
    typed = ["Ani"]
    page.flush = lambda: jobs.run(lambda _p: stored.append(typed.pop())) if typed else None
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert (stored, gate.locked) == (["Ani"], 1)


def test_nothing_can_be_typed_while_the_database_is_being_closed(
    window, workspace, gate, settle, monkeypatch
) -> None:
    locking = threading.Event()

    def lock() -> None:
        locking.wait(10)
        raise BinaError("Basis data sedang dipakai.")

    monkeypatch.setattr(gate, "lock", lock)
    window.lock()
    assert not workspace.isEnabled()
    locking.set()
    settle()
    assert workspace.isEnabled()


def test_closing_tells_what_it_waits_for(window, workspace, jobs, qtbot) -> None:
    go = threading.Event()
    jobs.run(lambda _p: go.wait(10), label="Mengekspor paket.xlsx", lane=Lane.LONG)
    window.close()
    assert window.isVisible()
    assert workspace.banner.text.startswith("“Mengekspor paket.xlsx” masih berjalan")
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_at_the_door_needs_nothing(window, gate) -> None:
    window.close()
    assert not window.isVisible()
    assert gate.locked == 0


def test_long_work_shows_a_strip_that_can_stop_it(workspace, jobs, qtbot, settle) -> None:
    strip = workspace.findChild(ProgressStrip)
    go = threading.Event()

    def draw(progress) -> None:
        for step in range(10_000):
            progress.report(step, 10_000, "halaman")
            go.wait(0.01)

    jobs.run(draw, label="Mengekspor", lane=Lane.LONG)
    qtbot.waitUntil(strip.isVisible, timeout=5000)
    strip.cancel()
    go.set()
    settle()
    assert not strip.isVisible()


def test_closing_at_the_door_waits_for_what_is_under_way(window, jobs, qtbot) -> None:
    go = threading.Event()
    jobs.run(lambda _p: go.wait(10))
    window.close()
    assert window.isVisible()
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_data_folder_opens_and_its_path_is_copied(workspace, tmp_path, monkeypatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()))
    link = workspace.status.folder
    link.click()
    assert seen == [str(tmp_path)]
    link.resize(100, link.height())
    assert "…" in link.text()
    assert str(tmp_path) in link.toolTip()
    opening, copying = link.actions()
    opening.trigger()
    assert len(seen) == 2
    copying.trigger()
    assert QGuiApplication.clipboard().text() == str(tmp_path)
