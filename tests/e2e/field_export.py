"""A real export with all that a workbook can hold, from a laptop in the middle of its visit."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from tests.e2e.installation import Installation, answers_for
from tests.e2e.world import KOTA, World

from bina_desktop.application.catatan import note_name
from bina_desktop.application.identitas import stored_answers
from bina_desktop.application.services import Services
from bina_desktop.domain.lampiran import Untuk
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, LembarId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.formengine.client import DataType, Node, Ref

PENDATAAN: Final = "pendataan"
FORM: Final = """
| survey |                     |           |             |
|        | type                | name      | label       |
|        | text                | unit      | Unit        |
|        | decimal             | luas      | Luas ruang  |
|        | date                | berdiri   | Berdiri     |
|        | select_multiple alat| alat      | Peralatan   |
|        | image               | foto      | Foto        |
|        | text                | uraian    | Uraian      |
|        | begin repeat        | petugas   | Petugas     |
|        | text                | nama_p    | Nama        |
|        | text                | nip       | NIP         |
|        | date                | mulai     | Mulai tugas |
|        | decimal             | beban     | Beban kerja |
|        | select_one bagian   | bagian    | Bagian      |
|        | text                | pesan     | Pesan       |
|        | end repeat          |           |             |
| choices |           |        |                   |
|         | list_name | name   | label             |
|         | alat      | siak   | SIAK              |
|         | alat      | cetak  | Alat cetak; KTP   |
|         | alat      | kamera | @ Kamera          |
|         | bagian    | rekam  | 1 – Perekaman     |
|         | bagian    | arsip  | 2 – Arsip         |
| settings |         |         |
|          | form_id | version |
|          | pendataan | 1     |
"""
SURVEY: Final = {
    "unit": "=SUM(A1:A9)",
    "luas": "104.8",
    "berdiri": "1987-08-17",
    "alat": "siak kamera",
    "uraian": " -5 di tepi \n_x0041_ 🙂",
}
PEOPLE: Final = (
    {
        "nama_p": "Marlina",
        "nip": "196909051994031011",
        "mulai": "2019-01-02",
        "beban": "0.1",
        "bagian": "rekam",
        "pesan": "=1+1",
    },
    {"nama_p": "Budi", "mulai": "2024-02-29", "beban": "1234567.5", "pesan": "+62 811 234"},
    {
        "nama_p": "0012",
        "nip": "197005051995032001",
        "mulai": "1899-12-31",
        "beban": "-3.75",
        "bagian": "arsip",
        "pesan": "@SUM(A1)\nbaris kedua",
    },
)
ODD_TEXTS: Final = ("=HYPERLINK(1)", "12,5", "3/11/2026", "TRUE", "1E5", "'kutip", "#N/A", "007")
PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300
PDF: Final = b"%PDF-1.7 surat keterangan"
NAMES: Final = {Untuk.JAWABAN: "tampak depan.png", Untuk.BUKTI: "=surat.pdf"}
"""Of attached files, by what they are for."""


def with_form(shipped: Path, folder: Path) -> Path:
    """Return a folder of forms: the shipped ones and one with a repeat."""
    shutil.copytree(shipped, folder)
    book = Workbook()
    book.remove(book.worksheets[0])
    for line in FORM.strip().splitlines():
        first, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if first:
            book.create_sheet(first)
        elif any(cells):
            book.worksheets[-1].append(cells)
    (folder / PENDATAAN).mkdir()
    book.save(folder / PENDATAAN / "form.xlsx")
    return folder


def opened(folder: Path, source: Path, *, cache: Path, forms: Path) -> Installation:
    """Copy an installation, and give it other forms."""
    shutil.copytree(source, folder)
    return Installation(folder, cache=cache, forms=forms)


def go_on(world: World, services: Services) -> None:
    """Begin two sheets, answer everything that a spreadsheet could spoil, attach two files."""
    visit = world.visits[KOTA]
    (officer,) = services.lembar.aparatur_without(visit)
    lembar, _ = services.lembar.start(visit, FORM_LEMBAR_PENILAIAN, officer.id)
    session = services.lembar.open(lembar).session
    answers = {**answers_for(session, "C")}
    texts = [node for node in session.walk() if _is_free_text(node)]
    answers |= {n.ref: text for n, text in zip(texts, ODD_TEXTS, strict=False)}
    answers |= {note_name(texts[0].ref): "=catatan tim"}
    services.lembar.record_answers(lembar, answers)
    _attach(services, lembar, texts[0].ref, PDF, untuk=Untuk.BUKTI)
    _survey(services, visit)


def _survey(services: Services, visit: SptId) -> None:
    lembar, _ = services.lembar.start(visit, PENDATAAN, None)
    session = services.lembar.open(lembar).session
    root = session.root.ref
    photo = _attach(services, lembar, Ref(f"{root}/foto"), PNG, untuk=Untuk.JAWABAN)
    session.set_values({Ref(f"{root}/{name}"): text for name, text in SURVEY.items()})
    session.set_value(Ref(f"{root}/foto"), photo)
    for number, person in enumerate(PEOPLE, start=1):
        row, _ = session.add_repeat(Ref(f"{root}/petugas"), key=f"p{number}")
        for name, text in person.items():
            session.set_value(Ref(f"{row}/{name}"), text)
    services.lembar.record_answers(lembar, stored_answers(session))


def _attach(services: Services, lembar: LembarId, ref: Ref, data: bytes, *, untuk: Untuk) -> str:
    berkas = services.lampiran.judge(data, NAMES[untuk])
    lampiran, _ = services.lampiran.attach(lembar, ref, berkas, untuk=untuk)
    return lampiran.answer_name


def _is_free_text(node: Node) -> bool:
    return node.data_type is DataType.TEXT and node.answerable and not node.value
