"""What is said of forms and the files beside them, in Indonesian and in English."""

from __future__ import annotations

from bina_desktop.formengine.xpath.sentences import Template

# --- files that are no form ---------------------------------------------------------------------

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

# --- what an XForm says of its questions ---------------------------------------------------------

NO_MODEL = Template(
    "Formulir tidak mempunyai model; buat ulang dari XLSForm.",
    "The form has no model; make it from the XLSForm again.",
)
UNKNOWN_SUBMISSION = Template(
    "Cara pengiriman “{method}” tidak dikenal; tulis post atau form-data-post.",
    "The way of sending “{method}” is unknown; write post or form-data-post.",
)
NODE_TWICE = Template(
    "Simpul “{name}” muncul lebih dari sekali, padahal bukan repeat; bedakan namanya.",
    "The node “{name}” stands more than once without being a repeat; give each its own name.",
)
BIND_WITHOUT_NODE = Template(
    "Aturan untuk “{path}” diabaikan: tidak ada pertanyaan demikian.",
    "The rules for “{path}” are ignored: there is no such question.",
)
CONTROL_WITHOUT_NODE = Template(
    "Pertanyaan “{name}” ({control}) merujuk ke “{path}”, yang tidak ada dalam formulir; "
    "tidak ditampilkan.",
    "The question “{name}” ({control}) refers to “{path}”, which the form does not have; "
    "it is not shown.",
)
COUNT_FROM_INSIDE = Template(
    "Jumlah ulangan “{name}” dihitung dari isi ulangan itu sendiri; "
    "hitung dari pertanyaan di luarnya.",
    "The count of the repeat “{name}” is computed from what is inside it; "
    "compute it from questions outside.",
)
LABEL_WITHOUT_NODE = Template(
    "Judul kelompok “{label}” tidak ditampilkan, karena tidak ada simpul yang memuat tepat isi "
    "kelompok itu; beri kelompok itu ref ke simpulnya sendiri.",
    "The label “{label}” of a group is not shown, as no node holds just what the group holds; "
    "give the group a ref to a node of its own.",
)
UNKNOWN_CONTROL = Template(
    "Jenis pertanyaan “{kind}” pada “{name}” tidak dikenal; ditampilkan sebagai isian biasa.",
    "The kind of question “{kind}” of “{name}” is unknown; it is shown as a plain field.",
)
UNKNOWN_ANSWER_TYPE = Template(
    "Jenis jawaban “{kind}” pada “{name}” tidak dikenal; diisi sebagai teks.",
    "The type of answer “{kind}” of “{name}” is unknown; it is filled in as text.",
)
UNKNOWN_APPEARANCE = Template(
    "Tampilan “{word}” pada “{name}” belum didukung; dipakai tampilan biasa.",
    "The appearance “{word}” of “{name}” is not supported; the usual one is used.",
)
BAD_BOUND = Template(
    "Parameter {parameter} pada “{name}” berisi “{text}”; isi dengan bilangan, "
    "misalnya {parameter}=1.",
    "The parameter {parameter} of “{name}” holds “{text}”; write a number, "
    "for example {parameter}=1.",
)
BAD_STEP = Template(
    "Parameter {parameter} pada “{name}” berisi “{text}”; isi dengan bilangan selain nol, "
    "misalnya {parameter}=1.",
    "The parameter {parameter} of “{name}” holds “{text}”; write a number other than zero, "
    "for example {parameter}=1.",
)
UNKNOWN_MEDIA_TYPE = Template(
    "Jenis berkas “{kind}” pada “{name}” tidak dikenal; tulis image/* atau application/pdf.",
    "The kind of file “{kind}” of “{name}” is unknown; write image/* or application/pdf.",
)
NO_SUCH_TEXT = Template(
    "Teks “{id}” tidak ada dalam terjemahan formulir; tambahkan terjemahannya.",
    "The text “{id}” is not among the translations of the form; add its translation.",
)
NO_MEDIA_FILE = Template(
    "Berkas “{file}” tidak ada di folder lampiran formulir; teksnya ditampilkan tanpa berkas itu.",
    "The file “{file}” is not in the folder of attached files; its text is shown without it.",
)

# --- actions -------------------------------------------------------------------------------------

NO_AUTOMATIC_PLACE = Template(
    "Posisi untuk “{name}” tidak diambil otomatis; pertanyaan ini tetap kosong.",
    "The position for “{name}” is not taken by itself; the question stays empty.",
)
NO_AUTOMATIC_SOUND = Template(
    "Suara untuk “{name}” tidak direkam otomatis; pertanyaan ini tetap kosong.",
    "The sound for “{name}” is not recorded by itself; the question stays empty.",
)
ACTION_WITHOUT_TARGET = Template(
    "Tindakan untuk “{path}” diabaikan: tidak ada pertanyaan demikian.",
    "The action for “{path}” is ignored: there is no such question.",
)
UNKNOWN_EVENT = Template(
    "Tindakan pada “{name}” menunggu peristiwa yang tidak dikenal: “{event}”; "
    "pakai kolom trigger atau default.",
    "The action on “{name}” waits for an event that is unknown: “{event}”; "
    "use the column trigger or default.",
)

# --- choices -------------------------------------------------------------------------------------

