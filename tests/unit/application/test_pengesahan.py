"""SOP step 6: frozen, drawn and signed with no transaction open."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.builders import KADIS, KASI, RAHMAT
from tests.fake_adapters import P12
from tests.installations import assess, prepare, review

from bina_desktop.application.signature import Pkcs12
from bina_desktop.domain.errors import (
    MissingRequirementError,
    NotFoundError,
    SigningError,
    WrongStateError,
)
from bina_desktop.domain.laporan import StatusLaporan, laporan_id_for


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def lembar_id(office, spt_id, ratna):
    return assess(office.seat(RAHMAT), spt_id, ratna)


@pytest.fixture
def laporan_id(office, spt_id, lembar_id):
    """A validated draft on the desk of the Kepala Dinas."""
    assert lembar_id
    office.seat(RAHMAT).laporan.compose(spt_id)
    review(office, laporan_id_for(spt_id), until=5)
    return laporan_id_for(spt_id)


def ratify(office, laporan_id, *, credential: Pkcs12 | None = P12, nomor="400/1"):
    return office.seat(KADIS).laporan.ratify(
        laporan_id,
        nomor=nomor,
        tanggal=date(2026, 11, 25),
        credential=credential,
    )


def stored(office, laporan_id):
    with office.database.begin(actor="") as uow:
        return uow.laporan.get(laporan_id)


def test_nothing_is_open_while_drawing_and_signing(office, laporan_id):
    seen: list[int] = []
    office.documents.while_drawing = lambda: seen.append(office.database.open_units)
    office.signer.while_signing = lambda: seen.append(office.database.open_units)
    ratify(office, laporan_id)
    assert seen == [0, 0]


def test_the_signed_bytes_are_frozen(office, laporan_id, lembar_id):
    seat = office.seat(KADIS)
    with pytest.raises(WrongStateError, match="belum disahkan"):
        seat.laporan.final_pdf(laporan_id)
    ratify(office, laporan_id)
    pdf = seat.laporan.final_pdf(laporan_id)
    assert b"signed Hasanuddin Rahim Bengkulu" in pdf
    dokumen = office.documents.drawn[-1]
    assert dokumen.disahkan
    assert dokumen.elektronik
    assert dokumen.nomor == "400/1"
    assert dokumen.pengesahan.pengesah.nama == "Hasanuddin Rahim"
    assert dokumen.pengesahan.disusun == date(2026, 11, 23)

    with office.database.begin(actor="lain") as uow:
        uow.lembar.save_answers(lembar_id, {"/data/penutup/kekuatan": "Lain"})
        uow.commit()
    assert seat.laporan.final_pdf(laporan_id) == pdf
    assert seat.cetak.laporan(laporan_id) == pdf


def test_the_snapshot_says_what_the_pdf_was_made_from(office, laporan_id):
    ratify(office, laporan_id)
    laporan = stored(office, laporan_id)
    with office.database.begin(actor="") as uow:
        snapshot = json.loads(uow.berkas.get(laporan.cuplikan_sha256))
    assert snapshot["nomor"] == "400/1"
    assert snapshot["aparatur"][0]["nilai_akhir"] == "85.00"
    assert snapshot["triwulan"] == "2026-T4"


def test_wet_ink_needs_no_certificate_and_no_number(office, laporan_id):
    ratify(office, laporan_id, credential=None, nomor=" ")
    assert b"signed" not in office.seat(KADIS).laporan.final_pdf(laporan_id)
    assert not office.documents.drawn[-1].elektronik
    assert stored(office, laporan_id).nomor == ""


def test_an_electronic_signature_needs_the_number_first(office, laporan_id):
    with pytest.raises(MissingRequirementError, match="Nomor"):
        ratify(office, laporan_id, nomor=" ")


def test_a_wrong_password_ratifies_nothing(office, laporan_id):
    with pytest.raises(SigningError):
        ratify(office, laporan_id, credential=Pkcs12(b"p12", "salah"))
    assert stored(office, laporan_id).status is StatusLaporan.DIVALIDASI


def test_what_changes_meanwhile_stops_ratification(office, laporan_id):
    def rewrite():
        with office.database.begin(actor="lain") as uow:
            uow.change("laporan", laporan_id, "kesimpulan", '"Lain"', _heads(uow, laporan_id))
            uow.commit()

    office.documents.while_drawing = rewrite
    with pytest.raises(WrongStateError, match="Isi laporan berubah"):
        ratify(office, laporan_id)
    assert stored(office, laporan_id).status is StatusLaporan.DIVALIDASI


def test_sheets_that_change_meanwhile_stop_ratification(office, laporan_id, lembar_id):
    def rescore():
        with office.database.begin(actor="lain") as uow:
            uow.lembar.save_answers(lembar_id, {"/data/penutup/rekomendasi": "Ikut bimtek"})
            uow.commit()

    office.signer.while_signing = rescore
    with pytest.raises(WrongStateError, match="Data kunjungan berubah"):
        ratify(office, laporan_id)
    assert stored(office, laporan_id).status is StatusLaporan.DIVALIDASI


def test_another_installation_does_not_have_the_file(office, laporan_id):
    ratify(office, laporan_id)
    with office.database.begin(actor="") as uow:
        uow.state.berkas.clear()
        uow.commit()
    with pytest.raises(NotFoundError, match="tidak tersimpan"):
        office.seat(KASI).laporan.final_pdf(laporan_id)
    assert office.seat(KASI).cetak.laporan(laporan_id).startswith(b"%PDF")


def test_a_pdf_is_verified_and_recognised(office, laporan_id):
    ratify(office, laporan_id)
    service = office.seat(KASI).laporan
    pdf = service.final_pdf(laporan_id)
    assert service.verify(pdf).ok
    assert "sama persis" in service.verify(pdf).explanation
    assert "bukan salah satu" in service.verify(pdf + b"x").explanation


def _heads(uow, laporan_id):
    return [head.id for head in uow.heads("laporan", laporan_id, "kesimpulan")]
