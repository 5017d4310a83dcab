"""Choices found by typing: one or many out of a list of any length (`minimal`, `autocomplete`)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bina_desktop.formengine.client import Node
from bina_desktop.ui.form.choices.columns import ColumnsLayout
from bina_desktop.ui.form.choices.search_line import SearchLine
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.laid_out import clear, parts_of
from bina_desktop.ui.panels import button


class SearchOne(Field):
    """select_one found by typing any part of a choice."""

    beside = True
    takes_alt_arrows = True
    takes_page_keys = True

    def _build_editor(self) -> QWidget:
        self._line = SearchLine(self, many=False)
        self._line.setPlaceholderText(self.tr("Ketik untuk mencari"))
        self._line.taken.connect(self._take)
        self._line.left.connect(self.commit_edit)
        self._line.advanced.connect(self._go_on)
        return self._line

    @property
    def line(self) -> SearchLine:
        """Where the search is typed."""
        return self._line

    def commit_edit(self) -> None:
        """Choose what was typed: the only choice that holds it; else show the answer again."""
        if self._line.isModified() and not self.read_only:
            typed = self._line.text()
            place = self._line.index.only(typed) if typed.strip() else -1
            if place >= 0:
                self._commit(self._line.index.value(place))
            elif not typed.strip():
                self._commit("")
        self._show_value(self._node)

    def take_typing_back(self) -> bool:
        """Show the answer again, where a search is typed."""
        if not self._line.isModified():
            return super().take_typing_back()
        self.show_anew()
        return True

    def show_anew(self) -> None:
        """Show the answer that stands now, whatever was typed."""
        super().show_anew()
        self._line.close_list()
        self._write_answer()

    def _take(self, place: int) -> None:
        self._commit(self._line.index.value(place))
        self._write_answer()
        if self._node.presentation.choice.quick:
            self.advanced.emit()

    def _go_on(self) -> None:
        self.commit_edit()
        self.advanced.emit()

    def _commit(self, value: str) -> None:
        self._line.setModified(False)
        if value != self._node.value:
            self.committed.emit(value)

    def _show_value(self, node: Node) -> None:
        self._line.setReadOnly(self.read_only)
        self._line.set_choices(node.choices)
        self._line.set_chosen((node.value,) if node.value else ())
        if not (self._line.hasFocus() and self._line.isModified()):
            self._write_answer()

    def _write_answer(self) -> None:
        """Show the words of the answer; a value that is not offered is shown as it is."""
        value = self._node.value
        place = self._line.index.place(value) if value else -1
        text = self._line.index.label(place) if place >= 0 else value
        with QSignalBlocker(self._line):
            self._line.setText(text)
            self._line.setCursorPosition(0)
        self._line.setModified(False)


class SearchMany(Field):
    """select_multiple found by typing; what is chosen stands above and goes with a click."""

    takes_alt_arrows = True
    takes_page_keys = True

    def _build_editor(self) -> QWidget:
        holder = QWidget(self)
        self._chips = QWidget(holder)
        self._chip_row = ColumnsLayout(self._chips, packed=True)
        self._values: tuple[str, ...] = ()
        self._line = SearchLine(holder, many=True)
        self._line.setPlaceholderText(self.tr("Ketik untuk mencari dan menambah"))
        self._line.taken.connect(self._toggle)
        self._line.left.connect(self._forget)
        self._line.emptied.connect(self._drop_last)
        self._line.advanced.connect(self._go_on)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._chips)
        layout.addWidget(self._line)
        self._entered = self._line
        return holder

    @property
    def line(self) -> SearchLine:
        """Where the search is typed."""
        return self._line

    @property
    def chips(self) -> Sequence[QPushButton]:
        """One button for each chosen value; a click takes it back."""
        return [one for one in parts_of(self._chip_row) if isinstance(one, QPushButton)]

    def take_typing_back(self) -> bool:
        """Empty the line, where a search is typed."""
        if not self._line.text():
            return super().take_typing_back()
        self._line.start_over()
        return True

    def _named_control(self) -> QWidget:
        return self._line

    def _toggle(self, place: int) -> None:
        value = self._line.index.value(place)
        chosen = list(self._values)
        if value in chosen:
            chosen.remove(value)
        else:
            chosen.append(value)
        self._line.start_over()
        self.committed.emit(" ".join(chosen))

    def _drop_last(self) -> None:
        if self._values:
            self.committed.emit(" ".join(self._values[:-1]))

    def _drop(self, value: str) -> None:
        if not self.read_only:
            self.committed.emit(" ".join(one for one in self._values if one != value))
        self._line.setFocus()

    def _forget(self) -> None:
        self._line.clear()

    def _go_on(self) -> None:
        self._line.clear()
        self.advanced.emit()

    def _show_value(self, node: Node) -> None:
        self._line.set_choices(node.choices)
        self._line.setVisible(not self.read_only)
        values = tuple(node.value.split())
        self._line.set_chosen(values)
        self._values = values
        self._show_chips(node)

    def _show_chips(self, node: Node) -> None:
        clear(self._chip_row)
        if self._values:
            index = self._line.index
            for value in self._values:
                place = index.place(value)
                words = index.label(place) if place >= 0 else value
                self._chip_row.addWidget(self._chip(value, words))
        self._chips.setVisible(bool(self._values))
        self._chips.updateGeometry()
        del node

    def _chip(self, value: str, words: str) -> QPushButton:
        made = button(
            words.replace("&", "&&"),
            lambda: self._drop(value),
            glyph="" if self.read_only else "close",
            name=self.tr("Hapus {0}").format(words),
        )
        made.setParent(self._chips)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setEnabled(not self.read_only)
        made.show()
        return made
