"""Handing a half-filled sheet to a colleague of the visit, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QPushButton

from bina_desktop.application.open_lembar import OpenLembar
from bina_desktop.domain.pegawai import Pegawai
from bina_desktop.ui.panels import button

_tr = QCoreApplication.translate


def hand_over_button(opened: OpenLembar, give: Callable[[Pegawai], object]) -> QPushButton | None:
    """Make the button that lists the colleagues; None where there is nobody to give it to."""
    if not opened.rekan:
        return None
    made = button(_tr("serah", "Serahkan &kepada…"), kind="quiet", glyph="person")
    made.setToolTip(
        _tr("serah", "Rekan itu melanjutkan lembar ini; bagi Anda lembar ini hanya dapat dibaca.")
    )
    menu = QMenu(made)
    menu.setAccessibleName(_tr("serah", "Petugas dalam SPT ini"))
    for one in opened.rekan:
        menu.addAction(one.nama, lambda to=one: give(to))
    made.setMenu(menu)
    return made


def take_back_button(opened: OpenLembar, take: Callable[[], object]) -> QPushButton | None:
    """Make the button that takes a sheet that was handed to another; None where it was not."""
    if not opened.may_take:
        return None
    made = button(_tr("serah", "&Ambil kembali"), take, glyph="return")
    made.setToolTip(
        _tr("serah", "Anda melanjutkan lembar ini; {0} sejak itu hanya dapat membacanya.").format(
            opened.pemilik
        )
    )
    return made
