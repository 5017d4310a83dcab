"""From a file to an XForm: what is no workbook gets its sentence, the rest is converted once."""

from __future__ import annotations

import logging
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from bina_desktop.formengine.client import FormDefinitionError
from bina_desktop.formengine.definition import conversion
from bina_desktop.formengine.definition.conversion import converted
from bina_desktop.formengine.definition.from_xlsform import convert, main
from bina_desktop.formengine.definition.outcome import Conversion

GOOD = (("type", "name", "label"), ("text", "nama", "Nama"))


def workbook(path: Path, rows: tuple[tuple[str, ...], ...] = GOOD, sheet: str = "survey") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def sentence(path: Path, cache_dir: Path, **options: float) -> str:
    with pytest.raises(FormDefinitionError) as caught:
        converted(path, cache_dir=cache_dir, **options)
    assert path.name in str(caught.value)
    assert len(caught.value.messages) == 1
    return caught.value.messages[0].message


def test_a_workbook_is_converted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "form.xlsx")
    first = converted(path, cache_dir=tmp_path / "cache")
    assert "<nama/>" in first.xform
    assert first.rows == {"nama": 2}
    monkeypatch.setattr(sys, "executable", str(tmp_path / "tidak-ada"))
    assert converted(path, cache_dir=tmp_path / "cache") == first
    assert [entry.suffix for entry in (tmp_path / "cache").iterdir()] == [".json"]


def test_a_broken_cache_entry_is_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = workbook(tmp_path / "form.xlsx")
    first = converted(path, cache_dir=tmp_path / "cache")
    entry = next((tmp_path / "cache").iterdir())
    entry.write_text("{}", encoding="utf-8")
    assert converted(path, cache_dir=tmp_path / "cache") == first
    assert "converting again" in caplog.text


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file, no folder", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        outcome = converted(workbook(tmp_path / "form.xlsx"), cache_dir=tmp_path / "cache")
    assert outcome.xform
    assert "cannot be written" in caplog.text


def test_mistakes_found_by_the_converter_name_their_place(tmp_path: Path) -> None:
    rows = (("type", "name", "label"), ("text", "a", "A ${zz}"))
    path = workbook(tmp_path / "form.xlsx", rows)
    with pytest.raises(FormDefinitionError) as caught:
        converted(path, cache_dir=tmp_path)
    message = caught.value.messages[0]
    assert (message.question, message.sheet, message.row, message.column) == (
        "a",
        "survey",
        2,
        "label",
    )


def test_a_picture_with_the_name_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "gambar.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    assert "bukan buku kerja Excel" in sentence(path, tmp_path)


