"""The list of sheets and the entry of one, for pictures and for the walk over all screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from tests.gui import sample
from tests.gui.form.conftest import EVERYTHING
from tests.gui.form.every_type import EVERY_TYPE
from tests.gui.form.every_widget import EVERY_WIDGET, FILLED, draw_media
from tests.scenario.dsl import scenario

from bina_desktop.application.lembar_penilaian import Kunjungan
from bina_desktop.application.usulan import Usulan
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.formengine.client import Ref, Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.pages.lembar_penilaian.daftar import DaftarLembar, DaftarState

if TYPE_CHECKING:
    from tests.gui.screens import Stage

Screens = Iterator[tuple[str, Callable[[], QWidget]]]
TEXTS = EntryTexts(
    "Contoh Kepala Seksi Identitas Penduduk Dra. Rosmalina Harahap, M.M.",
    "NIP 19700101 199503 2 001 · Kepala Seksi · Kabupaten Bengkulu Utara",
)


def entry_screens(stage: Stage) -> Screens:
    """Yield the list with and without sheets, and forms with every type of question."""
    yield "30_daftar", lambda: _daftar(stage, 0)
    yield "30_daftar_skm", lambda: _daftar(stage, 2)
    yield "30_daftar_kosong", lambda: stage.place(_empty_daftar())
    yield "31_setiap_jenis", lambda: _entry(stage, EVERY_TYPE, {"umur": "104", "nama": "Ani"})
    for section in range(3):
        yield f"32_isian_{section}", lambda n=section: _entry(stage, EVERYTHING, {}, section=n)
    for section in range(9):
        yield f"32_tampilan_{section}", lambda n=section: _every_widget(stage, n)
    yield "33_daftar_galat", lambda: _entry(stage, EVERYTHING, {"umur": "120"}, finalise=True)
    yield "34_dikembalikan", lambda: _entry(stage, EVERYTHING, {}, texts=_RETURNED)
    yield "35_hanya_baca", lambda: _entry(stage, EVERYTHING, {"nama": "Ani"}, texts=_CLOSED)
    for section in range(2):
        yield f"36_usulan_{section}", lambda n=section: _proposed(stage, n)


_RETURNED = EntryTexts(
    TEXTS.title, TEXTS.subtitle, returned="Dikembalikan Kasi: bukti A1 belum jelas.", unplaced=2
)
_CLOSED = EntryTexts(
    TEXTS.title, TEXTS.subtitle, read_only="Lembar ini sudah final dan hanya dapat dibaca."
)


_LAST = {
    "/data/satu/nama": "Rosmalina Harahap",
    "/data/satu/umur": "41",
    "/data/satu/penduduk": "216450",
    "/data/satu/alamat": "Jalan Merdeka 1, Arga Makmur",
    "/data/dua/a1/skor": "4",
    "/data/dua/likert": "2",
    "/data/dua/pernah": "bkl slm",
}


def _proposed(stage: Stage, section: int) -> QWidget:
    usulan = Usulan(Triwulan(2026, 2), {Ref(ref): text for ref, text in _LAST.items()})
    made = entry_of(stage, scenario(EVERYTHING).session, TEXTS, usulan=usulan)
    made.view.show_section(section)
    if made.view.sheet is not None:
        made.view.sheet.complete()
    stage.settle()
    return stage.window


def entry_of(
    stage: Stage,
    session: Session,
    texts: EntryTexts,
    *,
    writable: bool = True,
    usulan: Usulan | None = None,
) -> FormEntry:
    """Put the entry of a session into the window."""
    record = lambda _answers, _position: Changes.of(Topic.LEMBAR)  # noqa: E731 - one line, one use
    controller = FormController(session, stage.jobs, record=record if writable else None)
    made = FormEntry(controller, texts, usulan=usulan)
    stage.place(made)
    return made


def _entry(
    stage: Stage,
    form: str,
    answers: dict[str, str],
    *,
    section: int = 0,
    finalise: bool = False,
    texts: EntryTexts = TEXTS,
) -> QWidget:
    session = scenario(form).session
    made = entry_of(stage, session, texts, writable=not texts.read_only)
    for node in session.walk(session.root):
        if node.name in answers:
            made.controller.commit(Ref(node.ref), answers[node.name])
    made.view.show_section(section)
    if made.view.sheet is not None:
        made.view.sheet.complete()
    if finalise:
        made.finalise()
    stage.settle()
    return stage.window


def _every_widget(stage: Stage, section: int) -> QWidget:
    controller = FormController(
        scenario(EVERY_WIDGET).session,
        stage.jobs,
        record=lambda _answers, _position: Changes.of(Topic.LEMBAR),
        media_folder=draw_media(stage.folder / "media"),
    )
    for name, text in FILLED.items():
        controller.commit(Ref(f"/data/{name}"), text)
    made = FormEntry(controller, TEXTS)
    stage.place(made)
    made.view.show_section(section)
    if made.view.sheet is not None:
        made.view.sheet.complete()
    stage.settle()
    return stage.window


def _daftar(stage: Stage, section: int) -> QWidget:
    visit = Kunjungan(sample.SPT[0], sample.WILAYAH[0], may_fill=True)
    made = DaftarLembar()
    sheets = sample.lembar_of(visit.spt.id)
    made.show_state(DaftarState((visit,), visit, sheets[1:], sample.APARATUR[:1]))
    made.sections.show_section(section)
    return stage.place(made)


def _empty_daftar() -> QWidget:
    made = DaftarLembar()
    made.show_state(DaftarState((), None))
    return made
