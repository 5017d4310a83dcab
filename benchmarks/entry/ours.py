"""Our side, a process of its own: `python -m benchmarks.entry.ours NAME FORM FOLDER LEMBAR`.

It opens the form as the tab Lembar Penilaian does, on a real encrypted data folder, and acts by
keys. What it prints last is one line of JSON: milliseconds by what was done.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from benchmarks.entry.watch import Watch, memory, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from tests.e2e.installation import Installation

from bina_desktop.application.contoh import TIM
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.formengine.client import Node, NodeKind, Ref, Session
from bina_desktop.formengine.engine import load_form, new_session
from bina_desktop.formengine.presentation import ChoiceStyle
from bina_desktop.ui.app import make_application
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.form.controller import FormController, SaveKind
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.fields.search import SearchLine
from bina_desktop.ui.jobs import Jobs

OPENINGS, SWITCHES, COMMITS, KEYS, ROWS_ADDED = 5, 16, 60, 100, 8
PAGES = 10
"""Over which answers are spread."""
WIDTH, HEIGHT = 1366, 768


class Bench:
    """The window, the folder, and what was measured."""

    def __init__(self, folder: Path, lembar: str) -> None:
        """Open the window and the folder."""
        here = Installation(folder / "data", cache=folder / "cache")
        self.cache = folder / "cache"
        make_application(here.settings)
        self.services: Services = here.enter(TIM[0])
        self.lembar = LembarId(lembar)
        self.jobs = Jobs()
        self.window = QMainWindow()
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        self.window.setCentralWidget(self.stack)
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.window.activateWindow()
        self.watch = Watch(self.window)
        self.entry: FormEntry | None = None
        self.taken: dict[str, list[float]] = {}
        self.stored: list[float] = []
        settle()

    def note(self, what: str, milliseconds: float) -> None:
        """Keep one time."""
        self.taken.setdefault(what, []).append(milliseconds)

    def show(self, session: Session) -> None:
        """Show a session as the tab does."""
        controller = FormController(session, self.jobs, record=self._record)
        entry = FormEntry(controller, EntryTexts(title="Marlina Sari, S.Sos"))
        self.entry = entry
        self.stack.addWidget(entry)
        order_focus(self.stack)
        self.stack.setCurrentWidget(entry)
        entry.begin()

    def close(self) -> None:
        """Leave the entry."""
        entry, self.entry = self.entry, None
        if entry is not None:
            entry.flush()
            while self.jobs.running:
                QApplication.processEvents()
            self.stack.setCurrentIndex(0)
            self.stack.removeWidget(entry)
            entry.deleteLater()
            settle()

    @property
    def on(self) -> FormEntry:
        """The entry that is open."""
        assert self.entry is not None
        return self.entry

    @property
    def session(self) -> Session:
        """Its session."""
        return self.on.controller.session

    def here(self) -> QWidget | None:
        """Return the question where the person is."""
        return self.on.view.current

    def _record(self, answers: Mapping[str, str], position: str) -> Changes:
        assert threading.current_thread() is not threading.main_thread()
        began = perf_counter()
        changes = self.services.lembar.record_answers(self.lembar, answers, position=position)
        if answers:
            self.stored.append((perf_counter() - began) * 1000)
        return changes


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    QTest.keyClick(focus(), key, modifier)


def focus() -> QWidget:
    """Return the control with the cursor."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def open_form(bench: Bench, form: Path) -> None:
    """Measure from the file, cold and from the snapshot, then from the loaded form."""
    for what in ("cold", "kept"):
        began = perf_counter()
        bench.watch.time(
            lambda: bench.show(new_session(load_form(form, cache_dir=bench.cache))), bench.here
        )
        bench.note(what, (perf_counter() - began) * 1000)
        bench.close()
    definition = load_form(form, cache_dir=bench.cache)
    for _ in range(OPENINGS):
        bench.close()
        session = new_session(definition)
        bench.note("open", bench.watch.time(lambda s=session: bench.show(s), bench.here))


