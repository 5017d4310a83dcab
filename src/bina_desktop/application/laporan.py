"""Laporan Hasil Penilaian: compose, review, ratify, sign, deliver (SOP steps 3b to 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bina_desktop.application.actor import Acting
from bina_desktop.application.ports import LembarSummary, PdfVerification, Signer
from bina_desktop.application.cetak import CetakService
from bina_desktop.application.work import Changes
from bina_desktop.domain.laporan import Laporan, LaporanId
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.sop import Peristiwa, Sop
from bina_desktop.domain.temuan import Temuan, TemuanId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.domain.wilayah import Wilayah


@dataclass(frozen=True, slots=True)
class LaporanSummary:
    """One line of the review list; a visit without a Laporan yet has `laporan` None."""

    spt: Spt
    wilayah: Wilayah
    laporan: Laporan | None
    langkah: int
    lembar: int
    lembar_final: int
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class Actions:
    """What the person who is in may do now; the sentence tells why nothing, if nothing."""

    edit: bool = False
    submit: bool = False
    """Tim hands the draft to the Kasi (step 3)."""
    correct: bool = False
    """Kasi passes it on (step 4)."""
    validate: bool = False
    ratify: bool = False
    deliver: bool = False
    return_to: tuple[int, ...] = ()
    """Steps to which it may be returned."""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class LaporanDetail:
    """A Laporan with all it is made from."""

    spt: Spt
    wilayah: Wilayah
    laporan: Laporan
    lembar: tuple[LembarSummary, ...]
    temuan: tuple[Temuan, ...]
    riwayat: tuple[Peristiwa, ...]
    nama_pelaku: dict[str, str]
    """Names by Pegawai id, for the history."""
    actions: Actions


class LaporanService:
    """Moves a Laporan along the SOP; each step checks actor, requirement, output, stamps the clock."""

    def __init__(
        self,
        acting: Acting,
        sop: Sop,
        wilayah: tuple[Wilayah, ...],
        cetak: CetakService,
        signer: Signer,
    ) -> None:
        self._acting = acting
        self._sop = sop
        self._wilayah = wilayah
        self._cetak = cetak
        self._signer = signer

    def list(self, triwulan: Triwulan) -> Sequence[LaporanSummary]:
        """Return one line per visit of the triwulan."""
        raise NotImplementedError

    def compose(self, spt_id: SptId) -> Changes:
        """Make (or refresh) the draft from final sheets; proposes texts and findings where blank.

        Raises MissingRequirementError when a sheet of the visit is not final or there is none.
        """
        raise NotImplementedError

    def detail(self, spt_id: SptId) -> LaporanDetail:
        """Return the Laporan of a visit. Raises NotFoundError before compose."""
        raise NotImplementedError

    def save_texts(
        self, laporan_id: LaporanId, *, gambaran_umum: str, pembahasan: str, kesimpulan: str
    ) -> Changes:
        """Edit the texts; the Tim while it is theirs, the Kasi while correcting."""
        raise NotImplementedError

    def save_temuan(self, temuan: Temuan) -> Changes:
        """Add (id '') or edit a finding."""
        raise NotImplementedError

    def delete_temuan(self, temuan_id: TemuanId) -> Changes:
        """Mark a finding deleted."""
        raise NotImplementedError

    def submit(self, laporan_id: LaporanId) -> Changes:
        """Step 3 done: the Tim hands the draft to the Kasi."""
        raise NotImplementedError

    def correct(self, laporan_id: LaporanId, *, catatan: str = "") -> Changes:
        """Step 4 done: the Kasi passes the corrected draft to the Kabid."""
        raise NotImplementedError

    def validate(self, laporan_id: LaporanId) -> Changes:
        """Step 5 done: the Kabid passes it to the Kepala Dinas."""
        raise NotImplementedError

    def return_laporan(self, laporan_id: LaporanId, *, alasan: str, ke_langkah: int = 3) -> Changes:
        """Return the draft to an earlier step with a reason (mandatory, at least 10 characters)."""
        raise NotImplementedError

    def ratify(
        self,
        laporan_id: LaporanId,
        *,
        nomor: str,
        tanggal: date,
        pkcs12: bytes | None,
        password: str = "",
    ) -> Changes:
        """Step 6: freeze, draw and sign. With `pkcs12` the PDF is signed electronically; without it
        the PDF is made for wet ink (room for signature and stamp) and stored unsigned.

        Nobody ratifies what he or she made. Raises SigningError, NotAllowedError, WrongStateError.
        """
        raise NotImplementedError

    def deliver(self, laporan_id: LaporanId, *, nomor_pengantar: str, tanggal: date) -> Changes:
        """Step 7: the Kabid sends it to the Ditjen with a Surat Pengantar."""
        raise NotImplementedError

    def final_pdf(self, laporan_id: LaporanId) -> bytes:
        """Return the frozen PDF of a ratified Laporan. Raises WrongStateError before."""
        raise NotImplementedError

    def verify(self, pdf: bytes) -> PdfVerification:
        """Check the signatures of a PDF and whether it is one this database froze."""
        raise NotImplementedError
