"""A place that is typed and may be put on a plane of coordinates (`maps`, `placement-map`)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from bina_desktop.formengine.client import Choice, Node
from bina_desktop.formengine.presentation import ChoiceStyle
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.choices.feature_map import Feature, features_of
from bina_desktop.ui.form.choices.plane import places_of
from bina_desktop.ui.form.fields.place import PointField
from bina_desktop.ui.form.fields.point_plane import PointPlane


class PlacedPoint(PointField):
    """One place among those that the form itself brings; there are no tiles without a net."""

    def _build_editor(self) -> QWidget:
        self._plane = PointPlane(_landmarks(self._node), self)
        self._plane.placed.connect(self.committed)
        self._plane.advanced.connect(self.advanced)
        return super()._build_editor()

    @property
    def plane(self) -> PointPlane:
        """Where the place is shown and moved."""
        return self._plane

    def stops(self) -> Sequence[QWidget]:
        """Return the line, and the plane once there is something on it."""
        lines = tuple(super().stops())
        return lines if self._plane.isHidden() else (*lines, self._plane)

    def _arrange(self) -> None:
        super()._arrange()
        self._body.addWidget(self._plane)

    def _show_value(self, node: Node) -> None:
        super()._show_value(node)
        places = places_of(node.value) if node.violation is None else ()
        self._plane.setVisible(bool(places) or self._plane.has_landmarks)
        self._plane.show_place(places[0] if places else None, read_only=self.read_only)


def _landmarks(node: Node) -> list[Feature]:
    """Return the places of all maps of the form."""
    root = node
    while root.parent is not None:
        root = root.parent
    found: dict[str, Choice] = {}
    waiting = [root]
    while waiting:
        one = waiting.pop()
        waiting += one.children
        if one.presentation.choice.style is ChoiceStyle.MAP:
            found |= {choice.geometry: choice for choice in one.choices}
    labelled = [c._replace(label=markdown.to_plain(c.label) or c.value) for c in found.values()]
    return features_of(labelled)
