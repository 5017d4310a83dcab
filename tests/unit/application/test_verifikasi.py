"""What somebody holds in hand, compared with what this installation froze; the pack of step 7."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from tests.builders import KABID, KADIS, KASI, RAHMAT
from tests.fake_adapters import P12
from tests.installations import assess, prepare, review

from bina_desktop.application.paket_diterima import check_paket, is_paket
from bina_desktop.application.signature import PdfVerification, Pkcs12
from bina_desktop.application.work import Progress
from bina_desktop.domain.arsip import CaraTandaTangan
from bina_desktop.domain.errors import InvalidValueError, WrongStateError
from bina_desktop.domain.kode_cek import kode_cek
from bina_desktop.domain.laporan import LaporanId, laporan_id_for

DAY = date(2026, 11, 25)


@pytest.fixture
def key(office, ratna):
    """A ratified Laporan."""
    spt_id = prepare(office, ratna)
    assess(office.seat(RAHMAT), spt_id, ratna)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=5)
    return laporan_id_for(spt_id)


def ratify(office, key, credential: Pkcs12 | None = P12):
    office.seat(KADIS).laporan.ratify(key, nomor="400/1", tanggal=DAY, credential=credential)


def kode_of(office, key):
    return office.seat(KADIS).tanda_tangan.read(key).kode


def test_a_code_leads_to_its_laporan_and_to_the_one_that_replaced_it(office, key):
    ratify(office, key)
    kode = kode_of(office, key)
    seat = office.seat(RAHMAT)
    found = seat.verifikasi.by_code(kode.lower())
    assert found.ok
    assert "Kabupaten Seluma" in found.putusan
    assert "Nomor 400/1 tanggal 25 November 2026" in found.putusan
    office.seat(KABID).tanda_tangan.reopen(key, alasan="Nilai satu pegawai keliru.")
    again = seat.verifikasi.by_code(kode)
    assert not again.ok
    assert "dibuka kembali" in again.putusan
    pdf = next(o for o in seat.tanda_tangan.read(key).files if o.macam.value == "disahkan")
    assert "dibuka kembali" in seat.verifikasi.by_file(seat.arsip.open(pdf)).keterangan[0]


def test_an_unknown_or_mistyped_code_is_told(office, key):
    assert key
    unknown = office.seat(RAHMAT).verifikasi.by_code(kode_cek("f" * 64))
    assert not unknown.ok
    assert "Tidak ada laporan" in unknown.putusan
    with pytest.raises(InvalidValueError):
        office.seat(RAHMAT).verifikasi.by_code("K7QF")


def test_a_scan_is_judged_by_the_code_on_it(office, key):
    ratify(office, key, None)
    seat = office.seat(RAHMAT)
    assert seat.verifikasi.by_file(f"foto kode {kode_of(office, key)}".encode()).ok
    unread = seat.verifikasi.by_file(b"foto buram")
    assert not unread.ok
    assert "Ketik kode" in unread.keterangan[0]


def frozen(office, key, macam="disahkan"):
    """Return the bytes of the newest file of a kind."""
    seat = office.seat(KADIS)
    files = seat.tanda_tangan.read(key).files
    return seat.arsip.open(next(one for one in files if one.macam.value == macam))


def test_the_frozen_pdf_is_judged_by_who_had_to_sign_it(office, key):
    ratify(office, key)
    pdf = frozen(office, key)
    found = office.seat(RAHMAT).verifikasi.by_file(pdf)
    assert found.ok
    assert "sama persis dengan Laporan Hasil Penilaian Kabupaten Seluma" in found.keterangan[0]
    (one,) = office.signer.expected
    assert (one.field, one.nama, one.nip) == ("Kadis", KADIS.nama, KADIS.nip)


def test_all_three_had_to_sign_what_was_signed_in_turn(office, key):
    acts = {who.id: office.seat(who).tanda_tangan for who in (KASI, KABID, KADIS)}
    secret = {"credential": P12}
    acts[KABID.id].prepare(key, cara=CaraTandaTangan.BERSAMA, nomor="400/1", tanggal=DAY)
    acts[KASI.id].sign(key, **secret)
    acts[KABID.id].sign(key, **secret)
    on_the_way = office.seat(RAHMAT).verifikasi.by_file(frozen(office, key, "berparaf"))
    assert "tersimpan di basis data ini sebagai" in on_the_way.keterangan[0]
    assert office.signer.expected is None
    acts[KADIS.id].ratify(key, **secret)
    office.seat(RAHMAT).verifikasi.by_file(frozen(office, key))
    assert [one.nama for one in office.signer.expected] == [KASI.nama, KABID.nama, KADIS.nama]


def test_paper_and_services_name_nobody_who_had_to_sign(office, key):
    ratify(office, key, None)
    pdf = frozen(office, key)
    found = office.seat(RAHMAT).verifikasi.by_file(pdf)
    assert office.signer.expected is None
    assert "sama persis" in found.keterangan[0]
    by_code = office.seat(RAHMAT).verifikasi.by_file(
        pdf + f" kode {kode_of(office, key)}".encode()
    )
    assert by_code.ok


def test_a_signed_pdf_from_elsewhere_is_looked_up_by_its_code(office, key):
    ratify(office, key)
    verify = office.seat(RAHMAT).verifikasi.by_file
    (alone,) = verify(b"%PDF signed entah").keterangan
    assert "bukan salah satu yang dibekukan" in alone
    stranger = verify(f"%PDF signed entah kode {kode_of(office, key)}".encode())
    assert stranger.kode == kode_of(office, key)
    assert "menunjuk isi" in stranger.keterangan[1]


def test_a_code_finds_its_laporan_among_others(office, key):
    ratify(office, key)
    kode = kode_of(office, key)
    with office.database.begin(actor="") as uow:
        kept = uow.laporan.get(key)
        uow.laporan.save(replace(kept, id=LaporanId("0"), cuplikan_sha256=""))
        uow.commit()
    assert office.seat(RAHMAT).verifikasi.by_code(kode).ok
    office.seat(KADIS).tanda_tangan.reopen(key, alasan="Nilai satu pegawai keliru.")
    assert not office.seat(RAHMAT).verifikasi.by_code(kode_cek("f" * 64)).ok


def test_the_pack_holds_what_its_manifest_says(office, key):
    with pytest.raises(WrongStateError, match="belum disahkan"):
        office.seat(KABID).paket.make(key, progress=Progress())
    ratify(office, key, None)
    office.clock.forward(minutes=1)
    office.seat(KABID).arsip.attach_scan(key, b"\x89PNG\r\n\x1a\n", "pindai.png")
    pack = office.seat(KABID).paket.make(key, progress=Progress())
    assert pack.nama.endswith(".zip")
    assert is_paket(pack.data)
    found = check_paket(pack.data)
    assert found.faults == ()
    assert {"laporan.pdf", "surat-pengantar.pdf", "laporan-bertanda-tangan-basah.png"} <= set(
        found.files
    )
    verdict = office.seat(RAHMAT).verifikasi.by_file(pack.data)
    assert not verdict.ok  # no code can be read on this scan
    assert "belum dapat dipastikan" in verdict.putusan
    assert any("sama persis dengan Laporan Hasil Penilaian" in one for one in verdict.keterangan)


def test_a_pack_without_its_laporan_is_told(office, key):
    ratify(office, key)
    data = office.seat(KABID).paket.make(key, progress=Progress()).data
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != "laporan.pdf":
                new.writestr(name, old.read(name))
    verdict = office.seat(RAHMAT).verifikasi.by_file(target.getvalue())
    assert not verdict.ok
    assert "laporan.pdf” ada di manifes, tetapi tidak di paket" in verdict.putusan
    assert verdict.signatures == ()


def test_a_known_laporan_in_a_pack_is_judged_by_who_had_to_sign_it(office, key):
    ratify(office, key)
    office.seat(RAHMAT).verifikasi.by_file(
        office.seat(KABID).paket.make(key, progress=Progress()).data
    )
    (one,) = office.signer.expected
    assert (one.field, one.nama, one.nip) == ("Kadis", KADIS.nama, KADIS.nip)


def test_the_pack_of_an_electronic_laporan_has_no_scan(office, key):
    ratify(office, key)
    assert set(office.seat(KABID).paket.make(key, progress=Progress()).files) >= {"laporan.pdf"}


def test_a_real_code_in_a_pdf_that_was_not_frozen_proves_nothing(office, key, monkeypatch):
    ratify(office, key)
    kode = kode_of(office, key)
    found = PdfVerification("", (), ok=False, explanation="", kode=kode)
    monkeypatch.setattr(office.signer, "verify", lambda *_, **__: found)
    verdict = office.seat(RAHMAT).verifikasi.by_file(b"%PDF karangan")
    assert not verdict.ok
    assert verdict.putusan.startswith(f"Kode {kode} milik")
    assert verdict.putusan.endswith("tetapi berkas ini bukan berkas yang dibekukan.")


def test_a_text_document_with_a_code_pasted_on_it_is_no_scan(office, key):
    ratify(office, key, None)
    verify = office.seat(RAHMAT).verifikasi.by_file
    with_code = verify(f"%PDF teks kode {kode_of(office, key)}".encode())
    assert not with_code.ok
    assert "bukan berkas yang dibekukan" in with_code.putusan
    without = verify(b"%PDF teks")
    assert not without.ok
    assert without.keterangan == ("Berkas ini bukan salah satu yang dibekukan di basis data ini.",)
