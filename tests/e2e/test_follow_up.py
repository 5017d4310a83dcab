"""Recommendations of a visit go out with the next Paket Tugas and come back answered."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.installation import Installation, answers_for, send, take_in
from tests.e2e.world import SELUMA, fill_visit, set_up_office
from tests.unit.pdf.reading import text_of

from bina_desktop.application.contoh import ADMIN, KABID, KADIS, TIM
from bina_desktop.application.services import Services
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.lampiran import Untuk
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_LEMBAR_PENILAIAN,
    FORM_TINDAK_LANJUT,
    LembarId,
)
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, SptId
from bina_desktop.domain.temuan import (
    Alamat,
    Rekomendasi,
    RekomendasiId,
    Temuan,
    TemuanId,
    Tingkat,
)
from bina_desktop.domain.triwulan import Triwulan

JPEG = b"\xff\xd8\xff\xe0 rak arsip"
D5 = {"d5_pembilang": "49", "d5_penyebut": "50"}


def visit_last_quarter(office: Installation, triwulan: Triwulan) -> None:
    """Steps 1 to 3 of the triwulan before, with two recommendations."""
    office.enter(KADIS).penugasan.issue_perintah(
        triwulan, kepada=KABID.id, isi="Bentuk Tim.", batas=None
    )
    services = office.enter(KABID)
    day = triwulan.mulai
    services.penugasan.form_team(
        triwulan,
        tanggal=day,
        nomor="",
        anggaran="",
        anggota=[AnggotaTim(TIM[0].id, Kedudukan.KETUA), AnggotaTim(TIM[1].id, Kedudukan.ANGGOTA)],
    )
    services.penugasan.issue_spt(
        triwulan,
        kode_wilayah=SELUMA,
        tanggal=day,
        mulai=day,
        selesai=day + timedelta(days=1),
        petugas=[TIM[0].id],
        nomor="",
        anggaran="",
    )
    (spt,) = services.penugasan.state(triwulan).spt
    services = office.enter(TIM[0])
    fill_visit(services, spt.id, seed="lalu")
    services.laporan.compose(spt.id)
    for temuan in services.laporan.detail(spt.id).temuan:
        services.temuan.delete(temuan.id)
    for kondisi, tingkat in (("Arsip tercecer", Tingkat.TINGGI), ("Loket kurang", Tingkat.RENDAH)):
        services.temuan.save(
            Temuan(
                id=TemuanId(""),
                spt_id=spt.id,
                kondisi=kondisi,
                tingkat=tingkat,
                rekomendasi=(
                    Rekomendasi(
                        RekomendasiId(""),
                        f"Benahi: {kondisi}",
                        Alamat.KADIS_KAB_KOTA,
                        "Kepala Bidang",
                        day + timedelta(days=90),
                    ),
                ),
            )
        )


def prove(services: Services, visit: SptId) -> LembarId:
    """Add evidence to the first recommendation: as its answer, and beside its status."""
    key, _ = services.lembar.start(visit, FORM_TINDAK_LANJUT, None)
    row = services.lembar.open(key).session.node("/data/tindak_lanjut").children[0].ref
    berkas = services.lampiran.judge(JPEG, "rak arsip.jpg")
    services.lampiran.attach(key, f"{row}/bukti", berkas, untuk=Untuk.JAWABAN)
    services.lampiran.attach(key, f"{row}/status", berkas, untuk=Untuk.BUKTI)
    return key


def answer(services: Services, visit: SptId, form: str, *given: dict[str, str]) -> None:
    """Fill the sheet that a visit has once and make it final; `given` by question, row by row."""
    key, _ = services.lembar.start(visit, form, None)
    session = services.lembar.open(key).session
    if form == FORM_TINDAK_LANJUT:
        places = session.node("/data/tindak_lanjut").children
    else:
        places = (session.root,)
    for place, told in zip(places, given, strict=True):
        refs = {n.name: n.ref for n in session.walk() if n.ref.startswith(place.ref)}
        services.lembar.record_answers(key, {refs[name]: text for name, text in told.items()})
    assert services.lembar.finalise(key).problems == ()


@pytest.mark.long
def test_open_rekomendasi_travel_are_answered_and_stand_in_the_laporan(
    new_folder: Installation, tmp_path: Path, form_cache: Path
) -> None:
    office, paket, hasil = new_folder, tmp_path / "paket.xlsx", tmp_path / "hasil.xlsx"
    now, visits = set_up_office(office)
    visit_last_quarter(office, now.sebelum)
    send(office.enter(ADMIN), paket, JenisPaket.PAKET_TUGAS, visits[SELUMA])
    office.leave()

    laptop = Installation(tmp_path / "laptop", cache=form_cache)
    services = laptop.laptop_of(TIM[0])
    take_in(services, paket)
    assert services.lembar.count_rekomendasi(visits[SELUMA]) == 2
    answer(services, visits[SELUMA], FORM_CAPAIAN, D5)
    sheet = prove(services, visits[SELUMA])
    done = {"status": "sesuai", "keterangan": "Arsip sudah tertata.", "bukti": "rak arsip.jpg"}
    answer(services, visits[SELUMA], FORM_TINDAK_LANJUT, done, {"status": "belum_ditindaklanjuti"})
    officer = services.lembar.aparatur_without(visits[SELUMA])[0]
    key, _ = services.lembar.start(visits[SELUMA], FORM_LEMBAR_PENILAIAN, officer.id)
    opened = services.lembar.open(key)
    assert opened.usulan is not None
    assert opened.usulan.triwulan == now.sebelum
    services.lembar.record_answers(key, answers_for(opened.session, "kini"))
    assert services.lembar.finalise(key).problems == ()
    send(services, hasil, JenisPaket.HASIL_LAPANGAN, visits[SELUMA])
    laptop.leave()

    services = office.enter(ADMIN)
    take_in(services, hasil)
    once = services.pertukaran.digest()
    take_in(services, hasil, paket)
    assert services.pertukaran.digest() == once
    assert services.perbedaan.conflicts() == []
    assert office.gate.check(rebuild=True) == ()
    services = office.enter(TIM[0])
    proofs = services.lampiran.of(sheet)
    assert [(one.ref.rpartition("/")[2], one.untuk) for one in proofs] == [
        ("bukti", Untuk.JAWABAN),
        ("status", Untuk.BUKTI),
    ]
    assert {services.lampiran.open(one.sha256) for one in proofs} == {JPEG}
    figures = {n.name: n.value for n in services.lembar.open(key).session.walk() if n.name in D5}
    assert figures == D5
    assert services.lembar.count_rekomendasi(visits[SELUMA]) == 2  # still asked in this visit
    services.laporan.compose(visits[SELUMA])
    laporan = services.laporan.detail(visits[SELUMA]).laporan
    printed = text_of(services.cetak.laporan(laporan.id))
    assert "Benahi: Arsip tercecer" in printed
    assert "Arsip sudah tertata." in printed
    assert "Benahi: Loket kurang" in printed
