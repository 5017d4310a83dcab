"""The door: load, open, restore."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import FormDefinitionError, Ref, Session
from bina_desktop.formengine.engine import load_form, new_session, restore_session

FORM = xform(
    "<nama/><umur/>",
    model='<bind nodeset="/data/umur" type="int"/>',
    body='<input ref="/data/nama"/><input ref="/data/umur"/>',
)


def test_a_workbook_becomes_a_session(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "survey"
    for row in (("type", "name", "label"), ("integer", "umur", "Umur")):
        page.append(row)
    book.save(tmp_path / "form.xlsx")
    form = load_form(tmp_path / "form.xlsx", cache_dir=tmp_path / "cache")
    session: Session = new_session(form)
    assert session.set_value(Ref("/data/umur"), "7") == {"/data/umur"}
    assert session.answers() == {"/data/umur": "7"}


def test_xform_text_and_files(tmp_path: Path) -> None:
    (tmp_path / "form.xml").write_text(FORM, encoding="utf-8")
    from_file = load_form(tmp_path / "form.xml", cache_dir=tmp_path)
    assert from_file.info == load_form(FORM, cache_dir=tmp_path).info


def test_an_unreadable_xform_file_gets_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "form.xml").write_bytes(b"\xff\xfe\xfa")
    for name in ("form.xml", "tidak_ada.xml"):
        with pytest.raises(FormDefinitionError, match="tidak dapat dibaca"):
            load_form(tmp_path / name, cache_dir=tmp_path)


def test_stored_answers_come_back(tmp_path: Path) -> None:
    form = load_form(FORM, cache_dir=tmp_path)
    session, restored = restore_session(form, {"/data/umur": "7", "/data/lama": "x"})
    assert session.node(Ref("/data/umur")).value == "7"
    assert (restored.placed, restored.unplaced) == (1, {"/data/lama": "x"})
