from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.builders import (
    ADMIN,
    EKO,
    KABID,
    KASI,
    KOTA_BENGKULU,
    RAHMAT,
    TW4,
    an_aparatur,
)
from tests.installations import Installation, assess, fill, prepare, send

from bina_desktop.application.journal import Fate
from bina_desktop.application.work import CancelledError, Progress, Topic
from bina_desktop.application.workbook import CellKind, JenisPaket, Rejection, Seal
from bina_desktop.domain.errors import (
    MissingRequirementError,
    NotAllowedError,
)
from bina_desktop.domain.journal import Change, derived_id, json_text
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, FORM_SKM

A1 = "/data/aspek_a/indikator_a1/a1"
PAKET = Path("paket.xlsx")
HASIL = Path("hasil.xlsx")


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laptop(formulir, office):
    """An empty field laptop that shares the stick with the office."""
    return Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )


def export(place, who, spt_ids, *, path=PAKET, jenis=JenisPaket.PAKET_TUGAS):
    return place.seat(who).pertukaran.export(path, jenis, spt_ids, progress=Progress())


def take_in(place, who, path=PAKET):
    service = place.seat(who).pertukaran
    preview = service.preview(path, progress=Progress())
    changes = service.carry_out(preview, progress=Progress())
    return preview, changes


def edit(office, entity, record, field, value, *, path=PAKET):
    """Return the change that an edited cell of an exported file makes."""
    content = office.workbooks.files[path]
    known = [
        c for c in content.changes if (c.entity, c.record, c.field) == (entity, record, field)
    ]
    text = json_text(value)
    key = derived_id(
        export_id=content.export_id, entity=entity, record=record, field=field, value=text
    )
    return Change(
        device=key,
        seq=0,
        at=max((c.at for c in known), default=0) + 1,
        actor=f"berkas:{content.export_id}",
        entity=entity,
        record=record,
        field=field,
        value=text,
        bases=tuple(c.id for c in known[-1:]),
    )


def test_a_file_tells_by_its_name_what_it_is(office, spt_id):
    service = office.seat(KABID).pertukaran
    name = service.suggested_name(JenisPaket.PAKET_TUGAS, [spt_id])
    assert name == "Paket-Tugas_Kabupaten-Seluma_2026-T4_aaaa0000_20261123-0800.xlsx"
    more = [spt_id, send(office, KOTA_BENGKULU, petugas=(EKO,))]
    assert "Kabupaten-Seluma-Kota-Bengkulu" in service.suggested_name(
        JenisPaket.HASIL_LAPANGAN, more
    )
    assert service.suggested_name(JenisPaket.HASIL_LAPANGAN, []).startswith("Hasil-Lapangan_aaaa")


def test_many_regions_are_counted_in_the_name(office, spt_id):
    later = timedelta(days=7)
    day = office.clock.now().date() + later
    keys = [spt_id, send(office, KOTA_BENGKULU, petugas=(EKO,))]
    keys.append(send(office, "17.01", petugas=(EKO,), mulai=day, selesai=day))
    name = office.seat(KABID).pertukaran.suggested_name(JenisPaket.PAKET_TUGAS, keys)
    assert "_3-kabupaten-kota_" in name


def test_a_paket_holds_one_visit_and_what_belongs_to_it(office, spt_id, ratna):
    stranger = an_aparatur("Andi", nip="", kode=KOTA_BENGKULU)
    office.store(stranger)
    other = send(office, KOTA_BENGKULU, petugas=(EKO,))
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    deleted, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_SKM, None)
    office.seat(RAHMAT).lembar.delete(deleted)

    exported = export(office, KABID, [spt_id])

    content = office.workbooks.files[PAKET]
    assert (exported.changes, exported.files) == (len(content.changes), (PAKET,))
    records = {(c.entity, c.record) for c in content.changes}
    assert ("spt", spt_id) in records
    assert ("spt", other) not in records
    assert ("aparatur", ratna.id) in records
    assert ("aparatur", stranger.id) not in records
    assert ("lembar_penilaian", deleted) in records
    assert ("laporan", laporan_id_for(spt_id)) in records
    events = [c for c in content.changes if c.entity == "peristiwa" and c.field == "langkah"]
    assert sorted(c.value for c in events) == ["1", "2", "3"]
    assert content.keterangan == "Triwulan IV Tahun 2026: Kabupaten Seluma"
    assert content.pembuat == KABID.nama
    assert content.sign(b"x") == b"sealed by aaaa0000bbbb1111"


