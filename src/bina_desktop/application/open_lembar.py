"""A sheet as it is opened for entry or reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bina_desktop.application.usulan import Usulan
from bina_desktop.domain.lembar_penilaian import LembarPenilaian
from bina_desktop.domain.pegawai import Aparatur, Pegawai
from bina_desktop.formengine.client import Restored, Session


@dataclass(frozen=True, slots=True)
class OpenLembar:
    """A sheet opened for entry or reading."""

    lembar: LembarPenilaian
    aparatur: Aparatur | None
    session: Session
    restored: Restored
    position: str
    """Ref at which it was left; '' at the start."""
    saved: datetime | None
    """When its last answer was stored, on any laptop."""
    catatan: Mapping[str, str]
    """Notes of the collector by ref of the question."""
    writable: bool
    why_readonly: str
    """Sentence, '' when writable."""
    media_folder: Path | None = None
    """Where the pictures and recordings of the form stand; None where it has none."""
    usulan: Usulan | None = None
    """Answers of the last visit, to be confirmed; None where there are none to propose."""
    pemilik: str = ""
    """Name of the petugas to whom it was handed; '' where it was not."""
    rekan: tuple[Pegawai, ...] = ()
    """To whom this person may hand the sheet."""
    versi_lain: str = ""
    """Version of the form to which it may be moved: the installed one, or back; '' for none."""
    is_outdated: bool = False
    """True where `versi_lain` is the installed version."""
    may_take: bool = False
    """True where it is another's and this person may take it."""