def test_a_workbook_with_the_name_of_a_picture(tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx").rename(tmp_path / "form.png")
    assert "Jenis berkas tidak dikenal" in sentence(path, tmp_path)


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx")
    path.write_bytes(path.read_bytes()[:2000])
    assert "terpotong" in sentence(path, tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(b"")
    assert "kosong" in sentence(path, tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "tidak dapat dibaca" in sentence(tmp_path / "tidak-ada.xlsx", tmp_path)


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    path = tmp_path / "terkunci.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    assert "kata sandi" in sentence(path, tmp_path)


def test_an_old_workbook_under_a_new_name(tmp_path: Path) -> None:
    path = tmp_path / "lama.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    assert ".xls" in sentence(path, tmp_path)
    broken = path.rename(tmp_path / "lama.xls")
    assert "tidak dapat dibaca" in sentence(broken, tmp_path)


def zipped(path: Path, **members: bytes) -> Path:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    path.write_bytes(buffer.getvalue())
    return path


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = zipped(tmp_path / "arsip.xlsx", catatan=b"halo")
    assert "bukan buku kerja Excel" in sentence(path, tmp_path)


def test_a_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "MAX_UNPACKED_BYTES", 1000)
    path = zipped(tmp_path / "bom.xlsx", xl__workbook_dot_xml=b"0" * 10_000)
    assert "terlalu besar" in sentence(path, tmp_path)


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "MAX_WORKBOOK_BYTES", 1000)
    assert "terlalu besar" in sentence(workbook(tmp_path / "form.xlsx"), tmp_path)


def test_a_workbook_whose_parts_are_missing(tmp_path: Path) -> None:
    path = zipped(tmp_path / "rusak.xlsx", xl__workbook_dot_xml=b"<bukan xml")
    assert "tidak dapat dibaca" in sentence(path, tmp_path)


def test_a_conversion_that_never_ends(tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx")
    assert "tidak selesai dibaca" in sentence(path, tmp_path, timeout_seconds=0.01)


def test_a_workbook_without_a_survey(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Lain")
    book.save(tmp_path / "lain.xlsx")
    assert "“survey”" in sentence(tmp_path / "lain.xlsx", tmp_path)


def test_the_worker_writes_what_it_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[object] = []
    if sys.platform != "win32":
        monkeypatch.setattr("resource.setrlimit", lambda *given: limits.append(given))
    source = tmp_path / "form.md"
    source.write_text("| survey |\n| | type | name | label |\n| | text | a | A |\n", "utf-8")
    assert main([str(source), str(tmp_path / "out.json")]) == 0
    outcome = Conversion.from_json((tmp_path / "out.json").read_text("utf-8"))
    assert "<a/>" in outcome.xform
    assert bool(limits) == (sys.platform != "win32")


def test_names_that_stand_twice_keep_their_first_row() -> None:
    table = """
| survey |
|        | type        | name | label |
|        | begin group | g    | G     |
|        | text        | a    | A     |
|        | end group   | g    |       |
|        | begin group | h    | H     |
|        | text        | a    | A     |
|        | end group   |      |       |
"""
    assert convert(table.encode(), file_type=".md").rows == {"g": 2, "a": 3, "h": 5}


def test_an_unknown_type_is_named_with_its_row() -> None:
    table = "| survey |\n| | type | name | label |\n| | text | a | A |\n| | teks | b | B |\n"
    (message,) = convert(table.encode(), file_type=".md").errors
    assert message.message == ("Jenis pertanyaan “teks” tidak dikenal; mungkin maksudnya “text”.")
    assert message.english == "The question type “teks” is unknown; perhaps “text” is meant."
    assert (message.question, message.sheet, message.row, message.column) == (
        "b",
        "survey",
        3,
        "type",
    )


def test_other_mistakes_keep_the_converters_words() -> None:
    table = """
| survey |
|        | type       | name | label | parameters | appearance |
|        | integer    | a    | A     |            |            |
|        | range      | b    | B     | placeholder=3 | rating  |
"""
    outcome = convert(table.encode(), file_type=".md")
    (message,) = outcome.errors
    assert message.message.startswith("Isi kolom parameters tidak benar: For the 'range'")
    assert (message.sheet, message.row, message.column) == ("survey", 3, "parameters")
    assert Conversion.from_json(outcome.to_json()) == outcome


def test_mistakes_outside_the_survey_have_no_question() -> None:
    table = """
| survey |
|        | type         | name | label |
|        | select_one q | a    | A     |
| choices |
|         | list_name | name | label |
|         | lain      | x    | X     |
"""
    (message,) = convert(table.encode(), file_type=".md").errors
    assert message.row == 2
    settings = "| survey |\n| | type | name | label |\n| | text | a | A |\n"
    settings += "| settings |\n| | form_id | default_language |\n| | 1 2 | x |\n"
    outcome = convert(settings.encode(), file_type=".md")
    assert all(message.question == "" for message in outcome.errors)


def test_a_member_that_is_no_xml_breaks_the_worker_not_us(tmp_path: Path) -> None:
    path = workbook(tmp_path / "form.xlsx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, b"<rusak" if "sheet1" in name else content)
    assert "tidak dapat dibaca" in sentence(path, tmp_path)
