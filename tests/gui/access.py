"""What every screen must give people who read with other eyes or without a mouse; as checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from tests.gui.contrast import contrast

_PARTS = 5
"""Times that Tab may be pressed without coming to another control."""
_FRAME = 6
"""Pixels at the edge of a control that are its frame and not its text."""
_MOST_COLOURS = 40
_FEW_PIXELS = 3
"""Fewer of one colour are the rim of a letter, not the letter."""
_SHORT = 6
"""A sign or two, which may have no more dots than that in their own colour."""


def told(widget: QWidget) -> str:
    """Describe a widget so that a person finds it."""
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    parents: list[str] = []
    at = widget.parentWidget()
    while at is not None and len(parents) < 3:
        parents.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return f"{type(widget).__name__} “{str(words)[:50]}” in {' < '.join(parents)}"


def shown(root: QWidget) -> Iterator[QWidget]:
    """Yield what stands in a window now, in no order."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root:
            yield widget


# --- names ------------------------------------------------------------------------------------


def is_stop(widget: QWidget) -> bool:
    """Tell whether Tab should stop here."""
    tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tab and widget.isEnabled() and not _inner(widget)


def _inner(widget: QWidget) -> bool:
    """Tell parts of Qt's own controls from controls."""
    parent = widget.parentWidget()
    part = isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")
    bare = isinstance(widget, QAbstractScrollArea) and widget.focusProxy() is not None
    return (
        part
        or bare
        or isinstance(parent, QComboBox | QLineEdit)
        or widget.focusProxy() is not None
    )


def nameless(root: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name."""
    found: list[str] = []
    for widget in shown(root):
        if not (is_stop(widget) or (isinstance(widget, QAbstractButton) and not _inner(widget))):
            continue
        if isinstance(widget.parentWidget(), QTabBar):
            continue  # the arrows of a crowded tab bar: keys go past them
        face = QAccessible.queryAccessibleInterface(widget)
        if not face.text(QAccessible.Text.Name).strip():
            found.append(told(widget))
    return found


# --- focus ------------------------------------------------------------------------------------


def walk(start: QWidget, key: Qt.Key) -> list[QWidget]:
    """Press Tab (or Backtab) from a control until it has the focus again; where it stops.

    The window is asked, not the application: it knows its focus also while another program's
    window is in front.
    """
    window = start.window()
    start.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = []
    at, rest = window.focusWidget(), _PARTS
    while at is not None and rest:
        if at not in stops:
            stops.append(at)
            rest = _PARTS
        elif at is stops[0] and len(stops) > 1:
            break
        rest -= 1  # a date has parts, between which Tab goes before it leaves
        QTest.keyClick(at, key)
        at = window.focusWidget()
    return stops


def focus_faults(root: QWidget) -> list[str]:
    """Return traps, controls that Tab does not reach, and jumps against the reading order."""
    wanted = [widget for widget in shown(root) if is_stop(widget)]
    if not wanted:
        return []
    first = min(
        (one for one in wanted if _in_sight(one, root)),
        key=lambda one: (_box(one, root).top() // 20, _box(one, root).left()),
    )
    forward = walk(first, Qt.Key.Key_Tab)
    if not forward:
        return [f"no focus: {told(first)}"]
    back = walk(forward[0], Qt.Key.Key_Backtab)
    reached = set(map(id, forward))
    missed = [w for w in wanted if id(w) not in reached and not _peer_reached(w, forward)]
    faults = [f"not reached by Tab: {told(one)}" for one in missed]
    if {id(one) for one in back} != reached:
        differing = [one for one in (*forward, *back) if (one in forward) != (one in back)]
        faults += [f"Tab and Shift+Tab differ at {told(one)}" for one in differing]
    return faults + _jumps(root, forward)


def _peer_reached(widget: QWidget, stops: list[QWidget]) -> bool:
    """Tell whether arrows lead here: one of several exclusive buttons is a stop of all."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    if group is not None and group.exclusive():
        return any(one in stops for one in group.buttons())
    return widget.autoExclusive() and any(
        isinstance(one, type(widget)) and one.parentWidget() is widget.parentWidget()
        for one in stops
    )


def _jumps(root: QWidget, stops: list[QWidget]) -> list[str]:
    faults: list[str] = []
    for here, there in pairwise(stops):
        if not (here.isVisible() and there.isVisible()):
            continue
        a, b = _boxes(here, there, root)
        over = min(a.right(), b.right()) - max(a.left(), b.left())
        beside = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
        up = b.bottom() <= a.top() and over > 0
        left = b.right() <= a.left() and beside > min(a.height(), b.height()) // 2
        if up or left:
            faults.append(f"Tab goes back from {told(here)} to {told(there)}")
    return faults


def _boxes(here: QWidget, there: QWidget, root: QWidget) -> tuple[QRect, QRect]:
    """Return where two controls stand; of one in a scrolled area only the area stands still."""
    areas = _area_of(here), _area_of(there)
    if areas[0] is areas[1]:
        return _box(here, root), _box(there, root)
    return _box(areas[0] or here, root), _box(areas[1] or there, root)


def _in_sight(widget: QWidget, root: QWidget) -> bool:
    area = _area_of(widget)
    return area is None or _box(area, root).intersects(_box(widget, root))


def _area_of(widget: QWidget) -> QWidget | None:
    """Return the scrolled area that a widget stands in, if it can be scrolled now.

    What stands in the heading of a table is scrolled with its columns.
    """
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QHeaderView):
            return at
        if isinstance(at, QScrollArea) and at.verticalScrollBar().maximum() > 0:
            return at
        at = at.parentWidget()
    return None


