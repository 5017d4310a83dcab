"""The floor, a process of its own: a form made by hand of Qt's own widgets, with the same fields.

`python -m benchmarks.entry.plain NAME FOLDER`. It builds one page at a time, as a careful author
would; `whole` builds the whole form, as most do. No rules, no translations, no progress, no
themes. Pictures are measured with answers kept in memory only; in a second pass each answer is
stored by one plain commit to an encrypted database, on the UI thread, before the picture.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from benchmarks.entry import forms
from benchmarks.entry.forms import LISTS, Kind, Question
from benchmarks.entry.watch import Watch, focus, memory, peak, settle, tell, type_keys
from benchmarks.entry.work import WORDS, Work
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QDoubleValidator, QIntValidator, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

_CONTROL = Qt.KeyboardModifier.ControlModifier


class Store:
    """Answers on the disk: one table, one commit each."""

    def __init__(self, path: Path) -> None:
        """Make the database."""
        self._connection = cast("Any", sqlcipher).connect(str(path))
        for line in (
            f"PRAGMA key = \"x'{'ab' * 32}'\"",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE answer (name TEXT PRIMARY KEY, value TEXT)",
        ):
            self._connection.execute(line)
        self.ended = self.took = 0.0
        """When the last commit returned, and how many milliseconds it took."""

    def store(self, name: str, value: str) -> None:
        """Return when the answer is durable."""
        began = perf_counter()
        self._connection.execute("REPLACE INTO answer VALUES (?, ?)", (name, value))
        self._connection.commit()
        self.ended = perf_counter()
        self.took = (self.ended - began) * 1000


class PlainForm(QWidget):
    """The form."""

    def __init__(self, sections: list[list[Question]], *, whole: bool) -> None:
        """Show the first page, or everything."""
        super().__init__()
        self._sections = sections
        self.store: Store | None = None
        """Where answers go; None keeps them in memory."""
        self._at = 0
        self.values: dict[str, str] = {}
        self.first: QWidget | None = None
        self.controls: dict[str, QWidget] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self.sum = QLabel("Jumlah: 0")
        layout = QVBoxLayout(self)
        layout.addWidget(self.sum)
        layout.addWidget(self._area)
        QShortcut(QKeySequence("Ctrl+PgDown"), self, lambda: self.turn(1))
        QShortcut(QKeySequence("Ctrl+PgUp"), self, lambda: self.turn(-1))
        self._show([q for section in sections for q in section] if whole else sections[0])

    def turn(self, step: int) -> None:
        """Show another section."""
        if 0 <= self._at + step < len(self._sections):
            self._at += step
            self._show(self._sections[self._at])

    def go_to(self, section: int, name: str) -> None:
        """Put the cursor into a question."""
        if section != self._at:
            self.turn(section - self._at)
        self.controls[name].setFocus()

    def take(self, name: str, value: str) -> None:
        """Keep and store an answer."""
        self.values[name] = value
        if self.store is not None:
            self.store.store(name, value)
        self.sum.setText(f"Jumlah: {sum(int(v) for v in self.values.values() if v.isdigit())}")

    def _show(self, questions: list[Question]) -> None:
        page = QWidget()
        layout = QFormLayout(page)
        self.controls.clear()
        self.first = None
        for question in questions:
            control = make(question, lambda text, q=question: self.take(q.name, text))
            label = QLabel(question.label)
            label.setWordWrap(True)
            layout.addRow(label, control)
            if question.hint:
                layout.addRow("", QLabel(question.hint))
            target = control.findChild(QWidget) if question.kind in _BOXES else control
            assert target is not None
            self.controls[question.name] = target
            self.first = self.first or target
        self._area.setWidget(page)
        if self.first is not None:
            self.first.setFocus()


_BOXES = frozenset({Kind.SCORE, Kind.YES_NO, Kind.MANY})
Take = Callable[[str], None]


def make(question: Question, take: Take) -> QWidget:
    """Make the widget that a person would put there by hand."""
    kind = question.kind
    if kind in _BOXES:
        return _boxes(question, take)
    if kind is Kind.MENU:
        menu = QComboBox()
        menu.addItems(LISTS[kind])
        menu.activated.connect(lambda at: take(str(at + 1)))
        return menu
    if kind is Kind.DATE:
        date = QDateEdit()
        date.setCalendarPopup(True)
        date.dateChanged.connect(lambda day: take(day.toString(Qt.DateFormat.ISODate)))
        return date
    if kind is Kind.LONG_TEXT:
        return QPlainTextEdit()
    line = QLineEdit()
    if kind is Kind.INTEGER:
        line.setValidator(QIntValidator(line))
    elif kind is Kind.DECIMAL:
        line.setValidator(QDoubleValidator(line))
    line.editingFinished.connect(lambda: take(line.text()))
    line.returnPressed.connect(line.focusNextChild)
    return line


def _boxes(question: Question, take: Take) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    group = QButtonGroup(holder)
    group.setExclusive(question.kind is not Kind.MANY)
    for number, label in enumerate(LISTS[question.kind], start=1):
        box = QCheckBox(label) if question.kind is Kind.MANY else QRadioButton(label)
        group.addButton(box, number)
        layout.addWidget(box)
    group.idClicked.connect(lambda at: take(str(at)))
    return holder


class Bench:
    """The window."""

    def __init__(self, work: Work) -> None:
        """Open the window."""
        self.work = work
        self.window = QMainWindow()
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.watch = Watch(self.window)
        self.before = 0.0
        """MiB that the process held before the form was opened."""

    def show(self, sections: list[list[Question]], *, whole: bool = False) -> PlainForm:
        """Show a form in place of the one before."""
        form = PlainForm(sections, whole=whole)
        self.window.setCentralWidget(form)
        if form.first is not None:
            form.first.setFocus()
        return form

    @property
    def form(self) -> PlainForm:
        """The form in sight."""
        form = self.window.centralWidget()
        assert isinstance(form, PlainForm)
        return form


MOST_WIDGETS = 2_000
"""Questions of a form that is still built whole."""


def fill(bench: Bench, store: Store, questions: int) -> None:
    """Measure opening, pages, keys and answers."""
    sections = forms.sections(questions)

    def show(*, whole: bool) -> list[float]:
        took = bench.watch.time(
            lambda: bench.show(sections, whole=whole), lambda: bench.form.first
        )
        return [took]

    for _ in range(bench.work.openings):
        tell({"open": show(whole=False)})
    tell({"memory": [memory() - bench.before]})
    for number in range(bench.work.switches):
        step = 1 if number // (len(sections) - 1) % 2 == 0 else -1
        key = Qt.Key.Key_PageDown if step > 0 else Qt.Key.Key_PageUp
        before = bench.form.first

        def turn(key: Qt.Key = key) -> None:
            QTest.keyClick(focus(), key, _CONTROL)

        def other(before: QWidget | None = before) -> QWidget | None:
            return None if bench.form.first is before else bench.form.first

        tell({"page": [bench.watch.time(turn, other)]})
    bench.form.go_to(0, "q1")
    settle()
    tell({"key": type_keys(bench.work.keys)})
    _answer(bench, sections, None)
    _answer(bench, sections, store)
    tell({"held": [memory()], "peak": [peak()]})
    if questions <= MOST_WIDGETS:
        tell({"whole": show(whole=True)})


def _answer(bench: Bench, sections: list[list[Question]], store: Store | None) -> None:
    form = bench.form
    form.store = store
    lines = {Kind.TEXT, Kind.INTEGER, Kind.DECIMAL}
    some = list(enumerate(sections))[:: max(1, len(sections) // bench.work.pages)]
    asked = [(at, q) for at, inside in some for q in inside[:-1] if q.kind in lines]
    for number in range(bench.work.commits):
        at, question = asked[number * len(asked) // bench.work.commits]
        form.go_to(at, question.name)
        settle()
        QTest.keyClick(focus(), Qt.Key.Key_A, _CONTROL)
        QTest.keyClicks(focus(), f"{10 + number}")
        shown = bench.watch.time_all(lambda: QTest.keyClick(focus(), Qt.Key.Key_Return))
        if store is None:
            tell({"repaint": [shown]})
        else:
            began, ended = bench.watch.began, store.ended
            tell({"durable": [(ended - began) * 1000], "stored": [store.took]})


def add_rows(bench: Bench) -> None:
    """Measure one row more below 300."""
    page = QWidget()
    layout = QFormLayout(page)
    area = QScrollArea()
    area.setWidgetResizable(True)
    last: list[QWidget] = []

    def add() -> None:
        for question in forms.ROW:
            control = make(question, lambda _answer: None)
            layout.addRow(question.label, control)
            last[:] = [control.findChild(QWidget) or control]

    for _ in range(forms.ROWS):
        add()
    area.setWidget(page)
    more = QPushButton("Tambah")

    more.clicked.connect(add)
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(lambda *ends: bar.setValue(ends[1]))
    holder = QWidget()
    whole = QVBoxLayout(holder)
    whole.addWidget(area)
    whole.addWidget(more)
    bench.window.setCentralWidget(holder)
    settle()
    for _ in range(bench.work.rows):
        tell({"row": [bench.watch.time(more.click, lambda: last[0])]})


def filter_choices(bench: Bench) -> None:
    """Measure each letter in a line with Qt's completer over a long list."""
    line = QLineEdit()
    completer = QCompleter(line)
    completer.setModel(QStringListModel(forms.villages(), completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)
    popup = completer.popup()
    assert popup is not None
    bench.window.setCentralWidget(line)
    line.setFocus()
    settle()
    for word in WORDS:
        for letter in word:
            took = bench.watch.time(lambda t=letter: QTest.keyClicks(line, t), popup.viewport)
            tell({"filter": [took]})
        line.clear()
        settle()


def main(name: str, folder: Path) -> None:
    """Measure one form."""
    app = QApplication(sys.argv[:1])
    bench = Bench(Work.of(name))
    bench.show(forms.sections(20))
    settle()
    bench.before = memory()
    if name == "repeat":
        add_rows(bench)
    elif name == "choices":
        filter_choices(bench)
    else:
        fill(bench, Store(folder / "plain.db"), int(name))
    if not name.isdigit():
        tell({"held": [memory()], "peak": [peak()]})
    del app


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
