from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import KABID, KADIS, KASI, RAHMAT, SELUMA, SITI, TW4, an_aparatur, resource
from tests.installations import assess, fill, prepare, review

from bina_desktop.application.dokumen_kunjungan import (
    DokumenBeritaAcara,
    DokumenDaftarHadir,
    DokumenPemberitahuan,
)
from bina_desktop.application.dokumen_sop import LembarSop, parse_lembar_sop
from bina_desktop.application.naskah import JenisNaskah
from bina_desktop.domain.errors import InvalidValueError, MissingRequirementError
from bina_desktop.domain.laporan import laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, FORM_SKM
from bina_desktop.domain.paragraf import bagian_of
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    StatusTindakLanjut,
    Temuan,
    TemuanId,
    Tingkat,
)
from bina_desktop.domain.tindak_lanjut import TindakLanjut, tindak_lanjut_id_for
from bina_desktop.domain.utas import JenisSasaran, Sasaran, Tindakan

J = JenisNaskah


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


def drawn(office, spt_id, jenis):
    office.seat(KABID).naskah.draw(spt_id, jenis)
    return office.documents.drawn[-1]


def waiting(office, spt_id):
    return {r.jenis: r.hambatan for r in office.seat(KABID).naskah.list(spt_id) if r.hambatan}


def test_the_list_says_what_each_paper_waits_for(office, spt_id, ratna):
    waits = waiting(office, spt_id)
    assert "lembar penilaian" in waits[J.BERITA_ACARA]
    assert "draf laporan" in waits[J.LAPORAN]
    assert "disahkan" in waits[J.PENGANTAR]
    assert J.PEMBERITAHUAN not in waits
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=6)
    assert set(waiting(office, spt_id)) <= {J.REKOMENDASI}
    numbers = {r.jenis: r.nomor for r in office.seat(KABID).naskah.list(spt_id)}
    assert (numbers[J.SPT], numbers[J.SK_TIM]) == ("800.1.11.1/7", "800/1")
    assert numbers[J.LAPORAN] == "400.12.2.5/1"


def test_a_visit_that_came_without_order_and_decree_says_so(office, spt_id):
    with office.database.begin(actor="") as uow:
        uow.sk_tim.delete(uow.spt.get(spt_id).sk_tim_id)
        for one in uow.perintah.all():
            uow.perintah.delete(one.id)
        uow.commit()
    waits = waiting(office, spt_id)
    assert "perintah" in waits[J.DISPOSISI]
    assert "SK Tim" in waits[J.SK_TIM]
    letter = drawn(office, spt_id, J.PEMBERITAHUAN)
    assert letter.dasar == ("Surat Perintah Tugas Nomor 800.1.11.1/7 tanggal 20 November 2026",)
    assert {b.kedudukan for b in letter.petugas} == {Kedudukan.ANGGOTA}


def test_every_paper_of_a_finished_visit_can_be_drawn(office, spt_id, ratna):
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=7)
    seat = office.seat(KADIS)
    for row in (one for one in seat.naskah.list(spt_id) if not one.hambatan):
        assert seat.naskah.draw(spt_id, row.jenis)
        name = seat.naskah.suggested_name(spt_id, row.jenis)
        place = "" if row.jenis in (J.DISPOSISI, J.SK_TIM, J.NOTA_PERINTAH) else "17.05-"
        if row.langkah:
            assert name == f"{row.langkah}-{row.jenis}-{place}{TW4}.pdf"
        else:
            assert name.startswith(row.jenis)


