"""What the checks of a workbook say, in Indonesian and in English."""

from __future__ import annotations

from bina_desktop.formengine.xpath.sentences import Template

# --- sheets and headings -------------------------------------------------------------------------

NO_SURVEY = Template(
    "Lembar “survey” tidak ada atau kosong; buku kerja ini bukan XLSForm. "
    "Tambahkan lembar “survey” dengan kolom type, name dan label.",
    "There is no sheet “survey”, or it is empty; this workbook is no XLSForm. "
    "Add a sheet “survey” with the columns type, name and label.",
)
SURVEY_MISNAMED = Template(
    "Lembar “survey” tidak ada; ganti nama lembar “{name}” menjadi “survey”.",
    "There is no sheet “survey”; rename the sheet “{name}” to “survey”.",
)
SHEET_MISNAMED = Template(
    "Lembar “{name}” diabaikan; bila maksudnya lembar “{known}”, ganti namanya.",
    "The sheet “{name}” is ignored; if “{known}” is meant, rename it.",
)
NO_TYPE_COLUMN = Template(
    "Lembar survey tidak mempunyai kolom type; tambahkan kolom itu pada baris 1.",
    "The sheet survey has no column type; add it in row 1.",
)
NO_NAME_COLUMN = Template(
    "Lembar {sheet} tidak mempunyai kolom name; tambahkan kolom itu pada baris 1.",
    "The sheet {sheet} has no column name; add it in row 1.",
)
NO_LIST_NAME_COLUMN = Template(
    "Lembar choices tidak mempunyai kolom list_name; tambahkan kolom itu pada baris 1.",
    "The sheet choices has no column list_name; add it in row 1.",
)
UNKNOWN_COLUMN = Template(
    "Kolom “{name}” tidak dikenal dan diabaikan; {hint}",
    "The column “{name}” is unknown and ignored; {hint_en}",
)
UNKNOWN_PREFIX = Template(
    "Awalan “{name}:” pada kolom “{column}” belum dijelaskan; isi kolom namespaces di lembar "
    'settings, misalnya {name}="https://contoh.id/{name}".',
    "The prefix “{name}:” of the column “{column}” is not explained; fill the column namespaces "
    'of the sheet settings, such as {name}="https://example.org/{name}".',
)
SAME_COLUMN = Template(
    "Kolom “{name}” dan “{other}” berarti sama; hapus salah satunya.",
    "The columns “{name}” and “{other}” mean the same; remove one of them.",
)
LIST_COLUMN_SPACE = Template(
    "Nama kolom “{name}” memuat spasi sehingga kolomnya diabaikan; gantilah dengan _.",
    "The name of the column “{name}” has a space, so the column is ignored; use _ instead.",
)

# --- rows of the survey --------------------------------------------------------------------------

