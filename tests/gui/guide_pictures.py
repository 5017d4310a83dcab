"""The pictures of the user guide: `python -m tests.gui.guide_pictures docs/panduan/gambar`.

A word after the folder, `entry` or `officials`, draws these alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from tests.gui.screens import Stage

_SIZE = (1180, 700)
_TALL = 820
_SPT_REGISTER, _REVIEW = 2, 3
_PICTURES = ("entry", "officials")


def draw(folder: Path, only: tuple[str, ...] = _PICTURES) -> None:
    """Save what the program looks like, filled in a little."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.gui.screens import Stage

    stage = Stage(*_SIZE)
    folder.mkdir(parents=True, exist_ok=True)

    def save(name: str, shown: QWidget | None = None) -> None:
        stage.settle()
        (shown or stage.window).grab().save(str(folder / f"{name}.png"))

    for name in only:
        {"entry": _entry, "officials": _officials}[name](stage, save)
    stage.close()


def _entry(stage: Stage, save: Callable[..., None]) -> None:
    """Draw the entry tab."""
    from tests.gui.entry_screens import TEXTS, entry_of

    from bina_desktop.application.formulir import FormulirService
    from bina_desktop.formengine.client import NodeKind
    from bina_desktop.settings import Theme, load_settings
    from bina_desktop.ui.look import look

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
        look().choose(theme=Theme.LIGHT, text_size=100)
        stage.tidy()


def _officials(stage: Stage, save: Callable[..., None]) -> None:
    """Draw the review as the Kasi sees it, numbers, delegations, and dialogs of signing."""
    from tests.gui.role_screens import PEOPLE, enter
    from tests.gui.sample import SPT
    from tests.gui.signing_screens import signing_screens

    from bina_desktop.application.gerbang import Halangan, Tempat

    workspace = enter(stage, PEOPLE["kasi"])
    workspace.jump("pengesahan")
    review = workspace.page("pengesahan")
    review.show_spt(SPT[4].id)
    stage.settle()
    detail = stage.world.services().laporan.detail(SPT[4].id)
    waiting = (
        Halangan(
            "1 tinjauan belum dijawab tim. Kembalikan laporan kepada tim, atau tutup tinjauannya.",
            Tempat.TINJAUAN,
        ),
        Halangan(
            "1 koreksi naskah belum diputuskan. Terima atau tolak dahulu; pengusulnya dapat juga "
            "menariknya.",
            Tempat.TINJAUAN,
        ),
    )
    barred = replace(detail.actions, meja=4, correct=False, halangan=waiting)
    review.detail.show_detail(replace(detail, actions=barred))
    review.detail.sections.show_section(_REVIEW)
    stage.settle()
    review.detail.titik.table.select(lambda one: bool(one.utas))
    save("tinjauan")

    workspace = enter(stage, PEOPLE["kadis"])
    workspace.jump("penugasan")
    page = workspace.page("penugasan")
    stage.settle()
    page.sections.show_section(3)
    page.pelimpahan.table.selectRow(0)
    save("pelimpahan")
    stage.window.resize(_SIZE[0], _TALL)
    page.sections.show_section(4)
    page.nomor.kinds.selectRow(_SPT_REGISTER)
    page.nomor.entries.selectRow(0)
    save("nomor")
    stage.window.resize(*_SIZE)

    made = signing_screens(stage.window, stage.jobs)
    ratify = made["sahkan_token"]()
    ratify.certificate.token.setCurrentIndex(0)
    save("sahkan", stage.open(ratify))
    stage.tidy()
    save("tanda-tangan", stage.open(made["tanda_tangan_bergilir"]()))
    stage.tidy()
    save("verifikasi", stage.open(made["verifikasi"]()))
    stage.tidy()


if __name__ == "__main__":
    draw(Path(sys.argv[1]), tuple(sys.argv[2:]) or _PICTURES)
