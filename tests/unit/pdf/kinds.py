"""Every kind of document the program draws, by name, with the paper it is drawn on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.unit.pdf import blank_samples, laporan_samples, samples
from tests.unit.pdf.paper_samples import NASKAH

DRAW: Final[dict[str, Callable[[], bytes]]] = {
    "disposisi": lambda: samples.documents().disposisi(samples.a_disposisi()),
    "sk_tim": lambda: samples.documents().sk_tim(samples.an_sk()),
    "spt": lambda: samples.documents().spt(samples.an_spt()),
    "surat_pengantar": lambda: samples.documents().surat_pengantar(samples.a_pengantar()),
    "lembar": lambda: samples.documents().lembar(laporan_samples.a_lembar()),
    "kuesioner": lambda: samples.documents().lembar(laporan_samples.a_kuesioner()),
    "blangko": lambda: samples.documents().lembar(blank_samples.a_blangko()),
    "laporan": lambda: samples.documents().laporan(laporan_samples.a_laporan()),
} | {name: lambda make=make: samples.documents().naskah(make()) for name, make in NASKAH.items()}

_F4: Final = (215, 330, 30, 20, 20, 25)
_F4_LYING: Final = (330, 215, 30, 20, 20, 20)
_SHEET: Final = (210, 297, 30, 16, 16, 20)
PAPER: Final = dict.fromkeys(DRAW, _F4) | {
    "lembar": _SHEET,
    "kuesioner": _SHEET,
    "blangko": _SHEET,
    "laporan": (210, 297, 30, 25, 20, 25),
    "rekap_provinsi": (297, 210, 20, 20, 20, 20),
    "lembar_kendali": _F4_LYING,
    "matriks": _F4_LYING,
    "lembar_sop": _F4_LYING,
}
"""In millimetres: width, height, and the margins left, top, right, bottom."""

TITLES: Final = {
    "disposisi": "LEMBAR DISPOSISI",
    "sk_tim": "KEPUTUSAN KEPALA DINAS",
    "spt": "SURAT PERINTAH TUGAS",
    "surat_pengantar": "SURAT PENGANTAR",
    "lembar": "LEMBAR PENILAIAN APARATUR",
    "kuesioner": "KUESIONER APARATUR PENDAFTARAN PENDUDUK",
    "blangko": "KUESIONER APARATUR",
    "laporan": "LAPORAN HASIL PENILAIAN",
    "pemberitahuan": "Pemberitahuan Pembinaan dan Penilaian Aparatur",
    "daftar_hadir": "DAFTAR HADIR",
    "berita_acara": "BERITA ACARA HASIL PENILAIAN",
    "nota_dinas": "NOTA DINAS",
    "lembar_periksa": "LEMBAR KOREKSI",
    "lembar_kendali": "LEMBAR KENDALI STANDAR OPERASIONAL PROSEDUR",
    "rekap_provinsi": "REKAPITULASI HASIL PENILAIAN APARATUR",
    "lembar_sop": "Nomor SOP",
    "rekomendasi": "Rekomendasi Hasil Penilaian Kinerja Pejabat",
    "matriks": "MATRIKS TINDAK LANJUT REKOMENDASI",
}
