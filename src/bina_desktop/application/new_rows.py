"""What a row pasted in Excel becomes: whose sheet it is, or which officer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from bina_desktop.application.formulir import FormulirService
from bina_desktop.application.identitas import identity_answers, identity_values
from bina_desktop.application.ports import UnitOfWork
from bina_desktop.application.workbook import NewRecord, NewRows
from bina_desktop.domain.lembar_penilaian import (
    FORM_SKM,
    FORMS_KUNJUNGAN,
    StatusLembar,
    lembar_id_for,
)
from bina_desktop.domain.pegawai import Aparatur
from bina_desktop.domain.penugasan import SptId
from bina_desktop.domain.wilayah import KodeWilayah

_NOT_KNOWN: Final = frozenset({"tanggal"})
"""What nobody knows of a sheet before somebody has filled it in."""


def aparatur_rows(wilayah: Mapping[KodeWilayah, str]) -> NewRows:
    """Return the rule for the list of officers: a person is known by the NIP, else by the name."""
    return NewRows(
        by=("kunjungan",),
        choices=tuple(
            NewRecord((nama,), fields={"kode_wilayah": kode})
            for kode, nama in sorted(wilayah.items())
        ),
        required=("nama", "status", "kelompok"),
        keys=(("nip",), ("kode_wilayah", "nama")),
    )


def lembar_rows(
    uow: UnitOfWork,
    formulir: FormulirService,
    form_id: str,
    visits: Iterable[SptId],
    names: Mapping[KodeWilayah, str],
) -> NewRows | None:
    """Return the rule for the sheets of a form; None for one of which a visit has only one.

    A sheet about an officer gets the id that it would have been given in the program, so that it
    is the same one wherever it was begun.
    """
    if form_id in FORMS_KUNJUNGAN:
        return None
    session, _ = formulir.session(form_id, {})
    nodes = list(session.walk())
    chosen = sorted(map(uow.spt.get, visits), key=lambda spt: (spt.kode_wilayah, spt.id))
    shared: dict[str, Mapping[str, str]] = {}
    choices: list[NewRecord] = []
    for spt in chosen:
        place = names.get(spt.kode_wilayah, spt.kode_wilayah)
        petugas = [person for one in spt.petugas if (person := uow.pegawai.find(one))]
        known = identity_values(spt, None, petugas, today=spt.mulai)
        common = {name: value for name, value in known.items() if name not in _NOT_KNOWN}
        shared[place] = {**identity_answers(nodes, common)}
        if form_id == FORM_SKM:
            choices.append(NewRecord((place,), fields={"spt_id": spt.id}))
            continue
        here = [a for a in uow.aparatur.all() if a.kode_wilayah == spt.kode_wilayah and a.aktif]
        for aparatur, seen in _told_apart(here):
            values = identity_values(spt, aparatur, petugas, today=spt.mulai)
            own = {name: value for name, value in values.items() if name not in known}
            fields = {"spt_id": spt.id, "aparatur_id": aparatur.id}
            choices.append(
                NewRecord(
                    (place, seen),
                    lembar_id_for(spt.id, form_id, aparatur.id),
                    {**fields, **identity_answers(nodes, own)},
                )
            )
    return NewRows(
        by=("kunjungan",) if form_id == FORM_SKM else ("kunjungan", "aparatur"),
        choices=tuple(choices),
        given={
            "formulir": form_id,
            "versi": session.info.version,
            "status": StatusLembar.DRAF.value,
        },
        shared=shared,
    )


def _told_apart(people: Iterable[Aparatur]) -> list[tuple[Aparatur, str]]:
    """Return each person and what to write for him: the name, with the NIP where two have it."""
    known = sorted(people, key=lambda one: (one.nama.casefold(), one.id))
    count = Counter(one.nama.casefold() for one in known)
    return [
        (one, one.nama if count[one.nama.casefold()] == 1 else f"{one.nama} ({one.nip})")
        for one in known
    ]
