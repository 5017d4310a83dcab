"""The tab Lembar Penilaian on a real database, with the shipped forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pytestqt.qtbot import QtBot
from tests.gui.fake_gate import FakeGate
from tests.gui.fake_services import World
from tests.gui.pages.lembar_tab import (
    SELUMA,
    Tab,
    blank_of,
    pdf_of,
    send_out,
)
from tests.laptops import TRIWULAN, Laptop, a_laptop

from bina_desktop.application.actor import Acting
from bina_desktop.application.contoh import TIM, fill_sample
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.kiosk import KioskService
from bina_desktop.application.lampiran import LampiranService
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.application.riwayat import RiwayatService
from bina_desktop.application.services import Services
from bina_desktop.application.utas import UtasService
from bina_desktop.domain.wilayah import parse_wilayah
from bina_desktop.settings import load_settings
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pages.lembar_penilaian.page import LembarPenilaianPage


@pytest.fixture
def laptop(template: Path, tmp_path: Path) -> Iterator[Laptop]:
    made = a_laptop(template, tmp_path / "laptop.db")
    fill_sample(made.begin)
    yield made
    made.close()


@pytest.fixture
def open_tab(
    qtbot: QtBot, jobs: Jobs, laptop: Laptop, formulir: FormulirService
) -> Callable[..., Tab]:
    def opened(person: object = TIM[0]) -> Tab:
        settings = load_settings(data_dir=Path("tidak-dipakai"))
        wilayah = parse_wilayah(
            (settings.resources_dir / "wilayah.csv").read_text(encoding="utf-8")
        )
        nama, nip = getattr(person, "nama"), getattr(person, "nip")  # noqa: B009
        acting = Acting(laptop.begin, laptop.clock, nama, nip)
        service = LembarService(acting, formulir, wilayah)
        services = cast(
            "Services",
            SimpleNamespace(
                lembar=service,
                kiosk=KioskService(acting, formulir, wilayah),
                cetak=SimpleNamespace(lembar=pdf_of, blangko=blank_of),
                lampiran=LampiranService(acting, service, batas=10**6),
                utas=UtasService(acting),
                riwayat=RiwayatService(acting, formulir, wilayah),
            ),
        )
        page = LembarPenilaianPage(services, jobs, FakeGate(World(), Path()))
        qtbot.addWidget(page)
        jobs.changed.connect(lambda _changes: page.refresh())
        page.resize(1366, 690)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        tab = Tab(page, service, jobs, qtbot)
        page.set_triwulan(TRIWULAN)
        tab.settle()
        return tab

    return opened


@pytest.fixture
def tab(laptop: Laptop, open_tab: Callable[..., Tab]) -> Tab:
    send_out(laptop)
    made = open_tab()
    made.page.show_spt(SELUMA)
    made.settle()
    return made
