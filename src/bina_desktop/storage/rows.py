"""Tables of the SOP's records as rows; journalled columns hold the winning values.

Records arrive from other laptops in any order and in parts: no foreign keys between these tables,
and nothing is NOT NULL without a default. None in a column without default = not yet arrived.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, Date, Index, Integer, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bina_desktop.storage.columns import LOCAL, Answers, TextSet, UtcDateTime


class Base(DeclarativeBase):
    """Registry of all tables; constraints have names so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        bool: Boolean,
        int: Integer,
        date: Date,
        datetime: UtcDateTime,
    }


def text_column(default: str = "") -> Mapped[str]:
    """Return a text column that is `default` where nothing was written."""
    return mapped_column(Text, default=default, server_default=default)


def flag_column(*, default: bool) -> Mapped[bool]:
    """Return a yes-or-no column."""
    return mapped_column(
        Boolean, default=default, server_default=text("true" if default else "false")
    )


class Journalled:
    """A row whose changed columns become journal changes; `__journal__` names the entity."""

    __journal__: ClassVar[str]

    id: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-2)
    dihapus: Mapped[bool] = mapped_column(
        Boolean, default=False, server_default=text("false"), sort_order=-1
    )


class JournalledMember:
    """A row of a list within a record; removing an entry clears its columns.

    `__members__` gives the prefix of the journal's field name by column: `anggota/<pegawai_id>`.
    One field per entry lets two laptops add different people without conflict.
    """

    __journal__: ClassVar[str]
    __members__: ClassVar[dict[str, str]]

    owner_id: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-2)
    member_id: Mapped[str] = mapped_column(Text, primary_key=True, sort_order=-1)


class KantorRow(Journalled, Base):
    """See domain/kantor.py."""

    __tablename__ = "kantor"
    __journal__ = "kantor"

    pemda: Mapped[str] = text_column()
    nama: Mapped[str] = text_column()
    kode_wilayah: Mapped[str | None]
    kota: Mapped[str] = text_column()
    alamat: Mapped[str] = text_column()
    telepon: Mapped[str] = text_column()
    laman: Mapped[str] = text_column()
    surel: Mapped[str] = text_column()
    kode_unit: Mapped[str] = text_column()
    logo: Mapped[str] = text_column()
    contoh: Mapped[bool] = flag_column(default=False)


class PegawaiRow(Journalled, Base):
    """See domain/pegawai.py."""

    __tablename__ = "pegawai"
    __journal__ = "pegawai"

    nama: Mapped[str | None]
    nip: Mapped[str] = text_column()
    status: Mapped[str] = text_column("pns")
    pangkat: Mapped[str] = text_column()
    golongan: Mapped[str] = text_column()
    jabatan: Mapped[str] = text_column()
    peran: Mapped[frozenset[str]] = mapped_column(
        TextSet, default=frozenset[str](), server_default="[]"
    )
    aktif: Mapped[bool] = flag_column(default=True)


class AparaturRow(Journalled, Base):
    """See domain/pegawai.py."""

    __tablename__ = "aparatur"
    __journal__ = "aparatur"

    kode_wilayah: Mapped[str | None]
    nama: Mapped[str | None]
    nip: Mapped[str] = text_column()
    status: Mapped[str] = text_column("pns")
    pangkat: Mapped[str] = text_column()
    golongan: Mapped[str] = text_column()
    jabatan: Mapped[str] = text_column()
    kelompok: Mapped[str] = text_column("O")
    tmt_jabatan: Mapped[date | None]
    pendidikan: Mapped[str] = text_column()
    atasan: Mapped[str] = text_column()
    aktif: Mapped[bool] = flag_column(default=True)


class PerintahRow(Journalled, Base):
    """See domain/penugasan.py."""

    __tablename__ = "perintah"
    __journal__ = "perintah"

    triwulan: Mapped[str | None]
    dari: Mapped[str | None]
    kepada: Mapped[str | None]
    isi: Mapped[str] = text_column()
    diterbitkan_pada: Mapped[datetime | None]
    batas: Mapped[date | None]


class SkTimRow(Journalled, Base):
    """See domain/penugasan.py."""

    __tablename__ = "sk_tim"
    __journal__ = "sk_tim"

    triwulan: Mapped[str | None]
    tanggal: Mapped[date | None]
    ditetapkan_oleh: Mapped[str | None]
    nomor: Mapped[str] = text_column()
    anggaran: Mapped[str] = text_column()


