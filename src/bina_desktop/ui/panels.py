"""The pieces pages are laid out with: labels, buttons, cards, sections, rows of fields."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.ui.ringed import RingedButton
from bina_desktop.ui.theme import GAP, colours, icon, px, scaled, sized


class Wrapped(QLabel):
    """Wraps its words and claims the height they need; nested layouts do not ask for it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        """Show other words."""
        if text != self.text():
            super().setText(text)
            self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height at this width."""
        super().resizeEvent(event)
        self._claim()

    def changeEvent(self, event: QEvent) -> None:
        """Claim the height that another font needs."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._claim()

    def sizeHint(self) -> QSize:
        """Wish for no more than the words need."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.minimumHeight() or hint.height())

    def _claim(self) -> None:
        self.setMinimumHeight(0)  # a label never says that it needs less than its minimum
        self.setMinimumHeight(self.heightForWidth(self.width()) if self.text() else 0)


class Picture(QLabel):
    """Shows an icon; it follows theme and text size. Screen readers pass it by."""

    def __init__(self, glyph: str = "", colour: str = "", *, size: int = 16) -> None:
        super().__init__()
        self._glyph, self._colour, self._size = glyph, colour, size
        self._image: QPixmap | None = None
        self.redress()

    def show_glyph(self, glyph: str, colour: str = "") -> None:
        """Show another icon; '' is the colour of text."""
        if (glyph, colour, None) == (self._glyph, self._colour, self._image):
            return
        self._glyph, self._colour, self._image = glyph, colour, None
        self.redress()

    def show_image(self, image: QPixmap) -> None:
        """Show a picture of one's own instead, as large as the icon would be."""
        self._image = image
        self.redress()

    def redress(self) -> None:
        """Draw anew."""
        side = QSize(px(self._size), px(self._size))
        ratio = self.devicePixelRatio()
        if self._image is not None:
            keep = Qt.AspectRatioMode.KeepAspectRatio
            drawn = self._image.scaled(
                side * ratio, keep, Qt.TransformationMode.SmoothTransformation
            )
            drawn.setDevicePixelRatio(ratio)
        else:
            drawn = icon(self._glyph, self._colour).pixmap(side, ratio)
        self.setPixmap(drawn)


def label(
    text: str = "",
    *,
    kind: str = "",
    size: float = 1.0,
    bold: bool = False,
    wrap: bool = False,
    selectable: bool = False,
) -> QLabel:
    """Make a plain-text label; `kind` is one of the style sheet (`muted`, `fault` …)."""
    made = Wrapped(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    if size != 1.0 or bold:
        made.setFont(scaled(made.font(), size, bold=bold))
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def plain_tip(text: str) -> str:
    """Return a text as a tool tip that shows it as it stands.

    A tip that looks like HTML would be drawn as such, and what it names be opened: names and
    words come from other computers.
    """
    return f"<p>{escape(text)}</p>".replace("\n", "<br>") if "<" in text else text


def button(
    text: str,
    slot: Callable[[], object] | None = None,
    *,
    kind: str = "",
    glyph: str = "",
    name: str = "",
) -> QPushButton:
    """Make a button; `kind` is primary, danger, link, quiet or ''; `name` for screen readers."""
    made = RingedButton(text)
    if kind:
        made.setProperty("kind", kind)
    if glyph:
        on_accent = kind == "primary"
        made.setIcon(icon(glyph, colours().on_accent if on_accent else ""))
        made.setIconSize(QSize(px(16), px(16)))
    made.setAccessibleName(name or text.replace("&", ""))
    made.setAutoDefault(kind == "primary")
    if slot is not None:
        made.clicked.connect(lambda: slot())  # noqa: PLW0108 - drops Qt's argument `checked`
    return made


def retitle(control: QPushButton, text: str) -> None:
    """Give a button other words, for eyes and for screen readers."""
    control.setText(text)
    control.setAccessibleName(text.replace("&", ""))


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and have it looked at again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def allow(control: QPushButton, allowed: bool, why_not: str = "") -> None:
    """Enable a button, or disable it and say why where the pointer and screen readers find it."""
    control.setEnabled(allowed)
    control.setToolTip("" if allowed else why_not)
    control.setAccessibleDescription("" if allowed else why_not)


def row(*items: QWidget | int | None, spacing: int = GAP) -> QHBoxLayout:
    """Lay out side by side; an int is a stretch, None is left out."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif item is not None:
            layout.addWidget(item)
    return layout


def inset(widget: QWidget, margin: int = 18) -> QHBoxLayout:
    """Lay out one widget with room at its sides."""
    layout = row(widget)
    layout.setContentsMargins(margin, 0, margin, 0)
    return layout


def column(*items: QWidget | QLayout | int, spacing: int = GAP, margins: int = 0) -> QVBoxLayout:
    """Lay out one below the other; an int is a stretch."""
    layout = QVBoxLayout()
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def scrolled(content: QWidget) -> QScrollArea:
    """Put a widget where it can be scrolled when the window is small."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class Card(QFrame):
    """A white panel; add to `body`."""

    def __init__(self, *, margins: int = 2 * GAP, spacing: int = GAP) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margins, margins, margins, margins)
        self.body.setSpacing(spacing)


