"""Records, fields and values of the journal in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.builders import EKO, KASI, RAHMAT, SELUMA, a_temuan, an_aparatur, the_wilayah
from tests.installations import assess, prepare

from bina_desktop.application.contoh import KADIS as SAMPLE_KADIS
from bina_desktop.application.contoh import PEGAWAI, fill_sample
from bina_desktop.application.gate import KantorForm
from bina_desktop.application.isi_lembar import read_value
from bina_desktop.application.place import place_of
from bina_desktop.application.uraian import Uraian
from bina_desktop.domain.arsip import Arsip, ArsipId, MacamArsip
from bina_desktop.domain.koreksi import Koreksi, KoreksiId
from bina_desktop.domain.laporan import Laporan, laporan_id_for
from bina_desktop.domain.lembar_penilaian import (
    FORM_SKM,
    FORM_TINDAK_LANJUT,
    LembarId,
    LembarPenilaian,
)
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import JenisPelimpahan, Pelimpahan, PelimpahanId
from bina_desktop.domain.periksa import Periksa, PeriksaId
from bina_desktop.formengine.client import Ref

WORDS = "Kursi tunggu rusak"


@pytest.fixture
def spt_id(office, ratna):
    key = prepare(office, ratna)
    office.store(
        Laporan(laporan_id_for(key), key),
        a_temuan("t", key, kondisi=WORDS),
        LembarPenilaian(LembarId("skm"), key, FORM_SKM, "1"),
        LembarPenilaian(LembarId("aneh"), key, "aneh", "1"),
        LembarPenilaian(LembarId("yatim"), "hilang", FORM_SKM, "1"),
    )
    return key


@pytest.fixture
def uraian(office, spt_id):
    assert spt_id
    with office.database.begin(actor="") as uow:
        yield Uraian(uow, office.formulir, {w.kode: w.nama for w in the_wilayah()})


def test_records_are_called_by_what_people_know(uraian, spt_id):
    assert uraian.nama("laporan", laporan_id_for(spt_id)) == "Kabupaten Seluma"
    assert uraian.nama("temuan", "t") == WORDS
    assert uraian.nama("lembar_penilaian", "skm") == (
        "Kuesioner Pengguna Layanan (SKM) (Kabupaten Seluma)"
    )
    assert uraian.nama("lembar_penilaian", "aneh") == "aneh (Kabupaten Seluma)"
    assert uraian.nama("lembar_penilaian", "yatim") == "Kuesioner Pengguna Layanan (SKM)"


def test_a_file_of_a_laporan_is_called_by_its_name_and_place(office, spt_id):
    laporan_id = laporan_id_for(spt_id)
    kept = Arsip(
        ArsipId("a"),
        spt_id,
        laporan_id,
        MacamArsip.PINDAIAN,
        "pindai.png",
        "0" * 64,
        1,
        "image/png",
        "",
        KASI.id,
        datetime(2026, 11, 25, tzinfo=UTC),
    )
    office.store(kept)
    with office.database.begin(actor="") as uow:
        uraian = Uraian(uow, office.formulir, {w.kode: w.nama for w in the_wilayah()})
        assert uraian.nama("arsip", "a") == "pindai.png, Kabupaten Seluma"
        assert uraian.nama("arsip", "hilang") == "hilang"


@pytest.mark.parametrize(
    "entity",
    [
        "pegawai",
        "aparatur",
        "perintah",
        "sk_tim",
        "spt",
        "lembar_penilaian",
        "laporan",
        "peristiwa",
        "temuan",
        "lain",
    ],
)
def test_an_unknown_record_keeps_its_id(uraian, entity):
    assert uraian.nama(entity, "tidak-ada") == "tidak-ada"
    assert uraian.judul(entity, "tidak-ada").endswith("– tidak-ada")


def test_a_question_in_a_repeat_is_called_by_its_label_and_which_instance_it_is_in(spt_id, uraian):
    record = LembarId("tindak")
    repeat = "/data/tindak_lanjut"
    answers = {f"{repeat}[b7]/status": "selesai", f"{repeat}[a2]/status": "belum"}
    uraian.uow.lembar.save(LembarPenilaian(record, spt_id, FORM_TINDAK_LANJUT, "1"))
    uraian.uow.lembar.save_answers(record, answers | {f"{repeat}/@urutan": "b7 a2"})
    names = [f"{repeat}[{key}]/status" for key in ("b7", "a2", "hilang")]
    assert [uraian.bidang("lembar_penilaian", record, name) for name in names] == [
        "Status tindak lanjut (isian ke-1)",
        "Status tindak lanjut (isian ke-2)",
        "Status tindak lanjut (isian ke-hilang)",
    ]
    cleared = uraian.bidang("lembar_penilaian", record, f"{names[1]}/@kosong")
    assert cleared == "Status tindak lanjut (isian ke-2, sengaja dikosongkan)"
    unknown = "/data/lain[b7]/status"
    assert uraian.bidang("lembar_penilaian", record, unknown) == unknown


def test_fields_are_called_by_their_question_or_in_words(uraian):
    ref = "/data/unsur/persyaratan"
    assert uraian.bidang("lembar_penilaian", "skm", ref).startswith("Persyaratan: bagaimana")
    assert uraian.bidang("lembar_penilaian", "skm", "/data/x/y") == "/data/x/y"
    assert uraian.bidang("lembar_penilaian", "aneh", ref) == ref
    assert uraian.bidang("lembar_penilaian", "tidak-ada", ref) == ref
    assert uraian.bidang("sk_tim", "s", f"anggota/{RAHMAT.id}") == "anggota Rahmat Hidayat"
    assert uraian.bidang("spt", "s", "petugas/x") == "petugas x"
    assert uraian.bidang("aparatur", "a", "tmt_jabatan") == "TMT jabatan"
    assert uraian.bidang("temuan", "t", "kondisi") == "kondisi"
    assert uraian.bidang("temuan", "t", "tenggat") == "tenggat rekomendasi"


def test_parts_of_a_rekomendasi_are_called_by_its_place(uraian):
    known = uraian.uow.temuan.get("t")
    second = replace(known.rekomendasi[0], id="r2")
    uraian.uow.temuan.save(replace(known, rekomendasi=(*known.rekomendasi, second)))
    assert uraian.bidang("temuan", "t", "tenggat/r2") == "tenggat rekomendasi (ke-2)"
    assert uraian.bidang("temuan", "t", "rekomendasi/r9") == "rekomendasi (yang dihapus)"
    assert uraian.bidang("temuan", "x", "rekomendasi/r2") == "rekomendasi (yang dihapus)"
    told = uraian.nilai("temuan", "t", "ditujukan/r2", '"dirjen"')
    assert told == "Direktur Jenderal Dukcapil"


def test_many_fields_are_shortened(uraian):
    names = ["nama", "nip", "pangkat", "golongan", "jabatan"]
    assert uraian.rincian("aparatur", "a", names) == "nama; NIP; pangkat; dan 2 isian lain"
    assert uraian.rincian("aparatur", "a", names[:2]) == "nama; NIP"
    question = uraian.rincian("lembar_penilaian", "skm", ["/data/unsur/persyaratan"])
    assert question.endswith(" …")
    assert len(question) <= 60


@pytest.mark.parametrize(
    ("entity", "field", "value", "words"),
    [
        ("aparatur", "jabatan", "null", "(kosong)"),
        ("aparatur", "jabatan", '""', "(kosong)"),
        ("aparatur", "aktif", "true", "ya"),
        ("aparatur", "aktif", "false", "tidak"),
        ("pegawai", "peran", '["kasi","tim"]', "kasi, tim"),
        ("aparatur", "kelompok", '"P"', "P – Pejabat struktural"),
        ("lembar_penilaian", "status", '"final"', "Final"),
        ("spt", "mulai", '"2026-11-23"', "23 November 2026"),
        (
            "peristiwa",
            "waktu",
            '"2026-11-23T01:00:00+00:00"',
            "23 November 2026 pukul 08.00 WIB",
        ),
        ("spt", "nomor", '"800-1"', "800-1"),
        ("spt", "nomor", '"kosong"', "kosong"),
        ("peristiwa", "langkah", "3", "3"),
        ("peristiwa", "pelaku", '"siapa"', "siapa"),
    ],
)
def test_values_read_as_people_write_them(uraian, entity, field, value, words):
    assert uraian.nilai(entity, "x", field, value) == words


def test_a_person_and_a_choice_are_read_by_name(uraian):
    assert uraian.nilai("spt", "s", "pelaku", f'"{RAHMAT.id}"') == "Rahmat Hidayat"
    ref = "/data/unsur/persyaratan"
    assert uraian.nilai("lembar_penilaian", "skm", ref, '"4"') == "Sangat sesuai"


def test_who_and_where(uraian):
    assert uraian.siapa("berkas:abc") == "disunting di Excel"
    assert uraian.siapa("") == "tidak diketahui"
    assert uraian.perangkat("x:abc") == "berkas Excel"
    assert uraian.perangkat("0123456789abcdefff") == "laptop 0123 4567 89AB CDEF"


def test_answers_of_every_type_read_well(formulir):
    session, _ = formulir.session("lembar_penilaian", {})
    target = session.node(Ref("/data/aspek_d/indikator_d4/d4_target"))
    day = session.node(Ref("/data/identitas/tanggal"))
    assert read_value(target, "99.4") == "99,4"
    assert read_value(day, "2026-11-23") == "23 November 2026"
    assert read_value(day, "besok") == "besok"


def test_the_recommendation_of_a_deleted_officer_is_still_counted(office, ratna):
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    other = an_aparatur("Andi", nip="")
    office.store(other)
    stale = assess(office.seat(RAHMAT), spt_id, other)
    with office.database.begin(actor="lain") as uow:
        uow.aparatur.delete(ratna.id)
        uow.lembar.save_hasil(stale, None)
        uow.commit()
    office.seat(RAHMAT).laporan.compose(spt_id)
    office.seat(RAHMAT).cetak.laporan(laporan_id_for(spt_id))
    (row,) = office.documents.drawn[-1].aparatur
    assert str(row.nilai_akhir) == "85.00"


def test_the_sample_fills_an_empty_database(office):
    fill_sample(office.database.begin)
    seat = office.seat(SAMPLE_KADIS)
    assert len(seat.pegawai.pegawai()) == len(PEGAWAI)
    assert seat.kantor.kantor().contoh


def test_blanks_of_the_wizard_stay_blank():
    form = KantorForm("PEMERINTAH", "DINAS", "17", "Bengkulu")
    assert (form.alamat, form.telepon, form.logo) == ("", "", b"")


def test_what_is_stored_beside_an_answer_is_named_after_its_question(uraian):
    ref = "/data/unsur/persyaratan"
    question = uraian.bidang("lembar_penilaian", "skm", ref)
    said = {
        name: uraian.bidang("lembar_penilaian", "skm", f"{ref}/@{name}")
        for name in ("penjelasan", "kosong")
    }
    assert said == {
        "penjelasan": f"{question} (penjelasan)",
        "kosong": f"{question} (sengaja dikosongkan)",
    }
    assert uraian.nilai("lembar_penilaian", "skm", f"{ref}/@kosong", '"1"') == "ya"


def test_what_reviewers_leave_behind_is_called_by_its_place(office, ratna):
    spt_id = prepare(office, ratna)
    at = office.clock.now()
    key = laporan_id_for(spt_id)
    office.store(
        Laporan(key, spt_id),
        Koreksi(KoreksiId("k"), spt_id, key, "kesimpulan", 1, "A", "B", KASI.id, Peran.KASI, at),
        Periksa(PeriksaId("p"), spt_id, 4, "ejaan", "x", KASI.id, at),
        Pelimpahan(PelimpahanId("d"), EKO.id, Peran.KADIS, JenisPelimpahan.PLH, "SP 1", at.date()),
    )
    with office.database.begin(actor="") as uow:
        uraian = Uraian(uow, office.formulir, {SELUMA: "Kabupaten Seluma"})
        assert uraian.nama("koreksi", "k") == f"{KASI.nama}, Kabupaten Seluma"
        assert uraian.nama("periksa", "p") == "langkah 4, ejaan, Kabupaten Seluma"
        assert uraian.nama("pelimpahan", "d") == f"{EKO.nama}, Plh. Kepala Dinas"
        for kind in ("koreksi", "periksa", "pelimpahan"):
            assert uraian.nama(kind, "tiada") == "tiada"
        for kind, one in (("koreksi", "k"), ("periksa", "p")):
            assert place_of(uow, kind, one) == SELUMA
