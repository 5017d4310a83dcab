"""Answers go to memory at once and to the disk behind it; nothing is called saved before it is."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot
from tests.gui.form.conftest import Disk
from tests.gui.rest import rest

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController, SaveKind
from bina_desktop.ui.jobs import Jobs

NAMA = Ref("/data/satu/nama")
UMUR = Ref("/data/satu/umur")
SKOR = Ref("/data/dua/a1/skor")
BUKTI = Ref("/data/dua/a1/bukti")
ANAK = Ref("/data/anak")


def test_answer_tells_what_changed_and_is_stored(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    with qtbot.waitSignal(controller.saved), qtbot.waitSignal(controller.refreshed) as heard:
        controller.commit(SKOR, "5")
    assert heard.args is not None
    assert {SKOR, BUKTI} <= heard.args[0]
    assert disk.answers == {SKOR: "5"}
    assert controller.save_state.kind is SaveKind.SAVED


def test_the_next_answers_are_prepared_in_a_pause(
    qtbot: QtBot, controller: FormController, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[Ref] = []
    monkeypatch.setattr(controller.session, "prepare", lambda: prepared.append(NAMA))
    with qtbot.waitSignal(controller.saved):
        controller.commit(NAMA, "Ani")
    controller.commit(NAMA, "Ania")
    assert not prepared
    qtbot.waitUntil(lambda: prepared == [NAMA])


def test_nothing_is_called_saved_while_the_save_is_under_way(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    disk.hold()
    controller.commit(NAMA, "Ani")
    assert controller.save_state.kind is SaveKind.SAVING
    assert controller.unsaved == {NAMA: "Ani"}
    with qtbot.waitSignal(controller.saved):
        disk.release()
    assert controller.save_state.kind is SaveKind.SAVED
    assert controller.save_state.at is not None
    assert not controller.unsaved


def test_answers_are_stored_with_the_place_to_which_they_lead(
    qtbot: QtBot, controller: FormController, disk: Disk, jobs: Jobs
) -> None:
    controller.commit(NAMA, "Ani")
    assert controller.save_state.kind is SaveKind.SAVING
    controller.note_position(UMUR)
    assert not jobs.running  # what the answer alters is painted first
    with qtbot.waitSignal(controller.saved):
        assert controller.unsaved == {NAMA: "Ani"}
    assert disk.batches == [({NAMA: "Ani"}, UMUR)]


def test_newer_answers_gather_while_a_save_is_under_way(
    qtbot: QtBot, controller: FormController, disk: Disk, jobs: Jobs
) -> None:
    disk.hold()
    controller.commit(NAMA, "A")
    qtbot.waitUntil(lambda: bool(jobs.running))
    for text in ("An", "Ani"):
        controller.commit(NAMA, text)
    controller.commit(UMUR, "20")
    with qtbot.waitSignal(controller.saved):
        disk.release()
    assert [batch for batch, _ in disk.batches] == [{NAMA: "A"}, {NAMA: "Ani", UMUR: "20"}]


def test_what_already_stands_there_is_not_stored_again(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    with qtbot.waitSignal(controller.saved):
        controller.commit(Ref("/data/satu/berat"), "12,5")
    controller.commit(Ref("/data/satu/berat"), "12,50")
    controller.commit(Ref("/data/satu/berat"), "12.5")
    controller.flush()
    assert disk.answers == {"/data/satu/berat": "12.5"}
    assert controller.save_state.kind is SaveKind.SAVED


def test_refused_answers_are_kept_told_and_stored_later(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    disk.full = True
    with qtbot.waitSignal(
        controller.save_changed, check_params_cb=lambda s: s.kind is SaveKind.FAILED
    ):
        controller.commit(NAMA, "Ani")
    assert controller.save_state.message == "Penyimpanan penuh."
    assert controller.unsaved == {NAMA: "Ani"}
    disk.full = False
    with qtbot.waitSignal(controller.saved):
        controller.save_answers()
    assert disk.answers == {NAMA: "Ani"}


def test_refused_answers_are_tried_again_by_themselves(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    disk.full = True
    with qtbot.waitSignal(
        controller.save_changed, check_params_cb=lambda s: s.kind is SaveKind.FAILED
    ):
        controller.commit(NAMA, "Ani")
    disk.full = False
    with qtbot.waitSignal(controller.saved, timeout=10_000):
        pass
    assert disk.answers == {NAMA: "Ani"}


def test_a_refused_answer_does_not_overtake_a_newer_one(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    disk.hold()
    disk.full = True
    controller.commit(NAMA, "lama")
    controller.commit(NAMA, "baru")
    with qtbot.waitSignal(
        controller.save_changed, check_params_cb=lambda s: s.kind is SaveKind.FAILED
    ):
        disk.release()
    disk.full = False
    with qtbot.waitSignal(controller.saved):
        controller.save_answers()
    assert disk.answers == {NAMA: "baru"}


def test_a_bug_while_storing_is_reported_and_loses_nothing(
    qtbot: QtBot, controller: FormController, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *details: reported.append(details[0]))
    disk.broken = True
    with qtbot.waitSignal(
        controller.save_changed, check_params_cb=lambda s: s.kind is SaveKind.FAILED
    ):
        controller.commit(NAMA, "Ani")
    assert reported == [ZeroDivisionError]
    assert controller.unsaved == {NAMA: "Ani"}


def test_flush_hands_over_before_the_save_under_way_has_ended(
    controller: FormController, disk: Disk, jobs: Jobs
) -> None:
    disk.hold()
    controller.commit(NAMA, "Ani")
    controller.commit(UMUR, "20")
    controller.note_position(UMUR)
    controller.flush()
    disk.release()
    jobs.shutdown()
    assert disk.answers == {NAMA: "Ani", UMUR: "20"}
    assert disk.batches[-1][1] == UMUR
    assert controller.save_state.kind is SaveKind.SAVED


def test_position_alone_is_stored_on_leaving(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    controller.note_position(SKOR)
    with qtbot.waitSignal(controller.saved):
        controller.flush()
    controller.flush()
    assert disk.batches == [({}, SKOR)]
    assert controller.save_state.kind is SaveKind.UNTOUCHED


def test_what_waits_for_the_save_is_called_after_it(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    called: list[str] = []
    controller.when_saved(lambda: called.append("nothing to save"))
    disk.hold()
    controller.commit(NAMA, "Ani")
    controller.when_saved(lambda: called.append("saved"))
    assert called == ["nothing to save"]
    with qtbot.waitSignal(controller.saved):
        disk.release()
    assert called == ["nothing to save", "saved"]


def test_what_waits_for_the_save_is_not_called_when_it_fails(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    called: list[str] = []
    disk.full = True
    controller.commit(NAMA, "Ani")
    with qtbot.waitSignal(
        controller.save_changed, check_params_cb=lambda s: s.kind is SaveKind.FAILED
    ):
        controller.when_saved(lambda: called.append("saved"))
    disk.full = False
    with qtbot.waitSignal(controller.saved):
        controller.save_answers()
    assert not called


def test_a_place_that_could_not_be_stored_alarms_nobody_and_keeps_nobody(
    qtbot: QtBot, controller: FormController, disk: Disk, jobs: Jobs
) -> None:
    called: list[str] = []
    controller.commit(NAMA, "Ani")
    qtbot.waitUntil(lambda: controller.save_state.kind is SaveKind.SAVED)
    disk.full = True
    controller.note_position(SKOR)
    controller.when_saved(lambda: called.append("left"))
    rest(qtbot, jobs)
    assert called == ["left"]
    assert controller.save_state.kind is SaveKind.SAVED
    controller.flush()
    assert not jobs.running


def test_a_removed_instance_comes_back_with_its_answers(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    instance = controller.add_repeat(ANAK)
    assert instance is not None
    name = Ref(f"{instance}/panggilan")
    with qtbot.waitSignal(controller.saved):
        controller.commit(name, "Budi")
    with qtbot.waitSignal(controller.saved):
        controller.remove_repeat(instance)
    assert not any(disk.answers.values())
    with qtbot.waitSignal(controller.saved):
        assert name in (controller.undo() or ())
    assert controller.session.node(name).value == "Budi"
    still_empty = f"{ANAK}[1]"
    stored = {ref: text for ref, text in disk.answers.items() if text}
    assert stored == {name: "Budi", still_empty: "1"}


def test_what_is_undone_and_done_again_is_stored_like_every_answer(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    assert controller.undo() is None
    with qtbot.waitSignal(controller.saved):
        controller.commit(NAMA, "Ani")
    with qtbot.waitSignal(controller.saved):
        controller.commit(UMUR, "20")
    with qtbot.waitSignal(controller.saved):
        assert controller.undo() == (UMUR,)
    assert disk.answers == {NAMA: "Ani", UMUR: ""}
    with qtbot.waitSignal(controller.saved):
        assert controller.redo() == (UMUR,)
    assert disk.answers == {NAMA: "Ani", UMUR: "20"}
    assert controller.redo() is None


def test_a_moved_instance_is_stored_in_its_place(
    qtbot: QtBot, controller: FormController, disk: Disk
) -> None:
    later = controller.add_repeat(ANAK)
    assert later is not None
    with qtbot.waitSignal(controller.saved):
        controller.commit(Ref(f"{later}/panggilan"), "Budi")
    with qtbot.waitSignal(controller.saved):
        controller.move_repeat(later, 1)
    assert controller.session.node(ANAK).children[0].ref == later
    assert disk.answers[f"{ANAK}/@urutan"].split()[-1] == "1"


def test_the_place_is_stored_after_a_rest_without_an_answer(
    qtbot: QtBot, controller: FormController, disk: Disk, jobs: Jobs
) -> None:
    disk.hold()
    controller.commit(NAMA, "Ani")
    qtbot.waitUntil(lambda: bool(jobs.running))
    controller.note_position(SKOR)
    disk.release()
    qtbot.waitUntil(lambda: disk.batches[-1:] == [({}, SKOR)])
    assert len(disk.batches) == 2


def test_a_sheet_that_is_only_read_takes_nothing(session: Session, jobs: Jobs) -> None:
    controller = FormController(session, jobs, record=None)
    controller.commit(NAMA, "Ani")
    controller.note_position(NAMA)
    controller.flush()
    assert not controller.writable
    assert controller.add_repeat(ANAK) is None
    controller.remove_repeat(session.node(ANAK).children[0].ref)
    controller.move_repeat(session.node(ANAK).children[0].ref, 1)
    assert controller.undo() is None
    assert len(session.node(ANAK).children) == 1
    assert session.node(NAMA).value == ""
    assert not jobs.running


def test_language_switch_repaints_and_keeps_answers(
    qtbot: QtBot, controller: FormController
) -> None:
    controller.commit(NAMA, "Ani")
    with qtbot.waitSignal(controller.refreshed):
        controller.set_language("English (en)")
    assert controller.session.node(NAMA).label == "Name"
    assert controller.session.node(NAMA).value == "Ani"
    assert [problem.ref for problem in controller.problems()] == [SKOR]
