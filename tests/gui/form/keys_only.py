"""A person without a mouse: reads what the window asks, types, mends what the window lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.gui.form.media import a_picture

from bina_desktop.formengine.client import DataType, Node, NodeKind, Ref, ViolationKind
from bina_desktop.formengine.presentation import MediaKind, UploadStyle
from bina_desktop.ui.form.entry import FormEntry
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.search import SearchMany, SearchOne
from bina_desktop.ui.form.overview import Overview

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
MOST = 400
"""Questions and corrections after which filling in is given up."""
TRIES = 12
"""Answers that are tried for one question."""
TYPED: dict[DataType, Sequence[str]] = {
    DataType.TEXT: ("Ani", "12", "198001012005011001", "ani@contoh.id", "08123456789", "A"),
    DataType.INTEGER: ("7", "18", "1", "30", "0", "100", "5"),
    DataType.DECIMAL: ("7,5", "18", "0,5", "100", "1"),
    DataType.DATE: ("23-11-2026", "01-01-2000", "31-12-2030"),
    DataType.TIME: ("14.30", "08.00"),
    DataType.DATETIME: ("23-11-2026 14.30", "01-01-2000 08.00"),
    DataType.GEOPOINT: ("-3,7928 102,2608",),
    DataType.GEOTRACE: ("-3,79 102,26; -3,81 102,27",),
    DataType.GEOSHAPE: ("-3,79 102,26; -3,81 102,27; -3,81 102,26; -3,79 102,26",),
    DataType.BARCODE: ("8991234567890",),
}
"""What is tried, in this order, until the window has nothing to say against it."""


class NotFinalisedError(AssertionError):
    """The form could not be finished by keys."""


class KeysOnly:
    """Fills in a form that is on the screen; `wait` lets things happen until something is true."""

    def __init__(
        self, entry: FormEntry, wait: Callable[[Callable[[], bool]], None], *, files: QMimeData
    ) -> None:
        self._entry = entry
        self._wait = wait
        self._files = files
        self._tries: Counter[Ref] = Counter()

    def fill(self) -> None:
        """Answer what is open, then mend what is listed."""
        done = False

        def finalised() -> None:
            nonlocal done
            done = True

        finish = self._entry.finalise_button
        self._entry.finalise_wished.connect(finalised)
        self._answer_open()
        for _ in range(MOST):
            self.press(Key.Key_F, ALT)  # Finalkan
            self._wait(lambda: not finish.isDown())  # a moment, so that the person sees it
            self._wait(lambda: done or self._entry.problems.isVisible() or self._looked())
            if done:
                return
            self.press(Key.Key_E, CONTROL)
            self._mend()
            self._answer_open()
        problems = [(p.ref, p.value, p.violation.message) for p in self._problems()]
        raise NotFinalisedError(str(problems))

    @property
    def given(self) -> list[tuple[Ref, str]]:
        """What stands in the questions that were answered, in that order."""
        session = self._entry.controller.session
        return [(ref, session.node(ref).value) for ref in self._tries]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the cursor is."""
        QTest.keyClick(self._focus(), key, modifier)

    def type(self, text: str) -> None:
        """Type in place of what stands there."""
        self.press(Key.Key_A, CONTROL)
        QTest.keyClicks(self._focus(), text)

    def _looked(self) -> bool:
        """Press Alt+F in the overview that some forms show before they are final."""
        overview = QApplication.activeModalWidget()
        if isinstance(overview, Overview) and overview.isVisible():
            QTest.keyClick(overview, Key.Key_F, ALT)
        return False

    def _focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        return widget if widget is not None and self._entry.isAncestorOf(widget) else self._entry

    def _problems(self):
        return self._entry.controller.problems()

    def _answer_open(self) -> None:
        """Go with Ctrl+Down from one open question to the next, round the form once."""
        passed: set[Ref] = set()
        for _ in range(MOST):
            self.press(Key.Key_Down, CONTROL)
            field = self._entry.view.current
            if field is None or self._node(field).value or field.ref in passed:
                return
            passed.add(field.ref)
            if not self._tries[field.ref]:
                self._answer(field)

    def _mend(self) -> None:
        field = self._entry.view.current
        if field is None or self._tries[field.ref] > TRIES:
            raise NotFinalisedError([(p.ref, p.violation.message) for p in self._problems()])
        violation = self._node(field).violation
        if violation is not None and violation.kind is ViolationKind.WARNING:
            self.type("Sudah diperiksa.")
            self.press(Key.Key_Return)
        else:
            self._answer(field)

    def _node(self, field: Field) -> Node:
        return self._entry.controller.session.node(field.ref)

    def _answer(self, field: Field) -> None:
        ref, node = field.ref, self._node(field)
        number = self._tries[ref]
        self._tries[ref] += 1
        self._way(field, node)(node, number)
        if node.kind is NodeKind.UPLOAD:
            self._wait(lambda: bool(node.value))

    def _way(self, field: Field, node: Node) -> Callable[[Node, int], None]:
        if isinstance(field, SearchOne | SearchMany):
            return self._search
        return {
            NodeKind.SELECT_ONE: self._choose,
            NodeKind.SELECT_MULTIPLE: self._choose,
            NodeKind.RANK: lambda _node, _number: self.press(Key.Key_Down, ALT),
            NodeKind.RANGE: self._slide,
            NodeKind.ACKNOWLEDGE: lambda _node, _number: self.press(Key.Key_Space),
            NodeKind.UPLOAD: self._attach,
        }.get(node.kind, self._write)

    def _write(self, node: Node, number: int) -> None:
        texts = TYPED.get(node.data_type, TYPED[DataType.TEXT])
        if number and node.violation is not None and node.data_type in _NUMBERS:
            texts = (*_numbers_in(node.violation.message), *texts)
            number -= 1
        self.type(texts[number % len(texts)])
        if not node.presentation.text.multiline:
            self.press(Key.Key_Return)

    def _choose(self, node: Node, number: int) -> None:
        for _ in range(number % max(len(node.choices), 1)):
            self.press(Key.Key_Down)
        if str(number) not in node.value.split() or number:
            self.press(Key.Key_Space)

    def _search(self, node: Node, number: int) -> None:
        for _ in range(2 + number % max(len(node.choices), 1)):  # the first opens the list
            self.press(Key.Key_Down)
        self.press(Key.Key_Return)

    def _slide(self, node: Node, number: int) -> None:
        """Step up; where the answer is picked from a list, open it and take from it."""
        for key in (Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Return):
            self.press(key)
            if node.value:
                return

    def _attach(self, node: Node, number: int) -> None:
        """Paste: a picture, or a file of the kind that is asked for."""
        upload, clipboard = node.presentation.upload, QGuiApplication.clipboard()
        if upload.media is MediaKind.IMAGE or upload.style in _DRAWN:
            clipboard.setImage(a_picture(60, 40))
        else:
            mime = QMimeData()
            mime.setUrls([u for u in self._files.urls() if _fits(u, upload.media)])
            clipboard.setMimeData(mime)
        self.press(Key.Key_V, CONTROL)


_NUMBERS = frozenset({DataType.INTEGER, DataType.DECIMAL})
_DRAWN = frozenset({UploadStyle.DRAW, UploadStyle.SIGNATURE})
_ENDINGS = {MediaKind.AUDIO: "mp3", MediaKind.VIDEO: "mp4", MediaKind.FILE: "pdf"}


def _numbers_in(sentence: str) -> list[str]:
    """Return what a sentence about a number suggests: that number, and the two beside it."""
    named = [int(one) for one in re.findall(r"\d{1,9}", sentence)]
    return [str(one + step) for one in named for step in (0, -1, 1)]


def _fits(url: QUrl, media: MediaKind) -> bool:
    return url.toLocalFile().endswith(_ENDINGS.get(media, ""))