def test_the_announcement_names_days_team_and_officers(office, spt_id):
    office.store(an_aparatur("Adi", nip="", kelompok=Kelompok.PEJABAT))
    office.store(replace(an_aparatur("Lama", nip=""), aktif=False))
    letter = drawn(office, spt_id, J.PEMBERITAHUAN)
    assert isinstance(letter, DokumenPemberitahuan)
    assert (letter.mulai, letter.selesai) == (date(2026, 11, 23), date(2026, 11, 24))
    assert letter.tempat == "Tais"
    assert letter.dasar[0] == "Keputusan Kepala Dinas Nomor 800/1 tanggal 20 November 2026"
    assert [(b.orang.nama, b.kedudukan) for b in letter.petugas] == [
        (RAHMAT.nama, Kedudukan.KETUA),
        (SITI.nama, Kedudukan.SEKRETARIS),
    ]
    assert [o.nama for o in letter.aparatur] == ["Adi", "Ratna Dewi"]
    assert letter.tembusan == ("Bupati Seluma", "Pertinggal")
    assert letter.pengirim.nama == KADIS.nama


def test_an_unnumbered_order_is_cited_without_number(office, spt_id):
    with office.database.begin(actor="") as uow:
        uow.spt.save(replace(uow.spt.get(spt_id), nomor=""))
        uow.commit()
    assert drawn(office, spt_id, J.PEMBERITAHUAN).dasar[-1] == "Surat Perintah Tugas"


def test_attendance_has_a_list_for_every_day(office, spt_id):
    dokumen = drawn(office, spt_id, J.DAFTAR_HADIR)
    assert isinstance(dokumen, DokumenDaftarHadir)
    assert dokumen.hari == (date(2026, 11, 23), date(2026, 11, 24))
    assert (dokumen.ketua.nama, dokumen.ketua.jabatan) == (RAHMAT.nama, "Ketua Tim Pembinaan")
    with office.database.begin(actor="") as uow:
        uow.spt.save(replace(uow.spt.get(spt_id), petugas=()))
        uow.commit()
    assert drawn(office, spt_id, J.DAFTAR_HADIR).ketua.nama == ""


def test_the_record_waits_for_a_final_sheet(office, spt_id):
    with pytest.raises(MissingRequirementError, match="final"):
        office.seat(KABID).naskah.draw(spt_id, J.BERITA_ACARA)


def test_the_record_lists_results_findings_and_consent(office, spt_id, ratna):
    head = replace(an_aparatur("Ibu Kepala", nip=""), jabatan="Plt. Kepala Dinas Dukcapil")
    office.store(head)
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, a1="1", tanggapan="menerima")
    seat.laporan.compose(spt_id)
    record = drawn(office, spt_id, J.BERITA_ACARA)
    assert isinstance(record, DokumenBeritaAcara)
    assert [(r.orang.nama, r.predikat) for r in record.hasil] == [("Ratna Dewi", "Kurang")]
    assert record.temuan[0].kode == "T01"
    assert (record.menerima, record.keberatan, record.terbuka) == (True, (), 0)
    assert record.kepala.nama == "Ibu Kepala"
    assert record.tanggal == date(2026, 11, 24)


def test_an_objection_is_quoted_and_an_open_sheet_makes_it_a_draft(office, spt_id, ratna):
    other = an_aparatur("Boni", nip="")
    office.store(other)
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, tanggapan="keberatan", alasan_keberatan="Data belum lengkap.")
    key, _ = seat.lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, other.id)
    fill(seat, key)
    record = drawn(office, spt_id, J.BERITA_ACARA)
    assert record.keberatan == ("Ratna Dewi: Data belum lengkap.",)
    assert not record.menerima
    assert record.terbuka == 1
    assert record.kepala.nama == ""
    assert record.nama_dinas.endswith("Kabupaten Seluma")
    assert SELUMA == "17.05"


def test_the_order_is_also_written_as_a_nota_dinas(office, spt_id):
    note = drawn(office, spt_id, J.NOTA_PERINTAH)
    assert note.kepada == KABID.jabatan
    assert note.isi[1] == "Bentuk tim pembinaan."
    assert note.isi[2].endswith("hasilnya dilaporkan.")
    with office.database.begin(actor="") as uow:
        (order,) = uow.perintah.all()
        uow.perintah.save(replace(order, batas=date(2026, 12, 1), kepada="-"))
        uow.commit()
    note = drawn(office, spt_id, J.NOTA_PERINTAH)
    assert note.isi[2].endswith("dilaporkan paling lambat 1 Desember 2026.")
    assert note.kepada == ""
    with office.database.begin(actor="") as uow:
        uow.perintah.delete(order.id)
        uow.commit()
    with pytest.raises(MissingRequirementError, match="perintah"):
        drawn(office, spt_id, J.NOTA_PERINTAH)


