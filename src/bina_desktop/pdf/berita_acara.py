"""Berita Acara Hasil Penilaian of a visit, signed by both sides (SOP step 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from bina_desktop.application.dokumen_kunjungan import DokumenBeritaAcara
from bina_desktop.application.orang import Orang
from bina_desktop.domain.bahasa import BULAN, HARI, format_tanggal, terbilang
from bina_desktop.pdf.blocks import (
    Kotak,
    facing,
    nip_line,
    numbered,
    pairs,
    pangkat_gol,
    plain_table,
    signature_lines,
    spread,
    who,
)
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.laporan_teks import TINGKAT, angka
from bina_desktop.pdf.layout import (
    BOLD,
    CELL,
    CELL_CENTER,
    NASKAH,
    TITLE,
    Info,
    balanced,
    build,
    para,
    rich,
    style,
)
from bina_desktop.pdf.sk_tim import KEDUDUKAN
from bina_desktop.pdf.temuan import rekomendasi_cell

_WIDTH = NASKAH.lebar
_TEXT = style("ba", alignment=TA_JUSTIFY, leading=15, spaceAfter=6)
_ITEM = style("ba-poin", alignment=TA_JUSTIFY, leading=15)
_SAID = style("ba-tanggapan", leading=15)
_ROOM: Final = 2.1 * cm
"""Room for a signature: the team signs without cap dinas."""
_TEAM_ROW: Final = 0.95 * cm


def draw_berita_acara(dokumen: DokumenBeritaAcara) -> bytes:
    """Draw the record on F4; findings follow in a Lampiran."""
    info = Info(
        judul=f"Berita Acara Hasil Penilaian – {dokumen.wilayah}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"Hasil pembinaan dan penilaian aparatur, {dokumen.triwulan.label}",
        draf=dokumen.terbuka > 0,
        contoh=dokumen.kantor.contoh,
    )
    number = dokumen.nomor or dokumen.nomor_kosong
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH),
        rich("<u>BERITA ACARA HASIL PENILAIAN</u>", TITLE),
        para(f"Nomor : {number}", style("nomor", alignment=TA_CENTER)),
        Spacer(1, 12),
        para(_opening(dokumen), _TEXT),
        numbered([_party(dokumen), _other_party(dokumen)], _WIDTH),
        Spacer(1, 4),
        para(_act(dokumen), _TEXT),
        _results(dokumen),
        Spacer(1, 8),
        *_findings_line(dokumen),
        KeepTogether(
            [
                *_answer(dokumen),
                para(
                    "Demikian Berita Acara ini dibuat dengan sebenarnya dalam rangkap "
                    f"{dokumen.rangkap} ({terbilang(dokumen.rangkap)}) untuk dipergunakan "
                    "sebagaimana mestinya.",
                    _TEXT,
                ),
                *_signatures(dokumen),
            ]
        ),
        *_team_signatures(dokumen),
        *_appendix(dokumen),
    ]
    return build(story, NASKAH, info)


def _opening(dokumen: DokumenBeritaAcara) -> str:
    day = dokumen.tanggal
    return (
        f"Pada hari ini {HARI[day.weekday()]} tanggal {terbilang(day.day)} bulan "
        f"{BULAN[day.month - 1]} tahun {terbilang(day.year)} ({day:%d-%m-%Y}), bertempat di "
        f"{dokumen.nama_dinas}, kami yang bertanda tangan di bawah ini:"
    )


def _person(orang: Orang, jabatan: str) -> Flowable:
    label, _, number = nip_line(orang).partition(" ") if orang.nip else ("NIP", "", "")
    blank = "………………………………………"
    return pairs(
        [
            ("Nama", orang.nama or blank),
            (label, number or (blank if not orang.nama else "–")),
            ("Pangkat/Gol.", pangkat_gol(orang) if orang.nama else blank),
            ("Jabatan", jabatan),
        ],
        _WIDTH - 7 * mm,
        label=2.8 * cm,
    )


def _party(dokumen: DokumenBeritaAcara) -> list[Flowable]:
    leader = dokumen.tim[0].orang if dokumen.tim else Orang("")
    office = dinas_name(dokumen.kantor, dokumen.provinsi)
    return [
        _person(leader, f"{leader.jabatan or '–'} pada {office}"),
        rich("selanjutnya disebut <b>Tim Pembinaan</b>;", _ITEM),
        Spacer(1, 4),
    ]


def _other_party(dokumen: DokumenBeritaAcara) -> list[Flowable]:
    return [
        _person(dokumen.kepala, f"Kepala {dokumen.nama_dinas}"),
        rich("selanjutnya disebut <b>Pihak yang Dinilai</b>,", _ITEM),
    ]


def _act(dokumen: DokumenBeritaAcara) -> str:
    number = f"Nomor {dokumen.nomor_spt} " if dokumen.nomor_spt else ""
    count = len(dokumen.hasil)
    return (
        f"berdasarkan Surat Perintah Tugas {number}tanggal {format_tanggal(dokumen.tanggal_spt)} "
        f"telah melaksanakan pembinaan dan penilaian {dokumen.triwulan.label} terhadap {count} "
        f"({terbilang(count)}) orang aparatur yang membidangi pendaftaran penduduk dengan hasil "
        "sebagai berikut:"
    )


def _results(dokumen: DokumenBeritaAcara) -> GridTable:
    rows = [
        (
            para(f"{place}.", CELL_CENTER),
            who(baris.orang),
            baris.orang.jabatan or "–",
            para(angka(baris.nilai_akhir), CELL_CENTER),
            para(baris.predikat or "–", CELL_CENTER),
        )
        for place, baris in enumerate(dokumen.hasil, 1)
    ]
    return GridTable(
        ("No.", "Nama/NIP", "Jabatan", "Nilai", "Predikat"),
        rows,
        spread(_WIDTH, 10, 58, 56, 18, 26),
    )


def _findings_line(dokumen: DokumenBeritaAcara) -> list[Flowable]:
    count = len(dokumen.temuan)
    if not count:
        return [para("Tidak terdapat temuan pada kunjungan ini.", _TEXT)]
    text = f"Terdapat {count} ({terbilang(count)}) temuan sebagaimana tercantum dalam Lampiran."
    return [para(text, _TEXT)]


def _answer(dokumen: DokumenBeritaAcara) -> list[Flowable]:
    objected = bool(dokumen.keberatan)
    notes = "; ".join(dokumen.keberatan) or "…" * 38
    ticks = plain_table(
        [
            (
                Kotak(dipilih=dokumen.menerima and not objected),
                para("menerima hasil penilaian", _ITEM),
            ),
            (Kotak(dipilih=objected), para(f"keberatan dengan catatan: {notes}", _SAID)),
        ],
        (6 * mm, _WIDTH - 6 * mm),
        extra=[("TOPPADDING", (0, 0), (0, -1), 3)],
    )
    return [para("Pihak yang dinilai menyatakan:", _ITEM), Spacer(1, 3), ticks, Spacer(1, 6)]


def _signatures(dokumen: DokumenBeritaAcara) -> list[Flowable]:
    half = (_WIDTH - 8 * mm) / 2
    kepala = replace(dokumen.kepala, jabatan=f"Kepala {dokumen.nama_dinas}", atas_nama=())
    leader = dokumen.tim[0].orang if dokumen.tim else Orang("")
    where = dokumen.tempat or "………………………"
    left = signature_lines(kepala, ["Pihak yang Dinilai,"], half, room=_ROOM)
    right = signature_lines(
        replace(leader, jabatan="Ketua Tim Pembinaan", atas_nama=()),
        [f"{where}, {format_tanggal(dokumen.tanggal)}"],
        half,
        room=_ROOM,
    )
    return [Spacer(1, 6), facing(left, right, _WIDTH)]


def _team_signatures(dokumen: DokumenBeritaAcara) -> list[Flowable]:
    """Return the lines on which the other members of the team sign."""
    others = dokumen.tim[1:]
    if not others:
        return []
    rows = [
        (
            para(f"{place}.", CELL_CENTER),
            who(baris.orang),
            KEDUDUKAN[baris.kedudukan],
            para(f"{place}.", CELL),
        )
        for place, baris in enumerate(others, 1)
    ]
    table = GridTable(
        ("No.", "Nama/NIP", "Kedudukan dalam Tim", "Tanda tangan"),
        rows,
        spread(_WIDTH, 10, 70, 40, 48),
        least=_TEAM_ROW,
    )
    return [Spacer(1, 14), *headed([para("Anggota Tim Pembinaan:", BOLD), Spacer(1, 4)], table)]


def _appendix(dokumen: DokumenBeritaAcara) -> list[Flowable]:
    if not dokumen.temuan:
        return []
    rows = [
        (
            para(f"{place}.", CELL_CENTER),
            para(item.kode or "–", CELL_CENTER),
            item.kondisi,
            para(TINGKAT[item.tingkat], CELL_CENTER),
            rekomendasi_cell(item),
        )
        for place, item in enumerate(dokumen.temuan, 1)
    ]
    return [
        PageBreak(),
        para("LAMPIRAN BERITA ACARA", TITLE),
        balanced(f"TEMUAN DAN REKOMENDASI PADA {dokumen.nama_dinas.upper()}", TITLE, _WIDTH),
        Spacer(1, 12),
        GridTable(
            ("No.", "Kode", "Temuan", "Tingkat", "Rekomendasi"),
            rows,
            spread(_WIDTH, 10, 14, 58, 18, 68),
        ),
    ]
