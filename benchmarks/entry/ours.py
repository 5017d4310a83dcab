"""Our side, a process of its own: `python -m benchmarks.entry.ours NAME FORM FOLDER LEMBAR`.

It opens the form as the tab Lembar Penilaian does, with notes, threads and files beside it, on a
real encrypted data folder, and acts by keys. It prints lines of JSON: milliseconds by what was
done.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from benchmarks.entry.forms import ROWS
from benchmarks.entry.watch import (
    NotShownError,
    Watch,
    focus,
    memory,
    peak,
    settle,
    tell,
    type_keys,
    wait_for,
)
from benchmarks.entry.work import WORDS, Work
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from tests.e2e.installation import Installation

from bina_desktop.application.contoh import SAMPLE_PASSWORD, TIM
from bina_desktop.application.services import Services
from bina_desktop.application.work import Changes
from bina_desktop.bootstrap import SystemClock
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.formengine.client import DataType, Node, NodeKind, Ref, Session
from bina_desktop.formengine.engine import load_form, new_session
from bina_desktop.formengine.presentation import ChoiceStyle
from bina_desktop.storage.folder import DataFolder
from bina_desktop.ui.app import make_application
from bina_desktop.ui.form.around import Around, AroundDoors
from bina_desktop.ui.form.controller import FormController, SaveKind, SaveState
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.fields.search import SearchLine
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.garbage import collected_here
from bina_desktop.ui.jobs import Jobs

_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Bench:
    """The window, the folder, and what is on its way to the disk."""

    def __init__(self, folder: Path, lembar: str, work: Work) -> None:
        """Open the window and the folder."""
        self.place = here = Installation(folder / "data", cache=folder / "cache")
        self.cache = folder / "cache"
        self.work = work
        make_application(here.settings)
        self.services: Services = here.enter(TIM[0])
        self.lembar = LembarId(lembar)
        self.tinjauan = self.services.utas.of_lembar(self.lembar)
        """What reviewers said: the tab reads it in the lane, with the answers."""
        self.jobs = Jobs()
        self.window = QMainWindow()
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        self.window.setCentralWidget(self.stack)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.watch = Watch(self.window)
        self.entry: FormEntry | None = None
        self.before = 0.0
        """MiB that the process held before the form was opened."""
        self.given: dict[str, str] = {}
        self.began_to_store = self.durable = self.told = 0.0
        settle()

    def show(self, session: Session) -> None:
        """Show a session as the tab does."""
        services, lembar, jobs = self.services, self.lembar, self.jobs
        controller = FormController(session, jobs, record=self._record)
        controller.save_changed.connect(self._note_told)
        attachments = Attachments(services.lampiran, lembar, jobs, writable=True)
        doors = AroundDoors(
            read=lambda: services.utas.of_lembar(lembar),
            say=lambda place, act, teks, kutipan: services.utas.say(
                place, act, teks, kutipan=kutipan
            ),
            history=lambda ref: services.riwayat.answer(lembar, ref),
        )
        around = Around(
            controller,
            jobs,
            doors,
            record=lembar,
            notes={},
            tinjauan=self.tinjauan,
        )
        texts = EntryTexts(title="Marlina Sari, S.Sos")
        entry = FormEntry(controller, texts, around, attachments=attachments)
        self.entry = entry
        self.stack.addWidget(entry)
        self.stack.setCurrentWidget(entry)
        entry.begin()

    def close(self) -> None:
        """Leave the entry."""
        entry, self.entry = self.entry, None
        if entry is not None:
            entry.flush()
            wait_for(self.jobs.idle, unless=lambda: not self.jobs.running)
            self.stack.setCurrentIndex(0)
            self.stack.removeWidget(entry)
            entry.deleteLater()
            settle()

    def leave(self) -> None:
        """Close everything; what was told to be durable must be in the folder."""
        self.close()
        self.jobs.shutdown()
        self.place.leave()
        folder = DataFolder(self.place.settings.data_dir, SystemClock())
        with (
            folder.unlock(TIM[0].nama, SAMPLE_PASSWORD) as opened,
            opened.begin(actor="") as uow,
        ):
            stored = uow.lembar.answers(self.lembar)
        lost = {ref: text for ref, text in self.given.items() if stored.get(ref) != text}
        if lost:
            raise NotShownError(f"not in the folder: {lost}")

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

    def elsewhere(self, before: object, now: Callable[[], object]) -> QWidget | None:
        """Return the question where the person is, once `now` is no longer `before`."""
        return None if now() == before else self.here()

    def wait_until_stored(self) -> None:
        """Return when every answer that was given is durable; one may be being typed."""
        controller = self.on.controller
        wait_for(controller.saved, unless=lambda: not controller.unsaved)

    def wait_until_saved(self) -> None:
        """Return when every answer is durable and the window says so."""
        self.wait_until_stored()
        if self.on.controller.save_state.kind is not SaveKind.SAVED:
            raise NotShownError(self.on.controller.save_state)

    def _record(self, answers: Mapping[str, str], position: str) -> Changes:
        if threading.current_thread() is threading.main_thread():
            raise RuntimeError("answers were stored on the UI thread")
        began = perf_counter()
        changes = self.services.lembar.record_answers(self.lembar, answers, position=position)
        if answers:  # the commit has returned: the answer survives from here on
            self.began_to_store, self.durable = began, perf_counter()
        return changes

    def _note_told(self, state: SaveState) -> None:
        if state.kind is SaveKind.SAVED:
            self.told = perf_counter()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the cursor is."""
    QTest.keyClick(focus(), key, modifier)


