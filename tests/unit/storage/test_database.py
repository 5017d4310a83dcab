from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bina_desktop.domain.arsip import Arsip
from bina_desktop.domain.duplikat import Duplikat
from bina_desktop.domain.errors import DatabaseUnfitError
from bina_desktop.domain.kantor import Kantor
from bina_desktop.domain.koreksi import Koreksi
from bina_desktop.domain.lampiran import Lampiran
from bina_desktop.domain.laporan import Laporan
from bina_desktop.domain.lembar_penilaian import LembarPenilaian
from bina_desktop.domain.nomor import NomorNaskah, Templat
from bina_desktop.domain.pegawai import Aparatur, Pegawai
from bina_desktop.domain.pelimpahan import Pelimpahan
from bina_desktop.domain.penugasan import Perintah, SkTim, Spt
from bina_desktop.domain.periksa import Periksa
from bina_desktop.domain.sop import Peristiwa
from bina_desktop.domain.temuan import Temuan
from bina_desktop.domain.tindak_lanjut import TindakLanjut
from bina_desktop.domain.utas import Komentar
from bina_desktop.storage.database import (
    check_library,
    driver,
    failure_sentence,
    schema_of,
    sqlcipher_engine,
    sqlite_engine,
    upgrade,
)
from bina_desktop.storage.entities import entities

KEY = bytes(range(32))
RECORDS: dict[str, Any] = {
    "kantor": Kantor,
    "pegawai": Pegawai,
    "aparatur": Aparatur,
    "perintah": Perintah,
    "sk_tim": SkTim,
    "spt": Spt,
    "lembar_penilaian": LembarPenilaian,
    "lampiran": Lampiran,
    "duplikat": Duplikat,
    "komentar": Komentar,
    "koreksi": Koreksi,
    "periksa": Periksa,
    "pelimpahan": Pelimpahan,
    "templat": Templat,
    "nomor_naskah": NomorNaskah,
    "laporan": Laporan,
    "arsip": Arsip,
    "peristiwa": Peristiwa,
    "temuan": Temuan,
    "tindak_lanjut": TindakLanjut,
}
"""What each journalled kind keeps."""


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_sqlite_that_may_corrupt_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(DatabaseUnfitError, match="cacat"):
        check_library(version)


def test_the_sqlite_we_ship_is_fit() -> None:
    check_library(driver.sqlite_version_info)


@pytest.mark.parametrize(
    ("pragma", "value"), [("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)]
)
def test_every_connection_is_durable(tmp_path: Path, pragma: str, value: object) -> None:
    engine = sqlcipher_engine(tmp_path / "a.db", KEY)
    with engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value
    engine.dispose()


def test_another_key_is_refused_without_a_word_on_stderr(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.db"
    engine = sqlcipher_engine(path, KEY)
    upgrade(engine)
    engine.dispose()
    other = sqlcipher_engine(path, bytes(32))
    with pytest.raises(DatabaseUnfitError, match="kuncinya tidak cocok"):
        schema_of(other)
    other.dispose()
    assert capfd.readouterr().err == ""
    assert b"SQLite format" not in path.read_bytes()


def test_a_database_of_a_newer_program_is_refused(template: Path) -> None:
    engine = sqlite_engine(template.with_name("newer.db"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    with pytest.raises(DatabaseUnfitError, match="lebih baru"):
        upgrade(engine)
    engine.dispose()


def test_upgrade_of_an_up_to_date_database_does_nothing(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "a.db")
    assert schema_of(engine) is None
    upgrade(engine)
    found = schema_of(engine)
    upgrade(engine)
    assert schema_of(engine) == found is not None
    engine.dispose()


@pytest.mark.parametrize("entity", RECORDS)
def test_every_field_of_the_domain_has_its_column(entity: str) -> None:
    kept = {"id", *entities()[entity].columns}
    for member in entities()[entity].members:
        kept |= set(member.columns)
    assert {field.name for field in fields(RECORDS[entity])} <= kept


def test_each_journalled_kind_keeps_one_record_of_the_domain() -> None:
    assert set(entities()) == set(RECORDS)


@pytest.mark.parametrize("module", ["keyring", "keyfile", "lock", "folder"])
def test_the_password_question_needs_no_sqlalchemy(module: str) -> None:
    code = (
        f"import sys, bina_desktop.storage.{module}; "
        "sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("database or disk is full", "Cakram penuh"),
        ("disk I/O error", "Cakram penuh"),
        ("database disk image is malformed", "rusak"),
        ("database is locked", "pekerjaan lain"),
    ],
)
def test_failures_that_a_person_can_mend_are_said(message: str, sentence: str) -> None:
    assert sentence in str(failure_sentence(message))


def test_any_other_failure_is_a_bug() -> None:
    assert failure_sentence("no such table: pegawai") is None
