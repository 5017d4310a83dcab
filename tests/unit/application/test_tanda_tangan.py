"""Signing by three, elsewhere and in ink; the files that come of it; the revised Laporan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import ADMIN, EKO, KABID, KADIS, KASI, RAHMAT
from tests.fake_adapters import P12
from tests.installations import assess, prepare, review

from bina_desktop.application.lampiran import travelling
from bina_desktop.application.signature import Pkcs12
from bina_desktop.domain.arsip import CaraTandaTangan, MacamArsip
from bina_desktop.domain.errors import (
    InvalidValueError,
    MissingRequirementError,
    NotAllowedError,
    SigningError,
    WrongStateError,
)
from bina_desktop.domain.laporan import StatusLaporan, laporan_id_for
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.pelimpahan import JenisPelimpahan, Pelimpahan, PelimpahanId

DAY = date(2026, 11, 25)
BERSAMA, LAYANAN = CaraTandaTangan.BERSAMA, CaraTandaTangan.LAYANAN
PNG = b"\x89PNG\r\n\x1a\n pindaian"


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def lembar_id(office, spt_id, ratna):
    return assess(office.seat(RAHMAT), spt_id, ratna)


@pytest.fixture
def key(office, spt_id, lembar_id):
    """A validated draft on the desk of the Kepala Dinas."""
    assert lembar_id
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=5)
    return laporan_id_for(spt_id)


def act(office, who=KADIS):
    return office.seat(who).tanda_tangan


def paper(office, who=KADIS):
    return office.seat(who).arsip


def make_ready(office, key, cara=BERSAMA, nomor="400/1"):
    act(office, KABID).prepare(key, cara=cara, nomor=nomor, tanggal=DAY)


def ratify(office, key, credential: Pkcs12 | None = None):
    office.seat(KADIS).laporan.ratify(key, nomor="400/1", tanggal=DAY, credential=credential)


def kinds(office, key):
    return [one.macam for one in act(office).read(key).files]


def stored(office, key):
    with office.database.begin(actor="") as uow:
        return uow.laporan.get(key)


def rescore(office, lembar_id):
    with office.database.begin(actor="lain") as uow:
        uow.lembar.save_answers(lembar_id, {"/data/penutup/rekomendasi": "Ikut bimtek"})
        uow.commit()


# --- three in turn -----------------------------------------------------------------------------


def test_three_sign_in_turn_and_the_last_ratifies(office, key):
    make_ready(office, key)
    ready = act(office, KASI).read(key)
    assert ready.ready.due == "Kasi"
    assert ready.may_sign
    assert not ready.may_ratify
    act(office, KASI).sign(key, credential=P12)
    assert act(office, KABID).read(key).ready.due == "Kabid"
    act(office, KABID).sign(key, credential=P12)
    assert act(office, KADIS).read(key).may_ratify
    act(office, KADIS).ratify(key, credential=P12)
    laporan = stored(office, key)
    assert laporan.status is StatusLaporan.DISAHKAN
    assert laporan.nomor == "400/1"
    pdf = office.seat(KADIS).laporan.final_pdf(key)
    assert pdf.count(b" signed") == 3
    shown = act(office).read(key)
    assert shown.cara is BERSAMA
    assert not shown.may_scan
    assert len(shown.kode) == 19


def test_nobody_signs_before_his_turn(office, key):
    make_ready(office, key)
    for who in (KABID, KADIS, RAHMAT):
        with pytest.raises(NotAllowedError, match="giliran Kasi"):
            act(office, who).sign(key, credential=P12)
    with pytest.raises(MissingRequirementError, match="Kasi belum"):
        act(office).ratify(key, credential=P12)


def test_what_changes_meanwhile_makes_the_prepared_document_worthless(office, key, lembar_id):
    make_ready(office, key)
    rescore(office, lembar_id)
    assert act(office, KASI).read(key).ready is None
    with pytest.raises(WrongStateError, match="Siapkan naskah kembali"):
        act(office, KASI).sign(key, credential=P12)
    office.clock.forward(minutes=1)
    make_ready(office, key)
    assert act(office, KASI).read(key).ready.due == "Kasi"


def test_data_that_change_while_it_is_drawn_leave_nothing(office, key, lembar_id):
    office.documents.while_drawing = lambda: rescore(office, lembar_id)
    with pytest.raises(WrongStateError, match="berubah selagi naskah disiapkan"):
        make_ready(office, key)
    assert kinds(office, key) == []


def test_two_who_sign_at_once_do_not_lose_one(office, key):
    make_ready(office, key)

    def another():
        office.signer.while_signing = lambda: None
        office.clock.forward(minutes=1)
        act(office, KASI).sign(key, credential=P12)

    office.signer.while_signing = another
    with pytest.raises(WrongStateError, match="baru saja ditandatangani"):
        act(office, KASI).sign(key, credential=P12)


def test_a_document_without_number_is_not_prepared(office, key):
    with pytest.raises(MissingRequirementError, match="Nomor"):
        make_ready(office, key, nomor=" ")


def test_only_officials_prepare(office, key):
    with pytest.raises(NotAllowedError):
        act(office, EKO).prepare(key, cara=BERSAMA, nomor="1", tanggal=DAY)
    assert not act(office, EKO).read(key).may_prepare


def test_a_file_that_did_not_arrive_is_not_signed(office, key):
    make_ready(office, key)
    with office.database.begin(actor="") as uow:
        uow.state.berkas.clear()
        uow.commit()
    assert act(office, KASI).read(key).ready is None


# --- elsewhere ---------------------------------------------------------------------------------


def test_what_comes_back_signed_is_ratified(office, key):
    make_ready(office, key, LAYANAN)
    sent = act(office).ready_pdf(key)
    with pytest.raises(SigningError, match="bukan dokumen yang dikirim"):
        act(office).take_returned(key, b"%PDF lain")
    act(office).take_returned(key, sent + f" signed elsewhere {KADIS.nama}".encode())
    assert stored(office, key).status is StatusLaporan.DISAHKAN
    assert act(office).read(key).cara is LAYANAN
    assert not office.documents.drawn[-1].elektronik


def test_a_document_for_a_service_is_not_signed_here(office, key):
    make_ready(office, key, LAYANAN)
    shown = act(office, KADIS).read(key)
    assert shown.may_ratify
    assert not shown.may_sign
    with pytest.raises(WrongStateError, match="dengan cara ini"):
        act(office).ratify(key, credential=P12)


def test_without_a_prepared_document_there_is_nothing_to_send(office, key):
    with pytest.raises(WrongStateError, match="Belum ada naskah"):
        act(office).ready_pdf(key)


# --- late, and by another -----------------------------------------------------------------------

LATE = "Kepala Dinas rapat di Jakarta."


def sign_before_the_last(office, key):
    make_ready(office, key)
    for who in (KASI, KABID):
        act(office, who).sign(key, credential=P12)


def reasons(office, key):
    with office.database.begin(actor="") as uow:
        spt = uow.spt.get(uow.laporan.get(key).spt_id)
        return [one.keterlambatan for one in uow.queries.peristiwa(spt.triwulan)]


def test_a_late_ratification_by_three_asks_before_anything_is_signed(office, key):
    sign_before_the_last(office, key)
    assert act(office).read(key).terlambat == ""
    office.clock.forward(hours=2)
    assert act(office).read(key).terlambat.startswith("Langkah 6")
    assert act(office, KABID).read(key).terlambat == ""
    signed: list[str] = []
    office.signer.while_signing = lambda: signed.append("")
    with pytest.raises(MissingRequirementError, match="alasan keterlambatannya"):
        act(office).ratify(key, credential=P12)
    assert signed == []
    act(office).ratify(key, credential=P12, keterlambatan=LATE)
    assert LATE in reasons(office, key)


def test_a_late_return_from_a_service_says_why(office, key):
    make_ready(office, key, LAYANAN)
    returned = act(office).ready_pdf(key) + f" signed elsewhere {KADIS.nama}".encode()
    office.clock.forward(hours=2)
    with pytest.raises(MissingRequirementError, match="alasan keterlambatannya"):
        act(office).take_returned(key, returned)
    act(office).take_returned(key, returned, keterlambatan=LATE)
    assert LATE in reasons(office, key)


def test_who_stands_in_does_not_ratify_a_document_in_the_name_of_another(office, key):
    make_ready(office, key, LAYANAN)
    returned = act(office).ready_pdf(key) + f" signed elsewhere {EKO.nama}".encode()
    letter = Pelimpahan(
        PelimpahanId(""),
        EKO.id,
        Peran.KADIS,
        JenisPelimpahan.PLH,
        "SP Nomor 800/1 tanggal 20 November 2026",
        date(2026, 11, 23),
        date(2026, 11, 27),
    )
    office.seat(ADMIN).pelimpahan.save(letter)
    with pytest.raises(WrongStateError, match=f"atas nama {KADIS.nama}"):
        act(office, EKO).take_returned(key, returned)
    assert stored(office, key).status is StatusLaporan.DIVALIDASI


# --- ink ---------------------------------------------------------------------------------------


def test_a_scan_is_bound_to_the_ratified_file(office, key):
    with pytest.raises(WrongStateError, match="belum disahkan"):
        paper(office).attach_scan(key, PNG, "pindai.png")
    ratify(office, key)
    shown = act(office).read(key)
    assert shown.cara is CaraTandaTangan.BASAH
    assert shown.may_scan
    office.clock.forward(minutes=1)
    paper(office, KABID).attach_scan(key, PNG, "pindai.bat")
    paper(office, KABID).attach_scan(key, PNG, "pindai.bat")
    scan, *others = act(office).read(key).files
    assert {one.macam for one in others} == {MacamArsip.DISAHKAN, MacamArsip.CUPLIKAN}
    assert scan.macam is MacamArsip.PINDAIAN
    assert scan.induk == stored(office, key).berkas_sha256
    assert scan.nama == "pindai.bat.png"
    assert paper(office).open(scan) == PNG


def test_a_laporan_on_paper_is_not_delivered_before_its_scan(office, key):
    ratify(office, key)
    send = {"nomor_pengantar": "400/2", "tanggal": DAY}
    with pytest.raises(MissingRequirementError, match="pindaiannya belum"):
        office.seat(KABID).laporan.deliver(key, **send)
    paper(office, KABID).attach_scan(key, PNG, "pindai.png")
    office.seat(KABID).laporan.deliver(key, **send)
    assert stored(office, key).status is StatusLaporan.DISAMPAIKAN


def test_the_scan_of_another_laporan_is_refused(office, key):
    ratify(office, key)
    kode = act(office).read(key).kode
    with pytest.raises(InvalidValueError, match="bukan milik laporan ini"):
        paper(office).attach_scan(key, b"%PDF- kode 0000-0000-0000-0000", "lain.pdf")
    paper(office).attach_scan(key, f"%PDF- kode {kode}".encode(), "benar.pdf")


def test_what_is_no_scan_is_refused(office, key):
    ratify(office, key)
    with pytest.raises(InvalidValueError, match="bukan pindaian"):
        paper(office).attach_scan(key, b"catatan", "catatan.txt")


# --- receipt -----------------------------------------------------------------------------------


def test_the_receipt_is_recorded_with_its_date_and_scan(office, key):
    ratify(office, key, P12)
    receipt = {"penerima": " Bagian Umum ", "data": PNG, "nama": "terima.png"}
    with pytest.raises(WrongStateError, match="sesudah laporan disampaikan"):
        paper(office, KABID).record_receipt(key, tanggal=DAY, **receipt)
    office.seat(KABID).laporan.deliver(key, nomor_pengantar="400/2", tanggal=DAY)
    assert act(office, KABID).read(key).may_receive
    with pytest.raises(InvalidValueError, match="sebelum tanggal surat"):
        paper(office, KABID).record_receipt(key, tanggal=date(2026, 11, 1), **receipt)
    with pytest.raises(MissingRequirementError, match="penerima"):
        paper(office).record_receipt(key, tanggal=DAY, **(receipt | {"penerima": " "}))
    office.clock.forward(days=7)
    paper(office, KABID).record_receipt(key, tanggal=date(2026, 11, 30), **receipt)
    kept = act(office).read(key).files[0]
    assert kept.macam is MacamArsip.TANDA_TERIMA
    assert kept.tanggal == date(2026, 11, 30)
    assert kept.keterangan == "Bagian Umum"


# --- after signing -----------------------------------------------------------------------------


def test_what_changes_after_ratification_is_told(office, key):
    ratify(office, key, P12)
    assert act(office).read(key).perubahan == ()
    with office.database.begin(actor="lain") as uow:
        kept = uow.laporan.get(key)
        uow.laporan.save(replace(kept, kesimpulan="Kesimpulan lain."))
        uow.commit()
    (change,) = act(office).read(key).perubahan
    assert change.tempat == "kesimpulan"
    assert change.menjadi == "Kesimpulan lain."
    assert change.semula


def test_without_the_frozen_facts_nothing_is_claimed(office, key):
    ratify(office, key, P12)
    with office.database.begin(actor="") as uow:
        uow.state.berkas.clear()
        uow.commit()
    shown = act(office).read(key)
    assert shown.perubahan == ()
    assert not shown.may_pack


def test_a_revised_laporan_names_the_one_it_replaces(office, key, spt_id):
    with pytest.raises(WrongStateError, match="belum disahkan"):
        act(office).reopen(key, alasan="Nilai satu pegawai keliru.")
    ratify(office, key, P12)
    with pytest.raises(MissingRequirementError, match="Alasan"):
        act(office).reopen(key, alasan="keliru")
    act(office, KABID).reopen(key, alasan="Nilai satu pegawai keliru.")
    again = stored(office, key)
    assert again.status is StatusLaporan.DIKEMBALIKAN
    assert again.nomor == again.berkas_sha256 == ""
    assert MacamArsip.DISAHKAN in kinds(office, key)
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, key, until=5)
    office.clock.forward(days=1)
    office.seat(KADIS).laporan.ratify(
        key, nomor="400/2", tanggal=date(2026, 11, 26), credential=P12
    )
    dokumen = office.documents.drawn[-1]
    assert dokumen.menggantikan == "Laporan Nomor 400/1 tanggal 25 November 2026"
    shown = act(office).read(key)
    assert shown.menggantikan == dokumen.menggantikan
    assert shown.perubahan == ()


def test_a_draft_that_is_not_validated_shows_its_files_only(office, spt_id, lembar_id):
    assert lembar_id
    office.seat(RAHMAT).laporan.compose(spt_id)
    shown = act(office).read(laporan_id_for(spt_id))
    assert shown.files == ()
    assert not shown.may_prepare
    with pytest.raises(WrongStateError):
        act(office).ready_pdf(laporan_id_for(spt_id))


def test_files_of_a_laporan_travel_with_its_records(office, key):
    ratify(office, key)
    with office.database.begin(actor="") as uow:
        going = list(travelling(uow, list(uow.state.changes.values())))
    assert {one.macam for one in going} == {MacamArsip.DISAHKAN, MacamArsip.CUPLIKAN}


def test_a_file_whose_bytes_never_arrived_does_not_travel(office, key):
    ratify(office, key)
    with office.database.begin(actor="") as uow:
        changes = list(uow.state.changes.values())
        uow.state.berkas.clear()
        assert list(travelling(uow, changes)) == []
