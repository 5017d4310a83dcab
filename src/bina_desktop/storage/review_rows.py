"""Tables of what reviewers leave behind: utterances, corrections, checklists."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bina_desktop.storage.columns import TextSet
from bina_desktop.storage.rows import Base, Journalled, flag_column, text_column


class KoreksiRow(Journalled, Base):
    """See domain/koreksi.py."""

    __tablename__ = "koreksi"
    __journal__ = "koreksi"

    spt_id: Mapped[str | None] = mapped_column(index=True)
    laporan_id: Mapped[str | None]
    naskah: Mapped[str | None]
    paragraf: Mapped[int | None]
    semula: Mapped[str] = text_column()
    menjadi: Mapped[str] = text_column()
    pelaku: Mapped[str | None]
    peran: Mapped[str | None]
    waktu: Mapped[datetime | None]
    alasan: Mapped[str] = text_column()
    status: Mapped[str] = text_column("diusulkan")
    pemutus: Mapped[str | None]
    diputus_pada: Mapped[datetime | None]
    keterangan: Mapped[str] = text_column()


class PeriksaRow(Journalled, Base):
    """See domain/periksa.py."""

    __tablename__ = "periksa"
    __journal__ = "periksa"

    spt_id: Mapped[str | None] = mapped_column(index=True)
    langkah: Mapped[int | None]
    butir: Mapped[str | None]
    putaran: Mapped[str | None]
    pelaku: Mapped[str | None]
    waktu: Mapped[datetime | None]
    sesuai: Mapped[bool] = flag_column(default=False)
    catatan: Mapped[str] = text_column()


class KomentarRow(Journalled, Base):
    """See domain/utas.py. Rows are added and never altered."""

    __tablename__ = "komentar"
    __journal__ = "komentar"

    spt_id: Mapped[str | None] = mapped_column(index=True)
    jenis_sasaran: Mapped[str | None]
    sasaran_id: Mapped[str | None]
    bagian: Mapped[str] = text_column()
    tindakan: Mapped[str | None]
    pelaku: Mapped[str | None]
    peran: Mapped[str | None]
    waktu: Mapped[datetime | None]
    teks: Mapped[str] = text_column()
    kutipan: Mapped[str] = text_column()
    sesudah: Mapped[frozenset[str]] = mapped_column(
        TextSet, default=frozenset[str](), server_default="[]"
    )
