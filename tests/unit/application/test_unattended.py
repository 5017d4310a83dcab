"""Imports that nobody looks at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import ADMIN, KABID, KASI, SELUMA
from tests.installations import Installation, prepare
from tests.unit.application.sent_files import FOLDER, HASIL, LAIN, RUSAK, run, send, sending_laptop

from bina_desktop.application import unattended
from bina_desktop.application.batch import ArrivalState
from bina_desktop.application.cakupan import Lingkup
from bina_desktop.application.file_fate import FileFate
from bina_desktop.application.import_run import ImportRun
from bina_desktop.application.work import CancelledError, Progress, Topic
from bina_desktop.application.workbook import JenisPaket, Refusal, Rejection, Seal
from bina_desktop.domain.errors import (
    AlreadyTakenError,
    BinaError,
    MissingRequirementError,
    NotFoundError,
    PasswordRequiredError,
)


@pytest.fixture
def spt_id(office, ratna):
    return prepare(office, ratna)


@pytest.fixture
def laptop(formulir, office, spt_id, ratna):
    return sending_laptop(formulir, office, spt_id, ratna)


@pytest.mark.usefixtures("laptop")
def test_a_bad_file_stops_none_and_each_has_its_fate(office):
    outcomes = run(office, HASIL, RUSAK, LAIN, accept=True)
    assert [one.fate for one in outcomes] == [FileFate.TAKEN, FileFate.REFUSED, FileFate.TAKEN]
    assert "tidak dapat dibuka" in outcomes[1].reason
    assert outcomes[2].counts["baru"] == 1
    assert outcomes[2].changes is not None
    assert len(office.seat(ADMIN).batches.list()) == 2
    assert office.seat(ADMIN).unattended.interrupted() is None


@pytest.mark.usefixtures("laptop")
def test_what_is_in_doubt_waits_for_a_person(office):
    before = office.seat(KASI).pertukaran.digest()
    (outcome,) = run(office, HASIL, asal=FOLDER)
    assert outcome.fate is FileFate.WAITING
    assert "belum dikenal" in outcome.warnings[0]
    (arrived,) = office.seat(KASI).batches.arrived()
    assert (arrived.state, arrived.asal, arrived.is_kept) == (ArrivalState.WAITING, FOLDER, True)
    assert office.seat(KASI).pertukaran.digest() == before
    preview = office.seat(KASI).unattended.open_waiting(arrived.sha256, progress=Progress())
    assert preview.reading.nama_berkas == "hasil.xlsx"
    assert preview.needs_yes
    office.seat(KASI).pertukaran.carry_out(preview, progress=Progress())
    (arrived,) = office.seat(KASI).batches.arrived()
    assert arrived.state is ArrivalState.TAKEN
    (outcome,) = run(office, LAIN)  # the laptop is known from now on
    assert outcome.fate is FileFate.TAKEN


def test_one_in_doubt_stops_none_that_stand_beside_it(office, laptop, spt_id):
    run(office, HASIL, accept=True)
    locked = Path("terkunci.xlsx")
    send(laptop, spt_id, locked, WORDS)
    found = run(office, LAIN, locked, HASIL)
    fates = [FileFate.TAKEN, FileFate.WAITING, FileFate.KNOWN]
    assert [one.fate for one in found] == fates


@pytest.mark.usefixtures("laptop")
def test_the_same_file_is_never_taken_in_twice(office):
    run(office, HASIL, accept=True)
    (again,) = run(office, HASIL)
    assert again.fate is FileFate.KNOWN
    assert len(office.seat(ADMIN).batches.list()) == 1


@pytest.mark.usefixtures("laptop")
def test_a_file_that_another_clerk_took_in_meanwhile_is_known(office, monkeypatch):
    clerk = office.seat(ADMIN)
    read = office.workbooks.read

    def read_late(path, *, progress, password):
        monkeypatch.setattr(office.workbooks, "read", read)
        run(office, path, who=KASI, accept=True)
        return read(path, progress=progress, password=password)

    monkeypatch.setattr(office.workbooks, "read", read_late)
    (outcome,) = clerk.unattended.run([HASIL], accept=True, progress=Progress())
    assert outcome.fate is FileFate.KNOWN
    preview = clerk.pertukaran.preview(LAIN, progress=Progress())
    run(office, LAIN, who=KASI, accept=True)
    with pytest.raises(AlreadyTakenError, match="baru saja diimpor orang lain"):
        clerk.pertukaran.carry_out(preview, progress=Progress())
    assert len(clerk.batches.list()) == 2
    assert clerk.unattended.interrupted() is None


@pytest.mark.usefixtures("laptop")
def test_a_person_is_told_that_another_clerk_was_faster(office):
    preview = office.seat(KASI).pertukaran.preview(HASIL, progress=Progress())
    run(office, HASIL, accept=True)
    with pytest.raises(AlreadyTakenError, match="baru saja diimpor orang lain"):
        office.seat(KASI).pertukaran.carry_out(preview, progress=Progress())
    assert len(office.seat(KASI).batches.list()) == 1


@pytest.mark.usefixtures("laptop")
def test_in_a_watched_folder_what_waits_or_was_refused_is_not_looked_at_again(office):
    office.workbooks.refused = {LAIN}
    first = run(office, HASIL, LAIN, asal=FOLDER)
    office.workbooks.refused = set()
    second = run(office, HASIL, LAIN, asal=FOLDER)
    assert [one.fate for one in second] == [FileFate.WAITING, FileFate.REFUSED]
    assert [one.fate for one in first] == [one.fate for one in second]
    assert second[1].reason == first[1].reason
    by_hand = run(office, HASIL, LAIN, accept=True)
    assert {one.fate for one in by_hand} == {FileFate.TAKEN}


@pytest.mark.usefixtures("laptop")
def test_a_dry_run_stores_nothing(office):
    before = office.database.state
    outcomes = run(office, HASIL, RUSAK, dry_run=True)
    assert [one.fate for one in outcomes] == [FileFate.PREVIEWED, FileFate.REFUSED]
    assert office.database.state is before


@pytest.mark.usefixtures("laptop")
def test_rows_and_cells_that_are_not_taken_are_listed_with_their_place(office):
    office.workbooks.rejections = (Rejection("Aparatur", "C14", "NIP berupa angka."),)
    (outcome,) = run(office, HASIL, dry_run=True)
    assert outcome.refusals == (Refusal("hasil.xlsx", "Aparatur", "C14", "NIP berupa angka."),)


@pytest.mark.usefixtures("laptop")
def test_a_record_that_is_refused_is_listed_by_name(office, ratna):
    (change,) = [
        c
        for c in office.workbooks.files[HASIL].changes
        if (c.record, c.field) == (ratna.id, "nama")
    ]
    gone = replace(change, device="x:" + "0" * 64, seq=0, value="null", bases=(change.id,))
    office.workbooks.edits = (gone,)
    (outcome,) = run(office, HASIL, dry_run=True)
    (refusal,) = outcome.refusals
    assert (refusal.sheet, refusal.cell) == ("Aparatur", "Ratna Dewi")
    assert "wajib" in refusal.reason


@pytest.mark.usefixtures("laptop")
def test_a_broken_seal_waits_even_from_a_known_laptop(office):
    run(office, HASIL, accept=True)
    office.workbooks.seal = Seal.BROKEN
    (outcome,) = run(office, LAIN)
    assert outcome.fate is FileFate.WAITING


@pytest.mark.usefixtures("laptop")
def test_the_next_start_says_what_an_interrupted_import_took_in(office, monkeypatch):
    seat = office.seat(ADMIN)
    monkeypatch.setattr(ImportRun, "end", lambda _self: None)
    seat.unattended.run([HASIL, RUSAK], accept=True, progress=Progress())
    found = office.seat(ADMIN).unattended.interrupted()
    assert found is not None
    assert (found.done, found.current, found.rest) == (("hasil.xlsx", "rusak.xlsx"), "", ())
    assert "Semuanya sudah selesai" in found.sentence
    with office.database.begin(actor="") as uow:
        ImportRun(seat.acting).settle(uow, {0: "diterima"})  # nothing is left to be settled
        uow.commit()
    assert office.seat(ADMIN).unattended.interrupted() == found


class Dies(Progress):
    """Ends the program at the second file: nothing runs after it."""

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        if label == LAIN.name:
            raise SystemExit


@pytest.mark.usefixtures("laptop")
def test_what_was_under_way_is_named(office, monkeypatch):
    seat = office.seat(ADMIN)
    with monkeypatch.context() as power_cut:
        power_cut.setattr(unattended, "TOGETHER", 1)
        power_cut.setattr(ImportRun, "end", lambda _self: None)
        with pytest.raises(SystemExit):
            seat.unattended.run([HASIL, LAIN, RUSAK], accept=True, progress=Dies())
    found = office.seat(ADMIN).unattended.interrupted()
    assert found is not None
    assert (found.done, found.current, found.rest) == (
        ("hasil.xlsx",),
        "lain.xlsx",
        ("rusak.xlsx",),
    )
    assert "Impor 3 berkas" in found.sentence
    assert "“lain.xlsx” sedang diproses dan tidak ada isinya yang masuk" in found.sentence
    assert office.seat(ADMIN).unattended.take_interrupted() == found
    assert office.seat(ADMIN).unattended.take_interrupted() is None


@pytest.mark.usefixtures("laptop")
def test_of_files_in_one_transaction_one_that_fails_stops_none(office, monkeypatch):
    load = office.workbooks.load
    changed = lambda path: b"lain lagi" if path == LAIN else load(path)  # noqa: E731 - for a patch
    monkeypatch.setattr(office.workbooks, "load", changed)
    found = run(office, HASIL, LAIN, HASIL, RUSAK, accept=True)
    fates = [FileFate.TAKEN, FileFate.REFUSED, FileFate.KNOWN, FileFate.REFUSED]
    assert [one.fate for one in found] == fates
    assert "berubah" in found[1].reason
    assert [batch.nama_berkas for batch in office.seat(ADMIN).batches.list()] == [HASIL.name]
    assert {one.state for one in office.seat(ADMIN).batches.arrived()} == {
        ArrivalState.TAKEN,
        ArrivalState.REFUSED,
    }


@pytest.mark.usefixtures("laptop")
def test_a_look_that_fails_is_told_of_its_file(office, monkeypatch):
    seat = office.seat(ADMIN)

    def fails(*_given, **_named):
        raise BinaError("Cakram penuh.")

    monkeypatch.setattr(seat.pertukaran, "preview_of", fails)
    (found,) = seat.unattended.run([HASIL], dry_run=True, progress=Progress())
    assert (found.fate, found.reason) == (FileFate.REFUSED, "Cakram penuh.")


@pytest.mark.usefixtures("laptop")
def test_files_are_settled_when_the_next_takes_long_to_read(office, monkeypatch):
    monkeypatch.setattr(unattended, "PATIENCE", -1.0)
    found = run(office, HASIL, LAIN, accept=True)
    assert [one.fate for one in found] == [FileFate.TAKEN, FileFate.TAKEN]


@pytest.mark.usefixtures("laptop")
def test_a_wish_to_stop_leaves_what_was_done(office):
    progress = Progress()
    progress.cancel()
    service = office.seat(ADMIN).unattended
    with pytest.raises(CancelledError):
        service.run([HASIL], dry_run=True, progress=progress)
    (outcome,) = service.run([HASIL], progress=progress)
    assert outcome.fate is FileFate.STOPPED
    assert office.seat(ADMIN).unattended.interrupted() is None
    assert list(office.seat(ADMIN).batches.list()) == []


@pytest.mark.usefixtures("laptop")
def test_scopes_choose_visits(office, spt_id):
    service = office.seat(KABID).pertukaran
    (visit,) = service.visits(Lingkup.ALL, "", None)
    assert visit.id == spt_id
    for which in ("kabupaten seluma", SELUMA):
        assert [one.id for one in service.visits(Lingkup.KAB_KOTA, which, None)] == [spt_id]
    for which in ("", spt_id, visit.nomor):
        assert service.visits(Lingkup.VISIT, which, visit.triwulan) == [visit]
    with pytest.raises(MissingRequirementError, match="Belum ada SPT “7” pada Triwulan IV"):
        service.visits(Lingkup.VISIT, "7", visit.triwulan)
    with pytest.raises(MissingRequirementError, match="Belum ada SPT pada"):
        service.visits(Lingkup.VISIT, "", replace(visit.triwulan, tahun=2020))
    with pytest.raises(MissingRequirementError, match="Belum ada SPT “Atlantis”;"):
        service.visits(Lingkup.KAB_KOTA, "Atlantis", None)


def test_the_whole_database_travels_even_without_visits(formulir, office):
    office.populate()
    service = office.seat(ADMIN).pertukaran
    semua = Path("semua.xlsx")
    service.export(semua, JenisPaket.HASIL_LAPANGAN, [], progress=Progress(), whole=True)
    other = Installation(
        formulir, device="cccc2222dddd3333", workbooks=office.workbooks, clock=office.clock
    )
    run(other, semua, accept=True)
    assert other.seat(ADMIN).pertukaran.digest() == service.digest()
    assert office.workbooks.files[semua].keterangan == "Seluruh isi basis data"


def test_a_mark_that_is_gone_is_not_missed(office):
    office.populate()
    with office.database.begin(actor="") as uow:
        ImportRun(office.seat(ADMIN).acting).settle(uow, {0: "diterima"})
        uow.commit()
    ImportRun(office.seat(ADMIN).acting).end()
    assert office.seat(ADMIN).unattended.interrupted() is None


@pytest.mark.usefixtures("laptop")
def test_bytes_without_a_note_are_not_opened(office):
    with pytest.raises(NotFoundError):
        office.seat(ADMIN).unattended.open_waiting("0" * 64, progress=Progress())


def test_a_folder_is_watched_until_told_otherwise(office, tmp_path):
    office.populate()
    service = office.seat(ADMIN).unattended
    assert service.watched_folder() is None
    assert service.watch_folder(tmp_path).topics == {Topic.PERTUKARAN}
    assert service.watched_folder() == tmp_path
    assert office.seat(KASI).unattended.watched_folder() is None
    service.watch_folder(None)
    assert service.watched_folder() is None


@pytest.mark.usefixtures("laptop")
def test_files_of_a_watched_folder_are_taken_in_or_wait(office):
    folder = Path(FOLDER)
    take = office.seat(ADMIN).unattended.take_watched
    (first,), changes = take([HASIL], folder, progress=Progress())
    assert first.fate is FileFate.WAITING
    assert changes.topics == {Topic.PERTUKARAN}
    run(office, HASIL, accept=True)
    (second,), changes = take([LAIN], folder, progress=Progress())
    assert second.fate is FileFate.TAKEN
    assert Topic.LEMBAR in changes.topics
    assert office.seat(ADMIN).batches.arrived()[0].asal == FOLDER


# --- passwords -----------------------------------------------------------------------------------

WORDS = "kunjungan seluma november"


def test_a_locked_file_waits_for_its_password(office, laptop, spt_id):
    send(laptop, spt_id, HASIL, WORDS)
    (outcome,) = run(office, HASIL, asal=FOLDER)
    assert (outcome.fate, outcome.needs_password) == (FileFate.WAITING, True)
    assert "dilindungi kata sandi" in outcome.warnings[0]
    service = office.seat(ADMIN).unattended
    with pytest.raises(PasswordRequiredError):
        service.open_waiting(outcome.sha256, progress=Progress())
    preview = service.open_waiting(outcome.sha256, progress=Progress(), password=WORDS)
    assert preview.report.new_changes


def test_one_password_opens_several_and_a_wrong_one_stops_none(office, laptop, spt_id):
    send(laptop, spt_id, HASIL, WORDS)
    send(laptop, spt_id, LAIN, "kata sandi yang lain")
    first, second = run(office, HASIL, LAIN, accept=True, passwords=[WORDS])
    assert first.fate is FileFate.TAKEN
    assert (second.fate, second.needs_password) == (FileFate.WAITING, True)
    (again,) = run(office, LAIN, dry_run=True)
    assert (again.fate, again.needs_password) == (FileFate.WAITING, True)


def test_files_may_have_a_password_each(office, laptop, spt_id):
    send(laptop, spt_id, HASIL, WORDS)
    send(laptop, spt_id, LAIN, "kata sandi yang lain")
    found = run(office, HASIL, LAIN, accept=True, passwords=["kata sandi yang lain", WORDS])
    assert [one.needs_password for one in found] == [False, False]


def test_the_watched_folder_has_a_password_of_its_own(office, laptop, spt_id):
    send(laptop, spt_id, HASIL, WORDS)
    service = office.seat(ADMIN).unattended
    assert service.folder_password() == ""
    assert service.keep_folder_password(WORDS).topics == {Topic.PERTUKARAN}
    (outcome,), _ = service.take_watched([HASIL], Path(FOLDER), progress=Progress())
    assert (outcome.fate, outcome.needs_password) == (FileFate.WAITING, False)
    service.keep_folder_password("")
    assert service.folder_password() == ""
