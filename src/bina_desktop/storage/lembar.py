"""Sheets: answers (journalled per question) and derived figures (kept on this machine)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import json_text
from bina_desktop.domain.lembar_penilaian import (
    HasilLembar,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.storage.columns import clean_text
from bina_desktop.storage.repositories import RowRepository, set_values
from bina_desktop.storage.rows import LembarRow


class SqlLembarRepository(RowRepository[LembarPenilaian, LembarId, LembarRow]):
    """Implements the LembarRepository port."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, LembarRow, LembarPenilaian, noun="Lembar")

    def answers(self, key: LembarId) -> dict[str, str]:
        """Return canonical answers by ref. Raises NotFoundError."""
        return dict(self._sheet(key).jawaban)

    def save_answers(self, key: LembarId, answers: Mapping[str, str]) -> None:
        """Write answers; '' clears one. Figures computed from others are dropped."""
        row = self._sheet(key)
        merged = {**row.jawaban, **{ref: clean_text(text) for ref, text in answers.items()}}
        kept = {ref: text for ref, text in sorted(merged.items()) if text}
        if kept != row.jawaban:
            row.jawaban = kept
            self.save_hasil(key, None)

    def save_hasil(self, key: LembarId, hasil: HasilLembar | None) -> None:
        """Keep derived figures; None = to be computed again."""
        nilai = None if hasil is None else hasil.nilai_akhir
        set_values(
            self._sheet(key),
            {
                "hasil": None if hasil is None else hasil_text(hasil),
                "nilai_akhir": None if nilai is None else str(nilai),
                "predikat": "" if hasil is None else hasil.predikat,
            },
        )

    def hasil(self, key: LembarId) -> HasilLembar | None:
        """Return derived figures; None where they must be computed."""
        text = self._sheet(key).hasil
        return None if text is None else hasil_of(text)

    def stale(self) -> Sequence[LembarId]:
        """Return final sheets whose figures must be computed again."""
        ids = self._session.scalars(
            select(LembarRow.id)
            .where(
                LembarRow.hasil.is_(None),
                LembarRow.status == StatusLembar.FINAL,
                ~LembarRow.dihapus,
            )
            .order_by(LembarRow.id)
        )
        return [LembarId(key) for key in ids]

    def save_position(self, key: LembarId, ref: str) -> None:
        """Remember where the sheet was left; local."""
        set_values(self._sheet(key), {"posisi": clean_text(ref)})

    def position(self, key: LembarId) -> str:
        """Return where the sheet was left; '' at first."""
        return self._sheet(key).posisi

    def _sheet(self, key: LembarId) -> LembarRow:
        row = self._session.get(LembarRow, key)
        if row is None:
            raise NotFoundError("Lembar ini tidak ada di basis data; muat ulang daftarnya.")
        return row


def hasil_text(hasil: HasilLembar) -> str:
    """Return figures as JSON; decimals as text, so that nothing is rounded."""
    return json_text(
        {
            "nilai_akhir": None if hasil.nilai_akhir is None else str(hasil.nilai_akhir),
            "predikat": hasil.predikat,
            "bobot_berlaku": str(hasil.bobot_berlaku),
            "nilai_aspek": {code: str(nilai) for code, nilai in hasil.nilai_aspek.items()},
            "batas_kritis": hasil.batas_kritis,
            "skor": hasil.skor,
        }
    )


def hasil_of(text: str) -> HasilLembar:
    """Return figures from their JSON."""
    data = json.loads(text)
    nilai = data["nilai_akhir"]
    return HasilLembar(
        nilai_akhir=None if nilai is None else Decimal(nilai),
        predikat=data["predikat"],
        bobot_berlaku=Decimal(data["bobot_berlaku"]),
        nilai_aspek={code: Decimal(value) for code, value in data["nilai_aspek"].items()},
        batas_kritis=data["batas_kritis"],
        skor=data["skor"],
    )
