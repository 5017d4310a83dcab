"""The commands and their options, with help in Indonesian."""

from __future__ import annotations

import argparse
from pathlib import Path
from textwrap import fill

from bina_desktop.application.cakupan import Lingkup
from bina_desktop.application.workbook import JenisPaket

_STATUS = (
    "Status keluar: 0 selesai dan tidak ada yang perlu dilihat, 1 selesai tetapi ada yang perlu "
    "dilihat seseorang, 2 ditolak (sebabnya di stderr). Sandi dibaca dari variabel lingkungan "
    "BINA_PASSWORD, atau ditanyakan di terminal."
)


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Describe the commands, with their help."""
    commands = parser.add_subparsers(dest="command", metavar="PERINTAH")
    printed = argparse.ArgumentParser(add_help=False)
    printed.add_argument("--json", action="store_true", help="cetak untuk dibaca program lain")
    opened = argparse.ArgumentParser(add_help=False)
    opened.add_argument("--user", default="", help="nama pengguna; bawaan: satu-satunya pengguna")

    def command(
        name: str, what: str, *parents: argparse.ArgumentParser, example: str
    ) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=what,
            description=f"{what[0].upper()}{what[1:]}.",
            epilog=f"Contoh:\n  bina-desktop {name} {example}\n\n{fill(_STATUS, 78)}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=list(parents),
        )

    form = command(
        "check-form",
        "periksa XLSForm dan sebut kesalahannya",
        printed,
        example="formulir.xlsx --lang id",
    )
    form.add_argument("files", nargs="+", type=Path, metavar="BERKAS")
    form.add_argument(
        "--lang", choices=["id", "en", "both"], default="both", help="bahasa; bawaan: keduanya"
    )
    preview = command(
        "preview", "coba XLSForm di layar tanpa menyimpan apa pun", example="formulir.xlsx"
    )
    preview.add_argument("file", type=Path, metavar="BERKAS")
    verify = command(
        "verify",
        "periksa tanda tangan PDF, segel buku kerja, paket pengiriman, atau kode cek",
        opened,
        printed,
        example="laporan.pdf hasil.xlsx paket.zip --code K7QF-2M9T-8RWA-3XEC",
    )
    verify.add_argument("files", nargs="*", type=Path, metavar="BERKAS")
    verify.add_argument(
        "--code",
        action="append",
        default=[],
        metavar="KODE",
        help="kode cek dari kaki halaman, boleh diulang; dicari di basis data, dengan sandi",
    )
    _add_password(verify, "buka buku kerja yang terkunci dengan kata sandi")
    command("digest", "cetak sidik keadaan basis data", opened, printed, example="--json")
    check = command("check", "periksa keutuhan basis data", opened, example="--rebuild")
    check.add_argument(
        "--rebuild",
        action="store_true",
        help="bangun ulang tabel dari jurnal dan bandingkan dengan tabel yang ada",
    )
    command("backup", "buat cadangan yang sudah diuji buka", opened, example='--user "Siti"')
    _add_files(
        command(
            "export",
            "tulis buku kerja untuk dikirim",
            opened,
            printed,
            example='--scope kab-kota --which "Kabupaten Seluma" seluma.xlsx',
        )
    )
    _add_recap(
        command(
            "recap",
            "tulis rekap nilai dan jawaban untuk diolah",
            opened,
            printed,
            example="rekap.xlsx --from 2026-T1 --to 2026-T4",
        )
    )
    _add_fillable(
        command(
            "fillable",
            "tulis buku isian: lembar kosong untuk diisi di Excel tanpa BINA Desktop",
            opened,
            printed,
            example='isian.xlsx skm --which "Kabupaten Seluma"',
        )
    )
    _add_import(
        command(
            "import",
            "terima buku kerja; satu yang buruk tidak menghentikan yang lain",
            opened,
            printed,
            example="kiriman/*.xlsx --json --rejects ditolak.xlsx",
        )
    )
    conflicts = "sebut perbedaan yang menunggu keputusan"
    command("conflicts", conflicts, opened, printed, example="--json")
    resolve = command(
        "resolve", "putuskan sebuah perbedaan", opened, printed, example="0f3a51c2d4e6 2"
    )
    resolve.add_argument("id", metavar="ID", help="dari perintah conflicts")
    resolve.add_argument("number", type=int, metavar="NOMOR", help="nomor nilai yang dipakai")
    duplicates = command(
        "duplicates", "sebut catatan yang mungkin ganda", opened, printed, example="--json"
    )
    duplicates.add_argument(
        "--resolved", action="store_true", help="yang sudah diputuskan, bukan yang menunggu"
    )
    _add_unite(
        command(
            "unite",
            "satukan dua catatan ganda, atau nyatakan bukan duplikat",
            opened,
            printed,
            example="3c6f0f0e-8a5d-5d0c-9a55-0d6f2f1f9c11 --take jabatan",
        )
    )
    waiting = "sebut berkas yang datang dan menunggu keputusan"
    command("waiting", waiting, opened, printed, example="--json")
    refuse = command(
        "turn-down",
        "tolak berkas yang menunggu",
        opened,
        printed,
        example='9f2c4b7a01de --reason "Segel rusak, kirim ulang"',
    )
    refuse.add_argument("id", metavar="ID", help="dari perintah waiting")
    refuse.add_argument("--reason", required=True, metavar="ALASAN", help="sebabnya, dicatat")
    batches = "sebut impor yang sudah dilakukan"
    command("batches", batches, opened, printed, example="--json")
    _add_undo(
        command(
            "undo-batch",
            "batalkan sebuah impor, atau kembalikan yang dibatalkan",
            opened,
            printed,
            example="7c1de0a2-5b7e-4f57-9a51-0d6f2f1f9c11 --dry-run",
        )
    )


def _add_unite(unite: argparse.ArgumentParser) -> None:
    unite.add_argument("id", metavar="ID", help="dari perintah duplicates")
    unite.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="ISIAN",
        help="isian yang diambil dari catatan kedua, boleh diulang; yang kosong pada catatan "
        "pertama selalu diambil",
    )
    other = unite.add_mutually_exclusive_group()
    other.add_argument("--apart", action="store_true", help="nyatakan bukan duplikat")
    other.add_argument(
        "--take-back", action="store_true", help="cabut keputusan: kedua catatan berdiri sendiri"
    )


def _add_undo(undo: argparse.ArgumentParser) -> None:
    undo.add_argument("id", metavar="ID", help="dari perintah batches")
    undo.add_argument(
        "--restore", action="store_true", help="kembalikan impor yang sudah dibatalkan"
    )
    undo.add_argument("--dry-run", action="store_true", help="hanya sebut apa yang akan berubah")
    undo.add_argument(
        "--yes",
        action="store_true",
        help="lanjutkan juga bila yang berubah termuat dalam Laporan yang sudah disahkan; Laporan "
        "itu tetap seperti yang ditandatangani",
    )


def _add_files(export: argparse.ArgumentParser) -> None:
    export.add_argument("out", type=Path, metavar="BERKAS.xlsx")
    export.add_argument(
        "--jenis",
        choices=[JenisPaket.PAKET_TUGAS.value, JenisPaket.HASIL_LAPANGAN.value],
        default=JenisPaket.HASIL_LAPANGAN.value,
    )
    export.add_argument(
        "--scope",
        choices=[lingkup.value for lingkup in Lingkup],
        default=Lingkup.VISIT.value,
        help="visit: kunjungan sebuah triwulan, atau satu dengan --which; kab-kota: semua "
        "kunjungan ke satu kabupaten/kota; all: seluruh isi basis data",
    )
    export.add_argument(
        "--which", default="", metavar="NAMA", help="nomor SPT, atau nama/kode kabupaten/kota"
    )
    export.add_argument(
        "--triwulan", default="", help="contoh: 2026-T4; bawaan untuk visit: triwulan ini"
    )
    _add_password(export, _LOCK)


def _add_recap(recap: argparse.ArgumentParser) -> None:
    recap.add_argument("out", type=Path, metavar="BERKAS.xlsx")
    recap.add_argument(
        "--from",
        dest="first",
        default="",
        metavar="TRIWULAN",
        help="triwulan pertama, contoh: 2026-T1; bawaan: empat triwulan terakhir",
    )
    recap.add_argument(
        "--to", dest="last", default="", metavar="TRIWULAN", help="triwulan terakhir"
    )
    recap.add_argument(
        "--which", default="", metavar="NAMA", help="hanya kabupaten/kota ini (nama atau kode)"
    )
    _add_password(recap, _LOCK)


def _add_password(command: argparse.ArgumentParser, what: str) -> None:
    """Offer a password that is never an argument: those are seen by all and kept by shells."""
    command.add_argument(
        "--password",
        action="store_true",
        help=f"{what}: dari variabel lingkungan BINA_FILE_PASSWORD, atau ditanyakan di terminal",
    )


_LOCK = "lindungi dengan kata sandi; Excel dan LibreOffice membukanya dengan kata sandi itu"


def _add_fillable(fillable: argparse.ArgumentParser) -> None:
    fillable.add_argument("out", type=Path, metavar="BERKAS.xlsx")
    fillable.add_argument("form", metavar="FORMULIR", help="nama formulir, misalnya skm")
    fillable.add_argument(
        "--which",
        required=True,
        metavar="NAMA",
        help="kunjungan: nomor SPT, atau nama/kode kabupaten/kota",
    )
    fillable.add_argument("--triwulan", default="", help="contoh: 2026-T4; bawaan: triwulan ini")
    fillable.add_argument("--rows", type=int, default=30, help="banyaknya responden; bawaan: 30")
    fillable.add_argument(
        "--nip",
        action="append",
        default=[],
        help="aparatur yang lembarnya dibuat, boleh diulang; bawaan: semua yang belum dinilai",
    )


def _add_import(take: argparse.ArgumentParser) -> None:
    take.add_argument("files", nargs="+", type=Path, metavar="BERKAS.xlsx")
    take.add_argument("--dry-run", action="store_true", help="hanya tampilkan pratinjau")
    take.add_argument(
        "--accept",
        "--accept-unknown",
        action="store_true",
        help="terima juga yang menunggu keputusan: laptop yang belum dikenal, segel yang rusak",
    )
    take.add_argument(
        "--rejects",
        type=Path,
        metavar="DAFTAR.xlsx",
        help="tulis apa yang tidak diterima: berkas, lembar, sel, sebab",
    )
    _add_password(take, "buka berkas yang terkunci dengan kata sandi")
