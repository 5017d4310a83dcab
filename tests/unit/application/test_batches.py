"""Undo of imports, as people are told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import ADMIN, EKO, KABID, KASI, RAHMAT, SITI
from tests.installations import Installation, Seat, assess, prepare, review

from bina_desktop.application.actor import Acting
from bina_desktop.application.batch import BatchState
from bina_desktop.application.batches import UndoFate
from bina_desktop.application.work import Changes, Progress, Topic
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import (
    DatabaseUnfitError,
    ImportRefusedError,
    InvalidValueError,
    NeedsYesError,
    NotAllowedError,
    NotFoundError,
    WrongStateError,
)
from bina_desktop.domain.laporan import is_ratified, laporan_id_for
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.pegawai import Peran
from bina_desktop.domain.utas import JenisSasaran, KomentarId, Sasaran, Tindakan, Utas, say

A1 = "/data/aspek_a/indikator_a1/a1"
PAKET, HASIL = Path("paket.xlsx"), Path("hasil.xlsx")


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laptop(formulir, office, spt_id):
    """A field laptop that took in the Paket Tugas."""
    made = Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )
    send(office, KABID, spt_id, PAKET)
    take_in(made, RAHMAT.nama, PAKET)
    return made


def send(place, who, spt_id, path):
    jenis = JenisPaket.HASIL_LAPANGAN if path is HASIL else JenisPaket.PAKET_TUGAS
    place.seat(who).pertukaran.export(path, jenis, [spt_id], progress=Progress())


def take_in(place, who, path):
    service = place.seat(who).pertukaran
    preview = service.preview(path, progress=Progress())
    service.carry_out(preview, progress=Progress())
    return preview


def undo(place, who, **options):
    """Undo the newest import, or bring it back."""
    service = place.seat(who).batches
    newest = service.list()[0]
    back = newest.state is BatchState.UNDONE
    return service.undo(newest.id, restore=back, progress=Progress(), **options)


def preview_undo(place, who):
    service = place.seat(who).batches
    return service.preview_undo(service.list()[0].id, progress=Progress())


@pytest.fixture
def returned(office, laptop, spt_id, ratna):
    """The office took in a sheet that the laptop filled; returns its key."""
    key = assess(laptop.seat(RAHMAT), spt_id, ratna)
    office.clock.forward(hours=1)
    send(laptop, RAHMAT, spt_id, HASIL)
    take_in(office, ADMIN, HASIL)
    return key


@pytest.mark.usefixtures("returned")
def test_an_import_is_listed_with_names_and_its_file_is_kept(office):
    (batch,) = office.seat(KASI).batches.list()
    assert (batch.nama_berkas, batch.pelaku, batch.state) == (
        "hasil.xlsx",
        ADMIN.nama,
        BatchState.ACTIVE,
    )
    kept, room = office.seat(KASI).batches.room()
    assert batch.kept_bytes == kept > 0
    assert room == 200 * 1_048_576
    (arrived,) = office.seat(KASI).batches.arrived()
    assert (arrived.nama_berkas, arrived.asal, arrived.is_kept) == ("hasil.xlsx", "", True)


@pytest.mark.usefixtures("returned")
def test_an_undo_says_first_what_it_will_do(office):
    before = office.seat(KASI).pertukaran.digest()
    preview = preview_undo(office, KASI)
    assert not preview.restores
    assert preview.has_effect
    assert [(row.fate, row.jenis, row.nama) for row in preview.rows] == [
        (UndoFate.DELETED, "Lembar", "Ratna Dewi (Kabupaten Seluma)")
    ]
    assert office.seat(KASI).pertukaran.digest() == before


def test_an_undone_import_can_be_brought_back(office, returned, spt_id):
    assert Topic.LEMBAR in undo(office, KASI).topics
    assert list(office.seat(KASI).lembar.lembar(spt_id)) == []
    (batch,) = office.seat(KASI).batches.list()
    assert (batch.state, batch.state_by) == (BatchState.UNDONE, KASI.nama)
    preview = preview_undo(office, KASI)
    assert preview.restores
    assert [(row.fate, row.rincian) for row in preview.rows] == [(UndoFate.REVIVED, "")]
    assert returned in undo(office, KASI).records  # its figures are computed again
    assert office.seat(KASI).lembar.lembar(spt_id)[0].predikat == "Baik"
    assert office.seat(KASI).batches.list()[0].is_restored


@pytest.mark.usefixtures("returned")
def test_the_same_file_after_an_undo_is_told_plainly(office):
    undo(office, KASI)
    preview = office.seat(KASI).pertukaran.preview(HASIL, progress=Progress())
    assert preview.known_file
    assert preview.warnings[0].startswith(f"Impor berkas ini dibatalkan {KASI.nama} pada ")
    assert "Mengimpornya lagi tidak mengembalikan isinya" in preview.warnings[0]
    undo(office, KASI)
    preview = office.seat(KASI).pertukaran.preview(HASIL, progress=Progress())
    assert "dibatalkan" not in " ".join(preview.warnings)


def test_fields_return_with_their_values_told(office, laptop, spt_id, ratna):
    key, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    send(office, KABID, spt_id, PAKET)
    take_in(laptop, RAHMAT, PAKET)
    refs = [A1, "/data/identitas/jabatan", "/data/x", "/data/y"]
    laptop.seat(RAHMAT).lembar.record_answers(key, dict.fromkeys(refs, "4"))
    send(laptop, RAHMAT, spt_id, HASIL)
    take_in(office, ADMIN, HASIL)
    office.seat(SITI).lembar.record_answers(key, {"/data/y": "5"})
    returned, kept = preview_undo(office, ADMIN).rows
    assert returned.fate is UndoFate.RETURNED
    assert returned.rincian.startswith("Jabatan: 4 → Operator SIAK; A1. Tidak memerintahkan")
    assert "4 – Baik: di antara uraian skor 3 dan 5 → (kosong)" in returned.rincian
    assert kept.fate is UndoFate.KEPT
    assert kept.rincian == f"Sudah diubah sesudah impor oleh {SITI.nama}: /data/y"
    undo(office, ADMIN)
    assert office.seat(SITI).lembar.open(key).session.answers().get(A1, "") == ""


def test_many_fields_are_counted(office, laptop, spt_id, ratna):
    key, _ = office.seat(SITI).lembar.start(spt_id, FORM_LEMBAR_PENILAIAN, ratna.id)
    send(office, KABID, spt_id, PAKET)
    take_in(laptop, RAHMAT, PAKET)
    laptop.seat(RAHMAT).lembar.record_answers(key, {f"/data/{n}": "4" for n in "abcde"})
    send(laptop, RAHMAT, spt_id, HASIL)
    take_in(office, ADMIN, HASIL)
    (row,) = preview_undo(office, ADMIN).rows
    assert row.rincian.endswith("; dan 2 isian lain")


def test_a_ratified_laporan_and_a_review_stay(office, spt_id, returned):
    said = say(
        Utas(Sasaran(JenisSasaran.LEMBAR, returned, "")),
        Tindakan.TANYA,
        "Bukti mana?",
        key=KomentarId("k1"),
        spt_id=spt_id,
        pelaku=KASI.id,
        peran=Peran.KASI,
        waktu=office.clock.now(),
    )
    with office.database.begin(actor="uji") as uow:
        before = set(uow.state.changes)
        uow.komentar.add(said)
        uow.change("laporan", "r1", "status", '"disahkan"', [])
        uow.state.brought_by.update(dict.fromkeys(set(uow.state.changes) - before, "batch0"))
        uow.commit()
    rows = {row.jenis: row.rincian for row in preview_undo(office, KASI).rows}
    assert rows["Laporan"] == "Laporan yang sudah disahkan tetap; koreksinya laporan baru."
    assert rows["Tinjauan"] == "Perkataan dalam tinjauan tidak pernah ditarik."


def ratify(place, spt_id) -> bytes:
    """Have the Laporan of a visit signed; returns what was signed."""
    place.seat(RAHMAT).laporan.compose(spt_id)
    review(place, laporan_id_for(spt_id), until=6)
    return signed_pdf(place)


def signed_pdf(place) -> bytes:
    with place.database.begin(actor="uji") as uow:
        (laporan,) = uow.laporan.all()
        assert is_ratified(laporan.status)
        return uow.berkas.get(laporan.berkas_sha256)


def test_what_a_ratified_laporan_tells_of_is_undone_only_knowingly(office, returned, spt_id):
    signed = ratify(office, spt_id)
    before = office.seat(KASI).pertukaran.digest()
    preview = preview_undo(office, KASI)
    assert preview.ratified == ("Kabupaten Seluma",)
    with pytest.raises(NeedsYesError, match="perubahan sesudah pengesahan"):
        undo(office, KASI)
    assert office.seat(KASI).pertukaran.digest() == before
    undo(office, KASI, despite_ratified=True)
    assert list(office.seat(KASI).lembar.lembar(spt_id)) == []
    assert signed_pdf(office) == signed
    with pytest.raises(NeedsYesError):  # the sheet would come back under what was signed
        undo(office, KASI)
    undo(office, KASI, despite_ratified=True)
    assert [one.id for one in office.seat(KASI).lembar.lembar(spt_id)] == [returned]
    assert signed_pdf(office) == signed


@pytest.mark.usefixtures("returned")
def test_undoing_or_bringing_back_a_second_time_does_nothing(office):
    service = office.seat(KASI).batches
    (batch,) = service.list()
    for restore in (False, True):
        if restore:
            service.undo(batch.id, progress=Progress())
        done = service.undo(batch.id, restore=restore, progress=Progress())
        digest = office.seat(KASI).pertukaran.digest()
        again = service.undo(batch.id, restore=restore, progress=Progress())
        assert again == Changes.of()
        assert office.seat(KASI).pertukaran.digest() == digest
        assert service.get(batch.id).state is (
            BatchState.ACTIVE if restore else BatchState.UNDONE
        ), done


@pytest.mark.usefixtures("returned")
def test_only_whoever_imported_and_officials_may_undo(office, laptop):
    with pytest.raises(NotAllowedError, match="hanya dapat dibatalkan oleh"):
        undo(office, EKO)
    with pytest.raises(NotAllowedError):
        undo(office, "Siapa")
    assert Peran.TIM in RAHMAT.peran
    undo(laptop, RAHMAT)  # took it in himself, before a roster named him
    assert laptop.seat(RAHMAT).pegawai.me() is None  # who he is had come with it
    undo(laptop, RAHMAT)
    assert laptop.seat(RAHMAT).pegawai.me() == RAHMAT


def test_nothing_to_undo_is_told(office, returned):
    take_in(office, ADMIN, HASIL)
    with pytest.raises(WrongStateError, match="tidak membawa perubahan baru"):
        undo(office, ADMIN)
    with office.database.begin(actor=SITI.id) as uow:
        uow.change("lembar_penilaian", returned, A1, '"1"', [])
        uow.commit()
    service = office.seat(ADMIN).batches
    first = service.list()[-1].id
    assert not service.preview_undo(first, progress=Progress()).has_effect
    with pytest.raises(WrongStateError, match="sudah diubah sesudahnya"):
        service.undo(first, progress=Progress())


@pytest.mark.usefixtures("returned")
def test_a_kept_file_is_given_back_byte_by_byte(office, tmp_path):
    service = office.seat(KASI).batches
    sha256 = service.list()[0].sha256
    service.save_copy(sha256, tmp_path / "salinan.xlsx")
    data = (tmp_path / "salinan.xlsx").read_bytes()
    assert data == office.workbooks.load(HASIL)
    with pytest.raises(InvalidValueError, match="tidak dapat ditulis"):
        service.save_copy(sha256, tmp_path / "tidak" / "ada.xlsx")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InvalidValueError, match="tidak dapat ditulis"):
        service.save_copy(sha256, tmp_path / "folder")
    assert {path.name for path in tmp_path.iterdir()} == {"salinan.xlsx", "folder"}
    with pytest.raises(NotFoundError):
        service.save_copy("0" * 64, tmp_path / "b.xlsx")
    facts, _ = office.database.state.arrived[sha256]
    office.database.state.arrived[sha256] = (facts, b"lain")
    with pytest.raises(DatabaseUnfitError):
        service.save_copy(sha256, tmp_path / "c.xlsx")


def test_the_office_sets_how_much_is_kept(office, laptop, spt_id, ratna):
    service = office.seat(ADMIN).batches
    assert service.set_room(0).topics == {Topic.PERTUKARAN}
    assert service.room() == (0, 0)
    assess(laptop.seat(RAHMAT), spt_id, ratna)
    send(laptop, RAHMAT, spt_id, HASIL)
    take_in(office, ADMIN, HASIL)
    assert service.list()[0].kept_bytes == 0
    with pytest.raises(InvalidValueError, match="0 sampai"):
        service.set_room(-1)


@pytest.mark.usefixtures("returned")
def test_a_file_that_changed_since_its_preview_is_not_imported(office):
    service = office.seat(ADMIN).pertukaran
    preview = service.preview(HASIL, progress=Progress())
    content = office.workbooks.files[HASIL]
    office.workbooks.files[HASIL] = replace(content, export_id="lain")
    with pytest.raises(ImportRefusedError, match="berubah sesudah ditampilkan"):
        service.carry_out(preview, progress=Progress())


@pytest.mark.usefixtures("returned")
def test_two_who_undo_one_import_at_once_do_not_bring_it_back(office):
    said = []

    def begin(**options):
        if "dibatalkan" in options.get("reason", "") and not said:
            said.append(undo(office, ADMIN))
        return office.database.begin(**options)

    slower = Seat(office, Acting(begin, office.clock, KASI.nama, KASI.nip)).batches
    assert slower.undo(slower.list()[0].id, progress=Progress()) == Changes.of()
    assert said
    assert slower.list()[0].state is BatchState.UNDONE