NO_CHOICES = Template(
    "Pertanyaan pilihan “{name}” tidak mempunyai pilihan; isi daftarnya di lembar choices.",
    "The select “{name}” has no choices; fill in its list on the sheet choices.",
)
CHOICES_WITHOUT_LABEL = Template(
    "Pilihan “{name}” tidak mempunyai label; tambahkan <label ref=…> di dalam itemset.",
    "The choices of “{name}” have no label; add <label ref=…> to the itemset.",
)
LIST_WITHOUT_COLUMN = Template(
    "Daftar pilihan “{name}” tidak mempunyai kolom “{column}”; tambahkan kolom itu.",
    "The list of choices of “{name}” has no column “{column}”; add that column.",
)
NO_SOURCE_OF_CHOICES = Template(
    "Sumber pilihan “{name}” ({path}) tidak ditemukan; periksa nama pertanyaan pada kolom type.",
    "What “{name}” takes its choices from ({path}) is not found; "
    "check the name of the question in the column type.",
)
TOO_MANY_CHOICES = Template(
    "Daftar pilihan terlalu banyak (lebih dari {most}); kurangi isinya.",
    "The lists hold too many choices (more than {most}); shorten them.",
)

# --- lists in files beside the form --------------------------------------------------------------

LIST_FROM_ELSEWHERE = Template(
    "Sumber daftar “{source}” tidak didukung; pakai berkas lampiran formulir.",
    "The source “{source}” of a list is not supported; use a file attached to the form.",
)
LIST_OF_UNKNOWN_KIND = Template(
    "Jenis berkas daftar “{file}” tidak dikenal; pakai .csv, .xml atau .geojson.",
    "The list “{file}” is a file of unknown kind; use .csv, .xml or .geojson.",
)
LIST_MISSING = Template(
    "Berkas daftar “{file}” tidak ada; letakkan di folder lampiran formulir.",
    "The list “{file}” is missing; put it into the folder of attached files.",
)
LIST_TOO_LARGE = Template(
    "Berkas daftar “{file}” terlalu besar; paling besar {most} MB.",
    "The list “{file}” is too large; at most {most} MB are read.",
)
LIST_UNREADABLE = Template(
    "Berkas daftar “{file}” tidak dapat dibaca; periksa apakah boleh dibuka.",
    "The list “{file}” cannot be read; check that it may be opened.",
)
LIST_NOT_UTF8 = Template(
    "Berkas daftar “{file}” bukan UTF-8; simpan ulang sebagai CSV UTF-8.",
    "The list “{file}” is not UTF-8; save it again as CSV UTF-8.",
)
LIST_LINE_BROKEN = Template(
    "Baris {line} berkas “{file}” tidak terbaca; periksa tanda kutipnya.",
    "Line {line} of the file “{file}” cannot be read; check its quotes.",
)
LIST_EMPTY = Template(
    "Berkas daftar “{file}” kosong; baris pertama harus nama kolom.",
    "The list “{file}” is empty; its first line must name the columns.",
)
LIST_TOO_WIDE = Template(
    "Kolom berkas “{file}” terlalu banyak; paling banyak {most}.",
    "The file “{file}” has too many columns; at most {most} are read.",
)
LIST_COLUMN_TWICE = Template(
    "Nama kolom “{column}” muncul dua kali pada berkas “{file}”; setiap kolom perlu nama sendiri.",
    "The column “{column}” stands twice in the file “{file}”; each needs a name of its own.",
)
LIST_COLUMN_UNNAMED = Template(
    "Nama kolom kosong pada berkas “{file}”; setiap kolom perlu nama sendiri.",
    "A column of the file “{file}” has no name; each needs a name of its own.",
)
LIST_LINE_TOO_WIDE = Template(
    "Baris {line} berkas “{file}” mempunyai lebih banyak sel daripada nama kolom; "
    "periksa pemisah dan tanda kutipnya.",
    "Line {line} of the file “{file}” has more cells than there are columns; "
    "check its separators and quotes.",
)
LIST_TOO_LONG = Template(
    "Berkas daftar “{file}” terlalu panjang; semua daftar bersama paling banyak memuat "
    "{most} baris lagi.",
    "The list “{file}” is too long; all lists together may hold {most} more rows.",
)
LIST_NOT_XML = Template(
    "Berkas daftar “{file}” bukan XML yang benar dan aman; periksa isinya.",
    "The list “{file}” is no well-formed and safe XML; check what it holds.",
)
LIST_NOT_JSON = Template(
    "Berkas daftar “{file}” bukan GeoJSON yang benar; periksa isinya.",
    "The list “{file}” is no well-formed GeoJSON; check what it holds.",
)
LIST_NO_FEATURES = Template(
    "Berkas daftar “{file}” harus berupa FeatureCollection GeoJSON.",
    "The list “{file}” must be a FeatureCollection of GeoJSON.",
)

UNFILTERED = Template(
    "{path} di dalam [...] berarti isian semua baris {filtered}, bukan baris yang sedang dilihat; "
    "tulis nama pertanyaannya saja, tanpa ${{…}}.",
    "{path} inside [...] means the answers of all rows of {filtered}, not of the row looked at; "
    "write the bare name of the question, without ${{…}}.",
)
