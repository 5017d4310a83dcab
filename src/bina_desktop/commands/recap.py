"""The recap workbook, for a scheduler or for whoever likes the terminal."""

from __future__ import annotations

from pathlib import Path

from bina_desktop.application.rekapitulasi import RekapScope
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.commands.status import OK, tell_json
from bina_desktop.domain.bahasa import format_angka
from bina_desktop.domain.triwulan import Triwulan


def recap(
    services: Services,
    out: Path,
    *,
    first: str,
    last: str,
    which: str,
    password: str,
    as_json: bool,
) -> int:
    """Write the recap of some triwulan; without them of the last four that have visits."""
    service = services.rekapitulasi
    begin = Triwulan.parse(first) if first else None
    end = Triwulan.parse(last) if last else None
    if begin is None and end is None:
        begin = min(service.triwulan()[:4], default=None)
    kode = service.find_wilayah(which) if which else None
    written = service.write(
        out, RekapScope(begin, end, kode), password=password, progress=Progress()
    )
    if as_json:
        tell_json(
            {
                "file": str(out),
                "visits": written.kunjungan,
                "sheets": written.lembar,
                "answers": written.jawaban,
                "encrypted": bool(password),
            }
        )
    else:
        print(
            f"{out}: {format_angka(written.kunjungan)} kunjungan, "
            f"{format_angka(written.lembar)} lembar final, "
            f"{format_angka(written.jawaban)} jawaban."
        )
    return OK
