"""Tables of numbers of letters: templates, and what stands in the registers by itself."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from bina_desktop.storage.rows import Base, Journalled, flag_column, text_column


class TemplatRow(Journalled, Base):
    """See domain/nomor.py."""

    __tablename__ = "templat"
    __journal__ = "templat"

    jenis: Mapped[str | None]
    pola: Mapped[str | None]
    kode_klasifikasi: Mapped[str] = text_column()
    berurutan: Mapped[bool] = flag_column(default=True)
    yth: Mapped[str] = text_column()
    tembusan: Mapped[str] = text_column()


class NomorNaskahRow(Journalled, Base):
    """See domain/nomor.py."""

    __tablename__ = "nomor_naskah"
    __journal__ = "nomor_naskah"

    jenis: Mapped[str | None]
    tahun: Mapped[int | None]
    nomor: Mapped[str] = text_column()
    status: Mapped[str] = text_column("dipakai")
    spt_id: Mapped[str] = text_column()
    triwulan: Mapped[str] = text_column()
    urut: Mapped[int | None]
    tanggal: Mapped[date | None]
    keterangan: Mapped[str] = text_column()