def _box(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


# --- contrast ---------------------------------------------------------------------------------


def weak_words(root: QWidget, least: float) -> list[str]:
    """Return what is written with too little contrast, measured on the picture of the window."""
    picture = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found: list[str] = []
    for widget in shown(root):
        if not _written(widget):
            continue
        seen = widget.visibleRegion().boundingRect()
        if _covered(widget, seen.center(), root):
            continue  # a palette stands over it
        edge = _FRAME if isinstance(widget, QAbstractButton | QLineEdit) else 0
        inner = seen.adjusted(edge, edge, -edge, -edge)
        if inner.width() < 12 or inner.height() < 8:
            continue
        part = picture.copy(inner.translated(widget.mapTo(root, QPoint(0, 0))))
        few = widget.property("text") is not None and len(str(widget.property("text"))) < _SHORT
        ratio = contrast_in(part, 1 if few else _FEW_PIXELS)
        if ratio is not None and ratio < least:
            found.append(f"{ratio:.1f} : 1 for {told(widget)}")
    return found


def contrast_in(picture: QImage, least: int) -> float | None:
    """Return the contrast of what stands in a picture with its ground; None where nothing does.

    `least` is how many dots of a colour are counted.
    """
    return _contrast_of(bytes(picture.constBits()), least)


@cache
def _contrast_of(dots: bytes, least: int) -> float | None:
    """Measure; the frame of the window is the same on most screens, and measured once."""
    counted = Counter(memoryview(dots).cast("I").tolist())
    (ground, _), *others = counted.most_common(_MOST_COLOURS)
    kept = [colour for colour, count in others if count >= least]
    return max((_ratio(colour, ground) for colour in kept), default=None)


@cache
def _ratio(one: int, other: int) -> float:
    return contrast(QColor.fromRgb(one), QColor.fromRgb(other))


def _covered(widget: QWidget, at: QPoint, root: QWidget) -> bool:
    top = root.childAt(widget.mapTo(root, at))
    return top is not None and top is not widget and not widget.isAncestorOf(top)


def _written(widget: QWidget) -> bool:
    if isinstance(widget, QLabel | QPushButton):
        return bool(widget.text().strip())
    return isinstance(widget, QLineEdit) and bool(widget.text() or widget.placeholderText())


# --- room for words ---------------------------------------------------------------------------


def cut_words(root: QWidget) -> list[str]:
    """Return texts that do not fit where they stand and have no tool tip that tells them whole."""
    found: list[str] = []
    for widget in shown(root):
        if isinstance(widget, QLabel):
            fault = _cut_label(widget)
        elif isinstance(widget, QPushButton):
            fault = _cut_button(widget)
        elif isinstance(widget, QComboBox):
            fault = _cut_combo(widget)
        elif isinstance(widget, QLineEdit):
            fault = _cut_placeholder(widget)
        elif isinstance(widget, QHeaderView):
            found += _cut_titles(widget)
            continue
        else:
            continue
        if fault and not widget.toolTip():
            found.append(f"{fault}: {told(widget)}")
    return found


def _cut_label(one: QLabel) -> str:
    if not one.text() or one.textFormat() is Qt.TextFormat.RichText:
        return ""
    if one.wordWrap():
        need = one.heightForWidth(one.width())
        return f"{need} high in {one.height()}" if need > one.height() + 2 else ""
    text = one.text().replace("&", "") if one.buddy() else one.text()
    need = one.fontMetrics().size(0, text)
    margins = one.contentsMargins()
    room = one.contentsRect()
    if need.width() > room.width() + 2 or one.fontMetrics().height() > room.height() + 2:
        return f"{need.width()}×{need.height()} in {room.width()}×{room.height()} {margins.left()}"
    return ""


def _cut_button(one: QPushButton) -> str:
    if not one.text():
        return ""
    need, room = one.sizeHint(), one.size()
    if need.width() > room.width() + 2 or need.height() > room.height() + 2:
        return f"{need.width()}×{need.height()} in {room.width()}×{room.height()}"
    return ""


def _cut_combo(one: QComboBox) -> str:
    need = one.fontMetrics().horizontalAdvance(one.currentText())
    return f"{need} wide in {one.width()}" if need + 30 > one.width() else ""


def _cut_placeholder(one: QLineEdit) -> str:
    if one.text() or not one.placeholderText() or isinstance(one.parentWidget(), QComboBox):
        return ""
    need = one.fontMetrics().horizontalAdvance(one.placeholderText())
    return f"{need} wide in {one.width()}" if need + 10 > one.width() else ""


def _cut_titles(header: QHeaderView) -> list[str]:
    model = header.model()
    if header.orientation() is not Qt.Orientation.Horizontal or model is None:
        return []
    faults: list[str] = []
    for section in range(header.count()):
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        need = header.fontMetrics().horizontalAdvance(title)
        if need + 8 > header.sectionSize(section) and not header.isSectionHidden(section):
            view = header.parentWidget()
            name = view.accessibleName() if isinstance(view, QAbstractItemView) else ""
            faults.append(f"title “{title}” needs {need} of {header.sectionSize(section)}: {name}")
    return faults


def overflow(root: QWidget, width: int, height: int) -> list[str]:
    """Return by how much a window is larger than the screen, if it is."""
    least = root.minimumSizeHint().expandedTo(root.minimumSize())
    if least.width() > width or least.height() > height:
        return [f"needs {least.width()}×{least.height()} of {width}×{height}"]
    return []


def sideways(root: QWidget) -> list[str]:
    """Return areas that can be scrolled sideways: a line that goes on out of sight is not read."""
    return [
        f"{one.horizontalScrollBar().maximum()} pixels sideways: {told(one)}"
        for one in shown(root)
        if isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum() > 0
    ]


def main_out_of_sight(root: QWidget) -> list[str]:
    """Return main buttons of which a part is to be scrolled for."""
    return [
        f"out of sight: {told(one)}"
        for one in shown(root)
        if isinstance(one, QPushButton)
        and one.property("kind") == "primary"
        and one.visibleRegion().boundingRect() != one.rect()
    ]