class SkTimAnggotaRow(JournalledMember, Base):
    """One line of the Lampiran of an SK; `kedudukan` None = not in the team."""

    __tablename__ = "sk_tim_anggota"
    __journal__ = "sk_tim"
    __members__: ClassVar[dict[str, str]] = {"kedudukan": "anggota", "urutan": "urutan"}

    kedudukan: Mapped[str | None]
    urutan: Mapped[int | None]


class SptRow(Journalled, Base):
    """See domain/penugasan.py."""

    __tablename__ = "spt"
    __journal__ = "spt"

    sk_tim_id: Mapped[str | None]
    triwulan: Mapped[str | None] = mapped_column(index=True)
    kode_wilayah: Mapped[str | None]
    tanggal: Mapped[date | None]
    mulai: Mapped[date | None]
    selesai: Mapped[date | None]
    ditetapkan_oleh: Mapped[str | None]
    nomor: Mapped[str] = text_column()
    anggaran: Mapped[str] = text_column()


class SptPetugasRow(JournalledMember, Base):
    """One petugas of an SPT; `urutan` None = does not travel."""

    __tablename__ = "spt_petugas"
    __journal__ = "spt"
    __members__: ClassVar[dict[str, str]] = {"urutan": "petugas"}

    urutan: Mapped[int | None]


class LembarRow(Journalled, Base):
    """See domain/lembar_penilaian.py. One row per sheet; answers are journalled per question."""

    __tablename__ = "lembar_penilaian"
    __journal__ = "lembar_penilaian"
    __table_args__ = (
        # "Which final sheets lack figures?" is asked at every start and is nearly always none.
        Index(
            "ix_lembar_penilaian_stale",
            "id",
            sqlite_where=text("hasil IS NULL AND status = 'final'"),
            postgresql_where=text("hasil IS NULL AND status = 'final'"),
        ),
    )

    spt_id: Mapped[str | None] = mapped_column(index=True)
    formulir: Mapped[str | None]
    versi: Mapped[str] = text_column()
    aparatur_id: Mapped[str | None]
    pemilik: Mapped[str | None]
    status: Mapped[str] = text_column("draf")
    alasan_kembali: Mapped[str] = text_column()
    terjawab: Mapped[int] = mapped_column(default=0, server_default="0", info=LOCAL)
    diubah: Mapped[int | None] = mapped_column(BigInteger, info=LOCAL)
    nilai_akhir: Mapped[str | None] = mapped_column(info=LOCAL)
    predikat: Mapped[str] = mapped_column(default="", server_default="", info=LOCAL)
    posisi: Mapped[str] = mapped_column(default="", server_default="", info=LOCAL)
    # The two long texts stand last: a list of sheets reads the columns before them only.
    hasil: Mapped[str | None] = mapped_column(info=LOCAL)
    jawaban: Mapped[dict[str, str]] = mapped_column(
        Answers, default=dict, server_default="{}", info=LOCAL
    )


class LampiranRow(Journalled, Base):
    """See domain/lampiran.py. The bytes stand in `local_berkas`, by their SHA-256."""

    __tablename__ = "lampiran"
    __journal__ = "lampiran"

    spt_id: Mapped[str | None]
    lembar_id: Mapped[str | None] = mapped_column(index=True)
    ref: Mapped[str | None]
    untuk: Mapped[str | None]
    nama: Mapped[str | None]
    sha256: Mapped[str | None]
    ukuran: Mapped[int] = mapped_column(default=0, server_default="0")
    jenis: Mapped[str] = text_column()


class LaporanRow(Journalled, Base):
    """See domain/laporan.py."""

    __tablename__ = "laporan"
    __journal__ = "laporan"

    spt_id: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str] = text_column("draf")
    nomor: Mapped[str] = text_column()
    tanggal: Mapped[date | None]
    gambaran_umum: Mapped[str] = text_column()
    pembahasan: Mapped[str] = text_column()
    kesimpulan: Mapped[str] = text_column()
    catatan: Mapped[str] = text_column()
    disahkan_pada: Mapped[datetime | None]
    cuplikan_sha256: Mapped[str] = text_column()
    berkas_sha256: Mapped[str] = text_column()
    nomor_pengantar: Mapped[str] = text_column()
    tanggal_pengantar: Mapped[date | None]


