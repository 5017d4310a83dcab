"""Long cells of tables: nothing is lost, doubled or refused, whatever the paper."""

from __future__ import annotations

import pytest
from tests.unit.pdf.reading import read
from tests.unit.pdf.samples import FONTS

from bina_desktop.pdf.fonts import register_fonts
from bina_desktop.pdf.grid import GridTable
from bina_desktop.pdf.layout import NASKAH, NASKAH_LEBAR, REKAP, Info, build

INFO = Info(judul="Uji", penulis="Dinas", perihal="Uji")


@pytest.mark.parametrize("paper", [NASKAH, NASKAH_LEBAR, REKAP], ids=["naskah", "lebar", "rekap"])
@pytest.mark.parametrize(("rows", "lines"), [(0, 44), (0, 46), (0, 48), (43, 60), (25, 150)])
def test_words_come_out_once_and_in_order(paper, rows: int, lines: int) -> None:
    register_fonts(FONTS)
    above = [f"w{number}" for number in range(rows)]
    tall = [f"x{number}" for number in range(lines)]
    cells = [*above, "\n".join(tall), "akhir"]
    table = GridTable(("No.", "Isi"), [["-", cell] for cell in cells], [40, 300])
    wanted = [*above, *tall, "akhir"]
    words = [
        word
        for page in read(build([table], paper, INFO)).pages
        for word in page.extract_text().split()
    ]
    assert [word for word in words if word in set(wanted)] == wanted
