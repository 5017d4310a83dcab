"""Sheets: answers (journalled per question) and derived figures (kept on this machine)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Text, bindparam, select, type_coerce, update
from sqlalchemy.orm import Session

from bina_desktop.domain.errors import NotFoundError
from bina_desktop.domain.journal import NULL, FieldKey, json_text
from bina_desktop.domain.lembar_penilaian import (
    HasilLembar,
    LembarId,
    LembarPenilaian,
    StatusLembar,
)
from bina_desktop.storage.answers_text import OpenSheet
from bina_desktop.storage.columns import clean_text, count_answers
from bina_desktop.storage.entities import LEMBAR, table_of
from bina_desktop.storage.pen import Pen
from bina_desktop.storage.prepared import Prepared
from bina_desktop.storage.repositories import RowRepository, set_values
from bina_desktop.storage.rows import LembarRow

_SHEET: Final = table_of(LembarRow)
_MINE: Final = _SHEET.c.id == bindparam("key")
_TEXT: Final = type_coerce(_SHEET.c.jawaban, Text)
_STORED: Final = Prepared(
    select(_TEXT, _SHEET.c.posisi, _SHEET.c.terjawab, _SHEET.c.diubah).where(_MINE)
)
_ANSWERS: Final = Prepared(select(_TEXT).where(_MINE))
_POSITION: Final = Prepared(select(_SHEET.c.posisi).where(_MINE))
_STORE: Final = Prepared(
    update(_SHEET)
    .where(_MINE)
    .values(
        jawaban=type_coerce(bindparam("answers"), Text),
        terjawab=bindparam("count"),
        diubah=bindparam("at"),
        posisi=bindparam("place"),
        hasil=None,
        nilai_akhir=None,
        predikat="",
    )
)
_PLACE: Final = Prepared(update(_SHEET).where(_MINE).values(posisi=bindparam("place")))


class SqlLembarRepository(RowRepository[LembarPenilaian, LembarId, LembarRow]):
    """Implements the LembarRepository port.

    Answers and the place pass by the row objects: they are stored while a person types on. What is
    told the pen here of answers, `capture.py` tells it of all else.
    """

    def __init__(self, session: Session, pen: Pen, open_sheet: OpenSheet) -> None:
        super().__init__(session, LembarRow, LembarPenilaian, noun="Lembar")
        self._pen = pen
        self._open_sheet = open_sheet

    def answers(self, key: LembarId) -> dict[str, str]:
        """Return canonical answers by ref. Raises NotFoundError."""
        return json.loads(self._one(_ANSWERS, key)[0])

    def save_answers(
        self, key: LembarId, answers: Mapping[str, str], *, position: str = ""
    ) -> None:
        """Write answers; '' clears one. Figures computed from others are dropped.

        `position` is the question where the person is; '' leaves it. Raises NotFoundError.
        """
        text, before, count, at = self._one(_STORED, key)
        place = clean_text(position) or before
        stored = self._open_sheet.take(text)
        changed = _changed(stored.answers, answers)
        if changed:
            written = self._pen.write(
                [
                    (FieldKey(LEMBAR, key, ref), json_text(text) if text else NULL)
                    for ref, text in sorted(changed.items())
                ]
            )
            gone = count_answers(changed.keys() & stored.answers.keys())
            come = count_answers(ref for ref, answer in changed.items() if answer)
            _STORE.run(
                self._pen.connection,
                key=key,
                answers=stored.altered(changed).text,
                count=count + come - gone,
                at=max(at or 0, written[-1].at),
                place=place,
            )
            self._forget_row(key)
        elif place != before:
            _PLACE.run(self._pen.connection, key=key, place=place)
            self._forget_row(key)
        self._open_sheet.keep(stored)

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

    def position(self, key: LembarId) -> str:
        """Return where the sheet was left; '' at first."""
        return self._one(_POSITION, key)[0]

    def _one(self, statement: Prepared, key: LembarId) -> tuple[Any, ...]:
        self._session.flush()  # the row may have been made or altered just now
        rows = statement.run(self._pen.connection, key=key)
        if not rows:
            raise _absent()
        return rows[0]

    def _forget_row(self, key: LembarId) -> None:
        """Have the row object, where there is one, read again when it is used."""
        row = self._session.identity_map.get(self._session.identity_key(LembarRow, key))
        if row is not None:
            self._session.expire(row)

    def _sheet(self, key: LembarId) -> LembarRow:
        row = self._session.get(LembarRow, key)
        if row is None:
            raise _absent()
        return row


def _changed(stored: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    cleaned = {ref: clean_text(text) for ref, text in answers.items()}
    return {ref: text for ref, text in cleaned.items() if stored.get(ref, "") != text}


def _absent() -> NotFoundError:
    return NotFoundError("Lembar ini tidak ada di basis data; muat ulang daftarnya.")


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