MISSING_TYPE = Template(
    "Baris ini tidak mempunyai type; isi jenis pertanyaannya, atau hapus barisnya.",
    "This row has no type; say what kind of question it is, or delete the row.",
)
ROW_IGNORED = Template(
    "Baris ini tidak mempunyai type, name dan label sehingga dilewati.",
    "This row has no type, name and label and is skipped.",
)
UNKNOWN_TYPE = Template(
    "Jenis pertanyaan “{type}” tidak dikenal; {hint}",
    "The question type “{type}” is unknown; {hint_en}",
)
SELECT_WITHOUT_LIST = Template(
    "Jenis “{type}” memerlukan nama daftar pilihan sesudahnya, misalnya “{type} daftar”.",
    "The type “{type}” needs the name of a list of choices after it, such as “{type} list”.",
)
MISSING_NAME = Template(
    "Baris “{type}” tidak mempunyai name; isi nama yang pendek tanpa spasi.",
    "This row of type “{type}” has no name; give it a short one without spaces.",
)
BAD_NAME = Template(
    "Nama “{name}” tidak sah: mulailah dengan huruf atau _, lalu huruf, angka, _, - atau titik, "
    "tanpa spasi; misalnya “{better}”.",
    "The name “{name}” is not valid: begin with a letter or _, then letters, digits, _, - or "
    "dots, no spaces; for example “{better}”.",
)
SAME_NAME = Template(
    "Nama “{name}” sudah dipakai pada baris {other} di kelompok yang sama; bedakan namanya.",
    "The name “{name}” is already used in row {other} of the same group; choose another.",
)
SAME_REPEAT_NAME = Template(
    "Nama repeat “{name}” sudah dipakai pada baris {other}; nama repeat harus tunggal dalam "
    "seluruh formulir.",
    "The repeat name “{name}” is already used in row {other}; names of repeats must be unique "
    "in the whole form.",
)
REPEAT_NAMED_AS_FORM = Template(
    "Repeat tidak boleh bernama “{name}”, karena itu nama akar formulir; ganti namanya.",
    "A repeat must not be named “{name}”, for that is the name of the form's root; rename it.",
)
NAME_DIFFERS_IN_CASE = Template(
    "Nama “{name}” hanya berbeda huruf besar-kecil dari nama pada baris {other}; sebagian "
    "program pengolah data menganggapnya sama.",
    "The name “{name}” differs only in case from the one in row {other}; some programs that "
    "process data take both for one.",
)
RESERVED_NAME = Template(
    "Nama “meta” dicadangkan untuk data formulir; ganti namanya.",
    "The name “meta” is reserved for the form's own data; choose another.",
)
AUDIT_NAME = Template(
    "Pertanyaan audit harus bernama “audit”; kosongkan kolom name.",
    "An audit question must be named “audit”; leave the column name empty.",
)
MISSING_LABEL = Template(
    "Pertanyaan “{name}” tidak mempunyai label maupun hint; isi apa yang dibaca pengisi.",
    "The question “{name}” has neither label nor hint; say what the person reads.",
)
END_WITHOUT_BEGIN = Template(
    "“end {type}” ini tidak mempunyai “begin {type}”; hapus barisnya atau tambahkan pembukanya.",
    "This “end {type}” has no “begin {type}”; delete the row or add its beginning.",
)
BEGIN_WITHOUT_END = Template(
    "“begin {type}” bernama “{name}” tidak ditutup; tambahkan “end {type}” sesudah isinya.",
    "The “begin {type}” named “{name}” is not closed; add “end {type}” after what it holds.",
)
CROSSED = Template(
    "“end {type}” ini menutup “begin {other}” bernama “{name}” (baris {row}); tambahkan "
    "“end {other}” lebih dahulu atau perbaiki jenisnya.",
    "This “end {type}” meets the “begin {other}” named “{name}” (row {row}); add “end {other}” "
    "before it or correct its type.",
)
TOO_DEEP = Template(
    "Kelompok bersarang lebih dari {most} tingkat; ratakan susunannya.",
    "Groups stand within each other more than {most} deep; flatten them.",
)
MISSING_CALCULATION = Template(
    "Baris calculate “{name}” tidak mempunyai calculation; isi rumusnya.",
    "The calculate row “{name}” has no calculation; give the formula.",
)
TRIGGER_NOT_REFERENCE = Template(
    "Kolom trigger harus berisi rujukan seperti ${{nama}}, bukan “{text}”.",
    "The column trigger must hold a reference such as ${{name}}, not “{text}”.",
)
TRIGGER_NOT_QUESTION = Template(
    "Trigger ${{{name}}} menunjuk ke kelompok, bukan pertanyaan; sebut nama pertanyaan.",
    "The trigger ${{{name}}} is a group, no question; name a question.",
)
TRIGGER_HIDDEN = Template(
    "Trigger ${{{name}}} tidak terlihat oleh pengisi sehingga tidak pernah berubah olehnya; "
    "pilih pertanyaan yang terlihat.",
    "The trigger ${{{name}}} is not seen by anybody, so nobody changes it; name a question that "
    "is seen.",
)
BIG_IMAGE_ALONE = Template(
    "Kolom big-image memerlukan kolom image pada baris yang sama.",
    "The column big-image needs the column image in the same row.",
)

# --- references ----------------------------------------------------------------------------------

BAD_REFERENCE = Template(
    "Rujukan “{text}” tidak tertulis benar; tulis ${{nama_pertanyaan}} tanpa spasi.",
    "The reference “{text}” is not written rightly; write ${{question_name}} without spaces.",
)
UNKNOWN_REFERENCE = Template(
    "Nama ${{{name}}} tidak ada di lembar survey; {hint}",
    "There is no ${{{name}}} in the sheet survey; {hint_en}",
)
AMBIGUOUS_REFERENCE = Template(
    "Nama ${{{name}}} dipakai lebih dari satu kali (baris {rows}); bedakan namanya.",
    "The name ${{{name}}} is used more than once (rows {rows}); make the names differ.",
)

# --- choices -------------------------------------------------------------------------------------

