from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from bina_desktop.application.workbook import CellKind, Column
from bina_desktop.exchange.cells import CellRefusedError, shown, stored

TEXT = Column("nama", "Nama")
NIP = Column("nip", "NIP", CellKind.ID)
NUMBER = Column("capaian", "Capaian", CellKind.NUMBER)
DATE = Column("tanggal", "Tanggal", CellKind.DATE)
ONE = Column("a1", "Skor", choices=(("1", "1 – Sangat Kurang"), ("5", "5 – Sangat Baik")))
MANY = Column("m", "Pelatihan", choices=(("a", "SIAK"), ("b", "Arsip; berkas"), ("c", "Regulasi")))
SEVERAL = Column("m", "Pelatihan", choices=(("a", "SIAK"), ("c", "Regulasi")), multiple=True)


@pytest.mark.parametrize(
    ("column", "text", "cell"),
    [
        (TEXT, "Siti", "Siti"),
        (TEXT, "=1+1", "=1+1"),
        (NIP, "196909051994031011", "196909051994031011"),
        (NUMBER, "12.5", Decimal("12.5")),
        (NUMBER, "dua", "dua"),
        (DATE, "2026-11-23", date(2026, 11, 23)),
        (DATE, "2026-13-23", "2026-13-23"),
        (DATE, "kemarin", "kemarin"),
        (ONE, "5", "5 – Sangat Baik"),
        (ONE, "9", "9"),
        (SEVERAL, "a c", "SIAK; Regulasi"),
        (TEXT, "", ""),
    ],
)
def test_a_stored_text_is_shown_as_people_read_it(column, text, cell):
    assert shown(column, text) == cell


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        (TEXT, None, ""),
        (TEXT, "Siti", "Siti"),
        (TEXT, Decimal("3.0"), "3"),
        (TEXT, True, "true"),
        (TEXT, date(2026, 1, 2), "2026-01-02"),
        (NIP, "196909051994031011", "196909051994031011"),
        (NUMBER, Decimal("12.50"), "12.5"),
        (NUMBER, "12,5", "12.5"),
        (NUMBER, "1E2", None),
        (NUMBER, "1.234,5", None),
        (DATE, datetime(2026, 11, 23, 0, 0), "2026-11-23"),  # noqa: DTZ001 cells have no zone
        (DATE, date(2026, 11, 23), "2026-11-23"),
        (DATE, "23-11-2026", "2026-11-23"),
        (DATE, "2026-11-23", "2026-11-23"),
        (DATE, "31/02/2026", None),
        (ONE, "5 –  sangat baik", "5"),
        (ONE, Decimal(1), "1"),
        (ONE, "baik sekali", None),
        (SEVERAL, "Regulasi;SIAK", "a c"),
        (MANY, "Arsip; berkas", "b"),
    ],
)
def test_a_cell_is_read_as_it_is_stored_or_refused(column, cell, text):
    if text is None:
        with pytest.raises(CellRefusedError):
            stored(column, cell)
    else:
        assert stored(column, cell) == text


@pytest.mark.parametrize("cell", [Decimal("1.9690905199403101E+17"), Decimal(1969), True])
def test_a_nip_that_excel_made_a_number_is_refused_with_the_reason(cell):
    with pytest.raises(CellRefusedError, match="tersimpan sebagai angka"):
        stored(NIP, cell)
