"""A number out of a range: slider and typed number, stars, or a list of the numbers."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QPointF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QWidget

from bina_desktop.formengine.client import Choice, Node
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.choices.rows import ChoiceRow, Wording, paint_ground
from bina_desktop.ui.form.fields.choice import OneOfList
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.line import SteppedLine
from bina_desktop.ui.form.fields.scale import Scale, stored
from bina_desktop.ui.form.fields.scale_slider import ScaleSlider
from bina_desktop.ui.pickers import calm
from bina_desktop.ui.theme import colours, px, sized

MOST_STARS = 10
MOST_LISTED = 300
_LINE = 110
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CLEAR = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_POINTS = (
    *((0.0, -1.0), (0.235, -0.324), (0.951, -0.309), (0.380, 0.124), (0.588, 0.809)),
    *((0.0, 0.4), (-0.588, 0.809), (-0.380, 0.124), (-0.951, -0.309), (-0.235, -0.324)),
)
"""Corners of a star around its middle."""


class SliderField(SteppedLine):
    """The number is typed, stepped with the arrows up and down, or set with the slider."""

    beside = False
    takes_page_keys = True

    def _build_editor(self) -> QWidget:
        limits = self._node.presentation.range
        self._scale = Scale.of(limits)
        line = super()._build_editor()
        told = self.fontMetrics().horizontalAdvance(self._line.placeholderText())
        line.setMinimumWidth(px(70))
        line.setMaximumWidth(max(px(_LINE), told + px(30)))
        line.installEventFilter(self)
        holder = QWidget(self)
        upright = limits.vertical
        orientation = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
        self._slider = ScaleSlider(self._scale, orientation, holder)
        self._slider.placed.connect(self._take)
        self._slider.set_ticks(_tick_places(self._node, self._scale))
        self._unanswered = QLabel(self.tr("Belum dijawab"), holder)
        self._unanswered.setProperty("kind", "muted")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(line, 100, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._slider, 0 if upright else 100)
        row.addWidget(self._unanswered, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1 if upright else 0)
        self._unanswered.setMinimumHeight(line.sizeHint().height())
        sized(self._slider, max_width=520)
        self._entered = line
        sized(holder, max_width=760)
        return holder

    @property
    def slider(self) -> ScaleSlider:
        """What the mouse takes."""
        return self._slider

    def _step(self, step: int) -> None:
        self.commit_edit()
        place = self._scale.place(self._node.value)
        here = self._rest() if place is None else place + step
        self._take(min(max(here, 0), self._scale.count - 1))
        self._line.selectAll()

    def _take(self, place: int) -> None:
        if not self.read_only:
            # With a comma: a point before three digits could also part thousands.
            self.committed.emit(self._scale.shown(place))
            self._rewrite(self._node)
        self._show_place()

    def _rest(self) -> int:
        """Return where the handle stands while there is no answer."""
        wanted = self._node.presentation.range.placeholder
        place = self._scale.place(repr(wanted)) if wanted is not None else None
        return place or 0

    def _show_value(self, node: Node) -> None:
        super()._show_value(node)
        self._slider.setEnabled(not self.read_only)
        words = {
            place: markdown.to_plain(choice.label)
            for choice in node.choices
            if (place := self._scale.place(choice.value)) is not None
        }
        self._slider.set_words(words)
        self._show_place()

    def _show_place(self) -> None:
        self._slider.show_place(self._scale.place(self._node.value), rest=self._rest())
        self._unanswered.setVisible(not self._node.value and not self._line.text())


class ListedNumber(Field):
    """`picker`: the number out of a list."""

    beside = True

    def _build_editor(self) -> QWidget:
        self._scale = Scale.of(self._node.presentation.range)
        self._combo = QComboBox(self)
        sized(self._combo, max_width=280)
        self._combo.setPlaceholderText(self.tr("Pilih angka"))
        calm(self._combo)
        self._texts: list[str] = []
        self._combo.activated.connect(self._take)
        self._combo.installEventFilter(self)
        return self._combo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter, take the answer back with Delete."""
        if watched is self._combo and isinstance(event, QKeyEvent):
            pressed = event.type() is QEvent.Type.KeyPress
            if pressed and Qt.Key(event.key()) in _ENTER:
                self.advanced.emit()
                return True
            if pressed and Qt.Key(event.key()) in _CLEAR:
                self.committed.emit("")
                return True
        return super().eventFilter(watched, event)

    def _take(self, place: int) -> None:
        self.committed.emit(self._scale.shown(place))

    def _show_value(self, node: Node) -> None:
        words = {choice.value: markdown.to_plain(choice.label) for choice in node.choices}
        texts = [
            f"{self._scale.shown(place)} {words.get(self._scale.text(place), '')}".strip()
            for place in range(self._scale.count)
        ]
        with QSignalBlocker(self._combo):
            if texts != self._texts:
                self._texts = texts
                self._combo.clear()
                self._combo.addItems(texts)
            place = self._scale.place(node.value)
            self._combo.setCurrentIndex(-1 if place is None else place)
        self._combo.setEnabled(not self.read_only)