NO_CHOICES_SHEET = Template(
    "Daftar pilihan “{list}” tidak ada karena lembar choices tidak ada{hint}; tambahkan lembar "
    "choices dengan kolom list_name, name dan label.",
    "There is no list of choices “{list}”, for there is no sheet choices{hint_en}; add a sheet "
    "choices with the columns list_name, name and label.",
)
UNKNOWN_LIST = Template(
    "Daftar pilihan “{list}” tidak ada di lembar {sheet}; {hint}",
    "There is no list of choices “{list}” in the sheet {sheet}; {hint_en}",
)
CHOICE_WITHOUT_LIST = Template(
    "Baris pilihan ini tidak mempunyai list_name sehingga diabaikan.",
    "This choice has no list_name and is ignored.",
)
CHOICE_WITHOUT_NAME = Template(
    "Pilihan dalam daftar “{list}” tidak mempunyai name; isi kodenya.",
    "A choice of the list “{list}” has no name; give its code.",
)
CHOICE_WITHOUT_LABEL = Template(
    "Pilihan “{name}” dalam daftar “{list}” tidak mempunyai label; pengisi hanya melihat kodenya.",
    "The choice “{name}” of the list “{list}” has no label; people see its code only.",
)
SAME_CHOICE = Template(
    "Pilihan “{name}” sudah ada pada daftar “{list}” (baris {other}); bedakan kodenya, atau isi "
    "allow_choice_duplicates = yes di lembar settings.",
    "The choice “{name}” is already in the list “{list}” (row {other}); make the codes differ, "
    "or set allow_choice_duplicates = yes in the sheet settings.",
)
CHOICE_WITH_SPACE = Template(
    "Kode pilihan “{name}” memuat spasi, padahal daftar “{list}” dipakai select_multiple "
    "(baris {other}) yang memisahkan jawaban dengan spasi; ganti spasi dengan _.",
    "The choice code “{name}” has a space, but the list “{list}” serves a select_multiple "
    "(row {other}), which separates answers by spaces; use _ instead.",
)
UNUSED_LIST = Template(
    "Daftar pilihan “{list}” tidak dipakai pertanyaan mana pun.",
    "The list of choices “{list}” is used by no question.",
)
OR_OTHER_FILTERED = Template(
    "or_other tidak dapat dipakai bersama choice_filter; tambahkan pilihan “lain” sendiri dan "
    "satu pertanyaan text.",
    "or_other cannot be used with choice_filter; add a choice “other” yourself and a text "
    "question.",
)
MULTIPLE_FROM_REPEAT = Template(
    "select_multiple tidak dapat mengambil pilihan dari ulangan (${{…}}); gunakan select_one, "
    "atau daftar di lembar choices.",
    "select_multiple cannot take its choices from a repeat (${{…}}); use select_one, or a list "
    "in the sheet choices.",
)
SELECT_OUTSIDE_REPEAT = Template(
    "Pilihan dari ${{{name}}} memerlukan pertanyaan di dalam repeat, tetapi “{name}” tidak "
    "berada di dalam repeat.",
    "Choices from ${{{name}}} need a question inside a repeat, but “{name}” is in none.",
)
FILE_EXTENSION = Template(
    "Nama berkas “{file}” harus berakhiran .csv, .xml atau .geojson.",
    "The file name “{file}” must end in .csv, .xml or .geojson.",
)
UNKNOWN_LIST_COLUMN = Template(
    "Kolom “{name}” dalam choice_filter tidak ada pada lembar choices; {hint}",
    "The column “{name}” in choice_filter is not in the sheet choices; {hint_en}",
)
SELECT_ONE_NAME_SPACE = Template(
    "Daftar “{list}” ditulis dengan lebih dari satu kata; nama daftar tidak boleh memuat spasi.",
    "The list “{list}” is written with more than one word; names of lists have no spaces.",
)

# --- settings and languages ----------------------------------------------------------------------

NO_FORM_ID = Template(
    "form_id tidak diisi di lembar settings; isi kode tetap formulir ini agar versi-versinya "
    "dikenali.",
    "No form_id in the sheet settings; give the form a lasting code so that its versions are "
    "known as one form.",
)
ODD_VERSION = Template(
    "Versi “{version}” tidak lazim; gunakan angka seperti 2026112301.",
    "The version “{version}” is unusual; use a number such as 2026112301.",
)
UNKNOWN_DEFAULT_LANGUAGE = Template(
    "default_language “{name}” bukan bahasa formulir ini ({languages}); {hint}",
    "The default_language “{name}” is no language of this form ({languages}); {hint_en}",
)
BAD_SETTINGS_NAME = Template(
    "Nama akar “{name}” tidak sah; gunakan huruf, angka dan _ tanpa spasi, atau kosongkan.",
    "The root name “{name}” is not valid; use letters, digits and _ without spaces, or leave it "
    "empty.",
)
MORE_SETTINGS = Template(
    "Hanya baris 2 lembar settings yang dibaca; baris ini diabaikan.",
    "Only row 2 of the sheet settings is read; this row is ignored.",
)
MISSING_TRANSLATION_COLUMN = Template(
    "Kolom {column} tidak ada untuk bahasa “{language}”; tambahkan “{column}::{language}”.",
    "There is no column {column} for the language “{language}”; add “{column}::{language}”.",
)
MISSING_TRANSLATIONS = Template(
    "Kolom “{column}” kosong pada {count} baris yang diisi dalam bahasa lain, mulai di sini; "
    "pengisi berbahasa “{language}” akan membaca bahasa lain.",
    "The column “{column}” is blank in {count} rows that another language fills, from here on; "
    "people who read “{language}” will see another language.",
)

