"""Composes sheets that nobody has filled, to be printed and filled with a pen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Final

from bina_desktop.application.dokumen_lembar import (
    BagianBlangko,
    ButirBlangko,
    DokumenBlangko,
    DokumenLembar,
    Isian,
)
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.isi_lembar import aspek_of, numbered_label, plain_label
from bina_desktop.application.kop import Kop, orang_of
from bina_desktop.application.orang import Orang
from bina_desktop.domain.pegawai import Aparatur
from bina_desktop.domain.penugasan import Spt
from bina_desktop.formengine.client import DataType, Node, NodeKind, Session

_KINDS: Final = {
    NodeKind.SELECT_ONE: Isian.ONE,
    NodeKind.SELECT_MULTIPLE: Isian.SEVERAL,
}


def compose_blangko_lembar(
    kop: Kop, spt: Spt, aparatur: Aparatur | None, session: Session
) -> DokumenLembar:
    """Return a blank Lembar Penilaian: what is asked of this officer, or everything.

    The session holds the identity of the officer, where there is one.
    """
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    return DokumenLembar(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        wilayah=wilayah.nama,
        dinilai=orang_of(aparatur) if aparatur else Orang(""),
        kelompok=aparatur.kelompok if aparatur else None,
        aspek=aspek_of(session, {}, semua=aparatur is None),
        bobot_berlaku=Decimal(0),
        nilai_akhir=None,
        predikat="",
        final=True,
        versi=session.info.version,
        tempat=wilayah.ibu_kota,
        tmt_jabatan=aparatur.tmt_jabatan if aparatur else None,
        pendidikan=aparatur.pendidikan if aparatur else "",
        atasan=aparatur.atasan if aparatur else "",
        nomor_spt=spt.nomor,
        tim=tuple(kop.orang(key) for key in spt.petugas),
        blangko=True,
    )


def compose_blangko_kuesioner(
    kop: Kop, spt: Spt, session: Session, known: Collection[str]
) -> DokumenBlangko:
    """Return a blank questionnaire; questions named in `known` the visit answers by itself."""
    sections = list(session.root.children)
    bagian = tuple(
        BagianBlangko(plain_label(group.label), butir)
        for group in sections
        if (butir := tuple(_questions(session, group, known)))
    )
    return DokumenBlangko(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        judul=session.info.title,
        triwulan=spt.triwulan,
        wilayah=kop.wilayah_of(spt.kode_wilayah).nama,
        pengantar=tuple(_notes(session, sections[0])),
        bagian=bagian,
        penutup=tuple(line for group in sections[1:] for line in _notes(session, group)),
        versi=session.info.version,
    )


def _notes(session: Session, group: Node) -> Iterator[str]:
    for node in session.walk(group):
        if node.kind is NodeKind.NOTE and node.relevant and node.label:
            yield plain_label(node.label)


def _questions(session: Session, group: Node, known: Collection[str]) -> Iterator[ButirBlangko]:
    for node in session.walk(group):
        if node.kind not in ANSWERED or node.readonly or node.name in known:
            continue
        if node.kind is NodeKind.UPLOAD or node.presentation.choice.is_head:
            continue
        number, question = numbered_label(node)
        yield ButirBlangko(
            pertanyaan=question,
            isian=_isian(node),
            nomor=number,
            pilihan=tuple(plain_label(one.label) for one in node.choices),
            bersyarat=not node.relevant,
        )


def _isian(node: Node) -> Isian:
    if node.kind in _KINDS:
        return _KINDS[node.kind]
    if node.data_type is DataType.DATE:
        return Isian.DATE
    return Isian.LINES if "multiline" in node.appearance else Isian.LINE
