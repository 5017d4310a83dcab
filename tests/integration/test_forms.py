"""The three shipped forms: built from their tables, whole, and accepted by ODK's own tools."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
import pyxform
from forms.build import FORMS, LANGUAGES, build_all
from openpyxl import load_workbook
from pyxform.xls2xform import convert

SHIPPED = Path(__file__).resolve().parents[2] / "forms"
VALIDATOR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
JAVA = shutil.which("java")

INDIKATOR = (
    *("a1", "a2", "a3", "a4", "a5", "a6"),
    *("b1", "b2", "b3", "b4", "b5", "b6", "b7"),
    *("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"),
    *("d1", "d2", "d3", "d4", "d5", "d6", "d7"),
    *("e1", "e2", "e3", "e4", "e5"),
    *("f1", "f2", "f3", "f4"),
)
BOBOT_ASPEK = {"A": 15, "B": 20, "C": 25, "D": 20, "E": 12, "F": 8}
UNSUR_SKM = (
    *("persyaratan", "prosedur", "waktu", "biaya", "produk"),
    *("kompetensi", "perilaku", "sarana", "pengaduan"),
)


def rows(form: str, sheet: str) -> list[dict[str, str]]:
    """Rows of a committed workbook; blank cells are left out."""
    worksheet = load_workbook(SHIPPED / form / "form.xlsx")[sheet]
    head, *body = worksheet.iter_rows(values_only=True)
    return [
        {str(name): str(cell) for name, cell in zip(head, line, strict=True) if cell is not None}
        for line in body
    ]


def skor_rows() -> list[dict[str, str]]:
    return [r for r in rows("lembar_penilaian", "survey") if r.get("bind::bina:peran") == "skor"]


def members(workbook: Path) -> dict[str, bytes]:
    """Unpacked content, so that the compressor of another machine cannot make a difference."""
    with ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_workbooks_are_what_the_tables_say(tmp_path: Path) -> None:
    built = build_all(tmp_path)

    assert [path.parent.name for path in built] == list(FORMS)
    for path in built:
        assert members(path) == members(SHIPPED / path.parent.name / "form.xlsx")


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in build_all(tmp_path / "a")]
    second = [path.read_bytes() for path in build_all(tmp_path / "b")]

    assert first == second


def test_all_37_indikator_stand_in_order() -> None:
    assert tuple(row["name"] for row in skor_rows()) == INDIKATOR


def test_bobot_add_up_to_100_and_to_their_aspek() -> None:
    per_aspek: Counter[str] = Counter()
    for row in skor_rows():
        per_aspek[row["bind::bina:aspek"]] += int(row["bind::bina:bobot"])

    assert per_aspek == BOBOT_ASPEK
    assert per_aspek.total() == 100


@pytest.mark.parametrize(("kelompok", "bobot"), [("P", 94), ("F", 77), ("O", 67)])
def test_applicable_bobot_of_each_kelompok(kelompok: str, bobot: int) -> None:
    applicable = [r for r in skor_rows() if kelompok in r["bind::bina:berlaku"]]

    assert sum(int(row["bind::bina:bobot"]) for row in applicable) == bobot


def test_relevance_of_an_indikator_agrees_with_its_marker() -> None:
    groups = {
        r["name"]: r for r in rows("lembar_penilaian", "survey") if r["type"] == "begin_group"
    }
    for row in skor_rows():
        relevant = groups[f"indikator_{row['name']}"].get("relevant", "")
        named = "".join(k for k in "PFO" if f"'{k}'" in relevant) or "PFO"
        assert named == row["bind::bina:berlaku"], row["name"]


def test_critical_and_quantitative_indikator_are_marked() -> None:
    critical = [r["name"] for r in skor_rows() if "bind::bina:kritis" in r]
    quantitative = [r["name"] for r in skor_rows() if "bind::bina:kuantitatif" in r]

    assert critical == ["a1", "a3"]
    assert quantitative == ["d1", "d2", "d3", "d4", "d5", "d7"]


def test_every_skor_offers_five_descriptors_and_tb() -> None:
    offered: dict[str, list[str]] = {}
    for choice in rows("lembar_penilaian", "choices"):
        offered.setdefault(choice["list_name"], []).append(choice["name"])

    for row in skor_rows():
        assert offered[row["type"].removeprefix("select_one ")] == ["1", "2", "3", "4", "5", "tb"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sheet", ["survey", "choices"])
def test_every_text_is_in_both_languages(form: str, sheet: str) -> None:
    for number, row in enumerate(rows(form, sheet), start=2):
        texts = {name.split("::")[0] for name in row if name.endswith(LANGUAGES)}
        missing = [
            f"{t}::{lang}" for t in texts for lang in LANGUAGES if f"{t}::{lang}" not in row
        ]
        assert not missing, f"{sheet} row {number}"


@pytest.mark.parametrize("form", ["kuesioner_aparatur", "skm"])
def test_questionnaires_ask_for_no_name_and_no_number_of_a_person(form: str) -> None:
    names = {row.get("name") for row in rows(form, "survey")}

    assert names.isdisjoint({"nama", "nip", "nik", "telepon", "alamat", "nomor_lembar"})


def test_the_kuesioner_has_twenty_statements_in_four_averages() -> None:
    survey = rows("kuesioner_aparatur", "survey")
    statements = [r["name"] for r in survey if r.get("bind::bina:peran") == "pernyataan"]
    averages = [r["name"] for r in survey if r.get("bind::bina:peran") == "nilai_kelompok"]

    assert statements == [f"p{number:02}" for number in range(1, 21)]
    assert averages == [
        "nilai_kompetensi",
        "nilai_dukungan",
        "nilai_integritas",
        "nilai_perbaikan",
    ]


def test_each_unsur_of_the_skm_has_its_own_scale() -> None:
    unsur = [r for r in rows("skm", "survey") if r.get("bind::bina:peran") == "unsur"]

    assert tuple(row["name"] for row in unsur) == UNSUR_SKM
    assert [row["type"] for row in unsur] == [f"select_one skala_{name}" for name in UNSUR_SKM]


@pytest.mark.parametrize("form", FORMS)
def test_pyxform_converts_it_without_a_warning(form: str) -> None:
    result = convert(SHIPPED / form / "form.xlsx")

    assert result.warnings == []
    assert f'id="{form}"' in result.xform


@pytest.mark.long
@pytest.mark.skipif(JAVA is None, reason="ODK Validate needs Java, which is not on the PATH")
@pytest.mark.parametrize("form", FORMS)
def test_odk_validate_accepts_it(form: str, tmp_path: Path) -> None:
    assert JAVA is not None
    xform = tmp_path / f"{form}.xml"
    xform.write_text(convert(SHIPPED / form / "form.xlsx").xform, encoding="utf-8")

    run = subprocess.run(
        [JAVA, "-Djava.awt.headless=true", "-jar", str(VALIDATOR), str(xform)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert run.returncode == 0, run.stderr
    assert "Xform is valid" in run.stdout + run.stderr
