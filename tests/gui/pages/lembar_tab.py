"""The tab Lembar Penilaian as a person uses it, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.builders import a_temuan
from tests.gui.rest import rest
from tests.laptops import TRIWULAN, Laptop

from bina_desktop.application.contoh import APARATUR, KADIS, TIM
from bina_desktop.application.lembar_penilaian import LembarService
from bina_desktop.domain.lembar_penilaian import LembarId, StatusLembar
from bina_desktop.domain.pegawai import AparaturId, Kelompok
from bina_desktop.domain.penugasan import AnggotaTim, Kedudukan, SkTim, SkTimId, Spt, SptId
from bina_desktop.domain.wilayah import KodeWilayah
from bina_desktop.formengine.client import Choice, DataType, NodeKind
from bina_desktop.ui.form.entry import FormEntry
from bina_desktop.ui.jobs import Jobs
from bina_desktop.ui.pages.lembar_penilaian.page import LembarPenilaianPage

SELUMA, BENGKULU = SptId("spt-seluma"), SptId("spt-bengkulu")
OPERATOR = next(
    a for a in APARATUR if a.kode_wilayah == "17.05" and a.kelompok is Kelompok.OPERATOR
)


def send_out(laptop: Laptop) -> None:
    """Order two visits."""
    team = tuple(AnggotaTim(p.id, Kedudukan.ANGGOTA) for p in TIM)
    with laptop.write() as uow:
        sk = SkTim(SkTimId("sk"), TRIWULAN, date(2026, 10, 1), KADIS.id, team)
        uow.sk_tim.save(sk)
        for key, kode in ((SELUMA, "17.05"), (BENGKULU, "17.71")):
            spt = Spt(
                key,
                sk.id,
                TRIWULAN,
                KodeWilayah(kode),
                date(2026, 11, 20),
                date(2026, 11, 23),
                date(2026, 11, 24),
                KADIS.id,
                tuple(p.id for p in TIM[:2]),
                nomor="800.1.11.1/42/2026",
            )
            uow.spt.save(spt)
        uow.commit()


@dataclass
class Tab:
    """The tab, its jobs, and what stands behind it."""

    page: LembarPenilaianPage
    lembar: LembarService
    jobs: Jobs
    qtbot: QtBot

    def settle(self) -> None:
        rest(self.qtbot, self.jobs)

    def choose(self, nama: str) -> None:
        assert self.page.daftar.table.select(lambda line: line.nama == nama)

    def press_main(self) -> None:
        self.page.daftar.open_button.click()
        self.settle()

    @property
    def entry(self) -> FormEntry:
        assert self.page.entry is not None
        return self.page.entry

    def rows(self) -> list[tuple[str, ...]]:
        model = self.page.daftar.table.model()
        return [
            tuple(str(model.index(r, c).data()) for c in range(model.columnCount()))
            for r in range(model.rowCount())
        ]

    def fill(self) -> None:
        """Answer until nothing is wrong, as the form asks."""
        controller = self.entry.controller
        for _ in range(5):
            for problem in controller.problems():
                node = controller.session.node(problem.ref)
                controller.commit(problem.ref, answer_for(node.kind, node.data_type, node.choices))
        assert not controller.problems()

    @property
    def words(self) -> str:
        labels = self.page.findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisible())


def answer_for(kind: NodeKind, data_type: DataType, choices: Sequence[Choice]) -> str:
    if kind is NodeKind.SELECT_ONE:
        values = [choice.value for choice in choices]
        return "4" if "4" in values else values[0]
    if data_type is DataType.DATE:
        return "23-11-2026"
    return "40" if data_type in {DataType.INTEGER, DataType.DECIMAL} else "Sesuai uji petik."


def status(tab: Tab) -> StatusLembar:
    (sheet,) = tab.lembar.lembar(SELUMA)
    return sheet.status


def pdf_of(lembar_id: LembarId) -> bytes:
    return f"%PDF-1.7 {lembar_id}".encode()


def blank_of(spt_id: SptId, formulir: str, aparatur_id: AparaturId | None) -> bytes:
    return f"%PDF-1.7 {spt_id} {formulir} {aparatur_id}".encode()


def recommend(laptop: Laptop, *, rekomendasi: Sequence[str]) -> None:
    """Let an earlier visit to Seluma leave recommendations open."""
    with laptop.write() as uow:
        spt = uow.spt.get(SELUMA)
        before = replace(spt, id=SptId("spt-lalu"), triwulan=TRIWULAN.sebelum)
        uow.spt.save(before)
        for number, text in enumerate(rekomendasi, start=1):
            uow.temuan.save(
                a_temuan(
                    f"0{number}c4d2e1-7a55-5f3b-9c11-2d6f0b1e8a4{number}",
                    before.id,
                    kondisi="Antrean loket lebih dari dua jam pada hari pasar.",
                    rekomendasi=text,
                    tenggat=date(2026, 9, 30),
                )
            )
        uow.commit()
