"""To which visit and which kab/kota a record belongs."""

from __future__ import annotations

from typing import Any

from bina_desktop.application.ports import UnitOfWork
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.wilayah import KodeWilayah


def visit_of(uow: UnitOfWork, entity: str, record: str) -> Spt | None:
    """Return the visit to which a record belongs; None for what belongs to none."""
    if entity == "spt":
        return uow.spt.find(SptId(record))
    found = _find(uow, entity, record)
    visit: SptId | None = getattr(found, "spt_id", None)
    return uow.spt.find(visit) if visit is not None else None


def place_of(uow: UnitOfWork, entity: str, record: str) -> KodeWilayah:
    """Return the kab/kota to which a record belongs; '' for what belongs to none."""
    found = visit_of(uow, entity, record) or _find(uow, entity, record)
    kode: KodeWilayah | None = getattr(found, "kode_wilayah", None)
    return kode or KodeWilayah("")


def _find(uow: UnitOfWork, entity: str, record: str) -> Any:
    ask: dict[str, Any] = {
        "aparatur": uow.aparatur,
        "lembar_penilaian": uow.lembar,
        "lampiran": uow.lampiran,
        "laporan": uow.laporan,
        "arsip": uow.arsip,
        "peristiwa": uow.peristiwa,
        "temuan": uow.temuan,
        "tindak_lanjut": uow.tindak_lanjut,
        "komentar": uow.komentar,
        "koreksi": uow.koreksi,
        "periksa": uow.periksa,
    }
    return ask[entity].find(record) if entity in ask else None
