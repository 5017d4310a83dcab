"""Surat pemberitahuan: announces a visit to the office that will be visited (SOP step 3)."""

from __future__ import annotations

from reportlab.platypus import Flowable, PageBreak, Spacer

from bina_desktop.application.dokumen_kunjungan import DokumenPemberitahuan
from bina_desktop.domain.bahasa import format_daftar, format_hari_tanggal, terbilang
from bina_desktop.pdf.blocks import (
    numbered,
    pairs,
    pangkat_gol,
    signature_block,
    spread,
    tembusan,
    who,
)
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name
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
)
from bina_desktop.pdf.sk_tim import KEDUDUKAN
from bina_desktop.pdf.surat import POIN, WIDTH, body, letter_head

_HAL = "Pemberitahuan Pembinaan dan Penilaian Aparatur"
_ASKED = (
    "menghadirkan aparatur yang akan dinilai sebagaimana tercantum dalam lampiran;",
    "menyiapkan data capaian pendaftaran penduduk dan dokumen pendukungnya;",
    "menyiapkan bukti tindak lanjut atas rekomendasi pembinaan triwulan sebelumnya; dan",
    "menyediakan ruang dan akses yang diperlukan tim selama kunjungan.",
)


def draw_pemberitahuan(dokumen: DokumenPemberitahuan) -> bytes:
    """Draw the letter on F4; the Lampiran lists team, officers and schedule."""
    info = Info(
        judul=f"{_HAL} – {dokumen.nama_dinas}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=f"{_HAL}, {dokumen.triwulan.label}",
        contoh=dokumen.kantor.contoh,
    )
    days = (dokumen.selesai - dokumen.mulai).days + 1
    grounds = format_daftar(dokumen.dasar)
    opening = f"Berdasarkan {grounds}, dengan" if grounds else "Dengan"
    story: list[Flowable] = [
        *letter_head(
            dokumen.kantor,
            nomor=dokumen.nomor or dokumen.nomor_kosong,
            sifat="Penting",
            lampiran="1 (satu) berkas",
            hal=_HAL,
            tanggal=dokumen.tanggal,
            yth=(
                f"Kepala {dokumen.nama_dinas}",
                f"di {dokumen.tempat or '………………………'}",
            ),
        ),
        *body(
            f"{opening} ini diberitahukan bahwa {dinas_name(dokumen.kantor, dokumen.provinsi)} "
            "akan melaksanakan pembinaan dan penilaian aparatur yang membidangi pendaftaran "
            f"penduduk {dokumen.triwulan.label} pada {dokumen.nama_dinas}, yang akan "
            "dilaksanakan pada:"
        ),
        pairs(
            [
                ("Hari, tanggal", _when(dokumen)),
                ("Lama", f"{days} ({terbilang(days)}) hari"),
                ("Tempat", dokumen.nama_dinas),
                ("Tim", _team(dokumen)),
            ],
            WIDTH,
        ),
        Spacer(1, 8),
        *body("Untuk kelancaran pelaksanaan kegiatan tersebut, dimohon Saudara:"),
        numbered(list(_ASKED), WIDTH, look=POIN, letters=True),
        Spacer(1, 8),
        signature_block(
            dokumen.pengirim,
            [],
            WIDTH,
            before=body(
                "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima "
                "kasih."
            ),
            after=tembusan(dokumen.tembusan, WIDTH),
        ),
        PageBreak(),
        *_appendix(dokumen),
    ]
    return build(story, NASKAH, info)


def _when(dokumen: DokumenPemberitahuan) -> str:
    first, last = format_hari_tanggal(dokumen.mulai), format_hari_tanggal(dokumen.selesai)
    return first if first == last else f"{first} sampai dengan {last}"


def _team(dokumen: DokumenPemberitahuan) -> str:
    count = len(dokumen.petugas)
    return f"{count} ({terbilang(count)}) orang, susunan dan jadwal dalam lampiran"


def _appendix(dokumen: DokumenPemberitahuan) -> list[Flowable]:
    team = [
        (
            para(f"{place}.", CELL_CENTER),
            who(baris.orang),
            pangkat_gol(baris.orang),
            baris.orang.jabatan or "–",
            KEDUDUKAN[baris.kedudukan],
        )
        for place, baris in enumerate(dokumen.petugas, 1)
    ]
    officers = [
        (
            para(f"{place}.", CELL_CENTER),
            who(orang),
            pangkat_gol(orang),
            orang.jabatan or "–",
        )
        for place, orang in enumerate(dokumen.aparatur, 1)
    ]
    parts: list[Flowable] = [
        para("LAMPIRAN", TITLE),
        balanced("SUSUNAN TIM, APARATUR YANG DINILAI, DAN JADWAL", TITLE, WIDTH),
        Spacer(1, 12),
        *headed(
            [para("A. Tim Pembinaan", BOLD), Spacer(1, 4)],
            GridTable(
                ("No.", "Nama/NIP", "Pangkat (Gol.)", "Jabatan", "Kedudukan"),
                team,
                spread(WIDTH, 10, 54, 32, 46, 26),
            ),
        ),
        Spacer(1, 12),
    ]
    heading: list[Flowable] = [para("B. Aparatur yang dinilai", BOLD), Spacer(1, 4)]
    if officers:
        head = ("No.", "Nama/NIP", "Pangkat (Gol.)", "Jabatan")
        parts += headed(heading, GridTable(head, officers, spread(WIDTH, 10, 62, 36, 60)))
    else:
        parts += [
            *heading,
            para("Ditetapkan bersama pada hari pertama kunjungan sesuai daftar jabatan.", POIN),
        ]
    rows = [
        (para(f"{place}.", CELL_CENTER), para(day, CELL), para(what, CELL))
        for place, (day, what) in enumerate(_schedule(dokumen), 1)
    ]
    return [
        *parts,
        Spacer(1, 12),
        *headed(
            [para("C. Jadwal", BOLD), Spacer(1, 4)],
            GridTable(("No.", "Hari, tanggal", "Kegiatan"), rows, spread(WIDTH, 10, 48, 110)),
        ),
    ]


def _schedule(dokumen: DokumenPemberitahuan) -> list[tuple[str, str]]:
    first, last = format_hari_tanggal(dokumen.mulai), format_hari_tanggal(dokumen.selesai)
    opening = "Pertemuan pembukaan; pembinaan; pengisian kuesioner dan lembar penilaian"
    closing = "Pembahasan hasil dan temuan; penandatanganan Berita Acara; penutupan"
    if first == last:
        return [(first, f"{opening}; {closing[0].lower()}{closing[1:]}")]
    between = (dokumen.selesai - dokumen.mulai).days > 1
    middle = [("Hari di antaranya", "Pembinaan dan penilaian; pemeriksaan bukti")]
    return [
        (first, opening),
        *(middle if between else []),
        (last, f"Penilaian lanjutan; {closing[0].lower()}{closing[1:]}"),
    ]
