"""The office's PostgreSQL through the same door and the same services, shared by clerks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import create_engine
from tests.e2e.installation import Installation, take_in
from tests.e2e.world import World

from bina_desktop.__main__ import main
from bina_desktop.application.contoh import ADMIN, KASI, TIM, fill_sample
from bina_desktop.application.services import Services
from bina_desktop.bootstrap import SystemClock, make_gate
from bina_desktop.domain.errors import DatabaseUnfitError, NotAllowedError, UnlockError
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran, StatusKepegawaian
from bina_desktop.settings import load_settings
from bina_desktop.storage.gate import LocalGate
from bina_desktop.storage.server import open_server

PASSWORD = "hujan di / bukit: 100%"
CLERKS = (ADMIN.nip, "Siti Aminah", TIM[0].nip)
GROUP = "bina_kantor"
OUTSIDER = "orang luar"

Address = Callable[[str], str]


def run(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement.replace("%", "%%"))
    engine.dispose()


@pytest.fixture(scope="module")
def clerks(server: str) -> str:
    """Give each clerk a role; the group owns what they make (see storage/server.py)."""
    statements = [f"CREATE ROLE {GROUP} NOLOGIN"]
    statements += [
        f"CREATE ROLE \"{role}\" LOGIN PASSWORD '{PASSWORD}'" for role in (*CLERKS, OUTSIDER)
    ]
    for role in CLERKS:
        statements += [f'GRANT {GROUP} TO "{role}"', f'ALTER ROLE "{role}" SET role = {GROUP}']
    run(server.format(name="postgres"), *statements)
    return server


@pytest.fixture
def address(clerks: str) -> Address:
    """Give the URL of one new database, in a role's name."""
    name = f"kantor_{uuid4().hex}"
    run(clerks.format(name="postgres"), f"CREATE DATABASE {name} OWNER {GROUP}")
    host = clerks.partition("?")[2]
    return lambda role: f"postgresql+psycopg://{quote(role)}@/{name}?{host}"


@pytest.fixture
def gate_to(tmp_path: Path, form_cache: Path) -> Iterator[Callable[[str], LocalGate]]:
    """Open doors to a URL; they are locked in the end."""
    made: list[LocalGate] = []

    def open_gate(url: str) -> LocalGate:
        settings = load_settings(data_dir=tmp_path / "klien", database=url)
        made.append(make_gate(replace(settings, cache_dir=form_cache)))
        return made[-1]

    yield open_gate
    for gate in made:
        gate.lock()


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