def test_a_draft_is_handed_on_with_its_figures(office, spt_id, ratna):
    with pytest.raises(MissingRequirementError, match="belum disusun"):
        drawn(office, spt_id, J.NOTA_PENYAMPAIAN)
    assess(office.seat(RAHMAT), spt_id, ratna, c1="2")
    office.seat(RAHMAT).laporan.compose(spt_id)
    note = drawn(office, spt_id, J.NOTA_PENYAMPAIAN)
    assert note.poin[:2] == (
        "aparatur yang dinilai 1 orang;",
        "temuan 1 butir beserta rekomendasinya; dan",
    )
    assert "Kabupaten Seluma" in note.hal


def test_the_control_sheet_and_the_sop_come_from_the_sop_file(office, spt_id):
    sheet = drawn(office, spt_id, J.KENDALI)
    assert [one.langkah for one in sheet.lembar.baris] == [1, 2, 3, 4, 5, 6, 7]
    assert sheet.mengetahui.nama == KABID.nama
    assert drawn(office, spt_id, J.SOP).sop.nomor == "10.07.03.021"


def test_the_recap_lists_every_kab_kota_and_every_officer(office, spt_id, ratna):
    operator = an_aparatur("Boni", nip="")
    office.store(operator)
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, c1="2")
    recap = drawn(office, spt_id, J.REKAP)
    rows = {row.nama: row for row in recap.wilayah}
    assert len(rows) == 10
    assert rows["Kabupaten Seluma"].status == "Laporan belum disusun"
    assert rows["Kota Bengkulu"].status == "Belum dikunjungi"
    assert recap.indikator[0].kode == "C1"
    assess(seat, spt_id, operator)
    key, _ = seat.lembar.start(spt_id, FORM_SKM, None)
    fill(seat, key)
    seat.lembar.finalise(key)
    recap = drawn(office, spt_id, J.REKAP)
    assert next(row.ikm for row in recap.wilayah if row.nama == "Kabupaten Seluma") is not None
    assert [(one.nama, one.nip) for one in recap.nama] == [
        ("Boni", ""),
        ("Ratna Dewi", "19900312 201402 2 002"),
    ]


def test_the_recap_looks_back_at_the_triwulan_before(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna)
    seat.laporan.compose(spt_id)
    with office.database.begin(actor="") as uow:
        later = replace(uow.spt.get(spt_id), id="next", triwulan=TW4.berikut)
        uow.spt.save(later)
        uow.commit()
    recap = drawn(office, "next", J.REKAP)
    seluma = next(row for row in recap.wilayah if row.nama == "Kabupaten Seluma")
    assert (seluma.rata_rata, seluma.rata_rata_lalu) == (None, recap.rata_rata_lalu)
    assert recap.rata_rata_lalu is not None
    assert (recap.predikat, recap.nama) == ("", ())


def test_a_sop_file_tells_its_boxes_and_refuses_what_it_does_not_know():
    lembar = parse_lembar_sop(resource("sop/10.07.03.021.toml"))
    assert lembar.nip_pengesah == "196909051994031011"
    assert lembar.keterkaitan == ("SOP Pengelolaan Surat Masuk", "SOP Pengelolaan Surat Keluar")
    assert list(lembar.pelaksana) == ["kadis", "kabid", "kasi", "tim"]
    assert parse_lembar_sop("nomor = '1'") == LembarSop()
    with pytest.raises(InvalidValueError, match="warna"):
        parse_lembar_sop("[lembar]\nwarna = 'biru'")


