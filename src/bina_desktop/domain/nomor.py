"""Numbers of letters: a template of tokens for each kind, a register for each kind and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import Final, NewType
from uuid import NAMESPACE_URL, uuid5

from bina_desktop.domain.bahasa import BULAN, romawi
from bina_desktop.domain.errors import InvalidValueError, WrongStateError

TemplatId = NewType("TemplatId", str)
NomorId = NewType("NomorId", str)


class JenisNomor(StrEnum):
    """Papers that bear a number, each with a register of its own."""

    NOTA_PERINTAH = "nota-dinas-perintah"
    SK_TIM = "sk-tim"
    SPT = "spt"
    PEMBERITAHUAN = "surat-pemberitahuan"
    BERITA_ACARA = "berita-acara"
    LAPORAN = "laporan"
    NOTA_PENYAMPAIAN = "nota-dinas-penyampaian"
    PENGANTAR = "surat-pengantar"
    REKOMENDASI = "surat-rekomendasi"


OF_TRIWULAN: Final = (JenisNomor.NOTA_PERINTAH, JenisNomor.SK_TIM)
"""Papers that exist once in a triwulan; all others once a visit."""


class StatusNomor(StrEnum):
    """What became of a number."""

    DIPAKAI = "dipakai"
    DICADANGKAN = "dicadangkan"
    """Kept for a paper that is still to come, or given to one outside of this program."""
    BATAL = "batal"
    """Never to be given: misprinted, or skipped."""


@dataclass(frozen=True, slots=True)
class Templat:
    """How papers of one kind are numbered and whom they name besides the addressee."""

    id: TemplatId
    jenis: JenisNomor
    pola: str
    """`{kode_klasifikasi}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}`."""
    kode_klasifikasi: str = ""
    berurutan: bool = True
    """True where a number that leaves a gap is refused."""
    yth: str = ""
    """Address, a line each; only of papers that always go to the same."""
    tembusan: str = ""
    """Copies, a line each, with tokens such as `{kepala_daerah}`."""


@dataclass(frozen=True, slots=True)
class NomorNaskah:
    """A number of a paper that has no record of its own, or one that is reserved or void."""

    id: NomorId
    jenis: JenisNomor
    tahun: int
    nomor: str
    """As printed; '' where it was taken back."""
    status: StatusNomor = StatusNomor.DIPAKAI
    spt_id: str = ""
    triwulan: str = ""
    urut: int | None = None
    """Place in the register, of a reserved or void one."""
    tanggal: date | None = None
    keterangan: str = ""


_UNIT: Final = "{kode_klasifikasi}/{nomor:3}/{unit}/{bulan_romawi}/{tahun}"
_DIRJEN: Final = (
    "Direktur Jenderal Kependudukan dan Pencatatan Sipil\n"
    "Kementerian Dalam Negeri\n"
    "u.p. Direktur Bina Aparatur Kependudukan dan Pencatatan Sipil\n"
    "di Jakarta"
)
_KODE: Final = {JenisNomor.SPT: "800.1.11.1", JenisNomor.SK_TIM: ""}
_POLA: Final = {JenisNomor.SK_TIM: "{nomor} TAHUN {tahun}"}
_YTH: Final = {JenisNomor.PENGANTAR: _DIRJEN, JenisNomor.REKOMENDASI: _DIRJEN}
_TEMBUSAN: Final = {
    JenisNomor.NOTA_PERINTAH: "Pertinggal",
    JenisNomor.SK_TIM: (
        "Gubernur {nama_provinsi} (sebagai laporan)\nSekretaris Daerah {provinsi}\n"
        "Inspektur {provinsi}\nYang bersangkutan untuk dilaksanakan"
    ),
    JenisNomor.SPT: "Personel yang bersangkutan\nPertinggal",
    JenisNomor.PEMBERITAHUAN: "{kepala_daerah}\nPertinggal",
    JenisNomor.NOTA_PENYAMPAIAN: "Pertinggal",
    JenisNomor.PENGANTAR: "Kepala {nama_dinas}",
    JenisNomor.REKOMENDASI: (
        "Gubernur {nama_provinsi}\n{kepala_daerah}\nKepala {nama_dinas}\nInspektur {provinsi}"
    ),
}
TOKEN_NOMOR: Final = ("kode_klasifikasi", "nomor", "unit", "bulan", "bulan_romawi", "tahun")
TOKEN_TEMBUSAN: Final = ("provinsi", "nama_provinsi", "kepala_daerah", "nama_dinas")
_TOKEN: Final = re.compile(r"\{([^{}:]*)(?::([1-6]))?\}")
_GAP: Final = "\u00a0" * 10
_LONGEST: Final = 120
_LONGEST_READ: Final = 150
"""Letters of a number; what is longer comes from elsewhere, and may take for ever to read."""
_MOST_GAPS: Final = 100
HIGHEST_URUT: Final = 999_999
_DOTS: Final = "…" * 8
_READ: Final = {
    "nomor": r"0*(?P<urut>[1-9]\d{0,8})",
    "tahun": r"\d{4}",
    "bulan": "(?:1[0-2]|0?[1-9])",
    "bulan_romawi": "[IVX]+",
}
_READ_APART: Final = {
    "nomor": r"(?<!\d)0*(?P<urut>[1-9]\d{0,8})(?!\d)",
    "bulan": r"\d{1,2}",
}
_ANY_SIGN: Final = "\ue000"
"""Stands for a code or unit that is not known; the signs after it for other tokens."""


def templat_id_for(jenis: JenisNomor) -> TemplatId:
    """Return the one id that every installation gives the template of a kind."""
    return TemplatId(str(uuid5(NAMESPACE_URL, f"urn:bina:templat/{jenis}")))


def nomor_id_for(jenis: JenisNomor, of: str) -> NomorId:
    """Return the one id of the number of a paper (its visit or triwulan) or of a place."""
    return NomorId(str(uuid5(NAMESPACE_URL, f"urn:bina:nomor/{jenis}/{of}")))


def usual(jenis: JenisNomor) -> Templat:
    """Return the template with which an office begins."""
    return Templat(
        templat_id_for(jenis),
        jenis,
        _POLA.get(jenis, _UNIT),
        _KODE.get(jenis, "400.12.2.5"),
        yth=_YTH.get(jenis, ""),
        tembusan=_TEMBUSAN.get(jenis, ""),
    )


def check_templat(templat: Templat) -> None:
    """Raise InvalidValueError for unknown tokens or a pattern without exactly one number.

    No other token may stand twice either: reading such a number back could take for ever.
    """
    if len(templat.pola) > _LONGEST:
        raise InvalidValueError(f"Pola nomor paling panjang {_LONGEST} huruf.")
    _check_tokens(templat.pola, TOKEN_NOMOR, "Pola nomor")
    _check_tokens(templat.tembusan, TOKEN_TEMBUSAN, "Tembusan")
    _check_tokens(templat.yth, (), "Alamat Yth.")
    tokens = Counter(name for name, _ in _TOKEN.findall(templat.pola))
    if tokens["nomor"] != 1:
        raise InvalidValueError("Pola nomor harus memuat {nomor} tepat satu kali.")
    for name, often in tokens.items():
        if often > 1:
            raise InvalidValueError(f"Pola nomor memuat {{{name}}} lebih dari satu kali.")


def sound(templat: Templat) -> Templat:
    """Return a template, or the usual one where it came from elsewhere and breaks the rules."""
    try:
        check_templat(templat)
    except InvalidValueError:
        return usual(templat.jenis)
    return templat


def _check_tokens(text: str, known: Sequence[str], what: str) -> None:
    for name, _ in _TOKEN.findall(text):
        if name not in known:
            names = ", ".join(f"{{{one}}}" for one in known) or "tidak ada"
            raise InvalidValueError(
                f"{what}: token {{{name}}} tidak dikenal. Yang dapat dipakai: {names}."
            )
    if re.search(r"[{}]", _TOKEN.sub("", text)):
        raise InvalidValueError(f"{what}: kurung kurawal tidak berpasangan.")


def write_nomor(templat: Templat, *, unit: str, tanggal: date, urut: int | None) -> str:
    """Return the number in full; None leaves a gap to be filled in by hand."""

    def token(found: re.Match[str]) -> str:
        name, width = found[1], int(found[2] or 1)
        if name == "nomor":
            gap = _DOTS if found.start() == 0 else _GAP
            return gap if urut is None else f"{urut:0{width}}"
        values = {
            "kode_klasifikasi": templat.kode_klasifikasi,
            "unit": unit,
            "bulan": f"{tanggal.month:0{width}}",
            "bulan_romawi": romawi(tanggal.month),
            "tahun": str(tanggal.year),
        }
        return values.get(name, "")

    return _trimmed(_TOKEN.sub(token, templat.pola))


def _trimmed(text: str) -> str:
    """Leave out what stands around a token that is empty."""
    return re.sub(r"/{2,}", "/", text).strip("/ ")


def read_urut(templat: Templat, nomor: str, *, unit: str = "") -> int | None:
    """Return the place of a number that follows the pattern; None for one that does not.

    Code and unit of today are looked for first, whatever they hold; then any others, as they may
    have been when the number was given.
    """
    text = " ".join(nomor.split())
    if len(text) > _LONGEST_READ:
        return None
    for pattern in _patterns(templat.pola, templat.kode_klasifikasi, unit):
        read = pattern.fullmatch(text)
        if read:
            return int(read["urut"])
    return None


@lru_cache(maxsize=64)
def _patterns(pola: str, kode: str, unit: str) -> tuple[re.Pattern[str], ...]:
    """Return what numbers may look like, the likeliest first."""
    others = product((kode, _ANY_SIGN, ""), (unit, _ANY_SIGN, ""))
    return (
        _pattern(pola, kode, unit, loose=False),
        *(_pattern(pola, *one, loose=True) for one in others),
    )


def _pattern(pola: str, kode: str, unit: str, *, loose: bool) -> re.Pattern[str]:
    """Return how numbers with this code and unit read.

    One is written with a sign for each token that varies, so that it is trimmed as numbers are;
    a loose one is told from other figures by what stands beside it only.
    """
    known = {"kode_klasifikasi": kode, "unit": unit}
    read = {_ANY_SIGN: "[^/]+?"}

    def token(found: re.Match[str]) -> str:
        name = found[1]
        if name in known:
            return known[name]
        sign = chr(ord(_ANY_SIGN) + len(read))
        exact = rf"\d{{{found[2]}}}" if name == "bulan" and found[2] else _READ[name]
        read[sign] = _READ_APART.get(name, exact) if loose else exact
        return sign

    written = " ".join(_trimmed(_TOKEN.sub(token, pola)).split())
    text = "".join(read.get(sign, re.escape(sign)) for sign in written)
    return re.compile(text, re.IGNORECASE)


def check_readable(templat: Templat, *, unit: str) -> None:
    """Raise InvalidValueError for a pattern whose numbers cannot be told from one another."""
    for urut, bulan in product((1, 12, 123), (1, 12)):
        day = date(2026, bulan, 1)
        written = write_nomor(templat, unit=unit, tanggal=day, urut=urut)
        if read_urut(templat, written, unit=unit) != urut:
            raise InvalidValueError(
                f"Pola ini menulis nomor {urut} bulan {BULAN[bulan - 1]} sebagai “{written}”, "
                "yang dapat juga dibaca sebagai nomor lain. Beri pemisah, misalnya garis miring, "
                "di antara token."
            )


def write_lines(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return lines with their tokens filled in; empty ones are left out."""
    filled = _TOKEN.sub(lambda found: values.get(found[1], ""), text)
    return tuple(line.strip() for line in filled.splitlines() if line.strip())


