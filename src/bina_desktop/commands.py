"""The headless face: what a scheduler, a terminal or a test asks of the program.

Exit status: 0 done and sound, 1 done with faults found, 2 refused (the sentence is on stderr).
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from bina_desktop.application.formulir import FormCheck, FormulirService
from bina_desktop.application.gate import Gate
from bina_desktop.application.journal import Fate
from bina_desktop.application.pertukaran import ImportPreview
from bina_desktop.application.services import Services
from bina_desktop.application.signature import Signer
from bina_desktop.application.uraian import format_perangkat
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, Seal, Workbooks
from bina_desktop.domain.bahasa import format_waktu
from bina_desktop.domain.errors import BinaError, disk_reason
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.triwulan import Triwulan
from bina_desktop.formengine.client import AuthorMessage

OK: Final = 0
FAULTS: Final = 1
REFUSED: Final = 2

PASSWORD_VARIABLE: Final = "BINA_PASSWORD"  # noqa: S105 the name of a variable


@dataclass(frozen=True, slots=True)
class Tools:
    """What works without a database."""

    formulir: FormulirService
    workbooks: Workbooks
    signer: Signer


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Describe the commands, with their help."""
    commands = parser.add_subparsers(dest="command", metavar="PERINTAH")
    form = commands.add_parser("check-form", help="periksa XLSForm dan sebut kesalahannya")
    form.add_argument("files", nargs="+", type=Path, metavar="BERKAS")
    form.add_argument(
        "--lang", choices=["id", "en", "both"], default="both", help="bahasa; bawaan: keduanya"
    )
    form.add_argument("--json", action="store_true", help="cetak untuk dibaca program lain")
    preview = commands.add_parser("preview", help="coba XLSForm di layar tanpa menyimpan apa pun")
    preview.add_argument("file", type=Path, metavar="BERKAS")
    verify = commands.add_parser("verify", help="periksa tanda tangan PDF atau segel buku kerja")
    verify.add_argument("files", nargs="+", type=Path, metavar="BERKAS")
    opened = argparse.ArgumentParser(add_help=False)
    opened.add_argument("--user", default="", help="nama pengguna; bawaan: satu-satunya pengguna")
    commands.add_parser("digest", parents=[opened], help="cetak sidik keadaan basis data")
    check = commands.add_parser("check", parents=[opened], help="periksa keutuhan basis data")
    check.add_argument(
        "--rebuild",
        action="store_true",
        help="bangun ulang tabel dari jurnal dan bandingkan dengan tabel yang ada",
    )
    commands.add_parser("backup", parents=[opened], help="buat cadangan yang sudah diuji buka")
    export = commands.add_parser("export", parents=[opened], help="tulis buku kerja untuk dikirim")
    export.add_argument("out", type=Path, metavar="BERKAS.xlsx")
    export.add_argument(
        "--jenis", choices=[jenis.value for jenis in JenisPaket], default="hasil_lapangan"
    )
    export.add_argument("--triwulan", default="", help="contoh: 2026-T4; bawaan: triwulan ini")
    take = commands.add_parser("import", parents=[opened], help="terima buku kerja")
    take.add_argument("files", nargs="+", type=Path, metavar="BERKAS.xlsx")
    take.add_argument("--dry-run", action="store_true", help="hanya tampilkan pratinjau")
    take.add_argument(
        "--accept-unknown", action="store_true", help="terima segel yang belum dikenal"
    )