def test_people_see_sheets_with_labels_and_choices(office, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).lembar.start(spt_id, FORM_SKM, None)
    export(office, KABID, [spt_id])
    sheets = {sheet.title: sheet for sheet in office.workbooks.files[PAKET].sheets}
    assert list(sheets) == [
        "Lembar Penilaian Aparatur Penda",
        "Kuesioner Pengguna Layanan (SKM",
        "Tim",
        "Aparatur",
    ]
    form = sheets["Lembar Penilaian Aparatur Penda"]
    ((record, values),) = form.rows
    assert record == key
    assert (values["aparatur"], values["status"], values[A1]) == ("Ratna Dewi", "Final", "4")
    columns = {column.field: column for column in form.columns}
    assert columns[A1].label.startswith("A1. Tidak memerintahkan")
    assert dict(columns[A1].choices)["tb"].startswith("TB")
    assert columns["/data/identitas/nip"].kind is CellKind.ID
    assert columns["/data/identitas/nip"].readonly
    assert columns["/data/identitas/tanggal"].kind is CellKind.DATE
    assert columns["/data/identitas/tahun"].kind is CellKind.NUMBER
    assert all(column.readonly for column in sheets["Tim"].columns)
    ((person, facts),) = sheets["Aparatur"].rows
    assert (person, facts["nip"], facts["kelompok"]) == (ratna.id, ratna.nip, "O")
    assert facts["tmt_jabatan"] == "2020-01-02"


def test_an_export_needs_a_visit_and_a_known_person(office, spt_id):
    with pytest.raises(MissingRequirementError):
        export(office, KABID, [])
    with pytest.raises(NotAllowedError):
        export(office, "Siapa", [spt_id])


def test_a_cancelled_export_leaves_no_file(office, spt_id):
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        office.seat(KABID).pertukaran.export(
            PAKET, JenisPaket.PAKET_TUGAS, [spt_id], progress=progress
        )
    assert office.workbooks.files == {}


def test_a_preview_stores_nothing_and_names_records(office, laptop, spt_id):
    export(office, KABID, [spt_id])
    preview = laptop.seat("Siapa").pertukaran.preview(PAKET, progress=Progress())
    assert laptop.database.state.changes == {}
    assert {row.fate for row in preview.rows} == {Fate.NEW}
    rows = {(row.jenis, row.nama) for row in preview.rows}
    assert ("Data kantor", "Kop dinas") in rows
    assert ("Pegawai", "Rahmat Hidayat") in rows
    assert ("Aparatur", "Ratna Dewi") in rows
    assert ("SK Tim", "Triwulan IV Tahun 2026") in rows
    assert ("Perintah", "Triwulan IV Tahun 2026") in rows
    assert ("SPT", "Kabupaten Seluma, Triwulan IV Tahun 2026 (800.1.11.1/7)") in rows
    assert ("Peristiwa SOP", "langkah 3 mulai, Kabupaten Seluma") in rows
    assert ("Peristiwa SOP", "langkah 1 selesai, Triwulan IV Tahun 2026") in rows
    assert preview.needs_yes
    assert "belum dikenal" in preview.warnings[0]
    assert "AAAA 0000 BBBB 1111" in preview.warnings[0]


def test_a_laptop_knows_its_user_after_the_first_paket(office, laptop, spt_id):
    export(office, KABID, [spt_id])
    _, changes = take_in(laptop, RAHMAT)
    assert Topic.PERBEDAAN in changes.topics
    assert laptop.seat(RAHMAT).pegawai.me() == RAHMAT
    assert laptop.seat(RAHMAT).lembar.visits(TW4)[0].may_fill
    again = laptop.seat(RAHMAT).pertukaran.preview(PAKET, progress=Progress())
    assert again.known_file
    assert not again.needs_yes
    assert {row.fate for row in again.rows} == {Fate.SAME}
    (batch,) = laptop.seat(RAHMAT).batches.list()
    assert batch.nama_berkas == "paket.xlsx"


def test_results_come_back_with_their_figures(office, laptop, spt_id, ratna):
    export(office, KABID, [spt_id])
    take_in(laptop, RAHMAT)
    key = assess(laptop.seat(RAHMAT), spt_id, ratna)
    export(laptop, RAHMAT, [spt_id], path=HASIL, jenis=JenisPaket.HASIL_LAPANGAN)
    preview, changes = take_in(office, ADMIN, HASIL)
    row = next(r for r in preview.rows if r.entity == "lembar_penilaian")
    assert (row.jenis, row.nama) == ("Lembar", "Ratna Dewi (Kabupaten Seluma)")
    assert row.rincian.endswith(" isian")
    assert key in changes.records
    assert office.seat(KASI).lembar.lembar(spt_id)[0].predikat == "Baik"
    assert office.seat(KASI).pertukaran.digest() == laptop.seat(RAHMAT).pertukaran.digest()
    assert office.seat(KASI).pertukaran.device() == "AAAA 0000 BBBB 1111"


def test_a_final_sheet_is_not_edited_in_excel(office, laptop, spt_id, ratna):
    key = assess(office.seat(RAHMAT), spt_id, ratna)
    export(office, KABID, [spt_id])
    office.workbooks.edits = (edit(office, "lembar_penilaian", key, A1, "5"),)
    preview, _ = take_in(laptop, RAHMAT)
    refused = [row for row in preview.rows if row.fate is Fate.REFUSED]
    assert len(refused) == 1
    assert "sudah final" in refused[0].rincian
    assert "1 sel disunting" in " ".join(preview.warnings)
    assert laptop.seat(RAHMAT).lembar.open(key).session.answers()[A1] == "4"


