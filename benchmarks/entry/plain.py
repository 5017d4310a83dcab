"""The floor, a process of its own: a form made by hand of Qt's own widgets, with the same fields.

`python -m benchmarks.entry.plain NAME FOLDER`. It builds one page at a time, as a careful author
would; `whole` builds the whole form, as most do. Each answer is stored by one plain commit to an
encrypted database, on the UI thread. No rules, no translations, no progress, no themes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import sqlcipher3.dbapi2 as sqlcipher
from benchmarks.entry import forms
from benchmarks.entry.forms import LISTS, Kind, Question
from benchmarks.entry.watch import Watch, memory, settle
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
OPENINGS, SWITCHES, COMMITS, KEYS, ROWS_ADDED = 5, 16, 60, 100, 8
PAGES = 10
"""Over which answers are spread."""


class Store:
    """Answers on the disk: one table, one commit each."""

    def __init__(self, path: Path) -> None:
        """Make the database."""
        self._connection = sqlcipher.connect(str(path))
        for line in (
            f"PRAGMA key = \"x'{'ab' * 32}'\"",
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "CREATE TABLE answer (name TEXT PRIMARY KEY, value TEXT)",
        ):
            self._connection.execute(line)

    def store(self, name: str, value: str) -> None:
        """Return when the answer is durable."""
        self._connection.execute("REPLACE INTO answer VALUES (?, ?)", (name, value))
        self._connection.commit()


class PlainForm(QWidget):
    """The form."""

    def __init__(self, sections: list[list[Question]], store: Store, *, whole: bool) -> None:
        """Show the first page, or everything."""
        super().__init__()
        self._sections, self._store = sections, store
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
        self._store.store(name, value)
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
    """The window and what was measured."""

    def __init__(self, folder: Path) -> None:
        """Open the window."""
        self.window = QMainWindow()
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.watch = Watch(self.window)
        self.store = Store(folder / "plain.db")
        self.taken: dict[str, list[float]] = {}

    def note_nothing(self, text: str) -> None:
        """Take an answer that nobody asks for."""

    def note(self, what: str, milliseconds: float) -> None:
        """Keep one time."""
        self.taken.setdefault(what, []).append(milliseconds)


def _form(bench: Bench) -> PlainForm:
    form = bench.window.centralWidget()
    assert isinstance(form, PlainForm)
    return form


def fill(bench: Bench, questions: int) -> None:
    """Measure opening, pages, keys and answers."""
    sections = forms.sections(questions)

    def show(*, whole: bool) -> None:
        bench.window.setCentralWidget(PlainForm(sections, bench.store, whole=whole))

    for what, whole, times in (("open", False, OPENINGS), ("whole", True, 1 + (questions < 1000))):
        for _ in range(times if questions <= 2000 or not whole else 0):
            took = bench.watch.time(lambda w=whole: show(whole=w), lambda: _form(bench).first)
            bench.note(what, took)
    show(whole=False)
    form = _form(bench)
    for number in range(SWITCHES):
        step = 1 if number // (len(sections) - 1) % 2 == 0 else -1
        key = Qt.Key.Key_PageDown if step > 0 else Qt.Key.Key_PageUp
        took = bench.watch.time(
            lambda k=key: QTest.keyClick(_focus(bench), k, _CONTROL), lambda: form.first
        )
        bench.note("page", took)
    _type(bench, form, sections)


def _type(bench: Bench, form: PlainForm, sections: list[list[Question]]) -> None:
    form.go_to(0, "q1")
    settle()
    for number in range(KEYS):
        began = perf_counter()
        QTest.keyClicks(_focus(bench), "abcdefghij"[number % 10])
        bench.note("key", (perf_counter() - began) * 1000)
        settle()
    lines = {Kind.TEXT, Kind.INTEGER, Kind.DECIMAL}
    some = list(enumerate(sections))[:: max(1, len(sections) // PAGES)]
    asked = [(at, q) for at, inside in some for q in inside if q.kind in lines]
    for number in range(COMMITS):
        at, question = asked[number * len(asked) // COMMITS]
        form.go_to(at, question.name)
        settle()
        QTest.keyClick(_focus(bench), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(_focus(bench), f"{10 + number}")
        settle()
        took = bench.watch.time(
            lambda: QTest.keyClick(_focus(bench), Qt.Key.Key_Return), lambda: form.sum
        )
        bench.note("repaint", took)
        began = perf_counter()
        bench.store.store(question.name, f"{20 + number}")
        bench.note("stored", (perf_counter() - began) * 1000)


def add_rows(bench: Bench) -> None:
    """Measure one row more below 300."""
    page = QWidget()
    layout = QFormLayout(page)
    area = QScrollArea()
    area.setWidgetResizable(True)
    last: list[QWidget] = []

    def add() -> None:
        for question in forms.ROW:
            control = make(question, bench.note_nothing)
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
    for _ in range(ROWS_ADDED):
        bench.note("row", bench.watch.time(more.click, lambda: last[0]))


def filter_choices(bench: Bench) -> None:
    """Measure each letter in a line with Qt's completer over a long list."""
    line = QLineEdit()
    completer = QCompleter(line)
    completer.setModel(QStringListModel(forms.villages(), completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)
    bench.window.setCentralWidget(line)
    line.setFocus()
    settle()
    for word in ("tanjung raya", "sari 04", "kecamatan 77"):
        for letter in word:
            took = bench.watch.time(lambda t=letter: QTest.keyClicks(line, t), lambda: line)
            bench.note("filter", took)
        line.clear()
        settle()


def _focus(bench: Bench) -> QWidget:
    return QApplication.focusWidget() or bench.window


def main(name: str, folder: Path) -> None:
    """Measure one form."""
    app = QApplication(sys.argv[:1])
    bench = Bench(folder)
    bench.window.setCentralWidget(PlainForm(forms.sections(20), bench.store, whole=False))
    settle()
    before = memory()
    if name == "repeat":
        add_rows(bench)
    elif name == "choices":
        filter_choices(bench)
    else:
        fill(bench, int(name))
    bench.taken["memory"] = [memory() - before]
    print(json.dumps(bench.taken))
    del app


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
