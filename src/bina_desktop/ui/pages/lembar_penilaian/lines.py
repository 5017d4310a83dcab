"""The rows of the list of sheets, and what stands in their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QIcon

from bina_desktop.application.ports import LembarSummary
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.lembar_penilaian import StatusLembar
from bina_desktop.domain.pegawai import AparaturId, format_nip
from bina_desktop.ui.theme import colours, icon
from bina_desktop.ui.wording import singkat


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a sheet, or an officer who has none yet."""

    nama: str
    nip: str
    jabatan: str
    lembar: LembarSummary | None = None
    aparatur_id: AparaturId | None = None


def line_of(lembar: LembarSummary, number: int) -> Line:
    """Return the row of a sheet; a respondent without a name is numbered."""
    nama = lembar.nama or f"Responden {number}"
    return Line(nama, lembar.nip, lembar.jabatan, lembar, lembar.aparatur_id)


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
    """Return how many answers there are."""
    return str(line.lembar.terjawab) if line.lembar else "–"


def terisi_number_of(line: Line) -> int:
    """Return the same, to sort by."""
    return line.lembar.terjawab if line.lembar else -1


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
    """Return when it was last changed."""
    moment = _moment_of(line)
    return singkat(moment) if moment else "–"


def diubah_moment_of(line: Line) -> float:
    """Return the same, to sort by."""
    moment = _moment_of(line)
    return moment.timestamp() if moment else 0.0


def _moment_of(line: Line) -> datetime | None:
    """Return that moment."""
    return line.lembar.diubah if line.lembar else None
