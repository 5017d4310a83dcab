"""The recap workbook as a spreadsheet program finds it: tables, charts, texts that stay texts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.builders import TW4, a_temuan
from tests.laptops import an_spt

from bina_desktop.application.dokumen_laporan import (
    RekapAspek,
    RekapIndikator,
    RekapKuesioner,
    RekapSkm,
)
from bina_desktop.application.rekap import HasilAparatur
from bina_desktop.application.rekap_content import (
    Jawaban,
    Pertanyaan,
    RekapContent,
    RekapJawaban,
    RekapKunjungan,
    RekapRekomendasi,
    RekapTemuan,
    RekapTriwulan,
)
from bina_desktop.domain.errors import BinaError
from bina_desktop.domain.lembar_penilaian import HasilLembar, LembarId
from bina_desktop.domain.pegawai import Aparatur, AparaturId
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.temuan import Alamat, StatusTindakLanjut, Tingkat
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.exchange.rekap import answers
from bina_desktop.exchange.rekap.workbook import XlsxRekap

HOSTILE = '=HYPERLINK("https://jahat.example")'
CHOSEN = Pertanyaan("Lembar Penilaian", "A", "A1", "Tanpa pungutan", Decimal(3), is_chosen=True)
TYPED = Pertanyaan("Lembar Penilaian", "A", "A1", "Catatan")
A_KODE = ("A", "B")


def a_visit(
    nama: str = "Kota Bengkulu", triwulan: Triwulan = TW4, nilai: str | None = "80.5", **other
) -> RekapKunjungan:
    score = None if nilai is None else Decimal(nilai)
    aparatur = Aparatur(AparaturId("a"), KodeWilayah("17.71"), "+Siti", "199003122014022002")
    hasil = HasilLembar(score, "Baik", Decimal(67), {"a": Decimal("70.25")}, batas_kritis=True)
    answers = (
        Jawaban(CHOSEN, "4", "Baik & <lengkap>", skor=4, nilai_baku=Decimal(85)),
        Jawaban(TYPED, "", f"{HOSTILE}\nbaris dua\x01", angka=Decimal("12.5")),
    )
    temuan = a_temuan(
        "t",
        nama,
        kondisi="@Kondisi",
        ditujukan=Alamat.DIRJEN,
        tingkat=Tingkat.KRITIS,
        tenggat=date(2026, 12, 1),
    )
    values = {
        "spt": replace(an_spt("p1", triwulan=triwulan), id=SptId(nama), nomor="800/1"),
        "wilayah": nama,
        "lembar": 3,
        "lembar_final": 2,
        "aparatur": (HasilAparatur(LembarId("lembar-1"), aparatur, hasil, "-Bimbing"),),
        "nilai": score,
        "predikat": "Baik" if score else "",
        "skm": RekapSkm(9, Decimal("81.25"), "B", "Baik", (("Waktu", Decimal("3.25")),), 1),
        "kuesioner": RekapKuesioner(5, (("Kompetensi", Decimal(75)),)),
        "temuan": (
            RekapTemuan(
                temuan,
                (RekapRekomendasi(temuan.rekomendasi[0], StatusTindakLanjut.SESUAI),),
            ),
        ),
        "jawaban": (RekapJawaban("+Siti", answers, "lembar-1"[:8]),),
    }
    return RekapKunjungan(**{**values, **other})


def a_quarter(triwulan: Triwulan, **other) -> RekapTriwulan:
    aspek = tuple(
        RekapAspek(kode, f"Aspek {kode}", Decimal(15), Decimal(70), Decimal(60), Decimal(80))
        for kode in A_KODE
    )
    values = {
        "kunjungan": 1,
        "aparatur": 1,
        "nilai": Decimal("80.5"),
        "predikat": "Baik",
        "ikm": Decimal("81.25"),
        "responden": 9,
        "temuan": 1,
        "selesai": 1,
        "aspek": aspek,
        "indikator": (RekapIndikator("A1", "Tanpa pungutan " * 9, Decimal("3.5"), 2),),
    }
    return RekapTriwulan(triwulan=triwulan, **{**values, **other})


def write(path: Path, visits, quarters=None, *, password: str = ""):
    content = RekapContent(
        kantor="Dinas",
        pembuat="=Kabid",
        dibuat_pada=datetime(2026, 11, 23, 3, tzinfo=UTC),
        keterangan="Triwulan IV Tahun 2026",
        minimum=5,
        aspek=A_KODE,
        visits=iter(visits),
        triwulan=lambda: tuple(quarters or (a_quarter(TW4),)),
    )
    return XlsxRekap().write(path, content, password=password)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """Two triwulan, two kab/kota; one without a nilai."""
    path = tmp_path_factory.mktemp("rekap") / "rekap.xlsx"
    before = TW4.sebelum
    visits = [
        a_visit(),
        a_visit("Kabupaten Kaur", nilai="90"),
        a_visit("Kabupaten Lebong", nilai=None, aparatur=(), skm=None, kuesioner=None),
        a_visit(triwulan=before, nilai="70"),
    ]
    now = a_quarter(TW4)
    aspek = tuple(replace(one, triwulan_lalu=Decimal(68)) for one in now.aspek)
    write(path, visits, [a_quarter(before, ikm=None), replace(now, aspek=aspek)])
    return path


@pytest.fixture(scope="module")
def book(written):
    return openpyxl.load_workbook(io.BytesIO(written.read_bytes()))


def rows(page, top: int) -> list[tuple]:
    return [row for row in page.iter_rows(min_row=top, values_only=True) if any(row)]


def test_every_sheet_is_there_in_order(book):
    assert book.sheetnames == [
        "Ringkasan",
        "Grafik",
        "Per kab-kota",
        "Per triwulan",
        "Per aspek",
        "Indikator",
        "SKM",
        "Kuesioner",
        "Temuan",
        "Aparatur",
        "Jawaban",
    ]


def test_tables_have_names_and_reach_as_far_as_their_rows(book):
    areas = dict(area for page in book for area in page.tables.items())
    assert areas["tblJawaban"] == "A1:S9"
    assert areas["tblKabKota"] == "A4:N9"
    assert areas["tblAparatur"] == "A4:N7"
    assert len(areas) == 11


def test_answers_are_one_row_each_with_text_that_stays_text(book):
    page = book["Jawaban"]
    assert [cell.value for cell in page[1]] == list(answers.HEAD)
    first, second = rows(page, 2)[:2]
    assert first[:9] == (
        2026, "2026-T4", "17.71", "Kota Bengkulu", "800/1", "lembar-1", "+Siti", None, None
    )  # fmt: skip
    assert first[9:] == (
        "Lembar Penilaian", "A", "A1", "Tanpa pungutan", "4", "Baik & <lengkap>", None, 4, 85, 3
    )  # fmt: skip
    assert second[14:17] == (f"{HOSTILE}\nbaris dua", 12.5, None)
    assert {cell.data_type for cell in page["O"]} == {"s"}
    assert page.freeze_panes == "A2"


def test_only_sums_are_formulas(book):
    formulas = {
        cell.value
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas
    assert all(re.fullmatch(r"=SUBTOTAL\(109,[A-Z]+\d+:[A-Z]+\d+\)", one) for one in formulas)


def test_sums_are_there_before_anything_is_calculated(written):
    page = openpyxl.load_workbook(io.BytesIO(written.read_bytes()), data_only=True)["Per kab-kota"]
    foot = [cell.value for cell in page[9]]
    assert foot[0] == "Jumlah"
    assert foot[7:10] == [3, 8, 12]


def test_the_newest_triwulan_is_ranked_best_first(book):
    found = [row[:5] for row in rows(book["Per kab-kota"], 5)][:4]
    assert found == [
        ("2026-T4", "Kabupaten Kaur", 1, 90, "Baik"),
        ("2026-T4", "Kota Bengkulu", 2, 80.5, "Baik"),
        ("2026-T4", "Kabupaten Lebong", None, None, None),
        ("2026-T3", "Kota Bengkulu", 1, 70, "Baik"),
    ]


def test_charts_read_the_cells_of_their_tables(written):
    with zipfile.ZipFile(written) as package:
        charts = [
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/charts/chart")
        ]
    cells = [re.findall(r"<c:f>([^<]+)</c:f>", chart) for chart in charts]
    assert [one[:2] for one in cells] == [
        ["'Per kab-kota'!$B$5:$B$6", "'Per kab-kota'!$D$5:$D$6"],
        ["'Per triwulan'!$A$5:$A$6", "'Per triwulan'!$B$5:$B$6"],
        ["'Per triwulan'!$B$11:$C$11", "'Per triwulan'!$B$12:$C$12"],
        ["'Per aspek'!$A$5:$A$6", "'Per aspek'!$G$5:$G$6"],
        ["SKM!$B$5:$B$6", "SKM!$D$5:$D$6"],
    ]


def test_a_nip_is_text_and_a_deadline_a_date(book):
    officer = rows(book["Aparatur"], 5)[0]
    assert officer[2:4] == ("+Siti", "199003122014022002")
    finding = rows(book["Temuan"], 5)[0]
    assert finding[5] == "@Kondisi"
    assert finding[9] == datetime(2026, 12, 1)  # noqa: DTZ001 cells know no zone
    assert finding[10] == "Selesai: sesuai rekomendasi"


def test_the_cover_says_how_nilai_is_made(book):
    said = " ".join(str(cell) for row in rows(book["Ringkasan"], 1) for cell in row if cell)
    for words in ("skor 5 bernilai 100", "8 lembar final", "4 lembar yang belum final", "60"):
        assert words in said


def test_a_recap_without_any_sheet_says_so(tmp_path):
    path = tmp_path / "kosong.xlsx"
    empty = a_visit(
        nilai=None, aparatur=(), skm=None, kuesioner=None, temuan=(), jawaban=(), lembar=0
    )
    quarter = a_quarter(TW4, nilai=None, ikm=None, indikator=())
    assert write(path, [empty], [quarter]).jawaban == 0
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book["SKM"]["A5"].value == "Belum ada data."
    assert book["Jawaban"].tables["tblJawaban"].ref == "A1:S2"
    assert "belum dapat disimpulkan" in str(rows(book["Ringkasan"], 4)[0])


def test_more_answers_than_a_sheet_holds_go_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(answers, "MOST_ROWS", 3)
    path = tmp_path / "panjang.xlsx"
    visits = [a_visit(f"Kabupaten {n:02}", nilai=f"{40 + n}") for n in range(40)][:5]
    assert write(path, visits).jawaban == 10
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    names = [name for name in book.sheetnames if name.startswith("Jawaban")]
    assert names == ["Jawaban", "Jawaban (2)", "Jawaban (3)", "Jawaban (4)"]
    assert [book[name].tables.popitem()[1].ref for name in names] == [
        "A1:S4", "A1:S4", "A1:S4", "A1:S2"
    ]  # fmt: skip
    assert rows(book["Jawaban (4)"], 2)[0][14].startswith(HOSTILE)


def test_of_many_kab_kota_the_chart_shows_the_lowest(tmp_path):
    path = tmp_path / "banyak.xlsx"
    write(path, [a_visit(f"Kabupaten {n:02}", nilai=f"{40 + n}") for n in range(40)])
    with zipfile.ZipFile(path) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert "$D$15:$D$44" in chart
    assert "30 nilai rata-rata terendah" in chart


def test_a_disk_that_refuses_is_told_and_nothing_is_left(tmp_path):
    with pytest.raises(BinaError, match="tidak dapat ditulis"):
        write(tmp_path / "tiada" / "rekap.xlsx", [a_visit()])
    (tmp_path / "rekap.xlsx").mkdir()
    with pytest.raises(BinaError, match="tidak dapat ditulis"):
        write(tmp_path / "rekap.xlsx", [a_visit()])
    assert [path.name for path in tmp_path.iterdir()] == ["rekap.xlsx"]
