"""What is said of formulas that cannot be used, in Indonesian and in English.

Places are counted from 1; `huruf ke-{place}` and `character {place}` stand where a message
names the place of its own span, so that a host can count in the author's own text instead.
"""

from __future__ import annotations

from bina_desktop.formengine.xpath.sentences import Sentence, Template

# --- syntax --------------------------------------------------------------------------------------

TOO_LONG = Template(
    "Ungkapan terlalu panjang ({given} huruf, paling banyak {most}); "
    "pecahlah menjadi beberapa pertanyaan calculate.",
    "The formula is too long ({given} characters, at most {most}); "
    "split it into several calculate questions.",
)
TOO_DEEP = Template(
    "Ungkapan bersarang lebih dari {most} tingkat; pecahlah menjadi beberapa "
    "pertanyaan calculate.",
    "The formula is nested more than {most} deep; split it into several calculate questions.",
)
TOO_MANY_FILTERS = Template(
    "Saringan [...] bersarang lebih dari {most} tingkat; hitunglah saringan yang di dalam pada "
    "pertanyaan calculate tersendiri.",
    "Filters [...] are nested more than {most} deep; work the inner ones out in a calculate "
    "question of their own.",
)
VARIABLE = Template(
    "“{written}” tidak dikenal: formulir tidak memiliki variabel. "
    "Periksa apakah pertanyaan dengan nama itu memang ada dan ditulis ${{nama}}.",
    "“{written}” is unknown: forms have no variables. "
    "Check that there is a question of that name and that it is written ${{name}}.",
)
OPEN_QUOTE = Template(
    "Tanda kutip {letter} pada huruf ke-{place} tidak ditutup; "
    "tutuplah dengan tanda kutip yang sama.",
    "The quote {letter} at character {place} is not closed; close it with the same quote.",
)
SMART_QUOTE = Template(
    "Tanda kutip {letter} pada huruf ke-{place} adalah kutip miring dari pengolah "
    "kata; gantilah dengan ' atau \".",
    "The quote {letter} at character {place} is a typographic one of a word processor; "
    "write ' or \" instead.",
)
UNKNOWN_SIGN = Template(
    "Tanda “{letter}” pada huruf ke-{place} tidak dikenal dalam ungkapan{hint}.",
    "The sign “{letter}” at character {place} is unknown in formulas{hint_en}.",
)
EMPTY = Template(
    "Ungkapan kosong; isilah atau hapus kolomnya.",
    "The formula is empty; write one or leave the cell empty.",
)
OPEN_BRACKET = Template(
    "Kurung yang dibuka pada huruf ke-{place} belum ditutup; tambahkan “{closing}”.",
    "The bracket opened at character {place} is not closed; add “{closing}”.",
)
CUT_SHORT = Template(
    "Ungkapan terputus: masih kurang satu nilai di akhir.",
    "The formula breaks off: a value is missing at its end.",
)
MISPLACED = Template(
    "“{written}” tidak pada tempatnya (huruf ke-{place}); {hint}.",
    "“{written}” is out of place (character {place}); {hint_en}.",
)
UNKNOWN_AXIS = Template(
    "Sumbu “{name}::” tidak dikenal dalam XPath.",
    "There is no axis “{name}::” in XPath.",
)
CALL_AS_STEP = Template(
    "“{name}()” tidak dapat menjadi langkah jalur; fungsi hanya boleh di awal.",
    "“{name}()” cannot be a step of a path; a function may stand at its beginning only.",
)

# --- functions -----------------------------------------------------------------------------------

