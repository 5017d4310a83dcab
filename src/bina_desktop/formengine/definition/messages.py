"""What is said of files that are no form, in Indonesian and in English."""

from __future__ import annotations

from bina_desktop.formengine.xpath.sentences import Template

FILE_TOO_LARGE = Template(
    "Berkas terlalu besar ({size} MB); batasnya {most} MB.",
    "The file is too large ({size} MB); at most {most} MB are read.",
)
FILE_UNREADABLE = Template(
    "Berkas tidak dapat dibaca; periksa apakah masih ada dan boleh dibuka.",
    "The file cannot be read; check that it is still there and may be opened.",
)
UNKNOWN_KIND = Template(
    "Jenis berkas tidak dikenal; simpan formulir sebagai buku kerja Excel (.xlsx).",
    "The kind of file is unknown; save the form as an Excel workbook (.xlsx).",
)
FILE_EMPTY = Template(
    "Berkas kosong; salin ulang dari sumbernya.",
    "The file is empty; copy it from its source again.",
)
LOCKED = Template(
    "Buku kerja dikunci kata sandi; buka di Excel, hapus kata sandinya, lalu simpan lagi.",
    "The workbook is locked with a password; open it in Excel, remove the password and save it.",
)
OLD_WORKBOOK = Template(
    "Isi berkas adalah buku kerja Excel lama (.xls) dengan nama lain; simpan ulang sebagai .xlsx.",
    "The file is an old Excel workbook (.xls) under another name; save it as .xlsx.",
)
NO_WORKBOOK = Template(
    "Berkas ini bukan buku kerja Excel, walau namanya demikian; pilih berkas lain.",
    "This file is no Excel workbook, though its name says so; choose another.",
)
WORKBOOK_BROKEN = Template(
    "Buku kerja rusak atau terpotong; salin ulang dari sumbernya.",
    "The workbook is damaged or cut off; copy it from its source again.",
)
UNPACKS_TOO_LARGE = Template(
    "Isi buku kerja terlalu besar setelah dibuka; formulir ditolak.",
    "What the workbook holds is too large once unpacked; the form is refused.",
)
NO_XLSX = Template(
    "Berkas ini bukan buku kerja Excel (.xlsx); pilih berkas lain.",
    "This file is no Excel workbook (.xlsx); choose another.",
)
TOO_SLOW = Template(
    "Formulir tidak selesai dibaca dalam {seconds:g} detik; kurangi isinya atau periksa apakah "
    "berkas rusak.",
    "The form was not read within {seconds:g} seconds; make it smaller, or check whether the "
    "file is damaged.",
)
FORM_TOO_LARGE = Template(
    "Formulir terlalu besar; kurangi pertanyaan atau pilihannya.",
    "The form is too large; use fewer questions or choices.",
)
DOCTYPE = Template(
    "Formulir memuat deklarasi DOCTYPE, yang tidak diizinkan.",
    "The form holds a DOCTYPE declaration, which is not allowed.",
)
NO_XML = Template(
    "Formulir bukan XML yang benar (baris {line}); buat ulang dari XLSForm.",
    "The form is no well-formed XML (line {line}); make it from the XLSForm again.",
)
NO_XFORM = Template(
    "Berkas ini bukan XForm; pilih berkas formulir.",
    "This file is no XForm; choose the file of a form.",
)
