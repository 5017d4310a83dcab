"""Plain text in lines: where it breaks, what is kept together, what a reader gets back."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.pdfbase.pdfmetrics import stringWidth
from tests.unit.pdf.reading import read
from tests.unit.pdf.samples import FONTS

from bina_desktop.pdf.daftar_isi import with_lists
from bina_desktop.pdf.fonts import SANS, bold, register_fonts, regular
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.laporan_teks import bab, subbab
from bina_desktop.pdf.layout import (
    CELL,
    LAPORAN,
    Info,
    LateCanvas,
    balanced,
    build,
    escape,
    fit,
    para,
    rich,
    style,
)
from bina_desktop.pdf.long_table import Kolom, LongTable
from bina_desktop.pdf.words import Words, broken

INFO = Info(judul="Uji", penulis="Dinas", perihal="Uji")
TEXT = "Petugas loket menata kembali alur penerimaan berkas dan penandatanganan dokumen"


@pytest.fixture(autouse=True)
def _fonts():
    register_fonts(FONTS)


def text_of_page(*story) -> str:
    return read(build(list(story), LAPORAN, INFO)).pages[0].extract_text()


def test_no_line_is_wider_than_its_room_and_no_word_is_lost():
    lines = broken(TEXT, regular(SANS), 9, 80)
    assert len(lines) > 4
    assert all(stringWidth(line, regular(SANS), 9) <= 80.1 for line, _ in lines)
    assert " ".join(line for line, _ in lines) == TEXT
    assert [ends for _, ends in lines] == [False] * (len(lines) - 1) + [True]


def test_a_word_wider_than_the_line_is_cut():
    lines = broken("400.12.2.5/000000000001/DUKCAPIL/2026", regular(SANS), 9, 40)
    assert len(lines) > 2
    assert "".join(line for line, _ in lines) == "400.12.2.5/000000000001/DUKCAPIL/2026"


def test_line_breaks_and_blank_lines_are_kept():
    assert broken("satu\n\ndua", regular(SANS), 9, 200) == [
        ("satu", True),
        ("", True),
        ("dua", True),
    ]


def test_a_lead_shortens_the_first_line_only():
    plain = broken(TEXT, regular(SANS), 9, 120)
    led = broken(TEXT, regular(SANS), 9, 120, indent=60)
    assert len(led[0][0]) < len(plain[0][0])
    assert max(len(line) for line, _ in led[1:]) >= len(plain[0][0]) - 8


def test_text_is_cut_between_lines_and_none_stands_alone():
    words = Words(TEXT, style("uji", fontSize=10, leading=12))
    _, height = words.wrap(80, 1_000)
    assert words.split(80, 20) == []
    upper, lower = words.split(80, height - 5)
    assert upper.wrap(80, 1_000)[1] + lower.wrap(80, 1_000)[1] == height
    assert lower.wrap(80, 1_000)[1] >= 24


@pytest.mark.parametrize("alignment", [0, TA_CENTER, TA_RIGHT, TA_JUSTIFY])
def test_a_reader_gets_every_letter_back(alignment):
    text = "Bukti “sah” – 98,14 % · Ångström ≥ 3 (tiga) \\ akhir"
    look = style("uji", fontSize=10, leading=12, alignment=alignment)
    found = text_of_page(Words(text, look, lead="Catatan:", lead_font=bold(SANS)))
    assert " ".join(found.split()).startswith(f"Catatan: {text}")


def test_a_row_higher_than_a_page_is_cut_and_goes_on_under_its_head():
    table = GridTable(("No.", "Isi"), [["1.", f"{TEXT} " * 120], ["2.", "akhir"]], [40, 300])
    pages = [page.extract_text() for page in read(build([table], LAPORAN, INFO)).pages]
    assert len(pages) >= 2
    assert all("Isi" in page for page in pages)
    assert "".join(pages).count("loket") == 120
    assert "akhir" in pages[-1]


def test_contents_tell_pages_that_were_not_known_when_they_were_drawn():
    front = [para("Sampul")]
    rest = [*bab("BAB I"), subbab("A. Latar"), para(f"{TEXT}. " * 400, style("isi", alignment=4))]
    rest += [*bab("BAB II"), para("akhir")]
    reader = read(build(with_lists(front, rest), LAPORAN, INFO))
    place = next(
        n for n, page in enumerate(reader.pages, 1) if "BAB II" in page.extract_text()[-60:]
    )
    contents = reader.pages[0].extract_text().replace(" .", "").replace("\n", " ")
    assert place > 2
    assert f"BAB II {place}" in " ".join(contents.split())
    assert len(reader.outline) >= 3


def test_a_list_writes_repeated_words_in_the_face_of_the_list_on_every_page():
    rows = [("Kabupaten Seluma", "Ågot", "81,25")] * 120
    columns = [Kolom("Kab/Kota", 150), Kolom("Nama", 100), Kolom("Nilai", 60, kanan=True)]
    pages = read(build([LongTable(columns, rows, lambda _, row: row)], LAPORAN, INFO)).pages
    assert len(pages) > 1
    assert sum(page.extract_text().count("Kabupaten Seluma") for page in pages) == 120
    assert sum(page.extract_text().count("Ågot") for page in pages) == 120
    assert all(b" Tf" in page.get_contents().get_data() for page in pages)


def test_what_has_to_wait_is_written_where_it_was_asked_for():
    stream = io.BytesIO()
    canvas = LateCanvas(stream)
    canvas.draw_late(
        "nanti", lambda late: late.drawString(72, 700, f"{late.getPageNumber() - 1} halaman")
    )
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    assert "2 halaman" in read(stream.getvalue()).pages[0].extract_text()


PASTED = "Ke\u00adpen\u200bdu\u200cdu\u200dkan \ufeffdan Pen\u2060ca\u200etatan\u200f Sipil"
PLAIN = "Kependudukan dan Pencatatan Sipil"


@pytest.mark.parametrize(
    "made",
    [
        lambda: para(PASTED),
        lambda: para(PASTED, style("menjorok", leftIndent=10)),
        lambda: rich(f"<b>{escape(PASTED)}</b>"),
        lambda: balanced(PASTED, style("judul", alignment=TA_CENTER), 400),
        lambda: GridTable(("Nama",), [[PASTED]], [300]),
        lambda: LongTable([Kolom(PASTED, 250)], [(PASTED,)], lambda _, row: row),
        lambda: LongTable(
            [Kolom("Nama", 250)], [(f"{PASTED}\u2028{PASTED}",)], lambda _, row: row
        ),
        lambda: Words("lain", CELL, lead=PASTED),
    ],
    ids=["words", "paragraph", "markup", "balanced", "grid", "list", "two lines", "lead"],
)
def test_signs_that_nobody_sees_are_neither_drawn_nor_read_back(made):
    found = " ".join(text_of_page(made()).split())
    assert PLAIN in found


def test_signs_that_nobody_sees_take_no_room():
    width = stringWidth(PLAIN, regular(SANS), 9)
    assert fit(PASTED, regular(SANS), 9, width + 0.1) == PLAIN
    assert len(broken(PASTED, regular(SANS), 9, width + 0.1)) == 1
