"""Surat Rekomendasi to the Dirjen: only what is addressed to him (SOP step 7)."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from bina_desktop.application.dokumen_rekomendasi import DokumenRekomendasi
from bina_desktop.domain.bahasa import format_rentang, format_tanggal, terbilang
from bina_desktop.pdf.blocks import signature_block, spread, tembusan
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.kop import dinas_name
from bina_desktop.pdf.laporan_teks import KEWENANGAN, TINGKAT, angka
from bina_desktop.pdf.layout import BOLD, CELL_CENTER, NASKAH, Info, build, para
from bina_desktop.pdf.surat import WIDTH, body, letter_head


def draw_rekomendasi(dokumen: DokumenRekomendasi) -> bytes:
    """Draw the letter on F4."""
    hal = (
        f"Rekomendasi Hasil Penilaian Kinerja Pejabat Dinas Dukcapil {dokumen.wilayah} "
        f"{dokumen.triwulan.label}"
    )
    info = Info(
        judul=f"Surat Rekomendasi – {dokumen.wilayah}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=hal,
        contoh=dokumen.kantor.contoh,
    )
    story: list[Flowable] = [
        *letter_head(
            dokumen.kantor,
            nomor=dokumen.nomor or dokumen.nomor_kosong,
            sifat="Terbatas",
            lampiran="1 (satu) berkas",
            hal=hal,
            tanggal=dokumen.tanggal,
            yth=dokumen.yth,
        ),
        *body(_opening(dokumen)),
        para("1. Ringkasan hasil", BOLD),
        Spacer(1, 3),
        *body(_summary(dokumen)),
        para("2. Rekomendasi", BOLD),
        Spacer(1, 3),
        _items(dokumen),
        Spacer(1, 10),
        para("3. Permohonan tindak lanjut", BOLD),
        Spacer(1, 3),
        *body(
            "Kiranya Bapak/Ibu berkenan menindaklanjuti rekomendasi tersebut dan menyampaikan "
            "perkembangannya sebagai bahan pemantauan pada triwulan berikutnya. " + KEWENANGAN
        ),
        signature_block(
            dokumen.pengirim,
            [],
            WIDTH,
            before=body(
                "Demikian disampaikan, atas perhatian dan kerja sama Bapak/Ibu diucapkan terima "
                "kasih."
            ),
            after=tembusan(dokumen.tembusan, WIDTH),
        ),
    ]
    return build(story, NASKAH, info)


def _opening(dokumen: DokumenRekomendasi) -> str:
    report = ""
    if dokumen.nomor_laporan and dokumen.tanggal_laporan:
        report = (
            f" sebagaimana tertuang dalam Laporan Hasil Penilaian Nomor {dokumen.nomor_laporan} "
            f"tanggal {format_tanggal(dokumen.tanggal_laporan)}"
        )
    return (
        "Berdasarkan hasil pembinaan dan penilaian aparatur yang membidangi pendaftaran penduduk "
        f"pada {dokumen.nama_dinas} tanggal {format_rentang(dokumen.mulai, dokumen.selesai)}"
        f"{report}, dengan hormat kami sampaikan hal-hal sebagai berikut:"
    )


def _summary(dokumen: DokumenRekomendasi) -> str:
    count, found = dokumen.aparatur, dokumen.temuan
    text = f"Aparatur yang dinilai berjumlah {count} ({terbilang(count)}) orang"
    if dokumen.rata_rata is not None:
        text += (
            f" dengan nilai akhir rata-rata {angka(dokumen.rata_rata)} dan predikat pembinaan "
            f"{dokumen.predikat}"
        )
    mine = len(dokumen.butir)
    return (
        f"{text}. Ditemukan {found} ({terbilang(found)}) temuan; {mine} ({terbilang(mine)}) "
        "rekomendasi memerlukan tindak lanjut Direktorat Jenderal."
    )


def _items(dokumen: DokumenRekomendasi) -> GridTable:
    rows = [
        (
            para(f"{place}.", CELL_CENTER),
            one.kondisi,
            para(TINGKAT[one.tingkat], CELL_CENTER),
            one.isi,
            para(format_tanggal(one.tenggat) if one.tenggat else "–", CELL_CENTER),
        )
        for place, one in enumerate(dokumen.butir, 1)
    ]
    return GridTable(
        ("No.", "Temuan", "Tingkat", "Rekomendasi", "Tenggat"),
        rows,
        spread(WIDTH, 9, 56, 17, 60, 26),
    )
