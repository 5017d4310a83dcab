"""The files of one Laporan as a table, and in words how far its signing is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from bina_desktop.application.signing_state import TandaTangan
from bina_desktop.domain.arsip import Arsip, CaraTandaTangan, MacamArsip
from bina_desktop.ui.table_model import Column, RecordTable, TwoLineDelegate
from bina_desktop.ui.wording import singkat

_tr = partial(QCoreApplication.translate, "ArsipTable")


class ArsipTable(RecordTable[Arsip]):
    """Newest first; what a file is, when and by whom, and its hash."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        kinds = {
            MacamArsip.SIAP: _tr("Naskah siap ditandatangani"),
            MacamArsip.BERPARAF: _tr("Naskah dengan tanda tangan"),
            MacamArsip.CUPLIKAN: _tr("Cuplikan data"),
            MacamArsip.DISAHKAN: _tr("Laporan disahkan"),
            MacamArsip.PINDAIAN: _tr("Pindaian bertanda tangan basah"),
            MacamArsip.TANDA_TERIMA: _tr("Tanda terima"),
        }

        def who(one: Arsip) -> str:
            return self._names.get(one.pelaku, "–")

        super().__init__(
            [
                Column[Arsip](_tr("Berkas"), lambda a: kinds[a.macam], stretch=True),
                Column[Arsip](
                    _tr("Waktu (WIB)"),
                    lambda a: singkat(a.waktu),
                    sort=lambda a: a.waktu.timestamp(),
                ),
                Column[Arsip](_tr("Oleh"), who, width=240),
                Column[Arsip](
                    _tr("Sidik SHA-256"), lambda a: f"{a.sha256[:12]}…", tip=lambda a: a.sha256
                ),
            ],
            name=_tr("Berkas laporan"),
            row_height=46,
        )
        self.setItemDelegateForColumn(0, TwoLineDelegate(lambda a: (_beside(a), ""), self))

    def show_files(self, found: TandaTangan) -> None:
        """Show these files."""
        self._names = found.nama_pelaku
        self.show_records(found.files)
        if found.files and self.selected is None:
            self.selectRow(0)

    def words(self, found: TandaTangan) -> str:
        """Return how far the signing is, as a sentence or two."""
        ways = {
            CaraTandaTangan.BASAH: _tr("dengan tinta basah"),
            CaraTandaTangan.SERTIFIKAT: _tr(
                "secara elektronik oleh Kepala Dinas (tidak tersertifikasi)"
            ),
            CaraTandaTangan.BERSAMA: _tr(
                "secara elektronik oleh Kasi, Kabid, dan Kepala Dinas (tidak tersertifikasi)"
            ),
            CaraTandaTangan.LAYANAN: _tr("melalui layanan tanda tangan di luar program ini"),
        }
        parts: list[str] = []
        if found.kode:
            way = ways.get(found.cara) if found.cara else ""
            parts.append(_tr("Disahkan {0}. Kode cek {1}.").format(way, found.kode))
        elif found.ready is None:
            parts.append(
                _tr(
                    "Belum ada naskah yang siap ditandatangani bersama atau lewat layanan. Kepala "
                    "Dinas juga dapat langsung mengesahkan dengan sertifikatnya atau tinta basah."
                )
            )
        elif found.ready.due:
            parts.append(_tr("Naskah siap; giliran {0} menandatangani.").format(found.ready.due))
        else:
            parts.append(
                _tr(
                    "Naskah siap dikirim ke layanan tanda tangan tersertifikasi. Sesudah "
                    "ditandatangani, Kepala Dinas menerima berkasnya di sini."
                )
            )
        if found.menggantikan:
            parts.append(_tr("Menggantikan {0}.").format(found.menggantikan))
        return " ".join(parts)


def words_of_changes(found: TandaTangan, most: int) -> str:
    """Return what the records say otherwise than the ratified Laporan; '' for nothing.

    Of many changes `most` are named.
    """
    if not found.perubahan:
        return ""
    lines = [_tr("Perubahan sesudah pengesahan ({0}):").format(len(found.perubahan))]
    lines += [
        _tr("{0}: semula “{1}”, menjadi “{2}”").format(
            one.tempat, one.semula or "–", one.menjadi or "–"
        )
        for one in found.perubahan[:most]
    ]
    more = len(found.perubahan) - most
    if more > 0:
        lines.append(_tr("dan {0} lainnya.").format(more))
    return "\n".join(lines)


def _beside(one: Arsip) -> str:
    if one.macam is MacamArsip.TANDA_TERIMA and one.tanggal:
        return _tr("diterima {0}, {1}").format(f"{one.tanggal:%d-%m-%Y}", one.keterangan)
    if one.macam is MacamArsip.BERPARAF:
        return _tr("oleh {0}").format(one.keterangan)
    return one.nama
