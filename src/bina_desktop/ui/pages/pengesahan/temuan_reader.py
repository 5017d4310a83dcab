"""One finding to be read: its five parts, what it rests on, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtWidgets import QTextBrowser

from bina_desktop.application.dasar_temuan import BahanTemuan, DasarTemuan
from bina_desktop.domain.bahasa import format_angka, format_daftar
from bina_desktop.domain.temuan import Rekomendasi, Temuan, kekurangan
from bina_desktop.ui.theme import colours, px
from bina_desktop.ui.wording import nama_alamat, nama_tingkat, tanggal

_SHOWN_SCORES = 6


class TemuanReader(QTextBrowser):
    """Shows a finding; blank while none is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Temuan, BahanTemuan] | None = None
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Isi temuan"))

    def show_temuan(self, temuan: Temuan | None, bahan: BahanTemuan) -> None:
        """Show this finding."""
        self._shown = (temuan, bahan) if temuan is not None else None
        self.redress()

    def redress(self) -> None:
        """Write it anew in the colours and sizes in use."""
        self.document().setDocumentMargin(px(12))
        self.setHtml(self._page(*self._shown) if self._shown else "")

    def _page(self, temuan: Temuan, bahan: BahanTemuan) -> str:
        dasar = bahan.of(temuan)
        parts = [self._head(temuan, dasar)]
        for title, text in (
            (self.tr("Kondisi"), temuan.kondisi),
            (self.tr("Kriteria"), temuan.kriteria),
            (self.tr("Sebab"), temuan.sebab),
            (self.tr("Akibat"), temuan.akibat),
            (self.tr("Bukti"), temuan.bukti),
        ):
            if text:
                parts.append(_section(title, _lines(text)))
        if scores := tuple(self._scores(bahan, dasar)):
            parts.append(_section(self.tr("Dasar penilaian"), "<br>".join(scores)))
        if temuan.rekomendasi:
            rows = "".join(
                self._rekomendasi(number, one) for number, one in enumerate(temuan.rekomendasi, 1)
            )
            table = f'<table width="100%" cellspacing="0" cellpadding="0">{rows}</table>'
            parts.append(_section(self.tr("Rekomendasi"), table))
        return "".join(parts)

    def _head(self, temuan: Temuan, dasar: DasarTemuan) -> str:
        c = colours()
        marks = [temuan.kode, self.tr("tingkat {0}").format(nama_tingkat(temuan.tingkat).lower())]
        said = [f'<span style="color:{c.muted}">{escape(" · ".join(filter(None, marks)))}</span>']
        if missing := kekurangan(temuan):
            text = self.tr("Belum diisi: {0}.").format(format_daftar(missing))
            said.append(f'<span style="color:{c.warn}">⚠ {escape(text)}</span>')
        if dasar.is_phrase:
            text = self.tr(
                "Uraian ini masih usulan dari bank frasa. Sesuaikan dengan keadaan di lapangan."
            )
            said.append(f'<span style="color:{c.muted}">{escape(text)}</span>')
        return f'<p style="margin:0 0 {px(10)}px">{"<br>".join(said)}</p>'

    def _scores(self, bahan: BahanTemuan, dasar: DasarTemuan) -> Iterable[str]:
        codes = dict.fromkeys(one.kode for one in dasar.skor)
        for kode in codes:
            name = bahan.indikator.get(kode.lower(), "")
            yield f"<b>{escape(kode)}</b> {escape(name)}"
            mine = [one for one in dasar.skor if one.kode == kode]
            told = [
                self.tr("{0}: skor {1}").format(one.nama, one.skor) for one in mine[:_SHOWN_SCORES]
            ]
            more = len(mine) - _SHOWN_SCORES
            if more > 0:
                told.append(self.tr("dan {0} lembar lain dengan skor lebih tinggi").format(more))
            yield f'<span style="color:{colours().muted}">{escape("; ".join(told))}</span>'
        if dasar.nilai_aspek is not None:
            yield escape(
                self.tr("Nilai rata-rata aspek: {0}").format(format_angka(dasar.nilai_aspek, 2))
            )
        if dasar.pungutan:
            yield escape(
                self.tr("{0} responden survei menyatakan diminta membayar").format(dasar.pungutan)
            )

    def _rekomendasi(self, number: int, one: Rekomendasi) -> str:
        blank = self.tr("belum diisi")
        facts = (
            (self.tr("Kepada"), nama_alamat(one.ditujukan) if one.ditujukan else ""),
            (self.tr("Penanggung jawab"), one.penanggung_jawab),
            (self.tr("Tenggat"), tanggal(one.tenggat) if one.tenggat else ""),
        )
        c = colours()
        told = "<br>".join(
            f'<span style="color:{c.muted}">{escape(name)}:</span> '
            + (escape(text) if text else f'<span style="color:{c.warn}">{escape(blank)}</span>')
            for name, text in facts
        )
        return (
            f'<tr><td width="{px(24)}" valign="top">{number}.</td>'
            f'<td style="padding-bottom:{px(8)}px">{_lines(one.isi)}<br>{told}</td></tr>'
        )


def _section(title: str, body: str) -> str:
    return (
        f'<p style="margin:0 0 {px(2)}px;font-weight:600">{escape(title)}</p>'
        f'<div style="margin:0 0 {px(10)}px">{body}</div>'
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
