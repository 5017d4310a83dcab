"""Fields that are typed into, of one line and of several; and notes, which are only read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from bina_desktop.formengine.client import DataType, Node, ViolationKind
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.wording_of_types import as_typed, example_of
from bina_desktop.ui.form.media.form_media import NO_FORM_MEDIA, FormMedia
from bina_desktop.ui.theme import px

PAUSE_MS = 600
"""Rest after which typed text is committed, so that little is lost with the power."""
_NUMBER_WIDTH = 200
_SHORT = frozenset({DataType.INTEGER, DataType.DECIMAL, DataType.TIME, DataType.DATETIME})
_FEWEST_LINES, _MOST_LINES = 2, 9


class TypedField(Field):
    """A field whose text is committed when it is left, on Enter, and after a short rest."""

    typing = Signal(bool)
    """Tells whether typed text waits to be committed."""

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
        self.typing.emit(False)

    def take_typing_back(self) -> bool:
        """Show the committed answer again, where typed text waits to be committed."""
        if self._text() == self._shown:
            return super().take_typing_back()
        if self._pause is not None:
            self._pause.stop()
        self._set_text(self._shown)
        self.typing.emit(False)
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
        self.typing.emit(True)

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
            letters = self.fontMetrics().averageCharWidth() * 24
            self._line.setMaximumWidth(max(_NUMBER_WIDTH, letters))
        return self._line

    @property
    def line(self) -> QLineEdit:
        """Where the answer is typed."""
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
        return as_typed(node)

    def _show_value(self, node: Node) -> None:
        self._line.setReadOnly(self.read_only)
        super()._show_value(node)


_FRAME_OF_BOX = 22
"""Height of frame and padding of a box of several lines, in logical pixels at 100 %."""


class MultilineField(TypedField):
    """Text of several lines; the box grows with it. Tab goes on, Ctrl+Enter too."""

    def _build_editor(self) -> QWidget:
        self._box = _Box(self, least=self._node.presentation.text.rows or _FEWEST_LINES)
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

    def __init__(self, parent: QWidget, *, least: int) -> None:
        super().__init__(parent)
        self._least = least
        self._most = max(least, _MOST_LINES)
        self.setTabChangesFocus(True)
        self.grow()

    def grow(self) -> None:
        lines = max(self.document().blockCount(), int(self.document().size().height()))
        lines = min(max(lines, self._least), self._most)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + px(_FRAME_OF_BOX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.grow()  # its lines wrap otherwise now

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.advanced.emit()
        else:
            super().keyPressEvent(event)


class NoteField(Field):
    """Text to be read, with calculated values filled in."""

    def show_node(self) -> None:
        """Show the words; a note keeps its hint also where nothing can be entered."""
        super().show_node()
        self._show_hint(self._node.hint)

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

    def take_cursor(self, reason: Qt.FocusReason) -> None:
        """Leave the focus where it is: nobody answers, reviews or remembers a note."""
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


def takes_answer(one: Field) -> bool:
    """Tell whether Enter may stop at this field."""
    return not (one.isHidden() or isinstance(one, NoteField) or one.read_only)
