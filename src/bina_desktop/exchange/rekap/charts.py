"""The charts of a recap workbook: drawn by the spreadsheet program from the cells beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bina_desktop.exchange.rekap.styles import INK, SERIES, SOFT, Styles, begin_page

_FIRST_CHART: Final = 3
_ROW_PIXELS: Final = 20
_RIGHT: Final = 10
"""Column at which the second chart of a row begins."""
_GRID: Final = {"visible": True, "line": {"color": "#E1E6EB", "width": 0.75}}
_FONT: Final = {"name": "Calibri", "size": 10, "color": SOFT}
WIDE: Final = 620
WHOLE: Final = 360
"""Pixels of a chart; one with many rows is higher."""
MOST_BARS: Final = 30
"""Kab/kota in one chart of bars; more could not be read."""
_LOWEST, _HIGHEST = 40, 100
"""Ends of the scale of nilai akhir."""


@dataclass(frozen=True, slots=True)
class Series:
    """Cells of one line or group of bars: sheet, first row and column, last row and column."""

    name: str
    names: tuple[str, int, int, int, int]
    values: tuple[str, int, int, int, int]


def area(
    sheet: str, rows: tuple[int, int], *, names: int, values: int
) -> tuple[tuple[str, int, int, int, int], tuple[str, int, int, int, int]]:
    """Return the cells of the names and of the values that stand in two columns."""
    first, last = rows
    return (sheet, first, names, last, names), (sheet, first, values, last, values)


class ChartPage:
    """The sheet of charts: two side by side."""

    def __init__(self, book: Any, styles: Styles, name: str) -> None:
        lead = "Setiap grafik digambar dari tabel pada lembar sesudahnya."
        self._page = begin_page(book, styles, name, "Grafik", lead)
        self._page.fit_to_pages(1, 1)
        self._next, self._tallest, self._place = _FIRST_CHART, 0, 0

    def add(self, chart: Any) -> None:
        """Put a chart on the next free place."""
        self._page.insert_chart(self._next, _RIGHT * self._place, chart)
        self._tallest = max(self._tallest, chart.height)
        self._place = 1 - self._place
        if self._place == 0:
            self._next += self._tallest // _ROW_PIXELS + 2
            self._tallest = 0


def bar_chart(
    book: Any, title: str, series: Series, *, lowest: float = _LOWEST, highest: float = _HIGHEST
) -> Any:
    """Return bars that lie, the first row on top."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            **_of(series),
            "fill": {"color": SERIES[0]},
            "gap": 45,
            "data_labels": {
                "value": True,
                "num_format": "[$-421]0.00",
                "font": {"name": "Calibri", "size": 9, "color": INK},
            },
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"none": True}})
    chart.set_x_axis(_scale(lowest, highest))
    rows = series.values[3] - series.values[1] + 1
    return _framed(chart, title, height=min(620, max(WHOLE, 110 + 26 * rows)))


def line_chart(
    book: Any,
    title: str,
    lines: Sequence[Series],
    *,
    lowest: float = _LOWEST,
    highest: float = _HIGHEST,
) -> Any:
    """Return lines over the triwulan, with their points marked."""
    chart = book.add_chart({"type": "line"})
    for number, series in enumerate(lines):
        colour = SERIES[number % len(SERIES)]
        chart.add_series(
            {
                **_of(series),
                "line": {
                    "color": colour,
                    "width": 2.25,
                    "dash_type": "solid" if number < len(SERIES) else "dash",
                },
                "marker": {
                    "type": "circle",
                    "size": 6,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
                "data_labels": {
                    "value": True,
                    "position": "above",
                    "num_format": "[$-421]0.00",
                    "font": {"name": "Calibri", "size": 9, "color": colour},
                }
                if len(lines) < 3
                else {},
            }
        )
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({"num_font": _FONT, "line": {"color": "#B7C2CC"}})
    chart.set_y_axis(_scale(lowest, highest))
    chart.show_blanks_as("gap")
    return _framed(chart, title, height=WHOLE if len(lines) < 7 else WHOLE + 60)


def profile_chart(book: Any, title: str, triwulan: Sequence[Series]) -> Any:
    """Return the aspek side by side, a bar for each triwulan."""
    chart = book.add_chart({"type": "column"})
    for number, series in enumerate(triwulan):
        newest = number == len(triwulan) - 1
        colour = SERIES[0] if newest else "#A9BED3"
        labels = {
            "value": True,
            "num_format": "[$-421]0.0",
            "font": {"name": "Calibri", "size": 9, "color": INK},
        }
        chart.add_series(
            {
                **_of(series),
                "fill": {"color": colour},
                "gap": 60,
                "overlap": -5,
                "data_labels": labels if newest else {},
            }
        )
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({"num_font": _FONT, "line": {"color": "#B7C2CC"}})
    chart.set_y_axis(_scale(_LOWEST, _HIGHEST))
    return _framed(chart, title, height=WHOLE)


def _of(series: Series) -> dict[str, object]:
    return {
        "name": series.name,
        "categories": list(series.names),
        "values": list(series.values),
    }


def _scale(lowest: float, highest: float) -> dict[str, object]:
    return {
        "min": lowest,
        "max": highest,
        "major_unit": 10 if highest - lowest <= 60 else 25,
        "major_gridlines": _GRID,
        "num_format": "[$-421]0",
        "num_font": _FONT,
        "line": {"none": True},
    }


def _framed(chart: Any, title: str, *, height: int) -> Any:
    chart.set_title(
        {
            "name": title,
            "name_font": {"name": "Calibri", "size": 13, "bold": True, "color": INK},
            "overlay": False,
        }
    )
    chart.set_chartarea({"border": {"color": "#D5DCE3"}})
    chart.set_size({"width": WIDE, "height": height})
    return chart
