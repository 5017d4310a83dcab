"""The files of one page: what upload questions took, and evidence beside any question."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QPushButton

from bina_desktop.domain.lampiran import Untuk
from bina_desktop.formengine.client import Ref
from bina_desktop.ui.form.fields.basic import NoteField
from bina_desktop.ui.form.fields.field import Field
from bina_desktop.ui.form.fields.upload import MediaField
from bina_desktop.ui.form.media.attachments import Attachments, Standing
from bina_desktop.ui.form.media.evidence import Evidence, evidence_button


class PageFiles:
    """Serves the fields of a page as they are drawn, and shows evidence where there is some."""

    def __init__(self, attachments: Attachments, drawn: Callable[[], Iterable[Field]]) -> None:
        """`drawn` tells which fields stand on the page now."""
        self._attachments = attachments
        self._drawn = drawn
        self._evidence: dict[Ref, Evidence] = {}
        self._buttons: dict[Ref, QPushButton] = {}
        self._active: Field | None = None

    def serve(self, made: Field) -> None:
        """Let a field take files."""
        if isinstance(made, NoteField):
            return
        if isinstance(made, MediaField):
            made.use(self._attachments)
        made.keep_aside()
        made.activated.connect(lambda active: self._mark_active(made, active))
        if self._attachments.beside(made.ref):
            self._show_evidence(made)

    def add_evidence(self) -> None:
        """Add evidence to the question where the person is."""
        if self._active is not None and self._may_offer(self._active):
            self._show_evidence(self._active).add()

    def follow(self, ref: str) -> None:
        """Show what came or went beside a question; '' is any."""
        for one in self._drawn():
            if ref in ("", one.ref) and self._attachments.beside(one.ref):
                self._show_evidence(one)

    def forget(self, gone: Field) -> None:
        """Let go of a field that leaves the page."""
        self._evidence.pop(gone.ref, None)
        self._buttons.pop(gone.ref, None)
        if self._active is gone:
            self._active = None

    def _mark_active(self, one: Field, active: bool) -> None:
        self._active = one if active else self._active
        if active and self._attachments.standing(one.ref, Untuk.BUKTI) != Standing():
            self._show_evidence(one)
        shown = active and self._may_offer(one)
        if shown or one.ref in self._buttons:
            self._button(one).setVisible(shown)

    def _may_offer(self, one: Field) -> bool:
        return self._attachments.writable or bool(self._attachments.beside(one.ref))

    def _show_evidence(self, one: Field) -> Evidence:
        """Return the evidence of a question; made when it is first wanted: most have none."""
        found = self._evidence.get(one.ref)
        if found is None:
            found = Evidence(one.ref, self._attachments, self._button(one), one)
            self._evidence[one.ref] = found
            one.add_below(found, found.stops)
        return found

    def _button(self, one: Field) -> QPushButton:
        """Return the button of a question; made when the person first comes there."""
        made = self._buttons.get(one.ref)
        if made is None:
            made = self._buttons[one.ref] = evidence_button(
                lambda: self._show_evidence(one).add(), writable=self._attachments.writable
            )
            made.hide()
            one.add_aside(made)
        return made
