from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.builders import KABID, KADIS, KASI, RAHMAT, SITI, TW4, a_kantor, an_aparatur
from tests.installations import Installation, assess, fill, order, prepare, review

from bina_desktop.application.dokumen_lembar import DokumenKuesioner, DokumenLembar
from bina_desktop.domain.errors import MissingRequirementError
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.lembar_penilaian import (
    FORM_KUESIONER_APARATUR,
    FORM_SKM,
    HasilLembar,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def drawn(office):
    return office.documents.drawn[-1]


def test_a_laptop_without_kop_prints_nothing_yet(office):
    office.store(RAHMAT)
    with pytest.raises(MissingRequirementError, match="kop"):
        office.seat(RAHMAT).cetak.sk_tim(TW4)


def test_the_order_is_printed_as_disposisi(office):
    office.populate()
    with pytest.raises(MissingRequirementError, match="perintah"):
        office.seat(KADIS).cetak.disposisi(TW4)
    order(office)
    assert office.seat(KADIS).cetak.disposisi(TW4).startswith(b"%PDF")
    dokumen = drawn(office)
    assert dokumen.kepada.nama == KABID.nama
    assert dokumen.dari.jabatan == (
        "Kepala Dinas Kependudukan dan Pencatatan Sipil Provinsi Bengkulu"
    )
    assert dokumen.tanggal == date(2026, 11, 23)


@pytest.mark.usefixtures("spt_id")
def test_the_sk_lists_the_team_and_its_bases(office):
    office.seat(KABID).cetak.sk_tim(TW4)
    dokumen = drawn(office)
    assert [line.orang.nama for line in dokumen.anggota] == [
        "Rahmat Hidayat",
        "Siti Nurhaliza",
        "Eko Prasetyo",
    ]
    assert dokumen.jabatan_kasi == "kasi"
    assert all("sk_tim" in item.dokumen for item in dokumen.mengingat)
    with pytest.raises(MissingRequirementError, match="SK Tim"):
        office.seat(KABID).cetak.sk_tim(Triwulan(2026, 3))


@pytest.mark.usefixtures("spt_id")
def test_an_office_without_kasi_prints_the_usual_title(office):
    office.store(replace(KASI, aktif=False))
    office.seat(KABID).cetak.sk_tim(TW4)
    assert drawn(office).jabatan_kasi.startswith("Kepala Seksi Bina Aparatur")


def test_the_spt_names_its_grounds(office, spt_id):
    office.seat(KABID).cetak.spt(spt_id)
    dokumen = drawn(office)
    assert [p.nama for p in dokumen.petugas] == [RAHMAT.nama, SITI.nama]
    assert dokumen.wilayah == "Kabupaten Seluma"
    assert any("Keputusan Kepala Dinas" in ground for ground in dokumen.dasar)
    assert dokumen.dasar[-1] == "DPA 2026"


def test_an_spt_that_came_without_its_sk_is_printed_too(office, spt_id):
    with office.database.begin(actor="") as uow:
        sk_id = uow.spt.get(spt_id).sk_tim_id
        uow.spt.save(replace(uow.spt.get(spt_id), anggaran="", petugas=("-",)))
        uow.sk_tim.delete(sk_id)
        uow.commit()
    office.seat(KABID).cetak.spt(spt_id)
    dokumen = drawn(office)
    assert not any("Keputusan Kepala Dinas" in ground for ground in dokumen.dasar)
    assert dokumen.petugas[0].nama == ""


def test_a_sheet_prints_what_was_found(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna, a1="1", b1="tb", c3="3")
    seat.cetak.lembar(key)
    dokumen = drawn(office)
    assert isinstance(dokumen, DokumenLembar)
    assert [aspek.kode for aspek in dokumen.aspek] == list("ABCDEF")
    assert sum(aspek.bobot for aspek in dokumen.aspek) == 100
    rows = {row.kode: row for aspek in dokumen.aspek for row in aspek.indikator}
    assert "B3" in rows
    assert "C2" not in rows
    assert (rows["A1"].skor, rows["A1"].nilai_baku, rows["A1"].kritis) == (1, Decimal(40), True)
    assert rows["A1"].bukti
    assert (rows["B1"].skor, rows["B1"].belum_dinilai) == (None, False)
    assert rows["B1"].alasan
    assert rows["D4"].capaian == "realisasi 30 dari 60 (50,00 %), target 95,00 %"
    assert rows["D7"].capaian == "realisasi 30 dari 30 (100,00 %)"
    assert (dokumen.predikat, dokumen.batas_kritis, dokumen.final) == ("Kurang", True, True)
    assert dokumen.tim[0].nama == RAHMAT.nama


def test_a_sheet_in_filling_shows_what_is_missing(office, spt_id):
    boss = an_aparatur("Zulkifli", nip="", kelompok=Kelompok.PEJABAT)
    office.store(boss)
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, "lembar_penilaian", boss.id)
    seat.cetak.lembar(key)
    dokumen = drawn(office)
    assert not dokumen.final
    assert all(row.belum_dinilai for aspek in dokumen.aspek for row in aspek.indikator)
    assert all(row.capaian == "" for aspek in dokumen.aspek for row in aspek.indikator)
    assert dokumen.aspek[0].nilai is None


