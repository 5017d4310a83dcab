"""The pictures of the user guide: `python -m tests.gui.guide_pictures docs/panduan/gambar`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_SIZE = (1180, 700)


def draw(folder: Path) -> None:
    """Fill a sheet a little and save what the entry tab looks like."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.gui.entry_screens import TEXTS, entry_of
    from tests.gui.screens import Stage

    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.formengine.client import NodeKind
    from bina_desktop.settings import Theme, load_settings
    from bina_desktop.ui.look import look

    stage = Stage(*_SIZE)
    folder.mkdir(parents=True, exist_ok=True)

    def save(name: str) -> None:
        stage.settle()
        stage.window.grab().save(str(folder / f"{name}.png"))

    with TemporaryDirectory() as cache:
        forms = FormulirService(load_settings().forms_dir, Path(cache))
        session, _ = forms.session("lembar_penilaian", {})
        entry = entry_of(stage, session, TEXTS)
        kelompok = next(n for n in session.walk(session.root) if n.name == "kelompok")
        entry.controller.commit(kelompok.ref, kelompok.choices[0].value)
        scores = [
            node
            for node in session.walk(session.root)
            if node.kind is NodeKind.SELECT_ONE and {c.value for c in node.choices} >= {"3", "4"}
        ]
        for number, node in enumerate(scores[:9]):
            entry.controller.commit(node.ref, "4" if number % 3 else "3")
        entry.begin(scores[1].ref)
        save("isian")
        entry.finalise()
        save("perlu-diperbaiki")
        entry.problems.closed.emit()
        look().choose(theme=Theme.CONTRAST, text_size=130)
        entry.begin(scores[1].ref)
        save("kontras-tinggi")
        stage.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
