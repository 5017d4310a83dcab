"""The recovery key on a sheet of paper: a PDF to print, so that nobody has to copy it by hand."""

from __future__ import annotations

from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.ui.documents import write_file

_tr = QCoreApplication.translate
_PAGE = """
<h1>{title}</h1>
<p>{about}</p><p></p>
<table width="100%" border="1" cellspacing="0" cellpadding="14"><tr>
<td align="center" style="font-family: monospace; font-size: 17pt;"><b>{key}</b></td>
</tr></table>
<p></p><p>{folder}<br>{made}</p>
<p>{use}</p>
<p>{care}</p>
"""


def write_recovery_sheet(path: Path, key: str, *, folder: Path, moment: datetime) -> None:
    """Draw one A4 page. Raises FileFault where the file cannot be written."""
    page = QTextDocument()
    page.setHtml(recovery_page(key, folder=folder, moment=moment))
    made = QBuffer()
    made.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setTitle(_tr("RecoverySheet", "Kunci pemulihan BINA Desktop"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(5, 5, 5, 5), QPageLayout.Unit.Millimeter)
    page.print_(writer)
    del writer  # the page is whole when the writer is gone
    write_file(path, bytes(made.data().data()))


def recovery_page(key: str, *, folder: Path, moment: datetime) -> str:
    """Return the page in HTML; the words say what the key opens, and how to keep it."""
    return _PAGE.format(
        title=_tr("RecoverySheet", "Kunci pemulihan BINA Desktop"),
        about=_tr(
            "RecoverySheet",
            "Bila semua sandi terlupa, hanya kunci ini yang dapat membuka data; tidak ada jalan "
            "lain.",
        ),
        key=_in_two_lines(key),
        folder=escape(_tr("RecoverySheet", "Folder data: {0}").format(folder)),
        made=_tr("RecoverySheet", "Dibuat {0}").format(format_waktu(moment)),
        use=_tr(
            "RecoverySheet",
            "Cara memakai: buka BINA Desktop, pilih “Lupa sandi? Pakai kunci pemulihan”, ketik "
            "kunci ini, lalu buat sandi baru.",
        ),
        care=_tr(
            "RecoverySheet",
            "Simpan lembar ini di tempat terkunci. Siapa pun yang memegangnya dan memegang "
            "komputernya dapat membaca data pegawai. Hapus berkas PDF sesudah dicetak.",
        ),
    )


def _in_two_lines(key: str) -> str:
    """Break between groups, never inside one: whoever copies it keeps their place."""
    groups = escape(key).split("-")
    half = (len(groups) + 1) // 2
    return "-".join(groups[:half]) + "-<br>" + "-".join(groups[half:])
