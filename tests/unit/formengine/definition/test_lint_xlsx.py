"""A real workbook through the real worker: Excel's addresses, many mistakes, the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from bina_desktop.application.formulir import FormulirService
from bina_desktop.commands.forms import check_forms, tell_forms_as_json
from bina_desktop.formengine.engine import check_form

SURVEY = (
    ("type", "name", None, "label", "relevant", "calculation", "choice_filter", "parameters"),
    ("txt", "a1", None, "A", None, None, None, None),
    ("text", "b 2", None, "B", None, None, None, None),
    ("text", None, None, "C", None, None, None, None),
    ("text", "d", None, None, None, None, None, None),
    (None, "e", None, "E", None, None, None, None),
    ("text", "f", None, "F", "${tidak} > 1", None, None, None),
    ("text", "f", None, "F", "foo(1)", None, None, None),
    ("text", "h", None, "${zz}", "1 +", None, None, None),
    ("select_one warn", "i", None, "I", None, None, None, None),
    ("select_one warna", "j", None, "J", None, None, "jenis = 'x'", None),
    ("select_multiple warna", "k", None, "K", "round()", None, None, "acak=true"),
    ("range", "l", None, "L", None, None, None, "step=0"),
    ("calculate", "m", None, None, None, None, None, None),
    ("calculate", "n", None, None, None, "${o} + 1", None, None),
    ("calculate", "o", None, None, None, "${n} + 1", None, None),
    ("end repeat", None, None, None, None, None, None, None),
    ("begin group", "p", None, "P", None, None, None, None),
)
CHOICES = (
    ("list_name", "name", "label"),
    ("warna", "m", "Merah"),
    ("warna", "m", "Muda"),
    ("warna", None, "Tanpa kode"),
    ("warna", "hijau tua", "Hijau"),
)
SETTINGS = (("form_id", "name"), ("uji", "nama akar"))
MISTAKES = {
    ("survey", cell)
    for cell in (
        "A2", "B3", "B4", "D5", "A6", "E7", "B8", "E8", "D9", "E9", "A10", "G11", "E12", "H12",
        "H13", "F14", "F16", "A17", "A18",
    )
} | {("choices", "B3"), ("choices", "B4"), ("choices", "B5"), ("settings", "B2")}  # fmt: skip


def write(path: Path, **sheets: tuple[tuple[object, ...], ...]) -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    book.save(path)
    return path


def test_all_mistakes_of_a_workbook_are_told_with_excels_addresses(tmp_path: Path) -> None:
    path = write(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES, settings=SETTINGS)
    found = check_form(path, cache_dir=tmp_path)
    told = [(message.sheet, message.cell) for message in found if not message.notice]
    assert len(told) >= 20
    assert set(told) >= MISTAKES
    assert all(message.english for message in found)
    assert check_form(path, cache_dir=tmp_path) == found, "the cache holds the same"


GOOD = (("type", "name", "label"), ("text", "nama", "Nama"))
UJI = (("form_id",), ("uji",))


@pytest.fixture
def formulir(tmp_path: Path) -> FormulirService:
    return FormulirService(tmp_path / "forms", tmp_path / "cache")


def test_the_terminal_names_cells_in_both_languages_and_counts(
    formulir: FormulirService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path / "buruk.xlsx", survey=(*GOOD, ("txt", "b", "B")))
    good = write(tmp_path / "baik.xlsx", survey=GOOD, settings=UJI)
    assert check_forms(formulir, [bad, good]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{bad}:"
    assert lines[1].startswith("  KESALAHAN (lembar survey, A3, kolom type, “b”) Jenis")
    assert lines[2].startswith("      The question type “txt” is unknown")
    assert lines[3].startswith("  catatan (lembar settings, kolom form_id)")
    assert lines[6].startswith("  Formulir “uji” dapat dipakai: 1 pertanyaan, 0 daftar")
    assert lines[-1] == "2 berkas, 1 kesalahan, 1 catatan."


def test_the_terminal_speaks_one_language_if_asked(
    formulir: FormulirService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path / "buruk.xlsx", survey=(*GOOD, ("txt", "b", "B")), settings=UJI)
    assert check_forms(formulir, [bad], language="en") == 1
    out = capsys.readouterr().out
    assert "ERROR (sheet survey, A3, column type, “b”) The question type" in out
    assert "tidak dikenal" not in out
    assert check_forms(formulir, [bad], language="id") == 1
    assert "unknown" not in capsys.readouterr().out


def test_machines_read_json(
    formulir: FormulirService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path / "buruk.xlsx", survey=(*GOOD, ("txt", "b", "B")), settings=UJI)
    good = write(tmp_path / "baik.xlsx", survey=GOOD, settings=UJI)
    assert tell_forms_as_json(formulir, [bad, good]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [entry["usable"] for entry in told] == [False, True]
    assert told[0]["errors"][0]["cell"] == "A3"
    assert told[1]["questions"] == 1


def test_a_heading_that_stands_twice(tmp_path: Path) -> None:
    rows = (("type", "name", "label", "label"), ("text", "a", "A", "B"))
    (told,) = check_form(write(tmp_path / "f.xlsx", survey=rows), cache_dir=tmp_path)
    assert (told.sheet, told.cell, told.column) == ("survey", "D1", "label")


def test_a_heading_that_is_a_number(tmp_path: Path) -> None:
    rows = (("type", "name", "label", 2026), ("text", "a", "A", "B"))
    (told,) = check_form(write(tmp_path / "f.xlsx", survey=rows), cache_dir=tmp_path)
    assert (told.sheet, told.cell) == ("survey", "D1")


def test_what_is_no_workbook_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"bukan")
    (told,) = check_form(path, cache_dir=tmp_path)
    assert not told.notice


FROM_FILE = (
    ("type", "name", "label"),
    ("text", "nama", "Nama"),
    ("select_one_from_file kota.csv", "kota", "Kota"),
)


def test_a_missing_list_file_is_told_at_the_question_that_offers_it(tmp_path: Path) -> None:
    path = write(tmp_path / "form.xlsx", survey=FROM_FILE, settings=UJI)
    (told,) = (m for m in check_form(path, cache_dir=tmp_path) if not m.notice)
    assert (told.sheet, told.cell, told.row, told.column, told.question) == (
        *("survey", "A3", 3, "type", "kota"),
    )
    assert "“kota.csv” tidak ada" in told.message
    assert "“kota.csv” is missing" in told.english


def test_lists_are_read_from_the_folder_beside_the_form_or_another(
    formulir: FormulirService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "form.xlsx", survey=FROM_FILE, settings=UJI)
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "kota.csv").write_text("name,label\na,A\n")
    assert check_form(path, cache_dir=tmp_path, media=tmp_path / "lain") == []
    assert check_forms(formulir, [path]) == 1
    (tmp_path / "lain").rename(tmp_path / "form-media")
    assert check_form(path, cache_dir=tmp_path) == []
    assert check_forms(formulir, [path]) == 0
    assert "2 pertanyaan, 1 daftar" in capsys.readouterr().out
