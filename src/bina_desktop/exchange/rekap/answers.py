"""The long table of a recap: streamed into its part of the package, row by row.

A quarter of the whole country has 770,000 answers. Kept as cells until the book is closed, as
XlsxWriter keeps them, they would take gigabytes; so their rows are written as they come, and
XlsxWriter draws the rest of the book around them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Final
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from bina_desktop.application.rekap_content import Jawaban, Pertanyaan, RekapKunjungan
from bina_desktop.application.workbook import Column
from bina_desktop.exchange.cells import shown

HEAD: Final = (
    "Tahun",
    "Triwulan",
    "Kode wilayah",
    "Kabupaten/kota",
    "Nomor SPT",
    "Lembar",
    "Aparatur/responden",
    "Kelompok",
    "Jabatan",
    "Formulir",
    "Aspek",
    "Kode",
    "Pertanyaan",
    "Kode jawaban",
    "Jawaban",
    "Angka",
    "Skor",
    "Nilai baku",
    "Bobot",
)
WIDTHS: Final = (8, 10, 13, 26, 22, 11, 30, 32, 34, 26, 8, 8, 64, 16, 42, 10, 8, 11, 8)
MOST_ROWS: Final = 1_000_000
"""Answers of one sheet; Excel has 1,048,576 rows."""
_TEXT: Final = Column("", "")
_OPENING: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView>'
    '</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{}</cols><sheetData>'
)
_CLOSING: Final = (
    '</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" '
    'footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/>'
    '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
)
_ROW: Final = "\x01"
"""Stands for the number of the row; no text of a cell can hold it."""
_LETTERS: Final = tuple(xl_col_to_name(number) for number in range(len(HEAD)))
_SHARED_CELL: Final = re.compile(rb't="s"><v>(\d+)</v>')


class SharedTexts:
    """Texts that stand in many cells, each once."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        """Return the number of a text."""
        return self._places.setdefault(text, len(self._places))

    def joined(self, others: bytes) -> bytes:
        """Return the part of shared strings: ours, then those that XlsxWriter wrote."""
        opening, _, rest = others.partition(b"<si>")
        opening = re.sub(rb' (uniqueCount|count)="\d+"', b"", opening.replace(b"/>", b">"))
        ours = "".join(
            f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self._places
        )
        return opening + ours.encode() + (b"<si>" + rest if rest else b"</sst>")

    def shifted(self, sheet: bytes) -> bytes:
        """Return a sheet that XlsxWriter wrote, with its texts where they stand behind ours."""
        return _SHARED_CELL.sub(
            lambda found: b't="s"><v>%d</v>' % (int(found[1]) + len(self._places)), sheet
        )


class AnswerSheets:
    """Writes answers into parts of an open package; `counts` tells the rows of each."""

    def __init__(self, package: zipfile.ZipFile, first_number: int, texts: SharedTexts) -> None:
        self._package, self._number, self._texts = package, first_number, texts
        self._stream: IO[bytes] | None = None
        self._questions: dict[Pertanyaan, str] = {}
        self.counts: list[int] = []

    @property
    def names(self) -> tuple[str, ...]:
        """Parts written so far."""
        return tuple(_part(self._number + n) for n in range(len(self.counts)))

    def add(self, visit: RekapKunjungan) -> None:
        """Write the answers of a visit."""
        for one in visit.jawaban:
            head = self._head(visit, one.lembar, (one.siapa, one.kelompok, one.jabatan))
            waiting = one.jawaban
            while waiting:
                if self._stream is None or self.counts[-1] >= MOST_ROWS:
                    self._begin()
                room = MOST_ROWS - self.counts[-1]
                self._write(head, waiting[:room])
                waiting = waiting[room:]

    def close(self) -> None:
        """Finish; a recap without answers has a sheet with the head only."""
        if not self.counts:
            self._begin()
        self._end()

    def _begin(self) -> None:
        self._end()
        name = _part(self._number + len(self.counts))
        self._stream = self._package.open(name, "w", force_zip64=True)
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width}.7109375" customWidth="1"/>'
            for number, width in enumerate(WIDTHS, start=1)
        )
        titles = "".join(self._shared(number, title) for number, title in enumerate(HEAD))
        head = f'<row r="{_ROW}">{titles}</row>'.replace(_ROW, "1")
        self._stream.write((_OPENING.format(columns) + head).encode())
        self.counts.append(0)

    def _end(self) -> None:
        if self._stream is not None:
            self._stream.write(_CLOSING.encode())
            self._stream.close()
            self._stream = None

    def _write(self, head: str, answers: Sequence[Jawaban]) -> None:
        assert self._stream is not None
        first = self.counts[-1] + 2
        rows = (
            f"{head}{self._question(one)}{self._answer(one)}".replace(_ROW, str(number))
            for number, one in enumerate(answers, start=first)
        )
        self._stream.write("".join(rows).encode())
        self.counts[-1] += len(answers)

    def _head(self, visit: RekapKunjungan, lembar: str, who: Iterable[str]) -> str:
        spt = visit.spt
        texts = (str(spt.triwulan), spt.kode_wilayah, visit.wilayah, spt.nomor, lembar, *who)
        cells = (self._shared(number, text) for number, text in enumerate(texts, start=1))
        return f'<row r="{_ROW}">{_number(0, spt.triwulan.tahun)}{"".join(cells)}'

    def _question(self, one: Jawaban) -> str:
        asked = one.pertanyaan
        found = self._questions.get(asked)
        if found is None:
            texts = (asked.formulir, asked.aspek, asked.kode, asked.teks)
            found = self._questions[asked] = "".join(
                self._shared(number, text) for number, text in enumerate(texts, start=9)
            )
        return found

    def _answer(self, one: Jawaban) -> str:
        chosen = one.pertanyaan.is_chosen
        text = self._shared if chosen else _inline
        return (
            (self._shared(13, one.kode) if chosen else "")
            + text(14, one.teks)
            + _number(15, one.angka)
            + _number(16, one.skor)
            + _number(17, one.nilai_baku)
            + _number(18, one.pertanyaan.bobot)
            + "</row>"
        )

    def _shared(self, column: int, text: str) -> str:
        plain = plain_text(text)
        if not plain:
            return ""
        number = self._texts.place(plain)
        return f'<c r="{_LETTERS[column]}{_ROW}" t="s"><v>{number}</v></c>'


def plain_text(text: str) -> str:
    """Return a text as a cell can hold it."""
    return str(shown(_TEXT, text))


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _inline(column: int, text: str) -> str:
    plain = plain_text(text)
    if not plain:
        return ""
    said = escape(plain)
    return (
        f'<c r="{_LETTERS[column]}{_ROW}" t="inlineStr"><is><t xml:space="preserve">{said}</t>'
        "</is></c>"
    )


def _number(column: int, value: Decimal | int | None) -> str:
    if value is None:
        return ""
    return f'<c r="{_LETTERS[column]}{_ROW}"><v>{value:f}</v></c>'
