"""Likely duplicates: listed, united, told apart, and taken apart again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from bina_desktop.application.duplikat import DuplikatView, Pair
from bina_desktop.application.services import Services
from bina_desktop.commands.status import FAULTS, OK, tell_json
from bina_desktop.domain.duplikat import Putusan, Sebab
from bina_desktop.domain.errors import InvalidValueError, NotFoundError

_WHY: Final = {
    Sebab.NIP: "NIP sama",
    Sebab.NAME: "nama sama",
    Sebab.VISIT: "kunjungan sama",
    Sebab.SHEET: "orang dan formulir sama",
}
_TOLD: Final = {
    Putusan.OPEN: "berdiri sendiri lagi",
    Putusan.UNITED: "disatukan",
    Putusan.DISTINCT: "dinyatakan bukan duplikat",
}


def tell_duplicates(services: Services, *, decided: bool, as_json: bool) -> int:
    """List pairs that may be one, with what differs; status 1 while any waits for a decision.

    With `decided` lists those on which somebody decided.
    """
    found = services.duplikat.decided() if decided else services.duplikat.list()
    compared = [(view, services.duplikat.compare(view.suspect)) for view in found]
    if as_json:
        tell_json([_as_json(view, pairs) for view, pairs in compared])
    for view, pairs in () if as_json else compared:
        print(f"{view.suspect.id}  {_words(view)}")
        for pair in pairs:
            if pair.differs:
                print(f"  {pair.field}: {pair.nama}: {pair.utama or '–'} | {pair.lain or '–'}")
    if not found and not as_json:
        print("Belum ada keputusan." if decided else "Tidak ada catatan ganda.")
    return FAULTS if found and not decided else OK


def _words(view: DuplikatView) -> str:
    names = f"{view.nama} | {view.nama_lain or '–'}"
    place = f", {view.tempat}" if view.tempat else ""
    why = _WHY[view.suspect.sebab] if view.putusan is Putusan.OPEN else _TOLD[view.putusan]
    return f"{view.jenis}: {names}{place} ({why})"


def unite(
    services: Services,
    identity: str,
    *,
    take: Collection[str],
    putusan: Putusan,
    as_json: bool,
) -> int:
    """Decide on a pair; a pair on which this was decided before is left as it is.

    What the kept record does not say it takes from the other one; so it does with the fields
    `take`. Raises NotFoundError, InvalidValueError, WrongStateError, NotAllowedError.
    """
    view = _find(services, identity, putusan)
    pairs = services.duplikat.compare(view.suspect)
    taken = frozenset[str]()
    if putusan is Putusan.UNITED:
        taken = _taken(pairs, take)
    if view.putusan is not putusan:
        _carry_out(services, view, putusan, taken)
    if as_json:
        done = view.putusan is not putusan
        tell_json(
            {"id": identity, "decision": putusan.value, "taken": sorted(taken), "done": done}
        )
    elif view.putusan is putusan:
        print(f"{view.nama}: sudah {_TOLD[putusan]}; tidak ada yang dilakukan.")
    else:
        print(f"{view.nama}: {_TOLD[putusan]}. Keputusan tersimpan.")
    return OK


def _find(services: Services, identity: str, putusan: Putusan) -> DuplikatView:
    """Return a pair: one that waits before one that was decided, for more may have arrived."""
    waiting, decided = services.duplikat.list(), services.duplikat.decided()
    order = (*decided, *waiting) if putusan is Putusan.OPEN else (*waiting, *decided)
    for view in order:
        if view.suspect.id == identity:
            return view
    raise NotFoundError(
        f"Catatan ganda {identity} tidak ada. Jalankan duplicates untuk daftar terbaru, dengan "
        "--resolved untuk yang sudah diputuskan."
    )


def _taken(pairs: Sequence[Pair], take: Collection[str]) -> frozenset[str]:
    differing = {pair.field for pair in pairs if pair.differs}
    unknown = sorted(set(take) - differing)
    if unknown:
        raise InvalidValueError(
            f"Isian {', '.join(unknown)} tidak ada, atau sama pada kedua catatan. Jalankan "
            "duplicates untuk nama isian yang berbeda."
        )
    return frozenset(take) | {pair.field for pair in pairs if pair.differs and pair.blank}


def _carry_out(
    services: Services, view: DuplikatView, putusan: Putusan, taken: frozenset[str]
) -> None:
    if putusan is Putusan.OPEN:
        services.duplikat.take_back(view.suspect)
    elif putusan is Putusan.DISTINCT:
        services.duplikat.tell_apart(view.suspect)
    else:
        services.duplikat.unite(view.suspect, taken)


def _as_json(view: DuplikatView, pairs: Sequence[Pair]) -> dict[str, Any]:
    suspect = view.suspect
    return {
        "id": suspect.id,
        "entity": suspect.jenis,
        "kept": suspect.utama,
        "other": suspect.lain,
        "kind": view.jenis,
        "name": view.nama,
        "other_name": view.nama_lain,
        "place": view.tempat,
        "reason": suspect.sebab.value,
        "decision": view.putusan.value,
        "fields": [
            {
                "field": pair.field,
                "name": pair.nama,
                "kept": pair.utama,
                "other": pair.lain,
                "blank": pair.blank,
            }
            for pair in pairs
            if pair.differs
        ],
    }