def test_an_open_sheet_may_be_filled_in_excel(office, laptop, spt_id, ratna):
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    export(office, KABID, [spt_id])
    office.workbooks.edits = (edit(office, "lembar_penilaian", key, A1, "5"),)
    take_in(laptop, RAHMAT)
    seat = laptop.seat(RAHMAT)
    assert seat.lembar.open(key).session.answers()[A1] == "5"
    fill(seat, key)
    assert seat.lembar.finalise(key).problems == ()


@pytest.mark.parametrize(
    "cells",
    [
        ("196913051994031011", None, "tanggal lahir"),
        (None, None, "18 angka"),
        ("198502232025201035", "pppk", "angka ke-13"),
        (None, "non_asn", ""),
        ("199003122014022002", None, ""),
    ],
)
def test_a_nip_edited_in_excel_is_checked(office, laptop, spt_id, ratna, cells):
    value, status, words = cells
    export(office, KABID, [spt_id])
    edits = [edit(office, "aparatur", ratna.id, "nip", value)]
    if status:
        edits.append(edit(office, "aparatur", ratna.id, "status", status))
    office.workbooks.edits = tuple(edits)
    preview, _ = take_in(laptop, RAHMAT)
    refused = [row.rincian for row in preview.rows if row.fate is Fate.REFUSED]
    assert bool(refused) == bool(words)
    assert all(words in reason and reason.startswith("NIP: ") for reason in refused)


def test_a_nip_of_somebody_the_file_does_not_know_is_read_as_pns(office, laptop, spt_id):
    export(office, KABID, [spt_id])
    office.workbooks.edits = (edit(office, "aparatur", "siapa", "nip", "1"),)
    preview = laptop.seat(RAHMAT).pertukaran.preview(PAKET, progress=Progress())
    assert any("18 angka" in row.rincian for row in preview.rows)


def test_parts_that_cannot_be_read_are_named_with_their_cell(office, laptop, spt_id):
    export(office, KABID, [spt_id])
    office.workbooks.rejections = (Rejection("Aparatur", "C3", "NIP tersimpan sebagai angka."),)
    preview = laptop.seat(RAHMAT).pertukaran.preview(PAKET, progress=Progress())
    assert preview.rows[-1].nama == "Aparatur!C3"
    assert "1 bagian berkas" in preview.warnings[-1]


@pytest.mark.parametrize(
    ("seal", "words"),
    [
        (Seal.BROKEN, "Segel berkas rusak"),
        (Seal.MISSING, "tidak bersegel"),
        (Seal.FOREIGN, "bukan milik laptop"),
    ],
)
def test_a_file_without_a_good_seal_needs_a_yes_and_earns_no_trust(
    office, laptop, spt_id, seal, words
):
    export(office, KABID, [spt_id])
    office.workbooks.seal = seal
    preview, _ = take_in(laptop, RAHMAT)
    assert preview.needs_yes
    assert words in preview.warnings[0]
    assert laptop.database.state.trusted == {}


def test_a_changed_key_is_an_alarm_and_the_own_one_is_known(office, laptop, spt_id):
    export(office, KABID, [spt_id])
    own = office.seat(KABID).pertukaran.preview(PAKET, progress=Progress())
    assert not own.needs_yes
    take_in(laptop, RAHMAT)
    content = office.workbooks.files[PAKET]
    office.workbooks.files[PAKET] = replace(content, public_key=b"lain", export_id="2")
    preview = laptop.seat(RAHMAT).pertukaran.preview(PAKET, progress=Progress())
    assert preview.needs_yes
    assert "berbeda dari yang dikenal" in preview.warnings[0]


@pytest.mark.parametrize("field", ["nama", "status", "kelompok"])
def test_an_officer_does_not_lose_in_excel_what_makes_him_one(
    office, laptop, spt_id, ratna, field
):
    export(office, KABID, [spt_id])
    office.workbooks.edits = (edit(office, "aparatur", ratna.id, field, None),)
    preview, _ = take_in(laptop, RAHMAT)
    (row,) = [row for row in preview.rows if row.fate is Fate.REFUSED]
    assert "wajib" in row.rincian


def test_a_sheet_deleted_on_the_laptop_is_not_called_new(office, laptop, spt_id):
    key, _ = office.seat(RAHMAT).lembar.start(spt_id, FORM_SKM, None)
    office.seat(RAHMAT).lembar.delete(key)
    export(office, KABID, [spt_id])
    preview = laptop.seat(RAHMAT).pertukaran.preview(PAKET, progress=Progress())
    (row,) = [row for row in preview.rows if row.record == key]
    assert row.rincian == "sudah dihapus di tempat asalnya"
