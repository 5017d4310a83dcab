"""Composes the printed sheet from a session: questions, answers and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from bina_desktop.application.dokumen_lembar import (
    Bagian,
    BarisAspek,
    BarisIndikator,
    Butir,
    DokumenKuesioner,
    DokumenLembar,
)
from bina_desktop.application.hasil import TB, compute_hasil, is_yes, peran
from bina_desktop.application.identitas import ANSWERED
from bina_desktop.application.kop import Kop, orang_of
from bina_desktop.application.orang import Orang
from bina_desktop.domain.bahasa import format_angka, format_tanggal
from bina_desktop.domain.lembar_penilaian import (
    FORMS_KUNJUNGAN,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.domain.pegawai import Aparatur
from bina_desktop.domain.penilaian import nilai_baku
from bina_desktop.domain.penugasan import Spt
from bina_desktop.formengine.client import DataType, Node, Session

_NUMBERED = re.compile(r"(\w{1,3})\. (.+)", re.DOTALL)


def compose_lembar(
    kop: Kop, lembar: LembarPenilaian, spt: Spt, aparatur: Aparatur | None, session: Session
) -> DokumenLembar | DokumenKuesioner:
    """Return the sheet of an officer, or a questionnaire, as it is to be drawn."""
    nodes = [node for node in session.walk() if node.relevant]
    if aparatur is not None and any(peran(node) == "skor" for node in session.walk()):
        return _lembar(kop, lembar, spt, aparatur, session)
    values = {node.name: node.value for node in nodes}
    return DokumenKuesioner(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        judul=session.info.title,
        triwulan=spt.triwulan,
        wilayah=kop.wilayah_of(spt.kode_wilayah).nama,
        bagian=tuple(_sections(session.root)),
        final=lembar.status is StatusLembar.FINAL,
        versi=lembar.versi,
        tanggal=_day(values.get("tanggal", "")),
        responden=aparatur.nama if aparatur else "",
        pengisi=_team(kop, spt) if lembar.formulir in FORMS_KUNJUNGAN else "",
        nomor_spt=spt.nomor,
    )


def _team(kop: Kop, spt: Spt) -> str:
    return ", ".join(kop.orang(key).nama for key in spt.petugas)


def _lembar(
    kop: Kop, lembar: LembarPenilaian, spt: Spt, aparatur: Aparatur, session: Session
) -> DokumenLembar:
    hasil = compute_hasil(session)
    values = {node.name: node.value for node in session.walk() if node.relevant}
    wilayah = kop.wilayah_of(spt.kode_wilayah)
    return DokumenLembar(
        kantor=kop.kantor,
        provinsi=kop.provinsi,
        triwulan=spt.triwulan,
        wilayah=wilayah.nama,
        dinilai=_as_filled(aparatur, values),
        kelompok=aparatur.kelompok,
        aspek=aspek_of(session, hasil.nilai_aspek),
        bobot_berlaku=hasil.bobot_berlaku,
        nilai_akhir=hasil.nilai_akhir,
        predikat=hasil.predikat,
        final=lembar.status is StatusLembar.FINAL,
        versi=lembar.versi,
        nomor=values.get("nomor_lembar", ""),
        tanggal=_day(values.get("tanggal", "")),
        tempat=wilayah.ibu_kota,
        tmt_jabatan=_day(values.get("tmt_jabatan", "")),
        pendidikan=values.get("pendidikan", ""),
        atasan=values.get("atasan_langsung", ""),
        nomor_spt=spt.nomor,
        tim=tuple(kop.orang(key) for key in spt.petugas),
        batas_kritis=hasil.batas_kritis,
        kekuatan=values.get("kekuatan", ""),
        perbaikan=values.get("perbaikan", ""),
        rekomendasi=values.get("rekomendasi", ""),
        tanggapan=values.get("tanggapan", ""),
        alasan_tanggapan=values.get("alasan_keberatan", ""),
    )


def _as_filled(aparatur: Aparatur, values: Mapping[str, str]) -> Orang:
    """Return the officer as the sheet says: what was assessed, not what changed since."""
    known = orang_of(aparatur)
    return Orang(
        nama=values.get("nama", "") or known.nama,
        nip=values.get("nip", "") or known.nip,
        status=known.status,
        pangkat=known.pangkat,
        golongan=known.golongan,
        jabatan=values.get("jabatan", "") or known.jabatan,
    )


def _marked(start: Node, name: str) -> Iterator[Node]:
    for child in start.children:
        if peran(child) == name:
            yield child
        else:
            yield from _marked(child, name)


def aspek_of(
    session: Session, nilai: Mapping[str, Decimal], *, semua: bool = False
) -> tuple[BarisAspek, ...]:
    """Return the aspek of a sheet with the indikator that apply, or with every one."""
    found = (_aspek(node, nilai, semua=semua) for node in _marked(session.root, "aspek"))
    return tuple(found)


def _aspek(node: Node, nilai: Mapping[str, Decimal], *, semua: bool) -> BarisAspek:
    kode = node.attributes["aspek"]
    return BarisAspek(
        kode=kode,
        judul=node.label.removeprefix(f"{kode} · "),
        bobot=sum((Decimal(s.attributes["bobot"]) for s in _marked(node, "skor")), Decimal()),
        nilai=nilai.get(kode.lower()),
        indikator=tuple(_indikator(i) for i in _marked(node, "indikator") if semua or i.relevant),
    )


def _indikator(group: Node) -> BarisIndikator:
    skor = next(_marked(group, "skor"))
    said = {peran(node): node.value for node in _questions(group)}
    kode = skor.attributes["kode"]
    asked = next(_marked(group, "bukti"), None)
    scored = int(skor.value) if skor.value.isdecimal() else None
    return BarisIndikator(
        kode=kode,
        uraian=skor.label.removeprefix(f"{kode}. "),
        bobot=Decimal(skor.attributes["bobot"]),
        skor=scored,
        nilai_baku=None if scored is None else nilai_baku(scored),
        kritis=is_yes(skor.attributes.get("kritis", "")),
        belum_dinilai=scored is None and skor.value != TB,
        alasan=said.get("alasan_tb", "") or said.get("alasan_ubah", ""),
        capaian=_capaian(said),
        contoh_bukti=asked.hint if asked else "",
        berlaku=skor.attributes.get("berlaku", ""),
        bukti=said.get("bukti", ""),
        catatan=said.get("catatan", ""),
    )


def _questions(group: Node) -> Iterator[Node]:
    for child in group.children:
        if child.relevant:
            yield child
            yield from _questions(child)


def _capaian(said: Mapping[str, str]) -> str:
    if not (said.get("pembilang") and said.get("realisasi")):
        return ""
    below = sum(
        (_number(value) for name, value in said.items() if name.startswith("penyebut")),
        Decimal(),
    )
    text = (
        f"realisasi {format_angka(_number(said['pembilang']))} dari {format_angka(below)} "
        f"({format_angka(_number(said['realisasi']), 2)} %)"
    )
    if said.get("target") and said.get("capaian"):  # blank where the target is no number
        return f"{text}, target {format_angka(_number(said['target']), 2)} %"
    return text


def _number(text: str) -> Decimal:
    return Decimal(text or 0)


def _sections(root: Node) -> Iterator[Bagian]:
    for group in root.children:
        butir = tuple(
            _butir(node)
            for node in _questions(group)
            if node.kind in ANSWERED and not node.presentation.choice.is_head
        )
        if butir:
            yield Bagian(plain_label(group.label), butir)


def _butir(node: Node) -> Butir:
    number, question = numbered_label(node)
    return Butir(pertanyaan=question, jawaban=read_value(node), nomor=number)


def numbered_label(node: Node) -> tuple[str, str]:
    """Return the number before a question, '' for none, and its text."""
    label = plain_label(node.label)
    numbered = _NUMBERED.fullmatch(label)
    return (numbered[1], numbered[2]) if numbered else ("", label)


def plain_label(label: str) -> str:
    """Return a label without its marks of emphasis."""
    return label.replace("**", "")


def read_value(node: Node, value: str | None = None) -> str:
    """Return an answer (or another value of the same question) as a person reads it."""
    text = node.value if value is None else value
    if node.data_type in _CHOSEN:
        labels = {choice.value: plain_label(choice.label) for choice in node.choices}
        chosen = [text] if node.data_type is DataType.SELECT_ONE else text.split()
        return ", ".join(labels.get(one, one) for one in chosen)
    if node.data_type in _MOMENTS:
        return _read_moment(text) or text
    if node.data_type is DataType.DECIMAL:
        return text.replace(".", ",")
    return text


_CHOSEN = frozenset({DataType.SELECT_ONE, DataType.SELECT_MULTIPLE, DataType.RANK})


_MOMENTS = frozenset({DataType.DATE, DataType.TIME, DataType.DATETIME})


def _read_moment(text: str) -> str:
    """Return `23 November 2026`, `14.30`, or both with a comma; '' for what is neither."""
    is_time = ":" in text.partition("T")[0]
    day_text, _, clock = ("", "", text) if is_time else text.partition("T")
    day = _day(day_text)
    read = (format_tanggal(day) if day else "", clock[:5].replace(":", "."))
    return ", ".join(part for part in read if part)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
