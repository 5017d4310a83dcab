"""Laptops with a real database, as cheap as a copied file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bina_desktop.application.journal import AbsorbReport, Arriving
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.work import Progress
from bina_desktop.domain.bundle import bundled
from bina_desktop.domain.journal import Change
from bina_desktop.domain.lembar_penilaian import LembarId, LembarPenilaian
from bina_desktop.domain.pegawai import Pegawai, PegawaiId, Peran
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, SkTim, SkTimId, Spt, SptId
from bina_desktop.domain.soundness import vouched
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.storage.database import sqlite_engine, upgrade
from bina_desktop.storage.identity import ensure_identity
from bina_desktop.storage.unit_of_work import SqlBegin

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TRIWULAN = Triwulan(2026, 4)


class SettableClock:
    """Stands still until it is set."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, **parts: float) -> None:
        self.moment += timedelta(**parts)


class Laptop:
    """One installation."""

    def __init__(self, engine: Engine, clock: SettableClock | None = None) -> None:
        self.engine = engine
        self.clock = clock or SettableClock()
        self.identity = ensure_identity(engine)
        self.begin = SqlBegin(engine, self.identity, self.clock)

    @property
    def device(self) -> str:
        return self.identity.device

    @contextmanager
    def write(self, *, actor: str = "p1", reason: str = "") -> Iterator[UnitOfWork]:
        """Commit at the end of the block."""
        with self.begin(actor=actor, reason=reason) as uow:
            yield uow
            uow.commit()

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        with self.begin(actor="p1") as uow:
            yield uow

    def changes(self) -> Sequence[Change]:
        with self.read() as uow:
            return uow.journal.changes()

    def digest(self) -> str:
        with self.read() as uow:
            return uow.journal.digest()

    def receive(self, changes: Sequence[Change], *, nama: str = "hasil.xlsx") -> AbsorbReport:
        """Take in and commit, as a file brings it."""
        with self.write() as uow:
            return uow.journal.absorb(
                vouched(bundled(changes)), nama_berkas=nama, sha256="0" * 64, progress=Progress()
            )

    def receive_all(self, files: Sequence[Sequence[Change]]) -> Sequence[AbsorbReport]:
        """Take in and commit what several files bring, together."""
        arriving = [
            Arriving(vouched(bundled(changes)), f"{number}.xlsx", f"{number:064}")
            for number, changes in enumerate(files)
        ]
        with self.write() as uow:
            return uow.journal.absorb_all(arriving, progress=Progress())

    def close(self) -> None:
        self.engine.dispose()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a plain database with tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = sqlite_engine(path)
    upgrade(engine)
    engine.dispose()
    return path


def a_laptop(template: Path, path: Path, clock: SettableClock | None = None) -> Laptop:
    """Return a new installation on a copy of the template."""
    shutil.copyfile(template, path)
    return Laptop(sqlite_engine(path), clock)


def a_pegawai(key: str = "p1", **other: object) -> Pegawai:
    values: dict[str, object] = {"nama": "Budi Santoso", "peran": frozenset({Peran.TIM})}
    return Pegawai(id=PegawaiId(key), **{**values, **other})


def an_sk_tim(*members: str, key: str = "sk1") -> SkTim:
    anggota = tuple(AnggotaTim(PegawaiId(member), Kedudukan.ANGGOTA) for member in members)
    return SkTim(
        id=SkTimId(key),
        triwulan=TRIWULAN,
        tanggal=date(2026, 10, 1),
        ditetapkan_oleh=PegawaiId("kadis"),
        anggota=anggota,
    )


def an_spt(*petugas: str, key: str = "spt1", triwulan: Triwulan = TRIWULAN) -> Spt:
    return Spt(
        id=SptId(key),
        sk_tim_id=SkTimId("sk1"),
        triwulan=triwulan,
        kode_wilayah=KodeWilayah("17.71"),
        tanggal=date(2026, 10, 5),
        mulai=date(2026, 10, 7),
        selesai=date(2026, 10, 9),
        ditetapkan_oleh=PegawaiId("kadis"),
        petugas=tuple(map(PegawaiId, petugas)),
    )


def a_lembar(key: str = "l1", **other: object) -> LembarPenilaian:
    values: dict[str, object] = {"formulir": "lembar_penilaian", "versi": "1"}
    return LembarPenilaian(id=LembarId(key), spt_id=SptId("spt1"), **{**values, **other})
