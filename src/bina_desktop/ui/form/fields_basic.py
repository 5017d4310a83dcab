"""Fields that are typed into: text, numbers, dates; and notes, which are only read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.formengine.client import DataType, Node, ViolationKind
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.fields import Field
from bina_desktop.ui.form.form_media import NO_FORM_MEDIA, FormMedia
from bina_desktop.ui.form.wording_of_types import as_typed, example_of
from bina_desktop.ui.panels import button
from bina_desktop.ui.theme import colours, icon

PAUSE_MS = 600
"""Rest after which typed text is committed, so that little is lost with the power."""
_NUMBER_WIDTH = 200
_DATE_WIDTH = 150
_SHORT = frozenset({DataType.INTEGER, DataType.DECIMAL, DataType.TIME, DataType.DATETIME})
_FEWEST_LINES, _MOST_LINES = 2, 9


class TypedField(Field):
    """A field whose text is committed when it is left, on Enter, and after a short rest."""

    def __init__(
        self,
        node: Node,
        *,
        writable: bool,
        parent: QWidget | None = None,
        files: FormMedia = NO_FORM_MEDIA,
    ) -> None:
        self._shown = ""
        self._pause: QTimer | None = None
        super().__init__(node, writable=writable, parent=parent, files=files)

    def commit_edit(self) -> None:
        """Commit the typed text unless it is what was shown."""
        if self._pause is not None:
            self._pause.stop()
        text = self._text()
        if text != self._shown:
            self._shown = text
            self.committed.emit(self._as_committed(text))

    def take_typing_back(self) -> bool:
        """Show the committed answer again, where typed text waits to be committed."""
        if self._text() == self._shown:
            return super().take_typing_back()
        if self._pause is not None:
            self._pause.stop()
        self._set_text(self._shown)
        return True

    def show_anew(self) -> None:
        """Show the answer that stands now, whatever was typed."""
        super().show_anew()
        self._rewrite(self._node)

    def _text(self) -> str:
        raise NotImplementedError

    def _set_text(self, text: str) -> None:
        raise NotImplementedError

    def _as_committed(self, text: str) -> str:
        return text

    def _as_shown(self, node: Node) -> str:
        return node.value

    def _restart_pause(self) -> None:
        if self._pause is None:
            self._pause = QTimer(self)
            self._pause.setSingleShot(True)
            self._pause.setInterval(PAUSE_MS)
            self._pause.timeout.connect(self.commit_edit)
        self._pause.start()

    def _finish(self) -> None:
        """Commit, and show the answer as it was understood."""
        self.commit_edit()
        self._rewrite(self._node)

    def _go_on(self) -> None:
        self._finish()
        self.advanced.emit()

    def _show_value(self, node: Node) -> None:
        """Show the answer; what stands under the cursor is never rewritten."""
        if not self._named_control().hasFocus():
            self._rewrite(node)

    def _rewrite(self, node: Node) -> None:
        self._shown = self._as_shown(node)
        if self._text() != self._shown:
            self._set_text(self._shown)


class LineField(TypedField):
    """Text of one line, integer, decimal."""

    beside = True

    def _build_editor(self) -> QWidget:
        self._line = QLineEdit(self)
        self._line.setReadOnly(self.read_only)
        self._line.setPlaceholderText(example_of(self._node))
        self._line.textEdited.connect(self._restart_pause)
        self._line.editingFinished.connect(self._finish)
        self._line.returnPressed.connect(self._go_on)
        if self._node.data_type in _SHORT:
            self._line.setMaximumWidth(_NUMBER_WIDTH)
        return self._line

    def _named_control(self) -> QWidget:
        return self._line

    def _text(self) -> str:
        return self._line.text()

    def _set_text(self, text: str) -> None:
        self._line.setText(text)
        self._line.setCursorPosition(0)

    def _as_shown(self, node: Node) -> str:
        violation = node.violation
        if violation is not None and violation.kind is ViolationKind.TYPE:
            return node.value
        text = as_typed(node)
        if "thousands-sep" in node.appearance:
            text = group_thousands(text)
        return text

    def _show_value(self, node: Node) -> None:
        self._line.setReadOnly(self.read_only)
        super()._show_value(node)


class MultilineField(TypedField):
    """Text of several lines; the box grows with it. Tab goes on, Ctrl+Enter too."""

    def _build_editor(self) -> QWidget:
        self._box = _Box(self)
        self._box.setReadOnly(self.read_only)
        self._box.textChanged.connect(self._note_typing)
        self._box.finished.connect(self._finish)
        self._box.advanced.connect(self._go_on)
        return self._box

    def _text(self) -> str:
        return self._box.toPlainText()

    def _set_text(self, text: str) -> None:
        blocked = self._box.blockSignals(True)
        self._box.setPlainText(text)
        self._box.blockSignals(blocked)
        self._box.grow()

    def _note_typing(self) -> None:
        self._box.grow()
        if self._box.hasFocus():
            self._restart_pause()

    def _show_value(self, node: Node) -> None:
        self._box.setReadOnly(self.read_only)
        super()._show_value(node)


class _Box(QPlainTextEdit):
    finished = Signal()
    advanced = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.grow()

    def grow(self) -> None:
        lines = min(max(self.document().blockCount(), _FEWEST_LINES), _MOST_LINES)
        wrapped = int(self.document().size().height())
        lines = min(max(lines, wrapped), _MOST_LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.advanced.emit()
        else:
            super().keyPressEvent(event)


class DateField(TypedField):
    """A date: typed first (day, month, year), or picked from a calendar with Alt+Down."""

    beside = True
    takes_alt_arrows = True

    def _build_editor(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._line = QLineEdit(row)
        self._line.setMaximumWidth(_DATE_WIDTH)
        self._line.setPlaceholderText(self.tr("hh-bb-tttt"))
        self._line.textEdited.connect(self._restart_pause)
        self._line.editingFinished.connect(self._finish)
        self._line.returnPressed.connect(self._go_on)
        self._line.installEventFilter(self)
        self._button = button(self.tr("Kalender"), self.open_calendar, kind="quiet")
        self._button.setIcon(icon("chevron-down"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setToolTip(self.tr("Pilih dari kalender (Alt+Panah bawah)."))
        layout.addWidget(self._line)
        layout.addWidget(self._button)
        layout.addStretch(1)
        row.setFocusProxy(self._line)
        return row

    def open_calendar(self) -> None:
        """Show a calendar under the field, at the date that stands there or today."""
        popup = _Calendar(self, _parse_shown(self._line.text()))
        popup.picked.connect(self._take_date)
        popup.show_under(self._line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar on Alt+Down."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and not self.read_only
        ):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def _named_control(self) -> QWidget:
        return self._line

    def _text(self) -> str:
        return self._line.text()

    def _set_text(self, text: str) -> None:
        self._line.setText(text)

    def _as_committed(self, text: str) -> str:
        digits = text.strip()
        if re.fullmatch(r"\d{8}", digits, re.ASCII):  # 23112026, as data typists write it
            return f"{digits[:2]}-{digits[2:4]}-{digits[4:]}"
        return text

    def _as_shown(self, node: Node) -> str:
        try:
            return date.fromisoformat(node.value).strftime("%d-%m-%Y")
        except ValueError:
            return node.value

    def _show_value(self, node: Node) -> None:
        self._line.setReadOnly(self.read_only)
        self._button.setVisible(not self.read_only)
        super()._show_value(node)

    def _take_date(self, day: QDate) -> None:
        self._line.setText(day.toString("dd-MM-yyyy"))
        self._finish()
        self._line.setFocus()


class _Calendar(QFrame):
    picked = Signal(QDate)

    def __init__(self, parent: QWidget, day: QDate) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self._calendar = QCalendarWidget(self)
        self._calendar.setSelectedDate(day)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.activated.connect(self._pick)
        self._calendar.clicked.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._calendar)

    def show_under(self, control: QWidget) -> None:
        self.adjustSize()
        below = control.mapToGlobal(QPoint(0, control.height() + 2))
        screen = control.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below = control.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(below)
        self.show()
        self._calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day)
        self.close()


class NoteField(Field):
    """Text to be read, with calculated values filled in."""

    def show_node(self) -> None:
        """Show the words; a note keeps its hint also where nothing can be entered."""
        super().show_node()
        self._show_text(self._hint, self._node.hint)

    def _build_editor(self) -> QWidget:
        self._value = QLabel(self)
        self._value.setWordWrap(True)
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        return self._value

    def _show_value(self, node: Node) -> None:
        """Show a calculated value below the words; most notes have none."""
        self._value.setText(node.value)
        self._value.setVisible(bool(node.value))
        self.setAccessibleName(markdown.to_plain(node.label))

    def stops(self) -> Sequence[QWidget]:
        """Tab passes by."""
        return ()

    def focus_input(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Leave the focus where it is: there is nothing to enter."""
        del reason


