"""How cells look: one set of formats for every page of a workbook."""

from __future__ import annotations

from typing import Any, Final

from bina_desktop.application.workbook import CellKind

INK: Final = "#16324F"
INK_2: Final = "#2B5C8A"
"""Beside INK, so that neighbouring sections of a form are told apart."""
PAPER: Final = "#EDF1F5"
LINE: Final = "#CBD5DF"
FILL: Final = "#FFFBEA"
"""Cells that wait for somebody to fill them."""
DATE: Final = "[$-421]d mmm yyyy"
"""`23 Nov 2026`, with Indonesian names of months on every computer."""

_BASE: Final = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_KINDS: Final = {
    CellKind.TEXT: {"text_wrap": True, "num_format": "@", "align": "left", "indent": 1},
    CellKind.ID: {"num_format": "@", "align": "left", "indent": 1},
    CellKind.NUMBER: {"num_format": "General", "align": "right", "indent": 1},
    CellKind.DATE: {"num_format": DATE, "align": "left", "indent": 1},
}
_NAMED: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 18, "font_color": INK, "valign": "vcenter"},
    "lead": {"text_wrap": True, "font_color": "#444444"},
    "name": {"bold": True, "font_color": INK},
    "link": {"font_color": "#1A5FB4", "underline": 1},
    "value": {"text_wrap": True, "align": "left"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": INK},
    "head 2": {"bold": True, "font_color": "#FFFFFF", "bg_color": INK_2},
    "section": {"bold": True, "font_size": 13, "font_color": "#FFFFFF", "bg_color": INK,
                "valign": "vcenter"},
    "subsection": {"bold": True, "font_color": INK, "bg_color": "#DCE6F0", "text_wrap": True,
                   "valign": "vcenter"},
    "question": {"text_wrap": True, "border": 1, "border_color": LINE},
    "hint": {"text_wrap": True, "font_color": "#5A6570", "italic": True, "font_size": 10,
             "border": 1, "border_color": LINE},
    "step": {"bold": True, "font_color": "#FFFFFF", "bg_color": INK_2, "align": "center",
             "valign": "vcenter"},
    "fact": {"text_wrap": True, "align": "left", "indent": 1},
    "said": {"text_wrap": True, "valign": "vcenter", "indent": 1},
    "asked": {"bold": True, "font_color": INK, "valign": "vcenter"},
    "filler": {"border": 1, "border_color": LINE, "bg_color": FILL, "locked": False,
               "num_format": "@", "valign": "vcenter", "indent": 1},
    "legend": {"border": 1, "border_color": LINE, "bg_color": FILL},
    "legend grey": {"border": 1, "border_color": LINE, "bg_color": PAPER},
}  # fmt: skip
_HEAD: Final = {
    "text_wrap": True,
    "align": "left",
    "indent": 1,
    "border": 1,
    "border_color": "#FFFFFF",
    "valign": "vcenter",
}


class Styles:
    """Formats of one workbook, made when they are first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def named(self, name: str) -> Any:
        """Return the format of a piece of a page."""
        style = {**_BASE, **(_HEAD if name.startswith("head") else {}), **_NAMED[name]}
        return self._format(name, style)

    def cell(self, kind: CellKind, *, grey: bool = False, fill: bool = False) -> Any:
        """Return the format of a cell of a table: grey for reading only, `fill` to be filled."""
        style = {**_BASE, **_KINDS[kind], "border": 1, "border_color": LINE}
        if grey:
            style |= {"bg_color": PAPER}
        if fill:
            style |= {"bg_color": FILL, "locked": False}
        return self._format(f"{kind} {grey} {fill}", style)

    def column(self, kind: CellKind) -> Any:
        """Return the format of the cells below a table, where somebody may paste."""
        return self._format(f"column {kind}", {**_BASE, **_KINDS[kind]})

    def _format(self, name: str, style: dict[str, Any]) -> Any:
        if name not in self._made:
            self._made[name] = self._book.add_format(style)
        return self._made[name]