UNKNOWN_FUNCTION = Template(
    "Fungsi {name}() tidak dikenal; periksa ejaannya pada dokumentasi XLSForm.",
    "There is no function {name}(); check its spelling in the documentation of XLSForm.",
)
NEAR_FUNCTION = Template(
    "Fungsi {name}() tidak dikenal; mungkin maksudnya {near}().",
    "There is no function {name}(); perhaps {near}() is meant.",
)
NOT_OFFERED = Template(
    "Fungsi {name}() belum didukung; hapus atau ganti dengan fungsi lain.",
    "The function {name}() is not supported yet; remove it or use another.",
)
ARITY = Template(
    "Fungsi {name}() memerlukan {wanted} argumen, tetapi diberi {given}.",
    "The function {name}() needs {wanted_en} arguments, but is given {given}.",
)
LAST_HAS_NONE = Template(
    "Fungsi last() tidak memakai argumen; untuk banyaknya ulangan gunakan count(...).",
    "The function last() takes no arguments; use count(...) for the number of repeats.",
)
PLACE_OUTSIDE = Template(
    "{name}() tanpa argumen hanya berlaku di dalam [...]; gunakan {advice}.",
    "{name}() without arguments has a meaning inside [...] only; use {advice}.",
)
WEIGHTS_IN_PAIRS = Template(
    "weighted-checklist() memerlukan pasangan: setiap jawaban diikuti bobotnya.",
    "weighted-checklist() needs pairs: each answer followed by its weight.",
)
COUNTS_NODES = Template(
    "{name}() menghitung simpul: beri jalur pertanyaan atau pengulangan, misalnya "
    "{name}(${{anggota}}).",
    "{name}() counts nodes: give it the path of a question or repeat, such as "
    "{name}(${{member}}).",
)
POSITION_OF_ONE = Template(
    "position(...) memerlukan jalur ke satu ulangan, misalnya position(..).",
    "position(...) needs the path of one repeat instance, such as position(..).",
)
BAD_PATTERN = Template(
    "Pola regex “{pattern}” tidak dapat dipakai: {why}",
    "The pattern “{pattern}” of regex cannot be used: {why_en}",
)
CHOICE_NAME_PATH = Template(
    "Argumen kedua jr:choice-name() harus nama pertanyaan pilihan dalam tanda kutip, "
    "misalnya jr:choice-name(${{kab}}, '${{kab}}').",
    "The second argument of jr:choice-name() must be the name of a select in quotes, such as "
    "jr:choice-name(${{town}}, '${{town}}').",
)
INDEXED_REPEAT = Template(
    "indexed-repeat() ditulis indexed-repeat(pertanyaan, pengulangan, nomor): argumen "
    "pertama dan kedua harus jalur, misalnya ${{nama}} dan ${{anggota}}.",
    "indexed-repeat() is written indexed-repeat(question, repeat, number): its first and second "
    "argument must be paths, such as ${{name}} and ${{member}}.",
)
NOT_IN_REPEAT = Template(
    "Pertanyaan pada indexed-repeat() tidak berada di dalam pengulangan yang "
    "disebut; gunakan nama pertanyaan di dalam pengulangan itu.",
    "The question in indexed-repeat() is not inside the repeat that is named; use the name of a "
    "question inside that repeat.",
)

# --- paths and lists -----------------------------------------------------------------------------

MISSING_PATH = Template(
    "Jalur {path} tidak ada dalam formulir; periksa nama pertanyaan dan kelompoknya.",
    "There is no path {path} in the form; check the names of the question and its groups.",
)
MISSING_COLUMN = Template(
    "Kolom “{name}” tidak ada dalam daftar pilihan; periksa sheet choices.",
    "There is no column “{name}” in the list of choices; check the sheet choices.",
)
DEEP_LIST = Template(
    "Bentuk daftar ini tidak didukung; pakai root/item dengan kolom di dalamnya.",
    "Lists of this shape are not supported here; use root/item with columns inside.",
)
MISSING_ITEMS = Template(
    "Daftar “{name}” tidak mempunyai {way}; periksa penulisan jalurnya.",
    "The list “{name}” has no {way}; check how the path is written.",
)
MISSING_LIST = Template(
    "Daftar “{name}” tidak ada; periksa list_name pada sheet choices atau nama berkas lampiran.",
    "There is no list “{name}”; check list_name in the sheet choices or the name of the "
    "attached file.",
)
ABOVE_ROOT = Template(
    "Jalur “..” naik melewati akar formulir.",
    "The path “..” climbs above the root of the form.",
)
ONE_COLUMN = Template(
    "Di dalam saringan daftar sebutkan nama satu kolom, misalnya [kab = ${{kab}}].",
    "Inside the filter of a list name one column, such as [town = ${{town}}].",
)
ITEM_HAS_NO_VALUE = Template(
    "instance(...)/root/item tidak memiliki nilai; tambahkan nama kolomnya, "
    "misalnya instance('daftar')/root/item[...]/label.",
    "instance(...)/root/item has no value; add the name of a column, such as "
    "instance('list')/root/item[...]/label.",
)
LIST_NAME_QUOTED = Template(
    "instance() memerlukan nama daftar dalam tanda kutip.",
    "instance() needs the name of a list in quotes.",
)
ITEMS_WANTED = Template(
    "Daftar pilihan harus instance('nama')/root/item[...].",
    "A list of choices must be instance('name')/root/item[...].",
)
NODES_WANTED = Template(
    "Di sini diperlukan jalur ke simpul formulir.",
    "A path to nodes of the form is needed here.",
)
PATH_WANTED = Template(
    "Di sini diperlukan jalur ke simpul (misalnya /data/kelompok), bukan nilai.",
    "A path to nodes (such as /data/group) is needed here, not a value.",
)
LIST_STEPS = Template(
    "Dalam daftar hanya ada root/item/kolom; untuk pertanyaan formulir gunakan "
    "current()/.. atau ${{nama}}.",
    "A list has root/item/column only; for questions of the form use current()/.. or ${{name}}.",
)

