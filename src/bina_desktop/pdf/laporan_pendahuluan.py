"""BAB I and II of the Laporan: introduction and general picture."""

from __future__ import annotations

from collections import Counter
from datetime import date

from reportlab.platypus import Flowable, PageBreak

from bina_desktop.application.dokumen_laporan import DokumenLaporan
from bina_desktop.domain.bahasa import format_rentang, format_tanggal, terbilang
from bina_desktop.domain.pegawai import Kelompok
from bina_desktop.domain.penugasan import Kedudukan
from bina_desktop.pdf.blocks import nip_line, numbered, pangkat_gol
from bina_desktop.pdf.grid import GridTable, headed
from bina_desktop.pdf.kop import dinas_name
from bina_desktop.pdf.laporan_teks import WIDTH, bab, scaled, subbab, tabel
from bina_desktop.pdf.layout import BODY, CELL, escape, para, paragraphs, rich

_KELOMPOK = {
    Kelompok.PEJABAT: "pejabat struktural",
    Kelompok.FUNGSIONAL: "pejabat fungsional ADB/Operator SIAK",
    Kelompok.OPERATOR: "petugas/operator layanan",
}
_KEDUDUKAN = {
    Kedudukan.PENGARAH: "Pengarah",
    Kedudukan.PENANGGUNG_JAWAB: "Penanggung Jawab",
    Kedudukan.KETUA: "Ketua",
    Kedudukan.SEKRETARIS: "Sekretaris",
    Kedudukan.ANGGOTA: "Anggota",
}


def bab_pendahuluan(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return BAB I."""
    dinas = dinas_name(dokumen.kantor, dokumen.provinsi)
    story: list[Flowable] = [
        *bab("BAB I", "PENDAHULUAN"),
        subbab("A. Latar Belakang"),
        para(
            "Pelayanan pendaftaran penduduk yang cepat, benar, dan bebas pungutan bergantung pada "
            "kompetensi dan integritas aparatur yang melaksanakannya. SOP Nomor 10.07.03.021 "
            "menetapkan bahwa asesmen aparatur bidang pendaftaran penduduk dilakukan setiap 3 "
            "(tiga) bulan sekali, dilanjutkan dengan monitoring dan tindak lanjut berupa "
            "rekomendasi kepada Direktur Jenderal Kependudukan dan Pencatatan Sipil.",
            BODY,
        ),
        para(
            f"Laporan ini memuat hasil pembinaan dan penilaian pada {dokumen.nama_dinas} untuk "
            f"{dokumen.triwulan.label}.",
            BODY,
        ),
        subbab("B. Dasar Hukum"),
        _legal_basis(dokumen),
        subbab("C. Maksud dan Tujuan"),
        para(
            "Penilaian dimaksudkan untuk mengetahui pencapaian standar kompetensi aparatur. "
            "Tujuannya memberi dasar bagi pembinaan, perbaikan pelayanan, dan rekomendasi kepada "
            "pejabat yang berwenang.",
            BODY,
        ),
        subbab("D. Ruang Lingkup dan Sasaran"),
        para(_scope(dokumen), BODY),
        subbab("E. Metode"),
        *(para(text, BODY) for text in _METHOD),
        subbab("F. Waktu, Tempat, dan Tim"),
        para(
            f"Kunjungan dilaksanakan pada tanggal "
            f"{format_rentang(dokumen.mulai, dokumen.selesai)} di {dokumen.nama_dinas}"
            f"{_papers(dokumen)}. Tim berasal dari {dinas}:",
            BODY,
        ),
        *headed([tabel("Tim Pembinaan")], _team(dokumen)),
        PageBreak(),
    ]
    return story


_METHOD = (
    (
        "Penilaian memakai Lembar Penilaian Aparatur, instrumen pembinaan daerah yang terdiri "
        "atas enam aspek. Setiap indikator yang berlaku bagi kelompok jabatan diberi skor 1 "
        "sampai 5 berdasarkan bukti dukung; nilai baku = 25 + 15 × skor. Nilai aspek dan nilai "
        "akhir ialah rata-rata nilai baku tertimbang bobot indikator yang berlaku, dibulatkan "
        "dua angka di belakang koma."
    ),
    (
        "Skor 1 pada indikator kritis membatasi predikat paling tinggi “Kurang”. Nilai akhir "
        "tidak disimpulkan bila jumlah bobot yang berlaku kurang dari 60. Kuesioner aparatur "
        "dan survei pengguna layanan bersifat pelengkap dan tidak dihitung dalam nilai akhir."
    ),
)


def _legal_basis(dokumen: DokumenLaporan) -> Flowable:
    items = [f"{item.teks};" for item in dokumen.dasar_hukum]
    if dokumen.nomor_sk or dokumen.tanggal_sk:
        items.append(f"Keputusan Kepala Dinas{_cited(dokumen.nomor_sk, dokumen.tanggal_sk)};")
    if dokumen.nomor_spt or dokumen.tanggal_spt:
        items.append(f"Surat Perintah Tugas{_cited(dokumen.nomor_spt, dokumen.tanggal_spt)};")
    items.append("Standar Operasional Prosedur Nomor 10.07.03.021 tanggal 8 Desember 2017.")
    return numbered(items, WIDTH, look=BODY)


def _cited(nomor: str, tanggal: date | None) -> str:
    number = f" Nomor {nomor}" if nomor else ""
    day = f" tanggal {format_tanggal(tanggal)}" if tanggal else ""
    return f"{number}{day}"


def _papers(dokumen: DokumenLaporan) -> str:
    if not dokumen.nomor_spt:
        return ""
    return f" berdasarkan Surat Perintah Tugas{_cited(dokumen.nomor_spt, dokumen.tanggal_spt)}"


def _scope(dokumen: DokumenLaporan) -> str:
    tally = Counter(a.kelompok for a in dokumen.aparatur)
    parts = [f"{tally[k]} {name}" for k, name in _KELOMPOK.items() if tally[k]]
    count = len(dokumen.aparatur)
    who = f" yang terdiri atas {', '.join(parts)}" if parts else ""
    return (
        f"Sasaran penilaian ialah {count} ({terbilang(count)}) orang aparatur yang membidangi "
        f"pendaftaran penduduk pada {dokumen.nama_dinas}{who}. Pencatatan sipil berada di luar "
        "ruang lingkup."
    )


def _team(dokumen: DokumenLaporan) -> GridTable:
    rows = [
        (
            f"{place}.",
            rich(
                f"<b>{escape(item.orang.nama)}</b><br/>{escape(nip_line(item.orang) or '–')}", CELL
            ),
            pangkat_gol(item.orang),
            item.orang.jabatan or "–",
            _KEDUDUKAN[item.kedudukan],
        )
        for place, item in enumerate(dokumen.tim, 1)
    ]
    return GridTable(
        ("No.", "Nama/NIP", "Pangkat (Gol.)", "Jabatan", "Kedudukan"),
        rows,
        scaled(10, 52, 30, 44, 24),
    )


def bab_gambaran(dokumen: DokumenLaporan) -> list[Flowable]:
    """Return BAB II, in the words of the team."""
    text = dokumen.gambaran_umum or "Gambaran umum belum diisi oleh Tim."
    return [*bab("BAB II", "GAMBARAN UMUM"), *paragraphs(text), PageBreak()]
