"""What is drawn of a page so far: fields and headings by their place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from bina_desktop.ui.form.fields.basic import takes_answer
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.headings import Heading

Part = Field | Heading


class Drawn(dict[int, Part]):
    """Fields and headings of a page by place; they come in any order and are asked for in one."""

    def parts(self) -> list[Part]:
        """Return all, in the order of reading."""
        return [self[place] for place in sorted(self)]

    def fields(self) -> list[Field]:
        """Return the fields, also those that are not relevant now, or not shown yet."""
        return [one for one in self.parts() if isinstance(one, Field)]

    def seen_fields(self) -> list[Field]:
        """Return the fields that are shown."""
        return [one for one in self.fields() if not one.isHidden()]

    def field_at(self, place: int | None) -> Field | None:
        """Return the field of a place; None where none is drawn."""
        found = self.get(place) if place is not None else None
        return found if isinstance(found, Field) else None

    def answer_after(self, place: int) -> Field | None:
        """Return the next field that takes an answer; None where none is drawn."""
        later = (self[one] for one in sorted(self) if one > place)
        return next((one for one in later if isinstance(one, Field) and takes_answer(one)), None)

    def place_of(self, widget: QWidget) -> int:
        """Return the place in which a widget lies; -1 where it lies elsewhere."""
        around = (at for at, one in self.items() if one is widget or one.isAncestorOf(widget))
        return next(around, -1)

    def stops(self, first: int = 0, end: int | None = None) -> Iterator[QWidget]:
        """Yield where Tab stops, of the places from `first` on and before `end`."""
        for place in sorted(self):
            one = self[place]
            inside = first <= place and (end is None or place < end)
            if inside and not one.isHidden():
                yield from one.tab_stops()

    def stops_after(self, place: int) -> bool:
        """Tell whether Tab stops anywhere behind a place."""
        return next(self.stops(place + 1), None) is not None

    def chain(self, before: QWidget, first: int) -> None:
        """Keep Tab in reading order from a place on; `before` is what stands before the page.

        What is made last stands last in the window.
        """
        # A proxy may be hidden: Tab would stop at it all the same.
        stops = [one for one in self.stops(first) if one.focusProxy() is None]
        ahead = [one for one in self.stops(0, first) if one.focusProxy() is None][-1:]
        for one, following in pairwise((*(ahead or (before,)), *stops)):
            QWidget.setTabOrder(one, following)
