"""The office's PostgreSQL through the same door and the same services, shared by clerks."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote

import pytest
from tests.e2e.installation import Installation, take_in
from tests.e2e.office_server import OUTSIDER, PASSWORD, run
from tests.e2e.world import World

from bina_desktop.__main__ import main
from bina_desktop.application import pegawai
from bina_desktop.application.contoh import ADMIN, KASI, TIM, fill_sample
from bina_desktop.application.services import Services
from bina_desktop.bootstrap import SystemClock
from bina_desktop.domain.errors import DatabaseUnfitError, NotAllowedError, UnlockError
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran, StatusKepegawaian
from bina_desktop.storage.server import open_server


def test_the_first_clerk_becomes_administrator_and_lets_the_others_in(address, gate_to):
    gate = gate_to(address(ADMIN.nip))
    assert not gate.is_new()
    assert gate.users() == (ADMIN.nip,)
    services = gate.unlock(ADMIN.nip, PASSWORD)
    me = services.pegawai.me()
    assert (me.nip, me.status, me.peran) == (
        ADMIN.nip,
        StatusKepegawaian.PNS,
        frozenset({Peran.ADMIN}),
    )
    siti = gate_to(address("Siti Aminah")).unlock("", PASSWORD)
    rahmat = gate_to(address(TIM[0].nip)).unlock("", PASSWORD)
    assert (siti.pegawai.me(), rahmat.pegawai.me()) == (None, None)
    with pytest.raises(NotAllowedError, match="belum tercatat sebagai pegawai"):
        siti.pegawai.save_pegawai(KASI)
    services.pegawai.save_pegawai(replace(TIM[0], id=PegawaiId("")))
    services.pegawai.save_pegawai(
        Pegawai(PegawaiId(""), "Siti Aminah", status=StatusKepegawaian.NON_ASN)
    )
    assert rahmat.pegawai.me().nama == TIM[0].nama  # found by the NIP that the role is named by
    assert siti.pegawai.me().nama == "Siti Aminah"  # found by name
    assert siti.pertukaran.device() == services.pertukaran.device()
    assert gate.check(rebuild=True) == ()


def test_of_two_first_clerks_at_the_same_instant_one_becomes_administrator(
    address, gate_to, monkeypatch
):
    meeting = threading.Barrier(2)
    make = pegawai.first_administrator

    def make_beside_the_other(*who: str) -> Pegawai:
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=1)  # both get here only if both believe to be the first
        return make(*who)

    monkeypatch.setattr(pegawai, "first_administrator", make_beside_the_other)
    gates = [gate_to(address(role)) for role in (ADMIN.nip, TIM[0].nip)]
    with ThreadPoolExecutor(2) as pool:
        services = list(pool.map(lambda gate: gate.unlock("", PASSWORD), gates))
    people = services[0].pegawai.pegawai()
    assert [one.peran for one in people] == [frozenset({Peran.ADMIN})]
    assert sorted(one.pegawai.me() is None for one in services) == [False, True]


def test_a_wrong_password_is_a_sentence_also_where_the_url_has_one(
    address, gate_to, capsys, monkeypatch, tmp_path
):
    url = address(ADMIN.nip)
    with_secret = url.replace("@", f":{quote(PASSWORD, safe='')}@")
    for one in (url, with_secret):
        with pytest.raises(UnlockError, match=rf"Sandi “{ADMIN.nip}” .* tidak cocok"):
            gate_to(one).unlock(ADMIN.nip, "bukan sandinya")
    monkeypatch.setenv("BINA_PASSWORD", "bukan sandinya")
    words = ["--data", str(tmp_path), "--database", url, "digest"]
    assert main(words) == 2
    said = capsys.readouterr()
    assert "tidak cocok" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("BINA_PASSWORD", PASSWORD)
    assert main(words) == 0
    assert len(capsys.readouterr().out.strip()) == 64


@pytest.mark.long
def test_two_workbooks_give_the_digest_they_give_on_an_encrypted_file(
    address, gate_to, new_folder: Installation, world: World
):
    paths = world.hasil("AB")
    on_file = new_folder.sample()
    take_in(on_file, *paths)
    with open_server(address(ADMIN.nip), PASSWORD, SystemClock()) as opened:
        fill_sample(opened.begin)
    gate = gate_to(address(ADMIN.nip))
    on_server = gate.unlock(ADMIN.nip, PASSWORD)
    assert on_server.pegawai.me() == ADMIN
    take_in(on_server, *paths)
    assert on_server.pertukaran.digest() == on_file.pertukaran.digest()
    conflicts = [services.perbedaan.conflicts() for services in (on_server, on_file)]
    assert len(conflicts[0]) == len(conflicts[1]) > 0
    assert gate.check(rebuild=True) == ()


def test_clerks_who_save_at_the_same_time_wait_for_each_other(address, gate_to):
    first = gate_to(address(ADMIN.nip))
    admin = first.unlock("", PASSWORD)
    me = admin.pegawai.me()
    other = gate_to(address(ADMIN.nip)).unlock("", PASSWORD)
    start = threading.Barrier(2)
    failed: list[BaseException] = []

    def work(services: Services, clerk: int) -> None:
        try:
            start.wait()
            for number in range(12):
                name = f"Orang {clerk}-{number}"
                services.pegawai.save_pegawai(
                    Pegawai(PegawaiId(""), name, status=StatusKepegawaian.NON_ASN)
                )
                services.pegawai.save_pegawai(replace(me, jabatan=name))
        except BaseException as error:
            failed.append(error)

    threads = [
        threading.Thread(target=work, args=(services, clerk))
        for clerk, services in enumerate((admin, other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(admin.pegawai.pegawai()) == 25
    assert first.check(rebuild=True) == ()
    assert admin.perbedaan.conflicts() == []


def test_a_server_that_goes_away_is_said_and_work_goes_on_when_it_is_back(
    address, gate_to, clerks
):
    url = address(ADMIN.nip)
    name = url.rpartition("/kantor_")[2].partition("?")[0]
    services = gate_to(url).unlock("", PASSWORD)
    before = services.pertukaran.digest()
    postgres = clerks.format(name="postgres")
    run(
        postgres,
        f"ALTER DATABASE kantor_{name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'kantor_{name}'",
    )
    with pytest.raises(DatabaseUnfitError, match="Server basis data tidak menjawab"):
        services.pegawai.save_pegawai(replace(TIM[0], id=PegawaiId("")))
    run(postgres, f"ALTER DATABASE kantor_{name} ALLOW_CONNECTIONS true")
    assert services.pertukaran.digest() == before


def test_what_belongs_to_the_server_is_said(address, gate_to):
    gate = gate_to(address(ADMIN.nip))
    gate.unlock("", PASSWORD)
    with pytest.raises(DatabaseUnfitError, match="pg_dump"):
        gate.backup()
    with pytest.raises(DatabaseUnfitError, match="diatur di server itu"):
        gate.add_user("Siti", PASSWORD)
    with pytest.raises(UnlockError, match="diatur oleh pengelola server"):
        gate.reset_password("Siti", "kunci", PASSWORD)


def test_a_role_without_rights_and_a_database_that_is_not_there(address, gate_to):
    with pytest.raises(DatabaseUnfitError, match="belum diberi hak"):
        gate_to(address(OUTSIDER)).unlock("", PASSWORD)
    missing = address(ADMIN.nip).replace("kantor_", "tidak_ada_")
    with pytest.raises(DatabaseUnfitError, match=r"tidak ada\. Periksa alamat"):
        gate_to(missing).unlock("", PASSWORD)


@pytest.mark.parametrize(
    "url",
    [
        "kantor",
        "mysql://rahmat@kantor/bina",
        "postgresql://rahmat@kantor/bina",
        "postgresql+psycopg://kantor/bina",
        "postgresql+psycopg://rahmat@kantor",
        "postgresql+psycopg://rahmat@kantor:pintu/bina",
        "postgresql+psycopg://[rahmat@kantor",
    ],
)
def test_an_address_that_cannot_be_right_is_said(gate_to, url):
    gate = gate_to(url)
    assert len(gate.users()) <= 1
    with pytest.raises(DatabaseUnfitError, match=r"Tulis seperti postgresql\+psycopg://NAMA@"):
        gate.unlock("", PASSWORD)


def test_a_server_that_does_not_answer_is_said(gate_to, tmp_path):
    gate = gate_to(f"postgresql+psycopg://rahmat@/bina?host={tmp_path}")
    with pytest.raises(DatabaseUnfitError, match="tidak menjawab"):
        gate.unlock("rahmat", PASSWORD)
