"""The door to a data folder: made, opened, refused, rescued."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.e2e.installation import Installation

from bina_desktop.application.contoh import ADMIN, PEGAWAI, SAMPLE_PASSWORD, TIM
from bina_desktop.application.gate import FirstUser, KantorForm, RemovedUser
from bina_desktop.domain.errors import (
    DatabaseBusyError,
    DatabaseUnfitError,
    InvalidValueError,
    NotAllowedError,
    UnlockError,
)
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran, StatusKepegawaian
from bina_desktop.storage.folder import DATABASE_FILE, KEY_FILE

PASSWORD = "hujan di bukit barisan"
OTHER = "kopi pagi di pelabuhan"
DEWI = FirstUser(ADMIN.nama, ADMIN.nip, PASSWORD)
KANTOR = KantorForm("PEMERINTAH PROVINSI BENGKULU", "DINAS DUKCAPIL", "17", "Bengkulu", logo=b"x")

HOLD = """
import sys
from pathlib import Path
from bina_desktop.bootstrap import make_gate
from bina_desktop.settings import load_settings
gate = make_gate(load_settings(data_dir=Path(sys.argv[1])))
gate.unlock(sys.argv[2], sys.argv[3])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_new_office_has_its_letterhead_and_one_administrator(new_folder: Installation):
    gate = new_folder.gate
    assert gate.is_new()
    assert gate.users() == ()
    services, recovery = gate.create_office(DEWI, KANTOR)
    assert not gate.is_new()
    assert gate.users() == (ADMIN.nama,)
    assert len(recovery.split("-")) == 8
    assert services.folder == gate.folder
    me = services.pegawai.me()
    assert me is not None
    assert (me.peran, me.status) == (frozenset({Peran.ADMIN}), StatusKepegawaian.PNS)
    kantor = services.kantor.kantor()
    assert kantor is not None
    assert (kantor.nama, kantor.alamat, kantor.contoh) == ("DINAS DUKCAPIL", "", False)
    assert gate.check(rebuild=True) == ()


def test_the_password_of_who_is_in_can_be_asked_again(new_folder: Installation):
    gate = new_folder.gate
    with pytest.raises(UnlockError):
        gate.is_password(PASSWORD)
    services, _ = gate.create_office(DEWI, KANTOR)
    gate.add_user(TIM[0].nama, OTHER)
    assert gate.is_password(PASSWORD)
    assert not gate.is_password(OTHER)
    assert not gate.is_password("")
    assert services.kantor.kantor() is not None


@pytest.mark.parametrize(
    ("nip", "status"),
    [("", StatusKepegawaian.NON_ASN), ("199502232025212035", StatusKepegawaian.PPPK)],
)
def test_the_administrator_may_be_of_any_employment(new_folder, nip, status):
    services, _ = new_folder.gate.create_office(FirstUser("Nur Aisyah", nip, PASSWORD), KANTOR)
    assert services.pegawai.me().status is status


def test_a_laptop_knows_nobody_until_a_paket_tugas_names_its_user(new_folder: Installation):
    services, _ = new_folder.gate.create_laptop(FirstUser(TIM[0].nama, TIM[0].nip, PASSWORD))
    assert services.pegawai.me() is None
    assert services.kantor.kantor() is None
    assert services.penugasan.state(services.beranda.triwulan_now()).spt == ()


@pytest.mark.long
def test_everybody_of_the_sample_may_come_in_with_the_sample_password(new_folder: Installation):
    services, user, password = new_folder.gate.create_sample()
    assert (user, password) == (ADMIN.nama, SAMPLE_PASSWORD)
    assert services.kantor.kantor().contoh
    assert set(new_folder.gate.users()) == {p.nama for p in PEGAWAI}
    assert new_folder.enter(TIM[1]).pegawai.me() == TIM[1]


@pytest.mark.parametrize("password", ["pendek", "aaaaaaaaaaaaaa"])
def test_a_weak_password_is_refused_and_leaves_no_folder_half_made(new_folder, password):
    gate = new_folder.gate
    fault = gate.password_fault(password)
    assert "Kata sandi" in fault
    with pytest.raises(InvalidValueError) as refused:
        gate.create_laptop(FirstUser("Dewi", "", password))
    assert refused.value.sentence == fault
    assert gate.is_new()
    assert gate.password_fault(PASSWORD) == ""
    gate.create_laptop(FirstUser("Dewi", "", PASSWORD))


def test_a_wrong_password_is_a_sentence_and_the_right_one_still_opens(new_folder: Installation):
    gate = new_folder.gate
    gate.create_office(DEWI, KANTOR)
    gate.lock()
    for user, password in ((ADMIN.nama, OTHER), (ADMIN.nama, ""), ("Orang lain", PASSWORD)):
        with pytest.raises(UnlockError, match=r"kata sandi tidak cocok.*kunci pemulihan"):
            gate.unlock(user, password)
    assert gate.unlock(ADMIN.nama, PASSWORD).pegawai.me() is not None


def test_the_recovery_key_gives_a_new_password_and_ends_the_old_one(new_folder: Installation):
    gate = new_folder.gate
    _, recovery = gate.create_office(DEWI, KANTOR)
    gate.lock()
    with pytest.raises(UnlockError, match="salah ketik"):
        gate.reset_password(ADMIN.nama, recovery[:-1] + "!", OTHER)
    with pytest.raises(InvalidValueError, match="paling sedikit 12"):
        gate.reset_password(ADMIN.nama, recovery, "pendek")
    gate.unlock(ADMIN.nama, PASSWORD)  # a refused reset changed nothing and holds nothing
    gate.lock()
    services = gate.reset_password(ADMIN.nama, recovery.lower().replace("-", " "), OTHER)
    assert services.pegawai.me().nip == ADMIN.nip
    gate.lock()
    with pytest.raises(UnlockError):
        gate.unlock(ADMIN.nama, PASSWORD)
    gate.unlock(ADMIN.nama, OTHER)


