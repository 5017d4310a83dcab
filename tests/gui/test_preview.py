"""Author's help: a form file tried in a window, its findings beside it, nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bina_desktop.application.formulir import FormulirService
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.panels import EmptyState
from bina_desktop.ui.preview.window import PreviewWindow

SOUND = """
| survey |                 |       |           |
|        | type            | name  | label     |
|        | text            | nama  | Nama      |
|        | integer         | umur  | Umur      |
| settings |          |         |          |
|          | form_title | form_id | version |
|          | Coba     | coba    | 1        |
"""
BROKEN = """
| survey |                 |       |           |            |
|        | type            | name  | label     | relevant   |
|        | text            | nama  | Nama      | ${tak_ada} |
|        | integer         | umur  | Umur      |            |
| settings |          |         |          |
|          | form_title | form_id | version |
|          | Coba     | coba    | 1        |
"""
EMPTY = """
| survey |                 |       |           |             |
|        | type            | name  | label     | calculation |
|        | calculate       | hari  |           | today()     |
| settings |          |         |          |
|          | form_title | form_id | version |
|          | Coba     | coba    | 1        |
"""
NOTED = """
| survey |                 |       |           |            |
|        | type            | name  | label     | appearance |
|        | text            | nama  | Nama      |            |
|        | integer         | umur  | Umur      | aneh-betul |
| settings |          |         |          |
|          | form_title | form_id | version |
|          | Coba     | coba    | 1        |
"""


@pytest.fixture(scope="module")
def formulir(tmp_path_factory: pytest.TempPathFactory) -> FormulirService:
    return FormulirService(tmp_path_factory.mktemp("forms"), tmp_path_factory.mktemp("cache"))


@pytest.fixture
def preview(
    qtbot: QtBot, jobs: Jobs, formulir: FormulirService, tmp_path: Path
) -> Iterator[Callable[[str | bytes], PreviewWindow]]:
    opened: list[PreviewWindow] = []

    def open_it(content: str | bytes, name: str = "formulir.md") -> PreviewWindow:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        window = PreviewWindow(formulir, jobs, path)
        window.show()
        opened.append(window)
        qtbot.waitUntil(lambda: not window.busy)
        return window

    yield open_it
    for window in opened:
        with qtbot.waitSignal(window.destroyed):
            window.close()


def replace_atomically(path: Path, content: str) -> None:
    """Write as Excel and careful editors do: a new file takes the place of the old one."""
    other = path.with_name("~baru.tmp")
    other.write_text(content, encoding="utf-8")
    other.replace(path)


def controller(window: PreviewWindow) -> FormController:
    assert window.entry is not None
    return window.entry.controller


def test_a_form_is_tried_and_nothing_is_stored(preview, jobs: Jobs) -> None:
    changes: list[object] = []
    jobs.changed.connect(changes.append)
    window = preview(SOUND)
    words = " ".join(part.text() for part in window.findChildren(QLabel))
    assert "tidak ada jawaban yang disimpan" in words
    assert window.findings.title.text() == "Tidak ada kesalahan"
    trial = controller(window)
    trial.commit("/data/umur", "41")
    trial.flush()
    assert trial.session.node("/data/umur").value == "41"
    assert trial.unsaved == {}
    assert changes == []
    assert not window.entry.save_line.isVisible()
    window.entry.finalise_button.click()
    assert window.entry.banner.text == "Semua isian memenuhi aturan formulir."


def test_mistakes_are_listed_and_the_mended_file_comes_by_itself(preview, qtbot: QtBot) -> None:
    window = preview(BROKEN)
    assert window.entry is None
    (row,) = window.findings.rows
    assert row.finding.question == "nama"
    assert (row.finding.sheet, row.finding.row, row.finding.column) == ("survey", 2, "relevant")
    said = [part.text() for part in row.findChildren(QLabel)]
    assert row.finding.message in said
    assert row.finding.english in said
    replace_atomically(window.path, SOUND)
    qtbot.waitUntil(lambda: window.entry is not None)
    assert window.findings.rows == []


def test_a_form_without_a_question_says_so_until_one_comes(preview, qtbot: QtBot) -> None:
    window = preview(EMPTY)
    (nothing,) = window.entry.view.findChildren(EmptyState)
    assert nothing.isVisible()
    assert "belum memuat pertanyaan" in nothing.text
    for keys in (
        "Ctrl+PgDown",
        "Ctrl+Down",
        "Ctrl+E",
        "Ctrl+G",
        "Ctrl+Home",
        "Ins",
        "Ctrl+Return",
    ):
        QTest.keySequence(QApplication.focusWidget(), QKeySequence(keys))
    assert not window.entry.view.go_to("/data/hari")
    window.entry.finalise_button.click()
    assert window.entry.banner.text == "Semua isian memenuhi aturan formulir."
    replace_atomically(window.path, SOUND)
    qtbot.waitUntil(lambda: window.entry.view.current is not None)
    assert not window.entry.view.findChildren(EmptyState)


def test_answers_stay_when_the_form_is_read_again(preview, qtbot: QtBot) -> None:
    window = preview(SOUND)
    controller(window).commit("/data/nama", "Ani")
    replace_atomically(window.path, NOTED)
    qtbot.waitUntil(lambda: bool(window.findings.rows) and not window.busy)
    assert controller(window).session.node("/data/nama").value == "Ani"


def test_a_finding_leads_to_its_question(preview) -> None:
    window = preview(NOTED)
    (row,) = window.findings.rows
    assert row.leads
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert window.entry.view.current.ref == "/data/umur"


def test_a_file_that_is_no_form_gets_its_sentence(preview) -> None:
    window = preview(b"PK\x03\x04 bukan buku kerja", "rusak.xlsx")
    (row,) = window.findings.rows
    assert "rusak" in row.finding.message or "bukan" in row.finding.message
    assert row.finding.english
    assert not row.leads


def test_reading_can_be_stopped_and_begun_again(
    qtbot: QtBot, jobs: Jobs, formulir: FormulirService, tmp_path: Path
) -> None:
    path = tmp_path / "lama.md"
    path.write_text(SOUND.replace("Umur", "Usia"), encoding="utf-8")
    window = PreviewWindow(formulir, jobs, path)
    window.show()
    window.strip.cancel()
    qtbot.waitUntil(lambda: not window.busy)
    assert "dihentikan" in window.banner.text
    assert window.entry is None
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.entry is not None)
    with qtbot.waitSignal(window.destroyed):
        window.close()
