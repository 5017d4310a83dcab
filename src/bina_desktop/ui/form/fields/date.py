"""Dates and times of day: typed first, picked from a calendar second."""

from __future__ import annotations

from datetime import UTC, datetime
from datetime import date as day_of_calendar

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bina_desktop.formengine.client import Node
from bina_desktop.formengine.presentation import DatePrecision
from bina_desktop.ui.form.fields.basic import LineField
from bina_desktop.ui.form.fields.calendar_popup import CalendarPopup, MonthPopup
from bina_desktop.ui.form.fields.typed_moments import as_clock, as_date, as_moment, shown_date
from bina_desktop.ui.panels import button

_WIDTHS = {DatePrecision.DAY: 150, DatePrecision.MONTH: 150, DatePrecision.YEAR: 110}
_MOMENT_WIDTH = 200


class PickedField(LineField):
    """A line with a button beside it that F4 and Alt+Down press too."""

    takes_alt_arrows = True

    def _build_editor(self) -> QWidget:
        line = super()._build_editor()
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        line.setMaximumWidth(self._line_width())
        self._line.installEventFilter(self)
        words, glyph = self._button_words()
        shown = "" if self._node.presentation.width else words  # a share of a line is narrow
        self._button = button(shown, self.pick, kind="quiet", glyph=glyph, name=words)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setToolTip(self.tr("{0} (F4 atau Alt+Panah bawah)").format(words))
        layout.addWidget(line, 100)
        layout.addWidget(self._button)
        layout.addStretch(1)
        self._entered = line
        return row

    def pick(self) -> None:
        """Do what the button offers."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button with F4 and Alt+Down."""
        if (
            watched is self._line
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and _picks(event)
            and self._can_pick()
        ):
            self.pick()
            return True
        return super().eventFilter(watched, event)

    def _line_width(self) -> int:
        """Return the width of the line; wider where the text is larger."""
        return max(_MOMENT_WIDTH, self.fontMetrics().averageCharWidth() * 24)

    def _button_words(self) -> tuple[str, str]:
        return self.tr("Sekarang"), "clock"

    def _can_pick(self) -> bool:
        return not self.read_only

    def _take(self, text: str) -> None:
        """Answer with a text as if it were typed."""
        self._line.setText(text)
        self._finish()
        self._line.setFocus()
        self._line.selectAll()

    def _show_value(self, node: Node) -> None:
        self._button.setVisible(self._can_pick())
        super()._show_value(node)


class DateField(PickedField):
    """A date, a month of a year, or a year."""

    def pick(self) -> None:
        """Show a calendar under the line, at the date that stands there or today."""
        self.commit_edit()
        shown = QDate.fromString(self._node.value, Qt.DateFormat.ISODate)
        kind = CalendarPopup if self._precision is DatePrecision.DAY else MonthPopup
        popup = kind(self, shown if shown.isValid() else QDate.currentDate())
        popup.picked.connect(self._take_day)
        popup.show_under(self._line)

    @property
    def _precision(self) -> DatePrecision:
        return self._node.presentation.date.precision

    def _line_width(self) -> int:
        letters = self.fontMetrics().averageCharWidth() * 18
        return max(_WIDTHS[self._precision], letters)

    def _button_words(self) -> tuple[str, str]:
        return self.tr("Kalender"), "calendar"

    def _can_pick(self) -> bool:
        wanted = self._node.presentation.date
        offered = wanted.calendar or wanted.precision is DatePrecision.MONTH
        return offered and not self.read_only

    def _as_committed(self, text: str) -> str:
        return as_date(text, self._precision, today=_today())

    def _take_day(self, day: QDate) -> None:
        self._take(shown_date(day.toString(Qt.DateFormat.ISODate), self._precision))


class TimeField(PickedField):
    """A time of day: `14.30`, `14:30`, `1430`, `9`."""

    def pick(self) -> None:
        """Answer with the time it is."""
        self._take(f"{_now():%H.%M}")

    def _line_width(self) -> int:
        return max(_WIDTHS[DatePrecision.YEAR], self.fontMetrics().averageCharWidth() * 14)

    def _as_committed(self, text: str) -> str:
        return as_clock(text)


class MomentField(PickedField):
    """A day and a time of day; the calendar changes the day and keeps the time."""

    def pick(self) -> None:
        """Show a calendar; a blank line gets the time it is."""
        self.commit_edit()
        shown = QDate.fromString(self._node.value[:10], Qt.DateFormat.ISODate)
        popup = CalendarPopup(self, shown if shown.isValid() else QDate.currentDate())
        popup.picked.connect(self._take_day)
        popup.show_under(self._line)

    def _button_words(self) -> tuple[str, str]:
        return self.tr("Kalender"), "calendar"

    def _can_pick(self) -> bool:
        return self._node.presentation.date.calendar and not self.read_only

    def _as_committed(self, text: str) -> str:
        return as_moment(text, today=_today())

    def _take_day(self, day: QDate) -> None:
        _, _, clock = self._line.text().rpartition(" ")
        clock = clock if as_clock(clock) != clock or ":" in clock else f"{_now():%H.%M}"
        self._take(f"{day.toString('dd-MM-yyyy')} {clock}")


def _picks(event: QKeyEvent) -> bool:
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    return (key is Qt.Key.Key_F4 and not modifiers) or (key is Qt.Key.Key_Down and alt)


def _now() -> datetime:
    return datetime.now(tz=UTC).astimezone()


def _today() -> day_of_calendar:
    return _now().date()
