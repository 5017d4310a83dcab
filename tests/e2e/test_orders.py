"""Two laptops and an office: whatever the order and however often, one database."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.installation import Installation, answers_for, send, take_in

from bina_desktop.application.contoh import ADMIN, KABID, KADIS, KASI, TIM
from bina_desktop.application.journal import Fate
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.errors import NotAllowedError
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN, StatusLembar
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah

KOTA, SELUMA = KodeWilayah("17.71"), KodeWilayah("17.05")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The office before any result came back, and the exports of two laptops."""
    root = tmp_path_factory.mktemp("dunia")
    office = Installation(root / "kantor", cache=root / "cache")
    triwulan, visits = set_up_office(office)
    send(
        office.enter(ADMIN),
        root / "paket.xlsx",
        JenisPaket.PAKET_TUGAS,
        *visits.values(),
    )
    office.leave()
    for name, person, kodes in (("A", TIM[0], [KOTA]), ("B", TIM[1], [SELUMA, KOTA])):
        laptop = Installation(root / f"laptop{name}", cache=root / "cache")
        services = laptop.laptop_of(person)
        take_in(services, root / "paket.xlsx")
        for kode in kodes:
            fill_visit(services, visits[kode], seed=name)
        send(
            services,
            root / f"{name}.xlsx",
            JenisPaket.HASIL_LAPANGAN,
            *(visits[kode] for kode in kodes),
        )
        laptop.leave()
    return root, triwulan, visits


def set_up_office(office: Installation) -> tuple[Triwulan, dict[KodeWilayah, SptId]]:
    office.sample()
    services = office.enter(KADIS)
    triwulan = services.beranda.triwulan_now()
    services.penugasan.issue_perintah(triwulan, kepada=KABID.id, isi="Bentuk Tim.", batas=None)
    services = office.enter(KABID)
    places = (Kedudukan.KETUA, Kedudukan.SEKRETARIS, Kedudukan.ANGGOTA)
    day = triwulan.mulai
    services.penugasan.form_team(
        triwulan,
        tanggal=day,
        nomor="",
        anggaran="",
        anggota=[AnggotaTim(p.id, k) for p, k in zip(TIM, places, strict=True)],
    )
    for number, kode in enumerate((KOTA, SELUMA)):
        start = day + timedelta(days=7 * number)
        services.penugasan.issue_spt(
            triwulan,
            kode_wilayah=kode,
            tanggal=day,
            mulai=start,
            selesai=start + timedelta(days=1),
            petugas=[TIM[0].id, TIM[1].id],
            nomor="",
            anggaran="",
        )
    return triwulan, {spt.kode_wilayah: spt.id for spt in services.penugasan.state(triwulan).spt}


def fill_visit(services: Services, visit: SptId, *, seed: str) -> None:
    for officer in services.lembar.aparatur_without(visit)[:2]:
        lembar, _ = services.lembar.start(visit, FORM_LEMBAR_PENILAIAN, officer.id)
        session = services.lembar.open(lembar).session
        services.lembar.record_answers(lembar, answers_for(session, seed))
        finalised = services.lembar.finalise(lembar)
        assert finalised.problems == ()
        assert finalised.hasil is not None


def office_copy(root: Path, name: str) -> Installation:
    shutil.copytree(root / "kantor", root / name)
    return Installation(root / name, cache=root / "cache")


@pytest.fixture(scope="module")
def digests(world):
    root, _, _ = world
    found = {}
    for order in ("AB", "BA", "AAB", "BABA"):
        office = office_copy(root, order)
        services = office.enter(ADMIN)
        take_in(services, *(root / f"{letter}.xlsx" for letter in order))
        found[order] = services.pertukaran.digest()
        assert office.gate.check(rebuild=True) == ()
        office.leave()
    return found


def test_any_order_and_any_number_of_imports_give_one_database(digests):
    assert len(set(digests.values())) == 1, digests


def test_a_preview_changes_nothing_and_says_what_is_new(world):
    root, _, _ = world
    office = office_copy(root, "pratinjau")
    services = office.enter(ADMIN)
    before = services.pertukaran.digest()
    preview = services.pertukaran.preview(root / "A.xlsx", progress=Progress())
    assert services.pertukaran.digest() == before
    assert {row.fate for row in preview.rows} == {Fate.NEW, Fate.SAME}
    assert preview.needs_yes  # the laptop is not known here yet
    office.leave()


def test_settling_a_conflict_travels_and_closes_it(world):
    root, _, visits = world
    office = office_copy(root, "sengketa")
    services = office.enter(ADMIN)
    take_in(services, root / "A.xlsx", root / "B.xlsx")
    conflicts = services.pertukaran.conflicts()
    assert conflicts
    assert all(len(conflict.heads) == 2 for conflict in conflicts)
    with pytest.raises(NotAllowedError, match="tidak memiliki peran"):
        services.pertukaran.settle(conflicts[0], conflicts[0].heads[0].value)
    services = office.enter(KASI)
    chosen = conflicts[0]
    services.pertukaran.settle(chosen, chosen.heads[-1].value)
    left = services.pertukaran.conflicts()
    assert len(left) == len(conflicts) - 1
    for conflict in left:
        services.pertukaran.settle(conflict, conflict.heads[0].value)
    take_in(services, root / "A.xlsx", root / "B.xlsx")
    assert services.pertukaran.conflicts() == []
    rows = services.lembar.lembar(visits[KOTA])
    assert {row.status for row in rows} == {StatusLembar.FINAL}
    assert all(row.nilai_akhir is not None for row in rows)
    office.leave()