def open_form(bench: Bench, form: Path) -> None:
    """Measure from the file, cold and from the snapshot, then from the loaded form."""
    for what in ("cold", "kept"):

        def from_file() -> None:
            bench.show(new_session(load_form(form, cache_dir=bench.cache)))

        tell({what: [bench.watch.time(from_file, bench.here)]})
        bench.close()
    definition = load_form(form, cache_dir=bench.cache)
    for _ in range(bench.work.openings):
        bench.close()
        gc.collect()  # of the form before: no person opens twenty in a row

        def from_memory() -> None:
            bench.show(new_session(definition))

        tell({"open": [bench.watch.time(from_memory, bench.here)]})
    tell({"memory": [memory() - bench.before]})


def turn_pages(bench: Bench) -> None:
    """Measure Ctrl+Page Down, round and round."""
    view = bench.on.view
    for number in range(bench.work.switches):
        forth = number // (len(view.sections) - 1) % 2 == 0
        key = Qt.Key.Key_PageDown if forth else Qt.Key.Key_PageUp
        before = view.section
        took = bench.watch.time(
            lambda k=key: press(k, _CONTROL),
            lambda b=before: bench.elsewhere(b, lambda: view.section),
        )
        tell({"page": [took]})


def type_text(bench: Bench) -> None:
    """Measure single keys in a line of text."""
    bench.on.view.go_to("/data/s1/q1")
    settle()
    tell({"key": type_keys(bench.work.keys)})
    press(Qt.Key.Key_Return)


def answer(bench: Bench) -> None:
    """Measure answers, spread over the form: to the last picture, and to the disk."""
    places = bench.on.view.sections
    some = places[:: max(1, len(places) // bench.work.pages)]
    # Enter in the last question of a page would turn it, which is measured elsewhere.
    inside = (list(bench.session.walk(section.nodes[0]))[:-2] for section in some)
    asked = [node for nodes in inside for node in nodes if _is_answered_by_keys(node)]
    for at in range(bench.work.commits):
        node = asked[at * len(asked) // bench.work.commits]
        _answer_one(bench, node, at)
        now = bench.session.node(node.ref)
        if now.violation is not None:  # telling so lays the page out, which is another measure
            raise NotShownError(f"{node.ref} takes no {now.value}")
        bench.given[node.ref] = now.value


def _answer_one(bench: Bench, node: Node, at: int) -> None:
    bench.on.view.go_to(node.ref)
    assert bench.on.view.sheet is not None
    bench.on.view.sheet.complete()  # nobody answers while the page he came to is being drawn
    settle()
    if node.kind is NodeKind.SELECT_ONE:
        key = _DIGITS[node.value == "1"]
    else:
        QTest.keyClick(focus(), Qt.Key.Key_A, _CONTROL)
        QTest.keyClicks(focus(), _typed(node, at))
        key = Qt.Key.Key_Return
    bench.wait_until_stored() if bench.on.controller.unsaved else settle()
    shown = bench.watch.time_all(lambda: press(key))
    bench.wait_until_saved()
    began = bench.watch.began
    tell(
        {
            "repaint": [shown],
            "durable": [(bench.durable - began) * 1000],
            "told": [(bench.told - began) * 1000],
            "stored": [(bench.durable - bench.began_to_store) * 1000],
        }
    )


def _typed(node: Node, at: int) -> str:
    """Return what a person types into a line: another answer each time."""
    if node.data_type is DataType.DATE:
        return f"{1 + at % 28:02}-{1 + at // 28 % 12:02}-2025"
    return f"{10 + at}"


def _is_answered_by_keys(node: Node) -> bool:
    if node.kind is NodeKind.SELECT_ONE:
        return node.presentation.choice.style is not ChoiceStyle.MINIMAL
    return node.kind is NodeKind.INPUT and not node.presentation.text.multiline


def add_rows(bench: Bench, form: Path) -> None:
    """Measure one row more in a long repeat."""
    session = new_session(load_form(form, cache_dir=bench.cache))
    for _ in range(ROWS):
        session.add_repeat(Ref("/data/petugas"))
    bench.show(session)
    settle()
    for _ in range(bench.work.rows):
        before = bench.here()
        took = bench.watch.time(
            lambda: press(Qt.Key.Key_Insert), lambda b=before: bench.elsewhere(b, bench.here)
        )
        tell({"row": [took]})


def filter_choices(bench: Bench, form: Path) -> None:
    """Measure each letter of a search in a long list, also the first before the list is ready."""
    definition = load_form(form, cache_dir=bench.cache)
    bench.watch.time(lambda: bench.show(new_session(definition)), bench.here)
    tell({"at once": [bench.watch.time(lambda: _type("t"), lambda: _list_of(_line()))]})
    _line().start_over()
    settle()
    for word in WORDS:
        for letter in word:
            took = bench.watch.time(lambda t=letter: _type(t), lambda: _list_of(_line()))
            tell({"filter": [took]})
        _line().start_over()
        settle()


def _line() -> SearchLine:
    line = focus()
    assert isinstance(line, SearchLine)
    return line


def _type(letter: str) -> None:
    QTest.keyClicks(_line(), letter)


def _list_of(line: SearchLine) -> QWidget | None:
    return line.popup.table.viewport() if line.popup is not None and line.is_open else None


@collected_here()
def main(name: str, form: Path, folder: Path, lembar: str) -> None:
    """Measure one form."""
    bench = Bench(folder, lembar, Work.of(name))
    bench.show(new_session(load_form(form.with_name("20.xml"), cache_dir=bench.cache)))
    settle()
    bench.close()
    bench.before = memory()
    if name == "repeat":
        add_rows(bench, form)
    elif name == "choices":
        filter_choices(bench, form)
    else:
        for act in (lambda b: open_form(b, form), turn_pages, type_text, answer):
            act(bench)
    tell({"held": [memory()], "peak": [peak()]})
    bench.leave()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
