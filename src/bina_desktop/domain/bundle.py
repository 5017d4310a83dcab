"""Changes side by side: what one hand changed in one record, as a file carries it.

A file brings thousands of changes of a few records. As bundles they are checked, handed on and
stored by the column, not one by one; `Change` stays what they mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from json.encoder import encode_basestring_ascii as quoted
from typing import NamedTuple, overload

from bina_desktop.domain.journal import Change


class Bundle(NamedTuple):
    """Changes of one record by one actor on one device for one reason; the columns are as long."""

    entity: str
    record: str
    device: str
    actor: str
    reason: str
    seqs: list[int]
    ats: list[int]
    fields: list[str]
    values: list[str]
    bases: list[tuple[str, ...]]
    """Empty where no change has any."""
    hashes: list[str]

    def changes(self) -> Iterator[Change]:
        """Yield them one by one."""
        return map(self.change, range(len(self.seqs)))

    def change(self, place: int) -> Change:
        """Return the change at a place of the columns."""
        return Change(
            device=self.device,
            seq=self.seqs[place],
            at=self.ats[place],
            actor=self.actor,
            entity=self.entity,
            record=self.record,
            field=self.fields[place],
            value=self.values[place],
            bases=self.bases[place] if self.bases else (),
            reason=self.reason,
            hash=self.hashes[place],
        )

    def canonical(self) -> Iterator[bytes]:
        """Yield what is hashed of each, as `journal.canonical_bytes` has it."""
        device, actor, reason = quoted(self.device), quoted(self.actor), quoted(self.reason)
        place = f"{actor},{quoted(self.entity)},{quoted(self.record)}"
        columns = (self.seqs, self.ats, _all_quoted(self.fields), _all_quoted(self.values))
        if not self.bases:
            for seq, at, field, value in zip(*columns, strict=True):
                yield f"[{device},{seq},{at},{place},{field},{value},[],{reason}]".encode("ascii")
            return
        for seq, at, field, value, based in zip(*columns, self.bases, strict=True):
            bases = ",".join(map(quoted, sorted(based)))
            yield (f"[{device},{seq},{at},{place},{field},{value},[{bases}],{reason}]").encode(
                "ascii"
            )


def _all_quoted(texts: Sequence[str]) -> list[str]:
    """Quote texts, all at once: no quoted text holds a line end."""
    return json.dumps(texts, separators=("\n", ":"))[1:-1].split("\n")


def bundled(changes: Iterable[Change]) -> list[Bundle]:
    """Put changes of one hand in one record together, in the order they come."""
    found: dict[tuple[str, str, str, str, str], list[Change]] = {}
    for one in changes:
        key = (one.entity, one.record, one.device, one.actor, one.reason)
        found.setdefault(key, []).append(one)
    return [
        Bundle(
            *key,
            seqs=[one.seq for one in group],
            ats=[one.at for one in group],
            fields=[one.field for one in group],
            values=[one.value for one in group],
            bases=[one.bases for one in group] if any(one.bases for one in group) else [],
            hashes=[one.hash for one in group],
        )
        for key, group in found.items()
    ]


@dataclass(frozen=True, slots=True)
class Bundles(Sequence[Change]):
    """The changes of a file, as bundles, with those that were found beside them."""

    bundles: tuple[Bundle, ...]
    sound: bool = False
    """True where form, identities and every link of the hash chains within were checked."""
    further: tuple[Change, ...] = ()

    def __len__(self) -> int:
        return sum(len(one.seqs) for one in self.bundles) + len(self.further)

    def __iter__(self) -> Iterator[Change]:
        for one in self.bundles:
            yield from one.changes()
        yield from self.further

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Change]: ...
    def __getitem__(self, index: int | slice) -> Change | Sequence[Change]:
        """Return one, or some; a way for few, for all are made to find them."""
        return tuple(self)[index]


def beside(changes: Sequence[Change], further: Sequence[Change]) -> Sequence[Change]:
    """Return changes with more beside them; what was checked of bundles stays so."""
    if isinstance(changes, Bundles):
        return replace(changes, further=(*changes.further, *further))
    return (*changes, *further)


def chains_hold(bundles: Iterable[Bundle]) -> bool:
    """Return True if no identity comes twice and each hash follows from the one before it here.

    A change without a number has no place in a chain.
    """
    lines: dict[str, dict[int, tuple[str, bytes]]] = {}
    count = 0
    for one in bundles:
        line = lines.setdefault(one.device, {})
        line.update(zip(one.seqs, zip(one.hashes, one.canonical(), strict=True), strict=True))
        count += len(one.seqs)
    if sum(map(len, lines.values())) != count:
        return False
    return all(map(_holds, lines.values()))


def _holds(line: dict[int, tuple[str, bytes]]) -> bool:
    sha256 = hashlib.sha256
    for seq, (digest, content) in line.items():
        before = line.get(seq - 1)
        if before is not None:
            if sha256(before[0].encode("ascii") + content).hexdigest() != digest:
                return False
        elif seq < 1 or (seq == 1 and sha256(content).hexdigest() != digest):
            return False
    return True