# --- registers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tercatat:
    """One line of a register."""

    nomor: str
    """'' while "belum bernomor"."""
    urut: int | None
    """Place; None for a number that does not follow the pattern."""
    status: StatusNomor
    naskah: str
    """What bears it, in words."""
    tanggal: date | None = None
    of: str = ""
    """Which paper: its visit or triwulan; the id of a reserved or void number."""


def next_urut(entries: Iterable[Tercatat]) -> int:
    """Return the first place after all that are taken, reserved or void."""
    return max((one.urut for one in entries if one.urut is not None), default=0) + 1


def gaps_of(entries: Iterable[Tercatat]) -> tuple[int, ...]:
    """Return the places between the first and the last that nothing explains.

    Of very many the first: one slip of the pen can leave millions.
    """
    taken = sorted({one.urut for one in entries if one.urut is not None})
    between = (place for low, high in pairwise(taken) for place in range(low + 1, high))
    return tuple(islice(between, _MOST_GAPS))


def doubles_of(entries: Iterable[Tercatat]) -> tuple[str, ...]:
    """Return the numbers that several papers bear, and the places that several numbers share.

    One place may be written in several ways, such as with another month; `require_free` refuses
    that too. A reserved number stands for a paper that is still to come.
    """
    borne = [one for one in entries if one.nomor and one.status is not StatusNomor.DICADANGKAN]
    counted = Counter(_folded(one.nomor) for one in borne)
    told = [nomor for nomor, often in counted.items() if often > 1]
    for urut in {one.urut for one in borne if one.urut is not None}:
        written = sorted({_folded(one.nomor) for one in borne if one.urut == urut})
        if len(written) > 1:
            told.append(f"{urut} ({'; '.join(written)})")
    return tuple(sorted(told))


