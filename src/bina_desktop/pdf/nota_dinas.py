"""Nota dinas: letters within the Dinas, such as the order of step 1 and a draft handed on."""

from __future__ import annotations

from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus.flowables import HRFlowable

from bina_desktop.application.dokumen_triwulan import DokumenNotaDinas
from bina_desktop.domain.bahasa import format_tanggal
from bina_desktop.pdf.blocks import numbered, pairs, signature_block
from bina_desktop.pdf.kop import dinas_name, kop
from bina_desktop.pdf.layout import INK, NASKAH, TITLE, Info, build, rich
from bina_desktop.pdf.surat import POIN, WIDTH, body


def draw_nota_dinas(dokumen: DokumenNotaDinas) -> bytes:
    """Draw the note on F4; the order of its head is that of Kemendagri."""
    info = Info(
        judul=f"Nota Dinas – {dokumen.hal}",
        penulis=dinas_name(dokumen.kantor, dokumen.provinsi),
        perihal=dokumen.hal,
        contoh=dokumen.kantor.contoh,
    )
    *opening, closing = dokumen.isi
    head = pairs(
        [
            ("Yth.", dokumen.kepada),
            ("Dari", dokumen.pengirim.jabatan or dokumen.pengirim.nama),
            ("Tembusan", "\n".join(dokumen.tembusan) or "–"),
            ("Tanggal", format_tanggal(dokumen.tanggal)),
            (
                "Nomor",
                dokumen.nomor or dokumen.nomor_kosong,
            ),
            ("Sifat", dokumen.sifat),
            ("Lampiran", dokumen.lampiran),
            ("Hal", dokumen.hal),
        ],
        WIDTH,
        label=2.6 * cm,
    )
    story: list[Flowable] = [
        *kop(dokumen.kantor, NASKAH),
        rich("<u>NOTA DINAS</u>", TITLE),
        Spacer(1, 10),
        head,
        Spacer(1, 4),
        HRFlowable(width="100%", thickness=0.8, color=INK),
        Spacer(1, 12),
        *body(*opening),
    ]
    if dokumen.poin:
        story += [
            numbered(list(dokumen.poin), WIDTH, look=POIN, letters=True),
            Spacer(1, 8),
        ]
    story.append(signature_block(dokumen.pengirim, [], WIDTH, before=body(closing)))
    return build(story, NASKAH, info)
