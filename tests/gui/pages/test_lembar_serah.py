"""A half-filled sheet goes to a colleague and comes back, or makes room for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from tests.gui.form.form_page import focus
from tests.gui.pages.lembar_tab import OPERATOR, SELUMA, Tab

from bina_desktop.application.contoh import TIM
from bina_desktop.domain.pegawai import PegawaiId
from bina_desktop.formengine.client import Ref


def test_a_sheet_is_handed_to_a_colleague_and_taken_back(
    tab: Tab, open_tab: Callable[..., Tab]
) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    give = next(b for b in tab.entry.findChildren(QPushButton) if "Serahkan" in b.text())
    menu = give.menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [TIM[1].nama]
    menu.actions()[0].trigger()
    tab.settle()
    assert f"Lembar diserahkan kepada {TIM[1].nama}" in tab.page.banner.text
    assert TIM[1].nama in tab.rows()[0]

    theirs = open_tab(TIM[1])
    theirs.page.show_spt(SELUMA)
    theirs.settle()
    theirs.press_main()
    assert theirs.entry.controller.writable

    tab.press_main()
    assert not tab.entry.controller.writable
    assert "hanya dapat membacanya" in tab.words
    next(b for b in tab.entry.findChildren(QPushButton) if "Ambil" in b.text()).click()
    tab.settle()
    assert tab.entry.controller.writable


def test_handing_over_that_is_refused_says_why(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    (sheet,) = tab.lembar.lembar(SELUMA)
    tab.page.moves.hand_over(tab.entry, sheet.id, replace(TIM[1], id=PegawaiId("siapa")))
    tab.settle()
    assert "tercantum pada SPT" in tab.entry.banner.text


def test_opening_a_sheet_keeps_what_is_typed_in_the_one_that_was_open(tab: Tab) -> None:
    tab.choose(OPERATOR.nama)
    tab.press_main()
    (sheet,) = tab.lembar.lembar(SELUMA)
    tab.entry.view.go_to("/data/penutup/kekuatan")
    QTest.keyClicks(focus(), "Teliti")
    tab.page.open(sheet.id)
    QTest.keyClicks(focus(), " sekali")  # while it is read
    tab.settle()
    assert tab.entry.controller.session.node(Ref("/data/penutup/kekuatan")).value == "Teliti"
    stored = tab.lembar.open(sheet.id).session.node(Ref("/data/penutup/kekuatan")).value
    assert stored == "Teliti sekali"