class FactField(Field):
    """A value that is shown and cannot be entered: a readonly question of any kind."""

    beside = True

    def _build_editor(self) -> QWidget:
        self._value = QLabel(self)
        self._value.setWordWrap(True)
        self._value.setMinimumSize(QSize(0, 30))
        self._value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self._value

    def _show_value(self, node: Node) -> None:
        values = frozenset(node.value.split())
        chosen = [markdown.to_plain(one.label) for one in node.choices if one.value in values]
        self._value.setText("; ".join(chosen) or as_typed(node) or self._nothing())

    def _nothing(self) -> str:
        return "–"


class UploadField(FactField):
    """The name of an attached file; attaching one is not offered here yet, and that is said."""

    def _show_value(self, node: Node) -> None:
        super()._show_value(node)
        self._value.setStyleSheet("" if node.value else f"color: {colours().muted};")

    def _nothing(self) -> str:
        if not self._writable:
            return super()._nothing()
        return self.tr("Belum ada berkas. Versi ini belum dapat melampirkan berkas.")


def group_thousands(number: str) -> str:
    """Write `1234567,5` as `1.234.567,5`."""
    whole, comma, rest = number.partition(",")
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole) + comma + rest


def _parse_shown(text: str) -> QDate:
    day = QDate.fromString(text, "dd-MM-yyyy")
    return day if day.isValid() else QDate.currentDate()
