"""How the window looks: colours, measures, icons; palette and style sheet follow them."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from string import Template
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from bina_desktop.ui.shades import CONTRAST, DARK, LIGHT, Colours, Shade

GAP: Final = 8
"""Between things that belong together, in logical pixels; 2 × GAP between groups."""
MARGIN: Final = 18
"""Around a page."""

_SUFFIX: Final = {LIGHT.ground: "", DARK.ground: "-dark", CONTRAST.ground: "-contrast"}
"""Ends of the names of the few icons that the style sheet itself refers to, by their ground."""
_LEAST_SCALED: Final = 4
"""Thinner measures of the style sheet are lines, and stay as they are in large text."""
_SIZE_RESOLVED: Final = 2
"""QFont::SizeResolved, which PySide does not name."""
_STYLED: Final = "bina_styled"
_NO_POINT: Final = 0.01
_MEASURES: Final = "bina_measures"

_colours: Colours = LIGHT
_factor: float = 1.0
_base: QFont | None = None
"""The font at 100 %; asked of the system once, because the application's own font hides it."""
_kept: list[QIconEngine] = []


@runtime_checkable
class Dressed(Protocol):
    """A widget that keeps colours or sizes of its own making."""

    def redress(self) -> None:
        """Take them anew: the theme or the text size has changed."""
        ...


def colours() -> Colours:
    """Return the colours in use."""
    return _colours


def live(shade: str) -> str:
    """Return the colour that the task of this one has now; colours without a task stay."""
    return getattr(_colours, shade.task) if isinstance(shade, Shade) else shade


def px(measure: float) -> int:
    """Return a measure, given in logical pixels for text of 100 %, for the text size in use."""
    return round(measure * _factor)


def sized(widget: QWidget, **measures: int) -> None:
    """Give sizes that follow the text size.

    `width`, `height` are fixed; `min_width`, `max_width`, `min_height`, `max_height` are bounds;
    all in logical pixels at 100 %.
    """
    widget.setProperty(_MEASURES, {**(widget.property(_MEASURES) or {}), **measures})
    _apply_measures(widget)


def open_at(window: QWidget, width: int, height: int) -> None:
    """Let a window open at this size, in logical pixels at 100 %; never larger than the screen."""
    room = QGuiApplication.primaryScreen().availableSize() * 0.95
    window.resize(QSize(px(width), px(height)).boundedTo(room))


def apply_theme(
    app: QApplication, resources: Path, *, shades: Colours = LIGHT, percent: int = 100
) -> None:
    """Dress the application and everything in it: style, palette, font, style sheet, icons."""
    global _colours, _factor
    before = _factor
    _colours, _factor = shades, percent / 100
    _icons_dir.cache_clear()
    _is_drawn.cache_clear()
    _pixmap.cache_clear()
    own_sizes = [(widget, _own_size(widget)) for widget in app.allWidgets()]
    app.setProperty("bina_icons", str(resources / "icons"))
    if not app.property(_STYLED):
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    app.setFont(_font(resources / "fonts"))
    app.setPalette(_palette(shades))
    app.setStyleSheet(_style_sheet(shades, resources))
    app.setWindowIcon(QIcon(str(resources / "icons" / "app.svg")))
    for widget, size in own_sizes:
        _redress(widget, size, _factor / before)


def icon(name: str, colour: str = "") -> QIcon:
    """Return an icon of `resources/icons`; an empty one when there is no such file.

    The colour is one of `colours()` ('' = that of text), and follows the theme.
    """
    if not _is_drawn(name):
        return QIcon()
    return QIcon(_Glyph(name, colour or colours().text))


