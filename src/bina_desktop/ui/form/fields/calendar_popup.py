"""A calendar, or the months of a year, in a small window under a line."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bina_desktop.ui.panels import button, label, restyle
from bina_desktop.ui.theme import colours

_INDONESIAN = QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia)
_PAGING = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -3,
    Qt.Key.Key_Down: 3,
    Qt.Key.Key_PageUp: -12,
    Qt.Key.Key_PageDown: 12,
}


class _Popup(QFrame):
    picked = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")

    def show_under(self, control: QWidget) -> None:
        """Show it below a control, above where the screen ends."""
        self.adjustSize()
        below = control.mapToGlobal(QPoint(0, control.height() + 2))
        screen = control.screen().availableGeometry()
        if below.y() + self.height() > screen.bottom():
            below = control.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(below)
        self.show()
        self.focus_within()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that page from the window's own."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in _PAGING
        ):
            event.accept()
            return True
        return super().event(event)

    def focus_within(self) -> None:
        """Put the focus where the arrows work."""
        raise NotImplementedError

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day)
        self.close()


class CalendarPopup(_Popup):
    """The days of a month."""

    def __init__(self, parent: QWidget, day: QDate) -> None:
        super().__init__(parent)
        self._calendar = QCalendarWidget(self)
        self._calendar.setLocale(_INDONESIAN)
        self._calendar.setSelectedDate(day)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.activated.connect(self._pick)
        self._calendar.clicked.connect(self._pick)
        self._calendar.setAccessibleName(self.tr("Kalender"))
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(colours().bad))  # Qt's own red is hard to read in the dark
        for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(name, weekend)
        for turn, sign in (("prev", "‹"), ("next", "›")):
            arrow = self._calendar.findChild(QToolButton, f"qt_calendar_{turn}month")
            if arrow is not None:
                arrow.setIcon(QIcon())  # black in every theme
                arrow.setText(sign)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._calendar)

    def focus_within(self) -> None:
        """Put the focus on the days."""
        self._calendar.setFocus()


class MonthPopup(_Popup):
    """The months of a year; arrows walk, Page Up and Page Down change the year."""

    def __init__(self, parent: QWidget, day: QDate) -> None:
        super().__init__(parent)
        self._day = QDate(day.year(), day.month(), 1)
        self._title = label(bold=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        for words, glyph, years in (
            (self.tr("Tahun sebelumnya"), "‹", -1),
            (self.tr("Tahun berikutnya"), "›", 1),
        ):
            turn = button(glyph, lambda years=years: self._turn(12 * years), name=words)
            turn.setToolTip(words)
            turn.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            head.addWidget(turn)
            if years < 0:
                head.addWidget(self._title, 1)
        self._months: list[QPushButton] = []
        grid = QGridLayout()
        for month in range(12):
            made = button(
                _INDONESIAN.monthName(month + 1, QLocale.FormatType.ShortFormat),
                lambda month=month: self._pick(QDate(self._day.year(), month + 1, 1)),
                name=_INDONESIAN.monthName(month + 1),
            )
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            grid.addWidget(made, month // 3, month % 3)
            self._months.append(made)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addLayout(grid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def focus_within(self) -> None:
        """Take the keys."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, take with Enter or Space."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._turn(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._day)
        else:
            super().keyPressEvent(event)

    def _turn(self, months: int) -> None:
        self._day = self._day.addMonths(months)
        self._show()

    def _show(self) -> None:
        self._title.setText(str(self._day.year()))
        name = f"{_INDONESIAN.monthName(self._day.month())} {self._day.year()}"
        self.setAccessibleName(name)
        for month, made in enumerate(self._months, start=1):
            restyle(made, "kind", "primary" if month == self._day.month() else "")