def addressed(office, spt_id, **changes):
    """Address the first recommendation of a visit."""
    with office.database.begin(actor="") as uow:
        (first, *_) = uow.queries.temuan(spt_id)
        asked = replace(first.rekomendasi[0], **changes)
        uow.temuan.save(replace(first, rekomendasi=(asked, *first.rekomendasi[1:])))
        uow.commit()


def test_the_letter_to_the_dirjen_holds_only_what_is_addressed_to_him(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, c1="2")
    seat.laporan.compose(spt_id)
    assert "Dirjen" in waiting(office, spt_id)[J.REKOMENDASI]
    with pytest.raises(MissingRequirementError, match="Dirjen"):
        drawn(office, spt_id, J.REKOMENDASI)
    addressed(office, spt_id, ditujukan=Alamat.DIRJEN, isi="Bimtek SIAK.")
    review(office, laporan_id_for(spt_id), until=7)
    letter = drawn(office, spt_id, J.REKOMENDASI)
    assert [one.isi for one in letter.butir] == ["Bimtek SIAK."]
    assert (letter.nomor_laporan, letter.tanggal) == ("400.12.2.5/1", date(2026, 11, 26))
    assert (letter.aparatur, letter.predikat) == (1, "Baik")
    assert letter.tembusan[1] == "Bupati Seluma"


def test_a_letter_before_the_report_names_none(office, spt_id):
    asked = Rekomendasi(RekomendasiId("t"), "Tambah blangko.", Alamat.DIRJEN)
    office.store(Temuan(TemuanId("t"), spt_id, "Blangko habis.", Tingkat.TINGGI, (asked,)))
    letter = drawn(office, spt_id, J.REKOMENDASI)
    assert (letter.nomor_laporan, letter.rata_rata, letter.predikat) == ("", None, "")
    assert letter.tanggal == date(2026, 11, 23)


def test_the_matrix_tells_owner_deadline_and_progress(office, spt_id, ratna):
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, c1="2")
    seat.laporan.compose(spt_id)
    addressed(office, spt_id, tenggat=date(2026, 1, 1), penanggung_jawab="Kabid Dafduk")
    (row,) = drawn(office, spt_id, J.MATRIKS).baris
    assert (row.penanggung_jawab, row.lewat, row.kemajuan) == ("Kabid Dafduk", True, ())
    with office.database.begin(actor="") as uow:
        (temuan,) = uow.queries.temuan(spt_id)
    office.store(seen(temuan, spt_id, "Selesai."))
    (row,) = drawn(office, spt_id, J.MATRIKS).baris
    assert (row.status, row.lewat) == (StatusTindakLanjut.SESUAI, False)
    assert row.kemajuan == ("Triwulan IV Tahun 2026: Selesai: sesuai rekomendasi (Selesai.)",)
    office.store(seen(temuan, spt_id, ""))
    (row,) = drawn(office, spt_id, J.MATRIKS).baris
    assert row.kemajuan == ("Triwulan IV Tahun 2026: Selesai: sesuai rekomendasi",)


def seen(temuan: Temuan, spt_id, keterangan: str) -> TindakLanjut:
    return TindakLanjut(
        tindak_lanjut_id_for(temuan.rekomendasi[0].id, spt_id),
        temuan.id,
        spt_id,
        StatusTindakLanjut.SESUAI,
        date(2026, 11, 24),
        keterangan,
    )


@pytest.fixture
def submitted(office, spt_id, ratna):
    """A visit whose draft lies with the Kasi."""
    seat = office.seat(RAHMAT)
    assess(seat, spt_id, ratna, c1="2")
    seat.laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=3)
    return spt_id