# --- parameters ----------------------------------------------------------------------------------

BAD_PARAMETERS = Template(
    "Parameter “{text}” tidak terbaca; tulis kunci=nilai dipisah spasi, misalnya "
    "start=0 end=10 step=1.",
    "The parameters “{text}” cannot be read; write key=value separated by spaces, such as "
    "start=0 end=10 step=1.",
)
UNKNOWN_PARAMETER = Template(
    "Parameter “{key}” tidak dikenal untuk jenis {type} (yang ada: {known}); {hint}",
    "The parameter “{key}” is unknown for the type {type} (there are: {known}); {hint_en}",
)
PARAMETER_NOT_NUMBER = Template(
    "Parameter {key} harus angka, bukan “{value}”.",
    "The parameter {key} must be a number, not “{value}”.",
)
PARAMETER_ZERO = Template(
    "Parameter {key} tidak boleh 0.",
    "The parameter {key} must not be 0.",
)
PARAMETER_TOO_LARGE = Template(
    "Parameter {key} = {value} lebih besar daripada jarak start sampai end ({span}).",
    "The parameter {key} = {value} is larger than the distance from start to end ({span}).",
)
PARAMETER_CHOICE = Template(
    "Parameter {key} harus salah satu dari {known}, bukan “{value}”.",
    "The parameter {key} must be one of {known}, not “{value}”.",
)
SEED_NOT_NUMBER = Template(
    "Parameter seed harus angka atau rujukan ${{nama}}, bukan “{value}”.",
    "The parameter seed must be a number or a reference ${{name}}, not “{value}”.",
)
SEED_ALONE = Template(
    "Parameter seed memerlukan randomize=true.",
    "The parameter seed needs randomize=true.",
)

# --- formulas ------------------------------------------------------------------------------------

FORMULA = Template(
    "Rumus {column}, huruf ke-{place}{fragment}: {what}",
    "Formula {column}, character {place}{fragment}: {what_en}",
)
COUNT_INSIDE = Template(
    "Jumlah ulangan “{name}” dihitung dari isi ulangan itu sendiri, sehingga ulangan bertambah "
    "selama diisi; bila bukan itu maksudnya, hitung dari pertanyaan di luarnya.",
    "The count of the repeat “{name}” is computed from what stands inside it, so that it grows "
    "while it is filled in; if that is not meant, compute it from questions outside.",
)
FORMULA_MISSING = Template(
    "Rumus {column}: {what}",
    "Formula {column}: {what_en}",
)

# --- the converter -------------------------------------------------------------------------------

CONVERTER = Template(
    "Pengonversi XLSForm (pyxform) menolak: {text}",
    "The XLSForm converter (pyxform) refuses: {text}",
)
CONVERTER_BROKE = Template(
    "Pengonversi XLSForm (pyxform) berhenti karena isi yang tidak diduganya ({text}); periksa "
    "baris yang terakhir diubah.",
    "The XLSForm converter (pyxform) stopped at something it did not expect ({text}); look at "
    "the row changed last.",
)
UNREADABLE = Template(
    "Buku kerja tidak dapat dibaca; isinya mungkin rusak. Buka di Excel lalu simpan ulang "
    "sebagai .xlsx.",
    "The workbook cannot be read; it may be damaged. Open it in Excel and save it again as .xlsx.",
)
DUPLICATE_HEADER = Template(
    "Kolom “{name}” ada dua kali; hapus atau ganti nama salah satunya.",
    "The column “{name}” stands twice; remove or rename one of them.",
)
HEADER_NO_TEXT = Template(
    "Judul kolom “{name}” bukan teks; tulis nama kolom sebagai teks.",
    "The heading “{name}” is no text; write the name of the column as text.",
)
