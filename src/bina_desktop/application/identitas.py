"""What is known of a sheet before the first question is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bina_desktop.application.stored_form import storable
from bina_desktop.domain.pegawai import Aparatur, Pegawai, StatusKepegawaian
from bina_desktop.domain.penugasan import Spt
from bina_desktop.formengine.client import Node, NodeKind, Ref, Session

ANSWERED = frozenset(
    {
        NodeKind.INPUT,
        NodeKind.SELECT_ONE,
        NodeKind.SELECT_MULTIPLE,
        NodeKind.RANK,
        NodeKind.RANGE,
        NodeKind.UPLOAD,
        NodeKind.ACKNOWLEDGE,
    }
)
"""Kinds of nodes that take an answer."""


def identity_values(
    spt: Spt, aparatur: Aparatur | None, petugas: Sequence[Pegawai], *, today: date
) -> Mapping[str, str]:
    """Return identity by the names that forms use; blank values are left out."""
    known = {
        "triwulan": str(spt.triwulan.ke),
        "tahun": str(spt.triwulan.tahun),
        "kode_wilayah": spt.kode_wilayah,
        "tanggal": min(max(today, spt.mulai), spt.selesai).isoformat(),
        "nomor_spt": spt.nomor,
        "tim_penilai": "\n".join(pegawai.nama for pegawai in petugas),
    }
    if aparatur is not None:
        known |= {
            "nama": aparatur.nama,
            "nip": aparatur.nip,
            "pangkat_golongan": _pangkat_golongan(aparatur),
            "jabatan": aparatur.jabatan,
            "kelompok": aparatur.kelompok.value,
            "tmt_jabatan": aparatur.tmt_jabatan.isoformat() if aparatur.tmt_jabatan else "",
            "pendidikan": aparatur.pendidikan,
            "atasan_langsung": aparatur.atasan,
        }
    return {name: value for name, value in known.items() if value}


def prefill(session: Session, values: Mapping[str, str]) -> None:
    """Answer those questions of a new sheet that exist and take the value."""
    session.set_values(identity_answers(session.walk(), values))


def identity_answers(nodes: Iterable[Node], values: Mapping[str, str]) -> dict[Ref, str]:
    """Return the answers to those of the questions that have a value and take it."""
    answers: dict[Ref, str] = {}
    for node in nodes:
        value = values.get(node.name, "")
        if value and node.kind in ANSWERED and _takes(node, value):
            answers[node.ref] = value
    return answers


def stored_answers(session: Session) -> dict[str, str]:
    """Return all answers to keep, those too that came from the form's defaults and actions."""
    shown = {
        node.ref: node.value for node in session.walk() if node.kind in ANSWERED and node.value
    }
    return shown | {ref: text for ref, text in storable(session.answers()).items() if text}


def _takes(node: Node, value: str) -> bool:
    if node.kind is NodeKind.INPUT:
        return not node.readonly
    return any(choice.value == value for choice in node.choices)


def _pangkat_golongan(aparatur: Aparatur) -> str:
    if aparatur.status is not StatusKepegawaian.PNS or not aparatur.pangkat:
        return aparatur.golongan
    return f"{aparatur.pangkat} ({aparatur.golongan})" if aparatur.golongan else aparatur.pangkat
