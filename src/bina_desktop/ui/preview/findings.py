"""The list of what an author is to mend: where, what, how; in Indonesian and in English."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bina_desktop.formengine.client import AuthorMessage
from bina_desktop.ui.panels import Picture, column, label, scrolled
from bina_desktop.ui.theme import colours

_MOST_SHOWN = 100


class FindingsPanel(QFrame):
    """Errors first, then notices."""

    jumped = Signal(str)
    """Carries the name of a question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName(self.tr("Hasil pemeriksaan formulir"))
        self.title = label(size=1.12, bold=True, wrap=True)
        self._advice = label(kind="muted", wrap=True)
        head = column(self.title, self._advice, spacing=2)
        head.setContentsMargins(16, 12, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        self._layout = layout
        self._area: QScrollArea | None = None
        self.rows: list[FindingRow] = []
        self.say(self.tr("Memeriksa formulir…"), "")

    def say(self, title: str, advice: str) -> None:
        """Show other words above the list."""
        self.title.setText(title)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))

    def show_findings(
        self,
        errors: Sequence[AuthorMessage],
        notices: Sequence[AuthorMessage],
        known: frozenset[str],
    ) -> None:
        """List these; a finding leads to its question where that is among the `known` names."""
        everything = (*errors, *notices)
        if errors:
            advice = self.tr("Formulir dapat dicoba sesudah semua kesalahan diperbaiki.")
            self.say(
                self.tr("{0} kesalahan, {1} catatan").format(len(errors), len(notices)), advice
            )
        elif notices:
            advice = self.tr("Formulir dapat dipakai. Catatan menyebut yang berlaku lain.")
            self.say(self.tr("Tidak ada kesalahan, {0} catatan").format(len(notices)), advice)
        else:
            self.say(self.tr("Tidak ada kesalahan"), self.tr("Formulir dapat dipakai."))
        body = QWidget()
        self.rows = [
            FindingRow(one, is_error=place < len(errors), leads=one.question in known, parent=body)
            for place, one in enumerate(everything[:_MOST_SHOWN])
        ]
        rows = column(*self.rows, spacing=4)
        rows.setContentsMargins(8, 0, 8, 12)
        if len(everything) > _MOST_SHOWN:
            more = self.tr("… dan {0} lagi; muncul sesudah yang di atas diperbaiki.")
            left = len(everything) - _MOST_SHOWN
            rows.addWidget(label(more.format(left), kind="muted", wrap=True))
        rows.addStretch(1)
        body.setLayout(rows)
        for row in self.rows:
            row.chosen.connect(self.jumped)
        area = scrolled(body)
        if self._area is not None:
            self._layout.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self._layout.addWidget(area, 1)
        self._area = area


class FindingRow(QFrame):
    """One finding; a click or Enter leads to its question, if the form has it."""

    chosen = Signal(str)

    def __init__(
        self, finding: AuthorMessage, *, is_error: bool, leads: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.finding, self.leads = finding, leads
        self.setObjectName("problem")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        glyph, shade = ("error", colours().bad) if is_error else ("info", colours().accent)
        kind = self.tr("Kesalahan") if is_error else self.tr("Catatan")
        place = place_of(finding)
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, shown in (
            (place or kind, "bold"),
            (finding.message, ""),
            (finding.english, "muted"),
            (self.tr("Tekan untuk menuju pertanyaannya.") if leads else "", "good"),
        ):
            if text:
                line = label(
                    text, kind="" if shown == "bold" else shown, bold=shown == "bold", wrap=True
                )
                line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
                words.addWidget(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(Picture(glyph, shade), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        if leads:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(": ".join(filter(None, (kind, place, finding.message))))
        self.setAccessibleDescription(finding.english)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        super().mouseReleaseEvent(event)
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there on Enter, walk with the arrows."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose()
        elif key is Qt.Key.Key_Down:
            self.focusNextChild()
        elif key is Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self.leads:
            self.chosen.emit(self.finding.question)


def place_of(finding: AuthorMessage) -> str:
    """Return where a finding stands: sheet, cell or row, column, question."""
    parts = (
        finding.sheet,
        finding.cell or (f"baris {finding.row}" if finding.row else ""),
        f"kolom {finding.column}" if finding.column else "",
        f"“{finding.question}”" if finding.question else "",
    )
    return " · ".join(filter(None, parts))
