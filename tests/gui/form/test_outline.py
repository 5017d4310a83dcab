"""The outline tells each section's state by shape, colour and words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.gui.form.test_navigation import many

from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.around import NOTHING, Remarks
from bina_desktop.ui.form.navigation import sections
from bina_desktop.ui.form.outline import Outline, OutlineEntry, SectionState
from bina_desktop.ui.form.outline_panel import OutlinePanel
from bina_desktop.ui.form.standing import Standing

STATES = [
    (Standing(0, 0, 0, 0, 0), SectionState.READING, "Untuk dibaca"),
    (Standing(0, 5, 0, 3, 0), SectionState.UNTOUCHED, "0 dari 5 terisi, 3 wajib belum"),
    (Standing(2, 5, 1, 3, 0), SectionState.OPEN, "2 dari 5 terisi, 2 wajib belum"),
    (Standing(1, 5, 0, 0, 0), SectionState.OPEN, "1 dari 5 terisi"),
    (Standing(3, 5, 3, 3, 0), SectionState.DONE, "Lengkap"),
    (Standing(3, 5, 3, 3, 2), SectionState.WRONG, "2 perlu diperbaiki"),
]


@pytest.mark.parametrize(("standing", "state", "words"), STATES)
def test_state_is_told_in_words(standing: Standing, state: SectionState, words: str) -> None:
    entry = OutlineEntry("Bagian", standing)
    assert (entry.state, entry.words) == (state, words)


def test_a_section_that_is_not_counted_yet_claims_nothing() -> None:
    entry = OutlineEntry("Bagian", None)
    assert (entry.state, entry.words) == (SectionState.UNKNOWN, "")


def test_entries_of_a_long_list_are_made_when_they_are_looked_at(outline: Outline) -> None:
    made: list[int] = []

    class Entries(list[OutlineEntry]):
        def __getitem__(self, at: int) -> OutlineEntry:  # type: ignore[override]
            made.append(at)
            return super().__getitem__(at)

    outline.show_entries(Entries(OutlineEntry(f"Bagian {i}", None) for i in range(900)), {3})
    assert outline.isRowHidden(3)
    assert not made
    outline.entries.look_again(7)
    assert not made
    assert outline.entries.entry(7).label == "Bagian 7"
    outline.entries.look_again(7)
    assert made == [7, 7]


def test_a_long_form_is_counted_bit_by_bit(qtbot: QtBot) -> None:
    session = many(900)
    panel = OutlinePanel(session, sections(session), lambda _: NOTHING)
    qtbot.addWidget(panel)
    (told,) = panel.findChildren(QLabel)
    qtbot.waitUntil(lambda: told.text() == "Menghitung …")
    assert panel.outline.entries.entry(0).standing is None
    panel.refresh(session.set_value(Ref("/data/g/q7"), "ada"))
    assert panel.outline.entries.entry(0).standing is None
    with qtbot.waitSignal(panel.figures_changed):
        panel.show()
    counted = Standing(1, 900, 0, 0, 0)
    qtbot.waitUntil(lambda: panel.outline.entries.entry(0).standing == counted)
    qtbot.waitUntil(lambda: told.text() == "1 dari 900 terisi")


def test_comments_are_told_beside_the_state_and_drawn(outline: Outline) -> None:
    plain = OutlineEntry("Bagian", STATES[4][0])
    spoken = replace(plain, remarks=Remarks(notes=2))
    assert spoken.state is SectionState.DONE
    assert spoken.remark_words == "2 catatan"
    outline.show()
    pictures: list[bytes] = []
    for entry in (plain, spoken):
        outline.update_entry(4, entry)
        area = outline.visualRect(outline.entries.index(4))
        sign = outline.viewport().grab(area.adjusted(0, 0, 80 - area.width(), 0)).toImage()
        pictures.append(bytes(sign.constBits()))
    assert pictures[0] != pictures[1]


@pytest.fixture
def outline(qtbot: QtBot) -> Outline:
    made = Outline()
    qtbot.addWidget(made)
    made.resize(260, 500)
    made.show_entries([OutlineEntry(f"Bagian {i}", one[0]) for i, one in enumerate(STATES)])
    return made


def test_screen_readers_hear_label_and_state(outline: Outline) -> None:
    index = outline.entries.index(5)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Bagian 5, 2 perlu diperbaiki"


def test_every_state_is_drawn_differently(outline: Outline) -> None:
    outline.show()
    pictures = set()
    for row in range(len(STATES)):
        area = outline.visualRect(outline.entries.index(row))
        sign = outline.viewport().grab(area.adjusted(0, 0, 40 - area.width(), -14)).toImage()
        pictures.add(bytes(sign.constBits()))
    assert len(pictures) == len({state for _, state, _ in STATES})


def test_click_and_enter_jump(qtbot: QtBot, outline: Outline) -> None:
    outline.show()
    area = outline.visualRect(outline.entries.index(2))
    with qtbot.waitSignal(outline.jumped) as jumped:
        QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert jumped.args == [2]
    outline.mark_current(3)
    with qtbot.waitSignal(outline.jumped) as jumped:
        QTest.keyClick(outline, Qt.Key.Key_Return)
    assert jumped.args == [3]


def test_sections_that_are_not_relevant_are_out_of_sight(outline: Outline) -> None:
    outline.update_entry(1, OutlineEntry("Bagian 1", STATES[1][0], relevant=False))
    assert outline.isRowHidden(1)
    outline.update_entry(1, OutlineEntry("Bagian 1", STATES[1][0]))
    assert not outline.isRowHidden(1)
