"""Writes the recap workbook: for people, never read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bina_desktop.application.rekap_content import RekapContent, RekapWritten
from bina_desktop.exchange.rekap import sheets, tables
from bina_desktop.exchange.rekap.answers import HEAD, AnswerSheets, SharedTexts
from bina_desktop.exchange.rekap.charts import ChartPage
from bina_desktop.exchange.rekap.gathered import Gathered
from bina_desktop.exchange.rekap.styles import TABLE_STYLE, Styles
from bina_desktop.exchange.rekap.summary import ANSWERS, CHARTS, write_summary
from bina_desktop.exchange.whole_file import whole_file

_BEFORE_ANSWERS: Final = 10
"""Sheets before those of the answers: the number of a part is its place in the book."""
_TEXTS: Final = "xl/sharedStrings.xml"
_PLACEHOLDER: Final = f"A1:{chr(64 + len(HEAD))}2"


class XlsxRekap:
    """The `RekapWorkbooks` port."""

    def write(self, path: Path, content: RekapContent, *, password: str = "") -> RekapWritten:
        """Write atomically. Raises BinaError with a sentence when the disk refuses."""
        with whole_file(path, password=password) as part:
            return _write(part, content)


def _write(path: Path, content: RekapContent) -> RekapWritten:
    texts = SharedTexts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        answers = AnswerSheets(package, _BEFORE_ANSWERS + 1, texts)
        gathered = Gathered(content.aspek)
        for visit in content.visits:
            answers.add(visit)
            gathered.add(visit)
        answers.close()
        book = _drawn(content, gathered, answers.counts)
        _unite(package, book, answers, texts)
    return RekapWritten(
        kunjungan=len(gathered.visits),
        lembar=sum(one.visit.lembar_final for one in gathered.visits),
        jawaban=sum(answers.counts),
    )


def _drawn(content: RekapContent, gathered: Gathered, counts: Sequence[int]) -> io.BytesIO:
    """Return the book without the rows of its answers."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        },
    )
    book.set_properties(
        {
            "title": f"Rekap penilaian – {content.keterangan}",
            "author": content.pembuat,
            "company": content.kantor,
            "created": content.dibuat_pada.replace(tzinfo=None),
            "comments": "Dibuat oleh BINA Desktop untuk dibaca dan diolah; bukan untuk diimpor.",
        }
    )
    styles = Styles(book)
    quarters = content.triwulan()
    write_summary(book, styles, content, gathered, quarters=quarters, answers=sum(counts))
    charts = ChartPage(book, styles, CHARTS)
    sheets.write_per_wilayah(book, styles, gathered, charts)
    sheets.write_per_triwulan(book, styles, gathered, quarters, charts)
    sheets.write_per_aspek(book, styles, gathered, quarters, charts)
    tables.write_indikator(book, styles, quarters)
    tables.write_skm(book, styles, gathered, charts)
    tables.write_kuesioner(book, styles, gathered)
    tables.write_temuan(book, styles, gathered)
    tables.write_aparatur(book, styles, gathered)
    for number in range(len(counts)):
        name = "" if number == 0 else str(number + 1)
        page = book.add_worksheet(f"{ANSWERS} ({name})" if name else ANSWERS)
        page.add_table(
            0,
            0,
            1,
            len(HEAD) - 1,
            {
                "name": f"tblJawaban{name}",
                "style": TABLE_STYLE,
                "columns": [{"header": title} for title in HEAD],
            },
        )
    book.close()
    return target


def _unite(
    package: zipfile.ZipFile, book: io.BytesIO, answers: AnswerSheets, texts: SharedTexts
) -> None:
    """Put the book around the answers: shared texts of both, tables as long as their rows."""
    lengths = dict(enumerate(answers.counts))
    with zipfile.ZipFile(book) as drawn:
        first = 1 + sum(name.startswith("xl/tables/") for name in drawn.namelist()) - len(lengths)
        tables = {f"xl/tables/table{first + n}.xml": count for n, count in lengths.items()}
        for name in drawn.namelist():
            if name in answers.names:
                continue
            data = drawn.read(name)
            if name == _TEXTS:
                data = texts.joined(data)
            elif name.startswith("xl/worksheets/sheet"):
                data = texts.shifted(data)
            elif name in tables:
                last = max(tables[name], 1) + 1
                data = data.replace(
                    f'"{_PLACEHOLDER}"'.encode(), f'"{_PLACEHOLDER[:-1]}{last}"'.encode()
                )
            package.writestr(name, data)
