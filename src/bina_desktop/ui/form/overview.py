"""All answers by section on one sheet, with the way to each; before finalising if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from bina_desktop.application.isi_lembar import plain_label, read_value
from bina_desktop.formengine.client import Node, NodeKind, Session
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.keys import KeyAction, KeyGroup
from bina_desktop.ui.form.navigation import is_container, is_wrong, title_note
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.panels import button, column, label, row
from bina_desktop.ui.theme import colours, icon, px, scaled

_tr = QCoreApplication.translate
_REF: Final = Qt.ItemDataRole.UserRole
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SILENT: Final = frozenset({NodeKind.HIDDEN, NodeKind.NOTE})
_WIDE, _TALL = 860, 620
_ROOM: Final = 9
_DOTS: Final = "•" * 8


@dataclass(slots=True)
class Counted:
    """How many questions are listed, and how many of them are blank."""

    asked: int = 0
    blank: int = 0


class Overview(QDialog):
    """Lists questions and answers; a line leads to its question."""

    chosen = Signal(str)
    """Carries the ref of the question to go to."""

    def __init__(
        self, session: Session, view: FormView, *, finishing: bool, parent: QWidget | None = None
    ) -> None:
        """`finishing` offers to go on with finalising."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tinjau isian"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._counted = Counted()
        self.tree = _Answers(self)
        self.tree.led_to.connect(self._go)
        for section in view.sections:
            name = markdown.to_plain(section.label) or self.tr("Umum")
            top = self._add_heading(None, name)
            for node in section.nodes:
                self._add(top, node, skip_heading=not section.loose)
            if not top.childCount():
                self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(top))
        self.tree.expandAll()
        self._build(finishing=finishing)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What it shows: headings (with no answer), questions and their answers."""
        found: list[tuple[str, str]] = []
        waiting = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop(0)
            if item is not None:
                found.append((item.text(0), item.text(1)))
                waiting[:0] = [item.child(at) for at in range(item.childCount())]
        return tuple(found)

    def _build(self, *, finishing: bool) -> None:
        self.setLayout(
            column(
                label(self.tr("Tinjau isian"), size=1.3, bold=True),
                label(self._sentence(finishing=finishing), kind="muted", wrap=True),
                self.tree,
                self._buttons(finishing=finishing),
                spacing=10,
                margins=20,
            )
        )
        self.resize(px(_WIDE), px(_TALL))
        self.tree.setFocus()

    def _sentence(self, *, finishing: bool) -> str:
        counted = self._counted
        words = self.tr("{0} dari {1} pertanyaan terjawab.").format(
            counted.asked - counted.blank, counted.asked
        )
        if finishing:
            words += " " + self.tr("Periksa sekali lagi sebelum difinalkan.")
        return words + " " + self.tr("Enter pada satu baris menuju pertanyaannya.")

    def _buttons(self, *, finishing: bool) -> QHBoxLayout:
        back = self.tr("&Kembali mengisi") if finishing else self.tr("&Tutup")
        close = button(back, self.reject, kind="" if finishing else "primary")
        if not finishing:
            return row(1, close)
        self.finish = button(self.tr("&Finalkan"), self.accept, kind="primary", glyph="check")
        return row(1, close, self.finish)

    def _add(self, parent: QTreeWidgetItem, node: Node, *, skip_heading: bool = False) -> None:
        if not node.relevant or node.kind in _SILENT or node.presentation.choice.is_head:
            return
        if not is_container(node):
            self._add_question(parent, node)
            return
        within = parent
        heading = "" if skip_heading else _heading_of(node)
        if heading and node.kind is not NodeKind.REPEAT:
            within = self._add_heading(parent, heading)
        for child in node.children:
            self._add(within, child)
        if within is not parent and not within.childCount():
            parent.removeChild(within)

    def _add_heading(self, parent: QTreeWidgetItem | None, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words, ""])
        item.setFont(0, scaled(self.font(), 1.0, bold=True))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if parent is None:
            self.tree.addTopLevelItem(item)
        else:
            parent.addChild(item)
        item.setFirstColumnSpanned(True)
        return item

    def _add_question(self, parent: QTreeWidgetItem, node: Node) -> None:
        self._counted.asked += 1
        question = markdown.to_plain(node.label) or node.name
        answer = plain_label(read_value(node)) if node.value else ""
        if node.presentation.text.masked:
            answer = _DOTS if answer else ""
        warning = node.warning
        if answer and warning is not None and warning.explanation:
            answer += "\n" + self.tr("Penjelasan: {0}").format(warning.explanation)
        item = QTreeWidgetItem([question, answer or self.tr("Belum diisi")])
        item.setData(0, _REF, node.ref)
        if not answer:
            self._counted.blank += 1
            item.setForeground(1, QBrush(QColor(colours().muted)))
        if is_wrong(node):
            item.setIcon(1, icon("error", colours().bad))
        parent.addChild(item)

    def _go(self, ref: str) -> None:
        self.reject()
        self.chosen.emit(ref)


class _Answers(QTreeWidget):
    """Two columns that wrap; Enter or a double click leads to a question."""

    led_to = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setColumnCount(2)
        self.setHeaderLabels([self.tr("Pertanyaan"), self.tr("Jawaban")])
        self.setAccessibleName(self.tr("Semua pertanyaan dan jawaban"))
        self.setWordWrap(True)
        self.setRootIsDecorated(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        head = self.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionsMovable(False)
        self.setItemDelegate(_Roomy(self))
        self.itemDoubleClicked.connect(self._lead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the question of the line; Enter never presses a button of the dialog."""
        if event.key() in _ENTER:
            self._lead(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _lead(self, item: QTreeWidgetItem | None) -> None:
        ref = item.data(0, _REF) if item is not None else None
        if ref:
            self.led_to.emit(ref)


class _Roomy(QStyledItemDelegate):
    """Gives lines room to be told apart; where words wrap the padding of the style is lost."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of the words, and room above and below."""
        return super().sizeHint(option, index) + QSize(0, px(_ROOM))


class Overviews(QObject):
    """Opens the overview: by a key, and before finalising a form that asks for it (`summary`)."""

    def __init__(self, view: FormView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._host = parent
        view.keys.add(
            (
                KeyAction(
                    KeyGroup.CHECK,
                    _tr("tombol", "Tinjau semua isian"),
                    ("Ctrl+R",),
                    self.open,
                ),
            )
        )

    def open(self) -> None:
        """Ctrl+R: show all questions and answers."""
        self._view.commit_edits()
        self._show(finishing=False)

    def before(self, finalise: Callable[[], None]) -> None:
        """Go on with finalising, after a look at everything where the form asks for one."""
        root = self._view.controller.session.root
        asked = (node.presentation.group.summary for node in _groups(root) if node.relevant)
        if any(asked):
            self._show(finishing=True).accepted.connect(finalise)
        else:
            finalise()

    def _show(self, *, finishing: bool) -> Overview:
        made = Overview(
            self._view.controller.session, self._view, finishing=finishing, parent=self._host
        )
        made.chosen.connect(self._view.go_to)
        made.open()
        return made


def _groups(start: Node) -> Iterator[Node]:
    for node in start.children:
        if is_container(node):
            yield node
            yield from _groups(node)


def _heading_of(node: Node) -> str:
    if node.kind is NodeKind.REPEAT_INSTANCE and node.parent is not None:
        refs = [one.ref for one in node.parent.children]
        words = node.label or node.parent.label or node.parent.name
        return f"{markdown.to_plain(words)} {refs.index(node.ref) + 1}"
    title = title_note(node)
    return markdown.to_plain(node.label or (title.label if title else ""))