# --- what generated code leaves to the closures --------------------------------------------------

FILTER_ON_VALUE = Template(
    "Saringan [...] setelah nilai tidak didukung.",
    "A filter [...] after a value is not supported.",
)
UNION = Template(
    "Gabungan jalur dengan “|” tidak didukung.",
    "Paths joined by “|” are not supported.",
)
STEP_AFTER_VALUE = Template(
    "Langkah setelah nilai tidak didukung.",
    "A step after a value is not supported.",
)
FILTER_ON_ROOT = Template(
    "Saringan [...] pada akar formulir tidak didukung.",
    "A filter [...] on the root of the form is not supported.",
)
LIST_SHAPE = Template(
    "Daftar dibaca dengan instance('nama')/root/item[...]/kolom; bentuk lain tidak didukung.",
    "A list is read with instance('name')/root/item[...]/column; no other way is supported.",
)
UNKNOWN_STEP = Template(
    "Langkah jalur ini tidak didukung.",
    "This step of a path is not supported.",
)
FILTER_BEFORE_PARENT = Template(
    "Saringan [...] pada “.” atau sebelum “..” tidak didukung; tulis saringan pada "
    "nama pengulangan.",
    "A filter [...] on “.” or before “..” is not supported; write it at the name of a repeat.",
)
ONLY_ROOT = Template(
    "Jalur “/” saja tidak didukung.",
    "The path “/” alone is not supported.",
)
FILTER_ON_COLUMN = Template(
    "Saringan [...] pada kolom tidak didukung.",
    "A filter [...] on a column is not supported.",
)
PARENT_IN_LIST = Template(
    "“..” di dalam saringan daftar tidak didukung; gunakan current()/.. atau ${{nama}}.",
    "“..” inside the filter of a list is not supported; use current()/.. or ${{name}}.",
)

# --- patterns of regex() -------------------------------------------------------------------------

PATTERN_CLOSING = Template("kurung “)” tanpa pasangannya.", "a “)” without its “(”.")
PATTERN_ENDS = Template("pola terputus di akhir.", "it breaks off at its end.")
PATTERN_REPEATS_NOTHING = Template(
    "“{letter}” tidak mengikuti apa pun.", "“{letter}” follows nothing."
)
PATTERN_LOOKS = Template(
    "“(?” (lihat ke depan/belakang atau bendera) tidak didukung.",
    "“(?” (look ahead or behind, or flags) is not supported.",
)
PATTERN_GROUP_NAME = Template(
    "nama kelompok “(?<” tidak ditutup.", "the name of a group “(?<” is not closed."
)
PATTERN_NESTED = Template(
    "kurung bersarang lebih dari {most} tingkat.", "brackets are nested more than {most} deep."
)
PATTERN_OPEN = Template("kurung “(” belum ditutup.", "a “(” is not closed.")
PATTERN_POSSESSIVE = Template(
    "pengulangan posesif (“++”, “*+”) tidak didukung.",
    "possessive repetition (“++”, “*+”) is not supported.",
)
PATTERN_COUNT = Template(
    "pengulangan “{{…}}” harus berisi angka, misalnya {{2,5}}.",
    "a repetition “{{…}}” must hold numbers, such as {{2,5}}.",
)
PATTERN_BOUNDS = Template(
    "pengulangan {{{inside}}} di luar batas (0 sampai {most}).",
    "the repetition {{{inside}}} is out of bounds (0 to {most}).",
)
PATTERN_ESCAPE = Template("“\\{letter}” tidak didukung.", "“\\{letter}” is not supported.")
PATTERN_CLASS = Template("“\\p{{{name}}}” tidak dikenal.", "“\\p{{{name}}}” is unknown.")
PATTERN_CODE = Template(
    "kode huruf harus {digits} angka heksadesimal.",
    "the code of a character must be {digits} hexadecimal digits.",
)
PATTERN_RANGE = Template(
    "rentang huruf “{low}-…” terbalik.", "the range of characters “{low}-…” is reversed."
)
PATTERN_INTERSECTION = Template(
    "irisan “&&” tidak didukung.", "the intersection “&&” is not supported."
)
PATTERN_SET_IN_SET = Template(
    "“[” di dalam […] harus ditulis “\\[”.", "a “[” inside […] must be written “\\[”."
)
PATTERN_LONG = Template(
    "pola lebih panjang dari {most} huruf.", "it is longer than {most} characters."
)
PATTERN_COMPLEX = Template(
    "pola terlalu rumit (terlalu banyak pengulangan).",
    "it is too complicated (too many repetitions).",
)

