"""Four clerks, four processes, one server: they import overlapping sets of files at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import Popen

import pytest
from tests.e2e.clerk import start
from tests.e2e.damage import with_cell
from tests.e2e.installation import Installation, take_in
from tests.e2e.office_server import CLERKS, PASSWORD, Address
from tests.e2e.world import World

from bina_desktop.application.contoh import ADMIN, APARATUR, fill_sample
from bina_desktop.application.services import Services
from bina_desktop.bootstrap import SystemClock
from bina_desktop.storage.server import open_server

ORDERS = ((0, 1, 2), (2, 3, 1), (4, 3, 0), (3, 4, 2, 1))
"""Which files each clerk imports, in which order: each file is imported by two or three."""


@pytest.fixture(scope="module")
def files(world, tmp_path_factory) -> list[Path]:
    """What two laptops sent, one of it edited twice in Excel, and what the office sent itself."""
    folder = tmp_path_factory.mktemp("kiriman")
    edited = []
    for number, one in enumerate(APARATUR[:2]):
        path = folder / f"disunting-{number}.xlsx"
        with_cell(world.hasil("B")[0], path, "Aparatur", one.jabatan, f"Jabatan {number}")
        edited.append(path)
    return [*world.hasil("AB"), *edited, world.paket]


@pytest.fixture
def kantor(address) -> Address:
    """The sample office on a server."""
    with open_server(address(ADMIN.nip), PASSWORD, SystemClock()) as opened:
        fill_sample(opened.begin)
    return address


@pytest.fixture
def seat(kantor: Address, files: Sequence[Path], world: World) -> Callable[[int], Popen[str]]:
    """Start the process of a clerk; ready when it says so."""
    return lambda number: start(
        kantor(CLERKS[number]), PASSWORD, world.cache, [files[n] for n in ORDERS[number]]
    )


def begin(seated: Sequence[Popen[str]]) -> None:
    """Have all begin at one moment."""
    for clerk in seated:
        until(clerk, "READY")
    for clerk in seated:
        clerk.stdin.write("\n")
        clerk.stdin.flush()


def until(clerk: Popen[str], words: str) -> None:
    while (line := clerk.stdout.readline().strip()) != words:
        assert line or clerk.poll() is None, "the clerk's process ended"


def fates(clerk: Popen[str]) -> dict[str, str]:
    said, _ = clerk.communicate(timeout=200)
    assert clerk.returncode == 0, said
    return json.loads(said.splitlines()[-1])


@pytest.fixture
def url(kantor: Address) -> str:
    """The first clerk's way in."""
    return kantor(CLERKS[0])


@pytest.fixture
def serial(new_folder: Installation, files: Sequence[Path]) -> Services:
    """An office that took the files in one after another."""
    services = new_folder.sample()
    take_in(services, *files)
    return services


@pytest.mark.long
@pytest.mark.parametrize("killed", [False, True])
def test_nothing_is_lost_and_nothing_doubled(killed, seat, url, gate_to, serial):
    seated = [seat(number) for number in range(len(CLERKS))]
    begin(seated)
    if killed:
        assert seated[0].stdout.readline()  # its files are at hand: they are being taken in
        seated[0].kill()
        seated[0].communicate()
    told = [fates(clerk) for clerk in seated[killed:]]
    gate = gate_to(url)
    services = gate.unlock("", PASSWORD)
    if killed:
        left = services.unattended.interrupted()
        assert (left.done, len(left.rest)) == ((), len(ORDERS[0]) - 1)
        again = [seat(0)]
        begin(again)
        told += map(fates, again)
    assert gate.check(rebuild=True) == ()
    batches = services.batches.list()
    once = Counter(batch.nama_berkas for batch in serial.batches.list())
    assert Counter(batch.nama_berkas for batch in batches) == once
    assert {fate for one in told for fate in one.values()} == {"diterima", "sudah_diimpor"}
    taken = Counter(name for one in told for name, fate in one.items() if fate == "diterima")
    assert taken == once
    assert len(once) == len(ORDERS) + 1
    assert services.pertukaran.digest() == serial.pertukaran.digest()
    assert _brought(batches) == _brought(serial.batches.list())
    assert len(services.perbedaan.conflicts()) == len(serial.perbedaan.conflicts())


def _brought(batches) -> int:
    """Return how many changes all imports brought: each once, whoever brought it."""
    return sum(batch.new_changes for batch in batches)
