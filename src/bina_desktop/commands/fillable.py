"""Blank sheets to be filled in Excel by somebody who does not have the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bina_desktop.application.cakupan import Lingkup
from bina_desktop.application.services import Services
from bina_desktop.application.work import Progress
from bina_desktop.commands.status import OK, tell_json
from bina_desktop.domain.errors import MissingRequirementError, NotFoundError
from bina_desktop.domain.penugasan import Spt, SptId
from bina_desktop.domain.triwulan import Triwulan


def write(
    services: Services,
    out: Path,
    form_id: str,
    *,
    which: str,
    triwulan: str,
    rows: int,
    nip: Sequence[str],
    as_json: bool,
) -> int:
    """Write the buku isian of one form for one visit."""
    quarter = Triwulan.parse(triwulan) if triwulan else services.beranda.triwulan_now()
    spt_id = _visit(services, which, quarter)
    offers = {offer.form_id: offer for offer in services.fillable.offers(spt_id)}
    if form_id not in offers:
        raise NotFoundError(
            f"Formulir “{form_id}” tidak dapat dijadikan buku isian. Pilihannya: "
            f"{', '.join(offers)}."
        )
    people = [one for one in offers[form_id].aparatur if one.nip in nip]
    if nip and len(people) < len(set(nip)):
        raise MissingRequirementError(
            "Sebagian NIP itu tidak dikenal di kabupaten/kota ini, atau lembarnya sudah dimulai."
        )
    sheets = services.fillable.write(
        out,
        spt_id,
        form_id,
        aparatur=[one.id for one in people],
        rows=rows,
        progress=Progress(),
    )
    if as_json:
        tell_json({"file": str(out), "form": form_id, "sheets": sheets})
    else:
        print(f"{out}: {sheets} lembar kosong untuk diisi.")
    return OK


def _visit(services: Services, which: str, triwulan: Triwulan) -> SptId:
    """Return the one visit that is meant."""
    known = services.pertukaran.visits(Lingkup.ALL, "", None)
    found: Sequence[Spt] = [spt for spt in known if which in (spt.id, spt.nomor)]
    if not found:
        found = services.pertukaran.visits(Lingkup.KAB_KOTA, which, triwulan)
    if len(found) > 1:
        raise MissingRequirementError(
            f"“{which}” berarti {len(found)} kunjungan. Sebut nomor SPT-nya."
        )
    return found[0].id
