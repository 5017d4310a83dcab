"""Windows that stand apart from the tabs: the kiosk of the survey, the author's preview; and what
leads a sheet elsewhere: to a colleague, to another version of its form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QWidget
from tests.gui import sample
from tests.gui.entry_screens import TEXTS, entry_of
from tests.gui.form.conftest import EVERYTHING
from tests.scenario.dsl import scenario

from bina_desktop.application.form_versions import AngkaDiganti, JawabanLama, PindahVersi
from bina_desktop.application.formulir import FormCheck, FormTrial
from bina_desktop.application.kiosk import Respondent
from bina_desktop.application.lembar_penilaian import Finalised, Kunjungan, OpenLembar
from bina_desktop.application.work import Changes, Topic
from bina_desktop.domain.lembar_penilaian import LembarId, LembarPenilaian
from bina_desktop.formengine.client import AuthorMessage, Restored
from bina_desktop.ui.dialogs.move_version import MoveVersionDialog
from bina_desktop.ui.focus import order_focus
from bina_desktop.ui.kiosk.answers import BigNumber
from bina_desktop.ui.kiosk.window import KioskTimes, KioskWindow
from bina_desktop.ui.pages.lembar_penilaian.sheet_moves import SheetMoves
from bina_desktop.ui.preview.window import PreviewWindow

if TYPE_CHECKING:
    from tests.gui.screens import Stage

Screens = Iterator[tuple[str, Callable[[], QWidget]]]
_CALM = KioskTimes(idle=600_000, call=600_000, thanks=600_000, lock=600_000, glance=0)
_ABSENT = KioskTimes(idle=1, call=600_000, thanks=600_000, lock=600_000, glance=0)
_SURVEY = """
| survey |
|        | type                | name   | label                                              | hint            | appearance | constraint |
|        | note                | salam  | Terima kasih atas kunjungan Anda ke Disdukcapil. Survei ini tanpa nama dan selesai dalam tiga menit. |  | | |
|        | select_one mutu     | sikap  | Bagaimana sikap petugas yang melayani Anda?        | Pilih satu.     |            | |
|        | integer             | umur   | Berapa umur Anda?                                  | Dalam tahun.    |            | . < 120 |
|        | select_multiple apa | urusan | Urusan apa yang Anda selesaikan hari ini?          |                 |            | |
|        | text                | saran  | Apa saran Anda agar pelayanan kami menjadi lebih baik? | Boleh dilewati. | multiline | |
|        | date                | kapan  | Kapan Anda datang terakhir kali?                   |                 |            | |
| choices |
|         | list_name | name | label               |
|         | mutu      | 1    | Tidak sopan         |
|         | mutu      | 2    | Kurang sopan        |
|         | mutu      | 3    | Sopan               |
|         | mutu      | 4    | Sangat sopan        |
|         | apa       | ktp  | KTP-el              |
|         | apa       | kk   | Kartu Keluarga      |
|         | apa       | akta | Akta kelahiran      |
|         | apa       | lain | Urusan yang lain    |
"""  # noqa: E501 - a table
_SICK = (
    AuthorMessage(
        "Pertanyaan “umur_kepala” tidak ada dalam formulir. Maksudnya mungkin “umur_kadis”.",
        "nama",
        "survey",
        12,
        "relevant",
        cell="F12",
    ),
    AuthorMessage(
        "Daftar pilihan “ya_tidak” tidak ada di lembar choices.", "setuju", "survey", 18, "type"
    ),
)
_NOTICES = (
    AuthorMessage(
        "Tampilan “thousands-sep” hanya berlaku untuk bilangan; di sini diabaikan.",
        "nama",
        "survey",
        4,
        "appearance",
        notice=True,
    ),
)
_MOVE = PindahVersi(
    "2026.1",
    "2027.1",
    38,
    (
        JawabanLama("Jumlah loket yang dibuka pada hari kunjungan", "4"),
        JawabanLama(
            "Usul perbaikan kepada provinsi",
            "Tambah loket, dan kirim petugas perekaman ke kecamatan yang jauh sekali sebulan.",
        ),
    ),
    ("Jumlah petugas yang sedang dinas luar", "Tautan papan antrean di situs dinas"),
    (AngkaDiganti("D1 · Jumlah penduduk wajib KTP-el yang sudah merekam", "940", "950"),),
)


def apart_screens(stage: Stage) -> Screens:
    """Yield each screen of the kiosk, the preview of a sound and of a sick form, and moves."""
    yield "43_versi", lambda: stage.open(MoveVersionDialog(_MOVE, stage.window))
    yield "43_versi_tanpa", lambda: stage.open(MoveVersionDialog(_NO_LOSS, stage.window))
    yield "43_serah", lambda: _moves(stage, taken=False)
    yield "43_ambil", lambda: _moves(stage, taken=True)
    yield "44_kios_awal", lambda: _kiosk(stage)
    for number, name in enumerate(("pilih", "angka", "banyak", "teks", "tanggal")):
        yield f"44_kios_{name}", lambda n=number: _asked(stage, n)
    yield "44_kios_galat", lambda: _asked(stage, 1, "999")
    yield "44_kios_panggil", lambda: _called(stage)
    yield "44_kios_selesai", lambda: _thanked(stage)
    yield "44_kios_kunci", lambda: _locked(stage)
    yield "45_pratinjau", lambda: _preview(stage, _NOTICES)
    yield "45_pratinjau_galat", lambda: _preview(stage, _SICK)


_NO_LOSS = PindahVersi("2026.1", "2027.1", 38, (), ())


def _moves(stage: Stage, *, taken: bool) -> QWidget:
    session = scenario(EVERYTHING).session
    entry = entry_of(stage, session, TEXTS)
    opened = OpenLembar(
        LembarPenilaian(LembarId("l1"), sample.SPT[0].id, "lembar_penilaian", "2026.1"),
        None,
        session,
        Restored(0),
        "",
        None,
        {},
        True,
        "",
        pemilik="Rahmat Hidayat, S.Sos." if taken else "",
        rekan=() if taken else (sample.KABID,),
        versi_lain="2027.1",
        is_outdated=not taken,
        may_take=taken,
    )
    services = cast("Any", SimpleNamespace())  # asked for nothing before somebody presses
    SheetMoves(services, stage.jobs, stage.window).dress(entry, opened)
    order_focus(stage.window)
    entry.begin()
    stage.settle()
    return stage.window


class _Survey:
    """A survey for one respondent after the other, who leave nothing behind."""

    def begin(self, spt_id) -> Respondent:
        return Respondent(LembarId("skm"), spt_id, scenario(_SURVEY).session, {})

    def record_answers(self, respondent, answers) -> Changes:
        return Changes.of(Topic.LEMBAR)

    def finish(self, respondent) -> Finalised:
        return Finalised((), None, Changes.of(Topic.LEMBAR))


def _kiosk(stage: Stage, times: KioskTimes = _CALM) -> KioskWindow:
    visit = Kunjungan(sample.SPT[0], sample.WILAYAH[0], may_fill=True)
    kiosk = KioskWindow(
        cast("Any", _Survey()), stage.jobs, visit, is_password=lambda word: word == "benar"
    )
    kiosk.times = times
    kiosk.start()
    stage.stand(kiosk, lambda: kiosk.lock.tried.emit("benar"))
    kiosk.resize(stage.window.size())  # the screen of a picture is whatever it is
    stage.settle()
    return kiosk


def _asked(stage: Stage, number: int, answer: str = "") -> KioskWindow:
    kiosk = _kiosk(stage)
    kiosk.welcome.start.click()
    stage.settle()
    for _ in range(number):
        kiosk.question.next.click()
    if answer:
        assert isinstance(kiosk.question.answer, BigNumber)
        kiosk.question.answer.line.setText(answer)
        kiosk.question.next.click()
    stage.settle()
    return kiosk


def _called(stage: Stage) -> KioskWindow:
    kiosk = _kiosk(stage, _ABSENT)
    kiosk.welcome.start.click()
    while kiosk.screen_shown is not kiosk.call:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    stage.settle()
    return kiosk


def _thanked(stage: Stage) -> KioskWindow:
    kiosk = _asked(stage, 4)
    kiosk.question.next.click()
    stage.settle()
    return kiosk


def _locked(stage: Stage) -> KioskWindow:
    kiosk = _kiosk(stage)
    kiosk.close()
    kiosk.lock.tried.emit("salah")
    stage.settle()
    return kiosk


def _preview(stage: Stage, found: tuple[AuthorMessage, ...]) -> PreviewWindow:
    sick = not found[0].notice
    check = FormCheck("Contoh", found if sick else (), () if sick else found, 14)
    trial = FormTrial(check, None if sick else scenario(EVERYTHING).session)
    reads = SimpleNamespace(trial=lambda *_, **__: trial)
    window = PreviewWindow(cast("Any", reads), stage.jobs, stage.folder / "formulir-baru.xlsx")
    window.resize(stage.window.size())
    window.show()
    stage.stand(window, window.close)
    return window
