"""Parts that letters share: kop, date and number, address, and the opening of the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.units import cm, mm
from reportlab.platypus import Flowable, Spacer, Table

from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.domain.kantor import Kantor
from bina_desktop.pdf.blocks import plain_table
from bina_desktop.pdf.kop import kop
from bina_desktop.pdf.layout import NASKAH, escape, para, rich, style

WIDTH: Final = NASKAH.lebar
ISI: Final = style("isi-surat", alignment=TA_JUSTIFY, leading=15.5, spaceAfter=7)
POIN: Final = style("poin-surat", alignment=TA_JUSTIFY, leading=15)
_LABEL: Final = 2.1 * cm
_COLON: Final = 4 * mm
_DATE: Final = 5.6 * cm


def letter_head(
    kantor: Kantor,
    *,
    nomor: str,
    sifat: str,
    lampiran: str,
    hal: str,
    tanggal: date,
    yth: Sequence[str],
) -> list[Flowable]:
    """Return kop, `Nomor … Hal` with the date on the line of the number, and the address.

    `yth`: lines of the address without `Yth.`; the last is the place.
    """
    middle = WIDTH - _LABEL - _COLON - _DATE
    day = para(f"{kantor.kota}, {format_tanggal(tanggal)}", style("tempat", alignment=2))
    rows: list[tuple[Flowable | str, ...]] = [
        (para("Nomor"), para(":"), para(nomor), day),
        (para("Sifat"), para(":"), para(sifat), ""),
        (para("Lampiran"), para(":"), para(lampiran), ""),
        (para("Hal"), para(":"), rich(f"<b>{escape(hal)}</b>"), ""),
    ]
    return [
        *kop(kantor, NASKAH),
        plain_table(rows, (_LABEL, _COLON, middle, _DATE), extra=[("SPAN", (2, 3), (3, 3))]),
        Spacer(1, 14),
        address(yth),
        Spacer(1, 16),
    ]


def address(yth: Sequence[str]) -> Table:
    """Return `Yth.` and the lines of an address, aligned; none prints an empty line."""
    first, *rest = yth or ("",)
    rows = [(para("Yth."), para(first)), *(("", para(line)) for line in rest)]
    return plain_table(rows, (1.2 * cm, WIDTH - 1.2 * cm))


def body(*texts: str) -> list[Flowable]:
    """Return justified paragraphs of a letter."""
    return [para(text, ISI) for text in texts]