class ArsipRow(Journalled, Base):
    """See domain/arsip.py. Rows are added and never altered."""

    __tablename__ = "arsip"
    __journal__ = "arsip"

    spt_id: Mapped[str | None]
    laporan_id: Mapped[str | None] = mapped_column(index=True)
    macam: Mapped[str | None]
    nama: Mapped[str | None]
    sha256: Mapped[str | None]
    ukuran: Mapped[int] = mapped_column(default=0, server_default="0")
    jenis: Mapped[str] = text_column()
    induk: Mapped[str] = text_column()
    pelaku: Mapped[str | None]
    waktu: Mapped[datetime | None]
    nomor: Mapped[str] = text_column()
    tanggal: Mapped[date | None]
    keterangan: Mapped[str] = text_column()


class PeristiwaRow(Journalled, Base):
    """See domain/sop.py."""

    __tablename__ = "peristiwa"
    __journal__ = "peristiwa"

    triwulan: Mapped[str | None] = mapped_column(index=True)
    kode_wilayah: Mapped[str | None]
    langkah: Mapped[int | None]
    jenis: Mapped[str | None]
    pelaku: Mapped[str | None]
    waktu: Mapped[datetime | None]
    alasan: Mapped[str] = text_column()
    ke_langkah: Mapped[int | None]
    output: Mapped[str] = text_column()
    keterlambatan: Mapped[str] = text_column()


class TemuanRow(Journalled, Base):
    """See domain/temuan.py."""

    __tablename__ = "temuan"
    __journal__ = "temuan"

    spt_id: Mapped[str | None] = mapped_column(index=True)
    kondisi: Mapped[str] = text_column()
    rekomendasi: Mapped[str] = text_column()
    tingkat: Mapped[str | None]
    ditujukan: Mapped[str | None]
    kode: Mapped[str] = text_column()
    indikator: Mapped[str] = text_column()
    lembar_id: Mapped[str | None]
    tenggat: Mapped[date | None]
    status: Mapped[str] = text_column("belum_ditindaklanjuti")
    kriteria: Mapped[str] = text_column()
    sebab: Mapped[str] = text_column()
    akibat: Mapped[str] = text_column()
    bukti: Mapped[str] = text_column()
    penanggung_jawab: Mapped[str] = text_column()
    urutan: Mapped[int | None]
    urutan_rekomendasi: Mapped[int | None]


class TemuanRekomendasiRow(JournalledMember, Base):
    """A recommendation after the first, which stands in `temuan`; `isi` None = taken back."""

    __tablename__ = "temuan_rekomendasi"
    __journal__ = "temuan"
    __members__: ClassVar[dict[str, str]] = {
        "isi": "rekomendasi",
        "ditujukan": "ditujukan",
        "penanggung_jawab": "penanggung_jawab",
        "tenggat": "tenggat",
        "urutan": "urutan_rekomendasi",
    }

    isi: Mapped[str | None]
    ditujukan: Mapped[str | None]
    penanggung_jawab: Mapped[str | None]
    tenggat: Mapped[date | None]
    urutan: Mapped[int | None]


class TindakLanjutRow(Journalled, Base):
    """See domain/tindak_lanjut.py."""

    __tablename__ = "tindak_lanjut"
    __journal__ = "tindak_lanjut"

    temuan_id: Mapped[str | None] = mapped_column(index=True)
    spt_id: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str | None]
    tanggal: Mapped[date | None]
    keterangan: Mapped[str] = text_column()
    bukti: Mapped[str] = text_column()
    rekomendasi_id: Mapped[str | None]


class DuplikatRow(Journalled, Base):
    """See domain/duplikat.py."""

    __tablename__ = "duplikat"
    __journal__ = "duplikat"

    jenis: Mapped[str | None]
    utama: Mapped[str | None]
    lain: Mapped[str | None]
    putusan: Mapped[str] = text_column()


class PelimpahanRow(Journalled, Base):
    """See domain/pelimpahan.py."""

    __tablename__ = "pelimpahan"
    __journal__ = "pelimpahan"

    pegawai_id: Mapped[str | None]
    peran: Mapped[str | None]
    jenis: Mapped[str | None]
    dasar: Mapped[str] = text_column()
    mulai: Mapped[date | None]
    sampai: Mapped[date | None]
    melalui: Mapped[str] = text_column()
