"""The one line that says where a sheet was opened again, and that its answers are safe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten

from PySide6.QtCore import QCoreApplication

from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form import markdown
from bina_desktop.ui.form.jump import number_of
from bina_desktop.ui.form.navigation import Section
from bina_desktop.ui.wording import lalu

_tr = QCoreApplication.translate
_MOST_LETTERS = 60


def resumed(
    session: Session, sections: Sequence[Section], ref: Ref, saved: datetime | None
) -> str:
    """Say at which question the sheet goes on and when its last answer was stored."""
    node = session.node(ref)
    words = shorten(markdown.to_plain(node.label) or node.name, _MOST_LETTERS, placeholder=" …")
    number = number_of(session, sections, ref)
    place = _tr("lanjut", "Dibuka kembali di pertanyaan {0}, “{1}”.").format(number, words)
    if not number:
        place = _tr("lanjut", "Dibuka kembali di “{0}”.").format(words)
    if saved is None:
        return place
    return _tr("lanjut", "{0} Jawaban terakhir tersimpan {1}.").format(place, lalu(saved))