# --- hints ---------------------------------------------------------------------------------------

_CHECK_BEFORE = Sentence(
    "periksa tanda kurung, koma, dan operator sebelum tanda itu",
    "check brackets, commas and operators before it",
)
_HINTS = {
    "=": Sentence("“sama dengan” ditulis dengan satu =", "“equals” is written with one ="),
    ">": Sentence(
        "“tidak sama” ditulis !=, “lebih besar atau sama” ditulis >=",
        "“not equal” is written !=, “greater or equal” is written >=",
    ),
    "<": Sentence("“lebih kecil atau sama” ditulis <=", "“less or equal” is written <="),
    "|": Sentence("“atau” ditulis or", "“or” is written as the word or"),
}
_WORDS = frozenset({"and", "or", "mod", "div"})
_SIGNS = {
    "&": Sentence("; “dan” ditulis and", "; “and” is written as the word and"),
    "!": Sentence(
        "; “tidak sama” ditulis !=, “bukan” ditulis not(...)",
        "; “not equal” is written !=, “not” is written not(...)",
    ),
    "%": Sentence("; sisa bagi ditulis mod", "; the remainder is written mod"),
    ";": Sentence("; argumen dipisahkan koma", "; arguments are separated by commas"),
    "{": Sentence("; rujukan ditulis ${nama}", "; a reference is written ${name}"),
}


def misplaced(written: str, place: int) -> Sentence:
    """Return what to say of a word or sign where none such can stand."""
    if written.lower() in _WORDS and written not in _WORDS:
        lower = written.lower()
        hint = Sentence(f"tulis “{lower}” dengan huruf kecil", f"write “{lower}” in small letters")
    else:
        hint = _HINTS.get(written, _CHECK_BEFORE)
    return MISPLACED(written=written, place=place, hint=hint.indonesian, hint_en=hint.english)


def unknown_sign(letter: str, place: int) -> Sentence:
    """Return what to say of a character that no formula holds."""
    hint = _SIGNS.get(letter, Sentence("", ""))
    return UNKNOWN_SIGN(letter=letter, place=place, hint=hint.indonesian, hint_en=hint.english)


SHUFFLES_NODES = Template(
    "randomize() mengacak daftar: beri jalur ke pilihan atau pengulangan, misalnya "
    "randomize(instance('daftar')/root/item).",
    "randomize() shuffles a list: give it a path to choices or a repeat, for example "
    "randomize(instance('list')/root/item).",
)
PULLDATA_NAMES = Template(
    "pulldata() ditulis pulldata('daftar', 'kolom hasil', 'kolom kunci', nilai): tiga argumen "
    "pertama harus nama dalam tanda kutip.",
    "pulldata() is written pulldata('list', 'result column', 'key column', value): the first "
    "three arguments must be names in quotes.",
)
DIGEST_KINDS = Template(
    "digest() mengenal {known}; bukan “{given}”.",
    "digest() knows {known}; not “{given}”.",
)
