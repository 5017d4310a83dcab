"""A form of upload questions over an in-memory database, and pictures to attach."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.builders import MONDAY, the_wilayah
from tests.fakes import FakeClock, FakeDatabase
from tests.gui.rest import rest
from tests.laptops import a_lembar, a_pegawai, an_spt
from tests.scenario.dsl import scenario

from bina_desktop.application.actor import Acting
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.lampiran import LampiranService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.domain.lampiran import Lampiran, Untuk
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.formengine.client import Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.entry import EntryTexts, FormEntry
from bina_desktop.ui.form.fields.upload import MediaField
from bina_desktop.ui.form.media.attachments import Attachments
from bina_desktop.ui.form.media.evidence import Evidence
from bina_desktop.ui.jobs import Jobs

L1 = LembarId("l1")

UPLOADS = """
| survey |
|        | type        | name     | label                          | required | appearance | parameters      | body::accept |
|        | begin group | bukti    | Bukti kunjungan                |          |            |                 |              |
|        | image       | foto     | Foto ruang layanan             | yes      |            |                 |              |
|        | image       | kecil    | Foto loket, diperkecil         |          |            | max-pixels=400  |              |
|        | image       | denah    | Foto dengan tanda              |          | annotate   |                 |              |
|        | image       | sketsa   | Sketsa ruangan                 |          | draw       |                 |              |
|        | image       | paraf    | Tanda tangan narasumber        |          | signature  |                 |              |
|        | image       | diri     | Foto narasumber                |          | new-front  |                 |              |
|        | audio       | suara    | Rekaman wawancara              |          |            |                 |              |
|        | video       | rekaman  | Rekaman layanan                |          |            |                 |              |
|        | file        | surat    | Surat keterangan (PDF)         |          |            |                 | .pdf         |
|        | text        | uraian   | Uraian temuan                  |          |            |                 |              |
|        | end group   |          |                                |          |            |                 |              |
"""
FOTO, URAIAN = "/data/bukti/foto", "/data/bukti/uraian"


def a_picture(width: int = 640, height: int = 480) -> QImage:
    """Return a picture of a room."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(QPointF(0, 0), QPointF(0, height))
    sky.setColorAt(0, QColor("#7fb3d5"))
    sky.setColorAt(1, QColor("#fdf2e9"))
    painter.fillRect(image.rect(), sky)
    painter.fillRect(0, height * 2 // 3, width, height // 3, QColor("#6e4b3a"))
    painter.fillRect(width // 6, height // 3, width // 3, height // 2, QColor("#ecf0f1"))
    painter.fillRect(width * 3 // 5, height // 2, width // 4, height // 3, QColor("#16324f"))
    painter.end()
    return image


def written(image: QImage, kind: str = "JPEG") -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def a_file(folder: Path, name: str = "ruang layanan.jpg", data: bytes | None = None) -> Path:
    path = folder / name
    path.write_bytes(written(a_picture()) if data is None else data)
    return path


@dataclass
class Sheet:
    """A sheet on the screen with its files."""

    entry: FormEntry
    attachments: Attachments
    service: LampiranService
    database: FakeDatabase
    jobs: Jobs
    qtbot: QtBot | None = None

    def settle(self) -> None:
        assert self.qtbot is not None
        rest(self.qtbot, self.jobs)

    @property
    def session(self) -> Session:
        return self.entry.controller.session

    def field(self, name: str) -> MediaField:
        sheet = self.entry.view.sheet
        assert sheet is not None
        found = sheet.field(f"/data/bukti/{name}")
        assert isinstance(found, MediaField)
        return found

    def attach(self, name: str, path: Path) -> Lampiran | None:
        """Attach a file to an upload question and wait."""
        field = self.field(name)
        place = (field.ref, Untuk.JAWABAN)
        upload = self.session.node(field.ref).presentation.upload
        self.attachments.add_file(place, path, upload)
        self.settle()
        return field.lampiran

    def evidence_buttons(self) -> list[QPushButton]:
        found = self.entry.findChildren(QPushButton)
        return [one for one in found if one.accessibleName() == "Tambah bukti" and one.isVisible()]

    def evidence(self, ref: str = URAIAN) -> Evidence:
        sheet = self.entry.view.sheet
        assert sheet is not None
        field = sheet.field(ref)
        assert field is not None
        found = field.findChild(Evidence)
        assert isinstance(found, Evidence)
        return found


def a_service(*, batas: int = 2_000_000) -> tuple[LampiranService, LembarService, FakeDatabase]:
    """Return services over an in-memory database with one open sheet; no form is converted."""
    clock = FakeClock(MONDAY)
    database = FakeDatabase(clock)
    acting = Acting(database.begin, clock, "Budi Santoso", "")
    lembar = LembarService(acting, FormulirService(Path("-"), Path("-")), the_wilayah())
    with database.begin(actor="uji") as uow:
        for repository, item in (("pegawai", a_pegawai()), ("spt", an_spt("p1"))):
            getattr(uow, repository).save(item)
        uow.lembar.save(a_lembar())
        uow.commit()
    return LampiranService(acting, lembar, batas=batas), lembar, database


def a_sheet(jobs: Jobs, *, writable: bool = True, batas: int = 2_000_000) -> Sheet:
    """Return the form of uploads, open for entry."""
    service, lembar, database = a_service(batas=batas)
    with database.begin(actor="uji") as uow:
        answers = uow.lembar.answers(L1)
    session = scenario(UPLOADS).session
    session.set_values(answers)
    record: Callable | None = None
    if writable:

        def record(answers, position):
            return lembar.record_answers(L1, answers, position=position)

    controller = FormController(session, jobs, record=record)
    attachments = Attachments(service, L1, jobs, writable=writable)
    texts = EntryTexts("Kunjungan ke Kota Bengkulu", "Triwulan IV Tahun 2026")
    entry = FormEntry(controller, texts, attachments=attachments)
    return Sheet(entry, attachments, service, database, jobs)


def words(sheet: Sheet, name: str) -> str:
    line = sheet.field(name).line
    return line.words.text() if line.isVisible() else ""
