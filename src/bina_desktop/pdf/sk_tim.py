"""Keputusan Kepala Dinas that forms the team, with its Lampiran (SOP step 2)."""

from __future__ import annotations

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from bina_desktop.application.dokumen import DokumenSkTim
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.pdf.blocks import (
    nip_line,
    numbered,
    pangkat_gol,
    plain_table,
    signature_block,
    tembusan,
)
from bina_desktop.pdf.fonts import SERIF, bold, regular
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import (
    CELL,
    CELL_CENTER,
    NASKAH,
    Info,
    balanced,
    build,
    escape,
    para,
    rich,
    style,
)

_TEXT = style("sk", fontName=regular(SERIF), fontSize=12, leading=14.8, alignment=TA_JUSTIFY)
_LEFT = style("sk-left", fontName=regular(SERIF), fontSize=12, leading=14.8)
_HEAD = style("sk-head", fontName=regular(SERIF), fontSize=12, leading=15, alignment=TA_CENTER)
_LABEL = style("sk-label", fontName=regular(SERIF), fontSize=12, leading=14.8)
_WIDTH = NASKAH.lebar
_LABEL_WIDTH = 3.45 * cm
_COLON = 4 * mm
_REST = _WIDTH - _LABEL_WIDTH - _COLON

KEDUDUKAN = {
    Kedudukan.PENGARAH: "Pengarah",
    Kedudukan.PENANGGUNG_JAWAB: "Penanggung Jawab",
    Kedudukan.KETUA: "Ketua",
    Kedudukan.SEKRETARIS: "Sekretaris",
    Kedudukan.ANGGOTA: "Anggota",
}


def sk_title(dokumen: DokumenSkTim) -> str:
    """Return what the decree is about, in ordinary case."""
    return (
        "Pembentukan Tim Pembinaan Aparatur yang Membidangi Pendaftaran Penduduk di Dinas "
        "Kependudukan dan Pencatatan Sipil Kabupaten/Kota se-"
        f"{dokumen.provinsi} {dokumen.triwulan.label}"
    )


def draw_sk_tim(dokumen: DokumenSkTim) -> bytes:
    """Draw the decree on F4; the Lampiran starts a page of its own."""
    title = sk_title(dokumen)
    info = Info(
        judul=f"Keputusan Kepala Dinas tentang {title}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=title,
        contoh=dokumen.kantor.contoh,
    )
    story = [
        *kop(dokumen.kantor, NASKAH),
        *_heading(dokumen, title),
        *_considerations(dokumen, title),
        *_rulings(dokumen, title),
        PageBreak(),
        *_appendix(dokumen, title),
    ]
    return build(story, NASKAH, info)


def _number(dokumen: DokumenSkTim) -> str:
    return dokumen.nomor or dokumen.nomor_kosong


def _office(dokumen: DokumenSkTim) -> str:
    return f"KEPALA {dokumen.kantor.nama} {dokumen.provinsi}".upper()


def _heading(dokumen: DokumenSkTim, title: str) -> list[Flowable]:
    return [
        balanced(f"KEPUTUSAN {_office(dokumen)}", _HEAD, _WIDTH),
        para(f"NOMOR {_number(dokumen)}", _HEAD),
        Spacer(1, 8),
        para("TENTANG", _HEAD),
        Spacer(1, 8),
        balanced(title.upper(), _HEAD, _WIDTH),
        Spacer(1, 10),
        balanced(f"{_office(dokumen)},", _HEAD, _WIDTH),
        Spacer(1, 10),
    ]


def _section(label: str, body: Flowable | str) -> Table:
    content = para(body, _TEXT) if isinstance(body, str) else body
    return plain_table(
        [(para(label, _LABEL), para(":", _LABEL), content)],
        (_LABEL_WIDTH, _COLON, _REST),
        extra=[("BOTTOMPADDING", (0, 0), (-1, -1), 4)],
    )


def _lettered(label: str, items: list[str], *, letters: bool) -> list[Flowable]:
    """Set a section item by item, so that it can break between any two of them."""
    rows = []
    for place, item in enumerate(items):
        mark = f"{chr(97 + place)}." if letters else f"{place + 1}."
        head = label if place == 0 else ""
        rows.append(
            (
                para(head, _LABEL),
                para(":" if head else "", _LABEL),
                para(mark, _LABEL),
                para(item, _TEXT),
            )
        )
    table = plain_table(rows, (_LABEL_WIDTH, _COLON, 8 * mm, _REST - 8 * mm))
    return [table, Spacer(1, 6)]