def run(options: argparse.Namespace, *, gate: Callable[[], Gate], tools: Tools) -> int:
    """Carry out one command; returns the exit status."""
    _write_utf8()
    try:
        if options.command == "check-form":
            if options.json:
                return tell_forms_as_json(tools.formulir, options.files)
            return check_forms(tools.formulir, options.files, language=options.lang)
        if options.command == "verify":
            return verify_files(tools, options.files)
        door = gate()
        try:
            return _with_database(options, door)
        finally:
            door.lock()
    except BinaError as error:
        print(error.sentence, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Dihentikan; tidak ada yang tersimpan setengah jalan.", file=sys.stderr)
        return REFUSED


def _write_utf8() -> None:
    """Let a Windows console or a pipe of another encoding take “ ” and –."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _with_database(options: argparse.Namespace, gate: Gate) -> int:
    services = unlock(gate, options.user)
    match options.command:
        case "digest":
            print(services.pertukaran.digest())
        case "check":
            return _say_faults(gate.check(rebuild=options.rebuild), rebuild=options.rebuild)
        case "backup":
            print(f"Cadangan dibuat dan sudah diuji buka: {gate.backup()}")
        case "export":
            export(services, options.out, JenisPaket(options.jenis), options.triwulan)
        case _:
            return take_in(
                services,
                options.files,
                dry_run=options.dry_run,
                accept_unknown=options.accept_unknown,
            )
    return OK


def unlock(gate: Gate, user: str) -> Services:
    """Open the database with the password of the environment or of the terminal."""
    if gate.is_new():
        raise BinaError(
            f"Folder {gate.folder} belum berisi basis data. Jalankan jendela program sekali, "
            "atau tunjuk folder lain dengan --data."
        )
    users = gate.users()
    if not user and len(users) > 1:
        names = "; ".join(users)  # a name may hold a comma: “Dewi Kartika, S.T.”
        raise BinaError(f"Pilih pengguna dengan --user. Yang ada: {names}.")
    user = user or next(iter(users), "")
    return gate.unlock(user, _password(user))


def _password(user: str) -> str:
    password = os.environ.get(PASSWORD_VARIABLE)
    if password is not None:
        return password
    try:
        return getpass.getpass(f"Sandi {user}: ")
    except EOFError:
        raise BinaError(
            "Sandi tidak diberikan. Ketik di terminal, atau isi variabel lingkungan "
            f"{PASSWORD_VARIABLE}."
        ) from None


def check_forms(
    formulir: FormulirService, files: Sequence[Path], *, language: str = "both"
) -> int:
    """Print every mistake of every form with its place, errors before notices, then the counts.

    `language` is `id`, `en` or `both`: then each English sentence stands below the Indonesian one.
    """
    english = language == "en"
    errors = notices = 0
    for path in files:
        found = formulir.check(path)
        errors += len(found.errors)
        notices += len(found.notices)
        print(f"{path}:")
        for message in found.errors:
            _tell_author(message, "ERROR" if english else "KESALAHAN", language)
        for message in found.notices:
            _tell_author(message, "note" if english else "catatan", language)
        if not found.errors:
            print(f"  {_usable(found, english=english)}")
    counts = (len(files), errors, notices)
    if english:
        print("{} files, {} errors, {} notes.".format(*counts))
    else:
        print("{} berkas, {} kesalahan, {} catatan.".format(*counts))
    return FAULTS if errors else OK


def _tell_author(message: AuthorMessage, word: str, language: str) -> None:
    place = _place(message, english=language == "en")
    if language == "en":
        print(f"  {word} {place}{message.english or message.message}")
        return
    print(f"  {word} {place}{message.message}")
    if language == "both" and message.english:
        print(f"      {message.english}")


def _place(message: AuthorMessage, *, english: bool) -> str:
    sheet, row, column = ("sheet", "row", "column") if english else ("lembar", "baris", "kolom")
    parts = [
        f"{sheet} {message.sheet}" if message.sheet else "",
        message.cell or (f"{row} {message.row}" if message.row else ""),
        f"{column} {message.column}" if message.column else "",
        f"“{message.question}”" if message.question else "",
    ]
    place = ", ".join(part for part in parts if part)
    return f"({place}) " if place else ""


def _usable(found: FormCheck, *, english: bool) -> str:
    names = f" ({', '.join(found.languages)})" if found.languages else ""
    languages = max(1, len(found.languages))
    if english:
        return (
            f"The form “{found.title}” can be used: {found.questions} questions, "
            f"{found.lists} lists of choices, {languages} languages{names}."
        )
    return (
        f"Formulir “{found.title}” dapat dipakai: {found.questions} pertanyaan, "
        f"{found.lists} daftar pilihan, {languages} bahasa{names}."
    )


def tell_forms_as_json(formulir: FormulirService, files: Sequence[Path]) -> int:
    """Print the same as one JSON array with an object for each file."""
    checks = [(path, formulir.check(path)) for path in files]
    told = [{"file": str(path), "usable": not c.errors, **asdict(c)} for path, c in checks]
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return FAULTS if any(check.errors for _, check in checks) else OK


def verify_files(tools: Tools, files: Sequence[Path]) -> int:
    """Tell whether signatures and seals hold; a file that is neither never stops the others."""
    status = OK
    for path in files:
        try:
            sound = _verify(tools, path)
        except BinaError as error:
            print(f"{path}: {error.sentence}", file=sys.stderr)
            status = REFUSED
        else:
            status = max(status, OK if sound else FAULTS)
    return status


def _verify(tools: Tools, path: Path) -> bool:
    """Judge by what the file holds, not by its name."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BinaError(f"Berkas ini tidak dapat dibuka: {disk_reason(error)}.") from error
    if b"%PDF-" in data[:1024]:
        return _verify_pdf(tools, path, data)
    if path.suffix.lower() in {".xlsx", ".xlsm"} or data.startswith(b"PK"):
        return _verify_workbook(tools, path)
    raise BinaError(
        "Berkas ini bukan PDF dan bukan buku kerja Excel, jadi tidak bertanda tangan dan tidak "
        "bersegel. Pilih PDF laporan atau buku kerja hasil ekspor."
    )


def _verify_pdf(tools: Tools, path: Path, pdf: bytes) -> bool:
    verdict = tools.signer.verify(pdf)
    print(f"{path}: {verdict.explanation}")
    for signature in verdict.signatures:
        when = format_waktu(signature.signed_at) if signature.signed_at else "waktu tidak ada"
        print(f"  {signature.field}: {signature.signer}, {when}. {signature.explanation}")
    return verdict.ok


def _verify_workbook(tools: Tools, path: Path) -> bool:
    reading = tools.workbooks.read(path, progress=Progress())
    meaning = {
        Seal.VALID: "segel sah; catatan perubahan utuh sejak diekspor",
        Seal.BROKEN: "SEGEL RUSAK: catatan perubahan berubah sesudah diekspor",
        Seal.MISSING: "SEGEL TIDAK ADA",
        Seal.FOREIGN: "SEGEL LAPTOP LAIN: kuncinya bukan milik laptop yang disebut",
    }[reading.seal]
    print(f"{path}: {meaning}.")
    print(
        f"  Dari laptop {format_perangkat(reading.device)} ({reading.pembuat}), "
        f"{format_waktu(reading.dibuat_pada)}: {len(reading.changes)} catatan perubahan, "
        f"{len(reading.edits)} sel diubah di Excel, {len(reading.rejections)} ditolak."
    )
    for rejection in reading.rejections:
        print(f"  {rejection.sheet}!{rejection.cell}: {rejection.reason}")
    return reading.seal is Seal.VALID and not reading.rejections


def _say_faults(faults: Sequence[str], *, rebuild: bool) -> int:
    for fault in faults:
        print(fault)
    if faults:
        return FAULTS
    print(
        "Basis data utuh; tabel sama dengan yang dibangun ulang dari jurnal."
        if rebuild
        else "Basis data utuh."
    )
    return OK


def export(services: Services, out: Path, jenis: JenisPaket, triwulan: str) -> None:
    """Write every visit of the triwulan."""
    chosen = Triwulan.parse(triwulan) if triwulan else services.beranda.triwulan_now()
    visits = services.penugasan.state(chosen).spt
    if not visits:
        raise BinaError(f"Belum ada SPT pada {chosen.label}; tidak ada yang diekspor.")
    exported = services.pertukaran.export(
        out, jenis, [SptId(spt.id) for spt in visits], progress=Progress()
    )
    for path in exported.files:
        print(f"{path}: {exported.changes} catatan perubahan dari {len(visits)} kunjungan.")


def take_in(
    services: Services, files: Sequence[Path], *, dry_run: bool, accept_unknown: bool
) -> int:
    """Preview and import files one by one; a refused file never stops the others."""
    status = OK
    for path in files:
        try:
            preview = services.pertukaran.preview(path, progress=Progress())
            found = _tell_preview(path, preview)
            if not dry_run:
                found = max(found, _carry_out(services, preview, accept_unknown=accept_unknown))
        except BinaError as error:
            print(f"{path}: {error.sentence}", file=sys.stderr)
            found = REFUSED
        status = max(status, found)
    return status


def _tell_preview(path: Path, preview: ImportPreview) -> int:
    counts = _counts(row.fate.value for row in preview.rows)
    print(f"{path}: {counts or 'tidak ada isinya'}.")
    for warning in preview.warnings:
        print(f"  Perhatian: {warning}")
    refused = [row for row in preview.rows if row.fate is Fate.REFUSED]
    for row in refused:
        print(f"  Ditolak: {row.jenis} {row.nama}: {row.rincian}")
    return FAULTS if refused else OK


def _carry_out(services: Services, preview: ImportPreview, *, accept_unknown: bool) -> int:
    if preview.needs_yes and not accept_unknown:
        print("  Belum diterima: tambahkan --accept-unknown bila asal berkas ini diyakini.")
        return FAULTS
    services.pertukaran.carry_out(preview, progress=Progress())
    print("  Diterima.")
    return OK


def _counts(fates: Iterable[str]) -> str:
    return ", ".join(f"{number} {fate}" for fate, number in sorted(Counter(fates).items()))
