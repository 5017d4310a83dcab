"""Selects whose choices also stand in a picture: regions of a drawing, or places on a map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLayout, QWidget

from bina_desktop.formengine.client import Choice, Node, NodeKind
from bina_desktop.formengine.presentation import ChoiceStyle, Media
from bina_desktop.ui.form.choices.choice_picture import ChoicePicture
from bina_desktop.ui.form.choices.columns import ColumnsLayout
from bina_desktop.ui.form.choices.feature_map import FeatureMap
from bina_desktop.ui.form.choices.region_picture import RegionPicture
from bina_desktop.ui.form.choices.rows import ChoiceRow, Wording
from bina_desktop.ui.form.fields.choice import ManyOfList, OneOfList
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.search import SearchMany, SearchOne
from bina_desktop.ui.form.media.svg import NoDrawingError, read_drawing

_ENTERS = frozenset({QEvent.Type.FocusIn, QEvent.Type.Enter})
_LEAVES = frozenset({QEvent.Type.FocusOut, QEvent.Type.Leave})
_Part = Field if TYPE_CHECKING else object


class Pictured(_Part):
    """Puts the picture above the control of a select, or says why there is none."""

    _picture: ChoicePicture | None = None
    _drawn: str | None = None
    _without = ""

    @property
    def picture(self) -> ChoicePicture | None:
        """The picture; None where there is nothing to draw."""
        return self._picture

    def show_node(self) -> None:
        """Show the question, and why its picture is missing."""
        super().show_node()
        words = f"{self._node.hint}\n{self._without}".strip()
        self._show_hint(words, visible=self._writable)

    def _show_media(self, media: Media) -> None:
        """Draw the picture of an `image-map` as the control, not once more beside the label."""
        if self._node.presentation.choice.style is ChoiceStyle.IMAGE_MAP:
            if media.image != self._drawn:
                self._drawn = media.image
                self._replace(self._region_picture(media.image))
            if self._picture is not None:
                media = replace(media, image="", big_image="")
        super()._show_media(media)

    def _show_value(self, node: Node) -> None:
        super()._show_value(node)
        self._show_map(node)
        if self._picture is not None:
            chosen = node.value.split() if self._many else [node.value] if node.value else []
            self._picture.show_choices(node.choices, chosen, read_only=self.read_only)

    @property
    def _many(self) -> bool:
        return self._node.kind is NodeKind.SELECT_MULTIPLE

    def _show_map(self, node: Node) -> None:
        if node.presentation.choice.style is not ChoiceStyle.MAP:
            return
        has_places = any(choice.geometry for choice in node.choices)
        if has_places and self._picture is None:
            self._replace(FeatureMap(self))
        elif not has_places:
            self._replace(None)
            self._without = self.tr("Pilihannya tidak memuat letak; pilih dari daftar ini.")

    def _region_picture(self, name: str) -> ChoicePicture | None:
        path = self._files.path(name) if name else None
        if path is not None:
            try:
                made = RegionPicture(read_drawing(path.read_bytes()), self)
            except (NoDrawingError, OSError):
                made = None
            if made is not None and made.valid:
                return made
            if made is not None:
                made.deleteLater()
        words = self.tr("Gambar “{0}” tidak dapat ditampilkan; pilih dari daftar ini.")
        missing = self.tr("Gambarnya tidak dapat ditampilkan; pilih dari daftar ini.")
        self._without = words.format(name.rpartition("/")[2]) if name else missing
        return None

    def _replace(self, picture: ChoicePicture | None) -> None:
        if self._picture is not None:
            self._picture.hide()
            self._picture.deleteLater()
        self._picture = picture
        if picture is not None:
            self._without = ""
            picture.picked.connect(self._choose)
            self._body.insertWidget(0, picture)

    def _choose(self, value: str) -> None:
        """Choose what was clicked; of several, take it back where it was chosen."""
        self.focus_input(Qt.FocusReason.MouseFocusReason)
        if not self._many:
            self.committed.emit(value)
            if self._node.presentation.choice.quick:
                self.advanced.emit()
            return
        chosen = self._node.value.split()
        kept = [one for one in chosen if one != value]
        self.committed.emit(" ".join(kept if value in chosen else [*chosen, value]))


class PicturedOne(Pictured, OneOfList):
    """select_one in a picture, with all choices listed below."""

    def _arrangement(self) -> QLayout:
        return ColumnsLayout(columns=0, packed=True)

    def _make_row(self, wording: Wording, choice: Choice, parent: QWidget) -> ChoiceRow:
        row = super()._make_row(wording, choice, parent)
        row.installEventFilter(self)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show in the picture where the person is in the list."""
        if isinstance(watched, ChoiceRow) and self._picture is not None:
            if event.type() in _ENTERS:
                self._picture.lead_to(watched.wording.value)
            elif event.type() in _LEAVES:
                self._picture.lead_to("")
        return super().eventFilter(watched, event)


class PicturedMany(PicturedOne, ManyOfList):
    """select_multiple in a picture, with all choices listed below."""


class PicturedSearchOne(Pictured, SearchOne):
    """select_one in a picture of more choices than can be listed."""

    beside = False


class PicturedSearchMany(Pictured, SearchMany):
    """select_multiple in a picture of more choices than can be listed."""
