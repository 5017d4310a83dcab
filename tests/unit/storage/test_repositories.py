from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.laptops import NOW, TRIWULAN, Laptop, a_lembar, a_pegawai, an_sk_tim, an_spt

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import Change, sealed
from bina_desktop.domain.kantor import THE_KANTOR, Kantor
from bina_desktop.domain.laporan import Laporan, LaporanId, StatusLaporan
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.domain.pegawai import Aparatur, AparaturId, Kelompok, PegawaiId, Peran
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, Perintah, PerintahId
from bina_desktop.domain.sop import JenisPeristiwa, Peristiwa, PeristiwaId
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    StatusTindakLanjut,
    Temuan,
    TemuanId,
    Tingkat,
)
from bina_desktop.domain.tindak_lanjut import TindakLanjut, TindakLanjutId
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.storage.repositories import keep_order

SAMPLES: dict[str, Any] = {
    "kantor": Kantor(
        pemda="PEMERINTAH PROVINSI BENGKULU",
        nama="DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
        kode_wilayah=KodeWilayah("17"),
        kota="Bengkulu",
        contoh=True,
    ),
    "pegawai": a_pegawai(peran=frozenset({Peran.KASI, Peran.TIM}), aktif=False),
    "aparatur": Aparatur(
        id=AparaturId("a1"),
        kode_wilayah=KodeWilayah("17.71"),
        nama="Siti Aminah",
        kelompok=Kelompok.PEJABAT,
        tmt_jabatan=date(2024, 2, 29),
    ),
    "perintah": Perintah(
        id=PerintahId("i1"),
        triwulan=TRIWULAN,
        dari=PegawaiId("kadis"),
        kepada=PegawaiId("kabid"),
        isi="Bentuk tim.\nSegera.",
        diterbitkan_pada=NOW,
        batas=date(2026, 11, 30),
    ),
    "sk_tim": an_sk_tim("p3", "p1", "p2"),
    "spt": an_spt("p2", "p1"),
    "lembar": a_lembar(aparatur_id=AparaturId("a1")),
    "laporan": Laporan(
        id=LaporanId("n1"),
        spt_id=an_spt().id,
        status=StatusLaporan.DISAHKAN,
        tanggal=date(2026, 11, 1),
        disahkan_pada=datetime(2026, 11, 2, 3, 4, 5, 678, tzinfo=UTC),
    ),
    "peristiwa": Peristiwa(
        id=PeristiwaId("e1"),
        triwulan=TRIWULAN,
        kode_wilayah=None,
        langkah=4,
        jenis=JenisPeristiwa.KEMBALI,
        pelaku=PegawaiId("kasi"),
        waktu=NOW,
        alasan="BAB IV belum lengkap",
        ke_langkah=3,
    ),
    "temuan": Temuan(
        id=TemuanId("t1"),
        spt_id=an_spt().id,
        kondisi="Berkas ditolak tanpa alasan tertulis",
        tingkat=Tingkat.TINGGI,
        rekomendasi=(
            Rekomendasi(RekomendasiId("r2"), "Pasang pengumuman"),
            Rekomendasi(
                RekomendasiId("t1"),
                "Beri alasan tertulis",
                Alamat.DIRJEN,
                "Kepala Bidang",
                date(2027, 1, 31),
            ),
            Rekomendasi(
                RekomendasiId("r3"),
                "Latih petugas",
                Alamat.PROVINSI,
                "Sekretaris",
                date(2027, 2, 1),
            ),
        ),
        kriteria="Alasan penolakan tertulis",
        sebab="Formulir belum ada",
        akibat="Pemohon bolak-balik",
        bukti="Uji petik 10 berkas",
        urutan=2,
        lembar_id=LembarId("l1"),
        status=StatusTindakLanjut.SESUAI,
    ),
    "tindak_lanjut": TindakLanjut(
        id=TindakLanjutId("tl1"),
        temuan_id=TemuanId("t1"),
        spt_id=an_spt().id,
        status=StatusTindakLanjut.BELUM_SESUAI,
        tanggal=date(2027, 2, 1),
        keterangan="Loket sudah ditambah, jam layanan belum.",
        bukti="sk-loket.pdf",
        rekomendasi_id=RekomendasiId("r2"),
    ),
}

