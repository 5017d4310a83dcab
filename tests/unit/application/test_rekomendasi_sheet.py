"""Recommendations as people read them in the workbooks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import KABID, RAHMAT, a_temuan, the_wilayah
from tests.installations import TW2, prepare, visit_before
from tests.unit.application.test_earlier_records import HASIL, export, looked

from bina_desktop.application.tindak_lanjut import open_before
from bina_desktop.application.tindak_lanjut import rows_of as questions_of
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.temuan import Alamat, StatusTindakLanjut


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def rows_of(content, entity: str) -> list[dict[str, str]]:
    return [
        dict(values)
        for sheet in content.sheets
        if sheet.entity == entity
        for _, values in sheet.rows
    ]


def test_a_paket_shows_what_is_open(office, spt_id):
    before = visit_before(office, spt_id)
    office.store(a_temuan("b", before.id), a_temuan("a", before.id, tenggat=date(2026, 8, 1)))
    found = rows_of(export(office, spt_id), "temuan")
    assert [row["rekomendasi"] for row in found] == ["Rekomendasi a", "Rekomendasi b"]
    assert found[0] == {
        "kunjungan": "Kabupaten Seluma",
        "rekomendasi": "Rekomendasi a",
        "ditujukan": "Kepala Dinas Dukcapil kabupaten/kota",
        "penanggung_jawab": "Kepala Bidang",
        "triwulan": TW2.label,
        "tenggat": "2026-08-01",
        "status": "Belum ditindaklanjuti",
        "keterangan": "",
    }
    assert found[1]["tenggat"] == ""


def test_hasil_lapangan_shows_what_the_visit_found(office, spt_id):
    before = visit_before(office, spt_id)
    done = StatusTindakLanjut.SESUAI
    office.store(
        a_temuan("a", before.id),
        looked("a", spt_id, done, date(2026, 11, 23)),
        looked("tiada", spt_id, done, date(2026, 11, 23)),
        looked("a", before.id, done, date(2026, 5, 4)),
    )
    content = export(office, spt_id, JenisPaket.HASIL_LAPANGAN, HASIL, RAHMAT)
    (found,) = rows_of(content, "tindak_lanjut")
    assert (found["status"], found["tanggal"]) == ("Selesai: sesuai rekomendasi", "2026-11-23")
    assert found["keterangan"] == "Sudah ditanyakan."


def test_nothing_is_shown_where_nothing_is_open(office, spt_id):
    assert rows_of(export(office, spt_id), "temuan") == []
    content = export(office, spt_id, JenisPaket.HASIL_LAPANGAN, HASIL, RAHMAT)
    assert rows_of(content, "tindak_lanjut") == []


def test_a_question_tells_addressee_and_owner_as_far_as_they_are_known(office, spt_id):
    before = visit_before(office, spt_id)
    known = a_temuan("a", before.id)
    asked = [
        replace(known.rekomendasi[0], id=key, ditujukan=alamat, penanggung_jawab=owner)
        for key, alamat, owner in (
            ("a", None, ""),
            ("b", Alamat.DIRJEN, ""),
            ("c", None, "Sekretaris"),
        )
    ]
    office.store(replace(known, rekomendasi=tuple(asked)))
    with office.database.begin(actor=KABID.id) as uow:
        rows = questions_of(open_before(uow, uow.spt.get(spt_id)))
    told = [rows[f"/data/tindak_lanjut[{key}]/ditujukan"] for key in "abc"]
    assert told == ["", "Direktur Jenderal Dukcapil", "penanggung jawab: Sekretaris"]


def test_what_was_found_is_named_by_its_rekomendasi(office, spt_id):
    before = visit_before(office, spt_id)
    one = looked("a", spt_id, StatusTindakLanjut.BELUM_SESUAI, date(2026, 11, 23))
    orphan = looked("tiada", spt_id, StatusTindakLanjut.SESUAI, date(2026, 11, 23))
    office.store(a_temuan("a", before.id), one, orphan)
    with office.database.begin(actor=KABID.id) as uow:
        uraian = Uraian(uow, office.formulir, {w.kode: w.nama for w in the_wilayah()})
        assert uraian.judul("tindak_lanjut", one.id) == "Tindak lanjut – Rekomendasi a"
        assert uraian.nama("tindak_lanjut", orphan.id) == orphan.id
        assert uraian.nama("tindak_lanjut", "tiada") == "tiada"
        shown = uraian.nilai("tindak_lanjut", one.id, "status", '"belum_sesuai"')
    assert shown == "Proses: belum sesuai rekomendasi"
