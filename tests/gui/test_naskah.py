"""The dialog with the papers of a visit: list, preview, print, save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from tests.gui.fake_naskah import FakeNaskah
from tests.unit.pdf.reading import sizes_mm

from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.domain.penugasan import SptId
from bina_desktop.ui.dialogs import naskah
from bina_desktop.ui.dialogs.naskah import NaskahDialog
from bina_desktop.ui.panels import EmptyState
from bina_desktop.ui.pdf_view import print_pdf

SPT = SptId("s")


@pytest.fixture
def papers() -> FakeNaskah:
    return FakeNaskah()


@pytest.fixture
def opened(qtbot, jobs, papers, window, settle) -> Callable[[], NaskahDialog]:
    def open_it() -> NaskahDialog:
        made = NaskahDialog(papers, jobs, SPT, "Kabupaten Seluma, 23–24 November 2026", window)
        qtbot.addWidget(made)
        made.show()
        settle()
        return made

    return open_it


@pytest.fixture
def dialog(opened) -> NaskahDialog:
    return opened()


def said(dialog: NaskahDialog) -> str:
    return dialog.view.findChild(EmptyState).text


def test_the_first_paper_that_can_be_drawn_is_shown(dialog):
    assert dialog.table.selected.jenis is JenisNaskah.DISPOSISI
    assert dialog.view.pages == 2
    assert dialog.print_one.isEnabled()


def test_a_paper_that_must_wait_says_for_what(dialog):
    dialog.choose(JenisNaskah.PENGANTAR)
    assert "Menunggu laporan disahkan" in said(dialog)
    assert not dialog.save_one.isEnabled()
    assert dialog.save_all.isEnabled()


def test_a_paper_that_cannot_be_drawn_tells_why(dialog, papers, settle):
    papers.refuses.add(JenisNaskah.SPT)
    dialog.choose(JenisNaskah.SPT)
    settle()
    assert dialog.view.pages == 0
    assert "belum dapat disusun" in dialog.banner.text


def test_all_papers_are_saved_at_once(dialog, monkeypatch, tmp_path, settle):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.save_all.click()
    settle()
    assert sorted(p.stem for p in tmp_path.iterdir()) == [
        "berita-acara",
        "lembar-disposisi",
        "sk-tim",
        "spt",
    ]
    assert "4 naskah tersimpan" in dialog.banner.text


def test_one_paper_is_opened_and_saved(dialog, papers, monkeypatch, tmp_path, settle):
    viewed: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: viewed.append(Path(url.toLocalFile()))
    )
    target = tmp_path / "x.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.open_one.click()
    dialog.save_one.click()
    settle()
    expected = papers.draw(SPT, JenisNaskah.DISPOSISI)
    assert target.read_bytes() == expected
    assert viewed[0].read_bytes() == expected
    assert str(target) in dialog.banner.text


def test_a_printed_page_keeps_its_size(dialog, monkeypatch, tmp_path):
    target = tmp_path / "dicetak.pdf"

    class Agreed:
        DialogCode = naskah.QPrintDialog.DialogCode

        def __init__(self, printer: QPrinter, _parent: object) -> None:
            printer.setOutputFileName(str(target))
            printer.setResolution(60)

        def __getattr__(self, _name: str):
            return lambda *_said: self.DialogCode.Accepted

    monkeypatch.setattr(naskah, "QPrintDialog", Agreed)
    dialog.print_one.click()
    assert sizes_mm(target.read_bytes()) == {(215, 330)}
    assert "dikirim ke pencetak" in dialog.banner.text


def test_only_the_pages_asked_for_are_printed(papers, tmp_path):
    target = tmp_path / "satu.pdf"
    printer = QPrinter()
    printer.setOutputFileName(str(target))
    printer.setResolution(60)
    printer.setFromTo(2, 2)
    print_pdf(papers.draw(SPT, JenisNaskah.SPT), printer)
    assert target.read_bytes().count(b"/Type /Page\n") == 1


def test_without_qt_pdf_the_system_viewer_is_named(opened, monkeypatch):
    monkeypatch.setattr("bina_desktop.ui.pdf_view.is_available", lambda: False)
    monkeypatch.setattr(naskah, "is_available", lambda: False)
    made = opened()
    assert "Pratinjau belum terpasang" in said(made)
    assert not made.print_one.isEnabled()
    assert made.open_one.isEnabled()