def test_a_questionnaire_prints_questions_and_answers(office, spt_id):
    seat = office.seat(RAHMAT)
    key, _ = seat.lembar.start(spt_id, FORM_KUESIONER_APARATUR, None)
    fill(seat, key, pelatihan="siak regulasi", kendala_1="Jaringan")
    seat.cetak.lembar(key)
    dokumen = drawn(office)
    assert isinstance(dokumen, DokumenKuesioner)
    assert dokumen.responden == ""
    butir = {b.pertanyaan: b for part in dokumen.bagian for b in part.butir}
    assert butir["Pelatihan yang dibutuhkan"].jawaban == "SIAK, Regulasi"
    assert butir["Tanggal pengisian"].jawaban == "23 November 2026"
    assert butir["Saya selalu menggunakan formulir yang berlaku."].nomor == "4"
    assert dokumen.bagian[-1].judul.startswith("Bagian B")


def test_the_laporan_sums_up_sheets_questionnaires_and_survey(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna)
    for form, answers in (
        (FORM_KUESIONER_APARATUR, {"kendala_1": "Jaringan", "pelatihan": "siak", "p01": "2"}),
        (FORM_SKM, {"persyaratan": "1", "diminta_membayar": "tidak"}),
    ):
        key, _ = seat.lembar.start(spt_id, form, None)
        fill(seat, key, **answers)
        seat.lembar.finalise(key)
    seat.laporan.compose(spt_id)
    seat.cetak.laporan(laporan_id_for(spt_id))
    dokumen = drawn(office)
    assert not dokumen.disahkan
    assert (dokumen.rata_rata, dokumen.predikat) == (Decimal("85.00"), "Baik")
    assert [aspek.bobot for aspek in dokumen.aspek] == [15, 20, 25, 20, 12, 8]
    assert dokumen.aspek[0].judul == "Integritas, Disiplin, dan Perilaku Kerja"
    assert dokumen.kuesioner.kelompok[0] == ("Kompetensi", Decimal("92.86"))
    assert dict(dokumen.kuesioner.isian)["Kendala utama 1"] == ("Jaringan",)
    assert dokumen.skm.ikm == Decimal("91.67")
    assert (dokumen.skm.mutu, dokumen.skm.pungutan) == ("A", 0)
    assert dokumen.skm.unsur[0] == ("Persyaratan", Decimal("1.00"))
    assert dokumen.pengesahan.disusun is None
    assert dokumen.pengesahan.korektor.nama == KASI.nama


def test_the_laporan_looks_back_at_the_quarter_before(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, c1="2")
    seat.laporan.compose(spt_id)
    office.clock.forward(days=60)
    with office.database.begin(actor="") as uow:
        old = uow.spt.get(spt_id)
        new = replace(old, id="next", triwulan=TW4.berikut, sk_tim_id="-", petugas=())
        uow.spt.save(new)
        uow.laporan.save(replace(uow.laporan.get(laporan_id_for(spt_id)), id="l2", spt_id="next"))
        uow.commit()
    seat.cetak.laporan("l2")
    dokumen = drawn(office)
    assert dokumen.rata_rata is None
    assert dokumen.rata_rata_lalu == Decimal("83.21")
    assert dokumen.aspek[2].triwulan_lalu == Decimal("77.50")
    assert len(dokumen.tindak_lanjut_lalu) == 1
    assert dokumen.kuesioner is None
    assert dokumen.skm is None
    assert dokumen.nomor_sk == ""
    assert dokumen.pengesahan.penyusun.nama == ""


def test_the_letter_goes_out_under_its_own_date(office, spt_id, ratna):
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    key = laporan_id_for(spt_id)
    office.seat(KABID).cetak.surat_pengantar(key)
    assert drawn(office).tanggal == date(2026, 11, 23)
    review(office, key, until=7)
    office.seat(KABID).cetak.surat_pengantar(key)
    dokumen = drawn(office)
    assert (dokumen.nomor, dokumen.tanggal) == ("400/9", date(2026, 11, 26))
    assert "Kabupaten Seluma Triwulan IV Tahun 2026 Nomor 400.12.2.5/1" in dokumen.baris[0].jenis


def test_a_real_title_and_an_unknown_region_are_printed_as_they_are(office: Installation, ratna):
    spt_id = prepare(office, ratna)
    kantor: Kantor = replace(a_kantor(), kode_wilayah=KodeWilayah("99"))
    office.store(kantor, replace(KADIS, jabatan="Plt. Kepala Dinas"))
    with office.database.begin(actor="") as uow:
        uow.spt.save(replace(uow.spt.get(spt_id), kode_wilayah="99.01", nomor=""))
        uow.commit()
    office.seat(KABID).cetak.spt(spt_id)
    dokumen = drawn(office)
    assert dokumen.provinsi == ""
    assert dokumen.wilayah == "Wilayah 99.01"
    assert dokumen.penetap.jabatan == "Plt. Kepala Dinas"


def test_sheets_without_figures_say_nothing(office, spt_id, ratna):
    """As after an import of sheets whose forms this installation does not have."""
    seat = office.seat(RAHMAT)
    key = assess(seat, spt_id, ratna)
    empty = HasilLembar(None, "", Decimal(0))
    final = StatusLembar.FINAL
    office.store(
        LembarPenilaian(LembarId("q"), spt_id, FORM_KUESIONER_APARATUR, "1", status=final),
        LembarPenilaian(LembarId("x"), spt_id, "formulir_lain", "1", status=final),
    )
    with office.database.begin(actor="impor") as uow:
        uow.lembar.save_hasil(key, None)
        uow.lembar.save_hasil("q", empty)
        uow.lembar.save_hasil("x", empty)
        uow.commit()
    seat.laporan.compose(spt_id)
    laporan = seat.laporan.detail(spt_id).laporan
    assert laporan.pembahasan == ""
    assert "belum dapat disimpulkan" in laporan.kesimpulan
    seat.cetak.laporan(laporan.id)
    assert drawn(office).aparatur == ()
    assert drawn(office).kuesioner.kelompok == ()
