"""One installation of the program for end-to-end tests: a data folder and who is in."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bina_desktop.application.contoh import SAMPLE_PASSWORD
from bina_desktop.application.gate import FirstUser
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket
from bina_desktop.bootstrap import make_gate
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.domain.penugasan import SptId
from bina_desktop.formengine.client import DataType, Node, NodeKind, Session
from bina_desktop.settings import Settings, load_settings

TYPED = {DataType.DECIMAL: "90", DataType.INTEGER: "2026", DataType.DATE: "2020-01-31"}


class Installation:
    """The office or a laptop, on a real encrypted folder."""

    def __init__(self, folder: Path, *, cache: Path, forms: Path | None = None) -> None:
        """Open a folder, with the shipped forms or others."""
        found = load_settings(data_dir=folder)
        self.settings: Settings = replace(
            found, cache_dir=cache, forms_dir=forms or found.forms_dir
        )
        self.gate = make_gate(self.settings)

    def sample(self) -> Services:
        """Make the marked sample; its administrator is in."""
        services, _, _ = self.gate.create_sample()
        return services

    def laptop_of(self, person: Pegawai) -> Services:
        """Make a field laptop for a member of the team."""
        first = FirstUser(person.nama, person.nip, SAMPLE_PASSWORD)
        services, _ = self.gate.create_laptop(first)
        return services

    def enter(self, person: Pegawai) -> Services:
        """Lock, and let somebody else in."""
        self.gate.lock()
        return self.gate.unlock(person.nama, SAMPLE_PASSWORD)

    def leave(self) -> None:
        """Close the database."""
        self.gate.lock()


def take_in(services: Services, *paths: Path) -> None:
    """Preview and import files, whoever sent them."""
    for path in paths:
        preview = services.pertukaran.preview(path, progress=Progress())
        services.pertukaran.carry_out(preview, progress=Progress())


def send(services: Services, path: Path, jenis: JenisPaket, *visits: SptId) -> Path:
    """Export visits to a workbook."""
    services.pertukaran.export(path, jenis, visits, progress=Progress())
    return path


def answers_for(session: Session, seed: str) -> Mapping[str, str]:
    """Answer every relevant, blank question that must be answered; scores vary with the seed."""
    chance = random.Random(seed)
    given: dict[str, str] = {}
    fresh = True
    while fresh:
        fresh = False
        for node in list(session.walk()):
            text = _answer(node, chance)
            if text:
                session.set_value(node.ref, text)
                given[node.ref] = session.node(node.ref).value
                fresh = True
    return given


def _answer(node: Node, chance: random.Random) -> str:
    if not node.relevant or node.readonly or node.value:
        return ""
    if node.kind is NodeKind.SELECT_ONE and node.choices:
        values = [choice.value for choice in node.choices if choice.value != "tb"]
        return chance.choice(values[2:4] if node.attributes.get("peran") == "skor" else values)
    if node.kind is NodeKind.INPUT and node.required:
        return TYPED.get(node.data_type, "Isian contoh")
    return ""