EACH_KIND = pytest.mark.parametrize("kind", sorted(SAMPLES))


def repository(uow: UnitOfWork, kind: str) -> Any:
    return getattr(uow, kind)


@EACH_KIND
def test_what_is_saved_comes_back(laptop: Laptop, kind: str) -> None:
    item = SAMPLES[kind]
    with laptop.write() as uow:
        repository(uow, kind).save(item)
    with laptop.read() as uow:
        assert repository(uow, kind).get(item.id) == item
        assert repository(uow, kind).all() == [item]


@EACH_KIND
def test_what_is_saved_travels_whole(laptop: Laptop, office: Laptop, kind: str) -> None:
    item = SAMPLES[kind]
    with laptop.write() as uow:
        repository(uow, kind).save(item)
    office.receive(laptop.changes())
    with office.read() as uow:
        assert repository(uow, kind).get(item.id) == item
    assert office.digest() == laptop.digest()


@EACH_KIND
def test_saving_the_same_again_journals_nothing(laptop: Laptop, kind: str) -> None:
    for _ in range(2):
        with laptop.write() as uow:
            repository(uow, kind).save(SAMPLES[kind])
        first = laptop.changes()
    with laptop.write() as uow:
        repository(uow, kind).save(SAMPLES[kind])
    assert laptop.changes() == first


@EACH_KIND
def test_deleted_is_gone_here_and_elsewhere_until_saved_again(
    laptop: Laptop, office: Laptop, kind: str
) -> None:
    item = SAMPLES[kind]
    with laptop.write() as uow:
        repository(uow, kind).save(item)
        repository(uow, kind).delete(item.id)
    office.receive(laptop.changes())
    for one in (laptop, office):
        with one.read() as uow:
            assert repository(uow, kind).find(item.id) is None
            assert repository(uow, kind).all() == []
    with laptop.write() as uow:
        repository(uow, kind).save(item)
        assert repository(uow, kind).find(item.id) == item


@EACH_KIND
def test_absent_record_is_said_to_be_absent(laptop: Laptop, kind: str) -> None:
    with laptop.read() as uow:
        assert repository(uow, kind).find("tiada") is None
        with pytest.raises(NotFoundError, match="tidak ada"):
            repository(uow, kind).get("tiada")
        with pytest.raises(NotFoundError, match="tidak ada"):
            repository(uow, kind).delete("tiada")