def _considerations(dokumen: DokumenSkTim, title: str) -> list[Flowable]:
    weighing = [
        (
            "bahwa untuk mencapai standar kompetensi aparatur dan meningkatkan pelayanan publik "
            "di bidang pendaftaran penduduk, perlu dilakukan pembinaan dan penilaian aparatur "
            "secara berkala setiap 3 (tiga) bulan;"
        ),
        (
            "bahwa untuk kelancaran pelaksanaan pembinaan dan penilaian sebagaimana dimaksud "
            "dalam huruf a, perlu dibentuk Tim;"
        ),
        (
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu "
            f"menetapkan Keputusan Kepala Dinas tentang {title};"
        ),
    ]
    parts = _lettered("Menimbang", weighing, letters=True)
    citations = [f"{item.teks};" for item in dokumen.mengingat]
    if citations:
        parts += _lettered("Mengingat", citations, letters=False)
    sop = (
        f"Standar Operasional Prosedur Nomor {dokumen.nomor_sop} tanggal {dokumen.tanggal_sop} "
        "tentang Pembinaan Aparatur yang membidangi Pendaftaran Penduduk di Dinas Dukcapil "
        "Kab/Kota;"
    )
    return [*parts, _section("Memperhatikan", sop)]


def _rulings(dokumen: DokumenSkTim, title: str) -> list[Flowable]:
    funds = dokumen.anggaran or "………………………………………………"
    parts: list[Flowable] = [
        Spacer(1, 4),
        para("MEMUTUSKAN:", style("memutuskan", parent=_HEAD, fontName=bold(SERIF), alignment=1)),
        Spacer(1, 8),
        _section("Menetapkan", para(f"KEPUTUSAN KEPALA DINAS TENTANG {title.upper()}.", _LEFT)),
        _section(
            "KESATU",
            "Membentuk Tim Pembinaan Aparatur yang Membidangi Pendaftaran Penduduk "
            f"{dokumen.triwulan.label} dengan susunan sebagaimana tercantum dalam Lampiran yang "
            "merupakan bagian tidak terpisahkan dari Keputusan ini.",
        ),
        _section(
            "KEDUA",
            "Tim sebagaimana dimaksud dalam Diktum KESATU mempunyai tugas:",
        ),
        plain_table(
            [("", "", _tasks(dokumen))],
            (_LABEL_WIDTH, _COLON, _REST),
            extra=[("BOTTOMPADDING", (0, 0), (-1, -1), 4)],
        ),
        _section(
            "KETIGA",
            "Dalam melaksanakan tugas, Tim bertanggung jawab dan melaporkan hasilnya kepada "
            "Kepala Dinas.",
        ),
        _section(
            "KEEMPAT",
            f"Biaya yang timbul akibat ditetapkannya Keputusan ini dibebankan pada {funds}.",
        ),
    ]
    copies = tembusan(dokumen.tembusan, _WIDTH, family=SERIF)
    last = _section("KELIMA", "Keputusan ini mulai berlaku pada tanggal ditetapkan.")
    head = [
        f"Ditetapkan di {dokumen.kantor.kota}",
        f"pada tanggal {format_tanggal(dokumen.tanggal)}",
    ]
    return [
        *parts,
        signature_block(dokumen.penetap, head, _WIDTH, before=[last], after=copies, family=SERIF),
    ]


def _tasks(dokumen: DokumenSkTim) -> Table:
    return numbered(
        [
            "menyusun rencana dan jadwal pembinaan dan penilaian;",
            (
                "melaksanakan pembinaan dan penilaian aparatur di Dinas Kependudukan dan "
                "Pencatatan Sipil Kabupaten/Kota;"
            ),
            "mengisi kuesioner dan lembar penilaian;",
            "menyusun draf laporan hasil penilaian;",
            f"menyampaikan draf laporan kepada {dokumen.jabatan_kasi} untuk dikoreksi; dan",
            "memantau tindak lanjut rekomendasi.",
        ],
        _REST,
        look=_TEXT,
        letters=True,
    )


def _appendix(dokumen: DokumenSkTim, title: str) -> list[Flowable]:
    small = style("lampiran", fontName=regular(SERIF), fontSize=10, leading=13)
    half = _WIDTH * 0.58
    head = [
        para("LAMPIRAN", small),
        para(f"KEPUTUSAN {_office(dokumen)}", small),
        para(f"NOMOR {_number(dokumen)}", small),
        para(f"TANGGAL {format_tanggal(dokumen.tanggal).upper()}", small),
    ]
    rows = [
        (
            para(f"{place}.", CELL_CENTER),
            rich(
                f"<b>{escape(baris.orang.nama)}</b><br/>{escape(nip_line(baris.orang) or '–')}",
                CELL,
            ),
            pangkat_gol(baris.orang),
            baris.orang.jabatan or "–",
            KEDUDUKAN[baris.kedudukan],
        )
        for place, baris in enumerate(dokumen.anggota, 1)
    ]
    widths = [v * mm for v in (10, 50, 32, 45, 28)]
    scale = _WIDTH / sum(widths)
    table = GridTable(
        ("No.", "Nama/NIP", "Pangkat (Gol.)", "Jabatan dalam Dinas", "Kedudukan dalam Tim"),
        rows,
        [v * scale for v in widths],
    )
    return [
        plain_table([("", head)], (_WIDTH - half, half)),
        Spacer(1, 16),
        para("SUSUNAN TIM", _HEAD),
        balanced(title.removeprefix("Pembentukan Tim ").upper(), _HEAD, _WIDTH),
        Spacer(1, 12),
        table,
        signature_block(dokumen.penetap, [], _WIDTH, before=[Spacer(1, 8)], family=SERIF),
    ]