def _folded(nomor: str) -> str:
    return " ".join(nomor.split()).upper()


def require_free(
    templat: Templat, entries: Sequence[Tercatat], nomor: str, *, of: str, unit: str = ""
) -> None:
    """Raise WrongStateError for a number that is taken or void, or that leaves a gap.

    A reserved number may be given: that is what it was kept for.
    """
    if not nomor.strip():
        return
    others = [one for one in entries if one.of != of and one.nomor]
    urut = read_urut(templat, nomor, unit=unit)
    for one in others:
        same = _folded(one.nomor) == _folded(nomor) or (urut is not None and one.urut == urut)
        if same and one.status is not StatusNomor.DICADANGKAN:
            why = "sudah dibatalkan" if one.status is StatusNomor.BATAL else "sudah dipakai"
            raise WrongStateError(
                f"Nomor {nomor.strip()} {why}: {one.naskah}. Nomor berikutnya dalam register ini "
                f"adalah {next_urut(others)}."
            )
    following = next_urut(others)
    if urut is None or not templat.berurutan or following == 1 or urut <= following:
        return
    missing = str(following) if urut == following + 1 else f"{following}–{urut - 1}"
    raise WrongStateError(
        f"Nomor {nomor.strip()} melompati {missing}. Pakai nomor {following}, atau cadangkan "
        f"{missing} dahulu di Tim & Penugasan, bagian Nomor. Bila TU memakai nomor yang sama "
        "untuk surat lain, matikan “harus berurutan” di sana."
    )
