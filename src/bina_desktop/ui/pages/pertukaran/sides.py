"""The values of one difference, side by side, each to be taken by a button or a digit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bina_desktop.application.perbedaan import ConflictView, HeadView
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.ui.panels import Card, button, column, label, row, scrolled
from bina_desktop.ui.theme import sized

_MOST_DIGITS = 9


def origin_of(head: HeadView) -> str:
    """Return who gave a value, when, where, and with which file it came."""
    return " · ".join(
        part for part in (head.siapa, head.kapan, head.perangkat, head.berkas) if part
    )


def sides_of(conflicts: Sequence[ConflictView]) -> list[tuple[str, int]]:
    """Return the laptops and files whose values stand in these differences, the most first.

    A laptop is named as in the values; a file as `berkas …`.
    """
    counts: Counter[str] = Counter()
    for one in conflicts:
        counts.update({head.perangkat for head in one.heads})
        counts.update({f"berkas {head.berkas}" for head in one.heads if head.berkas})
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def of_side(conflicts: Sequence[ConflictView], side: str) -> list[tuple[ConflictView, str]]:
    """Return what one side says, of those differences in which it says something."""
    found: list[tuple[ConflictView, str]] = []
    for one in conflicts:
        mine = [h for h in one.heads if side in (h.perangkat, f"berkas {h.berkas}")]
        if mine and not one.is_fixed:
            found.append((one, mine[0].value))
    return found


class SidesPane(QWidget):
    """Shows the current difference, or the sides of all differences of the current record."""

    picked = Signal(str)
    """Carries the value (JSON text) that was taken."""
    side_picked = Signal(str)
    """Carries the side that was taken for the whole record."""
    rewritten = Signal()
    """Somebody wishes to write a text of his own."""

    def __init__(self) -> None:
        super().__init__()
        self._conflict: ConflictView | None = None
        self._title = label(size=1.1, bold=True, wrap=True)
        self._question = label(wrap=True, kind="muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._made: list[QWidget] = []
        body = QWidget()
        inner = column(self._title, self._question, self._cards, 1, spacing=8)
        inner.setContentsMargins(2, 2, 8, 2)
        body.setLayout(inner)
        area = scrolled(body)
        area.setFrameShape(QFrame.Shape.NoFrame)
        layout = column(area)
        self.setLayout(layout)

    @property
    def words(self) -> str:
        """All that is shown, for who wants to check it."""
        parts = [self._title.text(), self._question.text()]
        for card in self._made:
            parts += [one.property("words") for one in (card, *card.findChildren(QWidget))]
        return "\n".join(part for part in parts if part)

    def values(self) -> tuple[str, ...]:
        """Return what digits choose, from 1 on; the last is the base, where there is one."""
        one = self._conflict
        if one is None or one.is_fixed:
            return ()
        return (*(head.value for head in one.heads), *((one.dasar.value,) if one.dasar else ()))

    def show_conflict(self, conflict: ConflictView) -> None:
        """Show the values of one difference."""
        if conflict is self._conflict:
            return
        self._begin(conflict.judul, conflict.pertanyaan)
        self._conflict = conflict
        for number, head in enumerate(conflict.heads, start=1):
            self._add(self._value_card(number, head, shown=number == 1))
        if conflict.dasar is not None:
            self._add(self._value_card(len(conflict.heads) + 1, conflict.dasar, base=True))
        if conflict.is_fixed:
            words = self.tr(
                "Ini ditulis sekali dan tidak pernah diubah; tanyakan orang yang menulisnya."
            )
            self._add(_said(words, kind="muted"))
        elif conflict.may_rewrite:
            write = button(
                self.tr("&Nilai lain…"), self.rewritten.emit, kind="quiet", glyph="edit"
            )
            line = QWidget()
            line.setLayout(row(write, 1))
            self._add(line)

    def show_record(self, conflicts: Sequence[ConflictView]) -> None:
        """Show what each side says of a whole record."""
        self._begin(
            conflicts[0].judul,
            self.tr(
                "{0} isian berbeda. Buka satu per satu, atau pakai semua dari satu sisi."
            ).format(format_angka(len(conflicts))),
        )
        for side, count in sides_of(conflicts):
            card = Card(margins=12, spacing=6)
            card.body.addWidget(_said(side))
            take = button(
                self.tr("Pakai semua ({0})").format(format_angka(count)),
                lambda side=side: self.side_picked.emit(side),
                name=self.tr("Pakai semua isian catatan ini dari {0}").format(side),
            )
            card.body.addLayout(row(take, 1))
            self._add(card)

    def clear(self) -> None:
        """Show nothing."""
        self._begin("", "")

    def _begin(self, title: str, text: str) -> None:
        self._conflict = None
        for widget in self._made:
            self._cards.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made.clear()
        self._title.setText(title)
        self._question.setText(text)

    def _add(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._cards.addWidget(widget)

    def _value_card(
        self, number: int, head: HeadView, *, shown: bool = False, base: bool = False
    ) -> Card:
        card = Card(margins=12, spacing=5)
        marks = [self._side(head, base=base)]
        if shown:
            marks.append(self.tr("kini dipakai"))
        head_line = row(label(" · ".join(marks), kind="muted", size=0.93), 1)
        if self._conflict is not None and not self._conflict.is_fixed:
            key = f"  ({number})" if number <= _MOST_DIGITS else ""
            words = self.tr("Kembali ke semula") if base else self.tr("Pakai nilai ini")
            take = button(
                words + key,
                lambda: self.picked.emit(head.value),
                kind="" if base else "primary",
                name=self.tr("{0}: {1}").format(words, head.teks or self.tr("(kosong)")),
            )
            head_line.addWidget(take)
        card.body.addLayout(head_line)
        card.body.addWidget(_said(head.teks or self.tr("(kosong)"), bold=True))
        card.body.addWidget(_said(origin_of(head), kind="muted", size=0.93))
        return card

    def _side(self, head: HeadView, *, base: bool) -> str:
        if base:
            return self.tr("Semula")
        return self.tr("Di komputer ini") if head.is_mine else self.tr("Dari luar")


def _said(text: str, *, kind: str = "", size: float = 1.0, bold: bool = False) -> QWidget:
    made = label(text, kind=kind, size=size, bold=bold, wrap=True, selectable=True)
    made.setProperty("words", text)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    sized(made, min_width=120)
    return made