class Star(ChoiceRow):
    """One star; it is filled when it or a later one is chosen."""

    filled = False

    def sizeHint(self) -> QSize:
        """Ask for a square."""
        return QSize(self.mark_size + 16, self.mark_size + 16)

    def minimumSizeHint(self) -> QSize:
        """Allow nothing smaller."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Hold no words."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the star; ground and frame tell where the focus is."""
        del event
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            paint_ground(painter, self)
        painter.setBrush(QColor(c.accent) if self.filled else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.accent if self.filled else c.line_strong), 1.6))
        middle, radius = (
            QPointF(self.rect().center()) + QPointF(0.5, 1.5),
            (self.mark_size + 2) / 2,
        )
        corners = [middle + QPointF(x, y) * radius for x, y in _POINTS]
        painter.drawPolygon(QPolygonF(corners))


class RatingField(OneOfList):
    """`rating`: stars, told by words too."""

    def _build_editor(self) -> QWidget:
        self._scale = Scale.of(self._node.presentation.range)
        holder = QWidget(self)
        stars = super()._build_editor()
        self._list.keep_all = True
        self._said_number = QLabel(holder)
        self._said_number.setProperty("kind", "muted")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(stars)
        row.addWidget(self._said_number, 1)
        return holder

    def _arrangement(self) -> QBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        return line

    def _make_row(self, wording: Wording, choice: Choice, parent: QWidget) -> ChoiceRow:
        del choice
        return Star(wording, parent)

    def _named_control(self) -> QWidget:
        return self._list

    def _show_value(self, node: Node) -> None:
        words = {choice.value: markdown.to_plain(choice.label) for choice in node.choices}
        places = [p for p in range(self._scale.count) if self._scale.text(p) != "0"]
        texts = [self._scale.text(place) for place in places]
        highest = stored(max((self._scale.number(place) for place in places), default=Decimal()))
        of_all = self.tr("{0} dari {1} bintang").replace("{1}", highest.replace(".", ","))
        offered = tuple(
            Choice(
                text,
                f"{of_all.format(text.replace('.', ','))} {words.get(text, '')}",
            )
            for text in texts
        )
        self._list.set_choices(offered)
        self._list.set_chosen([node.value] if node.value else [], read_only=self.read_only)
        at = texts.index(node.value) if node.value in texts else -1
        for place, star in enumerate(self._list.rows):
            if isinstance(star, Star):
                star.filled = place <= at
                star.setToolTip(offered[place].label.strip())
                star.update()
        none = self.tr("Belum dijawab") if not self.read_only else self.tr("Tidak dijawab.")
        self._said_number.setText(offered[at].label.strip() if at >= 0 else node.value or none)


def range_field(node: Node) -> type[Field]:
    """Return the field that suits the number of places; too many stars are no stars."""
    scale = Scale.of(node.presentation.range)
    style = node.presentation.range.style.value
    if style == "rating" and scale.count <= MOST_STARS + 1:
        return RatingField
    if style == "picker" and scale.count <= MOST_LISTED:
        return ListedNumber
    return SliderField


def _tick_places(node: Node, scale: Scale) -> int:
    """Return how many places lie between two ticks, 0 for none."""
    limits = node.presentation.range
    if not limits.ticks:
        return 0
    if limits.tick_interval:
        return max(round(limits.tick_interval / limits.step), 1)
    every = 1
    while (scale.count - 1) // every > 20:
        every *= 5 if str(every).startswith("2") else 2
    return every