def test_a_record_in_parts_is_skipped_until_the_rest_arrives(
    laptop: Laptop, office: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    with laptop.write() as uow:
        uow.spt.save(an_spt("p1"))
    changes = laptop.changes()
    parts = [c for c in changes if c.field == "mulai"], [c for c in changes if c.field != "mulai"]
    with caplog.at_level(logging.WARNING):
        office.receive(parts[1])
        with office.read() as uow:
            assert uow.spt.all() == []
            assert uow.spt.find(an_spt().id) is None
    assert "incomplete" in caplog.text
    office.receive(parts[0])
    with office.read() as uow:
        assert uow.spt.all() == [an_spt("p1")]


@pytest.mark.parametrize(
    ("field", "value"), [("triwulan", '"besok"'), ("status", '"terbang"'), ("mulai", '"kemarin"')]
)
def test_a_value_of_a_newer_program_makes_no_list_crash(
    office: Laptop, field: str, value: str
) -> None:
    entity = "laporan" if field == "status" else "spt"
    with office.write() as uow:
        uow.laporan.save(SAMPLES["laporan"])
        uow.spt.save(an_spt())
    record = "n1" if field == "status" else "spt1"
    (old,) = (c for c in office.changes() if (c.entity, c.field) == (entity, field))
    newer = Change("N", 1, 2**60, "x", entity, record, field, value, (old.id,))
    office.receive([sealed(newer, previous="")])
    with office.read() as uow:
        assert repository(uow, entity).all() == []


def test_people_saved_together_are_as_saved_one_by_one(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai())
        uow.pegawai.save(a_pegawai("p2"))
        uow.pegawai.delete(PegawaiId("p2"))
    before = len(laptop.changes())
    people = [a_pegawai(nama="Badu"), a_pegawai("p2"), a_pegawai("p3"), a_pegawai("p3", nip="1")]
    with laptop.write() as uow:
        uow.pegawai.save_all(people)
        assert uow.pegawai.all() == [people[0], people[1], people[3]]
    fresh = [
        one.field for one in laptop.changes() if (one.record, one.seq > before) == ("p3", True)
    ]
    assert fresh == ["aktif", "nama", "nip", "peran", "status"]
    office.receive(laptop.changes())
    assert office.digest() == laptop.digest()
    with office.read() as uow:
        assert uow.pegawai.all() == [people[0], people[1], people[3]]


def test_two_laptops_add_different_people_without_conflict(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.sk_tim.save(an_sk_tim("p1"))
        uow.spt.save(an_spt("p1"))
    office.receive(laptop.changes())
    for one, member in ((laptop, "p2"), (office, "p3")):
        with one.write() as uow:
            uow.sk_tim.save(an_sk_tim("p1", member))
            uow.spt.save(an_spt("p1", member))
    office.receive(laptop.changes())
    laptop.receive(office.changes())
    for one in (laptop, office):
        with one.read() as uow:
            assert uow.journal.conflicts() == []
            assert uow.sk_tim.get(an_sk_tim().id) == an_sk_tim("p1", "p2", "p3")
            assert uow.spt.get(an_spt().id) == an_spt("p1", "p2", "p3")


def test_a_person_leaves_the_team_and_the_visit(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.sk_tim.save(an_sk_tim("p1", "p2", "p3"))
        uow.spt.save(an_spt("p1", "p2", "p3"))
    before = laptop.changes()
    with laptop.write() as uow:
        uow.sk_tim.save(an_sk_tim("p1", "p3"))
        uow.spt.save(an_spt("p1", "p3"))
    after = laptop.changes()
    assert [(c.field, c.value) for c in after[len(before) :]] == [
        ("anggota/p2", "null"),
        ("petugas/p2", "null"),
    ]
    office.receive(after)
    with office.read() as uow:
        assert uow.sk_tim.get(an_sk_tim().id) == an_sk_tim("p1", "p3")
        assert uow.spt.get(an_spt().id) == an_spt("p1", "p3")
    with laptop.write() as uow:
        uow.sk_tim.save(an_sk_tim("p1", "p3", "p2"))
        assert uow.sk_tim.get(an_sk_tim().id) == an_sk_tim("p1", "p3", "p2")


def test_kedudukan_changes_alone(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.sk_tim.save(an_sk_tim("p1"))
    before = len(laptop.changes())
    ketua = replace(an_sk_tim(), anggota=(AnggotaTim(PegawaiId("p1"), Kedudukan.KETUA),))
    with laptop.write() as uow:
        uow.sk_tim.save(ketua)
        assert uow.sk_tim.get(ketua.id) == ketua
    assert [(c.field, c.value) for c in laptop.changes()[before:]] == [("anggota/p1", '"ketua"')]


def test_text_that_no_database_keeps_is_cleaned(laptop: Laptop, office: Laptop) -> None:
    with laptop.write() as uow:
        uow.pegawai.save(a_pegawai(nama="Bu\0di \ud800Ñ"))
    office.receive(laptop.changes())
    with office.read() as uow:
        assert uow.pegawai.get(PegawaiId("p1")).nama == "Budi Ñ"


@pytest.mark.parametrize(
    ("members", "known", "numbers"),
    [
        ("abc", {}, [1, 2, 3]),
        ("ac", {"a": 1, "b": 2, "c": 3}, [1, 3]),
        ("abcd", {"a": 1, "b": 2, "c": 3}, [1, 2, 3, 4]),
        ("ba", {"a": 1, "b": 2}, [2, 3]),
        ("ab", {"a": None, "b": 1}, [1, 2]),
    ],
)
def test_order_keeps_numbers_that_still_rise(
    members: str, known: dict[str, int | None], numbers: list[int]
) -> None:
    assert list(keep_order(list(members), known).values()) == numbers


def test_kantor_has_its_fixed_id(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.kantor.save(SAMPLES["kantor"])
        assert uow.kantor.get(THE_KANTOR) == SAMPLES["kantor"]
