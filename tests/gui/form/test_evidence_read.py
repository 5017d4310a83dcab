"""Evidence in a sheet that is only read: a reviewer looks at it and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.gui.form.media import L1, URAIAN, Sheet, a_file, a_picture, written

from bina_desktop.domain.lampiran import Untuk
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.form.media.evidence import Evidence
from bina_desktop.ui.form.media.picture_dialog import FullView

BUKTI = (URAIAN, Untuk.BUKTI)
Read = Callable[..., FormEntry]


@pytest.fixture
def read(sheet: Sheet, tmp_path: Path, qtbot) -> Read:
    """Attach files as the team, then open the sheet as somebody who only reads it."""

    def opened(*names: str) -> FormEntry:
        for side, name in enumerate(names, start=60):
            data = written(a_picture(side, 40))
            sheet.attachments.add_file(BUKTI, a_file(tmp_path, name, data))
            sheet.settle()
        session = sheet.session
        controller = FormController(session, sheet.jobs, record=None)
        attachments = Attachments(sheet.service, L1, sheet.jobs, writable=False)
        entry = FormEntry(controller, EntryTexts("Ani"), attachments=attachments)
        qtbot.addWidget(entry)
        entry.resize(1100, 700)
        with qtbot.waitExposed(entry):
            entry.show()
        entry.activateWindow()
        entry.begin()
        sheet.settle()
        entry.view.go_to(URAIAN)
        return entry

    return opened


def evidence_of(entry: FormEntry):
    assert entry.view.sheet is not None
    field = entry.view.sheet.field(URAIAN)
    assert field is not None
    return field.findChild(Evidence)


def test_the_only_file_opens_with_the_button_or_its_key(sheet: Sheet, read: Read, qtbot) -> None:
    entry = read("ruang.jpg")
    evidence = evidence_of(entry)
    assert evidence.button.isVisible()
    assert evidence.button.accessibleName() == "Lihat bukti"
    assert not next(iter(evidence.tiles.values())).remove_button.isVisible()
    QTest.keyClick(entry, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    sheet.settle()
    qtbot.waitUntil(lambda: evidence.findChild(FullView) is not None)
    evidence.findChild(FullView).close()
    assert len(sheet.service.of(L1)) == 1


@pytest.mark.qt_log_ignore("does not support")  # the offscreen screen grabs no keyboard
def test_of_several_files_one_is_asked_for(sheet: Sheet, read: Read, qtbot) -> None:
    evidence = evidence_of(read("a.jpg", "b & c.jpg"))
    evidence.button.click()
    assert [one.text() for one in evidence.menu.actions()] == ["a.jpg", "b && c.jpg"]
    evidence.menu.actions()[1].trigger()
    evidence.menu.close()
    sheet.settle()
    qtbot.waitUntil(lambda: evidence.findChild(FullView) is not None)
    evidence.findChild(FullView).close()


def test_where_there_is_none_there_is_no_button(read: Read) -> None:
    entry = read()
    assert evidence_of(entry) is None
    QTest.keyClick(entry, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert evidence_of(entry) is None
    names = [one.accessibleName() for one in entry.findChildren(QPushButton)]
    assert "Finalkan…" in names
    assert "Lihat bukti" not in names
