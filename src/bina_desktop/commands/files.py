"""Files out and in: export, import."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bina_desktop.application.cakupan import Lingkup
from bina_desktop.application.file_fate import FileFate, FileOutcome
from bina_desktop.application.import_run import Interrupted
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.application.workbook import JenisPaket, Refusal, Workbooks
from bina_desktop.commands.progress_line import told
from bina_desktop.commands.status import FAULTS, OK, REFUSED, tell_json
from bina_desktop.domain.errors import BinaError
from bina_desktop.domain.triwulan import Triwulan


def export(
    services: Services,
    out: Path,
    jenis: JenisPaket,
    *,
    lingkup: Lingkup,
    which: str,
    triwulan: str,
    password: str,
    as_json: bool,
) -> int:
    """Write the visits of a scope; under a password where one is given."""
    chosen = Triwulan.parse(triwulan) if triwulan else None
    if chosen is None and lingkup is Lingkup.VISIT and not which:
        chosen = services.beranda.triwulan_now()
    visits = services.pertukaran.visits(lingkup, which, chosen)
    exported = services.pertukaran.export(
        out,
        jenis,
        [spt.id for spt in visits],
        progress=Progress(),
        whole=lingkup is Lingkup.ALL,
        password=password,
    )
    if as_json:
        tell_json(
            {
                "files": [str(path) for path in exported.files],
                "changes": exported.changes,
                "visits": len(visits),
                "encrypted": bool(password),
            }
        )
        return OK
    for path in exported.files:
        print(f"{path}: {exported.changes} catatan perubahan dari {len(visits)} kunjungan.")
    return OK


def take_in(
    services: Services,
    workbooks: Workbooks,
    files: Sequence[Path],
    *,
    dry_run: bool,
    accept: bool,
    rejects: Path | None,
    passwords: Sequence[str],
    as_json: bool,
) -> int:
    """Import files one by one; a bad file or row never stops the others."""
    before = services.unattended.interrupted()
    with told("berkas") as progress:
        outcomes = services.unattended.run(
            files, accept=accept, dry_run=dry_run, passwords=passwords, progress=progress
        )
    refusals = [one for outcome in outcomes for one in _refusals(outcome)]
    written, unwritten = _write_refusals(workbooks, rejects, refusals)
    if as_json:
        tell_json(
            {
                "interrupted": _interrupted(before),
                "files": [_as_json(outcome) for outcome in outcomes],
                "rejects": str(written) if written else None,
                "rejects_error": unwritten,
            }
        )
    else:
        if before is not None:
            print(before.sentence)
        for outcome in outcomes:
            _tell(outcome)
        if written is not None:
            print(f"Daftar yang tidak diterima: {written}")
    if unwritten:
        print(unwritten, file=sys.stderr)
    statuses = (_status(outcome) for outcome in outcomes)
    return max(statuses, default=OK) if not unwritten else REFUSED


def _write_refusals(
    workbooks: Workbooks, target: Path | None, refusals: Sequence[Refusal]
) -> tuple[Path | None, str]:
    """Return what was written, or why not: what was taken in must be told even then."""
    if target is None or not refusals:
        return None, ""
    try:
        workbooks.write_refusals(target, refusals)
    except BinaError as error:
        return None, error.sentence
    return target, ""


def _refusals(outcome: FileOutcome) -> list[Refusal]:
    whole = [Refusal(outcome.path.name, "", "", outcome.reason)] if outcome.reason else []
    return [*whole, *outcome.refusals]


def _status(outcome: FileOutcome) -> int:
    if outcome.fate is FileFate.REFUSED:
        return REFUSED
    left = outcome.fate in {FileFate.WAITING, FileFate.STOPPED}
    return FAULTS if left or outcome.refusals else OK


def _interrupted(found: Interrupted | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "started": found.mulai.isoformat(),
        "done": found.done,
        "current": found.current,
        "rest": found.rest,
        "sentence": found.sentence,
    }


def _as_json(outcome: FileOutcome) -> dict[str, Any]:
    return {
        "file": str(outcome.path),
        "status": outcome.fate.value,
        "sha256": outcome.sha256,
        "records": dict(outcome.counts),
        "warnings": outcome.warnings,
        "needs_password": outcome.needs_password,
        "refused": [
            {"sheet": one.sheet, "cell": one.cell, "reason": one.reason}
            for one in outcome.refusals
        ],
        "error": outcome.reason,
    }


def _tell(outcome: FileOutcome) -> None:
    if outcome.fate is FileFate.REFUSED:
        print(f"{outcome.path}: {outcome.reason}", file=sys.stderr)
        return
    if outcome.fate is FileFate.KNOWN:
        print(f"{outcome.path}: sudah pernah diimpor; tidak ada yang dilakukan.")
        return
    if outcome.fate is FileFate.STOPPED:
        print(f"{outcome.path}: dihentikan sebelum berkas ini; tidak ada isinya yang masuk.")
        return
    if outcome.needs_password:
        print(f"{outcome.path}: {' '.join(outcome.warnings)}")
        print(
            "  Belum diterima: perlu kata sandi. Tambahkan --password, atau buka di jendela, "
            "bagian Pertukaran."
        )
        return
    counts = ", ".join(f"{number} {fate}" for fate, number in outcome.counts.items())
    print(f"{outcome.path}: {counts or 'tidak ada isinya'}.")
    for warning in outcome.warnings:
        print(f"  Perhatian: {warning}")
    for one in outcome.refusals:
        print(f"  Ditolak: {one.sheet}!{one.cell}: {one.reason}")
    if outcome.fate is FileFate.TAKEN:
        print("  Diterima.")
    elif outcome.fate is FileFate.WAITING:
        print(
            "  Belum diterima: menunggu keputusan di jendela, bagian Pertukaran; atau tambahkan "
            "--accept bila asal berkas ini diyakini."
        )
