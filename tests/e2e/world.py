"""An office and two laptops that have met once: the ground of most end-to-end tests."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.e2e.installation import Installation, answers_for, send, take_in

from bina_desktop.application.contoh import ADMIN, KABID, KADIS, TIM
from bina_desktop.application.services import Services
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.domain.lembar_penilaian import FORM_LEMBAR_PENILAIAN
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import KodeWilayah

KOTA, SELUMA = KodeWilayah("17.71"), KodeWilayah("17.05")


@dataclass(frozen=True, slots=True)
class World:
    """The office before any result came back, its Paket Tugas, and the exports of two laptops.

    Nothing in `root` is changed by a test: an office is used as a copy.
    """

    root: Path
    cache: Path
    triwulan: Triwulan
    visits: Mapping[KodeWilayah, SptId]

    @property
    def paket(self) -> Path:
        """What the office sent."""
        return self.root / "paket.xlsx"

    def hasil(self, letters: str) -> list[Path]:
        """Return what the laptops sent back, as in `AAB`."""
        return [self.root / f"{letter}.xlsx" for letter in letters]

    def office(self, folder: Path) -> Installation:
        """Copy the office's data folder."""
        shutil.copytree(self.root / "kantor", folder)
        return Installation(folder, cache=self.cache)


def make_world(root: Path, cache: Path) -> World:
    """Play steps 1 to 3: order, team, SPT, Paket Tugas, two visits."""
    office = Installation(root / "kantor", cache=cache)
    triwulan, visits = set_up_office(office)
    world = World(root, cache, triwulan, visits)
    send(office.enter(ADMIN), world.paket, JenisPaket.PAKET_TUGAS, *visits.values())
    office.leave()
    for name, person, kodes in (("A", TIM[0], [KOTA]), ("B", TIM[1], [SELUMA, KOTA])):
        laptop = Installation(root / f"laptop{name}", cache=cache)
        services = laptop.laptop_of(person)
        take_in(services, world.paket)
        for kode in kodes:
            fill_visit(services, visits[kode], seed=name)
        mine = [visits[kode] for kode in kodes]
        send(services, *world.hasil(name), JenisPaket.HASIL_LAPANGAN, *mine)
        laptop.leave()
    return world


def set_up_office(office: Installation) -> tuple[Triwulan, dict[KodeWilayah, SptId]]:
    """Steps 1 to 3a on the sample: order, team, and an SPT for two kab/kota."""
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
    """Fill and finalise the sheets of the first two officers."""
    for officer in services.lembar.aparatur_without(visit)[:2]:
        lembar, _ = services.lembar.start(visit, FORM_LEMBAR_PENILAIAN, officer.id)
        session = services.lembar.open(lembar).session
        services.lembar.record_answers(lembar, answers_for(session, seed))
        finalised = services.lembar.finalise(lembar)
        assert finalised.problems == ()
        assert finalised.hasil is not None
