from __future__ import annotations

from pathlib import Path

from tests.builders import TW4

from bina_desktop.application.cakupan import Cakupan
from bina_desktop.application.form_sheet import columns_of
from bina_desktop.application.workbook import Column
from bina_desktop.domain.journal import Change
from bina_desktop.formengine.engine import asked, load_form

FORM = """
| survey |              |         |         |
|        | type         | name    | label   |
|        | text         | unit    | Unit    |
|        | begin repeat | anggota | Anggota |
|        | text         | nama    | Nama    |
|        | end repeat   |         |         |
|        | note         | selesai | Selesai |
"""


SCALE = """
| survey |              |       |       |                                        |
|        | type         | name  | label | parameters                             |
|        | range        | skala | Skala | start=1 end=5 step=1 tick_labelset=ujung |
|        | select_one ujung | pilih | Pilih |                                    |
| choices |             |       |       |
|        | list_name    | name  | label |
|        | ujung        | 1     | Rendah |
"""


def a_change(seq: int, entity: str, record: str, field: str, value: str) -> Change:
    return Change("d", seq, seq, "a", entity, record, field, value)


def columns(form: str, folder: Path, repeat: str = "") -> list[Column]:
    path = folder / "form.md"
    path.write_text(form, encoding="utf-8")
    questions, _ = asked(load_form(path, cache_dir=folder))
    return list(columns_of({"1": questions}, repeat).values())


def test_repeated_questions_have_columns_of_their_own(tmp_path):
    assert [column.label for column in columns(FORM, tmp_path)] == ["Unit"]
    (column,) = columns(FORM, tmp_path, "/data/anggota")
    assert (column.field, column.label) == ("/nama", "Nama")


def test_the_marks_on_a_scale_are_no_choices_of_a_cell(tmp_path):
    scale, chosen = columns(SCALE, tmp_path)
    assert (scale.choices, scale.least, scale.greatest) == ((), "1", "5")
    assert chosen.choices == (("1", "Rendah"),)


def test_a_record_belongs_if_any_value_it_ever_had_says_so():
    cakupan = Cakupan(frozenset(), frozenset({str(TW4)}), frozenset({"17.05"}))
    moved = [
        a_change(1, "aparatur", "a", "kode_wilayah", '"17.05"'),
        a_change(2, "aparatur", "a", "kode_wilayah", '"17.71"'),
        a_change(3, "aparatur", "b", "kode_wilayah", '"17.71"'),
        a_change(4, "aparatur", "c", "nama", '"Tanpa wilayah"'),
        a_change(5, "peristiwa", "p", "langkah", "1"),
        a_change(6, "peristiwa", "p", "triwulan", f'"{TW4}"'),
        a_change(7, "peristiwa", "p", "kode_wilayah", "null"),
        a_change(8, "peristiwa", "q", "triwulan", '"2026-T1"'),
        a_change(9, "lain", "x", "spt_id", '"s"'),
    ]
    assert [c.seq for c in cakupan.select(moved)] == [1, 2, 5, 6, 7]
