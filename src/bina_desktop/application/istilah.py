"""Kinds of records, their fields and values in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bina_desktop.application.actor import NAMA_PERAN
from bina_desktop.application.cakupan import KELOMPOK, STATUS_KEPEGAWAIAN
from bina_desktop.application.form_sheet import STATUS_LEMBAR
from bina_desktop.application.tindak_lanjut import ALAMAT, STATUS_TINDAK_LANJUT
from bina_desktop.domain.nomor import JenisNomor
from bina_desktop.domain.pelimpahan import SEBUTAN

JUDUL_NOMOR: Final = {
    JenisNomor.NOTA_PERINTAH: "Nota dinas perintah",
    JenisNomor.SK_TIM: "SK Tim",
    JenisNomor.SPT: "SPT",
    JenisNomor.PEMBERITAHUAN: "Surat pemberitahuan",
    JenisNomor.BERITA_ACARA: "Berita Acara",
    JenisNomor.LAPORAN: "Laporan Hasil Penilaian",
    JenisNomor.NOTA_PENYAMPAIAN: "Nota dinas penyampaian",
    JenisNomor.PENGANTAR: "Surat pengantar",
    JenisNomor.REKOMENDASI: "Surat rekomendasi",
}
"""Papers that bear a number."""
JENIS: Final = {
    "kantor": "Data kantor",
    "pegawai": "Pegawai",
    "aparatur": "Aparatur",
    "perintah": "Perintah",
    "sk_tim": "SK Tim",
    "spt": "SPT",
    "lembar_penilaian": "Lembar",
    "lampiran": "Lampiran",
    "laporan": "Laporan",
    "arsip": "Arsip laporan",
    "peristiwa": "Peristiwa SOP",
    "temuan": "Temuan",
    "tindak_lanjut": "Tindak lanjut",
    "komentar": "Tinjauan",
    "koreksi": "Koreksi",
    "periksa": "Daftar periksa",
    "pelimpahan": "Pelimpahan wewenang",
    "templat": "Templat naskah",
    "nomor_naskah": "Nomor naskah",
    "duplikat": "Duplikat",
}
"""Kinds of records in words."""

FIELDS: Final = {
    "alasan": "alasan",
    "alasan_kembali": "alasan pengembalian",
    "anggaran": "anggaran",
    "aparatur_id": "aparatur",
    "jenis_sasaran": "jenis catatan yang ditinjau",
    "berkas_sha256": "berkas yang disahkan",
    "cuplikan_sha256": "cuplikan data yang disahkan",
    "diterbitkan_pada": "waktu terbit",
    "ditetapkan_oleh": "pejabat penetap",
    "dihapus": "penghapusan",
    "disahkan_pada": "waktu pengesahan",
    "ditujukan": "penerima rekomendasi",
    "kesimpulan": "kesimpulan",
    "gambaran_umum": "gambaran umum",
    "ke_langkah": "langkah tujuan",
    "kode_unit": "kode unit",
    "kode_wilayah": "kabupaten/kota",
    "lembar_id": "lembar",
    "melalui": "jabatan di antaranya",
    "mulai": "mulai",
    "berurutan": "nomor harus berurutan",
    "kode_klasifikasi": "kode klasifikasi",
    "nip": "NIP",
    "pola": "pola nomor",
    "yth": "alamat Yth.",
    "pegawai_id": "pegawai",
    "sampai": "sampai dengan",
    "nomor_pengantar": "nomor surat pengantar",
    "penanggung_jawab": "penanggung jawab rekomendasi",
    "rekomendasi_id": "rekomendasi yang diperiksa",
    "sasaran_id": "catatan yang ditinjau",
    "sk_tim_id": "SK Tim",
    "spt_id": "SPT",
    "tanggal_pengantar": "tanggal surat pengantar",
    "tenggat": "tenggat rekomendasi",
    "tmt_jabatan": "TMT jabatan",
    "urutan_rekomendasi": "urutan rekomendasi",
}
"""Fields whose name does not read well as it is."""

PEOPLE: Final = frozenset(
    {"dari", "kepada", "ditetapkan_oleh", "pelaku", "pemilik", "pemutus", "pegawai_id"}
)
ENUMS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("lembar_penilaian", "status"): {k.value: v for k, v in STATUS_LEMBAR.items()},
    ("pegawai", "status"): {k.value: v for k, v in STATUS_KEPEGAWAIAN.items()},
    ("aparatur", "status"): {k.value: v for k, v in STATUS_KEPEGAWAIAN.items()},
    ("tindak_lanjut", "status"): {k.value: v for k, v in STATUS_TINDAK_LANJUT.items()},
    ("temuan", "status"): {k.value: v for k, v in STATUS_TINDAK_LANJUT.items()},
    ("temuan", "ditujukan"): {k.value: v for k, v in ALAMAT.items() if k},
    ("aparatur", "kelompok"): {k.value: v for k, v in KELOMPOK.items()},
    ("pelimpahan", "jenis"): {k.value: v for k, v in SEBUTAN.items()},
    ("pelimpahan", "peran"): {k.value: v for k, v in NAMA_PERAN.items()},
    ("nomor_naskah", "jenis"): {k.value: v for k, v in JUDUL_NOMOR.items()},
    ("templat", "jenis"): {k.value: v for k, v in JUDUL_NOMOR.items()},
    ("duplikat", "putusan"): {"satu": "disatukan", "bukan": "bukan duplikat"},
}
BESIDE_ANSWERS: Final[Mapping[str, str]] = {
    "catatan": "catatan",
    "penjelasan": "penjelasan",
    "urutan": "urutan isian",
    "kosong": "sengaja dikosongkan",
}
"""What is stored beside the answer to a question, by the last step of its ref."""
WRITTEN: Final = frozenset({"catatan", "penjelasan"})
"""Those of them that are words of people."""
