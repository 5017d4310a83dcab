"""Figures of a filled form, read from its session by the `bina:peran` of its nodes.

The form marks what its nodes are (`bind::bina:*` columns); no question name is known here.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from bina_desktop.domain.lembar_penilaian import HasilLembar
from bina_desktop.domain.penilaian import SkorIndikator, score_lembar
from bina_desktop.formengine.client import Node, Session

TB = "tb"
"""Stored value of "tidak berlaku"."""


def peran(node: Node) -> str:
    """Return what the form says this node is: `skor`, `bukti` …; '' if nothing."""
    return node.attributes.get("peran", "")


def is_yes(text: str) -> bool:
    """Return True for a marker that is set."""
    return text == "ya"


def compute_hasil(session: Session) -> HasilLembar:
    """Return the figures: a score for a Lembar Penilaian, an index for SKM, means for Kuesioner.

    A Lembar Penilaian is scored by the domain's own rules, not by the form's calculations.
    """
    nodes = [node for node in session.walk() if node.relevant]
    scores = [_skor(node) for node in nodes if peran(node) == "skor" and _is_chosen(node)]
    if scores:
        return score_lembar(scores)
    konversi = [_decimal(node.value) for node in nodes if peran(node) == "nilai_konversi"]
    groups = {
        node.name.removeprefix("nilai_"): _decimal(node.value)
        for node in nodes
        if peran(node) == "nilai_kelompok"
    }
    answers = {
        node.name: int(node.value)
        for node in nodes
        if peran(node) in ("unsur", "pernyataan") and _is_chosen(node)
    }
    paid = [int(is_yes(node.value)) for node in nodes if peran(node) == "pungutan"]
    return HasilLembar(
        nilai_akhir=next(iter(konversi), None),
        predikat="",
        bobot_berlaku=Decimal(0),
        nilai_aspek={name: value for name, value in groups.items() if value is not None},
        skor={**answers, **({"pungutan": max(paid)} if paid else {})},
    )


def _is_chosen(node: Node) -> bool:
    """Tell whether an answer is one of the choices: files bring final sheets with anything."""
    return any(choice.value == node.value for choice in node.choices)


def _skor(node: Node) -> SkorIndikator:
    marks = node.attributes
    return SkorIndikator(
        kode=marks["kode"].lower(),
        aspek=marks["aspek"].lower(),
        bobot=Decimal(marks["bobot"]),
        skor=None if node.value == TB else int(node.value),
        kritis=is_yes(marks.get("kritis", "")),
    )


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
