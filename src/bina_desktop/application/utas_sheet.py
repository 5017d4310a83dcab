"""What was said in reviews, as a sheet that people read in Excel: nobody's words change there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bina_desktop.application.actor import NAMA_PERAN
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.uraian import Uraian
from bina_desktop.application.workbook import Column, VisibleSheet
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.penugasan import Spt
from bina_desktop.domain.utas import StatusUtas, Tindakan, Utas, threads

STATUS_UTAS: Final = {
    StatusUtas.TERBUKA: "Menunggu jawaban",
    StatusUtas.DIJAWAB: "Sudah dijawab",
    StatusUtas.DITUTUP: "Selesai",
}
TINDAKAN: Final = {
    Tindakan.TANYA: "Meninjau",
    Tindakan.JAWAB: "Menjawab",
    Tindakan.TUTUP: "Menutup",
}
_COLUMNS: Final = tuple(
    Column(name, label, readonly=True)
    for name, label in (
        ("judul", "Tentang"),
        ("bagian", "Bagian"),
        ("kutipan", "Isinya saat itu"),
        ("waktu", "Waktu"),
        ("siapa", "Siapa"),
        ("peran", "Sebagai"),
        ("tindakan", "Tindakan"),
        ("teks", "Yang disampaikan"),
        ("keadaan", "Keadaan sekarang"),
    )
)


def review_sheets(
    uow: UnitOfWork, visits: Iterable[Spt], uraian: Uraian
) -> tuple[VisibleSheet, ...]:
    """Return one sheet with every utterance of these visits; none where nobody said anything."""
    rows = [
        row
        for spt in visits
        for utas in threads(uow.queries.komentar(spt_id=spt.id)).values()
        for row in _rows(utas, uraian)
    ]
    if not rows:
        return ()
    rows.sort(key=lambda row: (row[1]["judul"].casefold(), row[1]["bagian"]))
    return (VisibleSheet("Tinjauan", "komentar", _COLUMNS, tuple(rows)),)


def _rows(utas: Utas, uraian: Uraian) -> Iterator[tuple[str, Mapping[str, str]]]:
    jenis, record, bagian = utas.sasaran.jenis, utas.sasaran.record, utas.sasaran.bagian
    for one in utas.komentar:
        yield (
            one.id,
            {
                "judul": uraian.judul(jenis, record),
                "bagian": uraian.bidang(jenis, record, bagian) if bagian else "",
                "kutipan": one.kutipan,
                "waktu": format_waktu(one.waktu),
                "siapa": uraian.siapa(one.pelaku),
                "peran": NAMA_PERAN[one.peran],
                "tindakan": TINDAKAN[one.tindakan],
                "teks": one.teks,
                "keadaan": STATUS_UTAS[utas.status],
            },
        )
