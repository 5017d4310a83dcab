"""How the window looks: one set of colours and measures; palette and style sheet follow it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour by its task; text on its ground has a contrast of at least 4.5 : 1."""

    ground: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    text: str
    muted: str
    disabled: str
    handle: str
    accent: str
    accent_dark: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT: Final = Colours(
    ground="#F4F6F7",
    surface="#FFFFFF",
    sunken="#EBEFF1",
    line="#DCE2E6",
    line_strong="#8593A0",
    text="#18232D",
    muted="#51606D",
    disabled="#63707B",
    handle="#B3BDC6",
    accent="#0B5C68",
    accent_dark="#084853",
    accent_soft="#E1F0F1",
    on_accent="#FFFFFF",
    good="#1B6A3C",
    good_soft="#E4F3E9",
    warn="#8A4700",
    warn_soft="#FFF1DB",
    bad="#A4221D",
    bad_soft="#FCE9E7",
)

GAP: Final = 8
"""Between things that belong together, in logical pixels; 2 × GAP between groups."""
MARGIN: Final = 18
"""Around a page."""


def colours() -> Colours:
    """Return the colours in use; a dark set would be chosen here."""
    return LIGHT


def apply_theme(app: QApplication, resources: Path) -> None:
    """Give the application its style, palette, font, style sheet and icon."""
    _icons_dir.cache_clear()
    app.setProperty("bina_icons", str(resources / "icons"))
    app.setStyle("Fusion")
    app.setFont(_font())
    app.setPalette(_palette(colours()))
    app.setStyleSheet(_style_sheet(colours(), resources))
    app.setWindowIcon(QIcon(str(resources / "icons" / "app.svg")))


def icon(name: str, colour: str = "") -> QIcon:
    """Return an icon of `resources/icons` in a colour; an empty one when there is no such file."""
    return _icon(name, colour or colours().text)


def scaled(widget_font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """Return the font in another size, for headings and small print."""
    font = QFont(widget_font)
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@cache
def _icons_dir() -> Path:
    app = QApplication.instance()
    return Path(str(app.property("bina_icons"))) if app is not None else Path()


@cache
def _icon(name: str, colour: str) -> QIcon:
    path = _icons_dir() / f"{name}.svg"
    if not path.is_file():
        return QIcon()
    made = QIcon()
    for shade, mode in ((colour, QIcon.Mode.Normal), (colours().disabled, QIcon.Mode.Disabled)):
        svg = path.read_text(encoding="utf-8").replace("#000000", shade)
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        for size in (16, 24, 32, 48, 64):
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def _font() -> QFont:
    """Keep the system's font; on Linux prefer a text face to the very wide DejaVu fallback."""
    font = QFont(QApplication.font())
    if sys.platform.startswith("linux"):
        present = set(QFontDatabase.families())
        wanted = ("Noto Sans", "Inter", "Cantarell", "Ubuntu", "Liberation Sans", "DejaVu Sans")
        font.setFamilies([family for family in wanted if family in present][:3])
    font.setPointSizeF(max(font.pointSizeF(), 10.0))
    return font


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, c.ground),
        (role.Base, c.surface),
        (role.AlternateBase, c.ground),
        (role.Button, c.surface),
        (role.Text, c.text),
        (role.WindowText, c.text),
        (role.ButtonText, c.text),
        (role.PlaceholderText, c.disabled),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.ToolTipBase, c.text),
        (role.ToolTipText, c.surface),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent_dark),
        (role.Accent, c.accent),
        (role.Mid, c.line),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.disabled))
    return palette


def _style_sheet(c: Colours, resources: Path) -> str:
    sheet = (resources / "window.qss").read_text(encoding="utf-8")
    values = {name: getattr(c, name) for name in Colours.__slots__}
    icons = (resources / "icons").as_posix()
    return Template(sheet).substitute(values, icons=icons)
