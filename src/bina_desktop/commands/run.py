"""Carries out one command: finds the password, opens the database, tells the outcome."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Final

from bina_desktop.application.cakupan import Lingkup
from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.gate import Gate
from bina_desktop.application.services import Services
from bina_desktop.application.signature import Signer
from bina_desktop.application.workbook import JenisPaket, Workbooks
from bina_desktop.commands import decisions, duplicates, files, fillable, waiting
from bina_desktop.commands.forms import check_forms, tell_forms_as_json
from bina_desktop.commands.passwords import new_password, password_of_files
from bina_desktop.commands.recap import recap
from bina_desktop.commands.seals import verify_files
from bina_desktop.commands.status import FAULTS, OK, tell_json
from bina_desktop.commands.usage import refuse
from bina_desktop.domain.duplikat import Putusan
from bina_desktop.domain.errors import BinaError

PASSWORD_VARIABLE: Final = "BINA_PASSWORD"  # noqa: S105 the name of a variable


@dataclass(frozen=True, slots=True)
class Tools:
    """What works without a database."""

    formulir: FormulirService
    workbooks: Workbooks
    signer: Signer


def run(options: argparse.Namespace, *, gate: Callable[[], Gate], tools: Tools) -> int:
    """Carry out one command; returns the exit status."""
    _write_utf8()
    as_json = getattr(options, "json", False)
    try:
        if options.command == "check-form":
            if options.json:
                return tell_forms_as_json(tools.formulir, options.files)
            return check_forms(tools.formulir, options.files, language=options.lang)
        if options.command == "verify" and not options.code:
            return _verify(options, tools)
        door = gate()
        try:
            return _with_database(options, door, tools)
        finally:
            door.lock()
    except BinaError as error:
        return refuse(error.sentence, code=error.code, as_json=as_json)
    except KeyboardInterrupt:
        words = "Dihentikan; tidak ada yang tersimpan setengah jalan."
        return refuse(words, code="dihentikan", as_json=as_json)


def _verify(options: argparse.Namespace, tools: Tools, services: Services | None = None) -> int:
    """Verify files, and check codes where a database was opened."""
    if not options.files and not options.code:
        raise BinaError("Sebut berkas yang diperiksa, atau kode cek dengan --code.")
    return verify_files(
        tools.signer,
        tools.workbooks,
        options.files,
        password=password_of_files() if options.password else "",
        codes=options.code,
        verifier=services.verifikasi if services else None,
        as_json=options.json,
    )


def _write_utf8() -> None:
    """Let a Windows console or a pipe of another encoding take “ ” and –."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _with_database(options: argparse.Namespace, gate: Gate, tools: Tools) -> int:
    services = unlock(gate, options.user)
    match options.command:
        case "check":
            return _say_faults(gate.check(rebuild=options.rebuild), rebuild=options.rebuild)
        case "verify":
            return _verify(options, tools, services)
        case "backup":
            print(f"Cadangan dibuat dan sudah diuji buka: {gate.backup()}")
            return OK
        case _:
            return _exchange(options, services, tools)


def _exchange(options: argparse.Namespace, services: Services, tools: Tools) -> int:
    carry_out: dict[str, Callable[[], int]] = {
        "digest": lambda: _tell_digest(services, as_json=options.json),
        "export": lambda: files.export(
            services,
            options.out,
            JenisPaket(options.jenis),
            lingkup=Lingkup(options.scope),
            which=options.which,
            triwulan=options.triwulan,
            password=new_password() if options.password else "",
            as_json=options.json,
        ),
        "recap": lambda: recap(
            services,
            options.out,
            first=options.first,
            last=options.last,
            which=options.which,
            password=new_password() if options.password else "",
            as_json=options.json,
        ),
        "fillable": lambda: fillable.write(
            services,
            options.out,
            options.form,
            which=options.which,
            triwulan=options.triwulan,
            rows=options.rows,
            nip=options.nip,
            as_json=options.json,
        ),
        "import": lambda: files.take_in(
            services,
            tools.workbooks,
            options.files,
            dry_run=options.dry_run,
            accept=options.accept,
            rejects=options.rejects,
            passwords=[password_of_files()] if options.password else [],
            as_json=options.json,
        ),
        "conflicts": lambda: decisions.tell_conflicts(services, as_json=options.json),
        "resolve": lambda: decisions.resolve(
            services, options.id, options.number, as_json=options.json
        ),
        "duplicates": lambda: duplicates.tell_duplicates(
            services, decided=options.resolved, as_json=options.json
        ),
        "unite": lambda: duplicates.unite(
            services,
            options.id,
            take=options.take,
            putusan=_putusan(options),
            as_json=options.json,
        ),
        "waiting": lambda: waiting.tell_waiting(services, as_json=options.json),
        "turn-down": lambda: waiting.turn_down(
            services, options.id, options.reason, as_json=options.json
        ),
        "batches": lambda: decisions.tell_batches(services, as_json=options.json),
        "undo-batch": lambda: decisions.undo_batch(
            services,
            options.id,
            restore=options.restore,
            agreed=options.yes,
            dry_run=options.dry_run,
            as_json=options.json,
        ),
    }
    return carry_out[options.command]()


def _putusan(options: argparse.Namespace) -> Putusan:
    if options.take_back:
        return Putusan.OPEN
    return Putusan.DISTINCT if options.apart else Putusan.UNITED


def _tell_digest(services: Services, *, as_json: bool) -> int:
    digest = services.pertukaran.digest()
    if as_json:
        tell_json({"digest": digest, "device": services.pertukaran.device()})
    else:
        print(digest)
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