def turn_pages(bench: Bench) -> None:
    """Measure Ctrl+Page Down, round and round."""
    view = bench.on.view
    for number in range(SWITCHES):
        forth = number // (len(view.sections) - 1) % 2 == 0
        key = Qt.Key.Key_PageDown if forth else Qt.Key.Key_PageUp
        bench.note(
            "page",
            bench.watch.time(
                lambda k=key: press(k, Qt.KeyboardModifier.ControlModifier), bench.here
            ),
        )


def type_text(bench: Bench) -> None:
    """Measure single keys in a line of text."""
    bench.on.view.go_to("/data/s1/q1")
    settle()
    for number in range(KEYS):
        letter = "abcdefghij"[number % 10]
        began = perf_counter()
        QTest.keyClicks(focus(), letter)
        bench.note("key", (perf_counter() - began) * 1000)
        settle()
    press(Qt.Key.Key_Return)


def answer(bench: Bench) -> None:
    """Measure answers, spread over the form: to the next picture, and to the disk."""
    places = bench.on.view.sections
    some = places[:: max(1, len(places) // PAGES)]
    inside = (node for section in some for node in bench.session.walk(section.nodes[0]))
    asked = [node for node in inside if _is_answered_by_keys(node)]
    for at in range(COMMITS):
        node = asked[at * len(asked) // COMMITS]
        bench.on.view.go_to(node.ref)
        settle()
        began = perf_counter()
        if node.kind is NodeKind.SELECT_ONE:
            shown = bench.watch.time(lambda at=at: press(_DIGITS[at % 2]), bench.here)
        else:
            QTest.keyClick(focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(focus(), f"{10 + at}")
            settle()
            began = perf_counter()
            shown = bench.watch.time(lambda: press(Qt.Key.Key_Return), bench.here)
        while bench.on.controller.unsaved:
            QApplication.processEvents()
        if bench.on.controller.save_state.kind is SaveKind.SAVED:
            bench.note("repaint", shown)
            bench.note("durable", (perf_counter() - began) * 1000)
    bench.taken["stored"] = list(bench.stored)


_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2)


def _is_answered_by_keys(node: Node) -> bool:
    if node.kind is NodeKind.SELECT_ONE:
        return node.presentation.choice.style is not ChoiceStyle.MINIMAL
    return node.kind is NodeKind.INPUT and not node.presentation.text.multiline


def add_rows(bench: Bench, form: Path, rows: int) -> None:
    """Measure one row more in a repeat of `rows`."""
    session = new_session(load_form(form, cache_dir=bench.cache))
    for _ in range(rows):
        session.add_repeat(Ref("/data/petugas"))
    bench.show(session)
    settle()
    for _ in range(ROWS_ADDED):
        before = bench.here()
        bench.note(
            "row",
            bench.watch.time(
                lambda: press(Qt.Key.Key_Insert),
                lambda b=before: None if bench.here() is b else bench.here(),
            ),
        )


def filter_choices(bench: Bench, form: Path) -> None:
    """Measure each letter of a search in a long list."""
    bench.show(new_session(load_form(form, cache_dir=bench.cache)))
    settle()
    line = focus()
    assert isinstance(line, SearchLine)

    def listed() -> QWidget | None:
        return line.popup if line.is_open else None

    for word in ("tanjung raya", "sari 04", "kecamatan 77"):
        for letter in word:
            took = bench.watch.time(lambda t=letter: QTest.keyClicks(line, t), listed)
            bench.note("filter", took)
        line.start_over()
        settle()


def main(name: str, form: Path, folder: Path, lembar: str) -> None:
    """Measure one form."""
    bench = Bench(folder, lembar)
    bench.show(new_session(load_form(form.with_name("20.xml"), cache_dir=bench.cache)))
    settle()
    bench.close()
    before = memory()
    if name == "repeat":
        add_rows(bench, form, rows=300)
    elif name == "choices":
        filter_choices(bench, form)
    else:
        open_form(bench, form)
        for act in (turn_pages, type_text, answer):
            act(bench)
    bench.taken["memory"] = [memory() - before]
    bench.close()
    bench.jobs.shutdown()
    print(json.dumps(bench.taken))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
