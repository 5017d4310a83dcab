"""Work off the UI thread: order, delivery, failure, stop."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication

from bina_desktop.application.lembar_penilaian import Finalised
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.domain.errors import BinaError
from bina_desktop.formengine.client import FormError
from bina_desktop.ui.jobs import Jobs, Lane, changes_in

CHANGES = Changes.of(Topic.PEGAWAI)


def test_results_come_in_order_and_on_the_ui_thread(jobs: Jobs, settle) -> None:
    seen: list[tuple[int, bool]] = []
    ui = QApplication.instance().thread()
    for number in range(5):
        jobs.run(
            lambda _p, n=number: n,
            done=lambda n: seen.append((n, QThread.currentThread() is ui)),
        )
    settle()
    assert seen == [(n, True) for n in range(5)]


def test_work_runs_off_the_ui_thread(jobs: Jobs, settle) -> None:
    seen: list[str] = []
    jobs.run(lambda _p: threading.current_thread().name, done=seen.append)
    jobs.run(lambda _p: threading.current_thread().name, done=seen.append, lane=Lane.LONG)
    settle()
    assert sorted(name.split("_")[0] for name in seen) == ["long", "short"]


def test_short_work_does_not_wait_for_long_work(jobs: Jobs, qtbot, settle) -> None:
    gate = threading.Event()
    seen: list[str] = []
    jobs.run(lambda _p: gate.wait(10), lane=Lane.LONG)
    jobs.run(lambda _p: "saved", done=seen.append)
    qtbot.waitUntil(lambda: seen == ["saved"])
    gate.set()
    settle()


@pytest.mark.parametrize("error", [BinaError("Sandi salah."), FormError("Formulir rusak.")])
def test_an_expected_error_goes_to_its_handler(jobs: Jobs, settle, error: Exception) -> None:
    told: list[Exception] = []

    def work(_p: Progress) -> None:
        raise error

    jobs.run(work, failed=told.append)
    settle()
    assert told == [error]


def test_an_expected_error_without_handler_is_announced(jobs: Jobs, qtbot) -> None:
    def work(_p: Progress) -> None:
        raise BinaError("Sandi salah.")

    with qtbot.waitSignal(jobs.failed) as blocker:
        jobs.run(work)
    assert str(blocker.args[0]) == "Sandi salah."


def test_a_bug_goes_to_the_exception_hook_and_still_ends(jobs: Jobs, qtbot, settle) -> None:
    ended: list[str] = []

    def work(_p: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.run(work, failed=lambda e: ended.append("failed"), ended=lambda: ended.append("end"))
        settle()
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    assert ended == ["end"]


def test_a_stopped_job_ends_without_word(jobs: Jobs, settle) -> None:
    heard: list[object] = []
    begun, go = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        go.wait(10)
        progress.report(1, 2)
        return "done"

    jobs.refused.connect(heard.append)
    job = jobs.run(work, done=heard.append, failed=heard.append, ended=lambda: heard.append("end"))
    begun.wait(10)
    job.progress.cancel()
    go.set()
    settle()
    assert heard == ["end"]


def test_a_job_stopped_while_waiting_never_begins(jobs: Jobs, settle) -> None:
    gate = threading.Event()
    begun: list[str] = []
    jobs.run(lambda _p: gate.wait(10))
    job = jobs.run(lambda _p: begun.append("begun"))
    job.progress.cancel()
    gate.set()
    settle()
    assert begun == []


@pytest.mark.parametrize("result", [CHANGES, ("id", CHANGES), Finalised((), None, CHANGES)])
def test_changes_are_announced_after_done(jobs: Jobs, settle, result: object) -> None:
    heard: list[object] = []
    jobs.changed.connect(heard.append)
    jobs.run(lambda _p: result, done=lambda _r: heard.append("done"))
    settle()
    assert heard == ["done", CHANGES]


@pytest.mark.parametrize("result", [None, "text", ("a", 1), 5])
def test_other_results_hold_no_changes(result: object) -> None:
    assert changes_in(result) is None


def test_callbacks_of_a_gone_owner_are_dropped(jobs: Jobs, qtbot, settle) -> None:
    heard: list[object] = []
    gate = threading.Event()
    owner = QObject()
    jobs.run(
        lambda _p: gate.wait(10), done=heard.append, ended=lambda: heard.append(1), owner=owner
    )
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    settle()
    assert heard == []


def test_ended_and_idle_tell_when_buttons_may_come_back(jobs: Jobs, qtbot) -> None:
    with qtbot.waitSignals([jobs.started, jobs.ended, jobs.idle]):
        jobs.run(lambda _p: None)


@pytest.mark.usefixtures("qapp")
def test_shutdown_finishes_and_delivers() -> None:
    heard: list[object] = []
    jobs = Jobs()
    jobs.run(lambda _p: "saved", done=heard.append)
    long_begun = threading.Event()

    def draw(progress: Progress) -> None:
        long_begun.set()
        while True:
            progress.report(0)

    jobs.run(draw, lane=Lane.LONG, ended=lambda: heard.append("stopped"))
    long_begun.wait(10)
    jobs.shutdown()
    assert sorted(heard) == ["saved", "stopped"]
    assert jobs.running == ()


@pytest.mark.usefixtures("qapp")
def test_what_is_made_ready_disturbs_nobody() -> None:
    heard: list[object] = []
    jobs = Jobs()
    for signal in (jobs.started, jobs.ended, jobs.failed, jobs.refused):
        signal.connect(heard.append)
    begun = threading.Event()

    def fail(_progress: Progress) -> None:
        raise OSError("no room for it")

    def go_on(progress: Progress) -> None:
        begun.set()
        while True:
            progress.report(0)

    jobs.prepare(fail)
    jobs.prepare(go_on)
    assert begun.wait(10)
    assert jobs.running == ()
    jobs.shutdown()
    assert heard == []
