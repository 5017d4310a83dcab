"""Cycles of objects are collected where their timers live."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from bina_desktop.application.work import Progress
from bina_desktop.formengine.definition.memory import collector_resting
from bina_desktop.ui.garbage import collected_here, generation_due, generation_now
from bina_desktop.ui.jobs import Jobs

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def _enabled(_collected_between: None) -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Lanes in a program that collects as Python does."""
    made = Jobs()
    yield made
    made.shutdown()


class Dropped(QObject):
    """Something with a timer that nobody holds but itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.startTimer(10_000)


def allocate_much(_progress: Progress) -> None:
    """Leave far more cycles behind than it takes to begin a collection."""
    for _ in range(20_000):
        cycle: list[object] = []
        cycle.append(cycle)


def test_a_timer_dropped_while_a_lane_allocates_ends_on_the_ui_thread(
    jobs: Jobs, qtbot: QtBot
) -> None:
    where: list[threading.Thread] = []
    with collected_here():
        dropped = weakref.ref(Dropped(), lambda _gone: where.append(threading.current_thread()))
        jobs.run(allocate_much)
        qtbot.waitUntil(lambda: dropped() is None)
    assert where == [threading.main_thread()]


def test_a_form_built_meanwhile_lets_no_other_thread_collect(jobs: Jobs, qtbot: QtBot) -> None:
    enabled: list[bool] = []

    def build(_progress: Progress) -> None:
        with collector_resting():
            pass
        enabled.append(gc.isenabled())

    with collected_here():
        jobs.run(build)
        qtbot.waitUntil(lambda: bool(enabled))
    assert enabled == [False]


def test_what_is_old_already_is_gone_over_too(qtbot: QtBot) -> None:
    with collected_here():
        held = Dropped()
        gc.collect()
        dropped = weakref.ref(held)
        del held
        for _ in range(gc.get_threshold()[2] + 1):
            gc.collect(1)
        some = [[] for _ in range(gc.get_threshold()[0] * 2)]
        qtbot.waitUntil(lambda: dropped() is None)
        del some


def fail_within() -> None:
    with collected_here():
        assert not gc.isenabled()
        raise ZeroDivisionError


def test_afterwards_python_collects_again_also_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        fail_within()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with collected_here():
        pass
    assert not gc.isenabled()


@pytest.mark.parametrize(
    ("counts", "grown", "due"),
    [
        ((700, 50, 50), True, None),
        ((701, 10, 10), True, 0),
        ((701, 11, 10), True, 1),
        ((701, 3, 11), True, 2),
        ((701, 11, 11), False, 1),
        ((701, 3, 11), False, 0),
    ],
)
def test_the_oldest_generation_over_its_threshold_is_due(
    counts: tuple[int, int, int], grown: bool, due: int | None
) -> None:
    assert generation_due(counts, USUAL, grown=lambda: grown) == due


@pytest.mark.parametrize(
    ("due", "waited", "resting", "now"),
    [
        (None, 0, True, None),
        (1, 0, False, 1),
        (2, 1, True, 2),
        (2, 1, False, 1),
        (None, 3, False, None),
        (0, 3, False, 0),
        (None, 3, True, 2),
        (0, 20, False, 2),
    ],
)
def test_the_oldest_generation_waits_a_while_for_rest(
    due: int | None, waited: int, resting: bool, now: int | None
) -> None:
    assert generation_now(due, waited=waited, resting=resting) == now


def test_a_threshold_of_nothing_means_never() -> None:
    assert generation_due((5000, 50, 50), (0, 10, 10), grown=lambda: True) is None
    assert generation_due((5000, 5, 50), (700, 10, 0), grown=lambda: True) == 0
