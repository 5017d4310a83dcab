"""A kill at any point of an import: before or after, nothing between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.laptops import Laptop, a_pegawai

from bina_desktop.application.work import Progress
from bina_desktop.storage.database import sqlcipher_engine, upgrade
from bina_desktop.storage.maintenance import check_integrity, check_tables

pytestmark = pytest.mark.long

KEY = bytes(range(32))

DIE = """
import os, signal, sys
from pathlib import Path
from bina_desktop.application.work import Progress
from bina_desktop.storage.database import sqlcipher_engine
from tests.laptops import Laptop

class Deadly(Progress):
    left = int(sys.argv[3])
    def report(self, done, total=0, label=""):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

key = bytes(range(32))
sender = Laptop(sqlcipher_engine(Path(sys.argv[1]), key))
office = Laptop(sqlcipher_engine(Path(sys.argv[2]), key))
with office.begin(actor="p1") as uow:
    uow.journal.absorb(sender.changes(), nama_berkas="a", sha256="1", progress=Deadly())
    uow.commit()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def open_laptop(path: Path) -> Laptop:
    engine = sqlcipher_engine(path, KEY)
    upgrade(engine)
    return Laptop(engine)


class Fails(Progress):
    """Raises at its n-th report."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def report(self, done: int, total: int = 0, label: str = "") -> None:
        if self.left == 0:
            raise OSError("disk is full")
        self.left -= 1


@pytest.fixture
def sender(tmp_path: Path) -> Path:
    laptop = open_laptop(tmp_path / "sender.db")
    with laptop.write() as uow:
        for number in range(20):
            uow.pegawai.save(a_pegawai(f"p{number}"))
    laptop.close()
    return tmp_path / "sender.db"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
@pytest.mark.parametrize("step", range(6))
def test_a_killed_import_is_whole_or_absent(sender: Path, tmp_path: Path, step: int) -> None:
    path = tmp_path / "office.db"
    open_laptop(path).close()
    killed = subprocess.run([sys.executable, "-c", DIE, sender, path, str(step)], check=False)
    assert killed.returncode == -signal.SIGKILL
    laptop, office = open_laptop(sender), open_laptop(path)
    assert list(office.changes()) in ([], list(laptop.changes()))
    assert check_integrity(office.engine) == []
    assert check_tables(office.engine) == []
    office.receive(laptop.changes())
    assert office.digest() == laptop.digest()
    laptop.close()
    office.close()


@pytest.mark.parametrize("step", range(4))
def test_a_failed_import_leaves_no_trace(sender: Path, tmp_path: Path, step: int) -> None:
    laptop, office = open_laptop(sender), open_laptop(tmp_path / "office.db")
    with pytest.raises(OSError, match="disk is full"), office.write() as uow:
        uow.journal.absorb(laptop.changes(), nama_berkas="a", sha256="1", progress=Fails(step))
    assert office.changes() == []
    with office.read() as uow:
        assert uow.batches.all() == []
        assert uow.pegawai.all() == []
    laptop.close()
    office.close()
