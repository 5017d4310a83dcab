"""Figures of a sheet while it is filled: nilai akhir, predikat, bobot, read from marked nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bina_desktop.domain.bahasa import format_angka
from bina_desktop.formengine.client import Node, Ref, Session
from bina_desktop.ui.panels import label

_MARK = "peran"
"""`bind::bina:peran` says what a calculated value is to the sheet."""
_SHOWN = ("nilai_akhir", "predikat", "bobot_dinilai", "bobot_berlaku")


class FigureNodes:
    """Where the marked values stand in a form; found as it is looked into, read at each change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._refs: dict[str, Ref] = {}
        self._aspek: dict[Ref, str] = {}
        self._sections: dict[str, Ref] = {}

    def look_into(self, top: Node) -> int:
        """Find the values marked below a node; return how many nodes were looked at."""
        looked = 0
        for node in self._session.walk(top):
            looked += 1
            role = node.attributes.get(_MARK, "")
            if role in _SHOWN:
                self._refs[role] = node.ref
            elif role == "nilai_aspek":
                self._aspek[node.ref] = node.attributes.get("aspek", "")
            elif role == "aspek":
                self._sections[node.attributes.get("aspek", "")] = node.ref
        return looked

    def __bool__(self) -> bool:
        return bool(self._refs)

    def touched(self, refs: Iterable[Ref]) -> bool:
        """Tell whether any of these refs is a figure."""
        known = self._aspek.keys() | self._refs.values()
        return not known.isdisjoint(refs)

    def value(self, role: str) -> str:
        """Return the value with this mark; '' where there is none."""
        ref = self._refs.get(role)
        return self._session.node(ref).value if ref is not None else ""

    def of_sections(self) -> Mapping[Ref, str]:
        """Return the nilai of each aspek as text, by the ref of its section."""
        return {
            self._sections[aspek]: as_nilai(self._session.node(ref).value)
            for ref, aspek in self._aspek.items()
            if aspek in self._sections
        }


class Figures(QWidget):
    """Draws the figures side by side; empty and hidden for forms without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Nilai sementara"))
        self.hide()

    def show_figures(self, nodes: FigureNodes) -> None:
        """Show what the session says now."""
        self.setVisible(bool(nodes))
        if not nodes:
            return
        if self.layout() is None:
            self._furnish()
        rated, counts = nodes.value("bobot_dinilai"), nodes.value("bobot_berlaku")
        begun = as_number(rated) > 0
        partly = as_number(rated) < as_number(counts)
        _say(self._title, self.tr("Nilai sementara") if partly else self.tr("Nilai akhir"))
        _say(self.nilai, as_nilai(nodes.value("nilai_akhir")) or "–")
        _say(self.predikat, (nodes.value("predikat") if begun else "") or "–")
        _say(self.bobot, self.tr("{0} dari {1}").format(rated, counts) if counts else "–")

    def _furnish(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(26)
        self._title, self.nilai = self._add(layout, self.tr("Nilai akhir"))
        _, self.predikat = self._add(layout, self.tr("Predikat"))
        _, self.bobot = self._add(layout, self.tr("Bobot dinilai"))

    def _add(self, layout: QHBoxLayout, title: str) -> tuple[QLabel, QLabel]:
        column = QVBoxLayout()
        column.setSpacing(0)
        value = label("–", size=1.25, bold=True)
        value.setAccessibleName(title)
        head = label(title, kind="muted", size=0.88)
        for part in (head, value):
            part.setAlignment(Qt.AlignmentFlag.AlignLeft)
            column.addWidget(part)
        layout.addLayout(column)
        return head, value


def as_number(text: str) -> Decimal:
    """Read a calculated number; 0 where there is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def as_nilai(text: str) -> str:
    """Write a nilai with two decimals and a comma; '' stays ''."""
    return format_angka(as_number(text), 2) if text else ""


def _say(value: QLabel, text: str) -> None:
    if value.text() != text:
        value.setText(text)
        value.setAccessibleDescription(text)
