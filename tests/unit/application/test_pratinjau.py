"""Which cells edited in Excel are not taken, from the file alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bina_desktop.application.pratinjau import refused_edits, warnings_of
from bina_desktop.application.workbook import JenisPaket, Seal, WorkbookReading
from bina_desktop.domain.journal import Change, json_text


def an_edit(field: str, value: object) -> Change:
    return Change(f"x:{field}", 0, 1, "berkas:e", "aparatur", "a", field, json_text(value))


def a_reading(*edits: Change) -> WorkbookReading:
    return WorkbookReading(
        nama_berkas="hasil.xlsx",
        sha256="ab",
        jenis=JenisPaket.HASIL_LAPANGAN,
        export_id="e",
        dibuat_pada=datetime(2026, 11, 24, tzinfo=UTC),
        device="D",
        public_key=b"k",
        pembuat="Rahmat",
        keterangan="",
        seal=Seal.VALID,
        changes=(),
        edits=edits,
        rejections=(),
    )


def test_a_status_that_nobody_knows_does_not_stop_the_check_of_a_nip():
    edits = (an_edit("nip", "1"), an_edit("status", "raja"), an_edit("kelompok", ["P"]))
    refused = refused_edits(a_reading(*edits), today=date(2026, 11, 24))
    assert "18 angka" in refused["x:nip"]


def test_a_pasted_row_is_refused_whole_and_says_why_once():
    edits = (an_edit("nama", "Siti"), an_edit("nip", "1"), an_edit("kelompok", "P"))
    refused = refused_edits(a_reading(*edits), today=date(2026, 11, 24))
    assert refused.keys() == {"x:nama", "x:nip", "x:kelompok"}
    assert [key for key, reason in refused.items() if reason] == ["x:nip"]


def test_a_pasted_officer_without_a_nip_must_be_no_civil_servant():
    edits = (an_edit("nama", "Siti"), an_edit("status", "pns"))
    refused = refused_edits(a_reading(*edits), today=date(2026, 11, 24))
    assert "18 angka" in refused["x:nama"]
    edits = (an_edit("nama", "Siti"), an_edit("status", "non_asn"))
    assert refused_edits(a_reading(*edits), today=date(2026, 11, 24)) == {}


def test_a_file_that_lost_its_password_on_the_way_is_told():
    kept = a_reading()
    assert list(warnings_of(kept, True, False)) == []
    (warning,) = warnings_of(replace(kept, lost_password=True), True, False)
    assert "kembali tanpa kata sandi" in warning
