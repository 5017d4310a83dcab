"""What stands between the questions of a page: headings, repeat instances, the add line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from bina_desktop.formengine.client import Node, Ref
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.folds import Folds
from bina_desktop.ui.theme import icon, px, scaled, sized

_PRESSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_ICON = 16
_CHEVRON = 12
"""Side of the sign of a fold; it stands in the margin."""


class Heading(QWidget):
    """Label of a group, which folds it away by its sign or a click on its words."""

    def __init__(
        self, node: Node, *, depth: int, parent: QWidget, folds: Folds | None = None
    ) -> None:
        super().__init__(parent)
        self._node = node
        self._folds = folds
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setMinimumSize(1, 1)
        self._words.setFont(scaled(self.font(), 1.12 if depth == 0 else 1.0, bold=True))
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4 if depth == 0 else 12, 16, 4)
        self._fold = self._make_fold(folds) if folds is not None else None
        self._row.addWidget(self._words, 1)
        if self._fold is not None:
            self._stand_in_margin(self._fold)
        self.show_node()

    def draws(self, node: Node) -> bool:
        """Tell whether this is the heading of a node, and folds it if that may be."""
        may_fold = self._folds is not None and self._folds.may_fold(node.ref)
        return node is self._node and may_fold is (self._fold is not None)

    def tab_stops(self) -> Sequence[QWidget]:
        """Return where Tab stops in it: keys do what the buttons of a row do.

        While it is folded Tab stops at the sign: there is nothing else of the group to stop at.
        """
        folded = self._fold is not None and self._fold.is_folded
        return (self._fold,) if self._fold is not None and folded else ()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold."""
        if self._fold is not None and event.button() is Qt.MouseButton.LeftButton:
            self._fold.click()
        else:
            super().mousePressEvent(event)

    def show_node(self) -> None:
        """Bring the words to what the node now says."""
        words = self._text(self._node)
        self._words.setText(words)
        if self._fold is not None:
            self._fold.show_state(words)

    def _make_fold(self, folds: Folds) -> Fold | None:
        folds.meet(self._node)
        if not folds.may_fold(self._node.ref):
            return None
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        return Fold(self._node.ref, folds, self)

    def _stand_in_margin(self, fold: Fold) -> None:
        """Put the sign left of the words, which stay in line with the questions below."""
        self._row.setSpacing(1)
        self._row.insertWidget(0, fold, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(fold.told)
        margins = self._row.contentsMargins()
        margins.setLeft(max(margins.left() - fold.width() - 1, 0))
        self._row.setContentsMargins(margins)

    def _text(self, node: Node) -> str:
        return markdown.to_plain(node.label)


class Fold(QToolButton):
    """The sign that tells whether a group is folded, and folds it; and what it then holds."""

    def __init__(self, ref: Ref, folds: Folds, parent: QWidget) -> None:
        super().__init__(parent)
        self._ref, self._folds = ref, folds
        self.told = QLabel(parent)
        self.told.setProperty("kind", "muted")
        self.setObjectName("fold")
        self.setIconSize(QSize(px(_CHEVRON), px(_CHEVRON)))
        sized(self, width=_CHEVRON + 2, height=_CHEVRON + 8)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: folds.toggle(ref))

    @property
    def is_folded(self) -> bool:
        """True while the group is folded away."""
        return self._folds.is_folded(self._ref)

    @property
    def ref(self) -> Ref:
        """The group or row that it folds."""
        return self._ref

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Unfold with Enter or Space, and go on inside."""
        if event.key() in _PRESSES:
            self._folds.enter(self._ref)
        else:
            super().keyPressEvent(event)

    def show_state(self, heading: str) -> None:
        """Show whether it is folded, and what the group then holds."""
        folded = self.is_folded
        self.setIcon(icon("folded" if folded else "expand"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if folded else Qt.FocusPolicy.NoFocus)
        told = self._standing() if folded else ""
        self.told.setText(told)
        self.told.setVisible(folded)
        verb = self.tr("Buka {0}") if folded else self.tr("Lipat {0}")
        self.setAccessibleName(verb.format(heading))
        self.setAccessibleDescription(told)
        self.setToolTip(self.tr("{0} (Ctrl+L)").format(verb.format(heading)))

    def _standing(self) -> str:
        progress = self._folds.progress(self._ref)
        words = self.tr("{0} dari {1} terisi").format(progress.answered, progress.total)
        for count, more in (
            (progress.open_required, self.tr("{0} wajib belum")),
            (progress.problems, self.tr("{0} perlu diperbaiki")),
        ):
            if count:
                words += ", " + more.format(count)
        return words


class InstanceHeading(Heading):
    """Number of a repeat instance, and how to move and remove it."""

    remove_wished = Signal(str)
    move_wished = Signal(str, int)
    """Carries the ref and the step: -1 is up."""

    _place = _count = 0
    """Which of how many it is; the list of all is long, and read once."""
    _buttons: tuple[QPushButton, ...] = ()
    """Up, down, remove."""

    def __init__(
        self,
        node: Node,
        *,
        depth: int,
        writable: bool,
        parent: QWidget,
        folds: Folds | None = None,
    ) -> None:
        super().__init__(node, depth=depth, parent=parent, folds=folds)
        if not writable or _rows_given(node.parent):
            return
        up, down, remove = self._buttons = tuple(
            map(self._add, ("chevron-up", "chevron-down", "trash"))
        )
        up.clicked.connect(lambda: self.move_wished.emit(node.ref, -1))
        down.clicked.connect(lambda: self.move_wished.emit(node.ref, 1))
        remove.setText(self.tr("Hapus"))
        remove.clicked.connect(lambda: self.remove_wished.emit(node.ref))
        self._show_buttons()

    def show_node(self) -> None:
        """Bring the words and the buttons to where the row now stands."""
        super().show_node()
        if self._buttons:
            self._show_buttons()

    def _show_buttons(self) -> None:
        named, (up, down, remove) = self._words.text(), self._buttons
        _name(up, self.tr("Naikkan {0}").format(named), "Alt+↑")
        _name(down, self.tr("Turunkan {0}").format(named), "Alt+↓")
        _name(remove, self.tr("Hapus {0}").format(named), "Alt+Delete")
        up.setEnabled(self._place > 1)
        down.setEnabled(self._place < self._count)
        for mover in (up, down):
            mover.setVisible(self._count > 1)

    def _add(self, glyph: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "quiet")
        button.setIcon(icon(glyph))
        button.setIconSize(QSize(px(_ICON), px(_ICON)))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _text(self, node: Node) -> str:
        repeat = node.parent
        label = node.label
        if repeat is not None:
            refs = [one.ref for one in repeat.children]
            self._count = len(refs)
            self._place = refs.index(node.ref) + 1 if node.ref in refs else 0
            label = label or repeat.label or repeat.name
        return f"{markdown.to_plain(label)} {self._place}"


class AddLine(Heading):
    """How to add one more instance to a repeat."""

    add_wished = Signal(str)

    def __init__(self, node: Node, *, writable: bool, parent: QWidget) -> None:
        super().__init__(node, depth=1, parent=parent)
        self._words.setFont(self.font())
        self._words.setProperty("kind", "muted")
        self._button: QPushButton | None = None
        if writable and not _rows_given(node):
            label = markdown.to_plain(node.label) or node.name
            self._button = QPushButton(self.tr("Tambah {nama}").format(nama=label), self)
            self._button.setIcon(icon("add"))
            self._button.setIconSize(QSize(px(_ICON), px(_ICON)))
            self._button.setToolTip(self.tr("Insert, atau Ctrl+Enter dari isian di atasnya"))
            self._button.clicked.connect(lambda: self.add_wished.emit(node.ref))
            self._row.addWidget(self._button)

    @property
    def ref(self) -> Ref:
        """Which repeat it adds to."""
        return self._node.ref

    def tab_stops(self) -> Sequence[QWidget]:
        """Stop at the button."""
        return () if self._button is None else (self._button,)

    def _text(self, node: Node) -> str:
        count = len(node.children)
        if not count:
            return self.tr("Belum ada isian.")
        return self.tr("{n} isian.").format(n=count)


def _rows_given(repeat: Node | None) -> bool:
    """Tell whether its instances stand as they are."""
    return repeat is not None and repeat.presentation.group.rows_given


def _name(button: QPushButton, name: str, keys: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({keys})")