def scaled(widget_font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """Return the font in another size, for headings and small print."""
    font = QFont(widget_font)
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class _Glyph(QIconEngine):
    """Draws an icon in the colour that its task has at this moment."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing, kept for the next time."""
        del state
        disabled = mode is QIcon.Mode.Disabled
        shade = _colours.disabled if disabled else live(self._colour)
        return _pixmap(self._name, str(shade), size.width(), size.height())

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the drawing for a screen with more dots."""
        del scale  # `size` is in dots already
        return self.pixmap(size, mode, state)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into a rectangle, as sharp as the screen is."""
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    def clone(self) -> QIconEngine:
        """Return one more; it is kept, because Qt owns it without telling Python."""
        made = _Glyph(self._name, self._colour)
        _kept.append(made)
        return made

    def isNull(self) -> bool:
        """Tell that there is something to draw."""
        return False


@cache
def _pixmap(name: str, shade: str, width: int, height: int) -> QPixmap:
    svg = (_icons_dir() / f"{name}.svg").read_text(encoding="utf-8").replace("#000000", shade)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap


@cache
def _is_drawn(name: str) -> bool:
    """Tell whether there is such an icon; the disk is asked once."""
    return (_icons_dir() / f"{name}.svg").is_file()


@cache
def _icons_dir() -> Path:
    app = QApplication.instance()
    return Path(str(app.property("bina_icons"))) if app is not None else Path()


def _own_size(widget: QWidget) -> float:
    """Return the size in points of a font of its own; 0 where it has the application's."""
    font = widget.font()
    return font.pointSizeF() if font.resolveMask() & _SIZE_RESOLVED else 0


def _redress(widget: QWidget, own_size: float, ratio: float) -> None:
    """Bring fonts and measures to the new text size, and colours to the new theme.

    `own_size` was read before: a new style sheet brings back the font that it first saw.
    """
    if own_size > 0 and abs(widget.font().pointSizeF() - own_size * ratio) > _NO_POINT:
        font = QFont(widget.font())
        font.setPointSizeF(own_size * ratio)
        widget.setFont(font)
    if ratio != 1.0:
        _apply_measures(widget)
        if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
            side = round(widget.iconSize().width() * ratio)
            widget.setIconSize(QSize(side, side))
    if isinstance(widget, Dressed):
        widget.redress()
    widget.update()


def _apply_measures(widget: QWidget) -> None:
    """Set what `sized` was told, in the text size in use."""
    setters = {
        "width": widget.setFixedWidth,
        "height": widget.setFixedHeight,
        "min_width": widget.setMinimumWidth,
        "max_width": widget.setMaximumWidth,
        "min_height": widget.setMinimumHeight,
        "max_height": widget.setMaximumHeight,
    }
    for name, measure in (widget.property(_MEASURES) or {}).items():
        setters[name](px(measure))


_TEXT_FACES: Final = ("Noto Sans", "Inter", "Cantarell", "Ubuntu", "Liberation Sans")
"""Faces for reading that Linux systems bring along, the best first."""


def _font(shipped: Path) -> QFont:
    """Keep the system's font; on Linux take a text face instead of the very wide DejaVu fallback.

    A system without any is lent the one that our documents are set in, so that nothing is cut off.
    """
    global _base  # noqa: PLW0603 - asked of the system once
    if _base is None:
        _base = QFont(QApplication.font())
        if sys.platform.startswith("linux"):
            if not (present := _text_faces()):
                for file in shipped.glob("LiberationSans-*.ttf"):
                    QFontDatabase.addApplicationFont(str(file))
                present = _text_faces()
            _base.setFamilies([*present[:2], "DejaVu Sans"])
        _base.setPointSizeF(max(_base.pointSizeF(), 10.0))
    return scaled(_base, _factor)


def _text_faces() -> list[str]:
    present = set(QFontDatabase.families())
    return [family for family in _TEXT_FACES if family in present]


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, c.ground),
        (role.Base, c.surface),
        (role.AlternateBase, c.ground),
        (role.Button, c.surface),
        (role.Light, c.sunken),
        (role.Midlight, c.line),
        (role.Mid, c.line),
        (role.Dark, c.line_strong),
        (role.Shadow, c.line_strong),
        (role.Text, c.text),
        (role.WindowText, c.text),
        (role.ButtonText, c.text),
        (role.BrightText, c.bad),
        (role.PlaceholderText, c.disabled),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.ToolTipBase, c.text),
        (role.ToolTipText, c.surface),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent_dark),
        (role.Accent, c.accent),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.disabled))
    return palette


def _style_sheet(c: Colours, resources: Path) -> str:
    """Fill in colours, and scale every measure that is no line."""
    sheet = (resources / "window.qss").read_text(encoding="utf-8")
    values = {name: str(getattr(c, name)) for name in Colours.__slots__}
    icons = (resources / "icons").as_posix()
    filled = Template(sheet).substitute(values, icons=icons, set=_SUFFIX[c.ground])
    return re.sub(r"\b(\d+)px", lambda found: f"{_scaled_measure(int(found[1]))}px", filled)


def _scaled_measure(measure: int) -> int:
    return measure if measure < _LEAST_SCALED else px(measure)
