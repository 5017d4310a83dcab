"""The rows of the list of sheets, and what stands in their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QIcon

from bina_desktop.application.ports import LembarSummary
from bina_desktop.domain.bahasa import format_angka, format_tanggal
from bina_desktop.domain.kalender import WIB
from bina_desktop.domain.lembar_penilaian import (
    FORM_CAPAIAN,
    FORM_SKM,
    FORM_TINDAK_LANJUT,
    LembarId,
    StatusLembar,
    is_set_aside,
)
from bina_desktop.domain.pegawai import AparaturId, format_nip
from bina_desktop.formengine.client import Progress
from bina_desktop.ui.theme import colours, icon
from bina_desktop.ui.wording import lalu, singkat


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a sheet, or an officer who has none yet."""

    nama: str
    nip: str
    jabatan: str
    lembar: LembarSummary | None = None
    aparatur_id: AparaturId | None = None
    progress: Progress | None = None
    """Of an open sheet."""
    formulir: str = ""
    """Of a sheet of the whole visit, begun or not."""

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether every word stands somewhere in the row; words are casefolded."""
        said = (self.nama, self.nip, self.jabatan, status_of(self), pemilik_of(self))
        text = " ".join(said).casefold()
        return all(word in text for word in words)


def line_of(lembar: LembarSummary, number: int, progress: Progress | None = None) -> Line:
    """Return the row of a sheet; a respondent without a name is numbered."""
    nama = lembar.nama or f"Responden {number}"
    return Line(nama, lembar.nip, lembar.jabatan, lembar, lembar.aparatur_id, progress)


def visit_lines(
    lembar: Sequence[LembarSummary], progress: Mapping[LembarId, Progress], terbuka: int
) -> Sequence[Line]:
    """Return the rows of what a visit has once, begun or not.

    `terbuka`: number of recommendations to ask about; without any there is no such sheet to begin.
    """
    found: list[Line] = []
    for form, (nama, about) in _VISIT_SHEETS.items():
        sheet = next((one for one in lembar if one.formulir == form), None)
        if sheet is None and form == FORM_TINDAK_LANJUT and not terbuka:
            continue
        known = progress.get(sheet.id) if sheet else None
        found.append(Line(nama, "", about.format(terbuka), sheet, progress=known, formulir=form))
    return found


_VISIT_SHEETS = {
    FORM_CAPAIAN: (
        "Data Capaian Kabupaten/Kota",
        "Angka D1–D5: diisi sekali, dibaca semua lembar kunjungan ini",
    ),
    FORM_TINDAK_LANJUT: (
        "Tindak Lanjut Rekomendasi",
        "Rekomendasi kunjungan sebelumnya yang masih terbuka: {0}",
    ),
}


def about_line_of(line: Line) -> tuple[str, str]:
    """Return the second line below the name of a sheet of the whole visit, and its colour."""
    return line.jabatan, ""


def nama_of(line: Line) -> str:
    """Return the name."""
    return line.nama


def nip_line_of(line: Line) -> tuple[str, str]:
    """Return the second line below a name, and its colour."""
    return format_nip(line.nip) or "Tanpa NIP", ""


def jabatan_of(line: Line) -> str:
    """Return the post."""
    return line.jabatan or "–"


def status_of(line: Line) -> str:
    """Return the state in one word."""
    if line.lembar is None:
        return "Belum dimulai"
    if is_set_aside(line.lembar.formulir, line.lembar.status):
        return "Belum lengkap"
    return {
        StatusLembar.DRAF: "Draf",
        StatusLembar.FINAL: "Final",
        StatusLembar.DIKEMBALIKAN: "Dikembalikan",
    }[line.lembar.status]


def tip_of(line: Line) -> str:
    """Return the state with the reason of a return."""
    alasan = line.lembar.alasan_kembali if line.lembar else ""
    return f"{status_of(line)}: {alasan}" if alasan else status_of(line)


def shade_of(line: Line) -> str:
    """Return the colour of the state."""
    c = colours()
    if line.lembar is None:
        return c.muted
    return {StatusLembar.FINAL: c.good, StatusLembar.DIKEMBALIKAN: c.warn}.get(
        line.lembar.status, c.text
    )


def glyph_of(line: Line) -> QIcon:
    """Return the sign of the state."""
    if line.lembar is None:
        return icon("add", colours().muted)
    glyph = {StatusLembar.FINAL: "check", StatusLembar.DIKEMBALIKAN: "return"}
    return icon(glyph.get(line.lembar.status, "edit"), shade_of(line))


def terisi_of(line: Line) -> str:
    """Return how much of it is answered."""
    if line.lembar is None:
        return "–"
    if line.lembar.status is StatusLembar.FINAL:
        return "Lengkap"
    if line.progress is None:
        return f"{line.lembar.terjawab} jawaban"
    return f"{line.progress.answered} dari {line.progress.total}"


def share_of(line: Line) -> float:
    """Return the answered share, 0 to 1; -1 where nothing was begun or nothing is known."""
    if line.lembar is None:
        return -1.0
    if line.lembar.status is StatusLembar.FINAL:
        return 1.0
    if line.progress is None:
        return -1.0
    return line.progress.answered / max(line.progress.total, 1)


def terisi_tip_of(line: Line) -> str:
    """Return what is still to be done."""
    progress = line.progress
    if progress is None:
        return terisi_of(line)
    parts = [f"{progress.answered} dari {progress.total} isian terisi"]
    if progress.open_required:
        parts.append(f"{progress.open_required} wajib belum terisi")
    if progress.problems:
        parts.append(f"{progress.problems} perlu diperbaiki")
    return ", ".join(parts) + "."


def pengisi_of(line: Line) -> str:
    """Return who gave the last answer; a survey names nobody, not even who helped."""
    if is_anonymous(line):
        return "–"
    return (line.lembar.pengisi if line.lembar else "") or "–"


def pemilik_of(line: Line) -> str:
    """Return whose sheet it is: to whom it was handed, else who gave the last answer."""
    return (line.lembar.pemilik if line.lembar else "") or pengisi_of(line)


def pemilik_tip_of(line: Line) -> str:
    """Return the same in a sentence."""
    if line.lembar is None:
        return ""
    last = f"Terakhir diisi oleh {line.lembar.pengisi}." if line.lembar.pengisi else ""
    handed = f"Diserahkan kepada {line.lembar.pemilik}." if line.lembar.pemilik else ""
    return f"{handed} {last}".strip()


def nilai_of(line: Line) -> str:
    """Return the final figure."""
    nilai = line.lembar.nilai_akhir if line.lembar else None
    return format_angka(nilai, 2) if nilai is not None else "–"


def nilai_number_of(line: Line) -> float:
    """Return the same, to sort by."""
    nilai = line.lembar.nilai_akhir if line.lembar else None
    return float(nilai) if nilai is not None else -1.0


def predikat_of(line: Line) -> str:
    """Return the grade."""
    return (line.lembar.predikat if line.lembar else "") or "–"


def diubah_of(line: Line) -> str:
    """Return how long ago it was changed."""
    moment = _moment_of(line)
    return lalu(moment) if moment else "–"


def diubah_tip_of(line: Line) -> str:
    """Return when it was changed, and by whom."""
    moment = _moment_of(line)
    if moment and is_anonymous(line):
        return hari_of(line)
    return f"{singkat(moment)}, {pengisi_of(line)}" if moment else "–"


def hari_of(line: Line) -> str:
    """Return the day of the last answer: more is not told of anonymous respondents."""
    moment = _moment_of(line)
    return format_tanggal(moment.astimezone(WIB).date()) if moment else "–"


def is_anonymous(line: Line) -> bool:
    """Tell whether the sheet is a survey without a name."""
    return line.lembar is not None and line.lembar.formulir == FORM_SKM


def respondents_note(wilayah: str, lembar: Sequence[LembarSummary]) -> str:
    """Say how many respondents a visit has; '' before the first one."""
    found = [one.status for one in lembar if one.formulir == FORM_SKM]
    aside = sum(is_set_aside(FORM_SKM, status) for status in found)
    if not found:
        return ""
    words = f"{wilayah}: {len(found) - aside} responden dihitung."
    if aside:
        words += f" {aside} isian belum lengkap disimpan, tetapi tidak dihitung."
    return words


def alasan_of(line: Line | None) -> str:
    """Return why a sheet came back; '' where it did not."""
    if line is None or line.lembar is None or line.lembar.status is not StatusLembar.DIKEMBALIKAN:
        return ""
    return f"{line.nama}: dikembalikan untuk diperbaiki. {line.lembar.alasan_kembali}".strip()


def diubah_moment_of(line: Line) -> float:
    """Return the same, to sort by."""
    moment = _moment_of(line)
    return moment.timestamp() if moment else 0.0


def _moment_of(line: Line) -> datetime | None:
    """Return that moment."""
    return line.lembar.diubah if line.lembar else None