def test_a_second_user_is_linked_to_the_roster_by_name(new_folder: Installation):
    gate = new_folder.gate
    services, _ = gate.create_office(DEWI, KANTOR)
    rahmat = Pegawai(PegawaiId(""), TIM[0].nama, TIM[0].nip, peran=frozenset({Peran.TIM}))
    services.pegawai.save_pegawai(rahmat)
    gate.add_user(rahmat.nama, OTHER)
    with pytest.raises(InvalidValueError, match="sudah ada"):
        gate.add_user(rahmat.nama, OTHER)
    assert gate.users() == (ADMIN.nama, rahmat.nama)
    gate.lock()
    rahmat_in = gate.unlock(rahmat.nama, OTHER)
    assert rahmat_in.pegawai.me().nip == rahmat.nip
    with pytest.raises(NotAllowedError, match="administrator"):
        rahmat_in.pegawai.save_pegawai(rahmat)


def test_services_kept_after_locking_reach_nothing(new_folder: Installation):
    gate = new_folder.gate
    services, _ = gate.create_office(DEWI, KANTOR)
    gate.lock()
    gate.lock()
    attempts = (
        services.pegawai.pegawai,
        services.pertukaran.digest,
        lambda: services.pegawai.save_pegawai(ADMIN),
        lambda: gate.add_user("Siti", OTHER),
        lambda: gate.check(rebuild=False),
        gate.backup,
    )
    for attempt in attempts:
        with pytest.raises(UnlockError, match="sedang terkunci"):
            attempt()
    again = gate.unlock(ADMIN.nama, PASSWORD)
    assert again.pegawai.me() is not None
    with pytest.raises(UnlockError, match="sedang terkunci"):
        services.pegawai.pegawai()


def test_who_is_removed_comes_in_no_more_and_the_others_do(new_folder: Installation):
    gate = new_folder.gate
    services, _ = gate.create_office(DEWI, KANTOR)
    digest = services.pertukaran.digest()
    gate.add_user("Siti", OTHER)
    with pytest.raises(InvalidValueError, match="Anda sendiri"):
        gate.remove_user(ADMIN.nama)
    assert gate.remove_user("Siti") == RemovedUser("", ())
    gate.lock()
    assert gate.users() == (ADMIN.nama,)
    with pytest.raises(UnlockError):
        gate.unlock("Siti", OTHER)
    assert gate.unlock(ADMIN.nama, PASSWORD).pertukaran.digest() == digest


def test_a_backup_opens_with_the_same_password(new_folder: Installation, tmp_path):
    gate = new_folder.gate
    services, _ = gate.create_office(DEWI, KANTOR)
    digest = services.pertukaran.digest()
    copy = Installation(gate.backup(), cache=tmp_path)
    try:
        assert copy.gate.unlock(ADMIN.nama, PASSWORD).pertukaran.digest() == digest
    finally:
        copy.leave()


@pytest.mark.long
def test_the_holder_is_named_and_its_death_frees_the_folder(new_folder: Installation):
    gate = new_folder.gate
    services, _ = gate.create_office(DEWI, KANTOR)
    digest = services.pertukaran.digest()
    gate.lock()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(gate.folder), ADMIN.nama, PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        try:
            assert holder.stdout.readline() == "open\n"
            with pytest.raises(DatabaseBusyError) as busy:
                gate.unlock(ADMIN.nama, PASSWORD)
            assert f"proses {holder.pid}" in busy.value.sentence
            assert "Tutup BINA Desktop di sana" in busy.value.sentence
        finally:
            holder.kill()
            holder.communicate()
    services = gate.unlock(ADMIN.nama, PASSWORD)
    assert services.pertukaran.digest() == digest
    assert gate.check(rebuild=True) == ()


def test_a_damaged_key_file_is_said_when_one_tries_to_enter(new_folder: Installation):
    gate = new_folder.gate
    gate.create_laptop(DEWI)
    gate.lock()
    (gate.folder / KEY_FILE).write_text("{", encoding="utf-8")
    assert not gate.is_new()
    assert gate.users() == ()
    with pytest.raises(UnlockError, match=r"Berkas kunci .* rusak"):
        gate.unlock(ADMIN.nama, PASSWORD)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """A file stands where the folder should be: as good as no permission, also for root."""
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    gate = Installation(tmp_path / "berkas" / "data", cache=tmp_path).gate
    assert gate.is_new()
    with pytest.raises(DatabaseUnfitError, match=r"tidak dapat dibaca atau ditulisi.*--data"):
        gate.create_laptop(DEWI)


def test_a_database_whose_office_was_refused_is_not_left_behind(new_folder: Installation):
    gate = new_folder.gate
    with pytest.raises(InvalidValueError):
        gate.create_office(DEWI, KantorForm("A", "B", "tujuh belas", "C"))
    assert gate.is_new()
    (gate.folder / DATABASE_FILE).mkdir(parents=True)
    with pytest.raises(InvalidValueError, match="sudah berisi"):
        gate.create_office(DEWI, KANTOR)
    assert gate.is_new()
