"""A newer version of a form is offered in a line, shown first, and can be left again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from tests.builders import FORMS
from tests.gui.pages.lembar_tab import SELUMA, Tab, send_out
from tests.laptops import Laptop

from bina_desktop.application.formulir import FormulirService
from bina_desktop.domain.lembar_penilaian import FORM_KUESIONER_APARATUR
from bina_desktop.ui.dialogs.move_version import MoveVersionDialog

NAME = FORM_KUESIONER_APARATUR


@pytest.fixture
def formulir(tmp_path: Path, form_cache: Path) -> FormulirService:
    shutil.copytree(FORMS / NAME, tmp_path / "forms" / NAME)
    return FormulirService(tmp_path / "forms", form_cache / "forms", tmp_path / "formulir")


def install_newer(folder: Path, question: str) -> None:
    """Give the form another version without one of its questions."""
    path = folder / "forms" / NAME / "form.xlsx"
    book = load_workbook(path)
    survey, settings = book["survey"], book["settings"]
    name = next(cell.column for cell in survey[1] if cell.value == "name")
    row = next(r for r in range(2, survey.max_row) if survey.cell(r, name).value == question)
    survey.delete_rows(row)
    column = next(cell.column for cell in settings[1] if cell.value == "version")
    settings.cell(2, column).value = "2030.1"
    book.save(path)


def line_button(tab: Tab, word: str) -> QPushButton:
    found = tab.entry.findChildren(QPushButton)
    return next(b for b in found if b.isVisible() and word in b.text().replace("&", ""))


def answer_dialog(act: Callable[[MoveVersionDialog], None]) -> None:
    def when_open() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, MoveVersionDialog):
            act(dialog)
        else:
            QTimer.singleShot(20, when_open)

    QTimer.singleShot(0, when_open)


def test_a_newer_version_is_shown_first_and_can_be_left(
    laptop: Laptop,
    open_tab: Callable[..., Tab],
    formulir: FormulirService,
    form_cache: Path,
    tmp_path: Path,
) -> None:
    send_out(laptop)
    tab = open_tab()
    tab.page.show_spt(SELUMA)
    tab.settle()
    tab.page.start(NAME, None)
    tab.settle()
    session = tab.entry.controller.session
    node = next(n for n in session.walk() if n.name == "usul_provinsi")
    tab.entry.controller.commit(node.ref, "Tambah loket.")
    tab.entry.leave()
    tab.settle()
    (sheet,) = tab.lembar.lembar(SELUMA)

    install_newer(tmp_path, "usul_provinsi")
    again = (tmp_path / "forms", form_cache / "forms", tmp_path / "formulir")
    FormulirService.__init__(formulir, *again)  # as a new start of the program reads it
    tab.page.open(sheet.id)
    tab.settle()
    assert "versi 2030.1 sudah terpasang" in tab.words
    seen: list[list[str]] = []

    def accept(dialog: MoveVersionDialog) -> None:
        seen.append([dialog.lost.item(i).text() for i in range(dialog.lost.count())])
        dialog.accept()

    answer_dialog(accept)
    line_button(tab, "Pindahkan ke versi baru").click()
    tab.settle()
    assert seen[0][0].endswith(": Tambah loket.")
    tab.qtbot.waitUntil(lambda: tab.entry.controller.session.info.version == "2030.1")
    assert "semula versi" in tab.words
    answer_dialog(lambda dialog: dialog.reject())
    line_button(tab, "Kembali ke versi").click()
    tab.settle()
    assert tab.entry.controller.session.info.version == "2030.1"