class EmptyState(QWidget):
    """Says honestly that there is nothing here, and what to do next."""

    def __init__(self, title: str = "", text: str = "", *, glyph: str = "info") -> None:
        super().__init__()
        picture = Picture(glyph, colours().line_strong, size=32)
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = label(title, size=1.15, bold=True, wrap=True)
        self._text = label(text, kind="muted", wrap=True)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            sized(part, max_width=520)
            sized(part, min_width=200)
        self._layout = column(1, picture, spacing=6)
        for part in (self._title, self._text):
            centred = QHBoxLayout()
            centred.addStretch(1)
            centred.addWidget(part, 20)
            centred.addStretch(1)
            self._layout.addLayout(centred)
        self._layout.addStretch(2)
        self._layout.setContentsMargins(16, 20, 16, 20)
        self.setLayout(self._layout)

    def say(self, title: str, text: str) -> None:
        """Show other words."""
        self._title.setText(title)
        self._text.setText(text)

    @property
    def text(self) -> str:
        """What is said, title first."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def add_action(self, control: QWidget) -> None:
        """Put a button, or a row of them, below the words."""
        centred = row(1, control, 1)
        centred.setContentsMargins(0, 8, 0, 0)
        self._layout.insertLayout(self._layout.count() - 1, centred)


class OneOf(QWidget):
    """Shows one of several panels and is as large as that one, not as the largest."""

    def __init__(self, *panels: QWidget) -> None:
        super().__init__()
        self._panels = panels
        self.setLayout(column(*panels, spacing=0))
        self.show_index(0)

    @property
    def index(self) -> int:
        """Which one is shown."""
        return self._index

    def show_index(self, index: int) -> None:
        """Show this one."""
        self._index = index
        for number, panel in enumerate(self._panels):
            panel.setVisible(number == index)


class FieldRows(QFormLayout):
    """Rows of label and field; the label's mnemonic leads to the field, and names it."""

    def __init__(self) -> None:
        super().__init__()
        self._names: list[QLabel] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(14)
        self.setVerticalSpacing(9)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def add(self, text: str, field: QWidget, *notes: QWidget) -> None:
        """Append a row; notes (hints, faults) stand below the field."""
        named = label(text)
        named.setTextFormat(Qt.TextFormat.AutoText)
        named.setContentsMargins(0, 4, 0, 0)
        named.setBuddy(field)
        field.setAccessibleName(text.replace("&", "").rstrip(" *"))
        self._names.append(named)
        if notes:
            self.addRow(named, column(field, *notes, spacing=3))
        else:
            self.addRow(named, field)

    def need(self) -> int:
        """Return the width of its longest name."""
        return max((one.sizeHint().width() for one in self._names), default=0)

    def give(self, width: int) -> None:
        """Begin all fields behind names of this width."""
        for one in self._names:
            one.setMinimumWidth(width)


class OneEdge(QObject):
    """Lets the fields of several groups in one window begin at one edge, in every text size."""

    def __init__(self, window: QWidget, *groups: tuple[FieldRows, int]) -> None:
        """Each group with the pixels by which it is moved to the right."""
        super().__init__(window)
        self._groups = list(groups)
        window.installEventFilter(self)

    def add(self, rows: FieldRows) -> None:
        """Let these begin there too."""
        self._groups.append((rows, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure when the window comes and when its letters change."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            edge = max(rows.need() + indent for rows, indent in self._groups)
            for rows, indent in self._groups:
                rows.give(edge - indent)
        return super().eventFilter(watched, event)


class Note(Wrapped):
    """A line below a field; takes no room while it says nothing."""

    def __init__(self, text: str = "", *, kind: str = "muted") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setFont(scaled(self.font(), 0.93))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setText(text)
        if not text:
            self.hide()  # never shown here: without a parent yet it would flash up as a window

    def say(self, text: str, kind: str = "") -> None:
        """Show a sentence; '' hides the line."""
        if kind:
            restyle(self, "kind", kind)
        self.setText(text)
        self.setVisible(bool(text))
