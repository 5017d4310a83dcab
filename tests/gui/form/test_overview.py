"""All answers on one sheet: what it lists, where a line leads, and when it is shown by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.overview import Overview
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
FORM = """
| survey |
|  | type             | name   | label             | appearance  | relevant        | bind::bina:warning | bind::bina:warningMsg |
|  | begin group      | kantor | Kantor **cabang** |             |                 |         |               |
|  | note             | baca   | Bacalah           |             |                 |         |               |
|  | text             | nama   | Nama              |             |                 |         |               |
|  | text             | sandi  | Sandi             | masked      |                 |         |               |
|  | begin group      | a1     | A1                |             |                 |         |               |
|  | select_one nilai | skor   | Skor              |             |                 |         |               |
|  | integer          | umur   | Umur              |             |                 | . < 100 | Tidak lazim.  |
|  | end group        |        |                   |             |                 |         |               |
|  | end group        |        |                   |             |                 |         |               |
|  | begin group      | hanya  | Hanya kadang      |             | ${nama} = 'Ani' |         |               |
|  | text             | lagi   | Lagi              |             |                 |         |               |
|  | end group        |        |                   |             |                 |         |               |
|  | begin repeat     | orang  | Orang             |             |                 |         |               |
|  | date             | lahir  | Lahir             |             |                 |         |               |
|  | end repeat       |        |                   |             |                 |         |               |
|  | begin group      | akhir  | Akhir             | {appearance} |                |         |               |
|  | text             | pesan  | Pesan             |             |                 |         |               |
|  | end group        |        |                   |             |                 |         |               |
| choices |
|  | list_name | name | label |
|  | nilai     | 4    | Baik  |
| settings |
|  | form_id | namespaces |
|  | ringkas | bina="urn:bina:xlsform" |
"""  # noqa: E501 - a form is a table; its rows stay whole


@pytest.fixture
def show(qtbot: QtBot, jobs: Jobs, disk: Disk) -> Callable[[str], FormEntry]:
    def on_screen(appearance: str = "") -> FormEntry:
        session = scenario(FORM.replace("{appearance}", appearance)).session
        controller = FormController(session, jobs, record=disk.record)
        for ref, text in (
            ("kantor/nama", "Budi"),
            ("kantor/sandi", "rahasia"),
            ("kantor/a1/skor", "4"),
            ("kantor/a1/umur", "104"),
        ):
            controller.commit(Ref(f"/data/{ref}"), text)
        controller.commit(session.node(Ref("/data/orang")).children[0].children[0].ref, "1-2-2000")
        controller.explain(Ref("/data/kantor/a1/umur"), "Benar.")
        entry = FormEntry(controller, EntryTexts("Uji"))
        qtbot.addWidget(entry)
        entry.resize(1000, 700)
        with qtbot.waitExposed(entry):
            entry.show()
        entry.activateWindow()
        entry.begin()
        return entry

    return on_screen


def overview_of(entry: FormEntry) -> Overview:
    (found,) = entry.findChildren(Overview)
    return found


def test_it_lists_answers_by_section_as_they_read(show: Callable[..., FormEntry]) -> None:
    entry = show()
    QTest.keyClick(entry, Key.Key_R, CONTROL)
    assert overview_of(entry).lines == (
        ("Kantor cabang", ""),
        ("Nama", "Budi"),
        ("Sandi", "••••••••"),
        ("A1", ""),
        ("Skor", "Baik"),
        ("Umur", "104\nPenjelasan: Benar."),
        ("Orang", ""),
        ("Orang 1", ""),
        ("Lahir", "1 Februari 2000"),
        ("Akhir", ""),
        ("Pesan", "Belum diisi"),
    )
    overview_of(entry).close()


def test_a_line_leads_to_its_question(show: Callable[..., FormEntry]) -> None:
    entry = show()
    QTest.keyClick(entry, Key.Key_R, CONTROL)
    tree = overview_of(entry).tree
    for _ in range(len(overview_of(entry).lines)):
        QTest.keyClick(tree, Key.Key_Down)
    QTest.keyClick(tree, Key.Key_Return)
    assert entry.view.current is not None
    assert entry.view.current.ref == "/data/akhir/pesan"


def test_a_heading_leads_nowhere(show: Callable[..., FormEntry]) -> None:
    entry = show()
    QTest.keyClick(entry, Key.Key_R, CONTROL)
    overview = overview_of(entry)
    overview.tree.setCurrentItem(overview.tree.topLevelItem(0))
    QTest.keyClick(overview.tree, Key.Key_Return)
    assert overview.isVisible()
    overview.close()


def test_a_form_that_asks_for_it_shows_it_before_it_is_final(
    qtbot: QtBot, show: Callable[..., FormEntry]
) -> None:
    entry = show("summary")
    done: list[bool] = []
    entry.finalise_wished.connect(lambda: done.append(True))
    entry.finalise()
    overview_of(entry).reject()
    qtbot.waitUntil(lambda: not entry.controller.unsaved)
    qtbot.waitUntil(lambda: not entry.findChildren(Overview))
    assert done == []
    entry.finalise()
    overview = overview_of(entry)
    overview.activateWindow()
    qtbot.waitUntil(overview.isActiveWindow)
    QTest.keyClick(overview, Key.Key_F, ALT)
    qtbot.waitUntil(lambda: done == [True])


def test_a_form_that_does_not_ask_is_final_at_once(
    qtbot: QtBot, show: Callable[..., FormEntry]
) -> None:
    entry = show()
    with qtbot.waitSignal(entry.finalise_wished):
        entry.finalise()
    assert not entry.findChildren(Overview)
