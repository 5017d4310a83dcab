"""Choice of the language in which a form asks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from bina_desktop.formengine.client import Session
from bina_desktop.ui.pickers import calm

_tr = QCoreApplication.translate


def language_box(session: Session) -> QComboBox | None:
    """Make the box with the languages of a form; None where there is one only."""
    languages = session.info.languages
    if len(languages) < 2:
        return None
    box = QComboBox()
    box.setAccessibleName(_tr("bahasa formulir", "Bahasa formulir"))
    box.setToolTip(_tr("bahasa formulir", "Bahasa pertanyaan; jawaban tidak berubah."))
    calm(box)
    for language in languages:
        box.addItem(language.partition(" (")[0], language)
    box.setCurrentIndex(max(box.findData(session.language), 0))
    return box
