"""A form with every type of question opens, is filled with the keyboard and comes back whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.gui.form.every_type import EVERY_TYPE, TYPED
from tests.gui.form.form_page import FormPage
from tests.scenario.dsl import Scenario, restore, scenario

from bina_desktop.application.stored_form import in_order
from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.fields.basic import LineField
from bina_desktop.ui.form.fields.explanation import Explanation
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
KELUARGA = Ref("/data/keluarga")
UMUR = Ref("/data/dasar/umur")


@pytest.fixture
def story() -> Scenario:
    return scenario(EVERY_TYPE)


@pytest.fixture
def session(story: Scenario) -> Session:
    return story.session


@pytest.fixture
def page(view: FormView) -> FormPage:
    return FormPage(view)


def reopened(qtbot: QtBot, controller: FormController, disk: Disk, story: Scenario) -> Session:
    """Open the form with what is on the disk, which sorts by ref and forgets blanks."""
    qtbot.waitUntil(lambda: not controller.unsaved)
    stored = {ref: text for ref, text in sorted(disk.answers.items()) if text}
    again, outcome = restore(story.form, in_order(stored))
    assert not outcome.unplaced
    return again.session


def test_every_type_is_typed_stored_and_read_again(
    qtbot: QtBot, page: FormPage, controller: FormController, disk: Disk, story: Scenario
) -> None:
    for name, text in TYPED.items():
        page.enter(name).type(text).press(Key.Key_Return)
        assert story.node(f"/data/dasar/{name}").violation is None or name == "umur"
    page.enter("urutan").press(Key.Key_Down, ALT)
    page.enter("pilih").press(Key.Key_Space)
    page.enter("pernah").press(Key.Key_Space)
    page.enter("paham").press(Key.Key_Space)
    session = controller.session
    values = {n.name: n.value for n in session.walk() if n.name in TYPED}
    assert values["jam"].startswith("14:30:00")
    assert values["saat"].startswith("2026-11-23T14:30:00")
    assert values["titik"].startswith("-3.7928 102.2608")
    assert values["nilai"] == "7.5"
    assert story.node("/data/dasar/urutan").value == "slm bkl mkm"
    assert story.node("/data/dasar/pilih").value == "bkl"
    again = reopened(qtbot, controller, disk, story)
    assert again.answers() == session.answers()
    jejak = Ref("/data/dasar/jejak")
    assert again.node(jejak).value == session.node(jejak).value


def test_a_reopened_form_shows_answers_as_they_were_typed(page: FormPage) -> None:
    for name, text in TYPED.items():
        field = page.field(name)
        page.enter(name).type(text).press(Key.Key_Return)
        if isinstance(field, LineField):
            assert field.line.text() == text


def test_empty_lines_say_how_to_write_the_answer(page: FormPage) -> None:
    told = {
        name: field.line.placeholderText()
        for name in ("jam", "saat", "titik", "nilai", "nama")
        if isinstance(field := page.field(name), LineField)
    }
    assert told == {
        "jam": "misalnya 14.30",
        "saat": "misalnya 23-11-2026 14.30",
        "titik": "misalnya -3,7928 102,2608",
        "nilai": "0 sampai 10, langkah 0,5",
        "nama": "",
    }


def test_a_number_outside_the_range_is_told(page: FormPage) -> None:
    page.enter("nilai").type("11").press(Key.Key_Return)
    page.field("nilai").reveal()
    assert page.field("nilai").problem_text


def test_a_ranking_has_no_answer_until_it_is_moved_or_accepted(
    page: FormPage, story: Scenario
) -> None:
    ref = "/data/dasar/urutan"
    page.enter("urutan")
    assert "Belum diurutkan" in " ".join(page.texts("urutan"))
    page.press(Key.Key_Up, ALT)
    assert story.node(ref).value == ""
    page.press(Key.Key_Space)
    assert story.node(ref).value == "bkl slm mkm"
    page.press(Key.Key_Down).press(Key.Key_Down).press(Key.Key_Up, ALT)
    assert story.node(ref).value == "bkl mkm slm"
    page.press(Key.Key_Return)
    assert page.here == "pilih"


def test_files_are_named_and_never_lost(
    qtbot: QtBot,
    controller: FormController,
    show: Callable[[FormController], FormView],
    disk: Disk,
) -> None:
    controller.commit(Ref("/data/dasar/foto"), "kantor.jpg")
    page = FormPage(show(controller))
    assert "kantor.jpg" in page.texts("foto")
    assert "Tidak ada berkas." in page.texts("suara")
    page.enter("nama").type("Ani").press(Key.Key_Return)
    qtbot.waitUntil(lambda: not controller.unsaved)
    assert controller.session.attachments() == {"/data/dasar/foto": "kantor.jpg"}
    assert disk.answers["/data/dasar/foto"] == "kantor.jpg"


def test_an_unusual_answer_asks_for_an_explanation_and_keeps_it(
    qtbot: QtBot, page: FormPage, controller: FormController, disk: Disk, story: Scenario
) -> None:
    page.enter("umur").type("104").press(Key.Key_Return)
    assert "Umur seratus tahun atau lebih tidak lazim." in page.texts("umur")
    assert [problem.ref for problem in controller.problems()] == [UMUR]
    page.enter("umur").press(Key.Key_Tab)
    page.type("Lahir 1922, KTP diperiksa.").press(Key.Key_Return)
    assert page.here == "berat"
    assert controller.problems() == []
    qtbot.waitUntil(lambda: not controller.unsaved)
    assert disk.answers[f"{UMUR}/@penjelasan"] == "Lahir 1922, KTP diperiksa."
    warning = reopened(qtbot, controller, disk, story).node(UMUR).warning
    assert warning is not None
    assert warning.explanation == "Lahir 1922, KTP diperiksa."


def test_an_explanation_under_the_cursor_is_kept_when_the_sheet_is_left(
    page: FormPage, controller: FormController
) -> None:
    page.enter("umur").type("104").press(Key.Key_Return)
    page.enter("umur").press(Key.Key_Tab).type("Benar")
    page.view.commit_edits()
    assert controller.problems() == []


def test_a_usual_answer_takes_the_question_for_an_explanation_away(page: FormPage) -> None:
    page.enter("umur").type("104").press(Key.Key_Return)
    line = page.field("umur").findChild(Explanation)
    assert line is not None
    assert line.isVisible()
    page.enter("umur").press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.type("40").press(Key.Key_Return)
    assert not line.isVisible()


def test_what_the_form_itself_writes_is_stored_too(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    controller.commit(UMUR, "40")
    controller.commit(Ref("/data/dasar/nama"), "Ani")
    qtbot.waitUntil(lambda: not controller.unsaved)
    assert disk.answers["/data/dasar/jejak"] == "40"


def test_nested_instances_come_back_in_their_order_with_everything_inside(
    qtbot: QtBot, controller: FormController, disk: Disk, story: Scenario
) -> None:
    session = controller.session
    first, second = session.node(KELUARGA).children[0].ref, controller.add_repeat(KELUARGA)
    assert second is not None
    controller.commit(Ref(f"{second}/kepala"), "Budi")
    anak = controller.add_repeat(Ref(f"{second}/anak"))
    usia = Ref(f"{anak}/usia")
    controller.commit(usia, "70")
    controller.explain(usia, "Anak angkat.")
    session.move_repeat(second, 1)
    controller.commit(Ref(f"{first}/kepala"), "Citra")
    again = reopened(qtbot, controller, disk, story)
    assert [child.ref for child in again.node(KELUARGA).children] == [second, first]
    assert again.answers() == session.answers()
    before = session.answers()
    controller.remove_repeat(second)
    assert second not in {c.ref for c in reopened(qtbot, controller, disk, story).walk()}
    controller.undo()
    assert session.answers() == before
    assert reopened(qtbot, controller, disk, story).answers() == before


def test_empty_instances_and_removed_ones_stay_as_they_were_left(
    qtbot: QtBot, controller: FormController, disk: Disk, story: Scenario
) -> None:
    controller.add_repeat(KELUARGA)
    assert len(reopened(qtbot, controller, disk, story).node(KELUARGA).children) == 2
    for instance in [child.ref for child in controller.session.node(KELUARGA).children]:
        controller.remove_repeat(instance)
    assert not reopened(qtbot, controller, disk, story).node(KELUARGA).children


def test_every_type_speaks_the_other_language_and_can_only_be_read(
    story: Scenario, show: Callable[[FormController], FormView], jobs: Jobs
) -> None:
    for name, text in TYPED.items():
        story.answer(f"/data/dasar/{name}", text)
    reader = FormController(story.session, jobs, record=None)
    page = FormPage(show(reader))
    reader.set_language("English (en)")
    assert "Barcode" in page.texts("kode")
    assert "14.30" in page.texts("jam")
    assert "Tidak ada berkas." in page.texts("foto")