def test_the_sheet_of_correction_shows_what_the_kasi_suggested(office, submitted):
    seat, key = office.seat(KASI), laporan_id_for(submitted)
    sheet = drawn(office, submitted, J.KOREKSI)
    assert (sheet.putusan, sheet.tanggal, sheet.pemeriksa.nama) == ("", None, KASI.nama)
    assert {point.sesuai for point in sheet.periksa} == {None}
    old = seat.laporan.detail(submitted).laporan.kesimpulan.split("\n\n")[0]
    seat.koreksi.propose(
        key, naskah="kesimpulan", paragraf=1, semula=old, menjadi="Segera ditindaklanjuti."
    )
    sheet = drawn(office, submitted, J.KOREKSI)
    assert [(k.bagian, k.semula, k.menjadi, k.keterangan) for k in sheet.koreksi] == [
        ("BAB V, Kesimpulan, paragraf 1", old, "Segera ditindaklanjuti.", "Diusulkan")
    ]
    assert drawn(office, submitted, J.VALIDASI).koreksi == ()


def test_the_sheets_of_both_desks_show_checklist_and_decision(office, submitted):
    review(office, laporan_id_for(submitted), until=5, since=4)
    for jenis, name in ((J.KOREKSI, KASI.nama), (J.VALIDASI, KABID.nama)):
        sheet = drawn(office, submitted, jenis)
        assert {point.sesuai for point in sheet.periksa} == {True}
        assert (sheet.putusan, sheet.pemeriksa.nama) == ("diteruskan", name)
        assert sheet.tanggal == date(2026, 11, 23)


def test_threads_of_a_desk_stand_on_its_sheet_with_their_answers(office, submitted):
    seat = office.seat(KASI)
    with office.database.begin(actor="") as uow:
        row = next(iter(uow.queries.lembar(spt_id=submitted)))
        temuan = next(iter(uow.queries.temuan(submitted)))
    on_sheet = Sasaran(JenisSasaran.LEMBAR, row.id, "/data/aspek_c/c1/skor")
    seat.utas.say(on_sheet, Tindakan.TANYA, "Mengapa 2?", kutipan="2")
    office.seat(RAHMAT).utas.say(on_sheet, Tindakan.JAWAB, "Bukti kurang.")
    seat.utas.say(Sasaran(JenisSasaran.TEMUAN, temuan.id), Tindakan.TANYA, "Sebabnya?")
    whole = Sasaran(JenisSasaran.LAPORAN, laporan_id_for(submitted))
    office.seat(KABID).utas.say(whole, Tindakan.TANYA, "Lengkapi lampiran.")
    text = replace(whole, bagian=bagian_of("kesimpulan", 2, "Kalimat."))
    office.seat(KABID).utas.say(text, Tindakan.TANYA, "Perjelas.")
    told = [
        (t.bagian, t.menjadi, t.keterangan) for t in drawn(office, submitted, J.KOREKSI).tinjauan
    ]
    assert sorted(told) == [
        (f"Lembar {row.nama}, aspek_c/c1/skor", "Mengapa 2?", "Bukti kurang. (Dijawab)"),
        ("Temuan", "Sebabnya?", "(Terbuka)"),
    ]
    told = [(t.bagian, t.menjadi) for t in drawn(office, submitted, J.VALIDASI).tinjauan]
    assert sorted(told) == [
        ("BAB V, Kesimpulan, paragraf 2", "Perjelas."),
        ("Naskah laporan", "Lengkapi lampiran."),
    ]


def test_a_returned_draft_says_so_on_the_sheet_of_validation(office, submitted):
    key = laporan_id_for(submitted)
    review(office, key, until=4, since=4)
    office.seat(KABID).laporan.return_laporan(key, alasan="Lampiran belum lengkap.", ke_langkah=4)
    sheet = drawn(office, submitted, J.VALIDASI)
    assert (sheet.putusan, sheet.alasan) == ("dikembalikan", "Lampiran belum lengkap.")
    assert sheet.pemeriksa.nama == KABID.nama
    assert len(sheet.periksa) == 5
    with office.database.begin(actor="") as uow:
        uow.spt.save(replace(uow.spt.get(submitted), petugas=()))
        uow.commit()
    assert drawn(office, submitted, J.VALIDASI).penyusun.nama == ""


def test_there_is_nothing_to_correct_before_a_draft(office, spt_id):
    with pytest.raises(MissingRequirementError, match="belum disusun"):
        drawn(office, spt_id, J.KOREKSI)
